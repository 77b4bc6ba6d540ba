"""The sheet in a photograph: the four straight lines that its paper ends at.

On a small picture with the print closed away, each side's lines are those along which brightness rises towards the
inside (a Hough transform, one for each side). Of all choices of four the one is taken whose sides the picture bears
out best, and whose rim is paper all round. A side may be the frame's own where the sheet is cut off.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from balagh.pipelines.clean.colour import unevenness
from balagh.pipelines.clean.page_rim import Surroundings, look_around, paper_colours

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from balagh.ingest.sheet import Image

    Floats = NDArray[np.float64]

#: Longest side of the picture that the sheet is looked for on, in pixels: print is a pixel or two high there.
SEARCH_SIZE = 512

#: Pixels of the square that closes print away: more than a line and its leading, less than a margin.
CLOSING = 11

#: Slopes of a side against the frame that are tried, as tangents: 27 degrees of turn and perspective together.
SLOPES = np.linspace(-0.5, 0.5, 61)

#: Lines kept for each side, besides the frame's own.
LINES = 7

#: A rise of so many grey levels a pixel (of 255 for the paper) is an edge.
LEAST_RISE = 4.0

#: What a fall in brightness towards the inside counts, as a share of a rise.
FALL_WORTH = 0.5

#: How far off a straight line, in pixels, an edge still belongs to it: bent paper, a lens that bends lines.
REACH = 4

#: What a side on the frame counts, as the share of an edge that is seen: less than any edge worth having.
FRAME_WORTH = 0.3

#: The share of its length that a side must be seen along to be one.
SEEN = 0.5

#: The least share of the frame that a sheet fills, and the least of the whole outline that is seen.
LEAST_AREA, LEAST_SCORE = 0.15, 0.55

#: How far outside the frame a corner may lie, as a share of it, where the frame cuts it off.
BEYOND = 0.12

#: How much the share of the frame counts: of two outlines as good, the larger is the sheet, the other a box on it.
AREA_WORTH = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A sheet's outline.

    Attributes:
        corners: (4, 2) float64: top left, top right, bottom right, bottom left, in pixels of the full picture.
        seen: the share of each side that is seen: top, right, bottom, left; None for one on the frame.
    """

    corners: Floats
    seen: tuple[float | None, float | None, float | None, float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """Lines that may be one side: place = start + slope * run, and where along each an edge is seen.

    `hits` is (lines, length + 1), sums of the edges met so far; the frame's own line comes last.
    """

    start: Floats
    slope: Floats
    hits: Floats


def find_outline(picture: Image) -> Outline | None:
    """Find the sheet in a grey or BGR picture; None where there is none, or it fills the frame."""
    small = search_picture(picture)
    if small is None:
        return None
    white = whiteness(small)
    if fills_frame(white):
        return None
    found = _best_outline(white, small)
    if found is None:
        return None
    scale = np.array([picture.shape[1] / small.shape[1], picture.shape[0] / small.shape[0]])
    return Outline(corners=found.corners * scale, seen=found.seen)


def search_picture(picture: Image) -> Image | None:
    """Give the small picture that sheets are looked for on; None for what is too small to hold one."""
    factor = max(1.0, max(picture.shape[:2]) / SEARCH_SIZE)
    size = (max(1, round(picture.shape[1] / factor)), max(1, round(picture.shape[0] / factor)))
    if min(size) < 4 * CLOSING:
        return None
    # Every second or third pixel will do, and saves most of the time that a scan spends here.
    step = max(1, int(factor // 2))
    return np.asarray(cv2.resize(picture[::step, ::step], size, interpolation=cv2.INTER_AREA), np.uint8)


def whiteness(small: Image) -> Image:
    """Give how near each pixel is to white paper, print closed away: its darkest channel, the paper's own tint undone.

    A pale desk is as bright as paper under a shadow, but rarely as colourless.
    """
    closed = _closed(small)
    if closed.ndim == 2:
        scaled = closed.astype(np.float32) * (255.0 / max(1.0, float(np.percentile(closed, 95))))
    else:
        # Channel by channel: ten times as fast as numpy along the last axis.
        channels = cv2.split(closed)
        least = np.asarray(cv2.min(cv2.min(channels[0], channels[1]), channels[2]), np.uint8)
        bright = least >= np.percentile(least, 80)
        gains = [255.0 / max(1.0, float(np.median(channel[bright]))) for channel in channels]
        blue, green, red = (
            channel.astype(np.float32) * gain for channel, gain in zip(channels, gains, strict=True)
        )
        scaled = np.minimum(np.minimum(blue, green), red)
    return np.asarray(np.clip(scaled, 0, 255), np.uint8)


def _closed(small: Image) -> Image:
    kernel = np.ones((CLOSING, CLOSING), np.uint8)
    return np.asarray(
        cv2.morphologyEx(small, cv2.MORPH_CLOSE, kernel, borderType=cv2.BORDER_REPLICATE), np.uint8
    )


#: A rim is paper where it is as bright as this share of the paper just inside.
RIM_SHARE = 0.85

#: The share of the rim that is paper, above which the sheet goes on beyond the frame all round.
FILLED = 0.93


def fills_frame(white: Image) -> bool:
    """Tell whether the paper reaches the frame nearly everywhere, as on any scan.

    Each point of the rim is held against what lies an eighth of the picture further in, where light is much the same.
    """
    height, width = white.shape
    inner_y, inner_x = height // 8, width // 8
    pairs = (
        (white[1], white[inner_y]),
        (white[-2], white[-1 - inner_y]),
        (white[:, 1], white[:, inner_x]),
        (white[:, -2], white[:, -1 - inner_x]),
    )
    rim = np.concatenate([one for one, _ in pairs]).astype(np.float64)
    inside = np.concatenate([two for _, two in pairs]).astype(np.float64)
    middle = float(np.median(white[height // 4 : -height // 4, width // 4 : -width // 4]))
    paper = (rim > RIM_SHARE * inside) & (rim > 0.6 * middle)
    return float(paper.mean()) > FILLED


def _best_outline(white: Image, small: Image) -> Outline | None:
    soft = cv2.GaussianBlur(white, (0, 0), 1.0).astype(np.float32)
    across = np.asarray(cv2.Sobel(soft, cv2.CV_32F, 1, 0), np.float32) / 8.0
    down = np.asarray(cv2.Sobel(soft, cv2.CV_32F, 0, 1), np.float32) / 8.0
    # Each side as if it were the left one: brightness rises along the second axis.
    left, right = _side_lines(across), _side_lines(-across[:, ::-1])
    top, bottom = _side_lines(down.T), _side_lines(-down.T[:, ::-1])
    height, width = white.shape
    right = _Side(start=width - 1 - right.start, slope=-right.slope, hits=right.hits)
    bottom = _Side(start=height - 1 - bottom.start, slope=-bottom.slope, hits=bottom.hits)
    choice = np.stack(
        np.meshgrid(*(np.arange(s.start.size) for s in (top, right, bottom, left)), indexing="ij"), axis=-1
    ).reshape(-1, 4)
    corners = np.stack(
        [
            _meet(left, choice[:, 3], top, choice[:, 0]),
            _meet(right, choice[:, 1], top, choice[:, 0]),
            _meet(right, choice[:, 1], bottom, choice[:, 2]),
            _meet(left, choice[:, 3], bottom, choice[:, 2]),
        ],
        axis=1,
    )
    kept = _shaped(corners, width, height)
    choice, corners = choice[kept], corners[kept]
    if not len(choice):
        return None
    seen = np.stack(
        [
            _seen(top, choice[:, 0], corners[:, 0, 0], corners[:, 1, 0]),
            _seen(right, choice[:, 1], corners[:, 1, 1], corners[:, 2, 1]),
            _seen(bottom, choice[:, 2], corners[:, 3, 0], corners[:, 2, 0]),
            _seen(left, choice[:, 3], corners[:, 0, 1], corners[:, 3, 1]),
        ],
        axis=1,
    )
    framed = choice == np.array([s.start.size - 1 for s in (top, right, bottom, left)])
    met = np.asarray(np.maximum(np.abs(across), np.abs(down)) >= LEAST_RISE, np.bool_)
    return _choose(Surroundings(met=met, lab=paper_colours(small)), corners, seen, framed)


def _side_lines(rise: NDArray[np.float32]) -> _Side:
    """Find the lines along which `rise` (length, places) is an edge; the frame's own line comes last."""
    length, places = rise.shape
    # On a white desk, or in a shadow that ends on the desk, the paper is the darker side.
    rise = np.where(rise > 0, rise, -FALL_WORTH * rise)
    peak = (rise >= LEAST_RISE) & (rise >= np.roll(rise, 1, axis=1)) & (rise >= np.roll(rise, -1, axis=1))
    start, slope = _vote(rise, np.asarray(peak, np.bool_))
    hits = np.zeros((start.size, length + 1))
    near = cv2.dilate(peak.astype(np.uint8), np.ones((1, 2 * REACH + 1), np.uint8)) > 0
    for line in range(start.size - 1):
        places_met = np.rint(start[line] + slope[line] * np.arange(length)).astype(np.int64)
        inside = (places_met >= 0) & (places_met < places)
        met = near[np.arange(length), np.clip(places_met, 0, places - 1)]
        # Where the side has left the frame nobody can say whether it goes on.
        hits[line, 1:] = np.cumsum(np.where(inside, met, FRAME_WORTH))
    hits[-1, 1:] = FRAME_WORTH * np.arange(1, length + 1)
    return _Side(start=start, slope=slope, hits=hits)


def _vote(rise: NDArray[np.float32], peak: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Give starts and slopes of the lines that most edge points lie on, then those of the frame's own."""
    length, places = rise.shape
    runs, spots = np.nonzero(peak)
    weights = np.minimum(rise[runs, spots], 4 * LEAST_RISE).astype(np.float64)
    bins = places // 2 + length  # a line may begin outside the frame
    votes = np.stack(
        [
            np.bincount(
                np.clip((spots - slope * (runs - length / 2)) / 2 + length / 4, 0, bins - 1).astype(np.int64),
                weights=weights,
                minlength=bins,
            )
            for slope in SLOPES
        ]
    )
    votes = np.asarray(cv2.blur(votes, (3, 1)), np.float64)
    starts, slopes = [], []
    for _ in range(LINES):
        row, column = np.unravel_index(int(votes.argmax()), votes.shape)
        if votes[row, column] <= 0:
            break
        slope = float(SLOPES[row])
        starts.append((column + 0.5 - length / 4) * 2 - slope * length / 2)
        slopes.append(slope)
        # Its neighbours are the same edge; a steeper line through the same spot is another.
        votes[max(0, row - 4) : row + 5, max(0, column - 3) : column + 4] = 0
    return np.array([*starts, 0.0]), np.array([*slopes, 0.0])


def _meet(upright: _Side, one: NDArray[np.int64], level: _Side, other: NDArray[np.int64]) -> Floats:
    """Give where chosen upright lines (x from y) meet chosen level ones (y from x), as (n, 2)."""
    a, b = upright.start[one], upright.slope[one]
    c, d = level.start[other], level.slope[other]
    x = (a + b * c) / (1.0 - b * d)
    return np.stack([x, c + d * x], axis=1)


def _shaped(corners: Floats, width: int, height: int) -> NDArray[np.bool_]:
    """Mark the outlines that a sheet can have: large, not crossed over, in the frame, opposite sides of like length."""
    x, y = corners[..., 0], corners[..., 1]
    area = _areas(corners)
    sides = np.hypot(x - np.roll(x, -1, axis=1), y - np.roll(y, -1, axis=1))
    straight = (x[:, 0] < x[:, 1]) & (x[:, 3] < x[:, 2]) & (y[:, 0] < y[:, 3]) & (y[:, 1] < y[:, 2])
    framed = (x > -BEYOND * width) & (x < (1 + BEYOND) * width)
    framed &= (y > -BEYOND * height) & (y < (1 + BEYOND) * height)
    like = (np.abs(np.log((sides[:, 0] + 1) / (sides[:, 2] + 1))) < 0.6) & (
        np.abs(np.log((sides[:, 1] + 1) / (sides[:, 3] + 1))) < 0.6
    )
    found: NDArray[np.bool_] = straight & framed.all(axis=1) & like & (area > LEAST_AREA * width * height)
    return found


def _seen(side: _Side, lines: NDArray[np.int64], first: Floats, last: Floats) -> Floats:
    length = side.hits.shape[1] - 1
    low = np.clip(np.rint(first), 0, length).astype(np.int64)
    high = np.clip(np.rint(last), 0, length).astype(np.int64)
    return np.asarray(
        (side.hits[lines, high] - side.hits[lines, low]) / np.maximum(1, high - low), np.float64
    )


#: Outlines looked at closely, the best first.
FINALISTS = 40

#: What an outline loses for each side beyond which the paper seems to go on: a bar of colour across a letterhead is no
#: edge of the sheet, but a desk may be as white as paper.
GOES_ON = 0.1


def _choose(around: Surroundings, corners: Floats, seen: Floats, framed: NDArray[np.bool_]) -> Outline | None:
    sides = np.linalg.norm(np.roll(corners, -1, axis=1) - corners, axis=2)
    height, width = around.met.shape
    bared = (sides * seen).sum(axis=1) / sides.sum(axis=1)
    score = bared + AREA_WORTH * _areas(corners) / (width * height)
    found, worth = None, -np.inf
    for best in np.argsort(-score)[:FINALISTS]:
        if score[best] <= worth:
            break
        real = ~framed[best]
        if bared[best] < LEAST_SCORE or real.sum() < 2 or (seen[best][real] < SEEN).any():
            continue
        beyond = look_around(around, corners[best], framed[best])
        if beyond is not None and score[best] - GOES_ON * beyond > worth:
            found, worth = best, score[best] - GOES_ON * beyond
    if found is None:
        return None
    top, right, bottom, left = (None if framed[found, k] else float(seen[found, k]) for k in range(4))
    return Outline(corners=corners[found], seen=(top, right, bottom, left))


def _areas(corners: Floats) -> Floats:
    x, y = corners[..., 0], corners[..., 1]
    doubled = np.sum(x * np.roll(y, -1, axis=1) - y * np.roll(x, -1, axis=1), axis=1)
    return np.asarray(0.5 * np.abs(doubled), np.float64)


#: Paper whose brightness differs by more than this (of 255), or whose channels do, was lit by a lamp, not a scanner.
LAMP_SPREAD, LAMP_TINT = 60.0, 25.0


def looks_lit(picture: Image) -> bool:
    """Tell whether a picture without a sheet's outline is a photo of paper all the same: light comes from one side."""
    small = search_picture(picture)
    if small is None:
        return False
    if not fills_frame(whiteness(small)):
        return False
    spread, tint = unevenness(_closed(small))
    return spread > LAMP_SPREAD or tint > LAMP_TINT
