"""Uneven light: find the paper's own brightness and divide it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from balagh.ingest.sheet import Image

#: The paper is looked at in this many dots an inch: letters melt away, shadows stay.
PAPER_DPI = 20.0

#: Grey levels between the brightest and the darkest paper (5th to 95th percentile) above which light is uneven.
#: A flatbed scan of white paper shows 2 to 6; a page under a lamp 30 and more.
UNEVEN_LIGHT = 10.0

#: Paper darker than this is grey or coloured stock, or a dim scan, and is brought up to white.
WHITE_PAPER = 235.0


def paper_levels(gray: Image, dpi: float) -> Image:
    """Give the paper's brightness as a small uint8 picture, about `PAPER_DPI` dots an inch.

    Each point is the brightest grey of its surroundings (0.4 inch) smoothed by a median, so print does not count.
    """
    factor = max(1.0, dpi / PAPER_DPI)
    size = (max(1, round(gray.shape[1] / factor)), max(1, round(gray.shape[0] / factor)))
    small = cv2.resize(gray, size, interpolation=cv2.INTER_AREA)
    closed = cv2.morphologyEx(
        small, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8), borderType=cv2.BORDER_REPLICATE
    )
    return np.asarray(cv2.medianBlur(closed, 5), np.uint8)


def unevenness(paper: Image) -> float:
    """Give the spread of the paper's brightness in grey levels, dark pictures left out."""
    bright = paper[paper > 0.6 * float(np.percentile(paper, 90))]
    low, high = np.percentile(bright, (5, 95)) if bright.size else (0.0, 0.0)
    return float(high - low)


def flatten_light(gray: Image, paper: Image) -> Image:
    """Give the page with its paper at 255 everywhere: each grey divided by the paper's there."""
    # A point far darker than the page's paper is a picture or a band, not a shadow: do not blow it up to white.
    floor = 0.55 * float(np.percentile(paper, 90))
    safe = np.maximum(paper, floor)
    level = np.round(safe).clip(1, 255).astype(np.uint8)
    spread = cv2.resize(level, (gray.shape[1], gray.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(gray, spread, scale=255.0), np.uint8)
