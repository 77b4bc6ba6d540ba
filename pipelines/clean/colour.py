"""Even light and neutral paper on a colour picture: shadows and the lamp's tint divided out, channel by channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from balagh.pipelines.clean.light import PAPER_DPI

if TYPE_CHECKING:
    from balagh.ingest.sheet import Image

#: Inches of the square that closes print away, and of the larger one that closes small pictures and bands away.
PRINT_SIZE, PICTURE_SIZE = 0.4, 1.3

#: Where closing small pictures away brightens by more than this, there was one, not a shadow: shadows end softly.
PICTURE_SHARE = 0.75

#: Light this weak, as a share of the page's brightest, is not made up for: what is so dark is no paper.
LEAST_LIGHT = 0.22


def find_paper(picture: Image, dpi: float) -> Image:
    """Give the paper's own colour as a small picture of `PAPER_DPI` dots an inch, grey or BGR as the picture is."""
    factor = max(1.0, dpi / PAPER_DPI)
    size = (max(1, round(picture.shape[1] / factor)), max(1, round(picture.shape[0] / factor)))
    small = np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)
    near = cv2.medianBlur(_close(small, PRINT_SIZE), 5)
    far = cv2.medianBlur(_close(small, PICTURE_SIZE), 5)
    level = near if near.ndim == 2 else near.max(axis=2)
    whole = far if far.ndim == 2 else far.max(axis=2)
    printed = level < PICTURE_SHARE * whole
    mask = cv2.dilate(printed.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    near = np.asarray(near, np.uint8).copy()
    near[mask] = far[mask]
    floor = max(1, round(LEAST_LIGHT * float(np.percentile(level, 95))))
    return np.asarray(np.maximum(cv2.GaussianBlur(near, (0, 0), 1.0), floor), np.uint8)


def _close(small: Image, inches: float) -> Image:
    size = max(3, round(inches * PAPER_DPI) | 1)
    kernel = np.ones((size, size), np.uint8)
    return np.asarray(
        cv2.morphologyEx(small, cv2.MORPH_CLOSE, kernel, borderType=cv2.BORDER_REPLICATE), np.uint8
    )


def divide_paper(picture: Image, paper: Image) -> Image:
    """Give the picture with its paper white everywhere: each channel divided by the paper's there."""
    spread = cv2.resize(paper, (picture.shape[1], picture.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(picture, spread, scale=255.0), np.uint8)


def unevenness(paper: Image) -> tuple[float, float]:
    """Give the spread of the paper's brightness (5th to 95th percentile), and its tint, in levels of 255."""
    level = paper if paper.ndim == 2 else paper.max(axis=2)
    low, high = np.percentile(level, (5, 95))
    middle = np.atleast_1d(np.median(paper.reshape(-1, *paper.shape[2:]), axis=0))
    scale = 255.0 / max(1.0, float(high))
    return float(high - low) * scale, float(middle.max() - middle.min()) * scale
