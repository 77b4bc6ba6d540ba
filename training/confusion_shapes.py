"""What a reader that knows figures only takes Tifinagh letters for: the figure that looks most like each letter."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import cv2
import numpy as np
from PIL import Image as Picture
from PIL import ImageDraw, ImageFont

from training.confusion_lines import draw_setting
from training.tifinagh.alphabet import LETTERS
from training.tifinagh.faces import ARABIC_BESIDE, CAPITAL, font_file, print_line

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from balagh.ingest.sheet import Image
    from training.confusion_counts import Counts

FIGURES = "٠١٢٣٤٥٦٧٨٩+|"
#: Prints of each letter that are compared, and the share of them that are compared by shape alone, not by size.
DRAWS, BY_SHAPE = 120, 0.5
#: Likeness (-1 to 1) that makes a figure e times as likely to be taken: readers are of many makes, and none is here.
_LIKENESS = 0.07
#: Pixels of the square in which two shapes are compared, and the blur that forgives small shifts.
_SIDE, _BLUR = 24, 1.6


def count_shapes(rng: np.random.Generator, into: Counts) -> None:
    """Add to `into`, for every letter, which figures its prints look like."""
    known = {by_shape: _figures(by_shape=by_shape) for by_shape in (True, False)}
    for letter in LETTERS:
        counter = into.letters.setdefault(letter, Counter())
        for _ in range(DRAWS):
            by_shape = bool(rng.random() < BY_SHAPE)
            manner = draw_setting(rng)
            seen = _view(print_line(letter, manner, rng), 2 * manner.size, CAPITAL * manner.size, by_shape)
            views, signs = known[by_shape]
            weights = np.exp((views @ seen) / _LIKENESS)
            counter[signs[int(rng.choice(len(signs), p=weights / weights.sum()))]] += 1


def _figures(*, by_shape: bool) -> tuple[NDArray[np.float32], list[str]]:
    views, signs = [], []
    size = 60
    for name in ARABIC_BESIDE:
        font = ImageFont.truetype(font_file(name), size)
        for sign in FIGURES:
            canvas = Picture.new("L", (4 * size, 3 * size), 255)
            ImageDraw.Draw(canvas).text((size, 2 * size), sign, font=font, fill=0, anchor="ls")
            views.append(_view(np.asarray(canvas, np.uint8), 2 * size, CAPITAL * size, by_shape))
            signs.append(sign)
    return np.array(views), signs


def _view(picture: Image, base: int, tall: float, by_shape: bool) -> NDArray[np.float32]:
    """Give what is compared of one print: (576,) float32 of length 1 and mean 0."""
    ys, xs = np.nonzero(picture < 128)
    if ys.size == 0:
        return np.zeros(_SIDE * _SIDE, np.float32)
    top, bottom = (ys.min(), ys.max() + 1) if by_shape else (int(base - tall), int(base + 0.1 * tall))
    ink = 255 - picture[max(0, top) : bottom, xs.min() : xs.max() + 1].astype(np.float32)
    scale = (_SIDE - 4) / max(ink.shape)
    size = (max(1, round(ink.shape[1] * scale)), max(1, round(ink.shape[0] * scale)))
    small = cv2.resize(ink, size, interpolation=cv2.INTER_AREA)
    square = np.zeros((_SIDE, _SIDE), np.float32)
    y, x = (_SIDE - size[1]) // 2, (_SIDE - size[0]) // 2
    square[y : y + size[1], x : x + size[0]] = small
    blurred = cv2.GaussianBlur(square, (0, 0), _BLUR)
    centred = (blurred - blurred.mean()).ravel()
    return np.asarray(centred / (np.linalg.norm(centred) + 1e-6), np.float32)
