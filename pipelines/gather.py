"""Read the pages of a source, each in the way that what is on it asks for."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from balagh.model import Origin, Script, Source, Warning
from balagh.pipelines.advice import picture_warnings
from balagh.pipelines.stage import ReadPage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from balagh.ingest.sheet import OpenedSource, Sheet
    from balagh.model import Line, Page
    from balagh.pipelines.tools import Tools
    from balagh.settings import Settings

#: A word read with this confidence shows that there is text on a page.
SURE_WORD = 0.75


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """Pages of one source as they were read, before anything is concluded from them.

    It can be pickled, and parts of one source that several processes read can be put together: see `join_gathered`.

    Attributes:
        source: what was opened.
        pages: what was read, in order.
        notices: warnings about the whole source.
        warnings: warnings about these pages.
        engine, engine_version, models: what pictures were read with; "none" where there were none.
        started: ISO 8601 date and time with offset.
        seconds: wall time that reading took.
    """

    source: Source
    pages: tuple[ReadPage, ...]
    notices: tuple[Warning, ...] = ()
    warnings: tuple[Warning, ...] = ()
    engine: str = "none"
    engine_version: str = ""
    models: Mapping[str, str] = field(default_factory=dict)
    started: str
    seconds: float


def gather_pages(
    source: OpenedSource, settings: Settings, on_page: Callable[[int], None] | None = None
) -> Gathered:
    """Read those pages of an opened file that `settings` asks for; `on_page` hears each page's number first.

    Raises:
        MissingDependencyError: a picture needs an engine or model that is not installed.
        InputError: a page cannot be decoded.
        EngineError: the engine failed.
    """
    started, clock = datetime.now().astimezone(), time.perf_counter()
    reader = _Reader(settings)
    pages: list[ReadPage] = []
    warnings: list[Warning] = []
    for sheet in source.sheets():
        if on_page is not None:
            on_page(sheet.number)
        read = reader.read(sheet)
        pages.append(read)
        warnings += [
            Warning(code=n.code, message=n.message, page=sheet.number)
            for n in (*sheet.notices, *read.notices)
        ]
        warnings += (*_page_warnings(read.page), *picture_warnings(read.page))
    return Gathered(
        source=Source(
            name=source.name,
            media_type=source.media_type,
            sha256=source.sha256,
            bytes=source.size,
            pages=source.pages,
        ),
        pages=tuple(pages),
        notices=tuple(Warning(code=n.code, message=n.message) for n in source.notices),
        warnings=tuple(warnings),
        engine=reader.engine,
        engine_version=reader.engine_version,
        models=reader.models,
        started=started.isoformat(timespec="seconds"),
        seconds=time.perf_counter() - clock,
    )


def join_gathered(parts: Sequence[Gathered]) -> Gathered:
    """Put parts of one source together, in the order of their pages; `seconds` is what all of them took.

    Raises:
        ValueError: there are no parts, or not all are of the same bytes.
    """
    if len({part.source.sha256 for part in parts}) != 1:
        message = "parts of one and the same source are wanted"
        raise ValueError(message)
    parts = sorted(parts, key=lambda part: part.pages[0].page.number if part.pages else 0)
    # A part of plain text only used no engine.
    used = next((part for part in parts if part.models), parts[0])
    return replace(
        used,
        pages=tuple(page for part in parts for page in part.pages),
        notices=tuple(dict.fromkeys(notice for part in parts for notice in part.notices)),
        warnings=tuple(warning for part in parts for warning in part.warnings),
        started=min((part.started for part in parts), key=datetime.fromisoformat),
        seconds=sum(part.seconds for part in parts),
    )


def has_text(pages: Sequence[ReadPage]) -> bool:
    """Tell whether there is text on any of the pages beyond doubt."""
    return any(_is_text(line) for read in pages for block in read.page.blocks for line in block.lines)


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
