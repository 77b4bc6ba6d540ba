"""A flow: what a word processor's file holds, in its order, without any place on a page."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

    from balagh.ingest.sheet import Image


class Region(StrEnum):
    """Which part of the file an item stands in."""

    HEADER = "header"
    BODY = "body"
    FOOTER = "footer"


@dataclass(frozen=True, slots=True)
class FontSpan:
    """Characters `start` to `end` (exclusive) of a text are set in `font`, as the file names it."""

    start: int
    end: int
    font: str


def part_of(spans: Iterable[FontSpan], start: int, end: int, shift: int = 0) -> tuple[FontSpan, ...]:
    """Give the spans of the characters `start` to `end` of a text, counted from `start`, then moved by `shift`.

    >>> part_of((FontSpan(0, 4, "A"), FontSpan(4, 9, "B")), 2, 6)
    (FontSpan(start=0, end=2, font='A'), FontSpan(start=2, end=4, font='B'))
    """
    off = shift - start
    return tuple(
        FontSpan(max(span.start, start) + off, min(span.end, end) + off, span.font)
        for span in spans
        if span.start < end and span.end > start
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowText:
    """One paragraph.

    Attributes:
        text: its text in logical order; a line feed is a line break that the author set.
        region: where it stands.
        level: 0 for a title style, 1-9 for a heading's style, None for other text.
        marker: the bullet or number that the list numbering prints before it; empty where there is none.
        rtl: the paragraph is marked as right to left.
        centred: it stands in the middle.
        size: the font size of most of its letters in points; None where the file does not say.
        bold: most of its letters are bold.
        fonts: the fonts that runs of `text` are set in, in order and apart, where the file names them.
    """

    text: str
    region: Region = Region.BODY
    level: int | None = None
    marker: str = ""
    rtl: bool = False
    centred: bool = False
    size: float | None = None
    bold: bool = False
    fonts: tuple[FontSpan, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowTable:
    """A table: rows of cells, each cell's paragraphs joined by line feeds, in the file's (logical) order.

    Attributes:
        rows: the cells' texts.
        region, rtl: where it stands, and its direction.
        fonts: for each cell as in `rows` the fonts of its runs; empty where the file names none.
    """

    rows: tuple[tuple[str, ...], ...]
    region: Region = Region.BODY
    rtl: bool = False
    fonts: tuple[tuple[tuple[FontSpan, ...], ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowPicture:
    """An embedded picture in its place, decoded; `name` is its part's name in the file."""

    image: Image
    name: str
    dpi: float | None = None
    region: Region = Region.BODY


#: One thing after another.
FlowItem: TypeAlias = FlowText | FlowTable | FlowPicture


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """The items of a file in reading order: headers first, then the body, then footers."""

    items: tuple[FlowItem, ...]
