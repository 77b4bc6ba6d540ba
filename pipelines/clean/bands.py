"""Light-on-dark bands: found as solid dark areas with light strokes in them, and turned over to dark on white."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from balagh.model import Box

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from balagh.ingest.sheet import Image

#: Bands are looked for at this many dots an inch: strokes are a pixel or two wide there, bands five and more.
BAND_DPI = 40.0

#: Darker than this share of the paper's brightness is dark.
DARK = 0.72

#: The least height and width of a band, in inches: one line of 9-point print, and a short word.
LEAST_HEIGHT, LEAST_WIDTH = 0.15, 0.5

#: A band fills at least this share of the slanted rectangle around it; drawings and photographs rarely do.
LEAST_FILL = 0.8

#: The share of a band's pixels that are light strokes: less is an empty bar, more is not a band with print in it.
LEAST_LIGHT, MOST_LIGHT = 0.01, 0.5

#: The share of light pixels along a band's own edge: heavy print underlined, which is dark as a whole, has more.
MOST_RIM_LIGHT = 0.2

#: Grey levels that the strokes stand above the band.
STROKE_CONTRAST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A band's four corners (4, 2) in pixels, the box around it, and its own grey level."""

    corners: NDArray[np.float32]
    box: Box
    level: float

    def grown(self, factor: int) -> Band:
        """Give the band on a picture `factor` times as large."""
        box = Box(*(side * factor for side in self.box))
        return Band(corners=np.asarray(self.corners * factor, np.float32), box=box, level=self.level)


def find_bands(gray: Image, dpi: float, paper: float) -> tuple[Band, ...]:
    """Find the light-on-dark bands of a page whose paper has grey level `paper`."""
    factor = max(1.0, dpi / BAND_DPI)
    size = (max(1, round(gray.shape[1] / factor)), max(1, round(gray.shape[0] / factor)))
    small = cv2.resize(gray, size, interpolation=cv2.INTER_AREA)
    dark = np.where(small < DARK * paper, 255, 0).astype(np.uint8)
    if not dark.any():
        return ()
    found: list[Band] = []
    for fill in (1, 3, 5):
        # A low band is mostly strokes and holds together only once they are filled; but filling glues dark print
        # beside a band to it. So less is tried first.
        filled = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((fill, fill), np.uint8))
        solid = cv2.morphologyEx(filled, cv2.MORPH_OPEN, np.ones((5, 5), np.uint8))
        outlines, _ = cv2.findContours(solid, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
        bands = (
            _band(gray, np.asarray(outline, np.int32), factor, dpi / factor, paper) for outline in outlines
        )
        found += [band for band in bands if band is not None]
    # Of those that overlap the largest is the whole band, the others are what was left of it.
    whole: list[Band] = []
    for band in sorted(found, key=lambda band: -band.box.width * band.box.height):
        if not _covered(band, whole):
            whole.append(band)
    return tuple(whole)


def _covered(band: Band, found: list[Band]) -> bool:
    return any(band.box.overlap_x(other.box) > 0 and band.box.overlap_y(other.box) > 0 for other in found)


def _band(gray: Image, outline: NDArray[np.int32], factor: float, dpi: float, paper: float) -> Band | None:
    middle, (side_a, side_b), angle = cv2.minAreaRect(outline)
    low, wide = sorted((side_a + 1, side_b + 1))
    if low < LEAST_HEIGHT * dpi or wide < LEAST_WIDTH * dpi:
        return None
    if cv2.contourArea(outline) < LEAST_FILL * side_a * side_b:
        return None
    corners = (cv2.boxPoints((middle, (side_a + 1, side_b + 1), angle)) + 0.5) * factor
    x0, y0 = np.floor(corners.min(axis=0)).astype(int)
    x1, y1 = np.ceil(corners.max(axis=0)).astype(int)
    box = Box(int(x0), int(y0), int(x1), int(y1)).clip(gray.shape[1], gray.shape[0])
    window = gray[box.y0 : box.y1, box.x0 : box.x1]
    whole, core = _mask(corners, box, -factor) > 0, _mask(corners, box, -2.2 * factor) > 0
    if not core.any():
        return None
    level = float(np.median(window[whole]))
    if level > DARK * paper:
        return None
    light = window > level + STROKE_CONTRAST
    rim = light[whole & ~core]
    if not LEAST_LIGHT < float(light[whole].mean()) < MOST_LIGHT or float(rim.mean()) > MOST_RIM_LIGHT:
        return None
    return Band(corners=corners, box=box, level=level)


def _mask(corners: NDArray[np.float32], box: Box, grow: float) -> Image:
    """Fill the slanted rectangle, grown by `grow` pixels, in a picture of the box's size."""
    middle = corners.mean(axis=0)
    away = corners - middle
    grown = middle + away + np.sign(away) * grow - np.array([box.x0, box.y0])
    mask = np.zeros((box.height, box.width), np.uint8)
    cv2.fillConvexPoly(mask, np.round(grown).astype(np.int32), (255,))
    return np.asarray(mask, np.uint8)


def invert_bands(gray: Image, bands: tuple[Band, ...], dpi: float) -> Image:
    """Give a copy of the page with each band dark on white, its rim painted white."""
    turned = gray.copy()
    rim = max(2.0, dpi / 75)
    for band in bands:
        box = band.box.grow(round(rim), round(rim)).clip(gray.shape[1], gray.shape[0])
        window = turned[box.y0 : box.y1, box.x0 : box.x1]
        gain = 255.0 / max(40.0, 255.0 - band.level)
        light = np.clip(255.0 - (window.astype(np.float32) - band.level) * gain, 0, 255).astype(np.uint8)
        outer, inner = _mask(band.corners, box, rim), _mask(band.corners, box, -rim)
        window[outer > 0] = 255
        window[inner > 0] = light[inner > 0]
    return turned
