"""Boxes on an upright page: pixels, origin at the top left, right and bottom edges exclusive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

from pydantic import AfterValidator

if TYPE_CHECKING:
    from collections.abc import Iterable


class Box(NamedTuple):
    """An upright rectangle: left, top, right, bottom in pixels."""

    x0: int
    y0: int
    x1: int
    y1: int

    @property
    def width(self) -> int:
        """Right minus left, in pixels."""
        return self.x1 - self.x0

    @property
    def height(self) -> int:
        """Bottom minus top, in pixels."""
        return self.y1 - self.y0

    @property
    def center(self) -> tuple[float, float]:
        """The middle point (x, y)."""
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2

    def shift(self, dx: int, dy: int) -> Box:
        """Give the box moved by (dx, dy) pixels."""
        return Box(self.x0 + dx, self.y0 + dy, self.x1 + dx, self.y1 + dy)

    def grow(self, dx: int, dy: int) -> Box:
        """Give the box widened by dx at the left and right and by dy at the top and bottom."""
        return Box(self.x0 - dx, self.y0 - dy, self.x1 + dx, self.y1 + dy)

    def clip(self, width: int, height: int) -> Box:
        """Give the part of the box that lies on a page of width x height pixels."""
        x0, y0 = min(max(self.x0, 0), width), min(max(self.y0, 0), height)
        return Box(x0, y0, max(x0, min(self.x1, width)), max(y0, min(self.y1, height)))

    def overlap_x(self, other: Box) -> int:
        """Pixels that both boxes cover on the x axis; negative is the gap between them."""
        return min(self.x1, other.x1) - max(self.x0, other.x0)

    def overlap_y(self, other: Box) -> int:
        """Pixels that both boxes cover on the y axis; negative is the gap between them."""
        return min(self.y1, other.y1) - max(self.y0, other.y0)


def union(boxes: Iterable[Box]) -> Box:
    """Give the smallest box around all of `boxes`.

    Raises:
        ValueError: there is no box.
    """
    x0, y0, x1, y1 = zip(*boxes, strict=True)
    return Box(min(x0), min(y0), max(x1), max(y1))


def _ordered(box: Box) -> Box:
    if box.x0 > box.x1 or box.y0 > box.y1:
        message = f"a box's left and top come before its right and bottom: {tuple(box)}"
        raise ValueError(message)
    return box


#: A box checked when a document is built or read back; in JSON ``[left, top, right, bottom]``.
CheckedBox = Annotated[Box, AfterValidator(_ordered)]
