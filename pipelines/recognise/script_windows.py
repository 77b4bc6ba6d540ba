"""A line of print as a row of windows, each described by its shapes, for telling scripts apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from balagh.pipelines.recognise.shapes import CELL, DIRECTIONS, cell_histograms, normalised

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    features, middles, _ = word_windows(gray, ((0, gray.shape[1]),))
    return features, middles


def word_windows(
    gray: Image, spans: Sequence[tuple[int, int]]
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.int64]]:
    """Describe the windows of each word of a line by itself, so that no window sees two words.

    Args:
        gray: the line, cut tight at the top and bottom, (height, width) uint8 with dark ink on white.
        spans: columns (first, last + 1) of each word in `gray`.

    Returns:
        (n, `WINDOW_FEATURES`) features; for each window the x of its middle from its word's left end, in pixels of
        `gray`; and for each window the number of its word.
    """
    scale = LINE_HEIGHT / max(1, gray.shape[0])
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    width = max(CELL, round(gray.shape[1] * scale))
    resized = cv2.resize(gray, (width, LINE_HEIGHT), interpolation=way)
    margin = WINDOW_CELLS * CELL // 2
    pieces, starts, counts, at = [], [], [], 0
    for x0, x1 in spans:
        left = min(width - 1, round(x0 * scale))
        piece = resized[:, left : max(left + 1, round(x1 * scale))]
        inner = piece.shape[1] + -piece.shape[1] % CELL
        padded = np.full((LINE_HEIGHT, inner + 2 * margin), 255, np.uint8)
        padded[:, margin : margin + piece.shape[1]] = piece
        pieces.append(padded)
        starts.append(at // CELL)
        counts.append(inner // CELL // STEP + 1)
        at += padded.shape[1]
    cells = cell_histograms(np.concatenate(pieces, axis=1))
    windows = np.lib.stride_tricks.sliding_window_view(cells, WINDOW_CELLS, axis=1)
    chosen = np.concatenate(
        [start + STEP * np.arange(count) for start, count in zip(starts, counts, strict=True)]
    )
    # (window, direction, cell across) for each row of cells, to rows, cells across, directions.
    features = windows[:, chosen].transpose(1, 0, 3, 2).reshape(chosen.size, WINDOW_FEATURES)
    middles = np.concatenate([np.arange(count) for count in counts]) * (CELL * STEP)
    owners = np.repeat(np.arange(len(spans)), counts)
    return normalised(np.ascontiguousarray(features)), np.asarray(middles / scale, np.float32), owners
