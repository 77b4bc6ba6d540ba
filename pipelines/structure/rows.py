"""Printed lines with what their place on the page says about them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from balagh.model import Block, Box, Direction, Line, Page, Role
from balagh.model.geometry import union
from balagh.pipelines.languages.scripts import count_letters
from balagh.pipelines.structure.columns import Standing, find_columns
from balagh.pipelines.structure.sizes import Sizes, measure_sizes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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
#: Roles of blocks that are no print of the page's own.
_APART = frozenset({Role.STAMP, Role.SIGNATURE, Role.FOOTER})
#: Lines start at one edge within this share of their height.
_ONE_EDGE = 0.3
#: A block of so many lines is set to both edges when this share of them end within so many line heights of one edge;
#: a line stops short that ends this many before it.
_FEWEST_FLUSH, _FLUSH_LINES, _FLUSH, _SHORT_BY = 3, 0.6, 0.25, 0.8
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
        letters: the width of its letters over that of its script's body lines; None where few letters tell.
        width: the line's width over the text's, or over that of its column of text; None without geometry.
        share: the line's width over the text's, in columns too; None without geometry.
        beside: another line stands at its side.
        column: it stands in a column of running text beside other print.
        to_edge: the line runs to the text's edge at its end; never without geometry.
        stops_short: the text is set to both edges, and this line stops before its end.
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
    letters: float | None = None
    gap: float | None = None
    centred: bool = False
    ends_early: bool = False
    width: float | None = None
    share: float | None = None
    beside: bool = False
    column: bool = False
    to_edge: bool = False
    stops_short: bool = False
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
    """What a page's lines are measured against: the text's edges, its body type, blocks set to both edges."""

    left: int
    right: int
    sizes: Sizes
    justified: frozenset[str]


def read_rows(page: Page) -> tuple[Row, ...]:
    """Give the page's lines in reading order with their measures; a block without lines is one row."""
    drafts = [
        Row(
            page=page.number,
            block=block,
            line=line,
            original=original,
            index=index,
            last=index == len(block.lines or (1,)) - 1,
        )
        for block in page.blocks
        for index, (line, original) in enumerate(_lines(block))
    ]
    boxes = [
        row.box
        for row in drafts
        if row.box is not None and (row.text or row.line.words) and row.block.role not in _APART
    ]
    boxes = boxes or [row.box for row in drafts if row.box is not None]
    longest = {block.id: max((len(line.text) for line in block.lines), default=0) for block in page.blocks}
    if not boxes:
        return tuple(_counted(row, longest[row.block.id]) for row in drafts)
    frame = _frame(page, boxes)
    printed = [row.box if row.text and row.block.role not in _APART else None for row in drafts]
    standing = find_columns(printed, [len(row.text) for row in drafts])
    rows: list[Row] = []
    for row, stands in zip(drafts, standing, strict=True):
        if row.box is None:
            rows.append(_counted(row, longest[row.block.id]))
        else:
            rows.append(_measured(row, row.box, frame, stands, page, rows))
    return tuple(_uncentred(row, rows) for row in rows)


def _uncentred(row: Row, rows: Sequence[Row]) -> Row:
    """Take back that a line is centred where another of its block starts at the same edge and is not as wide."""
    if not row.centred or row.box is None:
        return row
    box, rtl = row.box, row.block.direction is Direction.RTL
    near = box.height * _ONE_EDGE
    alike = any(
        other.block.id == row.block.id
        and (own := other.box) is not None
        and abs(own.x1 - box.x1 if rtl else own.x0 - box.x0) < near
        and abs(own.width - box.width) > box.height
        for other in rows
    )
    return replace(row, centred=False) if alike else row


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


def _frame(page: Page, boxes: Sequence[Box]) -> _Frame:
    around = union(boxes)
    return _Frame(
        left=_margin([box.x0 for box in boxes], around.x0, page.width),
        right=_margin([box.x1 for box in boxes], around.x1, page.width),
        sizes=measure_sizes(
            line for block in page.blocks if block.role not in _APART for line in block.lines
        ),
        justified=frozenset(block.id for block in page.blocks if _is_justified(block)),
    )


def _is_justified(block: Block) -> bool:
    """Say whether the lines of a block end at one edge, as lines set to both edges do."""
    boxes = [line.bbox for line in block.lines if line.bbox is not None]
    if block.bbox is None or len(boxes) < _FEWEST_FLUSH:
        return False
    rtl = block.direction is Direction.RTL
    rests = [
        (box.x0 - block.bbox.x0 if rtl else block.bbox.x1 - box.x1) / max(1, box.height) for box in boxes
    ]
    return sum(rest <= _FLUSH for rest in rests) >= _FLUSH_LINES * len(rests)


def _margin(edges: Sequence[int], outermost: int, width: int) -> int:
    """Give the outermost edge that two lines share, if it is near the outermost of all; else that one."""
    near = width * _ONE_MARGIN
    shared = (
        edge
        for edge in edges
        if abs(edge - outermost) <= width * _STRAY and sum(abs(edge - other) <= near for other in edges) > 1
    )
    return min(shared, key=lambda edge: abs(edge - outermost), default=outermost)


def _measured(row: Row, box: Box, frame: _Frame, stands: Standing, page: Page, above: Sequence[Row]) -> Row:
    left = frame.left if stands.left is None else stands.left
    right = frame.right if stands.right is None else stands.right
    width = max(1, right - left)
    before, after = (box.x0 - left) / width, (right - box.x1) / width
    start, end = (after, before) if row.block.direction is Direction.RTL else (before, after)
    block = row.block.bbox or box
    within = max(1, block.width)
    rest = (box.x0 - block.x0) if row.block.direction is Direction.RTL else (block.x1 - box.x1)
    neighbour = _above(box, above)
    return replace(
        row,
        scale=frame.sizes.scale(row.line, box.height),
        letters=frame.sizes.width_scale(row.line),
        gap=None
        if neighbour is None
        else (box.y0 - neighbour.y1) / max(1.0, frame.sizes.usual(row.line.script)),
        centred=abs(start - end) / 2 <= _OFF_CENTRE and min(start, end) > _OFF_CENTRE,
        ends_early=rest / within > _LEFT_OVER,
        width=box.width / width,
        share=box.width / max(1, frame.right - frame.left),
        beside=stands.beside,
        column=stands.left is not None,
        to_edge=end <= _AT_EDGE,
        stops_short=row.block.id in frame.justified and rest > _SHORT_BY * box.height,
        room=end * width,
        top=box.y0 / page.height if page.height else None,
        bottom=box.y1 / page.height if page.height else None,
    )


def _above(box: Box, rows: Iterable[Row]) -> Box | None:
    """Give the lowest earlier line that stands over `box`."""
    over = (row.box for row in rows if row.box and row.box.overlap_x(box) > 0 and row.box.y0 < box.y0)
    return max(over, key=lambda other: other.y1, default=None)


def _counted(row: Row, longest: int) -> Row:
    """Judge a line of plain text by its length beside the longest of its block."""
    early = len(row.text) < longest * _SHORT_TEXT
    return replace(row, ends_early=early)


def letters_of(text: str) -> int:
    """Count the letters of `text`, of any script."""
    return sum(count_letters(text).values())
