"""Columns of running text that stand side by side: each has edges of its own, against which its lines are measured."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from balagh.model import Box

#: Lines stand side by side when they share this much of the lower one's height.
_LEVEL = 0.5
#: Lines of one column share this much of the narrower one's width.
_UNDER = 0.5
#: Blank space between two lines of a column, in line heights.
_NEAR = 3.0
#: The same for a line with nothing at its side.
_CLOSE = 1.6
#: A column of text has this many lines of this many characters; a letterhead's or a table's has fewer or shorter ones.
_LINES, _CHARACTERS = 4, 25
#: Share of a column's lines that fill this share of its width: cells of a table do not.
_FULL_LINES, _FILLED = 0.6, 0.75


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What stands beside a line.

    Attributes:
        beside: another line is level with it.
        left, right: the edges of its column of text in pixels; None where the page has one column there.
    """

    beside: bool
    left: int | None = None
    right: int | None = None


def find_columns(boxes: Sequence[Box | None], lengths: Sequence[int]) -> tuple[Standing, ...]:
    """Give for each line of a page what stands beside it; `lengths` are the lines' characters."""
    level = [_has_neighbour(box, boxes) for box in boxes]
    found = [Standing(beside=beside) for beside in level]
    groups = _groups(boxes, [at for at, beside in enumerate(level) if beside])
    for group in groups:
        edges = _text_edges([boxes[at] for at in group], [lengths[at] for at in group])
        if edges is None:
            continue
        for at in _members(boxes, group, edges):
            found[at] = Standing(beside=level[at], left=edges[0], right=edges[1])
    return tuple(found)


def _has_neighbour(box: Box | None, boxes: Sequence[Box | None]) -> bool:
    return box is not None and any(
        other is not None
        and other.overlap_x(box) <= 0
        and box.overlap_y(other) > _LEVEL * min(box.height, other.height)
        for other in boxes
    )


def _groups(boxes: Sequence[Box | None], places: Sequence[int]) -> list[list[int]]:
    """Gather lines that stand one under the other."""
    groups: list[list[int]] = []
    for at in sorted(places, key=lambda at: _top(boxes[at])):
        group = next((group for group in reversed(groups) if _follows(boxes[group[-1]], boxes[at])), None)
        if group is None:
            groups.append([at])
        else:
            group.append(at)
    return groups


def _top(box: Box | None) -> int:
    return box.y0 if box is not None else 0


def _follows(above: Box | None, below: Box | None, most: float = _NEAR) -> bool:
    if above is None or below is None:
        return False
    under = above.overlap_x(below) > _UNDER * min(above.width, below.width)
    return under and -below.height <= below.y0 - above.y1 < most * below.height


def _text_edges(boxes: Sequence[Box | None], lengths: Sequence[int]) -> tuple[int, int] | None:
    """Give the edges of a group that is running text: several lines, most of them long and full."""
    lines = [box for box in boxes if box is not None]
    if len(lines) < _LINES or median(lengths) < _CHARACTERS:
        return None
    left, right = min(box.x0 for box in lines), max(box.x1 for box in lines)
    full = sum(box.width >= _FILLED * (right - left) for box in lines)
    return (left, right) if full >= _FULL_LINES * len(lines) else None


def _members(boxes: Sequence[Box | None], group: Sequence[int], edges: tuple[int, int]) -> list[int]:
    """Give the lines of a column: the group's, and those over and under them that keep within its edges."""
    inside = [
        at
        for at, box in enumerate(boxes)
        if box is not None and edges[0] - box.height / 2 <= box.x0 and box.x1 <= edges[1] + box.height / 2
    ]
    members = sorted(group, key=lambda at: _top(boxes[at]))
    for at in sorted(set(inside) - set(group), key=lambda at: _top(boxes[at])):
        if _follows(boxes[members[-1]], boxes[at], _CLOSE):
            members.append(at)
    for at in sorted(set(inside) - set(members), key=lambda at: -_top(boxes[at])):
        if _follows(boxes[at], boxes[members[0]], _CLOSE):
            members.insert(0, at)
    return members
