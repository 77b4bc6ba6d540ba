"""Ink that was put on a page after it was printed: coloured stamps and pen strokes, found and lifted out.

Ink of one colour leaves at least one of the three colour channels bright, black ink leaves none: where the page is
coloured, the brightest channel shows the print without the overlay, and the darkest one, with black left out, the
overlay without the print. What tells an overlay from coloured print is that it crosses lines of black print, or that it
is a ring or frame where no logo stands, or that it is long thin strokes as a pen makes them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from balagh.model import Box, Role, union

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from balagh.ingest.sheet import Image

#: Overlays are looked for at this many dots an inch.
OVERLAY_DPI = 100.0

#: Difference of the brightest and the darkest channel, of 255 on white paper: coloured for sure, coloured beside what
#: is, and faint ink inside an overlay. At this scale JPEG scans of black print show up to 12 along its edges.
STRONG, COLOURED, FAINT = 50, 22, 12

#: Two hues (of 180) are two colours when they differ by more than the first; one counts from so many pixels and this
#: share of the page's commonest on.
HUE_WIDTH, LEAST_HUE, HUE_SHARE = 9, 60, 0.02

#: A pixel is black print where its brightest channel is below this share of the paper's.
BLACK = 110

#: Parts of one overlay lie no further apart than this, in inches: letters of a stamp from its ring.
JOINED = 0.09

#: A piece belongs to a larger one when this share of its box lies in the larger one's.
INSIDE = 0.5

#: Least and greatest size of an overlay in inches, and its longer side over the shorter.
LEAST_SIZE, MOST_SIZE, MOST_ASPECT = 0.3, 3.4, 5.5

#: A stamp is at least this large, in inches: a coloured ring below that is a bullet or a sign.
LEAST_STAMP = 0.55

#: Share of a ring's or frame's length along which there must be ink; rubber stamps print unevenly.
LEAST_RING = 0.62

#: At this share of the way out from the middle there is less ink than on the ring or frame, by so much of its length.
WITHIN, CLEARER = 0.8, 0.2

#: How far the ink may lie from the ring or frame, as a share of the shorter side.
RING_WIDTH = 0.05

#: A stamp is lines and letters: where ink covers more of it than this, it is a printed area.
MOST_FILL = 0.62

#: Above this share of the page's height stand logos: a ring there is no stamp unless it crosses print.
HEAD = 0.25

#: A frame turned by more than this, in degrees, was not printed with the page, even on a page laid crooked.
TURNED = 5.0

#: Words of a line are joined over this many inches, and a line crosses an overlay's edge by at least `CROSSING` inches.
LINE_JOIN, CROSSING = 0.13, 0.12

#: Share of an overlay's box that other ink, black or coloured, covers: print has a fifth; light letters on a dark band,
#: and shades of the band's colour, have more paint than paper around them.
MOST_BLACK = 0.4

#: Pixels (at `OVERLAY_DPI`) in which an overlay must touch the print that it crosses.
TOUCHES = 8

#: Pen strokes: mean width in inches at most; the largest one's share of the ink and height in inches at least.
STROKE_WIDTH, STROKE_SHARE, STROKE_HEIGHT = 0.06, 0.4, 0.28

#: Pen strokes cover at most this share of the box around them; what is left of a coloured band with light letters in
#: it, more.
MOST_STROKES = 0.45

#: Pen strokes of no other sign are a signature in the lower part of a page only.
SIGNED_BELOW = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """A stamp or pen strokes.

    Attributes:
        role: STAMP or SIGNATURE.
        box: in the page's pixels.
        ink: (height, width of `box`) uint8: its own ink dark on white, the print that it crosses left out.
    """

    role: Role
    box: Box
    ink: Image


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """The page small: paper white in every channel.

    Attributes:
        colours: where there is ink of each of the page's colours.
        faint, black: where there is perhaps coloured, and where black ink.
        dark: where there is ink, black or of any colour.
        lines: black print with the words of a line joined.
        line_of: number of the joined line at each pixel, 0 for none.
        dpi: dots an inch.
    """

    colours: tuple[NDArray[np.bool_], ...]
    faint: NDArray[np.bool_]
    black: NDArray[np.bool_]
    dark: NDArray[np.bool_]
    line_of: NDArray[np.int32]
    dpi: float


def lift_overlays(colour: Image, gray: Image, dpi: float) -> tuple[Image, tuple[Overlay, ...]]:
    """Find the overlays of a BGR page; give the grey page without them, and them.

    Args:
        colour: (height, width, 3) uint8.
        gray: the same page in grey; left unchanged.
        dpi: its dots an inch.
    """
    factor = max(1.0, dpi / OVERLAY_DPI)
    look = _look(colour, factor, dpi)
    if look is None:
        return gray, ()
    lifted, found = gray, []
    for role, box, own in _overlays(look):
        large = Box(*(round(side * factor) for side in box)).clip(gray.shape[1], gray.shape[0])
        mask = _enlarged(own[box.y0 : box.y1, box.x0 : box.x1], large)
        window = np.s_[large.y0 : large.y1, large.x0 : large.x1]
        levels = colour[window]
        if lifted is gray:
            lifted = gray.copy()
        lifted[window] = _without(levels, lifted[window], mask)
        found.append(Overlay(role=role, box=large, ink=_alone(levels, mask)))
    return lifted, tuple(found)


def _look(colour: Image, factor: float, dpi: float) -> _Look | None:
    size = (max(1, round(colour.shape[1] / factor)), max(1, round(colour.shape[0] / factor)))
    small = cv2.resize(colour, size, interpolation=cv2.INTER_AREA)
    # Every seventh row and column says enough about the paper; whole channels go through OpenCV, ten times as fast.
    paper = np.maximum(1.0, np.percentile(small[::7, ::7].reshape(-1, 3), 75, axis=0))
    channels = [cv2.convertScaleAbs(small[:, :, k], alpha=255.0 / float(paper[k])) for k in range(3)]
    white = np.asarray(cv2.merge(channels), np.uint8)
    blue, green, red = (np.asarray(channel, np.uint8) for channel in channels)
    brightest = np.asarray(cv2.max(cv2.max(blue, green), red), np.uint8)
    chroma = brightest - np.asarray(cv2.min(cv2.min(blue, green), red), np.uint8)
    if not (chroma > STRONG).any():
        return None
    black = brightest < BLACK
    hues = np.asarray(cv2.cvtColor(white, cv2.COLOR_BGR2HSV)[:, :, 0], np.uint8)
    strong, weak = (chroma > STRONG) & ~black, (chroma > COLOURED) & ~black
    colours = tuple(_grown_from(strong & one, weak & one) for one in _parted_by_hue(hues, strong))
    joined = cv2.morphologyEx(
        black.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((1, round(LINE_JOIN * dpi / factor)), np.uint8)
    )
    line_of = np.asarray(cv2.connectedComponents(joined, connectivity=8)[1], np.int32)
    faint = (chroma > FAINT) & ~black
    dark = black | (chroma > STRONG)
    return _Look(colours=colours, faint=faint, black=black, dark=dark, line_of=line_of, dpi=dpi / factor)


def _parted_by_hue(hues: Image, strong: NDArray[np.bool_]) -> list[NDArray[np.bool_]]:
    """Give where each of the page's hues is: a red stamp over a brown rule is not one thing with it.

    Hues run from 0 to 179, round in a circle, as in OpenCV.
    """
    counts = np.bincount(hues[strong], minlength=180).astype(np.float64)
    apart = np.abs(np.subtract.outer(np.arange(180), np.arange(180)))
    distances = np.minimum(apart, 180 - apart)
    peaks: list[int] = []
    smooth = np.sum([np.roll(counts, shift) for shift in range(-HUE_WIDTH // 2, HUE_WIDTH // 2 + 1)], axis=0)
    for hue in np.argsort(-smooth).tolist():
        if smooth[hue] < max(LEAST_HUE, HUE_SHARE * smooth.max()):
            break
        if all(distances[hue, peak] > HUE_WIDTH for peak in peaks):
            peaks.append(hue)
    nearest = np.argmin(distances[:, peaks], axis=1) if peaks else np.zeros(180, np.int64)
    return [(nearest == k)[hues] for k in range(len(peaks))]


def _grown_from(seeds: NDArray[np.bool_], weak: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Keep the weakly coloured pieces that hold a strongly coloured pixel."""
    count, labels = cv2.connectedComponents(weak.astype(np.uint8), connectivity=8)
    kept = np.zeros(count, bool)
    kept[labels[seeds & weak]] = True
    kept[0] = False
    grown: NDArray[np.bool_] = kept[labels]
    return grown


def _overlays(look: _Look) -> list[tuple[Role, Box, NDArray[np.bool_]]]:
    """Give role, box and coloured pixels of each overlay, at the small scale."""
    return [found for coloured in look.colours for found in _of_one_colour(coloured, look)]


def _of_one_colour(coloured: NDArray[np.bool_], look: _Look) -> Iterator[tuple[Role, Box, NDArray[np.bool_]]]:
    reach = max(3, round(JOINED * look.dpi)) | 1
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach))
    joined = cv2.morphologyEx(coloured.astype(np.uint8), cv2.MORPH_CLOSE, kernel)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    boxes = [Box(x, y, x + width, y + height) for x, y, width, height, _ in stats[1:].tolist()]
    for members in _gathered(boxes, look.dpi):
        box = union(boxes[k] for k in members)
        if not _overlay_sized(box, look.dpi):
            continue
        chosen = np.zeros(count, bool)
        chosen[[k + 1 for k in members]] = True
        own = chosen[labels] & coloured
        window = np.s_[box.y0 : box.y1, box.x0 : box.x1]
        on_paper = (look.dark[window] & ~own[window]).mean() < MOST_BLACK
        role = _role(own, box, look) if on_paper else None
        if role is not None:
            # Two pixels more all round: the blurred rim of the ink lies outside the small picture's box.
            yield role, box.grow(2, 2).clip(*own.shape[::-1]), own | (look.faint & _hull(own))


def _hull(own: NDArray[np.bool_]) -> NDArray[np.bool_]:
    inside = np.zeros(own.shape, np.uint8)
    cv2.fillConvexPoly(inside, cv2.convexHull(cv2.findNonZero(own.astype(np.uint8))), 1)
    mask: NDArray[np.bool_] = inside > 0
    return mask


def _overlay_sized(box: Box, dpi: float) -> bool:
    low, high = sorted((box.width / dpi, box.height / dpi))
    return low >= LEAST_SIZE and high <= MOST_SIZE and high <= MOST_ASPECT * low


def _gathered(boxes: list[Box], dpi: float) -> list[list[int]]:
    """Put the pieces together that lie in each other's boxes: a stamp that printed unevenly falls apart."""
    groups: list[tuple[Box, list[int]]] = []
    for k in sorted(range(len(boxes)), key=lambda k: -boxes[k].width * boxes[k].height):
        group, members = boxes[k], [k]
        apart = []
        for other, theirs in groups:
            whole = union((other, group))
            if _share_inside(boxes[k], other) >= INSIDE and max(whole.width, whole.height) <= MOST_SIZE * dpi:
                group, members = whole, [*theirs, *members]
            else:
                apart.append((other, theirs))
        groups = [*apart, (group, members)]
    return [members for _, members in groups]


def _share_inside(small: Box, large: Box) -> float:
    across, down = small.overlap_x(large), small.overlap_y(large)
    return max(0, across) * max(0, down) / max(1, small.width * small.height)


def _role(own: NDArray[np.bool_], box: Box, look: _Look) -> Role | None:
    """Say what some coloured ink is: a stamp, pen strokes, or (None) print."""
    crosses = _crosses(own, box, look)
    pen = is_pen(own[box.y0 : box.y1, box.x0 : box.x1], look.dpi)
    points = cv2.findNonZero(own.astype(np.uint8))
    (x, y), (across, down), turn = cv2.minAreaRect(points)
    centre, sides = (x, y), (across, down)
    ring = min(sides) >= LEAST_STAMP * look.dpi and own.sum() < MOST_FILL * sides[0] * sides[1]
    round_share = _outlined(own, box, _ellipse(centre, sides, turn), centre) if ring else 0.0
    frame_share = _outlined(own, box, _frame(centre, sides, turn), centre) if ring else 0.0
    in_head = box.y1 < HEAD * own.shape[0]
    turned = min(turn % 90.0, 90.0 - turn % 90.0) > TURNED
    if max(round_share, frame_share) >= LEAST_RING:
        if not in_head or crosses or (frame_share > round_share and turned):
            return Role.STAMP
        return None
    if pen and (crosses or box.y0 > SIGNED_BELOW * own.shape[0]):
        return Role.SIGNATURE
    return Role.STAMP if crosses and min(sides) >= LEAST_STAMP * look.dpi else None


def _crosses(own: NDArray[np.bool_], box: Box, look: _Look) -> bool:
    """Tell whether a line of black print runs from inside the ink's hull to the outside, touched by the ink."""
    window = np.s_[box.y0 : box.y1, box.x0 : box.x1]
    inside = _hull(own[window])
    touched = (cv2.dilate(own[window].astype(np.uint8), np.ones((3, 3), np.uint8)) > 0) & look.black[window]
    touched &= inside
    lines = look.line_of[window]
    numbers, counts = np.unique(lines[touched], return_counts=True)
    reach = round(CROSSING * look.dpi)
    for number in numbers[(counts >= TOUCHES) & (numbers > 0)]:
        within = np.flatnonzero(((lines == number) & inside).any(axis=0))
        rows = np.flatnonzero((lines == number).any(axis=1)) + box.y0
        strip = look.line_of[rows[0] : rows[-1] + 1] == number
        columns = np.flatnonzero(strip.any(axis=0))
        outside = max(box.x0 + within[0] - columns[0], columns[-1] - box.x0 - within[-1])
        if within[-1] - within[0] >= reach and outside >= reach:
            return True
    return False


def is_pen(ink: NDArray[np.bool_], dpi: float) -> bool:
    """Tell whether ink, (height, width), is a few long thin strokes as of a signature."""
    inked = ink.astype(np.uint8)
    if float(inked.mean()) > MOST_STROKES:
        return False
    outlines, _ = cv2.findContours(inked, cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)
    around = sum(cv2.arcLength(outline, closed=True) for outline in outlines)
    if not around or 2.0 * float(inked.sum()) / around > STROKE_WIDTH * dpi:
        return False
    joined = cv2.dilate(inked, np.ones((3, 3), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    largest = 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))
    share = float(inked[labels == largest].sum()) / float(inked.sum())
    return share >= STROKE_SHARE and float(stats[largest, cv2.CC_STAT_HEIGHT]) >= STROKE_HEIGHT * dpi


def _ellipse(centre: tuple[float, float], sides: tuple[float, float], turn: float) -> NDArray[np.float64]:
    angles = np.linspace(0, 2 * np.pi, 96, endpoint=False)
    return _moved(
        np.stack([np.cos(angles) * sides[0] / 2, np.sin(angles) * sides[1] / 2], axis=1), centre, turn
    )


def _frame(centre: tuple[float, float], sides: tuple[float, float], turn: float) -> NDArray[np.float64]:
    share, edge = np.linspace(-0.5, 0.5, 24), np.full(24, 0.5)
    around = ((share, -edge), (edge, share), (-share, edge), (-edge, -share))
    unit = np.concatenate([np.stack(pair, axis=1) for pair in around])
    return _moved(unit * np.asarray(sides), centre, turn)


def _moved(points: NDArray[np.float64], centre: tuple[float, float], turn: float) -> NDArray[np.float64]:
    cos, sin = np.cos(np.radians(turn)), np.sin(np.radians(turn))
    turned: NDArray[np.float64] = points @ np.array([[cos, sin], [-sin, cos]]) + np.asarray(centre)
    return turned


def _outlined(
    own: NDArray[np.bool_], box: Box, points: NDArray[np.float64], centre: tuple[float, float]
) -> float:
    """Give the share of an outline's points that have ink near; 0 where there is as much within as on the outline.

    A dense scribble has ink near any outline; within a ring or frame there is a clear space.
    """
    reach = 2 * max(1, round(RING_WIDTH * min(box.width, box.height))) + 1
    ink = own[box.y0 : box.y1, box.x0 : box.x1].astype(np.uint8)
    near = np.asarray(cv2.dilate(ink, np.ones((reach, reach), np.uint8)), np.uint8)
    on = _covered(near, points - (box.x0, box.y0))
    within = _covered(near, (points - centre) * WITHIN + centre - (box.x0, box.y0))
    return on if on - within >= CLEARER else 0.0


def _covered(near: Image, points: NDArray[np.float64]) -> float:
    x, y = np.round(points).astype(np.int64).T
    return float((near[y.clip(0, near.shape[0] - 1), x.clip(0, near.shape[1] - 1)] > 0).mean())


def _enlarged(own: NDArray[np.bool_], box: Box) -> NDArray[np.bool_]:
    """Bring the small mask to the page's scale, with two small pixels more all round for the ink's soft rim."""
    grown = cv2.dilate(own.astype(np.uint8), np.ones((5, 5), np.uint8))
    large = cv2.resize(grown, (box.width, box.height), interpolation=cv2.INTER_NEAREST)
    mask: NDArray[np.bool_] = large > 0
    return mask


def _without(levels: Image, gray: Image, mask: NDArray[np.bool_]) -> Image:
    """Give the grey window without the overlay: under it the brightest channel counts, brought up to white."""
    brightest = levels.max(axis=2)
    chroma = brightest - levels.min(axis=2)
    stained = brightest[mask & (chroma > COLOURED)]
    if not stained.size:
        return gray
    # The overlay's own level in its bright channel becomes white; what is darker by half is print.
    own = float(np.percentile(stained, 12))
    black = min(0.35 * own, 60.0)
    scaled = (brightest.astype(np.float32) - black) * np.float32(255.0 / max(1.0, own - black))
    return np.where(mask, np.clip(scaled, 0, 255), gray).astype(np.uint8)


def _alone(levels: Image, mask: NDArray[np.bool_]) -> Image:
    """Give the overlay's ink dark on white."""
    darkest, brightest = levels.min(axis=2), levels.max(axis=2)
    black = cv2.dilate((brightest < BLACK * 0.8).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    paper = float(np.percentile(darkest, 90))
    ink = np.clip(darkest.astype(np.float32) * np.float32(255.0 / max(1.0, paper)), 0, 255)
    return np.where(mask & ~black, ink, 255).astype(np.uint8)
