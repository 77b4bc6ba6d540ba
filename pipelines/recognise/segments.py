"""From runs to what is read together: each segment of a line goes to one model."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from balagh.pipelines.recognise.runs import Hand

if TYPE_CHECKING:
    from balagh.pipelines.layout.lines import LineMap
    from balagh.pipelines.recognise.runs import Run

#: A run of letters of another script than its line's is believed above these odds (see `Run.odds`).
LEAST_ODDS = {Hand.LATIN: 3.0, Hand.ARABIC: 5.0, Hand.TIFINAGH: 1.2, Hand.DIGITS: 1.2, Hand.INDIC: 1.5}

#: Odds above this make a run no surer.
ENOUGH = 4.0

_NUMBERS = frozenset({Hand.DIGITS, Hand.INDIC})

#: Scripts of lines that run from right to left.
_LEFTWARDS = frozenset({Hand.ARABIC, Hand.INDIC})

#: Below this sum of odds a whole line's script is in doubt and it is read twice.
DOUBTFUL = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """Columns `span` (pixels of the layout picture) of a line that are read together, as `hand`."""

    hand: Hand
    span: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinePlan:
    """How a line is to be read: its main script, its segments left to right, and whether the script is in doubt."""

    main: Hand
    segments: tuple[Segment, ...]
    doubtful: bool


def plan_line(runs: tuple[Run, ...]) -> LinePlan:
    """Decide what of a line is read by which model. `runs` are left to right; at least one.

    In a Latin line numbers belong to the words beside them. In an Arabic line they are read by themselves, since a
    wrong digit is worse than a lost space, and join Latin words beside them.
    """
    main = _main_hand(runs)
    hands = [_settled(run, main) for run in runs]
    segments: list[Segment] = []
    for run, hand in zip(runs, hands, strict=True):
        if segments and _join(segments[-1].hand, hand):
            left = segments[-1]
            both = Hand.LATIN if Hand.LATIN in {left.hand, hand} else hand
            segments[-1] = Segment(hand=both, span=(left.span[0], run.span[1]))
        else:
            segments.append(Segment(hand=hand, span=run.span))
    total = sum(run.odds * len(run.words) for run in runs if run.hand is main)
    # A short label before a number (an Arabic "no.") says less than the number.
    labelled = main is Hand.DIGITS and any(run.hand in {Hand.ARABIC, Hand.TIFINAGH} for run in runs)
    return LinePlan(main=main, segments=_merge(segments), doubtful=total < DOUBTFUL or labelled)


def set_directions(plans: list[LinePlan], lines: LineMap) -> list[LinePlan]:
    """Give a mixed line the main script of the lines around it where they run the other way.

    An Arabic sentence may fill most of a line with an e-mail address, and still run from right to left.
    """
    settled = []
    for index, plan in enumerate(plans):
        others = {segment.hand for segment in plan.segments} - {plan.main, Hand.DIGITS}
        near = [plans[k].main for k in _neighbours(lines, index) if not plans[k].doubtful]
        turned = bool(near) and (near[0] in _LEFTWARDS) != (plan.main in _LEFTWARDS)
        if turned and len(set(near)) == 1 and near[0] in others:
            plan = replace(plan, main=near[0])
        settled.append(plan)
    return settled


def _neighbours(lines: LineMap, index: int) -> list[int]:
    """Give the nearest line above and the nearest below that share columns with line `index`."""
    box = lines.lines[index].box
    sharing = [k for k, line in enumerate(lines.lines) if k != index and line.box.overlap_x(box) > 0]
    above = [k for k in sharing if lines.lines[k].box.center[1] < box.center[1]]
    below = [k for k in sharing if lines.lines[k].box.center[1] > box.center[1]]
    reach = 2.5 * box.height
    nearest = [max(above, key=lambda k: lines.lines[k].box.y1, default=None)]
    nearest.append(min(below, key=lambda k: lines.lines[k].box.y0, default=None))
    return [k for k in nearest if k is not None and -lines.lines[k].box.overlap_y(box) < reach]


def _main_hand(runs: tuple[Run, ...]) -> Hand:
    """Give the script with most votes; numbers only count where there are no letters."""
    weight: dict[Hand, float] = {}
    for run in runs:
        # By width: one long capital word must not outvote a line of shorter, less certain ones.
        width = sum(right - left for left, right in run.words)
        weight[run.hand] = weight.get(run.hand, 0.0) + min(ENOUGH, max(0.1, run.odds)) * width
    letters = [hand for hand in weight if hand not in _NUMBERS]
    if not letters:
        return max(weight, key=lambda hand: weight[hand])
    best = max(letters, key=lambda hand: weight[hand])
    numbers = sum(weight[hand] for hand in weight if hand in _NUMBERS)
    # One short word among numbers may itself be a number seen wrong.
    return best if weight[best] >= 0.25 * numbers else Hand.DIGITS


def _settled(run: Run, main: Hand) -> Hand:
    if run.hand is main:
        return main
    number = run.hand in _NUMBERS
    if number and main in {Hand.LATIN, Hand.TIFINAGH, Hand.DIGITS}:
        return main
    return run.hand if run.odds >= LEAST_ODDS[run.hand] else main


def _join(left: Hand, right: Hand) -> bool:
    return left is right or {left, right} == {Hand.LATIN, Hand.DIGITS}


def _merge(segments: list[Segment]) -> tuple[Segment, ...]:
    """Join neighbours that became alike after others were joined."""
    if all(not _join(a.hand, b.hand) for a, b in pairwise(segments)):
        return tuple(segments)
    merged = [segments[0]]
    for segment in segments[1:]:
        if _join(merged[-1].hand, segment.hand):
            both = Hand.LATIN if Hand.LATIN in {merged[-1].hand, segment.hand} else segment.hand
            merged[-1] = Segment(hand=both, span=(merged[-1].span[0], segment.span[1]))
        else:
            merged.append(segment)
    return tuple(merged)
