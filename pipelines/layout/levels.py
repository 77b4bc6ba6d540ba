"""Lines of print side by side: the levels they make, the columns under each other, the rows of a table among them."""

from __future__ import annotations

from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from balagh.pipelines.printed import PageLine

#: Lines are level when they share this much of the lower one's core.
LEVEL = 0.45

#: A gutter is at least this many letter heights wide; a blank between words is at most about one.
GUTTER = 1.2

#: A level further below the last than this share of the usual step from row to row begins a row.
STEP = 0.86


def find_levels(lines: Sequence[PageLine]) -> list[list[PageLine]]:
    """Gather lines that stand side by side, from the top down, each level from the left."""
    levels: list[list[PageLine]] = []
    for line in sorted(lines, key=lambda line: line.core.center[1]):
        level = levels[-1] if levels else []
        beside = all(line.core.overlap_x(other.core) <= 0 for other in level)
        if beside and any(_are_level(line, other) for other in level):
            level.append(line)
        else:
            levels.append([line])
    return [sorted(level, key=lambda line: line.core.x0) for level in levels]


def _are_level(a: PageLine, b: PageLine) -> bool:
    return a.core.overlap_y(b.core) >= LEVEL * min(a.core.height, b.core.height)


def find_edges(lines: Sequence[PageLine], size: float) -> tuple[int, ...]:
    """Give the edges of the columns that the blank strips through all of `lines` part; at least two.

    `size` is the letter height.
    """
    spans = sorted((line.core.x0, line.core.x1) for line in lines)
    edges, right = [spans[0][0]], spans[0][1]
    for x0, x1 in spans[1:]:
        if x0 - right >= GUTTER * size:
            edges.append((right + x0) // 2)
        right = max(right, x1)
    return (*edges, right)


def column_of(line: PageLine, edges: Sequence[int]) -> int:
    """Give the number, from the left, of the column that a line's middle stands in."""
    middle = line.core.center[0]
    return max(0, min(len(edges) - 2, sum(middle >= edge for edge in edges) - 1))


def split_rows(
    levels: Sequence[Sequence[PageLine]], edges: Sequence[int], *, rtl: bool
) -> list[list[list[PageLine]]]:
    """Gather levels into the rows of a table, whose cells may have several lines.

    A level goes on the row above where it stands closer to it than rows stand to each other and its cells are not
    all filled, or where it fills one cell alone that is not the first. Where most close levels are like that, the
    close ones that are full go on as well.
    """
    filled = [{column_of(line, edges) for line in level} for level in levels]
    steps = [_step(above, below) for above, below in pairwise(levels)]
    usual = _usual_step(steps, [len(columns) for columns in filled])
    close = [False, *(step < STEP * usual for step in steps)]
    partly = [len(columns) < len(edges) - 1 for columns in filled]
    wrapped = 2 * sum(c and p for c, p in zip(close, partly, strict=True)) > sum(close)
    first = len(edges) - 2 if rtl else 0
    rows: list[list[list[PageLine]]] = []
    for k, level in enumerate(levels):
        lone = k > 0 and len(filled[k]) == 1 and first not in filled[k] and filled[k] <= filled[k - 1]
        if (close[k] and (partly[k] or wrapped)) or (lone and steps[k - 1] <= usual / STEP):
            rows[-1].append(list(level))
        else:
            rows.append([list(level)])
    return rows


def _usual_step(steps: Sequence[float], filled: Sequence[int]) -> float:
    """Give the distance from row to row: the upper one where there are two kinds, else that of the full levels."""
    ordered = sorted(steps)
    jumps = [(ordered[k] - ordered[k - 1], k) for k in range(1, len(ordered) - 1)]
    jump, k = max(jumps, default=(0.0, 0))
    short = sum(steps[i - 1] < ordered[k] and filled[i] < max(filled) for i in range(1, len(filled)))
    if jump and ordered[k - 1] < STEP * ordered[k] and 2 * short > k:
        return median(ordered[k:])
    full = [step for step, count in zip(steps, filled[1:], strict=True) if count == max(filled)]
    return median(full or steps or [0.0])


def _step(above: Sequence[PageLine], below: Sequence[PageLine]) -> float:
    """Give the distance from one level down to the next."""
    return median(line.core.center[1] for line in below) - median(line.core.center[1] for line in above)
