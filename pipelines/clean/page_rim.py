"""What lies on both sides of an outline: a sheet is paper all along the inside, and has no edges there."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from balagh.ingest.sheet import Image

    Floats = NDArray[np.float64]

#: How far the colours of paper in two places may lie apart (a and b of CIE Lab, 8 bits), and how dark paper in shadow
#: may be, as a share of the middle's lightness.
TINT, SHADE = 16.0, 0.3

#: Beyond a side the paper goes on where the colour is as near as this and the lightness within this share.
SAME_TINT, SAME_SHADE = 8.0, 0.88

#: The strips looked at, as shares of the way from a side to the middle: inside, and outside (negative).
INSIDE, OUTSIDE = (0.04, 0.07, 0.1), (-0.06, -0.12, -0.18)

#: The share of the inner strips that may be edges, over all and along one side: a band of colour that reaches the
#: sheet's rim, a shadow's border.
MOST_EDGES, MOST_ALONG_SIDE = 0.2, 0.4

#: Points along each strip.
POINTS = 48


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """The picture that outlines are weighed on.

    Attributes:
        met: (height, width) bool, where there is an edge once print is closed away.
        lab: (height, width, 3) float64, CIE Lab in 8 bits with thin dark print taken out.
    """

    met: NDArray[np.bool_]
    lab: Floats


def paper_colours(small: Image) -> Floats:
    """Give the small picture's colours without thin print."""
    picture = small if small.ndim == 3 else cv2.cvtColor(small, cv2.COLOR_GRAY2BGR)
    bright = cv2.dilate(picture, np.ones((5, 5), np.uint8))
    return np.asarray(cv2.cvtColor(bright, cv2.COLOR_BGR2LAB), np.float64)


def look_around(around: Surroundings, corners: Floats, framed: NDArray[np.bool_]) -> int | None:
    """Count the sides beyond which paper seems to go on; None where the inside is no paper along some side.

    Args:
        around: the picture.
        corners: (4, 2) of the outline.
        framed: which sides (from the first corner's on) are the frame's own.
    """
    middle = corners.mean(axis=0)
    core = np.median(_at(around.lab, middle + (_along(corners) - middle) * 0.5), axis=0)
    goes_on, edges = 0, []
    for side in np.flatnonzero(~framed):
        line = _along(corners[[side, (side + 1) % 4]])
        inner = np.stack([line + (middle - line) * share for share in INSIDE])
        colour = np.median(_at(around.lab, inner).reshape(-1, 3), axis=0)
        if np.hypot(*(colour[1:] - core[1:])) > TINT or colour[0] < SHADE * core[0]:
            return None
        edges.append(float(_at(around.met, inner).mean()))
        outer = np.median(_at(around.lab, np.stack([line + (middle - line) * s for s in OUTSIDE])), axis=1)
        like = np.hypot(*(outer[:, 1:] - colour[1:]).T) < SAME_TINT
        goes_on += bool((like & (outer[:, 0] > SAME_SHADE * colour[0])).any())
    if float(np.mean(edges)) > MOST_EDGES or max(edges) > MOST_ALONG_SIDE:
        return None
    return goes_on


def _along(corners: Floats) -> Floats:
    """Give `POINTS` points along each line from a corner to the next, the ends left out: (n, 2)."""
    share = np.linspace(0.04, 0.96, POINTS)[:, None]
    return np.concatenate([a + share * (b - a) for a, b in pairwise(corners)])


def _at(values: NDArray[np.generic], spots: Floats) -> Floats:
    """Give the values at the pixels nearest to `spots` (…, 2), those outside the picture at its rim."""
    columns = np.clip(np.rint(spots[..., 0]), 0, values.shape[1] - 1).astype(np.int64)
    rows = np.clip(np.rint(spots[..., 1]), 0, values.shape[0] - 1).astype(np.int64)
    return np.asarray(values[rows, columns], np.float64)
