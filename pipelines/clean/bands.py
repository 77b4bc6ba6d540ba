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

#: Holes in a band up to this many inches across are letters.
MOST_HOLE = 0.7

#: A band fills at least this share of the slanted rectangle around it; drawings and photographs rarely do.
LEAST_FILL = 0.8

#: The share of a band's pixels that are light strokes: less is an empty bar, more is not a band with print in it.
LEAST_LIGHT, MOST_LIGHT = 0.006, 0.5

#: The share of light pixels along a band's own edge: heavy print underlined, which is dark as a whole, has more.
MOST_RIM_LIGHT = 0.2

#: Grey levels that the strokes stand above the band.
STROKE_CONTRAST = 50

#: Paper between two bands: rows (or columns) of which this share is light, over at least so many inches. Lines of
#: print in a band have a third to a half of such pixels; a lower gap is a rule's, which the line finder takes out.
GAP_LIGHT, LEAST_GAP = 0.85, 0.035

#: Bands are two when they share more than this part of the smaller one: what is found at `BAND_DPI` is a pixel off.
SHARED = 0.1

#: A band's own edge lies within this many pixels at `BAND_DPI` of the rectangle found there.
EDGE_REACH = 1.5


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
        closed = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((fill, fill), np.uint8))
        filled = _without_holes(np.asarray(closed, np.uint8))
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


def _without_holes(dark: Image) -> Image:
    """Give a mask at `BAND_DPI` with holes of a letter's size filled: what print leaves of a band breaks up."""
    outlines, tree = cv2.findContours(dark, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    filled = dark.copy()
    for number, outline in enumerate(outlines):
        inner = tree[0, number, 3] >= 0
        if inner and max(cv2.boundingRect(outline)[2:]) <= MOST_HOLE * BAND_DPI:
            cv2.drawContours(filled, outlines, number, (255,), cv2.FILLED)
    return np.asarray(filled, np.uint8)


def _covered(band: Band, found: list[Band]) -> bool:
    """Tell whether a band lies on one of those found; boxes do not tell, as those of slanted bands overlap."""
    for other in found:
        if band.box.overlap_x(other.box) > 0 and band.box.overlap_y(other.box) > 0:
            shared, _ = cv2.intersectConvexConvex(band.corners, other.corners)
            if shared > SHARED * min(cv2.contourArea(band.corners), cv2.contourArea(other.corners)):
                return True
    return False


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
    if _is_parted(gray, corners, level, factor * dpi):
        return None
    return Band(corners=corners, box=box, level=level)


def _is_parted(gray: Image, corners: NDArray[np.float32], level: float, dpi: float) -> bool:
    """Tell whether a stripe of paper runs through a rectangle from end to end: it is two bands, not one."""
    width, height = (max(1, round(float(np.linalg.norm(corners[k] - corners[k + 1])))) for k in (0, 1))
    frame = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    way = cv2.getPerspectiveTransform(corners.astype(np.float32), frame)
    patch = cv2.warpPerspective(gray, way, (width, height), borderMode=cv2.BORDER_REPLICATE)
    light = patch > level + STROKE_CONTRAST
    least = max(2, round(LEAST_GAP * dpi))
    for axis in (0, 1):
        inner = (light.mean(axis=axis) > GAP_LIGHT)[least:-least]
        if inner.size >= least and np.convolve(inner, np.ones(least), "valid").max() >= least:
            return True
    return False


def _mask(corners: NDArray[np.float32], box: Box, grow: float) -> Image:
    """Fill the slanted rectangle, grown by `grow` pixels, in a picture of the box's size."""
    middle = corners.mean(axis=0)
    away = corners - middle
    grown = middle + away + np.sign(away) * grow - np.array([box.x0, box.y0])
    mask = np.zeros((box.height, box.width), np.uint8)
    cv2.fillConvexPoly(mask, np.round(grown).astype(np.int32), (255,))
    return np.asarray(mask, np.uint8)


def invert_bands(gray: Image, bands: tuple[Band, ...], dpi: float, paper: float = 255.0) -> Image:
    """Give a copy of the page, whose paper has grey level `paper`, with each band dark on white, its rim white."""
    turned = gray.copy()
    rim = max(2, round(dpi / 75))
    reach = round(EDGE_REACH * max(1.0, dpi / BAND_DPI))
    for band in bands:
        box = band.box.grow(reach + rim, reach + rim).clip(gray.shape[1], gray.shape[0])
        window = turned[box.y0 : box.y1, box.x0 : box.x1]
        gain = 255.0 / max(40.0, 255.0 - band.level)
        light = np.clip(255.0 - (window.astype(np.float32) - band.level) * gain, 0, 255).astype(np.uint8)
        shape = _shape(gray[box.y0 : box.y1, box.x0 : box.x1], band, box, (band.level + paper) / 2, reach)
        kernel = np.ones((2 * rim + 1, 2 * rim + 1), np.uint8)
        inner = cv2.erode(shape, kernel, borderType=cv2.BORDER_REPLICATE)
        window[cv2.dilate(shape, kernel) > 0] = 255
        window[inner > 0] = light[inner > 0]
    return turned


def _shape(window: Image, band: Band, box: Box, middle: float, reach: int) -> Image:
    """Give where a band really is, 255 there: the dark area that its rectangle covers, out to `reach` pixels beyond.

    Print in it is filled; a rectangle found on a small picture is some pixels off, above all at the band's ends.
    """
    within = _mask(band.corners, box, reach)
    dark = np.where((window < middle) & (within > 0), 255, 0).astype(np.uint8)
    outlines, _ = cv2.findContours(dark, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    shape = _mask(band.corners, box, -reach)
    for outline in outlines:
        # Letters of the lines above and below are no part of it.
        touched = np.zeros_like(shape)
        cv2.drawContours(touched, [outline], -1, (255,), cv2.FILLED)
        if (touched & shape).any():
            shape |= touched
    return np.asarray(shape, np.uint8)
