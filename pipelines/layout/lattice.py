"""The frames of ruled tables: where rules across and down the page part it into rows and columns."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from balagh.model import Box, union
from balagh.pipelines.layout.ruling import join_rules, lies_across

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: Rules that come this close, in letter heights, meet; edges this close are one (a cell is wider than a letter).
MEET = 0.9

#: Pieces of one rule: apart by this along it and shifted by this across it, in letter heights.
BREAK, SHIFT = 2.0, 0.25

#: A rule shorter than this many letter heights is a dash or part of a letter.
SHORTEST = 1.5

#: Rules that begin and end within this many letter heights of each other are of one table, and so are rules across
#: that follow each other within `FOLLOW` letter heights: the lines of a cell that is not very long.
FLUSH, FOLLOW = 1.5, 20.0

#: Fewest rules across, or down, that make a table without any the other way.
PARALLEL = 3

#: A rule parts two cells where it runs along this share of their common side.
ALONG = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The rules of one table.

    Attributes:
        box: around them.
        xs, ys: where its rules down and across stand, edges included; two or more each.
        across, down: the rules themselves.
        size: the letter height that it was found with.
    """

    box: Box
    xs: tuple[int, ...]
    ys: tuple[int, ...]
    across: tuple[Box, ...]
    down: tuple[Box, ...]
    size: float

    def parts_columns(self, x: int, top: int, bottom: int) -> bool:
        """Tell whether a rule stands at `x` for most of the way from `top` to `bottom`."""
        reach = MEET * self.size
        return any(
            abs(rule.center[0] - x) <= reach
            and min(rule.y1, bottom) - max(rule.y0, top) >= ALONG * (bottom - top)
            for rule in self.down
        )

    def parts_rows(self, y: int, left: int, right: int) -> bool:
        """Tell whether a rule runs at height `y` for most of the way from `left` to `right`."""
        reach = MEET * self.size
        return any(
            abs(rule.center[1] - y) <= reach
            and min(rule.x1, right) - max(rule.x0, left) >= ALONG * (right - left)
            for rule in self.across
        )


def find_frames(rules: Sequence[Box], size: float) -> list[Frame]:
    """Gather rules into the frames of tables: those that meet, and those that run side by side.

    Args:
        rules: straight rules on a page.
        size: the height of the page's letters, in the same pixels.
    """
    across = _whole((rule for rule in rules if lies_across(rule)), size)
    down = [_turned(r) for r in _whole((_turned(rule) for rule in rules if not lies_across(rule)), size)]
    frames: list[Frame] = []
    alone: list[Box] = []
    for group in _meeting([*across, *down], MEET * size):
        rows, columns = _parted(group)
        if len(columns) >= 2 and len(rows) >= 2:
            frames.append(_frame(rows, columns, size))
        else:
            alone += group
    rows, columns = _parted(alone)
    frames += [_frame(group, (), size) for group in _stacks(rows, size)]
    turned = _stacks([_turned(rule) for rule in columns], size, follow=float("inf"))
    return [*frames, *(_frame((), [_turned(rule) for rule in group], size) for group in turned)]


def _parted(rules: Iterable[Box]) -> tuple[list[Box], list[Box]]:
    kept = list(rules)
    return [rule for rule in kept if lies_across(rule)], [rule for rule in kept if not lies_across(rule)]


def _whole(pieces: Iterable[Box], size: float) -> list[Box]:
    joined = join_rules(pieces, BREAK * size, SHIFT * size)
    return [rule for rule in joined if rule.width >= SHORTEST * size]


def _turned(box: Box) -> Box:
    return Box(box.y0, box.x0, box.y1, box.x1)


def _meeting(rules: Sequence[Box], reach: float) -> list[list[Box]]:
    """Gather rules of which each comes close to another."""
    groups: list[list[Box]] = []
    for rule in rules:
        near = [group for group in groups if any(_meet(rule, other, reach) for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append([rule, *(other for group in near for other in group)])
    return groups


def _meet(a: Box, b: Box, reach: float) -> bool:
    return a.overlap_x(b) >= -reach and a.overlap_y(b) >= -reach


def _stacks(rules: Sequence[Box], size: float, follow: float = FOLLOW) -> list[list[Box]]:
    """Gather rules across the page that stand one below the other and are equally long."""
    stacks: list[list[Box]] = []
    for rule in sorted(rules, key=lambda rule: rule.y0):
        for stack in stacks:
            last = stack[-1]
            flush = max(abs(last.x0 - rule.x0), abs(last.x1 - rule.x1)) <= FLUSH * size
            if flush and rule.y0 - last.y1 <= follow * size:
                stack.append(rule)
                break
        else:
            stacks.append([rule])
    return [stack for stack in stacks if len(stack) >= PARALLEL]


def _frame(across: Sequence[Box], down: Sequence[Box], size: float) -> Frame:
    box = union([*across, *down])
    return Frame(
        box=box,
        xs=_edges([box.x0, *(round(rule.center[0]) for rule in down), box.x1], size),
        ys=_edges([box.y0, *(round(rule.center[1]) for rule in across), box.y1], size),
        across=tuple(across),
        down=tuple(down),
        size=size,
    )


def _edges(places: Sequence[int], size: float) -> tuple[int, ...]:
    """Give places in order, those that are one edge (two sides of a double rule, say) only once."""
    ordered = sorted(places)
    clusters = [[ordered[0]]]
    for before, place in pairwise(ordered):
        if place - before <= MEET * size:
            clusters[-1].append(place)
        else:
            clusters.append([place])
    return tuple(round(sum(cluster) / len(cluster)) for cluster in clusters)
