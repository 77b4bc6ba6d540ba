"""Pictures of short texts in many typefaces, worn like scans, for training the shape networks.

The words are those of the Unicode CLDR (through babel): names of territories, languages, months and days in French,
English, Spanish, Arabic and Standard Moroccan Amazigh, so that nothing kept for evaluation is seen here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
from babel import Locale
from PIL import Image as Picture
from PIL import ImageDraw, ImageFont

if TYPE_CHECKING:
    from collections.abc import Sequence

    from balagh.ingest.sheet import Image

#: Arabic-Indic digits, in order.
INDIC = "٠١٢٣٤٥٦٧٨٩"


def cldr_words(locale: str) -> list[str]:
    """Give the words of a locale's names of territories, languages, months and days."""
    data = Locale.parse(locale)
    texts = [*data.territories.values(), *data.languages.values()]
    for table in (data.months, data.days):
        texts += [text for width in table["format"].values() for text in width.values()]
    words = {word.strip("()،,") for text in texts for word in text.split()}
    return sorted(word for word in words if len(word) > 1 and not word.isdigit())


@dataclass(frozen=True, slots=True, kw_only=True)
class Typeface:
    """A font file and what it can print: 'latin', 'arabic', 'tifinagh', 'indic' (Arabic-Indic digits)."""

    path: str
    prints: frozenset[str]


def print_text(text: str, path: str, size: int) -> Image:
    """Print `text` in black on white with the font file `path` at `size` pixels; cut tight around the ink."""
    font = ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.RAQM)
    left, top, right, bottom = font.getbbox(text)
    picture = Picture.new("L", (int(right - left) + 4 * size, int(bottom - top) + 4 * size), 255)
    ImageDraw.Draw(picture).text((2 * size - left, 2 * size - top), text, font=font, fill=0)
    gray = np.asarray(picture, np.uint8)
    ys, xs = np.nonzero(gray < 128)
    if ys.size == 0:
        return gray[:1, :1]
    return gray[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1]


def wear(gray: Image, rng: np.random.Generator) -> Image:
    """Give the picture as a scan would show it: blurred, thickened or thinned, noisy, stretched, a little slanted."""
    pad = int(rng.integers(2, 6))
    worn = cv2.copyMakeBorder(gray, pad, pad, pad, pad, cv2.BORDER_CONSTANT, value=(255,))
    height, width = worn.shape
    slope = np.tan(np.radians(rng.uniform(-0.3, 0.3)))
    stretch = rng.uniform(0.85, 1.2)
    matrix = np.array([[stretch, 0, 0], [slope, 1, -slope * width / 2]], np.float32)
    worn = cv2.warpAffine(worn, matrix, (int(width * stretch), height), borderValue=(255,))
    if rng.random() < 0.25:  # ink that spread: the darkest of each point's surroundings
        worn = cv2.erode(worn, np.ones((2, 2), np.uint8))
    worn = cv2.GaussianBlur(worn, (0, 0), rng.uniform(0.3, 0.9))
    ink = rng.uniform(0, 90)
    noisy = ink + worn.astype(np.float32) * (255 - ink) / 255 + rng.normal(0, rng.uniform(0, 12), worn.shape)
    clipped = np.clip(noisy, 0, 255).astype(np.uint8)
    if rng.random() < 0.25:
        clipped = np.where(clipped < rng.uniform(170, 215), 0, 255).astype(np.uint8)
    return clip_to_ink(clipped)


def clip_to_ink(gray: Image, margin: int = 0) -> Image:
    """Cut a picture tight around its ink, as the line finder does."""
    ink = cv2.morphologyEx(
        np.where(gray < 200, 255, 0).astype(np.uint8), cv2.MORPH_OPEN, np.ones((2, 2), np.uint8)
    )
    ys, xs = np.nonzero(ink)
    if ys.size < 4:
        return gray
    return gray[
        max(0, ys.min() - margin) : ys.max() + 1 + margin, max(0, xs.min() - margin) : xs.max() + 1 + margin
    ]


def number_text(rng: np.random.Generator, indic: bool) -> str:
    """Make a number as communiqués print them: a year, a sum, a telephone number, a date."""
    shapes = (
        "####",
        "##",
        "## ## ## ## ##",
        "+### ### ## ## ##",
        "##/##/####",
        "#,#",
        "##.###",
        "### ###",
        "##%",
        "#",
    )
    shape = shapes[int(rng.integers(len(shapes)))]
    text = "".join(str(rng.integers(10)) if c == "#" else c for c in shape)
    return "".join(INDIC[int(c)] if c.isascii() and c.isdigit() else c for c in text) if indic else text


def pick(words: Sequence[str], rng: np.random.Generator) -> str:
    """Give one of `words`."""
    return words[int(rng.integers(len(words)))]
