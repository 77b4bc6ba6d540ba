"""A line of print as a row of windows, each described by its shapes, for telling scripts apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from balagh.pipelines.recognise.shapes import CELL, DIRECTIONS, cell_histograms, normalised

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from balagh.ingest.sheet import Image

#: A line is brought to this height in pixels.
LINE_HEIGHT = 32

#: Cells across a window: 64 pixels, about two letters and a half.
WINDOW_CELLS = 16

#: Cells from one window's start to the next.
STEP = 2

#: Numbers that describe a window.
WINDOW_FEATURES = (LINE_HEIGHT // CELL) * WINDOW_CELLS * DIRECTIONS


def line_windows(gray: Image) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Describe a line's windows, one starting at every `STEP` cells.

    Args:
        gray: the line, cut tight at the top and bottom, (height, width) uint8 with dark ink on white.

    Returns:
        (n, `WINDOW_FEATURES`) features and, for each window, the x of its middle in pixels of `gray`.
    """
    scale = LINE_HEIGHT / max(1, gray.shape[0])
    width = max(CELL, round(gray.shape[1] * scale))
    resized = cv2.resize(
        gray, (width, LINE_HEIGHT), interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    )
    margin = WINDOW_CELLS * CELL // 2
    tail = margin + -width % CELL
    padded = cv2.copyMakeBorder(resized, 0, 0, margin, tail, cv2.BORDER_CONSTANT, value=(255,))
    cells = cell_histograms(np.asarray(padded, np.uint8))
    # A window at every second cell: 8 pixels, an eighth of a window, is close enough.
    windows = np.lib.stride_tricks.sliding_window_view(cells, WINDOW_CELLS, axis=1)[:, ::STEP]
    features = windows.transpose(1, 0, 3, 2).reshape(windows.shape[1], WINDOW_FEATURES)
    middles = np.arange(features.shape[0], dtype=np.float32) * CELL * STEP
    return normalised(np.ascontiguousarray(features)), np.asarray(middles / scale, np.float32)
