"""Coloured stamps: found by their ring or frame, and lifted out so that the black print under them stays.

Ink of one colour leaves at least one of the three colour channels bright, black ink leaves none: within a stamp the
brightest channel shows the print without the stamp.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from balagh.model import Box

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from balagh.ingest.sheet import Image

#: Stamps are looked for at this many dots an inch.
STAMP_DPI = 75.0

#: Difference of the brightest and the darkest channel (of 255) above which a pixel is coloured.
COLOURED = 45

#: Least and greatest size of a stamp in inches.
LEAST_SIZE, MOST_SIZE = 0.6, 3.2

#: Stamps are round, oval or box-shaped, not long: longer side over shorter.
MOST_ASPECT = 2.4

#: Of 48 directions from the middle, the share in which ink must lie on one ring or frame.
LEAST_RING = 0.72

#: How far a ring's ink may lie from it, as a share of the radius.
RING_WIDTH = 0.12


def find_stamps(colour: Image, dpi: float) -> tuple[Box, ...]:
    """Find coloured stamps on a BGR page; boxes in its pixels. A coloured logo without a ring is not one."""
    factor = max(1.0, dpi / STAMP_DPI)
    size = (max(1, round(colour.shape[1] / factor)), max(1, round(colour.shape[0] / factor)))
    small = cv2.resize(colour, size, interpolation=cv2.INTER_AREA)
    chroma = (small.max(axis=2).astype(np.int16) - small.min(axis=2)).astype(np.int16)
    ink = np.where(chroma > COLOURED, 255, 0).astype(np.uint8)
    if not ink.any():
        return ()
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (9, 9)))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found = []
    for number in range(1, count):
        x, y, width, height, _area = (int(v) for v in stats[number])
        if _stamp_sized(width, height, dpi / factor):
            own = (labels[y : y + height, x : x + width] == number) & (ink[y : y + height, x : x + width] > 0)
            if max(_ring_share(own, square=False), _ring_share(own, square=True)) >= LEAST_RING:
                # One pixel more all round: the ring's blurred rim lies outside the small picture's box.
                box = Box(x, y, x + width, y + height).grow(1, 1)
                found.append(Box(*(round(v * factor) for v in box)).clip(colour.shape[1], colour.shape[0]))
    return tuple(found)


def _stamp_sized(width: int, height: int, dpi: float) -> bool:
    low, high = min(width, height), max(width, height)
    return LEAST_SIZE * dpi <= low and high <= MOST_SIZE * dpi and high <= MOST_ASPECT * low


def _ring_share(ink: NDArray[np.bool_], *, square: bool) -> float:
    """Give the share of directions from the middle in which the outermost ink lies on the ellipse or frame."""
    height, width = ink.shape
    ys, xs = np.nonzero(ink)
    u, v = (xs - (width - 1) / 2) / (width / 2), (ys - (height - 1) / 2) / (height / 2)
    radius = np.maximum(np.abs(u), np.abs(v)) if square else np.hypot(u, v)
    sector = ((np.arctan2(v, u) + np.pi) / (2 * np.pi) * 48).astype(int).clip(0, 47)
    outermost = np.zeros(48)
    np.maximum.at(outermost, sector, radius)
    return float((np.abs(outermost - 1.0) < RING_WIDTH).mean())


def lift_stamps(colour: Image, gray: Image, stamps: tuple[Box, ...]) -> Image:
    """Give a copy of the grey page in which each stamp's own ink is gone: there the brightest channel counts."""
    lifted = gray.copy()
    for box in stamps:
        brightest = colour[box.y0 : box.y1, box.x0 : box.x1].max(axis=2)
        paper = max(1.0, float(np.percentile(brightest, 80)))
        # What the stamp leaves in its bright channel (a tenth or two of the light) goes white; print stays dark.
        scaled = brightest.astype(np.float32) * (255.0 / paper)
        lifted[box.y0 : box.y1, box.x0 : box.x1] = np.clip((scaled - 40.0) * (255.0 / 150.0), 0, 255).astype(
            np.uint8
        )
    return lifted
