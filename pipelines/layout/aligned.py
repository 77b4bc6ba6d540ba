"""Tables without a frame: short lines side by side, row under row, between the same gutters."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from balagh.model import Script, union
from balagh.pipelines.layout.evidence import Cell, is_table
from balagh.pipelines.layout.levels import column_of, find_edges, find_levels, split_rows
from balagh.pipelines.printed import Grid

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from balagh.pipelines.printed import PageLine

#: The levels of a table follow each other within this many letter heights.
FOLLOW = 5.5

#: A line that takes this share of the page's print across is running text; a cell takes less.
WIDE = 0.6


def find_aligned(lines: Sequence[PageLine], size: float, *, framed: bool = False) -> list[Grid]:
    """Find the tables among lines that no rules part.

    Args:
        lines: of one page, or of what stands within a frame.
        size: the letter height in pixels.
        framed: a frame stands around the lines.
    """
    if not lines:
        return []
    around = union(line.core for line in lines)
    levels = find_levels(lines)
    grids: list[Grid] = []
    for stretch in _stretches(levels, size):
        chosen = levels[stretch.start : stretch.stop]
        above = levels[: stretch.start]
        after_text = framed or any(
            line.core.width >= WIDE * around.width for level in above for line in level
        )
        grid = _grid(chosen, size, after_text=after_text)
        if grid is not None:
            grids.append(grid)
    return grids


def _stretches(levels: Sequence[Sequence[PageLine]], size: float) -> Iterator[range]:
    """Give the stretches of levels that the same gutters run through, from one with several lines to another."""
    start = 0
    while start < len(levels):
        if len(levels[start]) < 2:
            start += 1
            continue
        end, last = start + 1, start
        members, most = list(levels[start]), len(levels[start])
        while end < len(levels) and _goes_on(levels[end - 1], levels[end], members, most, size):
            members += levels[end]
            most = max(most, len(levels[end]))
            last = end if len(levels[end]) > 1 else last
            end += 1
        last = _with_rest(levels, last, end)
        if last > start:
            yield range(start, last + 1)
        start = last + 1


def _with_rest(levels: Sequence[Sequence[PageLine]], last: int, end: int) -> int:
    """Add to a stretch the single lines below that stand closer than its levels do: the last cell's other lines."""
    steps = [_top(below) - _top(above) for above, below in pairwise(levels[: last + 1])]
    while last + 1 < end and steps and _top(levels[last + 1]) - _top(levels[last]) < 0.86 * max(steps):
        last += 1
    return last


def _top(level: Sequence[PageLine]) -> float:
    return min(line.core.center[1] for line in level)


def _goes_on(
    above: Sequence[PageLine], level: Sequence[PageLine], members: Sequence[PageLine], most: int, size: float
) -> bool:
    """Tell whether a level belongs to the stretch of `members`: close, and none of its lines in a gutter."""
    if _top(level) - _top(above) > FOLLOW * size:
        return False
    edges = find_edges([*members, *level], size)
    columns = [column_of(line, edges) for line in level]
    return len(edges) > max(most, len(level)) and len(set(columns)) == len(columns)


def _grid(levels: Sequence[Sequence[PageLine]], size: float, *, after_text: bool) -> Grid | None:
    lines = [line for level in levels for line in level]
    arabic = sum(line.script is Script.ARABIC for line in lines)
    rtl = 2 * arabic > sum(line.script is not Script.COMMON for line in lines)
    edges = find_edges(lines, size)
    rows = [
        _cells([line for level in row for line in level], edges, rtl=rtl)
        for row in split_rows(levels, edges, rtl=rtl)
    ]
    seen = [[_cell(cell) for cell in row] for row in rows]
    if not is_table(seen, rtl=rtl, size=size, after_text=after_text):
        return None
    return Grid(
        box=union(line.box for line in lines), rows=tuple(tuple(tuple(cell) for cell in row) for row in rows)
    )


def _cells(lines: Sequence[PageLine], edges: Sequence[int], *, rtl: bool) -> list[list[PageLine]]:
    cells: list[list[PageLine]] = [[] for _ in edges[1:]]
    for line in sorted(lines, key=lambda line: line.core.y0):
        cells[column_of(line, edges)].append(line)
    return cells[::-1] if rtl else cells


def _cell(lines: Sequence[PageLine]) -> Cell:
    text = " ".join(word.text for line in lines for word in line.words)
    return Cell(text=text, box=union(line.core for line in lines) if lines else None)
