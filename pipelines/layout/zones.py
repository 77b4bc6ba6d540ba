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
        if len(columns) > 1:
            columns.sort(key=lambda column: union(boxes[i] for i in column).x0, reverse=rtl)
            order += [sorted(column, key=lambda i: boxes[i].y0) for column in columns]
        elif order and position and len(strips[position - 1]) == 1 and len(order[-1]) and len(members) == 1:
            order[-1] += members
        else:
            order.append(sorted(members, key=lambda i: boxes[i].y0))
        position = last + 1
    return order


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
    """Give the last strip of the zone that begins at strip `start`: as far as one gutter runs."""
    members = list(strips[start])
    end = start
    for position in range(start + 1, len(strips)):
        strip = strips[position]
        above, below = union(boxes[i] for i in members), union(boxes[i] for i in strip)
        near = below.y0 - above.y1 <= ZONE_GAP * min(boxes[i].height for i in strip)
        if not near or len(_columns(boxes, members + strip)) < 2:
            break
        members += strip
        if len(strip) > 1 or len(_columns(boxes, members)) > 1:
            end = position
    # A zone needs a strip with two things in it; trailing single lines belong to the column they stand in.
    if all(len(strips[p]) == 1 for p in range(start, end + 1)):
        return start
    return end


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
