"""What the walk through a DOCX finds, before its pictures are decoded and its pages are parted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from balagh.ingest.flow import FlowTable, FlowText, Region


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
    lines: list[str] = []
    for item in items:
        if isinstance(item, FlowText):
            lines.append(f"{item.marker} {item.text}".strip() if item.marker else item.text.strip())
        elif isinstance(item, FlowTable):
            lines += (" ".join(cell for cell in row if cell) for row in item.rows)
    return "\n".join(line for line in lines if line)
