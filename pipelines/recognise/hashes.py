"""Rows of number signs, the end mark of many press releases (``###``), told by shape.

The French model reads them as ``HHH``. A number sign looks the same turned by half, and has one small hole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from balagh.pipelines.recognise.sight import Sight

#: How many signs make a row.
FEWEST, MOST = 2, 7

#: Signs of one row differ in width and height by at most this share.
LIKENESS = 0.15

#: The share of a sign's pixels that must be the same after half a turn.
SYMMETRY = 0.74

#: The hole's share of the sign's box: a zero's or an O's is larger.
LEAST_HOLE, MOST_HOLE = 0.01, 0.22


def count_hashes(sight: Sight, index: int) -> int:
    """Give the number of number signs that line `index` consists of; 0 if it is anything else."""
    parts = sight.parts
    pieces = np.array(sight.lines.lines[index].pieces, np.int64)
    if not FEWEST <= pieces.size <= MOST:
        return 0
    widths, heights = parts.widths[pieces], parts.heights[pieces]
    alike = all(np.ptp(sizes) <= max(2.0, LIKENESS * sizes.max()) for sizes in (widths, heights))
    return int(pieces.size) if alike and all(_is_hash(_ink_of(sight, int(p))) for p in pieces) else 0


def _ink_of(sight: Sight, piece: int) -> NDArray[np.uint8]:
    """Cut a piece out of the full page as ink (1) and paper (0)."""
    parts, page = sight.parts, sight.page
    labels = parts.labels[parts.y0[piece] : parts.y1[piece], parts.x0[piece] : parts.x1[piece]]
    step = page.shrink
    gray = page.gray[
        parts.y0[piece] * step : parts.y1[piece] * step, parts.x0[piece] * step : parts.x1[piece] * step
    ]
    own = cv2.resize((labels == piece).astype(np.uint8), gray.shape[::-1], interpolation=cv2.INTER_NEAREST)
    return np.asarray((gray < 140) & (own > 0), np.uint8)


def _is_hash(ink: NDArray[np.uint8]) -> bool:
    """Tell whether a piece is a number sign by its one hole and its symmetry."""
    if min(ink.shape) < 8:
        return False
    ys, xs = np.nonzero(ink)
    ink = ink[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1] if ys.size else ink
    framed = cv2.copyMakeBorder(1 - ink, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=(1,))
    count, _, stats, _ = cv2.connectedComponentsWithStats(framed, connectivity=4)
    # Pieces of paper: the first is the outside, one more is a hole.
    holes = [int(area) for area in stats[2:, cv2.CC_STAT_AREA] if area > 3] if count > 2 else []
    hole = max(holes, default=0) / ink.size
    same = float((ink == ink[::-1, ::-1]).mean())
    return len(holes) == 1 and LEAST_HOLE <= hole <= MOST_HOLE and same >= SYMMETRY
