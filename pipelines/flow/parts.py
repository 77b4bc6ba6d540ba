"""A logo's parts: an emblem or an acronym beside several lines of print is parted from them before lines are found.

Line finding smears letters sideways; what is as high as two lines and stands close beside them would join them.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import cv2
import numpy as np

from balagh.model import Box

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from balagh.ingest.sheet import Image

#: Darker than this grey level is ink.
INK = 160

#: The least empty space between two parts, as a share of the lower part's height.
GUTTER = 0.04

#: An emblem or a letter of an acronym is at least as high as this share of its own part and of the lines beside it.
TALL, REACH = 0.7, 0.5

#: No letter of several lines is higher than this share of them.
LOW = 0.6

#: A row of ink this much lower than the highest of its part is dots or an underline, not a line of print.
LOWEST_ROW = 0.4


def find_parts(gray: Image) -> tuple[Box, ...]:
    """Give the boxes of the parts to read one by one, from the top and from the left; the whole ink where it is one."""
    ink = gray < INK
    whole = _tight(ink, Box(0, 0, gray.shape[1], gray.shape[0]))
    return () if whole is None else tuple(_parted(ink, whole))


def _parted(ink: NDArray[np.bool_], box: Box) -> list[Box]:
    halves = _beside(ink, box) or _stacked(ink, box)
    return [box] if halves is None else [part for half in halves for part in _parted(ink, half)]


def _beside(ink: NDArray[np.bool_], box: Box) -> tuple[Box, Box] | None:
    """Part at a gutter that has one piece on one side and lines on the other."""
    for start, end in _gaps(np.any(ink[box.y0 : box.y1, box.x0 : box.x1], axis=0)):
        left = _tight(ink, Box(box.x0, box.y0, box.x0 + start, box.y1))
        right = _tight(ink, Box(box.x0 + end, box.y0, box.x1, box.y1))
        if left is None or right is None or end - start < GUTTER * min(left.height, right.height):
            continue
        if _is_beside(ink, left, right) or _is_beside(ink, right, left):
            return left, right
    return None


def _stacked(ink: NDArray[np.bool_], box: Box) -> tuple[Box, Box] | None:
    """Part at a gap between rows if above or below it something stands beside lines."""
    for start, end in _gaps(np.any(ink[box.y0 : box.y1, box.x0 : box.x1], axis=1)):
        upper = _tight(ink, Box(box.x0, box.y0, box.x1, box.y0 + start))
        lower = _tight(ink, Box(box.x0, box.y0 + end, box.x1, box.y1))
        if upper is not None and lower is not None and (_beside(ink, upper) or _beside(ink, lower)):
            return upper, lower
    return None


def _is_beside(ink: NDArray[np.bool_], piece: Box, lines: Box) -> bool:
    """Say whether `piece` is an emblem or an acronym as high as the lines beside it."""
    tallest = _tallest(ink, piece)
    return (
        tallest >= TALL * piece.height
        and piece.overlap_y(lines) >= REACH * lines.height
        and _tallest(ink, lines) <= LOW * lines.height
        and _rows(ink, lines) > 1
    )


def _tallest(ink: NDArray[np.bool_], box: Box) -> int:
    """Give the height of the highest connected piece of ink in a box."""
    window = ink[box.y0 : box.y1, box.x0 : box.x1].astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(window)
    return int(stats[1:, cv2.CC_STAT_HEIGHT].max(initial=0))


def _rows(ink: NDArray[np.bool_], box: Box) -> int:
    """Count the rows of print in a box."""
    filled = np.any(ink[box.y0 : box.y1, box.x0 : box.x1], axis=1)
    edges = [0, *(edge for gap in _gaps(filled) for edge in gap), box.height]
    heights = [end - start for start, end in zip(edges[::2], edges[1::2], strict=True)]
    return sum(height >= LOWEST_ROW * max(heights) for height in heights)


def _gaps(filled: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Give the stretches without ink between the first and the last ink."""
    places = np.flatnonzero(filled)
    return [(int(a) + 1, int(b)) for a, b in pairwise(places) if b - a > 1]


def _tight(ink: NDArray[np.bool_], box: Box) -> Box | None:
    window = ink[box.y0 : box.y1, box.x0 : box.x1]
    rows, columns = np.flatnonzero(window.any(axis=1)), np.flatnonzero(window.any(axis=0))
    if not rows.size:
        return None
    return Box(
        box.x0 + int(columns[0]),
        box.y0 + int(rows[0]),
        box.x0 + int(columns[-1]) + 1,
        box.y0 + int(rows[-1]) + 1,
    )
