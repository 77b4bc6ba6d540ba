"""Several files as one document: photos of its pages, or pages scanned one by one."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from balagh.errors import ArgumentError, InputError
from balagh.ingest.files import find_files, list_folder
from balagh.ingest.opening import open_source
from balagh.ingest.sheet import Notice, OpenedSource

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from balagh.ingest.files import FoundFiles
    from balagh.ingest.sheet import Sheet
    from balagh.ingest.source import Source
    from balagh.settings import Settings

#: The media type of a document whose parts are of several kinds.
MIXED = "multipart/mixed"


def open_joined(sources: Sequence[Source], *, name: str | None = None, settings: Settings) -> OpenedSource:
    """Open several files as one document, in the order given.

    All are opened once to see that they can be read. Of files named by their paths only that is kept: each is opened
    again when its pages' turn comes, so that a hundred photos take no more memory than one. `settings.pages` counts
    through the whole document.

    Args:
        sources: paths, bytes or open files; a folder stands for the files in it, in natural order.
        name: the document's name; that of the only folder, or made from the first file's name, when left out.
        settings: as for `open_source`.

    Raises:
        ArgumentError: no sources.
        InputError: a folder without a file that can be read, or none of the pages asked for.
        BalaghError: what `open_source` raises for the first part that cannot be read; the message names it.
    """
    parts: list[Source] = []
    left_out: list[str] = []
    for source in sources:
        if not isinstance(source, str | os.PathLike) or not Path(source).is_dir():
            parts.append(source)
            continue
        found = _folder_files(Path(source))
        parts += found.readable
        left_out += [f"{skip.path.name} ({skip.reason})" for skip in found.skipped]
    if not parts:
        message = "there is nothing to join"
        raise ArgumentError(message, hint="give the files of the document, or a folder that holds them")
    everything = replace(settings, pages=None)
    opened = [_open_part(part, k, everything) for k, part in enumerate(parts, start=1)]
    joined = join_sources(opened, name or _joined_name(sources, opened), settings)
    if not left_out:
        return joined
    notice = Notice(code="parts-left-out", message=f"not pages, and left out: {', '.join(left_out)}")
    return replace(joined, notices=(*joined.notices, notice))


def join_sources(parts: Sequence[OpenedSource], name: str, settings: Settings) -> OpenedSource:
    """Join opened sources (of all their pages) into one called `name`, its pages numbered from the first to the last.

    Its `sha256` is that of the parts' hexadecimal digests written one after the other, its size the sum of theirs.

    Raises:
        InputError: it has none of the pages that `settings` asks for.
    """
    pages = sum(part.pages for part in parts)
    if not any(settings.wants_page(number) for number in range(1, pages + 1)):
        message = f"{name}: it has {pages} page{'s' * (pages > 1)}, none of those asked for"
        raise InputError(message, hint="ask for other pages")
    kinds = {part.media_type for part in parts}
    digests = "".join(part.sha256 for part in parts)
    return OpenedSource(
        name=name,
        media_type=kinds.pop() if len(kinds) == 1 else MIXED,
        sha256=hashlib.sha256(digests.encode("ascii")).hexdigest(),
        size=sum(part.size for part in parts),
        pages=pages,
        sheets=partial(_joined_sheets, tuple(parts), settings),
        notices=(_list_of_parts(parts), *_notices(parts)),
    )


def natural_key(path: str | os.PathLike[str]) -> tuple[tuple[int, int, str], ...]:
    """Give a key that sorts names as people count: ``page2`` before ``page10``, capitals as small letters.

    >>> sorted(["page10.jpg", "Page2.jpg", "page1.jpg"], key=natural_key)
    ['page1.jpg', 'Page2.jpg', 'page10.jpg']
    """
    parts = re.split(r"([0-9]+)", os.fspath(path).casefold())
    return tuple((0, int(part), "") if k % 2 else (1, 0, part) for k, part in enumerate(parts) if part)


def _folder_files(folder: Path) -> FoundFiles:
    found = list_folder(folder)
    if not found.readable:
        message = f"{folder}: there is no file in this folder that can be read"
        raise InputError(message, hint="give a folder that holds the pages' photos or scans")
    return replace(found, readable=tuple(sorted(found.readable, key=lambda path: natural_key(path.name))))


def _open_part(part: Source, place: int, settings: Settings) -> OpenedSource:
    if not isinstance(part, str | os.PathLike):
        return open_source(part, name=f"part {place}" if isinstance(part, bytes) else None, settings=settings)
    opened = open_source(part, settings=settings)
    return replace(opened, sheets=partial(_sheets_again, Path(part), opened.sha256, settings))


def _sheets_again(path: Path, sha256: str, settings: Settings) -> Iterator[Sheet]:
    opened = open_source(path, settings=settings)
    if opened.sha256 != sha256:
        message = f"{path}: the file changed while the document was being read"
        raise InputError(message, hint="read it again when nobody writes to it")
    return opened.sheets()


def _joined_sheets(parts: tuple[OpenedSource, ...], settings: Settings) -> Iterator[Sheet]:
    before = 0
    for part in parts:
        if any(settings.wants_page(before + number) for number in range(1, part.pages + 1)):
            # Through `map`, so that no name here keeps a sheet while its user works.
            numbered = map(partial(_moved_on, before), part.sheets())
            yield from (sheet for sheet in numbered if settings.wants_page(sheet.number))
        before += part.pages


def _moved_on(before: int, sheet: Sheet) -> Sheet:
    return replace(sheet, number=before + sheet.number)


def _joined_name(sources: Sequence[Source], opened: Sequence[OpenedSource]) -> str:
    first = sources[0]
    if len(sources) == 1 and isinstance(first, str | os.PathLike) and Path(first).is_dir():
        return Path(first).resolve().name or opened[0].name
    if len(opened) == 1:
        return opened[0].name
    return f"{Path(opened[0].name).stem} ({len(opened)} files)"


def _list_of_parts(parts: Sequence[OpenedSource]) -> Notice:
    places, before = [], 0
    for part in parts:
        last = before + part.pages
        where = f"page {last}" if part.pages == 1 else f"pages {before + 1}-{last}"
        places.append(f"{part.name} ({where})")
        before = last
    return Notice(code="joined", message=f"joined from {len(parts)} file(s): {', '.join(places)}")


def _notices(parts: Sequence[OpenedSource]) -> Iterator[Notice]:
    for part in parts:
        for notice in part.notices:
            yield replace(notice, message=f"{part.name}: {notice.message}")


def find_documents(given: Sequence[Path]) -> FoundFiles:
    """Find the documents of a command line where each folder of files is one document.

    A folder that holds files and no folders of files is one document itself. Of one that holds folders, each of them
    is, at any depth, and the files beside them are documents of their own. Given files are taken as they are.
    """
    found = find_files(given)
    folders = {path.resolve(): path for path in given if path.is_dir()}
    documents: dict[Path, Path] = {}
    holders = {path.parent for path in found.readable}
    for path in found.readable:
        folder = path.parent
        loose = path in given or (
            folder.resolve() in folders and any(folder in holder.parents for holder in holders)
        )
        document = path if loose else folder
        documents.setdefault(document.resolve(), document)
    return replace(found, readable=tuple(documents.values()))
