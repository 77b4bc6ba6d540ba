"""Reading order: columns told from lines that happen to stand side by side.

The page is read strip by strip from the top. Strips that hold things side by side and share a gutter make a zone,
which is read column by column.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from balagh.model import union

if TYPE_CHECKING:
    from collections.abc import Sequence

    from balagh.model import Box

#: A gutter is at least this many line heights wide.
GUTTER = 0.9

#: Strips further apart than this many line heights do not belong to one zone.
ZONE_GAP = 2.2

#: A line with nothing beside it follows another of its column within this many line heights.
LONE_GAP = 1.1

#: Things side by side in this many strips and columns, each cell filled, are a table and read row by row.
TABLE_ROWS, TABLE_COLUMNS = 3, 3


def reading_order(boxes: Sequence[Box], *, rtl: bool) -> list[list[int]]:
    """Give the indices of `boxes` (lines of print) in reading order, as columns of lines.

    Args:
        boxes: the lines' boxes on an upright page.
        rtl: read the right one of two columns first.

    Returns:
        Lists of indices; each list is a stretch of lines one below the other.
    """
    strips = _strips(boxes)
    order: list[list[int]] = []
    position = 0
    while position < len(strips):
        last = _zone_end(boxes, strips, position)
        members = [index for strip in strips[position : last + 1] for index in strip]
        columns = _columns(boxes, members)
        if _is_table(strips[position : last + 1], columns):
            rows = (
                sorted(strip, key=lambda i: boxes[i].x0, reverse=rtl) for strip in strips[position : last + 1]
            )
            order += [[index] for row in rows for index in row]
        elif len(columns) > 1:
            columns.sort(key=lambda column: union(boxes[i] for i in column).x0, reverse=rtl)
            order += [sorted(column, key=lambda i: boxes[i].y0) for column in columns]
        elif order and position and len(strips[position - 1]) == 1 and len(order[-1]) and len(members) == 1:
            order[-1] += members
        else:
            order.append(sorted(members, key=lambda i: boxes[i].y0))
        position = last + 1
    return order


def _is_table(strips: Sequence[Sequence[int]], columns: Sequence[Sequence[int]]) -> bool:
    full = sum(len(strip) == len(columns) for strip in strips)
    return len(columns) >= TABLE_COLUMNS and len(strips) >= TABLE_ROWS and full >= 0.8 * len(strips)


def _strips(boxes: Sequence[Box]) -> list[list[int]]:
    """Gather boxes that overlap by height into strips, top to bottom."""
    strips: list[list[int]] = []
    bottom = 0.0
    for index in sorted(range(len(boxes)), key=lambda i: boxes[i].y0):
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


def _zone_end(boxes: Sequence[Box], strips: list[list[int]], start: int) -> int:
    """Give the last strip of the zone that begins at strip `start`: as far as the same gutters run.

    A strip with one line goes with the zone only if that line stands close below another of its own column; a line
    that stands across a gutter, or in a column of its own, ends the zone.
    """
    members = list(strips[start])
    columns = _columns(boxes, members)
    end = start
    for position in range(start + 1, len(strips)):
        strip = strips[position]
        joined = _columns(boxes, members + strip)
        grows = len(columns) == 1 and len(joined) > 1 and start == position - 1
        if len(joined) < 2 or (len(joined) != len(columns) and not grows):
            break
        if not all(
            _follows(boxes, joined, members, index, ZONE_GAP if len(strip) > 1 else LONE_GAP)
            for index in strip
        ):
            break
        members += strip
        columns = joined
        end = position
    # A zone needs a strip with two things in it.
    return start if all(len(strips[p]) == 1 for p in range(start, end + 1)) else end


def _follows(
    boxes: Sequence[Box], columns: Sequence[Sequence[int]], members: Sequence[int], index: int, most: float
) -> bool:
    """Tell whether line `index` stands close below a member of its own column."""
    column = next(column for column in columns if index in column)
    above = [boxes[i] for i in column if i in members]
    if not above:
        # The first line of a column that begins lower than its neighbour.
        return boxes[index].y0 <= max(boxes[i].y1 for i in members)
    return boxes[index].y0 - max(box.y1 for box in above) <= most * boxes[index].height


def _columns(boxes: Sequence[Box], members: Sequence[int]) -> list[list[int]]:
    """Part lines by the empty gutters that run through all of them."""
    columns: list[list[int]] = []
    right = 0
    for index in sorted(members, key=lambda i: boxes[i].x0):
        box = boxes[index]
        if columns and box.x0 - right < GUTTER * box.height:
            columns[-1].append(index)
            right = max(right, box.x1)
        else:
            columns.append([index])
            right = box.x1
    return columns
