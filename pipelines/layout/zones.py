"""Reading order: columns told from lines that happen to stand side by side.

Columns of text are looked for first: a gutter that stays free over many lines, with text on both sides, parts them
wherever their lines and paragraphs stand. What is above and below, and the columns themselves, are read likewise.
The rest is read strip by strip from the top. Strips that hold things side by side and share a gutter make a zone,
which is read column by column; a column may hold zones of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, pairwise
from math import ceil
from statistics import median
from typing import TYPE_CHECKING, TypeAlias

from balagh.model import Script, union

if TYPE_CHECKING:
    from collections.abc import Sequence

    from balagh.model import Box

    #: A line beside a gutter: its side, -1 left or 1 right, and its index.
    _Side: TypeAlias = tuple[int, int]

#: A gutter is at least this many line heights wide.
GUTTER = 0.9

#: Between columns of text the gutter may be narrower, in line heights, if their scripts are unlike, or this many lines
#: of the shorter one stand beside the other. Of made-up pages with gutters of 0.6 to 4 line heights, all of unlike
#: scripts and 91 to 98 % of one script were read right (2026-11-22).
NARROW_GUTTER, SURE_LINES = 0.5, 8

#: Gutters are looked for at steps of this many line heights.
GUTTER_STEP = 0.1

#: Strips further apart than this many line heights do not belong to one zone; columns of text, which have gaps
#: between their paragraphs, hold together further.
ZONE_GAP, TEXT_GAP = 2.2, 4.0

#: A line with nothing beside it follows another of its column within this many line heights.
LONE_GAP = 1.1

#: A gap up to so many times that of the lines above is as usual.
LIKE = 1.25

#: A column of this many full lines is one of text rather than part of a letterhead or a signature; beside one in
#: another script, so many will do.
TEXT_LINES, FEW_LINES = 4, 2

#: Columns of text stand beside each other over this many lines of either.
BESIDE_LINES = 3

#: A column of text is at least this many line heights wide: numbers, bullets and labels are not.
TEXT_WIDTH = 8.0

#: A line of this share of its column's width is one that runs on; so many of a text column's lines do and begin at
#: its edge. The others are ends of paragraphs, and headings.
FULL_LINE, FULL_LINES = 0.75, 0.25

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
    """Give members in reading order: what is above columns of text, these one by one, what is below."""
    parts = _text_columns(page, members)
    if parts is None:
        return _order_strips(page, members)
    return [stretch for part in parts if part for stretch in _order(page, part)]


def _text_columns(page: _Layout, members: Sequence[int]) -> tuple[list[int], ...] | None:
    """Part members into what is above two columns of text, the first and the second one, and what is below.

    Returns:
        None where there are no columns of text. Either column may hold more of them.
    """
    boxes = page.boxes
    if len(members) < TEXT_LINES + BESIDE_LINES:
        return None
    rows = sorted(members, key=lambda i: boxes[i].y0 + boxes[i].y1)
    best: list[_Side] = []
    for edge in _gutters(page, members):
        for _, run in groupby(((_side(page, i, edge), i) for i in rows), key=lambda pair: pair[0] != 0):
            beside = [pair for pair in run if pair[0] != 0]
            if len(beside) >= max(TEXT_LINES + BESIDE_LINES, len(best) + 1):
                best = max(best, _text_zone(page, beside), key=len)
    if not best:
        return None
    first, last = rows.index(best[0][1]), rows.index(best[-1][1])
    columns = [[index for side, index in best if side == which] for which in (-1, 1)]
    texts = [text for column in columns for text in _texts(page, column)]
    if _arabic_first(page, texts):
        columns.reverse()
    return rows[:first], *columns, rows[last + 1 :]


def _gutters(page: _Layout, members: Sequence[int]) -> list[float]:
    """Give the left edges of what may be gutters: where lines end."""
    step = GUTTER_STEP * page.height
    return sorted({ceil(page.boxes[index].x1 / step) * step for index in members})


def _side(page: _Layout, index: int, edge: float) -> int:
    """Tell the side of the gutter at `edge` on which a line stands: -1 left, 1 right, 0 across it."""
    box = page.boxes[index]
    if box.x1 <= edge:
        return -1
    return 1 if box.x0 >= edge + (NARROW_GUTTER - GUTTER_STEP) * page.height else 0


def _text_zone(page: _Layout, run: Sequence[_Side]) -> list[_Side]:
    """Give the part of a run of lines on the two sides of a gutter where both are columns of text; empty if none."""
    zone: list[_Side] = []
    bottom = 0
    for group in _groups(page, run):
        top = min(page.boxes[index].y0 for _, index in group)
        if not zone:
            candidate = _without_lone_head(page, group)
            zone = candidate if _are_columns(page, candidate) else []
        elif top - bottom <= TEXT_GAP * page.height and _all_fit(page, zone, group):
            zone += group
        else:
            break
        bottom = max(page.boxes[index].y1 for _, index in group)
    return zone


def _groups(page: _Layout, run: Sequence[_Side]) -> list[list[_Side]]:
    """Part a run where a blank goes across both sides."""
    groups: list[list[_Side]] = []
    bottom = 0
    for side, index in run:
        box = page.boxes[index]
        if groups and box.y0 - bottom <= ZONE_GAP * page.height:
            groups[-1].append((side, index))
            bottom = max(bottom, box.y1)
        else:
            groups.append([(side, index)])
            bottom = box.y1
    return groups


def _without_lone_head(page: _Layout, group: list[_Side]) -> list[_Side]:
    """Leave out lines above columns that stand over one of them, as a date does, but are not its first lines."""
    head = next((k for k, (side, _) in enumerate(group) if side != group[0][0]), len(group))
    column = [index for side, index in group if side == group[0][0]]
    if head == len(group) or len(column) == head:
        return group
    most = max(LONE_GAP * page.height, LIKE * _usual_gap(page, column))
    flush, other = _flush(page, column), page.boxes[group[head][1]]
    for k in range(head - 1, -1, -1):
        box, below = page.boxes[column[k]], page.boxes[column[k + 1]]
        if box.y1 <= other.y0 and (below.y0 - box.y1 > most or column[k] not in flush):
            return group[k + 1 :]
    return group


def _all_fit(page: _Layout, zone: Sequence[_Side], group: Sequence[_Side]) -> bool:
    """Tell whether lines further down go on with the columns they are under."""
    return all(_fits(page, [i for which, i in zone if which == side], index) for side, index in group)


def _are_columns(page: _Layout, zone: Sequence[_Side]) -> bool:
    """Tell whether lines on the two sides of a gutter are columns of text, beside each other for long enough."""
    sides = [[index for side, index in zone if side == which] for which in (-1, 1)]
    if min(len(side) for side in sides) < BESIDE_LINES:
        return False
    lefts, rights = (_texts(page, side) for side in sides)
    if not lefts or not rights:
        return False
    left, right = lefts[-1], rights[0]
    beside = min(_lines_beside(page, left, right), _lines_beside(page, right, left))
    if beside < BESIDE_LINES:
        return False
    everything = [index for _, index in zone]
    if _is_table(_strips(page.boxes, everything), _columns(page, everything)):
        return False
    free = min(page.boxes[i].x0 for i in sides[1]) - max(page.boxes[i].x1 for i in sides[0])
    if len({_main_script(page, left), _main_script(page, right)} - {None}) > 1:
        return max(_full_lines(page, left), _full_lines(page, right)) >= TEXT_LINES
    long = min(_full_lines(page, left), _full_lines(page, right)) >= TEXT_LINES
    return long and (free >= GUTTER * page.height or beside >= SURE_LINES)


def _lines_beside(page: _Layout, column: Sequence[int], other: Sequence[int]) -> int:
    """Count the lines of a column whose middle is no higher or lower than all of the other."""
    around = union(page.boxes[i] for i in other)
    middles = (page.boxes[i].y0 + page.boxes[i].y1 for i in column)
    return sum(2 * around.y0 <= middle <= 2 * around.y1 for middle in middles)


def _texts(page: _Layout, members: Sequence[int]) -> list[list[int]]:
    """Give the columns among members that may be of text, left to right: wide, and not all headings."""
    return [
        column
        for column in _columns(page, members, NARROW_GUTTER)
        if union(page.boxes[i] for i in column).width >= TEXT_WIDTH * page.height
        and _full_lines(page, column) >= max(FEW_LINES, FULL_LINES * len(column))
    ]


def _full_lines(page: _Layout, column: Sequence[int]) -> int:
    """Count the lines of a column that run from its edge over most of its width."""
    width = union(page.boxes[i] for i in column).width
    return sum(page.boxes[i].width >= FULL_LINE * width for i in _flush(page, column))


def _order_strips(page: _Layout, members: list[int]) -> list[list[int]]:
    """Give members in reading order, zone by zone."""
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
            columns.sort(key=lambda column: union(boxes[i] for i in column).x0, reverse=page.rtl)
            order += [stretch for column in columns for stretch in _order(page, column)]
        elif goes_on and len(inside) == 1:
            order[-1] += inside
        else:
            order.append(sorted(inside, key=lambda i: boxes[i].y0))
        goes_on = len(inside) == 1
        position = last + 1
    return order


def _arabic_first(page: _Layout, texts: Sequence[Sequence[int]]) -> bool:
    """Tell whether columns of text are read from the right: where one is Arabic, or as the page if unknown."""
    scripts = {script for script in (_main_script(page, column) for column in texts) if script is not None}
    return Script.ARABIC in scripts if scripts else page.rtl


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
        # The middle part of a letterhead in three may begin beside the last line of the others.
        middle = len(strip) > 1 and (len(columns), len(joined)) == (2, 3)
        grows = middle or (len(columns) == 1 and len(joined) > 1 and start == position - 1)
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
    most = LONE_GAP if lone else ZONE_GAP
    gap = boxes[index].y0 - max(boxes[i].y1 for i in above)
    return gap <= max(most * page.line_height(index), LIKE * _usual_gap(page, above))


def _usual_gap(page: _Layout, column: Sequence[int]) -> float:
    """Give the blank between the lines of a column so far; 0 where there is none."""
    boxes = sorted((page.boxes[i] for i in column), key=lambda box: box.y0)
    gaps = [below.y0 - above.y1 for above, below in pairwise(boxes)]
    return max(0.0, median(gaps)) if gaps else 0.0


def _flush(page: _Layout, column: Sequence[int]) -> list[int]:
    """Give the lines of a column that begin where most of its lines do."""
    if _main_script(page, column) is Script.ARABIC:
        edges = {index: -page.boxes[index].x1 for index in column}
    else:
        edges = {index: page.boxes[index].x0 for index in column}
    spare = WIDER * page.height / 2
    flush = ([i for i in column if edge <= edges[i] <= edge + spare] for edge in sorted(set(edges.values())))
    return max(flush, key=len)


def _fits(page: _Layout, column: Sequence[int], index: int) -> bool:
    """Tell whether a line goes on with a column of text: in its script, and within its edges."""
    around, box = union(page.boxes[i] for i in column), page.boxes[index]
    spare = WIDER * page.height
    own, usual = page.scripts[index], _main_script(page, column)
    alike = usual is None or own in {usual, Script.COMMON}
    return alike and box.x0 >= around.x0 - spare and box.x1 <= around.x1 + spare


def _columns(page: _Layout, members: Sequence[int], gutter: float = GUTTER) -> list[list[int]]:
    """Part lines by the empty gutters, of so many line heights, that run through all of them."""
    columns: list[list[int]] = []
    right = 0
    for index in sorted(members, key=lambda i: page.boxes[i].x0):
        box = page.boxes[index]
        if columns and box.x0 - right < gutter * page.line_height(index):
            columns[-1].append(index)
            right = max(right, box.x1)
        else:
            columns.append([index])
            right = box.x1
    return columns
