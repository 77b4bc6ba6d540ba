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
    from balagh.model import Box

#: A word is brought to this height in pixels.
LINE_HEIGHT = 32

#: Print lower than this share of its line (dashes, dots, the small ring of the Tifinagh letter a) is not enlarged to
#: the full height: its size tells what it is.
LEAST_HEIGHT = 0.42

#: So much of a word's ink, at its top or its foot, is dirt.
SPECKS = 0.012

#: Cells across a window: 64 pixels, about two letters and a half.
WINDOW_CELLS = 16

#: Cells from one window's start to the next.
STEP = 2

#: A window is told from a word's edge by its middle: so many pixels of `LINE_HEIGHT` from either end.
EDGE = 3.0

#: Numbers that describe a window.
WINDOW_FEATURES = (LINE_HEIGHT // CELL) * WINDOW_CELLS * DIRECTIONS


def ink_rows(inked: NDArray[np.bool_]) -> tuple[int, int]:
    """Give the rows (first, last + 1) that a word's ink covers, without the specks above and below it.

    Args:
        inked: where there is ink within the word's columns, (height, width); somewhere at least.
    """
    amounts = inked.sum(axis=1)
    rows = np.flatnonzero(amounts)
    above, below = np.cumsum(amounts), np.cumsum(amounts[::-1])[::-1]
    kept = np.flatnonzero((amounts > 0) & (np.minimum(above, below) > SPECKS * amounts.sum()))
    rows = kept if kept.size else rows
    return int(rows[0]), int(rows[-1]) + 1


def word_windows(gray: Image, boxes: Sequence[Box]) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Describe the windows of each word of a line by itself, so that no window sees two words.

    Every word is brought to `LINE_HEIGHT` by its own height: in a line of two scripts or sizes the smaller print is
    seen as large as the other. A window around a word's very edge is half paper and is left out; a word so short that
    it has no other keeps it.

    Args:
        gray: the line, (height, width) uint8 with dark ink on white.
        boxes: the ink of each word in `gray`, none of them empty.

    Returns:
        (n, `WINDOW_FEATURES`) features, and for each window the number of its word.
    """
    margin = WINDOW_CELLS * CELL // 2
    pieces, chosen, owners, at = [], [], [], 0
    for number, box in enumerate(boxes):
        piece = _own_size(gray, box)
        inner = piece.shape[1] + -piece.shape[1] % CELL
        padded = np.full((LINE_HEIGHT, inner + 2 * margin), 255, np.uint8)
        padded[:, margin : margin + piece.shape[1]] = piece
        steps = np.arange(inner // (CELL * STEP) + 1)
        middles = steps * (CELL * STEP)
        telling = steps[(middles > EDGE) & (middles < piece.shape[1] - EDGE)]
        steps = telling if telling.size else steps
        pieces.append(padded)
        chosen.append(at // CELL + STEP * steps)
        owners.append(np.full(steps.size, number))
        at += padded.shape[1]
    cells = cell_histograms(np.concatenate(pieces, axis=1))
    windows = np.lib.stride_tricks.sliding_window_view(cells, WINDOW_CELLS, axis=1)
    # (row of cells, window, direction, cell across) to windows of rows, cells across, directions.
    features = windows[:, np.concatenate(chosen)].transpose(1, 0, 3, 2).reshape(-1, WINDOW_FEATURES)
    return normalised(np.ascontiguousarray(features)), np.concatenate(owners)


def _own_size(gray: Image, box: Box) -> Image:
    """Cut a word out and bring it to `LINE_HEIGHT`; what is low keeps paper above and below."""
    lack = max(0, round(LEAST_HEIGHT * gray.shape[0]) - box.height)
    top = min(max(0, box.y0 - lack // 2), gray.shape[0] - box.height)
    bottom = min(gray.shape[0], top + box.height + lack)
    word = gray[top:bottom, box.x0 : box.x1]
    scale = LINE_HEIGHT / word.shape[0]
    width = max(1, round(word.shape[1] * scale))
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(word, (width, LINE_HEIGHT), interpolation=way), np.uint8)
