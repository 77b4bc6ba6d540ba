"""Connected pieces of ink, measured and sorted into letters, small marks, rules and pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from balagh.pipelines.layout.small_print import find_small_print

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from balagh.ingest.sheet import Image

#: All sizes here are in pixels of the layout picture (about 150 dots an inch).
#: Pieces of fewer pixels are specks; a full stop of 8-point print has 6.
LEAST_AREA = 3

#: Heights of a piece of print: 5-point x-height to 70-point capitals.
LEAST_PRINT, MOST_PRINT = 5, 160

#: A straight run of ink this long may be a rule or an underline: half an inch across or down (only the stems of
#: print above 30 points are longer, and thick).
RULE_ACROSS, RULE_DOWN = 76, 70

#: A thin piece, at most so many pixels thick, that lies this close to a rule's end and in line with it belongs to it.
THIN, RULE_REACH = 4, 40

#: Print touches a rule here and there; the joined serifs of large capitals and the base line of Arabic letters have
#: print on them for more than this share of their length, on one side at least.
MOST_TOUCHED = 0.3

#: A rule is no thicker than this.
RULE_THICKNESS = 10

#: A rule broken by dirt: at least this many times as long as thick, and longer than any dash.
RULE_ASPECT, RULE_LENGTH = 12.0, 60

#: The sides of a frame end at its upper and lower rule within this many pixels.
FRAME_REACH = 4

#: A lone upright piece this many body heights tall and `RULE_ASPECT` times as tall as wide is no letter: what is left
#: of a streak, a margin's rule. Stems of light print are eight to ten times as tall as wide.
STICK = 2.2

#: Pieces lower than this share of the body's height are marks: dots, commas, dashes, diacritics, small Arabic letters;
#: but for letters of small print (`small_print.py`).
MARK_SHARE = 0.6

#: A piece this many body heights tall is a drawing unless it has company: print stands beside print of its own size,
#: at least `COMPANY` of its height and no further away than its height.
DRAWING, COMPANY, NARROW = 2.6, 0.42, 0.6

#: Drawings up to this size (1.6 inch) keep what lies within them; larger ones are frames with print inside.
MOST_DRAWING = 240

#: Letters spread wide: above this width in body heights a piece is a frame or picture, unless joined Arabic script.
PICTURE_WIDTH = 40.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Components:
    """The ink's connected pieces (row 0 is the paper, as in OpenCV).

    Attributes:
        labels: (height, width) int32 piece number of each pixel, 0 for paper and for `ruled` pixels.
        ruled: (height, width) bool, straight rules and underlines, which were taken out before the rest was parted.
        x0, y0, x1, y1, area: int32 vectors, one entry a piece.
        letters, marks, rules, pictures: bool vectors; a piece in none of them is a speck.
        body: height of the page's commonest print, in pixels.
    """

    labels: NDArray[np.int32]
    ruled: NDArray[np.bool_]
    x0: NDArray[np.int32]
    y0: NDArray[np.int32]
    x1: NDArray[np.int32]
    y1: NDArray[np.int32]
    area: NDArray[np.int32]
    letters: NDArray[np.bool_]
    marks: NDArray[np.bool_]
    rules: NDArray[np.bool_]
    pictures: NDArray[np.bool_]
    body: float

    @property
    def heights(self) -> NDArray[np.int32]:
        """Height of each piece in pixels."""
        return self.y1 - self.y0

    @property
    def widths(self) -> NDArray[np.int32]:
        """Width of each piece in pixels."""
        return self.x1 - self.x0


def find_components(ink: Image) -> Components:
    """Measure the connected pieces of `ink` (uint8, 255 = ink) and sort them."""
    across, down = find_rules(ink)
    ruled = across | down
    count, pieces, measures, _ = cv2.connectedComponentsWithStats(np.where(ruled, 0, ink), connectivity=8)
    labels, stats = np.asarray(pieces, np.int32), np.asarray(measures, np.int32)
    x0, y0, widths, heights, area = stats.T
    real = (area >= LEAST_AREA) & (np.arange(count) > 0)
    long_side, short_side = np.maximum(widths, heights), np.maximum(1, np.minimum(widths, heights))
    rules = real & (long_side > RULE_LENGTH) & (long_side > RULE_ASPECT * short_side)
    rules |= real & (_rule_remains(across, down, labels, stats) | _frame_sides(across, stats))
    printed = real & ~rules & (heights >= LEAST_PRINT) & (heights <= MOST_PRINT)
    body = body_height(heights[printed], widths[printed])
    rules |= printed & (heights > STICK * body) & (heights > RULE_ASPECT * widths)
    printed &= ~rules
    pictures = real & ~rules & ((heights > MOST_PRINT) | (widths > PICTURE_WIDTH * body))
    boxes = np.stack([x0, y0, x0 + widths, y0 + heights], axis=1)
    pictures = _with_contents(pictures | _drawings(boxes, printed & ~pictures, body), boxes, real & ~rules)
    letters = printed & ~pictures & (heights >= MARK_SHARE * body)
    letters |= find_small_print(boxes, printed & ~pictures & ~letters, letters, body)
    return Components(
        labels=labels,
        ruled=ruled,
        x0=x0,
        y0=y0,
        x1=x0 + widths,
        y1=y0 + heights,
        area=area,
        letters=letters,
        marks=real & ~rules & ~pictures & ~letters,
        rules=rules,
        pictures=pictures,
        body=body,
    )


def _drawings(boxes: NDArray[np.int32], printed: NDArray[np.bool_], body: float) -> NDArray[np.bool_]:
    """Mark the tall pieces that stand alone. `boxes` is (n, 4): left, top, right, bottom."""
    heights = boxes[:, 3] - boxes[:, 1]
    drawings = np.zeros(len(boxes), bool)
    # Two letters of neighbouring lines that touch are as tall, but narrow; letters on an underline are wide.
    widths = boxes[:, 2] - boxes[:, 0]
    shaped = (widths > NARROW * heights) & (widths < heights / NARROW * 1.5)
    tall = np.flatnonzero(printed & (heights > DRAWING * body) & shaped)
    others = np.flatnonzero(printed & (heights > COMPANY * DRAWING * body))
    for piece in tall:
        left, top, right, bottom = boxes[piece]
        height = bottom - top
        x0, y0, x1, y1 = boxes[others].T
        gap = np.maximum(x0 - right, left - x1)
        level = np.minimum(y1, bottom) - np.maximum(y0, top)
        like = (y1 - y0 >= COMPANY * height) & (y1 - y0 <= height / COMPANY)
        company = (gap >= -0.2 * height) & (gap <= height) & (level >= 0.5 * (y1 - y0)) & like
        company &= others != piece
        drawings[piece] = not company.any()
    return drawings


def _with_contents(
    pictures: NDArray[np.bool_], boxes: NDArray[np.int32], real: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Add to the pictures the pieces that lie within one, unless it is so large that it frames print."""
    whole = pictures.copy()
    for piece in np.flatnonzero(pictures):
        left, top, right, bottom = boxes[piece]
        if max(right - left, bottom - top) <= MOST_DRAWING:
            x0, y0, x1, y1 = boxes.T
            whole |= real & (x0 >= left - 1) & (y0 >= top - 1) & (x1 <= right + 1) & (y1 <= bottom + 1)
    return whole


def find_rules(ink: Image) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Mark the straight thin runs of ink across the page, and those down it: (height, width) bool each.

    A letter that touches its underline comes loose from it this way.
    """
    across = _thin_runs(ink, RULE_ACROSS)
    down = _thin_runs(np.ascontiguousarray(ink.T), RULE_DOWN).T
    return across, np.asarray(down, np.bool_)


def _thin_runs(ink: Image, length: int) -> NDArray[np.bool_]:
    """Mark horizontal runs of at least `length` pixels that are thin and lie free."""
    runs = cv2.morphologyEx(ink, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, (length, 1)))
    thin = np.zeros(ink.shape, bool)
    if not runs.any():
        return thin
    # A solid area is made of long runs too, but stays when thin things are opened away.
    solid = cv2.morphologyEx(
        runs, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, (1, RULE_THICKNESS))
    )
    left = np.where(solid > 0, 0, runs).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(left, connectivity=8)
    for number, (x, y, width, height, _) in enumerate(stats.tolist()[1:], start=1):
        above = ink[max(0, y - 2), x : x + width] if y >= 2 else ink[:0, 0]
        below = ink[y + height + 1, x : x + width] if y + height + 1 < ink.shape[0] else ink[:0, 0]
        touched = max((float((row > 0).mean()) for row in (above, below) if row.size), default=0.0)
        if touched <= MOST_TOUCHED or _underlines_all(ink, x, y, width, height):
            thin[y : y + height, x : x + width] |= labels[y : y + height, x : x + width] == number
    return thin


def _rule_remains(
    across: NDArray[np.bool_], down: NDArray[np.bool_], labels: NDArray[np.int32], stats: NDArray[np.int32]
) -> NDArray[np.bool_]:
    """Mark the thin pieces that go on where a rule breaks off: a hairline on a noisy scan is never whole."""
    remains = np.zeros(len(stats), bool)
    widths, heights = stats[:, 2], stats[:, 3]
    for ruled, thick, long, reach in (
        (across, heights, widths, np.ones((3, 2 * RULE_REACH + 1), np.uint8)),
        (down, widths, heights, np.ones((2 * RULE_REACH + 1, 3), np.uint8)),
    ):
        if not ruled.any():
            continue
        near = cv2.dilate(ruled.astype(np.uint8), reach) > 0
        for piece in np.flatnonzero((thick <= THIN) & (long >= 2 * thick)):
            x, y, width, height, _ = stats[piece].tolist()
            own = labels[y : y + height, x : x + width] == piece
            remains[piece] |= bool(near[y : y + height, x : x + width][own].mean() > 0.9)
    return remains


def _frame_sides(across: NDArray[np.bool_], stats: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Mark the thin upright pieces that reach from one rule across the page to another: short sides of a frame."""
    sides = np.zeros(len(stats), bool)
    if not across.any():
        return sides
    near = (
        cv2.dilate(across.astype(np.uint8), np.ones((2 * FRAME_REACH + 1, 2 * FRAME_REACH + 1), np.uint8)) > 0
    )
    x, y, widths, heights, _ = stats.T
    thin = (widths <= 2 * THIN) & (heights >= 4 * widths) & (heights > 2 * FRAME_REACH)
    thin[0] = False
    middles = x + widths // 2
    sides[thin] = near[y[thin], middles[thin]] & near[(y + heights - 1)[thin], middles[thin]]
    return sides


def _underlines_all(ink: Image, x: int, y: int, width: int, height: int) -> bool:
    """Tell whether a run that print stands on goes from one end of that print to the other, as an underline does.

    The serifs of joined capitals do not: round letters interrupt them.
    """
    top = max(0, y - 4 * RULE_THICKNESS)
    band = ink[top : y + height]
    left, right = max(0, x - 2 * RULE_THICKNESS), min(ink.shape[1], x + width + 2 * RULE_THICKNESS)
    around = np.flatnonzero((band[:, left:right] > 0).any(axis=0)) + left
    below = ink[y + height : y + height + 3, x : x + width]
    free_below = not below.size or float((below > 0).any(axis=0).mean()) <= MOST_TOUCHED
    return bool(around.size) and free_below and around[0] >= x - 6 and around[-1] <= x + width + 5


def body_height(heights: NDArray[np.int32], widths: NDArray[np.int32]) -> float:
    """Give the height that half of the print reaches, pieces counted by their width; 12 on an empty page.

    Counting by width keeps dots and specks, numerous but narrow, from pulling the figure down.
    """
    if heights.size == 0:
        return 12.0
    order = np.argsort(heights)
    weight = np.cumsum(np.minimum(widths[order], 4 * heights[order]))
    return float(heights[order][np.searchsorted(weight, weight[-1] / 2)])
