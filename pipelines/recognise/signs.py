"""Lone signs of Arabic print told by their shape: what Tesseract's Arabic model lacks or confuses.

The model's character set (see its ``lstm-unicharset``) has neither the Arabic comma nor the Arabic-Indic digits from
two to nine. All of them are single pieces of ink that touch nothing, so a small network can tell them by shape and
size.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from balagh.model import Box
from balagh.pipelines.recognise.shapes import CELL, DIRECTIONS, cell_histograms, normalised

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from balagh.ingest.sheet import Image
    from balagh.pipelines.clean.page import CleanPage
    from balagh.pipelines.layout.components import Components
    from balagh.pipelines.recognise.sight import Sight

#: A sign is brought to a square of this many pixels, with a rim of `RIM`.
SIGN_SIZE, RIM = 24, 2

#: How much the three sizes weigh against the shape's own features (unit length).
SIZE_WEIGHT = 0.6

#: Numbers that describe a sign.
SIGN_FEATURES = (SIGN_SIZE // CELL) ** 2 * DIRECTIONS + 3

#: Names of the classes that are not digits; the digits' names are ``0`` to ``9``.
COMMA, STOP, DASH, HAMZA, LETTER = "comma", "stop", "dash", "hamza", "letter"
SLASH, EUROPEAN = "slash", "european"

#: The Arabic-Indic digits, in order.
INDIC_DIGITS = "٠١٢٣٤٥٦٧٨٩"

#: A piece is looked at as a sign when it is at most this many letter heights tall and wide.
MOST_TALL, MOST_WIDE = 1.5, 1.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A lone piece of ink: its box in pixels of the clean page, and the logarithm of the odds of each class."""

    box: Box
    logs: dict[str, float]

    def best(self, names: Sequence[str]) -> tuple[str, float]:
        """Give the likeliest of some classes and its probability among all."""
        name = max(names, key=lambda n: self.logs[n])
        return name, float(np.exp(self.logs[name]))


def sign_features(gray: Image, letter_height: float) -> NDArray[np.float32]:
    """Describe a sign cut tight: (`SIGN_FEATURES`,) float32. `gray` is uint8, dark on white, ink of this sign only.

    `letter_height` is the line's, in the pixels of `gray`.
    """
    height, width = gray.shape
    scale = (SIGN_SIZE - 2 * RIM) / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = cv2.resize(gray, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    square = np.full((SIGN_SIZE, SIGN_SIZE), 255, np.uint8)
    top, left = (SIGN_SIZE - size[1]) // 2, (SIGN_SIZE - size[0]) // 2
    square[top : top + size[1], left : left + size[0]] = small
    shape = normalised(cell_histograms(square).reshape(1, -1))[0]
    fill = float((gray < 140).mean())
    sizes = (height / letter_height, np.log2((height + 1) / (width + 1)), fill)
    return np.concatenate([shape, SIZE_WEIGHT * np.array(sizes, np.float32)]).astype(np.float32)


def lone_pieces(sight: Sight, index: int, span: tuple[int, int] | None = None) -> list[int]:
    """Give the pieces of a line that share their columns with no other piece of it, left to right.

    Only those of a sign's size, and within the columns `span` (pixels of the layout picture) where given.
    """
    parts, line = sight.parts, sight.lines.lines[index]
    pieces = np.array(line.pieces, np.int64)
    lefts, rights = parts.x0[pieces], parts.x1[pieces]
    fits = (parts.heights[pieces] <= MOST_TALL * line.letter_height) & (
        parts.widths[pieces] <= MOST_WIDE * line.letter_height
    )
    if span is not None:
        fits &= (lefts >= span[0]) & (rights <= span[1])
    found = []
    for k in np.flatnonzero(fits):
        # The tail of the letter before may reach over a third of it.
        slack = max(1, round((rights[k] - lefts[k]) / 3))
        if int(((lefts < rights[k] - slack) & (rights > lefts[k] + slack)).sum()) == 1:
            found.append(int(pieces[k]))
    return sorted(found, key=lambda piece: int(parts.x0[piece]))


def read_signs(sight: Sight, index: int, pieces: Sequence[int]) -> tuple[Sign, ...]:
    """Tell what each of some pieces of a line is."""
    cut = [_cut(sight.page, sight.parts, piece) for piece in pieces]
    height = sight.lines.lines[index].letter_height * sight.page.shrink
    kept = [(box, sign_features(gray, height)) for box, gray in cut if gray.size]
    if not kept:
        return ()
    logs = sight.signs.log_probabilities(np.stack([features for _, features in kept]))
    return tuple(
        Sign(box=box, logs={name: float(value) for name, value in zip(sight.signs.classes, row, strict=True)})
        for (box, _), row in zip(kept, logs, strict=True)
    )


def _cut(page: CleanPage, parts: Components, piece: int) -> tuple[Box, Image]:
    """Cut one piece tight out of the full page, all other ink painted white."""
    small = Box(int(parts.x0[piece]), int(parts.y0[piece]), int(parts.x1[piece]), int(parts.y1[piece]))
    window = small.grow(1, 1).clip(page.ink.shape[1], page.ink.shape[0])
    box = Box(*(side * page.shrink for side in window)).clip(page.gray.shape[1], page.gray.shape[0])
    labels = parts.labels[window.y0 : window.y1, window.x0 : window.x1]
    others = cv2.dilate(((labels != 0) & (labels != piece)).astype(np.uint8), np.ones((3, 3), np.uint8))
    mask = cv2.resize(others, (box.width, box.height), interpolation=cv2.INTER_NEAREST)
    own = cv2.resize(
        (labels == piece).astype(np.uint8), (box.width, box.height), interpolation=cv2.INTER_NEAREST
    )
    gray = page.gray[box.y0 : box.y1, box.x0 : box.x1]
    gray = np.where((mask > 0) & (own == 0), 255, gray).astype(np.uint8)
    return box, trim(gray)


def trim(gray: Image) -> Image:
    """Cut a picture down to its ink (darker than 150); empty where there is none."""
    ys, xs = np.nonzero(gray < 150)
    if ys.size == 0:
        return gray[:0, :0]
    return gray[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1]
