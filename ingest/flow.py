"""A flow: what a word processor's file holds, in its order, without any place on a page."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from balagh.ingest.sheet import Image


class Region(StrEnum):
    """Which part of the file an item stands in."""

    HEADER = "header"
    BODY = "body"
    FOOTER = "footer"


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
    """

    text: str
    region: Region = Region.BODY
    level: int | None = None
    marker: str = ""
    rtl: bool = False
    centred: bool = False
    size: float | None = None
    bold: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowTable:
    """A table: rows of cells, each cell's paragraphs joined by line feeds, in the file's (logical) order."""

    rows: tuple[tuple[str, ...], ...]
    region: Region = Region.BODY
    rtl: bool = False


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
