"""Ruled lines that fell to pieces on their way: the frames and rows of tables drawn whole again.

A hairline on a page fed a little askew arrives as dashes and dots, which pass for print. Where free straight dashes
follow each other in one line, what is missing between them is drawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from balagh.ingest.sheet import Image

#: The least length of a dash that is looked at, and the widest gap that is closed (inches).
LEAST_DASH, MOST_GAP = 0.04, 0.45

#: The least length of a rule (inches), and the share of it that must be there.
LEAST_RULE, LEAST_COVER = 0.7, 0.45

#: A rule's thickness is at most this (inches).
MOST_THICK = 0.02

#: Within this many inches above and below a dash there is ink along at most this share of it: the level strokes of
#: letters have more of their letter there.
NEARBY, MOST_TOUCHED = 0.04, 0.25


def mend_rules(ink: Image, dpi: float) -> tuple[Image, int]:
    """Draw the gaps of broken rules, across the page and down it; say how many rules were mended.

    Args:
        ink: (height, width) uint8, 1 = ink; left unchanged.
        dpi: its dots an inch.
    """
    across = _gaps(ink, dpi)
    down = [piece[:, ::-1] for piece in _gaps(np.ascontiguousarray(ink.T), dpi)]
    if not across and not down:
        return ink, 0
    mended = ink.copy()
    for piece in (*across, *down):
        mended[piece[:, 0], piece[:, 1]] = 1
    return mended, len(across) + len(down)


def _gaps(ink: Image, dpi: float) -> list[NDArray[np.int64]]:
    """Give the dots (row, column) that are missing in each broken rule across the page."""
    dashes = _free_dashes(ink, dpi)
    # A dash may stand a dot above or below the next: the page lay askew.
    joined = cv2.dilate(dashes, np.ones((3, 1), np.uint8))
    joined = cv2.morphologyEx(joined, cv2.MORPH_CLOSE, np.ones((1, round(MOST_GAP * dpi) | 1), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found = []
    for number in range(1, count):
        x, y, width, height, _ = stats[number].tolist()
        if width < LEAST_RULE * dpi:
            continue
        own = (labels[y : y + height, x : x + width] == number) & (dashes[y : y + height, x : x + width] > 0)
        there = own.any(axis=0)
        if LEAST_COVER <= float(there.mean()) < 1.0:
            found.append(_missing(own, there) + np.array([y, x]))
    return found


def _missing(own: NDArray[np.bool_], there: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Give the dots (row, column) that carry a rule over its gaps, as thick as the rest of it."""
    columns = np.flatnonzero(there)
    rows = np.arange(own.shape[0])[:, None]
    middles = (rows * own).sum(axis=0)[columns] / own.sum(axis=0)[columns]
    thick = max(1, round(float(np.median(own.sum(axis=0)[columns]))))
    gaps = np.flatnonzero(~there)
    tops = np.round(np.interp(gaps, columns, middles) - (thick - 1) / 2).astype(np.int64)
    dots = [np.stack([np.clip(tops + step, 0, own.shape[0] - 1), gaps], axis=1) for step in range(thick)]
    return np.concatenate(dots)


def _free_dashes(ink: Image, dpi: float) -> Image:
    """Keep the thin level dashes that nothing touches from above or below."""
    # Openings of even size would move what they keep by a dot.
    length, thick = max(5, round(LEAST_DASH * dpi)) | 1, max(3, round(MOST_THICK * dpi) + 1) | 1
    near = round(NEARBY * dpi)
    runs = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    solid = cv2.morphologyEx(runs, cv2.MORPH_OPEN, np.ones((thick, 1), np.uint8))
    runs = np.where(solid > 0, 0, runs).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(runs, connectivity=8)
    kept = np.zeros(count, np.uint8)
    for number in range(1, count):
        x, y, width, height, _ = stats[number].tolist()
        above = ink[max(0, y - 1 - near) : max(0, y - 1), x : x + width]
        below = ink[y + height + 1 : y + height + 1 + near, x : x + width]
        touched = max((float(band.any(axis=0).mean()) for band in (above, below) if band.size), default=0.0)
        kept[number] = touched <= MOST_TOUCHED and width >= 2 * height
    return np.asarray(kept[labels], np.uint8)
