"""Letters of print far smaller than the page's commonest: a footer's, under a body whose letters are all tall.

By their height alone they are marks. What shows that they are letters is that many of one height stand side by side
on one base line, with no letter of the page's size right above or below them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: A piece reaches sideways by this share of the page's letter height: a small line's words hold together, dots do not.
REACH = 0.4

#: Small letters of one line, at least; the share of its pieces that they are (the others are capitals and letters with
#: stems), and the share of them that are of one height and on one base line, within `SAME` of their height.
LEAST_LETTERS, SHARE, ALIKE, SAME = 6, 0.4, 0.6, 0.2

#: A mark stands within this share of the page's letter height above or below its letter.
NEAR = 0.45

#: The letters of a line overlap in a stripe of this share of the small ones' height.
CORE = 0.5


def find_small_print(
    boxes: NDArray[np.int32], low: NDArray[np.bool_], letters: NDArray[np.bool_], body: float
) -> NDArray[np.bool_]:
    """Mark the low pieces that are letters of small print.

    Args:
        boxes: (n, 4) left, top, right, bottom of each piece, pixels of the layout picture.
        low: pieces of print too low for letters of the page's size.
        letters: the letters of the page's size.
        body: the height of the page's commonest print.
    """
    found = np.zeros(len(boxes), bool)
    small = np.flatnonzero(low)
    if small.size < LEAST_LETTERS:
        return found
    free = small[~_have_letter(boxes, small, np.flatnonzero(letters), body)]
    if free.size < LEAST_LETTERS:
        return found
    groups = _side_by_side(boxes, np.concatenate([free, np.flatnonzero(letters)]), body)
    for group in groups:
        own = group[low[group]]
        if own.size >= max(LEAST_LETTERS, SHARE * group.size) and _are_alike(boxes[own]):
            found[own] = True
    return found


def _have_letter(
    boxes: NDArray[np.int32], small: NDArray[np.int64], letters: NDArray[np.int64], body: float
) -> NDArray[np.bool_]:
    """Tell which small pieces stand right above or below a letter, as accents and dots do."""
    if not letters.size:
        return np.zeros(small.size, bool)
    x0, y0, x1, y1 = (side[:, None] for side in boxes[small].T)
    left, top, right, bottom = (side[None, :] for side in boxes[letters].T)
    across = np.minimum(x1, right) > np.maximum(x0, left)
    gap = np.maximum(top - y1, y0 - bottom)
    return np.asarray((across & (gap <= NEAR * body)).any(axis=1), np.bool_)


def _side_by_side(
    boxes: NDArray[np.int32], chosen: NDArray[np.int64], body: float
) -> list[NDArray[np.int64]]:
    """Gather pieces that stand side by side, close to each other."""
    mask = np.zeros((int(boxes[:, 3].max()) + 1, int(boxes[:, 2].max()) + 1), np.uint8)
    reach = max(1, round(REACH * body))
    x0, y0, x1, y1 = boxes[chosen].T
    heights = y1 - y0
    tops = y0 + np.round(heights * (1 - CORE) / 2).astype(np.int32)
    bottoms = np.maximum(tops + 1, y1 - np.round(heights * (1 - CORE) / 2).astype(np.int32))
    for left, top, right, bottom in zip(np.maximum(0, x0 - reach), tops, x1 + reach, bottoms, strict=True):
        mask[top:bottom, left:right] = 1
    _, smeared = cv2.connectedComponents(mask, connectivity=4)
    group_of = smeared[tops, (x0 + x1) // 2]
    order = np.argsort(group_of, kind="stable")
    cuts = np.flatnonzero(np.diff(group_of[order])) + 1
    return np.split(chosen[order], cuts)


def _are_alike(boxes: NDArray[np.int32]) -> bool:
    """Tell whether most pieces are as tall as each other and stand on one base line."""
    tops, bottoms = boxes[:, 1], boxes[:, 3]
    height = float(np.median(bottoms - tops))
    off = max(1.0, SAME * height)
    level = np.abs(bottoms - np.median(bottoms)) <= off
    tall = np.abs(bottoms - tops - height) <= off
    return bool((level & tall).mean() >= ALIKE)
