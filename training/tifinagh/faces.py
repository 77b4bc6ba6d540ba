"""Lines printed in a typeface: font files through Pillow and raqm, or letters drawn from strokes."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

import cv2
import numpy as np
from fontTools.ttLib import TTFont
from PIL import Image as Picture
from PIL import ImageDraw, ImageFont

from training.tifinagh.alphabet import OTHER_LETTERS, is_letter
from training.tifinagh.pen import draw_letter
from training.tifinagh.skeletons import can_draw, draw_style, letter_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from balagh.ingest.sheet import Image
    from training.tifinagh.skeletons import Style

#: Fonts with IRCAM's letters, from the Debian packages fonts-dejavu-core, fonts-dejavu-extra, fonts-freefont-ttf and
#: fonts-noto-core, and how often each is taken. All of Noto's regional variants draw these letters alike. Kept out, to
#: measure on: MPH 2B Damase (fonts-mph-2b-damase) and Unifont (fonts-unifont).
FONTS = {
    "DejaVu Sans": 3.0,
    "DejaVu Sans:bold": 2.0,
    "DejaVu Sans Condensed": 1.0,
    "DejaVu Sans Condensed:bold": 1.0,
    "FreeSans": 2.5,
    "FreeSans:bold": 1.5,
    "FreeSans:italic": 1.0,
    "FreeSans:bold:italic": 0.7,
    "Noto Sans Tifinagh": 4.5,
}

#: What prints digits, marks and words of other scripts beside a font that has none of them.
BESIDE = (
    "DejaVu Sans", "DejaVu Sans:bold", "DejaVu Serif", "Liberation Sans", "Liberation Sans:bold", "Liberation Serif",
    "Liberation Serif:bold", "Noto Sans", "Noto Serif", "Carlito", "FreeSans", "FreeSerif",
)  # fmt: skip
ARABIC_BESIDE = ("Amiri", "Noto Naskh Arabic", "DejaVu Sans", "KacstBook")

#: Prints letters outside IRCAM's alphabet where a face lacks them.
OTHERS_BESIDE = "Noto Sans Tifinagh"

#: How many of the lines are in a face drawn from strokes.
DRAWN_SHARE = 0.45

#: How many of the lines are as printed in coarse points: bitmap fonts, needle printers.
POINTS_SHARE = 0.08

#: A font's tall letters stand this share of its size high; what stands beside drawn letters is sized by it.
CAPITAL = 0.72


@lru_cache(maxsize=64)
def font_file(name: str) -> str:
    """Give the path of an installed font.

    Raises:
        SystemExit: it is not installed.
    """
    family, path = subprocess.run(
        ["fc-match", "--format=%{family}|%{file}", name], capture_output=True, text=True, check=True
    ).stdout.split("|")
    if name.split(":")[0] not in family:
        message = f"the typeface {name} is not installed (found {family}); see training/tifinagh/faces.py"
        raise SystemExit(message)
    return path


@lru_cache(maxsize=1024)
def _font(path: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.RAQM)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a line is set.

    Attributes:
        font: the file that prints the letters; None where they are drawn in `style`.
        style: the typeface they are drawn in; None where a font prints them.
        beside: the file that prints digits, marks and Latin words.
        arabic: the file that prints Arabic words.
        size: the fonts' size, pixels.
        spread: extra paper after each letter, pixels.
        stroke: how much a font's strokes are thickened on each side, pixels.
    """

    font: str | None
    style: Style | None
    beside: str
    arabic: str
    size: int
    spread: float
    stroke: int


def draw_manner(rng: np.random.Generator) -> Manner:
    """Draw by lot how a line is set."""
    drawn = rng.random() < DRAWN_SHARE
    weights = np.array(list(FONTS.values()))
    name = str(rng.choice(list(FONTS), p=weights / weights.sum()))
    size = int(rng.integers(15, 56))
    own_marks = not drawn and not name.startswith("Noto") and rng.random() < 0.7
    beside = font_file(name if own_marks else BESIDE[int(rng.integers(len(BESIDE)))])
    return Manner(
        font=None if drawn else font_file(name),
        style=draw_style(rng) if drawn else None,
        beside=beside,
        arabic=font_file(ARABIC_BESIDE[int(rng.integers(len(ARABIC_BESIDE)))]),
        size=size,
        spread=float(rng.uniform(0.05, 0.45)) * size if rng.random() < 0.12 else 0.0,
        stroke=1 if not drawn and size > 26 and rng.random() < 0.15 else 0,
    )


def print_line(text: str, manner: Manner, rng: np.random.Generator) -> Image:
    """Print `text` black on white; the picture is as high as the line's letters and marks, plus some paper."""
    size = manner.size
    tall = CAPITAL * size
    height = 3 * size
    base = 2 * size
    width = int((len(text) + 4) * (1.9 * size + manner.spread)) + 8 * size
    canvas = Picture.new("L", (width, height), 255)
    pen = 2.0 * size
    for piece in _pieces(text):
        if manner.style is not None and can_draw(piece[0]):
            pen = _draw_letters(canvas, piece, manner, (pen, base), tall, rng)
        elif manner.style is not None and piece == " ":
            pen += manner.style.blank * tall
        else:
            pen = _print_piece(canvas, piece, manner, (pen, base))
    picture = np.asarray(canvas, np.uint8)[:, : int(pen) + 2 * size]
    return _in_points(picture, tall, int(rng.integers(9, 17))) if rng.random() < POINTS_SHARE else picture


def _in_points(picture: Image, tall: float, points: int) -> Image:
    """Give the line as print of few coarse points has it: a letter `tall` pixels high is `points` points high."""
    share = points / tall
    small = cv2.resize(picture, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    black = np.where(small < 150, 0, 255).astype(np.uint8)
    grown = cv2.resize(black, (picture.shape[1], picture.shape[0]), interpolation=cv2.INTER_NEAREST)
    return np.asarray(grown, np.uint8)


def _pieces(text: str) -> list[str]:
    """Part a line into stretches that one font prints: letters, letters outside the alphabet, other words, blanks."""

    def kind(char: str) -> str:
        if char == " ":
            return "blank"
        if is_letter(char):
            return "letters"
        if char in OTHER_LETTERS:
            return "others"
        return "arabic" if "\u0600" <= char <= "\u06ff" else "beside"

    return ["".join(run) for _, run in groupby(text, kind)]


def _print_piece(canvas: Picture.Image, piece: str, manner: Manner, at: tuple[float, int]) -> float:
    path = manner.font or manner.beside
    if "\u0600" <= piece[0] <= "\u06ff":
        path = manner.arabic
    elif piece[0] in OTHER_LETTERS:
        path = path if ord(piece[0]) in _cmap(path) else font_file(OTHERS_BESIDE)
    elif piece != " " and not is_letter(piece[0]):
        path = manner.beside
    font = _font(path, manner.size)
    draw = ImageDraw.Draw(canvas)
    pen = at[0]
    parts: Sequence[str] = [piece] if manner.spread == 0 or "\u0600" <= piece[0] <= "\u06ff" else piece
    for part in parts:
        draw.text((pen, at[1]), part, font=font, fill=0, anchor="ls", stroke_width=manner.stroke)
        pen += font.getlength(part) + manner.spread + manner.stroke
    return pen


@lru_cache(maxsize=64)
def _cmap(path: str) -> frozenset[int]:
    with TTFont(path, fontNumber=0, lazy=True) as font:
        return frozenset(font.getBestCmap())


def _draw_letters(
    canvas: Picture.Image,
    piece: str,
    manner: Manner,
    at: tuple[float, int],
    tall: float,
    rng: np.random.Generator,
) -> float:
    style = manner.style
    if style is None:
        return at[0]
    pen = at[0]
    for char in piece:
        letter, margin = draw_letter(char, style, tall, rng)
        width = letter_width(char, style)
        before = max(0.0, style.step - style.gap - width) / 2 if style.step else 0.0
        x, y = round(pen + before * tall) - margin, round(at[1] - tall) - margin
        _darken(canvas, letter, x, y)
        pen += (2 * before + width + style.gap) * tall + manner.spread
    return pen


def _darken(canvas: Picture.Image, letter: Image, x: int, y: int) -> None:
    """Lay a letter over the canvas, the darker of both at every point."""
    box = (x, y, x + letter.shape[1], y + letter.shape[0])
    under = np.asarray(canvas.crop(box), np.uint8)
    canvas.paste(Picture.fromarray(np.minimum(under, letter)), (x, y))


def thicken(gray: Image, by: float) -> Image:
    """Make strokes `by` pixels thicker (thinner below 0)."""
    steps = int(np.ceil(abs(by)))
    if steps == 0:
        return gray
    way = cv2.erode if by > 0 else cv2.dilate
    changed = way(gray, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (steps + 1, steps + 1)))
    share = abs(by) / steps
    return np.asarray(cv2.addWeighted(changed, share, gray, 1 - share, 0), np.uint8)
