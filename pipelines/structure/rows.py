"""Printed lines with what their place on the page says about them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING

from balagh.model import Block, Box, Direction, Line, Page, Role, Script
from balagh.model.geometry import union
from balagh.pipelines.languages.scripts import count_letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

#: A line counts for the size of body text when it has this many characters.
_BODY_LINE = 35
#: Share of the text's width by which a line's middle may miss the text's middle and still be centred.
_OFF_CENTRE = 0.04
#: A line ends early, or starts late, when this share of the text's width is left.
_LEFT_OVER = 0.12
#: Share of the text's width that a full line may leave at its end.
_AT_EDGE = 0.05
#: Two edges are one margin within this share of the page's width; a speck beside a line is an edge of its own.
_ONE_MARGIN = 0.012
#: Share of the page's width by which such a speck stands out at most.
_STRAY = 0.08
#: A line's height may pass what the width of its letters says by this factor: dust over a line adds height.
_TRUSTED = 1.12
#: Letters from which the width of a line's words says its size.
_MEASURED_LETTERS = 20
#: Characters of a wrapped line's share of the longest line in a block of plain text.
_SHORT_TEXT = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a block, with its place.

    Attributes:
        page: one-based page number.
        block: the block it came in, as the layout gave it.
        line, original: the line, and its text in the block's original.
        index, last: its place in the block, and whether it is the last line.
        scale: height over the usual height of its script's body lines on the page; None without geometry.
        gap: blank space to the line above in the page, in body line heights; None without geometry or at the top.
        centred: the line stands in the middle of the text, with room on both sides.
        ends_early: the line stops well before the text's edge (its end, in its own direction).
        width: the line's width over the text's; None without geometry.
        to_edge: the line runs to the text's edge at its end; never without geometry.
        room: pixels left to the text's edge at the line's end; None without geometry.
        top, bottom: the line's edges as shares of the page's height; None without geometry.
    """

    page: int
    block: Block
    line: Line
    original: str
    index: int
    last: bool
    scale: float | None = None
    gap: float | None = None
    centred: bool = False
    ends_early: bool = False
    width: float | None = None
    to_edge: bool = False
    room: float | None = None
    top: float | None = None
    bottom: float | None = None

    @property
    def text(self) -> str:
        """The line's text."""
        return self.line.text

    @property
    def box(self) -> Box | None:
        """The line's box in pixels; None without geometry."""
        return self.line.bbox


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """What a page's lines are measured against: the text's edges, the body lines' heights and advances by script."""

    left: int
    right: int
    heights: dict[Script, float]
    height: float
    advances: dict[Script, float]

    def usual(self, script: Script) -> float:
        return self.heights.get(script, self.height)


def read_rows(page: Page) -> tuple[Row, ...]:
    """Give the page's lines in reading order with their measures; a block without lines is one row."""
    drafts = [
        (block, line, original, index, index == len(block.lines or (1,)) - 1)
        for block in page.blocks
        for index, (line, original) in enumerate(_lines(block))
    ]
    boxes = [line.bbox for _, line, *_ in drafts if line.bbox is not None and (line.text or line.words)]
    boxes = boxes or [line.bbox for _, line, *_ in drafts if line.bbox is not None]
    frame = _frame(page, boxes)
    rows: list[Row] = []
    for block, line, original, index, last in drafts:
        row = Row(page=page.number, block=block, line=line, original=original, index=index, last=last)
        rows.append(_measured(row, line.bbox, frame, page, rows) if frame and line.bbox else _counted(row))
    return tuple(rows)


def _lines(block: Block) -> Iterator[tuple[Line, str]]:
    originals = block.original.split("\n")
    if not block.lines:
        line = Line(
            bbox=block.bbox,
            text=block.text,
            language=block.language,
            script=block.script,
            confidence=block.confidence,
        )
        yield line, block.original
    elif len(originals) == len(block.lines):
        yield from zip(block.lines, originals, strict=True)
    else:
        message = f"block {block.id} has {len(block.lines)} lines but {len(originals)} in its original"
        raise ValueError(message)


def _frame(page: Page, boxes: Sequence[Box]) -> _Frame | None:
    if not boxes:
        return None
    heights: dict[Script, list[int]] = {}
    advances: dict[Script, list[float]] = {}
    for line in (line for block in page.blocks if block.role is not Role.STAMP for line in block.lines):
        if line.bbox is not None and len(line.text) >= _BODY_LINE:
            heights.setdefault(line.script, []).append(line.bbox.height)
            advances.setdefault(line.script, []).append(_advance(line) or 0.0)
    usual = {script: float(median(values)) for script, values in heights.items()}
    every = [value for values in heights.values() for value in values] or [box.height for box in boxes]
    around = union(boxes)
    return _Frame(
        left=_margin([box.x0 for box in boxes], around.x0, page.width),
        right=_margin([box.x1 for box in boxes], around.x1, page.width),
        heights=usual,
        height=max(1.0, float(median(every))),
        advances={script: median(values) for script, values in advances.items()},
    )


def _margin(edges: Sequence[int], outermost: int, width: int) -> int:
    """Give the outermost edge that two lines share, if it is near the outermost of all; else that one."""
    near = width * _ONE_MARGIN
    shared = (
        edge
        for edge in edges
        if abs(edge - outermost) <= width * _STRAY and sum(abs(edge - other) <= near for other in edges) > 1
    )
    return min(shared, key=lambda edge: abs(edge - outermost), default=outermost)


def _advance(line: Line) -> float | None:
    """Give the mean width of a letter in pixels, blanks left out; None for short lines and capitals."""
    words = [word for word in line.words if word.bbox is not None]
    letters = sum(len(word.text) for word in words)
    if letters < _MEASURED_LETTERS or line.text.isupper():
        return None
    return sum(word.bbox.width for word in words if word.bbox) / letters


def _scale(line: Line, height: int, frame: _Frame) -> float:
    """Give a line's size over body lines: its height, within what the width of its letters allows."""
    scale = height / max(1.0, frame.usual(line.script))
    own, usual = _advance(line), frame.advances.get(line.script)
    if not own or not usual:
        return scale
    return min(scale, own / usual * _TRUSTED)


def _measured(row: Row, box: Box, frame: _Frame, page: Page, above: Sequence[Row]) -> Row:
    width = max(1, frame.right - frame.left)
    before, after = (box.x0 - frame.left) / width, (frame.right - box.x1) / width
    start, end = (after, before) if row.block.direction is Direction.RTL else (before, after)
    column = row.block.bbox or box
    within = max(1, column.width)
    rest = (box.x0 - column.x0) if row.block.direction is Direction.RTL else (column.x1 - box.x1)
    usual = max(1.0, frame.usual(row.line.script))
    neighbour = _above(box, above)
    return replace(
        row,
        scale=_scale(row.line, box.height, frame),
        gap=None if neighbour is None else (box.y0 - neighbour.y1) / usual,
        centred=abs(start - end) / 2 <= _OFF_CENTRE and min(start, end) > _OFF_CENTRE,
        ends_early=rest / within > _LEFT_OVER,
        width=box.width / width,
        to_edge=end <= _AT_EDGE,
        room=end * width,
        top=box.y0 / page.height if page.height else None,
        bottom=box.y1 / page.height if page.height else None,
    )


def _above(box: Box, rows: Iterable[Row]) -> Box | None:
    """Give the lowest earlier line that stands over `box`."""
    over = (row.box for row in rows if row.box and row.box.overlap_x(box) > 0 and row.box.y0 < box.y0)
    return max(over, key=lambda other: other.y1, default=None)


def _counted(row: Row) -> Row:
    """Judge a line of plain text by its length beside the longest of its block."""
    longest = max((len(line.text) for line in row.block.lines), default=0)
    early = len(row.text) < longest * _SHORT_TEXT
    return replace(row, ends_early=early)


def letters_of(text: str) -> int:
    """Count the letters of `text`, of any script."""
    return sum(count_letters(text).values())
