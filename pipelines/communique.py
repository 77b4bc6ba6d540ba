"""The whole way of a document, in one place: sheets in, a `Document` out.

A picture goes through `PICTURE_STAGES`, a page of plain text through `TEXT_STAGES`; then the pages together are given
their languages and their structure.
"""

from __future__ import annotations

import time
from datetime import datetime
from typing import TYPE_CHECKING

from balagh._version import __version__
from balagh.errors import NoTextError
from balagh.model import Document, Origin, Provenance, Script, Source, Warning
from balagh.pipelines.advice import picture_warnings
from balagh.pipelines.languages.tag import document_languages, tag_page
from balagh.pipelines.repair.rehome import rehome_repairs
from balagh.pipelines.stage import ReadPage
from balagh.pipelines.structure.structure_document import structure_document
from balagh.pipelines.structure.transliterate_communique import transliterate_communique

if TYPE_CHECKING:
    from collections.abc import Iterator

    from balagh.ingest.sheet import OpenedSource, Sheet
    from balagh.model import Line, Page, Repair
    from balagh.pipelines.printed import Rows
    from balagh.pipelines.tools import Tools
    from balagh.settings import Settings

#: A word read with this confidence shows that there is text on a page.
SURE_WORD = 0.75


def read_source(source: OpenedSource, settings: Settings) -> Document:
    """Read an opened file.

    Raises:
        MissingDependencyError: a picture needs an engine or model that is not installed.
        InputError: a page cannot be decoded, or no page holds any text.
        EngineError: the engine failed.
    """
    started, clock = datetime.now().astimezone(), time.perf_counter()
    reader = _Reader(settings)
    pages: list[Page] = []
    repairs: list[Repair] = []
    tables: dict[str, Rows] = {}
    warnings = [Warning(code=n.code, message=n.message) for n in source.notices]
    previews: dict[int, bytes] = {}
    for sheet in source.sheets():
        read = reader.read(sheet)
        pages.append(tag_page(read.page, settings.codes))
        repairs += [
            repair.model_copy(update={"id": f"r{len(repairs) + k}"})
            for k, repair in enumerate(read.repairs, 1)
        ]
        tables |= read.tables
        warnings += [
            Warning(code=n.code, message=n.message, page=sheet.number)
            for n in (*sheet.notices, *read.notices)
        ]
        warnings += (*_page_warnings(pages[-1]), *picture_warnings(pages[-1]))
        if read.preview is not None:
            previews[sheet.number] = read.preview
    if not any(_is_text(line) for page in pages for block in page.blocks for line in block.lines):
        message = "; ".join(
            [f"{source.name}: no text found on {len(pages)} page(s)", *(n.message for n in source.notices)]
        )
        raise NoTextError(message)
    structured, communique = structure_document(tuple(pages), tables)
    if settings.transliterate:
        communique = transliterate_communique(communique)
    document = Document(
        id=f"sha256:{source.sha256}",
        source=Source(
            name=source.name,
            media_type=source.media_type,
            sha256=source.sha256,
            bytes=source.size,
            pages=source.pages,
        ),
        languages=document_languages(structured),
        communique=communique,
        pages=structured,
        repairs=rehome_repairs(repairs, tuple(pages), structured),
        warnings=tuple(warnings),
        provenance=Provenance(
            balagh=__version__,
            engine=reader.engine,
            engine_version=reader.engine_version,
            models=reader.models,
            settings=settings.as_record(),
            started=started.isoformat(timespec="seconds"),
            seconds=round(time.perf_counter() - clock, 3),
        ),
    )
    return document.with_previews(previews)


class _Reader:
    """Reads sheets; loads the picture stages, and what they need, with the first picture only."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.engine, self.engine_version = "none", ""
        self.models: dict[str, str] = {}

    def read(self, sheet: Sheet) -> ReadPage:
        """Read one sheet in the way that what is on it asks for."""
        if sheet.text is not None:
            from balagh.pipelines.text.blocks import read_text_page

            page, repairs = read_text_page(sheet.text, sheet.number)
            return ReadPage(page=page, repairs=repairs)
        if sheet.flow is not None:
            from balagh.pipelines.flow import read_flow_page

            return read_flow_page(sheet, self._tools)
        if sheet.layer is not None and sheet.render is not None:
            from balagh.pipelines.layer.read import read_layer

            return read_layer(sheet, self._tools, previews=self.settings.previews)
        from balagh.pipelines import picture

        return picture.read_picture(sheet, self._tools())

    def _tools(self) -> Tools:
        """Give what pictures are read with, and note it down for the document's record."""
        from balagh.pipelines import picture

        tools = picture.tools_for(self.settings)
        self.engine, self.engine_version, self.models = picture.describe(tools)
        return tools


def _is_text(line: Line) -> bool:
    """Tell whether a line is text beyond doubt: typed, seen but not readable yet, or with one word read surely.

    On a photograph the engine always finds a letter or two in the clouds.
    """
    if not line.words:
        return bool(line.text) or line.script is Script.TIFINAGH
    return any(word.confidence is None or word.confidence >= SURE_WORD for word in line.words)


def _page_warnings(page: Page) -> Iterator[Warning]:
    if not any(block.lines for block in page.blocks):
        yield Warning(code="no-text", message="no text found on this page", page=page.number)
    unread = sum(1 for block in page.blocks for line in block.lines if not line.text)
    # In plain text an empty line is litter that the ledger accounts for.
    if unread and page.origin is not Origin.TEXT:
        message = (
            f"{unread} line(s) are seen but could not be read: their places are kept, their text is empty"
        )
        yield Warning(code="unread-lines", message=message, page=page.number)
