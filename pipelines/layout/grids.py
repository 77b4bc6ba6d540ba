"""Tables among a page's lines of print: ruled ones, and those whose cells merely stand in line."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from balagh.model import Box, Script, union
from balagh.pipelines.languages.scripts import count_letters, main_script
from balagh.pipelines.layout.aligned import find_aligned
from balagh.pipelines.layout.lattice import find_frames
from balagh.pipelines.layout.levels import column_of, find_edges, find_levels, split_rows
from balagh.pipelines.layout.ruling import lies_across
from balagh.pipelines.printed import Grid

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from balagh.pipelines.layout.lattice import Frame
    from balagh.pipelines.printed import PageLine, ReadWord

#: A cell of more lines than this holds text that was set in a frame, and the frame is no table.
MOST_LINES = 9

#: A band between two rules with at least so many levels of print, filled to this share, holds several rows of a table
#: that has fewer rules than rows: the head's rule and the last one's.
SEVERAL, FILLED = 3, 0.6

#: A table with this many rules across between its rows has one under every row.
RULED_ROWS = 3


def find_grids(
    lines: Sequence[PageLine], rules: Sequence[Box]
) -> tuple[tuple[Grid, ...], tuple[PageLine, ...]]:
    """Find a page's tables.

    Args:
        lines: its lines of print.
        rules: its straight rules, across and down, in the same pixels.

    Returns:
        The tables from the top, and the lines that are in none of them.
    """
    if not lines:
        return (), ()
    size = median(line.letter_height for line in lines)
    rest = [part for line in lines for part in cut_line(line, rules)]
    grids: list[Grid] = []
    for frame in find_frames(rules, size):
        inside = [line for line in rest if _holds(frame.box, line)]
        grid = _framed(frame, inside, size) if inside else None
        if grid is not None:
            grids.append(grid)
            rest = [line for line in rest if not _holds(frame.box, line)]
    for found in find_aligned(rest, size):
        grids.append(found)
        taken = {id(line) for row in found.rows for cell in row for line in cell}
        rest = [line for line in rest if id(line) not in taken]
    return tuple(sorted(grids, key=lambda grid: grid.box.y0)), tuple(rest)


def cut_line(line: PageLine, rules: Sequence[Box]) -> list[PageLine]:
    """Cut a line between its words where rules down the page run through it."""
    middle = line.core.center[1]
    cuts = sorted(
        rule.center[0]
        for rule in rules
        if not lies_across(rule)
        and line.box.x0 < rule.center[0] < line.box.x1
        and rule.y0 <= middle <= rule.y1
    )
    if not cuts:
        return [line]
    parts: dict[int, list[ReadWord]] = {}
    for word in line.words:
        parts.setdefault(sum(word.box.center[0] > cut for cut in cuts), []).append(word)
    if len(parts) < 2:
        return [line]
    return [_part(line, words) for _, words in sorted(parts.items())]


def _part(line: PageLine, words: Sequence[ReadWord]) -> PageLine:
    around = union(word.box for word in words)
    x0, x1 = max(line.box.x0, around.x0), min(line.box.x1, around.x1)
    return replace(
        line,
        box=Box(x0, line.box.y0, x1, line.box.y1),
        core=Box(x0, line.core.y0, x1, line.core.y1),
        script=main_script(count_letters("".join(word.text for word in words))),
        words=tuple(words),
    )


def _holds(box: Box, line: PageLine) -> bool:
    x, y = line.core.center
    return box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1


def reads_from_right(lines: Sequence[PageLine]) -> bool:
    """Tell whether most lines with letters are in Arabic script."""
    arabic = sum(line.script is Script.ARABIC for line in lines)
    return 2 * arabic > sum(line.script is not Script.COMMON for line in lines)


def _framed(frame: Frame, lines: Sequence[PageLine], size: float) -> Grid | None:
    """Give the table in a frame; None where the frame holds something else."""
    rtl = reads_from_right(lines)
    if len(frame.ys) <= 2:
        # A box, with or without parts side by side: what stands in it must look like a table by itself.
        inside = find_aligned(lines, size, framed=True)
        whole = len(inside) == 1 and sum(len(cell) for row in inside[0].rows for cell in row) == len(lines)
        return replace(inside[0], box=frame.box) if whole else None
    xs = frame.xs if len(frame.xs) > 2 else _gutters(lines, size)
    bands = [row for band in _bands(frame, lines) for row in _band_rows(frame, xs, band, rtl=rtl)]
    cells = _settle(frame, xs, bands, rtl=rtl)
    full = [k for k in range(len(xs) - 1) if any(row[k] for row in cells)]
    cells = [[row[k] for k in full] for row in cells if any(row)]
    if len(cells) < 2 or len(full) < 2 or max(len(cell) for row in cells for cell in row) > MOST_LINES:
        return None
    if sum(sum(map(bool, row)) > 1 for row in cells) < 2:
        return None
    ordered = [tuple(_sorted(cell, rtl=rtl) for cell in (row[::-1] if rtl else row)) for row in cells]
    return Grid(box=frame.box, rows=tuple(ordered))


def _gutters(lines: Sequence[PageLine], size: float) -> tuple[int, ...]:
    """Give the edges of the columns between rules that only run across: heads over several columns do not count."""
    levels = [level for level in find_levels(lines) if len(level) > 1]
    return find_edges([line for level in levels for line in level] or lines, size)


def _bands(frame: Frame, lines: Sequence[PageLine]) -> Iterator[tuple[int, int, list[PageLine]]]:
    """Give what stands between one rule across and the next: top, bottom, lines."""
    for top, bottom in pairwise(frame.ys):
        yield top, bottom, [line for line in lines if top <= line.core.center[1] < bottom]


_Row = list[list["PageLine"]]


def _band_rows(
    frame: Frame, xs: Sequence[int], band: tuple[int, int, list[PageLine]], *, rtl: bool
) -> Iterator[tuple[int, int, _Row]]:
    """Give the rows of a band, mostly one: top, bottom, cells from the left."""
    top, bottom, lines = band
    levels = find_levels(lines) if lines else []
    several = (
        len(frame.ys) - 2 < RULED_ROWS
        and len(levels) >= SEVERAL
        and sum(map(len, levels)) >= FILLED * len(levels) * (len(xs) - 1)
    )
    if not several:
        yield top, bottom, _cells(lines, xs, rtl=rtl)
        return
    rows = [[line for level in row for line in level] for row in split_rows(levels, xs, rtl=rtl)]
    bottoms = [max(line.core.y1 for line in row) for row in rows[:-1]]
    for start, end, row in zip([top, *bottoms], [*bottoms, bottom], rows, strict=True):
        yield start, end, _cells(row, xs, rtl=rtl)


def _cells(lines: Sequence[PageLine], xs: Sequence[int], *, rtl: bool) -> _Row:
    cells: _Row = [[] for _ in xs[1:]]
    for line in lines:
        cells[column_of(line, xs)].append(line)
    return cells


def _settle(
    frame: Frame, xs: Sequence[int], bands: Sequence[tuple[int, int, _Row]], *, rtl: bool
) -> list[_Row]:
    """Move what stands in the middle of several cells without rules between them to the first of these.

    Cells side by side come first, then those one below the other.
    """
    order = range(len(xs) - 2, -1, -1) if rtl else range(len(xs) - 1)
    rows: list[_Row] = []
    ends: list[tuple[int, int]] = []
    for top, bottom, cells in bands:
        row: _Row = [[] for _ in cells]
        home = order[0]
        for before, k in zip([None, *order], order, strict=False):
            wall = xs[max(before, k)] if before is not None else None
            if wall is None or not frame.down or frame.parts_columns(wall, top, bottom):
                home = k
            row[home] += cells[k]
        rows.append(row)
        ends.append((top, bottom))
    if frame.across and len(frame.ys) > 2:
        _raise_spans(frame, xs, rows, ends)
    return rows


def _raise_spans(
    frame: Frame, xs: Sequence[int], rows: Sequence[_Row], ends: Sequence[tuple[int, int]]
) -> None:
    """Move the lines of a cell that spans rows to the first of them."""
    for k, (left, right) in enumerate(pairwise(xs)):
        home = 0
        for number in range(1, len(rows)):
            edge = ends[number][0]
            inner = edge in frame.ys
            if not inner or frame.parts_rows(edge, left, right) or not frame.down:
                home = number
                continue
            if all(frame.parts_columns(x, ends[number - 1][0], ends[number][1]) for x in (left, right)):
                rows[home][k].extend(rows[number][k])
                rows[number][k].clear()
            else:
                home = number


def _sorted(lines: Sequence[PageLine], *, rtl: bool) -> tuple[PageLine, ...]:
    """Give a cell's lines from the top, parts of one line in reading direction."""
    levels = find_levels(lines)
    return tuple(line for level in levels for line in (level[::-1] if rtl else level))
