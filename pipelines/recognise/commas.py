"""The Arabic comma, which Tesseract's Arabic model does not have: found by its shape, put where the engine guessed.

The model's character set (see its ``lstm-unicharset``) lacks U+060C; in its place it gives a comma, a full stop, a
colon, a quotation mark or a hamza. A comma is a lone small piece on the line, taller than wide; a full stop is not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from balagh.model import Box

if TYPE_CHECKING:
    from balagh.pipelines.clean.page import CleanPage
    from balagh.pipelines.layout.components import Components
    from balagh.pipelines.layout.lines import LineMap

ARABIC_COMMA = "،"

#: What the engine gives for an Arabic comma at a word's end.
STAND_INS = ",.:;؛\"'“”«»`|*-؟!_ء"

#: Height of a comma as a share of the line's letter height, and how much taller than wide it is. Measured in five
#: typefaces (2026-11-22): commas 0.33-0.62 and 1.8-2.1; hamza, dal and waw, nearest, at most 1.42; full stops 1.3.
LEAST_SHARE, MOST_SHARE, LEAST_ASPECT = 0.22, 0.70, 1.55

#: A comma's foot stands no higher than this share of the line's core above its bottom: quotes and dots hang higher.
LOWEST_PART = 0.62


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A lone low piece of ink, in pixels of the clean page; `comma` says whether it has a comma's shape."""

    box: Box
    comma: bool


def lone_marks(page: CleanPage, parts: Components, lines: LineMap, index: int) -> tuple[Mark, ...]:
    """Find the small pieces of line `index` that share their columns with no other piece of it, left to right."""
    line = lines.lines[index]
    pieces = np.array(line.pieces, np.int64)
    lefts, rights = parts.x0[pieces], parts.x1[pieces]
    heights = parts.heights[pieces]
    small = (heights >= LEAST_SHARE * 0.5 * line.letter_height) & (heights <= MOST_SHARE * line.letter_height)
    low = parts.y1[pieces] > line.core.y0 + (1 - LOWEST_PART) * line.core.height
    marks = []
    for k in np.flatnonzero(small & low):
        # The tail of the letter before may reach over a third of it.
        slack = max(1, round((rights[k] - lefts[k]) / 3))
        shared = (lefts < rights[k] - slack) & (rights > lefts[k] + slack)
        if int(shared.sum()) == 1:
            marks.append(_mark(page, lines, index, _box(parts, int(pieces[k])), line.letter_height))
    return tuple(sorted(marks, key=lambda mark: mark.box.x0))


def _box(parts: Components, piece: int) -> Box:
    return Box(int(parts.x0[piece]), int(parts.y0[piece]), int(parts.x1[piece]), int(parts.y1[piece]))


def _mark(page: CleanPage, lines: LineMap, index: int, small: Box, letter_height: float) -> Mark:
    """Measure a piece on the full picture, where a comma is ten pixels and more."""
    window = small.grow(1, 1).clip(page.ink.shape[1], page.ink.shape[0])
    owner = lines.owner[window.y0 : window.y1, window.x0 : window.x1]
    box = Box(*(side * page.shrink for side in window)).clip(page.gray.shape[1], page.gray.shape[0])
    own = cv2.resize(
        (owner == index + 1).astype(np.uint8), (box.width, box.height), interpolation=cv2.INTER_NEAREST
    )
    dark = (page.gray[box.y0 : box.y1, box.x0 : box.x1] < 150) & (own > 0)
    ys, xs = np.nonzero(dark)
    if ys.size == 0:
        return Mark(box=box, comma=False)
    height, width = int(ys.max() - ys.min()) + 1, int(xs.max() - xs.min()) + 1
    share = height / (letter_height * page.shrink)
    comma = LEAST_SHARE <= share <= MOST_SHARE and height >= LEAST_ASPECT * width
    return Mark(box=box, comma=comma)


def put_comma(word: str, *, hamza: bool = False) -> str:
    """Give an Arabic word that ends in a comma on the page, with that comma in the place of what stands in for it.

    `hamza` says that a lone hamza is printed before the comma; else one at the word's end is the comma misread.

    >>> put_comma("والماء.", hamza=True)
    'والماء،'
    >>> put_comma("ذاتهاء")
    'ذاتها،'
    """
    stem = word.rstrip(STAND_INS.replace("ء", ""))
    if stem.endswith("ءء") or (stem.endswith("ء") and stem == word and not hamza):
        stem = stem[:-1]
    return stem + ARABIC_COMMA
