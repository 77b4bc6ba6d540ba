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

#: On grainy paper ink must stand this many standard deviations of the grain (on the small picture) below the paper.
GRAIN_MARGIN = 7.0


def find_ink(gray: Image, shrink: int, noise: float) -> Image:
    """Give (height // shrink, width // shrink) uint8, 255 where the flattened page has ink.

    `noise` is the grain's standard deviation in grey levels on the full picture.
    """
    small = shrink_picture(gray, shrink)
    level = max(110.0, min(INK_LEVEL, 255.0 - GRAIN_MARGIN * noise / shrink))
    # "Darker than" for whole numbers: up to the next lower one.
    _, ink = cv2.threshold(small, int(np.ceil(level)) - 1, 255, cv2.THRESH_BINARY_INV)
    return np.asarray(ink, np.uint8)
