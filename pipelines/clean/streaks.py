"""Streaks down a page: what dirt on a sheet-fed scanner's glass draws, straight through the print."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from balagh.ingest.sheet import Image

#: A streak's unbroken stretches are at least this long (inches): longer than any stem of running print.
LEAST_RUN = 0.3

#: Where a streak is known to be, its shorter stretches go too, down to this length (inches): the height of capitals of
#: 14-point print.
SHORT_RUN = 0.14

#: A streak is at most this thick (inches): dirt that is thicker is seen and wiped away.
MOST_THICK = 0.03

#: First to last stretch of a streak, as a share of the page's height; rules of tables and frames are mostly shorter.
LEAST_EXTENT = 0.45

#: The share of that extent that a streak covers: stems that stand above each other by chance cover less.
LEAST_COVER = 0.12


def lift_streaks(ink: Image, dpi: float) -> tuple[Image, int]:
    """Take the streaks out of a page, leaving the strokes that they cross whole.

    Args:
        ink: (height, width) uint8, 1 = ink; left unchanged.
        dpi: its dots an inch.

    Returns:
        The page without streaks, and how many there were.
    """
    columns = _streak_columns(_thin_runs(ink, LEAST_RUN, dpi))
    if not columns:
        return ink, 0
    lifted, runs = ink.copy(), _thin_runs(ink, SHORT_RUN, dpi)
    for first, last in columns:
        _lift(lifted, ink, runs, first, last)
    return lifted, len(columns)


def _thin_runs(ink: Image, inches: float, dpi: float) -> Image:
    """Keep the upright runs of at least that length that are thin."""
    # Openings of even size would move what they keep by a dot.
    length, thick = max(8, round(inches * dpi)) | 1, max(3, round(MOST_THICK * dpi) + 1) | 1
    runs = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((length, 1), np.uint8))
    solid = cv2.morphologyEx(runs, cv2.MORPH_OPEN, np.ones((1, thick), np.uint8))
    return np.where(solid > 0, 0, runs).astype(np.uint8)


def _streak_columns(runs: Image) -> list[tuple[int, int]]:
    """Give the columns (first, last + 1) of each streak: long thin runs one above the other."""
    filled = runs.any(axis=0)
    edges = np.flatnonzero(np.diff(np.pad(filled.astype(np.int8), 1)))
    found = []
    for first, last in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        rows = np.flatnonzero(runs[:, first:last].any(axis=1))
        extent = int(rows[-1] - rows[0] + 1)
        if extent >= LEAST_EXTENT * runs.shape[0] and rows.size >= LEAST_COVER * extent:
            found.append((first, last))
    return found


def _lift(lifted: Image, ink: Image, runs: Image, first: int, last: int) -> None:
    """Clear one streak in place; a stroke that has ink at both of its sides crosses it and stays."""
    height, width = ink.shape
    left = _near(ink[:, max(0, first - 1)]) if first else np.zeros(height, bool)
    right = _near(ink[:, min(width - 1, last)]) if last < width else np.zeros(height, bool)
    marked = runs[:, first:last] > 0
    # The ragged rim of a streak, one dot either way along it, goes with it.
    present = _near(np.asarray(marked.any(axis=1), np.uint8))
    crossing = (left & right)[:, None]
    window = lifted[:, first:last]
    window[present[:, None] & ~crossing & np.ones_like(marked)] = 0


def _near(column: Image) -> NDArray[np.bool_]:
    """Mark the rows where a column has ink, and their neighbours."""
    inked = column > 0
    grown = inked.copy()
    grown[1:] |= inked[:-1]
    grown[:-1] |= inked[1:]
    return np.asarray(grown, np.bool_)
