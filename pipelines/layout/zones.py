"""Reading order: columns told from lines that happen to stand side by side.

The page is read strip by strip from the top. Strips that hold things side by side and share a gutter make a zone,
which is read column by column; a column may hold zones of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from balagh.model import Script, union

if TYPE_CHECKING:
    from collections.abc import Sequence

    from balagh.model import Box

#: A gutter is at least this many line heights wide.
GUTTER = 0.9

#: Strips further apart than this many line heights do not belong to one zone; columns of text, which have gaps
#: between their paragraphs, hold together further.
ZONE_GAP, TEXT_GAP = 2.2, 4.0

#: A line with nothing beside it follows another of its column within this many line heights.
LONE_GAP = 1.1

#: A gap up to so many times that of the lines above is as usual.
LIKE = 1.25

#: A column of this many lines is one of text rather than part of a letterhead or a signature.
TEXT_LINES = 4

#: This share of a text column's lines begin at its edge.
FLUSH = 0.65

#: A line is no wider than its column by more than this many line heights at either side.
WIDER = 1.0

#: Things side by side in this many strips and columns, each cell filled, are read row by row: no letterhead has four
#: parts. What else is a table has been found before.
TABLE_ROWS, TABLE_COLUMNS = 3, 4


def reading_order(
    boxes: Sequence[Box], *, rtl: bool, scripts: Sequence[Script] | None = None
) -> list[list[int]]:
    """Give the indices of `boxes` (lines of print, tables) in reading order, as columns of lines.

    Args:
        boxes: the lines' boxes on an upright page.
        rtl: read the right one of two columns first; columns of text go by their own script where it is known.
        scripts: the script of each.

    Returns:
        Lists of indices; each list is a stretch of lines one below the other.
    """
    if not boxes:
        return []
    known = scripts if scripts is not None else [Script.COMMON] * len(boxes)
    height = median(box.height for box in boxes)
    page = _Layout(boxes=boxes, scripts=known, height=height, rtl=rtl)
    return _order(page, list(range(len(boxes))))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    """The page's things, the usual height of a line, and which way the page runs."""

    boxes: Sequence[Box]
    scripts: Sequence[Script]
    height: float
    rtl: bool

    def line_height(self, index: int) -> float:
        """Give the height of a line; a table counts as one line of the usual height."""
        return min(self.boxes[index].height, 2 * self.height)


def _order(page: _Layout, members: list[int]) -> list[list[int]]:
    boxes = page.boxes
    strips = _strips(boxes, members)
    order: list[list[int]] = []
    position, goes_on = 0, False
    while position < len(strips):
        last = _zone_end(page, strips, position)
        zone = strips[position : last + 1]
        inside = [index for strip in zone for index in strip]
        columns = _columns(page, inside)
        if _is_table(zone, columns):
            rows = (sorted(strip, key=lambda i: boxes[i].x0, reverse=page.rtl) for strip in zone)
            order += [[index] for row in rows for index in row]
        elif len(columns) > 1:
            columns.sort(
                key=lambda column: union(boxes[i] for i in column).x0, reverse=_runs_left(page, columns)
            )
            order += [stretch for column in columns for stretch in _order(page, column)]
        elif goes_on and len(inside) == 1:
            order[-1] += inside
        else:
            order.append(sorted(inside, key=lambda i: boxes[i].y0))
        goes_on = len(inside) == 1
        position = last + 1
    return order


def _runs_left(page: _Layout, columns: Sequence[Sequence[int]]) -> bool:
    """Tell whether the right one of columns is read first: among columns of text where one of them is Arabic."""
    if not all(_is_text(page, column) and _is_flush(page, column) for column in columns):
        return page.rtl
    scripts = {script for script in (_main_script(page, column) for column in columns) if script is not None}
    if not scripts:
        return page.rtl
    return Script.ARABIC in scripts


def _main_script(page: _Layout, column: Sequence[int]) -> Script | None:
    """Give the script of most lines of a column; None where no line has one."""
    seen = [page.scripts[index] for index in column if page.scripts[index] is not Script.COMMON]
    return max(sorted(set(seen)), key=seen.count) if seen else None


def _is_table(strips: Sequence[Sequence[int]], columns: Sequence[Sequence[int]]) -> bool:
    full = sum(len(strip) == len(columns) for strip in strips)
    return len(columns) >= TABLE_COLUMNS and len(strips) >= TABLE_ROWS and full >= 0.8 * len(strips)


def _strips(boxes: Sequence[Box], members: Sequence[int]) -> list[list[int]]:
    """Gather boxes that overlap by height into strips, top to bottom."""
    strips: list[list[int]] = []
    bottom = 0.0
    for index in sorted(members, key=lambda i: boxes[i].y0):
        box = boxes[index]
        # Arabic lines reach a little into each other.
        if strips and box.y0 < bottom - 0.25 * box.height and _beside(box, [boxes[i] for i in strips[-1]]):
            strips[-1].append(index)
            bottom = max(bottom, box.y1)
        else:
            strips.append([index])
            bottom = box.y1
    return strips


def _beside(box: Box, others: Sequence[Box]) -> bool:
    """Tell whether the box stands to the side of one of the others rather than below all of them."""
    return any(box.overlap_x(other) <= 0 and box.overlap_y(other) > 0 for other in others)


def _zone_end(page: _Layout, strips: list[list[int]], start: int) -> int:
    """Give the last strip of the zone that begins at strip `start`: as far as the same gutters run.

    A strip with one line goes with the zone only if that line stands close below another of its own column; a line
    that stands across a gutter, or in a column of its own, ends the zone.
    """
    members = list(strips[start])
    columns = _columns(page, members)
    end = start
    for position in range(start + 1, len(strips)):
        strip = strips[position]
        joined = _columns(page, members + strip)
        grows = len(columns) == 1 and len(joined) > 1 and start == position - 1
        if len(joined) < 2 or (len(joined) != len(columns) and not grows):
            break
        whole = members + strip
        if not all(_follows(page, joined, whole, index, lone=len(strip) == 1) for index in strip):
            break
        members += strip
        columns = joined
        end = position
    # A zone needs a strip with two things in it.
    return start if all(len(strips[p]) == 1 for p in range(start, end + 1)) else end


def _follows(
    page: _Layout, columns: Sequence[Sequence[int]], members: Sequence[int], index: int, *, lone: bool
) -> bool:
    """Tell whether line `index`, one of `members`, stands close below another of its own column."""
    boxes = page.boxes
    column = next(column for column in columns if index in column)
    above = [i for i in column if boxes[i].y0 < boxes[index].y0]
    if not above:
        # The first line of a column that begins lower than its neighbour.
        return boxes[index].y0 <= max(boxes[i].y1 for i in members if i != index)
    beside_text = any(_is_text(page, [i for i in other if i in members]) for other in columns)
    most = LONE_GAP if lone and not beside_text else ZONE_GAP
    if _is_text(page, above) and _fits(page, above, index):
        most = TEXT_GAP
    gap = boxes[index].y0 - max(boxes[i].y1 for i in above)
    return gap <= max(most * page.line_height(index), LIKE * _usual_gap(page, above))


def _usual_gap(page: _Layout, column: Sequence[int]) -> float:
    """Give the blank between the lines of a column so far; 0 where there is none."""
    boxes = sorted((page.boxes[i] for i in column), key=lambda box: box.y0)
    gaps = [below.y0 - above.y1 for above, below in pairwise(boxes)]
    return max(0.0, median(gaps)) if gaps else 0.0


def _is_text(page: _Layout, column: Sequence[int]) -> bool:
    """Tell whether a column so far is one of text: enough lines, all but the last ones of paragraphs equally wide."""
    if len(column) < TEXT_LINES:
        return False
    width = union(page.boxes[i] for i in column).width
    return 2 * sum(page.boxes[i].width >= 0.75 * width for i in column) >= len(column)


def _is_flush(page: _Layout, column: Sequence[int]) -> bool:
    """Tell whether most lines of a column begin at its edge, as text does; a letterhead's lines are centred."""
    around, spare = union(page.boxes[i] for i in column), WIDER * page.height / 2
    if _main_script(page, column) is Script.ARABIC:
        flush = sum(around.x1 - page.boxes[i].x1 <= spare for i in column)
    else:
        flush = sum(page.boxes[i].x0 - around.x0 <= spare for i in column)
    return flush >= FLUSH * len(column)


def _fits(page: _Layout, column: Sequence[int], index: int) -> bool:
    """Tell whether a line goes on with a column of text: in its script, and within its edges."""
    around, box = union(page.boxes[i] for i in column), page.boxes[index]
    spare = WIDER * page.height
    own, usual = page.scripts[index], _main_script(page, column)
    alike = usual is None or own in {usual, Script.COMMON}
    return alike and box.x0 >= around.x0 - spare and box.x1 <= around.x1 + spare


def _columns(page: _Layout, members: Sequence[int]) -> list[list[int]]:
    """Part lines by the empty gutters that run through all of them."""
    columns: list[list[int]] = []
    right = 0
    for index in sorted(members, key=lambda i: page.boxes[i].x0):
        box = page.boxes[index]
        if columns and box.x0 - right < GUTTER * page.line_height(index):
            columns[-1].append(index)
            right = max(right, box.x1)
        else:
            columns.append([index])
            right = box.x1
    return columns
