"""Walls: upright strips that no line of print crosses: gutters between columns or table cells, and rules down a page.

They are found before the lines are, from the letters alone. Blanks of justified print are narrow, and where they are
wide they do not stand one below the other for long; a gutter does.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

import cv2
import numpy as np

from balagh.model import Box, union
from balagh.pipelines.layout.ruling import lies_across

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from balagh.pipelines.layout.components import Components

#: Letters closer together than this many body heights are of one run, whatever stands above and below. Five
#: millimetres, the narrowest gutter that is set, are 1.7 body heights and more at sizes up to 13 points.
CLOSE = 1.2

#: What makes a gutter: so many rows one below the other with print at both sides of a blank strip, and the strip's
#: width in body heights. Blanks of justified print reach 1.5, and hardly ever meet over three lines.
GUTTERS = ((5, 1.45), (3, 2.2), (2, 4.0))

#: Blanks between words are narrower than this many body heights, but in the most stretched lines.
BLANK = 2.2

#: The rows of a gutter follow each other within this many body heights: the lines of a paragraph, a gap between two.
FOLLOW = 7.0

#: A strip keeps at least this share of its width from row to row.
KEPT = 0.4

#: Runs narrower than this many body heights are list markers where they stand at one side of all of a strip.
MARKER, MARKED = 2.4, 0.8

#: A list marker stands no further from its line than this many body heights; a table's column of single letters does.
MARKER_GAP = 3.5

#: A mark whose longer side has this many body heights counts as print: a dash, a bullet; specks do not.
REAL_MARK = 0.35

#: Letters taller than this many body heights may be two lines that touch.
TALL = 1.7


@dataclass(frozen=True, slots=True)
class _Gap:
    """A blank between two runs side by side."""

    strip: Box
    left: Box
    right: Box


def find_walls(parts: Components, rules: Sequence[Box] = ()) -> tuple[Box, ...]:
    """Give the strips that no line crosses, in pixels of the layout picture: the middle of each gutter, each rule down.

    Args:
        parts: the page's pieces of ink.
        rules: its straight rules.
    """
    down = [rule.grow(1, 0) for rule in rules if not lies_across(rule)]
    printed = parts.letters | (
        parts.marks & (np.maximum(parts.heights, parts.widths) >= REAL_MARK * parts.body)
    )
    pieces = np.flatnonzero(printed)
    boxes = np.stack([parts.x0, parts.y0, parts.x1, parts.y1], axis=1)[pieces]
    blank = _Blank(boxes, parts.labels.shape)
    gaps = _gaps(_runs(boxes[boxes[:, 3] - boxes[:, 1] <= TALL * parts.body], parts), parts.body)
    found = (_without_blanks(chain, parts.body) for chain in _chains(gaps, blank, parts.body))
    return (*down, *(_wall(chain) for chain in found if _is_gutter(chain, parts.body)))


class _Blank:
    """Answers quickly whether a strip of the page holds no print."""

    def __init__(self, boxes: NDArray[np.int32], shape: tuple[int, ...]) -> None:
        filled = np.zeros(shape[:2], np.uint8)
        for x0, y0, x1, y1 in boxes.tolist():
            filled[y0:y1, x0:x1] = 1
        self.sums = cv2.integral(filled)

    def is_blank(self, box: Box) -> bool:
        """Tell whether no print stands in `box`."""
        if box.y1 <= box.y0:
            return True
        sums = self.sums
        total = sums[box.y1, box.x1] - sums[box.y0, box.x1] - sums[box.y1, box.x0] + sums[box.y0, box.x0]
        return int(total) == 0


def _runs(boxes: NDArray[np.int32], parts: Components) -> list[Box]:
    """Gather letters closer than `CLOSE` into runs, left to right. `boxes` is (n, 4): left, top, right, bottom."""
    mask = np.zeros(parts.labels.shape, np.uint8)
    reach = max(1, round(CLOSE * parts.body / 2))
    for x0, y0, x1, y1 in boxes.tolist():
        quarter = (y1 - y0) // 4
        mask[y0 + quarter : max(y0 + quarter + 1, y1 - quarter), max(0, x0 - reach) : x1 + reach] = 1
    _, smeared = cv2.connectedComponents(mask, connectivity=4)
    runs: dict[int, list[Box]] = {}
    for x0, y0, x1, y1 in boxes.tolist():
        runs.setdefault(int(smeared[(y0 + y1) // 2, (x0 + x1) // 2]), []).append(Box(x0, y0, x1, y1))
    return [union(members) for members in runs.values()]


def _gaps(runs: Sequence[Box], body: float) -> list[_Gap]:
    """Give the blank between each run and the nearest one at its right, from the top of the page down."""
    gaps: list[_Gap] = []
    if not runs:
        return gaps
    x0, y0, _, y1 = np.array(runs, np.int32).T
    heights = y1 - y0
    for run in runs:
        shared = np.minimum(y1, run.y1) - np.maximum(y0, run.y0)
        level = (shared > 0.25 * np.minimum(heights, run.height)) & (x0 >= run.x1)
        if not level.any():
            continue
        right = runs[int(np.argmin(np.where(level, x0, np.iinfo(np.int32).max)))]
        top, bottom = min(run.y0, right.y0), max(run.y1, right.y1)
        gaps.append(_Gap(Box(run.x1, top, right.x0, bottom), run, right))
    return sorted((gap for gap in gaps if gap.strip.width >= CLOSE * body), key=lambda gap: gap.strip.y0)


def _chains(gaps: Sequence[_Gap], blank: _Blank, body: float) -> Iterator[list[_Gap]]:
    """Gather gaps that stand one below the other with nothing but blank between them."""
    least = GUTTERS[0][1] * body
    open_: list[list[_Gap]] = []
    strips: list[Box] = []
    for gap in gaps:
        best, shared = None, least
        for k, strip in enumerate(strips):
            x0, x1 = max(strip.x0, gap.strip.x0), min(strip.x1, gap.strip.x1)
            near = gap.strip.y0 - strip.y1 <= FOLLOW * body
            # A blank between words below a wide gap would take most of its width.
            fits = x1 - x0 >= max(shared, KEPT * strip.width)
            if near and fits and blank.is_blank(Box(x0, strip.y0, x1, max(strip.y1, gap.strip.y1))):
                best, shared = k, x1 - x0
        if best is None:
            open_.append([gap])
            strips.append(gap.strip)
            continue
        old = strips[best]
        open_[best].append(gap)
        strips[best] = Box(
            max(old.x0, gap.strip.x0),
            old.y0,
            min(old.x1, gap.strip.x1),
            max(old.y1, gap.strip.y1),
        )
    yield from open_


def _without_blanks(chain: list[_Gap], body: float) -> list[_Gap]:
    """Leave out gaps at either end that are as narrow as blanks, and the others wide: text above or below a table."""
    usual = median(gap.strip.width for gap in chain)
    least = min(KEPT * usual, BLANK * body)
    kept = [k for k, gap in enumerate(chain) if gap.strip.width >= least]
    return chain[kept[0] : kept[-1] + 1]


def _strip(chain: Sequence[_Gap]) -> Box:
    """Give the strip that all gaps of a chain share."""
    return Box(
        max(gap.strip.x0 for gap in chain),
        min(gap.strip.y0 for gap in chain),
        min(gap.strip.x1 for gap in chain),
        max(gap.strip.y1 for gap in chain),
    )


def _is_gutter(chain: Sequence[_Gap], body: float) -> bool:
    strip = _strip(chain)
    # The lines of columns with unlike leading meet several lines of the other: rows are counted at the poorer side.
    rows = min(len({gap.left for gap in chain}), len({gap.right for gap in chain}))
    for side in ("left", "right"):
        narrow = sum(getattr(gap, side).width < MARKER * body for gap in chain)
        if narrow >= MARKED * len(chain) and strip.width < MARKER_GAP * body:
            return False
    return any(rows >= least and strip.width >= width * body for least, width in GUTTERS)


def _wall(chain: Sequence[_Gap]) -> Box:
    strip = _strip(chain)
    middle = (strip.x0 + strip.x1) // 2
    return Box(middle - 1, strip.y0, middle + 1, strip.y1)
