"""Line finding: which pieces of ink stand on one line.

Every letter's core (the middle half of its height) is smeared sideways by a share of its own height, so that letters
of any size meet their neighbours but never the lines above and below; what touches is a line. Pieces that bridge two
lines are cut between them, small marks join the line they stand nearest to, and what belongs nowhere is dirt.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import cv2
import numpy as np

from balagh.model import Box, union
from balagh.pipelines.layout.components import RULE_THICKNESS
from balagh.pipelines.layout.spacing import is_widely_set

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from balagh.pipelines.layout.components import Components

#: A letter reaches sideways by this share of its height (at least the body's): two neighbours close twice that gap.
#: Word gaps of justified print go up to 1.5 body heights, column gutters start near 3.
REACH = 0.85

#: Letters taller than this many body heights reach no further than that: their words stand apart more clearly.
MOST_REACH = 2.5

#: The share of a letter's height, around its middle, that may touch neighbours.
CORE = 0.5

#: One or two pieces lower than this many body heights are no line but marks.
LEAST_LINE = 0.85

#: A piece this many body heights tall may be two lines touching.
TALL = 1.7

#: Parts of a line are joined when they share this much of the lower one's height and stand within `JOIN_GAP` heights.
JOIN_OVERLAP, JOIN_GAP = 0.5, 1.8

#: A wider gap, up to this many heights, is closed where a line of like print within `SPAN_REACH` heights runs over it:
#: justified print with few words in a line, where a column gutter would be free of ink.
SPANNED_GAP, SPAN_REACH = 9.0, 3.2

#: Whole parts of a line, with their marks, are joined within this many heights (a blank between words) where they
#: share this much of the lower one's height: Arabic words of letters below the base line stand lower than others.
MEETING, MEETING_OVERLAP = 0.9, 0.3

#: Parts of widely set print (see `spacing`) are joined within this many times the lower one's height: its letters are
#: all as tall as the line, and a blank is as wide as a letter with the space around it.
WIDE_MEETING = 2.1

#: A bullet stands up to this many letter heights before its line.
BULLET_GAP = 3.5

#: A mark joins a line no further away than this, in heights of the line: sideways and up or down.
MARK_GAP_X, MARK_GAP_Y = 2.6, 0.45


@dataclass(frozen=True, slots=True, kw_only=True)
class LineOfInk:
    """A line found on the page.

    Attributes:
        box: around all its ink, in pixels of the layout picture.
        core: around its letters without marks.
        pieces: numbers of its pieces in `Components`.
        letter_height: median height of its letters.
    """

    box: Box
    core: Box
    pieces: tuple[int, ...]
    letter_height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LineMap:
    """The lines, and which of them owns each pixel of ink.

    `owner` is (height, width) int16: line index + 1, 0 for paper, -1 for ink of no line.
    """

    lines: tuple[LineOfInk, ...]
    owner: NDArray[np.int16]


def find_lines(parts: Components, walls: Sequence[Box] = ()) -> LineMap:
    """Find the page's lines of print, top to bottom; none crosses one of `walls` (pixels of the layout picture).

    Pictures, rules and specks belong to none. An empty page gives no lines.
    """
    tall = parts.letters & (parts.heights > TALL * parts.body)
    lines = _group(parts, np.flatnonzero(parts.letters & ~tall), walls)
    bridging, standing = _bridges(parts, np.flatnonzero(tall), lines)
    if standing.size:
        keep = [index for line in lines for index in line.pieces]
        lines = _group(parts, np.concatenate([np.array(keep, np.int64), standing]), walls)
    lines = [line for line in lines if not _is_fragment(line, parts)]
    lines = _join_parts(lines, parts, walls)
    lines = _join_bullets(lines, parts, walls)
    lines = _add_marks(lines, parts, {int(piece) for piece in bridging})
    lines = _join_whole(lines, parts, walls)
    lines = sorted(lines, key=lambda line: (line.box.y0, line.box.x0))
    return LineMap(lines=tuple(lines), owner=_own_pixels(lines, parts, bridging))


def _group(parts: Components, chosen: NDArray[np.int64], walls: Sequence[Box]) -> list[LineOfInk]:
    """Smear the chosen pieces sideways, up to the walls, and gather those that touch."""
    height, width = parts.labels.shape
    mask = np.zeros((height, width), np.uint8)
    tops, heights = parts.y0[chosen], parts.heights[chosen]
    reach = (REACH * np.clip(heights, parts.body, MOST_REACH * parts.body)).astype(np.int32)
    low = (tops + heights * (1 - CORE) / 2).astype(np.int32)
    high = np.maximum(low, (tops + heights * (1 + CORE) / 2).astype(np.int32) - 1)
    left, right = np.maximum(0, parts.x0[chosen] - reach), np.minimum(width, parts.x1[chosen] + reach)
    for x0, y0, x1, y1 in zip(left, low, right, high, strict=True):
        mask[y0 : y1 + 1, x0:x1] = 255
    for wall in walls:
        mask[wall.y0 : wall.y1, wall.x0 : wall.x1] = 0
    _, smeared = cv2.connectedComponents(mask, connectivity=4)
    middle = (low + high) // 2
    group_of = smeared[middle, (parts.x0[chosen] + parts.x1[chosen]) // 2]
    order = np.argsort(group_of, kind="stable")
    cuts = np.flatnonzero(np.diff(group_of[order])) + 1
    return [_line(parts, members) for members in np.split(chosen[order], cuts) if members.size]


def _line(parts: Components, members: NDArray[np.int64]) -> LineOfInk:
    box = Box(
        int(parts.x0[members].min()),
        int(parts.y0[members].min()),
        int(parts.x1[members].max()),
        int(parts.y1[members].max()),
    )
    height = float(np.median(parts.heights[members]))
    return LineOfInk(box=box, core=box, pieces=tuple(int(m) for m in members), letter_height=height)


def _bridges(
    parts: Components, tall: NDArray[np.int64], lines: list[LineOfInk]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Part the tall pieces into those that run through two lines and those that stand by themselves (big print)."""
    bridging: list[int] = []
    for piece in tall:
        box = _box(parts, int(piece))
        crossed = [
            line
            for line in lines
            if line.core.overlap_x(box) > 0
            and line.core.overlap_y(box) > 0.3 * line.core.height
            and line.core.height >= LEAST_LINE * parts.body
        ]
        if len(crossed) >= 2:
            bridging.append(int(piece))
    rest = np.setdiff1d(tall, np.array(bridging, np.int64))
    return np.array(bridging, np.int64), rest


def _box(parts: Components, piece: int) -> Box:
    return Box(int(parts.x0[piece]), int(parts.y0[piece]), int(parts.x1[piece]), int(parts.y1[piece]))


def _is_fragment(line: LineOfInk, parts: Components) -> bool:
    """Tell whether a line is a stray accent or comma, to be given to its line as a mark."""
    return len(line.pieces) <= 2 and line.core.height < LEAST_LINE * parts.body


def _join_parts(lines: list[LineOfInk], parts: Components, walls: Sequence[Box]) -> list[LineOfInk]:
    """Join parts of one line that the smear left apart: a wide gap, an Arabic letter below the others."""

    def near(a: LineOfInk, b: LineOfInk) -> bool:
        return _same_line(a, b, JOIN_GAP * _size(a, b, parts.body)) and not _are_parted(a, b, walls)

    lines = _join_where(lines, parts, near)
    while True:
        # A line just made whole may span its neighbours' gaps in turn.
        spans = lines
        belong = partial(_belong_together, spans=spans, body=parts.body, walls=walls)
        lines = _join_where(spans, parts, belong)
        if len(lines) == len(spans):
            return lines


def _join_where(
    lines: list[LineOfInk], parts: Components, belong: Callable[[LineOfInk, LineOfInk], bool]
) -> list[LineOfInk]:
    joined: list[LineOfInk] = []
    for line in sorted(lines, key=lambda line: line.core.x0):
        mates = [k for k, other in enumerate(joined) if belong(other, line)]
        if not mates:
            joined.append(line)
            continue
        nearest = min(mates, key=lambda k: -joined[k].core.overlap_x(line.core))
        joined[nearest] = _line(parts, np.array(joined[nearest].pieces + line.pieces, np.int64))
    return joined


def _belong_together(
    a: LineOfInk, b: LineOfInk, *, spans: list[LineOfInk], body: float, walls: Sequence[Box]
) -> bool:
    apart = not _same_line(a, b, SPANNED_GAP * _size(a, b, body)) or _are_parted(a, b, walls)
    return not apart and _is_spanned(a, b, spans)


def _are_parted(a: LineOfInk, b: LineOfInk, walls: Sequence[Box]) -> bool:
    """Tell whether a wall stands between two parts of a line."""
    left, right = sorted((a.core, b.core), key=lambda core: core.center[0])
    shared = max(left.y0, right.y0), min(left.y1, right.y1)
    return any(
        left.center[0] < wall.center[0] < right.center[0] and wall.y0 < shared[1] and wall.y1 > shared[0]
        for wall in walls
    )


def _size(a: LineOfInk, b: LineOfInk, body: float) -> float:
    return max(body, min(a.letter_height, b.letter_height))


def _same_line(left: LineOfInk, right: LineOfInk, most_gap: float) -> bool:
    a, b = left.core, right.core
    lower = min(a.height, b.height)
    if a.overlap_y(b) < JOIN_OVERLAP * lower or -a.overlap_x(b) > most_gap:
        return False
    # A part far taller than the other is two lines of a neighbouring column, or a picture.
    return max(a.height, b.height) < 2.5 * max(lower, min(left.letter_height, right.letter_height))


def _is_spanned(left: LineOfInk, right: LineOfInk, lines: list[LineOfInk]) -> bool:
    """Tell whether a line just above or below runs on over the gap between two parts: then no gutter is there."""
    gap0, gap1 = left.core.x1, right.core.x0
    row = union([left.core, right.core])
    size = max(left.letter_height, right.letter_height)
    return any(
        line.core.x0 < gap0 - size
        and line.core.x1 > gap1 + size
        and -line.core.overlap_y(row) < SPAN_REACH * row.height
        and 0.6 < line.letter_height / size < 1.6
        for line in lines
        if line is not left and line is not right
    )


def _join_bullets(lines: list[LineOfInk], parts: Components, walls: Sequence[Box]) -> list[LineOfInk]:
    """Join a lone small piece that stands before a line, at either side, to it: a bullet, a number, a dash."""
    lone = [
        line for line in lines if line.core.width <= 2.2 * parts.body and line.core.height <= 1.6 * parts.body
    ]
    joined = [line for line in lines if line not in lone]
    for bullet in lone:
        hosts = [
            k
            for k, line in enumerate(joined)
            if _is_beside(bullet, line) and not _are_parted(bullet, line, walls)
        ]
        if not hosts:
            joined.append(bullet)
            continue
        nearest = min(hosts, key=lambda k: -joined[k].core.overlap_x(bullet.core))
        joined[nearest] = _line(parts, np.array(joined[nearest].pieces + bullet.pieces, np.int64))
    return joined


def _is_beside(bullet: LineOfInk, line: LineOfInk) -> bool:
    gap = -line.core.overlap_x(bullet.core)
    level = line.core.overlap_y(bullet.core) >= JOIN_OVERLAP * bullet.core.height
    return level and 0 <= gap <= BULLET_GAP * line.letter_height and line.core.width > 4 * bullet.core.width


def _add_marks(lines: list[LineOfInk], parts: Components, bridging: set[int]) -> list[LineOfInk]:
    """Give every small mark to the line it stands nearest to; marks far from any line stay out."""
    if not lines:
        return lines
    cores = np.array([line.core for line in lines], np.float64)
    heights = np.maximum(cores[:, 3] - cores[:, 1], parts.body)
    extra: list[list[int]] = [[] for _ in lines]
    placed = bridging.union(*(line.pieces for line in lines))
    loose = [int(mark) for mark in np.flatnonzero(parts.marks | parts.letters) if int(mark) not in placed]
    for mark in loose:
        dx = np.maximum(cores[:, 0] - parts.x1[mark], parts.x0[mark] - cores[:, 2]).clip(0)
        middle = (parts.y0[mark] + parts.y1[mark]) / 2
        dy = np.maximum(cores[:, 1] - middle, middle - cores[:, 3]).clip(0)
        near = (dx <= MARK_GAP_X * heights) & (dy <= MARK_GAP_Y * heights)
        if near.any():
            extra[int(np.argmin(np.where(near, dx + 2 * dy, np.inf)))].append(mark)
    return [_with_marks(line, marks, parts) for line, marks in zip(lines, extra, strict=True)]


def _with_marks(line: LineOfInk, marks: list[int], parts: Components) -> LineOfInk:
    if not marks:
        return line
    box = union([line.box, *(_box(parts, mark) for mark in marks)])
    return replace(line, box=box, pieces=(*line.pieces, *marks))


def _join_whole(lines: list[LineOfInk], parts: Components, walls: Sequence[Box]) -> list[LineOfInk]:
    """Join parts of a line that stand close now that they have their marks: low Arabic letters are counted as marks."""
    joined: list[LineOfInk] = []
    for line in sorted(lines, key=lambda line: line.box.x0):
        mates = [k for k, other in enumerate(joined) if _meet(other, line, parts, walls)]
        if not mates:
            joined.append(line)
            continue
        nearest = min(mates, key=lambda k: -joined[k].box.overlap_x(line.box))
        joined[nearest] = _both(joined[nearest], line)
    return joined


def _meet(a: LineOfInk, b: LineOfInk, parts: Components, walls: Sequence[Box]) -> bool:
    size = _size(a, b, parts.body)
    gap, lower = -a.box.overlap_x(b.box), min(a.core.height, b.core.height)
    level = a.box.overlap_y(b.box) >= MEETING_OVERLAP * min(a.box.height, b.box.height)
    alike = max(a.core.height, b.core.height) < 2.5 * max(parts.body, lower)
    if gap < -MEETING / 2 * size or not (level and alike) or _are_parted(a, b, walls):
        return False
    return gap <= MEETING * size or (
        gap <= WIDE_MEETING * lower and is_widely_set((a.pieces, b.pieces), parts)
    )


def _both(a: LineOfInk, b: LineOfInk) -> LineOfInk:
    longer = a if len(a.pieces) >= len(b.pieces) else b
    return replace(
        longer, box=union([a.box, b.box]), core=union([a.core, b.core]), pieces=(*a.pieces, *b.pieces)
    )


def _own_pixels(lines: list[LineOfInk], parts: Components, bridging: NDArray[np.int64]) -> NDArray[np.int16]:
    owner_of = np.full(parts.area.size, -1, np.int16)
    owner_of[0] = 0
    for number, line in enumerate(lines, start=1):
        owner_of[list(line.pieces)] = number
    owner = np.where(parts.ruled, np.int16(-1), owner_of[parts.labels])
    for piece in bridging:
        _cut_bridge(owner, lines, parts, int(piece))
    _mend_crossings(owner, parts)
    return np.asarray(owner, np.int16)


def _mend_crossings(owner: NDArray[np.int16], parts: Components) -> None:
    """Give back to a line the pixels of a rule where a letter's stroke runs through it: the tail of a p, say."""
    ys, xs = np.nonzero(parts.ruled)
    if ys.size == 0:
        return
    ends = []
    for step in (-1, 1):
        found = np.full(ys.size, -1, np.int16)
        for distance in range(1, RULE_THICKNESS):
            rows = np.clip(ys + step * distance, 0, owner.shape[0] - 1)
            open_ = (found == -1) & ~parts.ruled[rows, xs]
            found[open_] = owner[rows[open_], xs[open_]]
            # Paper right behind the rule ends the search there.
            found[open_ & (found == -1)] = 0
        ends.append(found)
    above, below = ends
    through = (above > 0) & (above == below)
    owner[ys[through], xs[through]] = above[through]


def _cut_bridge(owner: NDArray[np.int16], lines: list[LineOfInk], parts: Components, piece: int) -> None:
    """Share a piece's rows among the lines it crosses: each row goes to the line whose middle is nearest."""
    box = _box(parts, piece)
    crossed = [
        (n, line)
        for n, line in enumerate(lines, 1)
        if line.core.overlap_x(box) > 0 and line.core.overlap_y(box) > 0
    ]
    if not crossed:
        return
    middles = np.array([line.core.center[1] for _, line in crossed])
    numbers = np.array([n for n, _ in crossed], np.int16)
    rows = np.arange(box.y0, box.y1)
    nearest = numbers[np.abs(rows[:, None] - middles[None, :]).argmin(axis=1)]
    window = owner[box.y0 : box.y1, box.x0 : box.x1]
    inside = parts.labels[box.y0 : box.y1, box.x0 : box.x1] == piece
    window[inside] = np.broadcast_to(nearest[:, None], window.shape)[inside]
