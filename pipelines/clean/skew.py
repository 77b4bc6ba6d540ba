"""Which way the lines run: quarter turns and the small slant of a page laid crooked on the glass.

The slant is the one that makes the profile of ink along the lines sharpest (W. Postl, 1986, US patent 4723297: the
sum of squared differences of neighbouring profile rows), searched coarse to fine on a sample of ink pixels.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from balagh.ingest.sheet import Image

#: Degrees searched each way; a page fed more crookedly than this is rare and its scan is usually repeated.
MAX_SKEW = 8.0

#: Steps of the search in degrees, each around the best angle of the one before.
COARSE, MIDDLE, FINE = 0.5, 0.1, 0.02

#: Below this slant, in degrees, turning the page would blur more than it straightens (1 pixel in 1,100).
LEAST_SKEW = 0.05

#: Ink pixels looked at; more do not change the angle's second digit.
SAMPLE = 60_000

#: How much sharper the profile across the page must be than along it before the page is turned by a quarter.
TURN_MARGIN = 1.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Slant:
    """An angle in degrees (clockwise positive) and how sharp the line profile is there."""

    angle: float
    sharpness: float


def ink_points(ink: Image) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Give x and y of a fixed sample of the ink pixels, as float32 vectors."""
    ys, xs = np.nonzero(ink)
    if xs.size > SAMPLE:
        keep = np.linspace(0, xs.size - 1, SAMPLE).astype(np.int64)
        ys, xs = ys[keep], xs[keep]
    return xs.astype(np.float32), ys.astype(np.float32)


def measure_slant(xs: NDArray[np.float32], ys: NDArray[np.float32], limit: float = MAX_SKEW) -> Slant:
    """Find the slant of lines that run along x, from -limit to +limit degrees."""
    best = _best(xs, ys, np.arange(-limit, limit + COARSE / 2, COARSE))
    best = _best(xs, ys, best.angle + np.arange(-COARSE, COARSE + MIDDLE / 2, MIDDLE))
    return _best(xs, ys, best.angle + np.arange(-MIDDLE, MIDDLE + FINE / 2, FINE))


def _best(xs: NDArray[np.float32], ys: NDArray[np.float32], angles: NDArray[np.float64]) -> Slant:
    slants = (Slant(angle=float(a), sharpness=_sharpness(xs, ys, float(a))) for a in angles)
    return max(slants, key=lambda s: s.sharpness)


def _sharpness(xs: NDArray[np.float32], ys: NDArray[np.float32], angle: float) -> float:
    rows = ys - xs * np.float32(np.tan(np.radians(angle)))
    rows -= rows.min()
    profile = np.bincount(rows.astype(np.int32)).astype(np.float64)
    return float(np.square(np.diff(profile)).sum())


def find_slant(ink: Image) -> tuple[bool, Slant]:
    """Tell whether the lines run up the page (True: it wants a quarter turn), and their slant either way."""
    xs, ys = ink_points(ink)
    if xs.size < 100:
        return False, Slant(angle=0.0, sharpness=0.0)
    along, across = measure_slant(xs, ys), measure_slant(ys, xs)
    if across.sharpness > TURN_MARGIN * along.sharpness:
        # Mirrored axes turn the angle's sign.
        return True, Slant(angle=-across.angle, sharpness=across.sharpness)
    return False, along


def turn_quarters(image: Image, degrees: int) -> Image:
    """Give the picture turned clockwise by 0, 90, 180 or 270 degrees."""
    turned = np.rot90(image, k=-(degrees // 90) % 4)
    return np.ascontiguousarray(turned)


def deskew_page(image: Image, angle: float, paper: int) -> Image:
    """Give the picture turned back by `angle` degrees about its middle; new corners get the grey `paper`."""
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    border = (paper,) * 3
    turned = cv2.warpAffine(image, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=border)
    return np.asarray(turned, np.uint8)
