"""The bent sides of a photographed sheet, and the grid that lays it flat.

Paper that is not quite flat ends in curves. Each side of the straight outline is followed along the picture's edge and
described by a cubic; between the four sides the sheet is taken to bend smoothly (a Coons patch, S. A. Coons, 1967) on
top of the perspective of its corners.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from balagh.pipelines.clean.page_edge import FALL_WORTH, LEAST_RISE, whiteness

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from balagh.ingest.sheet import Image
    from balagh.pipelines.clean.page_edge import Outline

    Floats = NDArray[np.float64]

#: Longest side of the picture that sides are followed on, in pixels.
FOLLOW_SIZE = 1024

#: How far off its straight line a side is followed, in pixels of that picture: paper that bends more hides print.
FOLLOW_REACH = 26

#: Points along a side, and the cost in grey levels of moving sideways by a pixel from one to the next.
POINTS, MOVING = 72, 3.0

#: The share of a side's points that must lie on an edge before its bend is believed.
BELIEVED = 0.6

#: The sheet's own rim is left out, as a share of its size: a millimetre of shadow and desk, never print.
RIM = 0.004


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """A sheet's corners (4, 2), top left first and clockwise, and the bend of each side off its chord.

    `bends` is (4, 4): for each side (top, right, bottom, left) the cubic's coefficients, highest first, in pixels
    outwards against the share of the way from its first corner, clockwise.
    """

    corners: Floats
    bends: Floats


def follow_sides(picture: Image, outline: Outline) -> Sides:
    """Follow the sides of the outline in the full picture; one that is not seen well enough stays straight."""
    factor = max(1.0, max(picture.shape[:2]) / FOLLOW_SIZE)
    size = (round(picture.shape[1] / factor), round(picture.shape[0] / factor))
    small = np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)
    white = cv2.GaussianBlur(whiteness(small), (0, 0), 1.2).astype(np.float32)
    scale = np.array([picture.shape[1] / size[0], picture.shape[0] / size[1]])
    corners = outline.corners / scale
    curves = np.stack(
        [
            np.zeros(4) if seen is None else _follow(white, corners[k], corners[(k + 1) % 4])
            for k, seen in enumerate(outline.seen)
        ]
    )
    normals = np.stack([_normal(corners[k], corners[(k + 1) % 4]) for k in range(4)])
    moved = np.empty_like(corners)
    for k in range(4):
        # Corner k ends side k - 1 and begins side k: it moves until both curves pass through it.
        off = np.array([np.polyval(curves[k - 1], 1.0), np.polyval(curves[k], 0.0)])
        moved[k] = corners[k] + np.linalg.solve(np.stack([normals[k - 1], normals[k]]), off)
    for k in range(4):
        ends = np.polyval(curves[k], 0.0), np.polyval(curves[k], 1.0)
        curves[k, 2:] -= (ends[1] - ends[0], ends[0])
    return Sides(corners=moved * scale, bends=curves * float(scale.mean()))


def _normal(first: Floats, last: Floats) -> Floats:
    """Give the unit vector outwards of a side that runs clockwise (y is downwards)."""
    along = (last - first) / max(1e-6, float(np.linalg.norm(last - first)))
    return np.array([along[1], -along[0]])


def _follow(white: NDArray[np.float32], first: Floats, last: Floats) -> Floats:
    """Give a side's cubic: the edge traced from point to point, then smoothed."""
    share = np.linspace(0.02, 0.98, POINTS)
    normal = _normal(first, last)
    reach = np.arange(-FOLLOW_REACH - 1, FOLLOW_REACH + 2)
    spots = (first + share[:, None] * (last - first))[:, None] + reach[None, :, None] * normal
    x, y = (np.ascontiguousarray(spots[..., axis], np.float32) for axis in (0, 1))
    profile = np.asarray(
        cv2.remap(white, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.float64
    )
    rise = (profile[:, :-2] - profile[:, 2:]) / 2  # brighter towards the inside
    rise = np.asarray(cv2.blur(np.where(rise > 0, rise, -FALL_WORTH * rise), (1, 3)), np.float64)
    outside = (x < 0) | (y < 0) | (x > white.shape[1] - 1) | (y > white.shape[0] - 1)
    rise[outside[:, 1:-1]] = 0
    path = _trace(np.minimum(rise, 6 * LEAST_RISE))
    strength = rise[np.arange(POINTS), path]
    sure = strength >= LEAST_RISE
    if sure.mean() < BELIEVED:
        return np.zeros(4)
    return _smooth(share, reach[1:-1][path].astype(np.float64), np.where(sure, strength, 0.0))


def _trace(rise: Floats) -> NDArray[np.int64]:
    """Find the path down the rows that gathers the most rise for the least sideways moving."""
    rows, places = rise.shape
    moves = MOVING * np.abs(np.subtract.outer(np.arange(places), np.arange(places)))
    total = rise[0]
    came = np.zeros((rows, places), np.int64)
    for row in range(1, rows):
        reached = total[:, None] - moves
        came[row] = reached.argmax(axis=0)
        total = reached.max(axis=0) + rise[row]
    path = np.empty(rows, np.int64)
    path[-1] = int(total.argmax())
    for row in range(rows - 1, 0, -1):
        path[row - 1] = came[row, path[row]]
    return path


def _smooth(share: Floats, off: Floats, weight: Floats) -> Floats:
    """Fit a cubic, points far off it counting less from round to round."""
    weights = np.sqrt(weight)
    fitted = np.zeros(4)
    for _ in range(4):
        fitted = np.polyfit(share, off, 3, w=weights)
        miss = np.abs(off - np.polyval(fitted, share))
        weights = np.sqrt(weight) / (1.0 + np.square(miss / 2.0))
    return np.asarray(fitted, np.float64)


def flat_grid(sides: Sides, columns: int, rows: int) -> tuple[Floats, Floats]:
    """Give x and y in the picture for the middle of each of rows x columns cells of the flat sheet."""
    s = RIM + (1 - 2 * RIM) * (np.arange(columns) + 0.5) / columns
    t = RIM + (1 - 2 * RIM) * (np.arange(rows) + 0.5) / rows
    square = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32)
    lens = cv2.getPerspectiveTransform(square, sides.corners.astype(np.float32))
    across, down = np.meshgrid(s, t)
    flat = np.stack([across, down, np.ones_like(across)], axis=-1) @ np.asarray(lens, np.float64).T
    places = flat[..., :2] / flat[..., 2:]
    edges = (
        (np.stack([s, np.zeros_like(s)], 1), 1 - down, 0),
        (np.stack([np.ones_like(t), t], 1), across, 1),
        (np.stack([s, np.ones_like(s)], 1), down, 0),
        (np.stack([np.zeros_like(t), t], 1), 1 - across, 1),
    )
    for k, (unit, share, axis) in enumerate(edges):
        first, last = sides.corners[k], sides.corners[(k + 1) % 4]
        seen = np.concatenate([unit, np.ones((len(unit), 1))], axis=1) @ np.asarray(lens, np.float64).T
        spots = seen[:, :2] / seen[:, 2:]
        length = float(np.linalg.norm(last - first))
        way = ((spots - first) @ (last - first)) / max(1e-6, length**2)
        bend = np.polyval(sides.bends[k], np.clip(way, 0, 1))
        off = bend[None, :, None] if axis == 0 else bend[:, None, None]
        places = places + share[..., None] * off * _normal(first, last)
    return places[..., 0], places[..., 1]
