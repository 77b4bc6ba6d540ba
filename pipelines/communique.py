"""The whole way of a document, in one place: sheets in, a `Document` out.

A picture goes through `PICTURE_STAGES`; plain text, text layers and pages of word processors have readers of their own
(see `gather_pages`). Then the pages together are repaired and given their languages and their structure.
"""

from __future__ import annotations

import hashlib
import time
from typing import TYPE_CHECKING

from balagh._version import __version__
from balagh.errors import NoTextError
from balagh.model import Document, Provenance
from balagh.pipelines.gather import gather_pages, has_text
from balagh.pipelines.languages.tag import document_languages, tag_page
from balagh.pipelines.repair.cells import repair_cells
from balagh.pipelines.repair.pages import repair_pages
from balagh.pipelines.repair.rehome import rehome_repairs
from balagh.pipelines.repair.weak import weak_lines
from balagh.pipelines.structure.authority import authorities, use_authorities
from balagh.pipelines.structure.authority_file import load_authority
from balagh.pipelines.structure.structure_document import structure_document
from balagh.pipelines.structure.transliterate_communique import transliterate_communique

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from balagh.ingest.sheet import OpenedSource
    from balagh.model import Repair
    from balagh.pipelines.gather import Gathered
    from balagh.settings import Settings


def read_source(
    source: OpenedSource, settings: Settings, on_page: Callable[[int], None] | None = None
) -> Document:
    """Read an opened file; `on_page` is told each page's number before it is read.

    Raises:
        MissingDependencyError: a picture needs an engine or model that is not installed.
        InputError: a page cannot be decoded, or no page holds any text.
        EngineError: the engine failed.
        BalaghError: the authority file that `settings` names cannot be read.
    """
    return compose_document(gather_pages(source, settings, on_page), settings)


def compose_document(gathered: Gathered, settings: Settings) -> Document:
    """Make the document of a source's pages: repair them, tag their languages, find the structure.

    Raises:
        NoTextError: no page holds any text.
        BalaghError: the authority file that `settings` names cannot be read.
    """
    if settings.authority is None:
        return _compose(gathered, settings)
    with use_authorities(load_authority(settings.authority)):
        return _compose(gathered, settings)


def _compose(gathered: Gathered, settings: Settings) -> Document:
    clock = time.perf_counter()
    if not has_text(gathered.pages):
        message = "; ".join(
            [
                f"{gathered.source.name}: no text found on {len(gathered.pages)} page(s)",
                *(notice.message for notice in gathered.notices),
            ]
        )
        raise NoTextError(message)
    names = authorities()
    ledger = [repair for read in gathered.pages for repair in read.repairs]
    pages, repairs = repair_pages([read.page for read in gathered.pages], ledger, names)
    tables = repair_cells({key: rows for read in gathered.pages for key, rows in read.tables.items()}, names)
    pages = tuple(tag_page(page, settings.codes) for page in pages)
    structured, communique = structure_document(pages, tables, weak_lines(pages, repairs))
    if settings.transliterate:
        communique = transliterate_communique(communique)
    document = Document(
        id=f"sha256:{gathered.source.sha256}",
        source=gathered.source,
        languages=document_languages(structured),
        communique=communique,
        pages=structured,
        repairs=_numbered(rehome_repairs(repairs, pages, structured)),
        warnings=(*gathered.notices, *gathered.warnings),
        provenance=Provenance(
            balagh=__version__,
            engine=gathered.engine,
            engine_version=gathered.engine_version,
            models={**gathered.models, **_authority_model(settings)},
            settings=settings.as_record(),
            started=gathered.started,
            seconds=round(gathered.seconds + time.perf_counter() - clock, 3),
        ),
    )
    previews = {read.page.number: read.preview for read in gathered.pages if read.preview is not None}
    return document.with_previews(previews)


def _authority_model(settings: Settings) -> dict[str, str]:
    """Give the SHA-256 of the archivist's own authority file, by the name that models go by."""
    if settings.authority is None:
        return {}
    return {"authority": hashlib.sha256(settings.authority.read_bytes()).hexdigest()}


def _numbered(repairs: Iterable[Repair]) -> tuple[Repair, ...]:
    return tuple(repair.model_copy(update={"id": f"r{number}"}) for number, repair in enumerate(repairs, 1))
