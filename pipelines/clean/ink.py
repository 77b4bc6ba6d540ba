"""Which pixels are ink, on the small picture that lines are found on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from balagh.pipelines.clean.resolution import shrink_picture

if TYPE_CHECKING:
    from balagh.ingest.sheet import Image

#: Darker than this is ink on a page with its paper at 255: pale grey and coloured print is darker, blur's halo is not.
INK_LEVEL = 185.0

#: Pale thin strokes are ink up to halfway from their darkest pixel nearby (this many pixels off at most) to the paper,
#: but no lighter than this: small coloured type, one pixel thick at 150 to 200 dots an inch, is 170 to 205. Beside
#: black print the level stays what it is, so its letters grow no fatter.
PALE_REACH, PALE_LEVEL = 3, 212.0

#: Pieces smaller than this, in pixels, get no pale ink: dust on the glass, its soft rim, and shadows of the fibre.
LEAST_PALE = 6

#: On grainy paper ink must stand this many standard deviations of the grain (on the small picture) below the paper.
GRAIN_MARGIN = 7.0


def find_ink(gray: Image, shrink: int, noise: float) -> Image:
    """Give (height // shrink, width // shrink) uint8, 255 where the flattened page has ink.

    `noise` is the grain's standard deviation in grey levels on the full picture.
    """
    small = shrink_picture(gray, shrink)
    most = 255.0 - GRAIN_MARGIN * noise / shrink
    level = max(110.0, min(INK_LEVEL, most))
    # "Darker than" for whole numbers: up to the next lower one.
    _, ink = cv2.threshold(small, int(np.ceil(level)) - 1, 255, cv2.THRESH_BINARY_INV)
    if min(PALE_LEVEL, most) <= level:
        return np.asarray(ink, np.uint8)
    size = 2 * PALE_REACH + 1
    darkest = cv2.erode(small, np.ones((size, size), np.uint8))
    # Halfway to the paper's 255, within the limit; whole numbers, as the picture's.
    halfway = np.minimum(darkest // 2 + np.uint8(128), np.uint8(min(PALE_LEVEL, most)))
    either = np.where((ink > 0) | (small < halfway), 255, 0).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(either, connectivity=8)
    kept = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(axis=1) >= LEAST_PALE
    kept[0] = False
    return np.where((ink > 0) | kept[labels], 255, 0).astype(np.uint8)
