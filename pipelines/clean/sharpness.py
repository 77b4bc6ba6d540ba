"""How sharp print is: the width of its edges, which tells a blurred or far too small picture from one to trust."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from balagh.model import Step

if TYPE_CHECKING:
    from balagh.ingest.sheet import Image

#: Edges are measured in strips of this many rows, one in four: enough to measure by.
STRIP = 48

#: An edge is believed where grey rises by at least this much within its surroundings.
LEAST_CONTRAST = 60.0

#: Grey levels a pixel below which nothing is an edge.
LEAST_STEEPNESS = 3.0

#: An edge wider than this, in pixels at 300 dots an inch, is too blurred to trust: one character in twenty is lost in
#: spite of sharpening, and from here it gets worse fast.
BLURRED = 7.0

#: Sharpening adds so many times the difference from a copy that is softer by the edges' own width over `SOFTER`; grain
#: finer than print is smoothed away first (standard deviation in pixels at 300 dpi). Chosen on defocused photos of
#: three pages: from 20 % of the characters wrong to 2 %, on sharp ones from 1.2 % to 0.6 %.
STRENGTH, SOFTER, GRAIN = 3.5, 2.5, 1.0


def sharpen(picture: Image, width: float, dpi: float) -> Image:
    """Give the picture with steeper edges, where they are `width` pixels wide at 300 dots an inch."""
    scale = dpi / 300.0
    smooth = cv2.GaussianBlur(picture, (0, 0), max(0.3, GRAIN * scale))
    soft = cv2.GaussianBlur(smooth, (0, 0), max(0.5, width / SOFTER * scale))
    return np.asarray(cv2.addWeighted(smooth, 1.0 + STRENGTH, soft, -STRENGTH, 0.0), np.uint8)


def edge_width(gray: Image) -> float | None:
    """Give the width in pixels in which print goes from ink to paper (median over its edges); None without print."""
    starts = range(0, max(1, gray.shape[0] - STRIP), 4 * STRIP)
    strips = np.concatenate([gray[start : start + STRIP] for start in starts])
    soft = cv2.GaussianBlur(strips, (0, 0), 0.8)
    across = np.asarray(cv2.Sobel(soft, cv2.CV_32F, 1, 0), np.float32) / 8
    down = np.asarray(cv2.Sobel(soft, cv2.CV_32F, 0, 1), np.float32) / 8
    steepness = cv2.magnitude(across, down)
    reach = np.ones((15, 15), np.uint8)
    contrast = cv2.subtract(cv2.dilate(soft, reach), cv2.erode(soft, reach)).astype(np.float32)
    # The steepest points are the edges' middles.
    peak = (steepness >= cv2.dilate(steepness, np.ones((5, 5), np.uint8))) & (contrast >= LEAST_CONTRAST)
    peak &= steepness >= LEAST_STEEPNESS
    if peak.sum() < 50:
        return None
    return float(np.median(contrast[peak] / np.maximum(steepness[peak], 1e-3)))


def judge_sharpness(picture: Image, dpi: float) -> Step:
    """Judge a flat, evenly lit page; the step is applied where the page is too blurred to trust."""
    gray = picture if picture.ndim == 2 else np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8)
    width = edge_width(gray)
    at_300 = None if width is None else round(width * 300.0 / dpi, 2)
    blurred = at_300 is not None and at_300 > BLURRED
    return Step(
        name="judge_sharpness", applied=blurred, value=at_300, note="pixels at 300 dpi an edge is wide"
    )


#: Fewer dots an inch of the page than this lose Arabic dots and small print.
TOO_COARSE = 90.0


def judge_resolution(dpi: float) -> Step:
    """Judge how many pixels a photo has for an inch of the page; the step is applied where they are too few."""
    return Step(
        name="judge_resolution",
        applied=dpi < TOO_COARSE,
        value=round(dpi, 1),
        note="pixels for an inch of the page",
    )
