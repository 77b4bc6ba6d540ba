"""The bend of the lines of print: measured on the lines themselves, described by one smooth field, taken out.

Each line is cut into short stretches; the middle of the ink of each tells the line's height there. The field says how
far print stands below where a straight line would have it, as a polynomial in both directions whose part along the
lines is found by least squares, every line free to stand at its own height.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from balagh.ingest.sheet import Image

    Floats = NDArray[np.float64]

#: Lines are measured at this many dots an inch: x-heights are 7 pixels there.
BEND_DPI = 100.0

#: Print closer than this, in pixels, is one piece of line; pieces shorter than this are left out, and those thicker
#: than this many times the median (two lines touching, drawings).
JOIN, LEAST_LENGTH, MOST_THICKNESS = 13, 80, 1.7

#: A piece with a solid area of so many pixels across and down is a coloured band or a bar: the white letters in it
#: would pass for bends of it.
SOLID = (30, 3)

#: Pixels of one stretch, and the least ink in it.
STRETCH, LEAST_INK = 24, 10

#: The least lines and stretches that a bend is measured on, and those that the full field wants.
LEAST_LINES, LEAST_STRETCHES = 4, 40
FULL_LINES = 10

#: A bend below this, in pixels (root mean square), is not worth taking out; and it must be so many times what the
#: scatter of the stretches (letters with and without tails) would feign by itself. Flat scans of 30 pages show 0.05 to
#: 0.34, the Arabic ones most; lines that sag by 6 pixels in the middle of the page 0.5.
LEAST_BEND, CERTAINTY = 0.5, 2.0

#: Powers along the lines and across them that the field is made of.
ALONG, ACROSS = 4, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Bend:
    """How the lines bend.

    Attributes:
        weights: (along, across) coefficients, the powers along starting from 1.
        low, high: x and y of the print's corners; outside, the field goes on as at its rim.
        size: how far off straight lines the field moves print, root mean square, pixels at `BEND_DPI`.
        doubt: what size the scatter of the stretches would feign on a flat page.
    """

    weights: Floats
    low: tuple[float, float]
    high: tuple[float, float]
    size: float
    doubt: float

    @property
    def matters(self) -> bool:
        """Whether taking it out makes lines straighter beyond doubt."""
        return self.size >= max(LEAST_BEND, CERTAINTY * self.doubt)

    def shift(self, x: Floats, y: Floats) -> Floats:
        """Give how far below its straight line print stands at x, y; all in pixels at `BEND_DPI`."""
        u, v = self._unit(x, 0), self._unit(y, 1)
        terms = _terms(u, v, *self.weights.shape)
        return np.asarray(np.tensordot(self.weights.ravel(), terms, axes=1), np.float64)

    def _unit(self, values: Floats, axis: int) -> Floats:
        low, high = self.low[axis], self.high[axis]
        return np.clip((values - low) / max(1.0, high - low), 0, 1) * 2 - 1


def measure_bend(ink: Image) -> Bend | None:
    """Measure how the lines of a page bend; None where too few are found.

    Args:
        ink: (height, width) uint8 at `BEND_DPI`, 255 where there is ink; lines run along x.
    """
    lines, x, y = _stretches(ink)
    count = np.unique(lines).size
    if count < LEAST_LINES or lines.size < LEAST_STRETCHES:
        return None
    low, high = (float(x.min()), float(y.min())), (float(x.max()), float(y.max()))
    powers = (ALONG, ACROSS) if count >= FULL_LINES else (2, 2)
    blank = Bend(weights=np.zeros(powers), low=low, high=high, size=0.0, doubt=0.0)
    terms = _terms(blank._unit(x, 0), blank._unit(y, 1), *powers)
    own = _without_mean(terms, lines)
    height = _without_mean(y[None], lines)[0]
    weights, trust = _solve(own, height)
    # Slant alone is no bend: deskewing sees to that.
    field, slant = weights @ own, own[:1]
    bent = field - _least_squares(slant, field, trust) @ slant
    size = float(np.sqrt(np.average(np.square(bent), weights=trust)))
    scatter = float(np.sqrt(np.average(np.square(height - field), weights=trust)))
    doubt = scatter * float(np.sqrt(weights.size / max(1, lines.size - count)))
    return Bend(weights=weights.reshape(powers), low=low, high=high, size=size, doubt=doubt)


def _terms(u: Floats, v: Floats, along: int, across: int) -> Floats:
    """Give u^j v^k for j = 1 … along and k = 0 … across - 1, stacked along a new first axis."""
    return np.stack([u**j * v**k for j in range(1, along + 1) for k in range(across)])


def _stretches(ink: Image) -> tuple[NDArray[np.int64], Floats, Floats]:
    """Give the line number, x and y of the ink's middle for every stretch of every line."""
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, JOIN), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    widths, areas = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_AREA]
    thickness = areas / np.maximum(1, widths)
    chosen = (widths >= LEAST_LENGTH) & (thickness >= 3) & (np.arange(count) > 0)
    solid = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(SOLID[::-1], np.uint8))
    chosen[np.unique(labels[solid > 0])] = False
    if chosen.any():
        chosen &= thickness <= MOST_THICKNESS * np.median(thickness[chosen])
    ys, xs = np.nonzero((ink > 0) & chosen[labels])
    line = labels[ys, xs].astype(np.int64)
    windows = ink.shape[1] // STRETCH + 1
    key = line * windows + xs // STRETCH
    size = count * windows
    total = np.bincount(key, minlength=size)
    used = np.flatnonzero(total >= LEAST_INK)
    x = np.bincount(key, weights=xs, minlength=size)[used] / total[used]
    y = np.bincount(key, weights=ys, minlength=size)[used] / total[used]
    return used // windows, x, y


def _without_mean(values: Floats, lines: NDArray[np.int64]) -> Floats:
    """Take each line's own mean from the rows of `values` (n, stretches)."""
    _, group, count = np.unique(lines, return_inverse=True, return_counts=True)
    means = np.stack([np.bincount(group, weights=row) / count for row in values])
    return values - means[:, group]


def _solve(terms: Floats, height: Floats) -> tuple[Floats, Floats]:
    """Find the weights by least squares, stretches far off the field counting less from round to round."""
    trust = np.ones(height.size)
    weights = np.zeros(len(terms))
    for _ in range(6):
        weights = _least_squares(terms, height, trust)
        miss = np.abs(height - weights @ terms)
        scale = max(0.3, 1.5 * float(np.median(miss)))
        trust = 1.0 / (1.0 + np.square(miss / (2 * scale)))
    return weights, trust


#: Keeps powers that the stretches say little about near zero; a stretch counts 1.
RIDGE = 0.5


def _least_squares(terms: Floats, height: Floats, trust: Floats) -> Floats:
    weighted = terms * trust
    square = weighted @ terms.T + RIDGE * np.eye(len(terms))
    return np.asarray(np.linalg.solve(square, weighted @ height), np.float64)
