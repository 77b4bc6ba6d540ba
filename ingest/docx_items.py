"""What the walk through a DOCX finds, before its pictures are decoded and its pages are parted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from balagh.ingest.flow import FlowTable, FlowText, FontSpan, Region, part_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureRef:
    """A picture in its place, not decoded yet.

    Attributes:
        part: the name of its part; empty where it is not in the file.
        inches: its printed width and height; None where the file does not say.
        crop: the shares of its width and height that are cut off: left, top, right, bottom.
        region: where it stands.
    """

    part: str
    inches: tuple[float, float] | None = None
    crop: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    region: Region = Region.BODY


@dataclass(frozen=True, slots=True, kw_only=True)
class PageEnd:
    """The end of a page. What follows stands on the next."""


#: One thing after another.
Item: TypeAlias = FlowText | FlowTable | PictureRef | PageEnd


def text_of(items: list[Item]) -> str:
    """Give the text of `items`, a line for each paragraph and each row, markers included."""
    return set_text_of(items)[0]


def set_text_of(items: list[Item]) -> tuple[str, tuple[FontSpan, ...]]:
    """Give the text of `items` as `text_of` does, and the fonts that its runs are set in."""
    pieces: list[tuple[str, tuple[FontSpan, ...]]] = []
    for item in items:
        if isinstance(item, FlowText):
            pieces.append(_marked(item))
        elif isinstance(item, FlowTable):
            for at, row in enumerate(item.rows):
                fonts = item.fonts[at] if item.fonts else ((),) * len(row)
                pieces.append(joined([cell for cell in zip(row, fonts, strict=True) if cell[0]], " "))
    return joined([piece for piece in pieces if piece[0]], "\n")


def joined(pieces: list[tuple[str, tuple[FontSpan, ...]]], between: str) -> tuple[str, tuple[FontSpan, ...]]:
    """Join texts with what stands `between` them, and the fonts of their runs."""
    spans: list[FontSpan] = []
    start = 0
    for text, fonts in pieces:
        spans += part_of(fonts, 0, len(text), start)
        start += len(text) + len(between)
    return between.join(text for text, _ in pieces), tuple(spans)


def _marked(item: FlowText) -> tuple[str, tuple[FontSpan, ...]]:
    text = item.text.strip()
    head = len(item.text) - len(item.text.lstrip())
    marker = f"{item.marker} " if item.marker else ""
    return (marker + text).strip(), part_of(item.fonts, head, head + len(text), len(marker))
