"""Worn pictures of lines whose words' scripts are known, cut into words as the reader cuts them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import cv2
import numpy as np
from fontTools.ttLib import TTFont
from PIL import Image as Picture
from PIL import ImageDraw, ImageFont

from balagh.model import Box
from balagh.pipelines.recognise.script_windows import ink_rows
from balagh.pipelines.recognise.words import WORD_GAP
from training.fonts import ARABIC, INDIC, LATIN, TIFINAGH
from training.script_text import CLASSES, Words, make_line
from training.tifinagh.pen import draw_letter
from training.tifinagh.skeletons import can_draw, draw_style, letter_width

if TYPE_CHECKING:
    from balagh.ingest.sheet import Image
    from training.print_lines import Typeface
    from training.tifinagh.skeletons import Style

#: What a typeface must have for each class.
NEEDS = {
    "Latn": LATIN,
    "Arab": ARABIC,
    "Tfng": TIFINAGH,
    "digits": LATIN,
    "indic": INDIC,
    "marks": LATIN,
}

#: Pages are looked at in about half of the scanner's dots: print is drawn so many times larger than it is looked at.
FINER = 2

#: Grey level below which there is ink: worn paper stays well above it, a thin stroke blurred falls below.
INK = 195

#: Height of lower-case letters and of capitals in a typeface's size, roughly.
LOWER, UPPER = 0.52, 0.72

#: How large the print of one script is in a line, as shares of the line's size.
SIZES = (0.62, 1.15)

#: A part that holds words of several classes teaches nothing: this share of its columns must be of one.
ALONE = 0.9

#: How often a word's height is taken for more than it is, as dirt or a neighbour's accent make it.
ASTRAY = 0.25

#: How often print is set in coarse dots, and how many of them its size has.
COARSE, DOTS = 0.05, (11, 20)

#: Share of the lines with Tifinagh that are drawn by strokes, where the typefaces are the training ones.
STROKES = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class WordyLine:
    """A line's picture, tight at the top and bottom, with the boxes of its parts and their class numbers."""

    gray: Image
    boxes: tuple[Box, ...]
    kinds: tuple[int, ...]


@lru_cache(maxsize=2000)
def _font(path: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.RAQM)


@lru_cache(maxsize=200)
def _characters(path: str) -> frozenset[int]:
    with TTFont(path, fontNumber=0, lazy=True) as file:
        return frozenset(file.getBestCmap())


def print_line(
    words: Words, faces: tuple[Typeface, ...], rng: np.random.Generator, *, strokes: float = STROKES
) -> WordyLine | None:
    """Print a line of one or more scripts and wear it; None where nothing of it is left.

    Args:
        words: what it is made of.
        faces: the typefaces, one of which is drawn for each script.
        rng: decides everything.
        strokes: how often Tifinagh is drawn by strokes instead of printed.
    """
    size = int(np.exp(rng.uniform(np.log(13), np.log(54))))
    chosen = {
        kind: usable[int(rng.integers(len(usable)))]
        for kind, need in NEEDS.items()
        if (usable := [face for face in faces if need in face.prints])
    }
    if rng.random() < 0.5 and INDIC in chosen["Arab"].prints:
        chosen["indic"] = chosen["Arab"]
    style = draw_style(rng) if rng.random() < strokes else None
    spaced = rng.uniform(0.05, 0.25) if rng.random() < 0.1 else 0.0
    # Scripts set side by side hardly ever have letters of one height.
    sizes = {kind: round(size * FINER * rng.uniform(*SIZES)) for kind in CLASSES}
    tiles = []
    for text, kind in make_line(words, rng):
        if kind == "Tfng" and style is not None:
            tile = _drawn_tile(text, sizes[kind], style, rng)
            tile = _deform(tile, rng) if rng.random() < 2 * COARSE else tile
        else:
            tile = _tile(text, chosen[kind].path, sizes[kind], 0.0 if kind == "Arab" else spaced)
            tile = _deform(tile, rng) if rng.random() < 0.5 else tile
        if (tile < 128).any():
            tiles.append((_on_foot(tile, 3 * size * FINER), CLASSES.index(kind)))
    return _worn_line(tiles, size, rng) if tiles else None


def _tile(text: str, path: str, size: int, spaced: float) -> Image:
    """Print a word on a tile three sizes high, its foot line at two of them; cut tight at the sides.

    Characters that the typeface lacks are left out.
    """
    font = _font(path, size)
    text = "".join(letter for letter in text if ord(letter) in _characters(path))
    width = int(font.getlength(text) + (2 + spaced * len(text)) * size) + 1
    picture = Picture.new("L", (width, 3 * size), 255)
    draw = ImageDraw.Draw(picture)
    if spaced:
        x = size / 2
        for letter in text:
            draw.text((x, 2 * size), letter, font=font, fill=0, anchor="ls")
            x += font.getlength(letter) + spaced * size
    else:
        draw.text((size / 2, 2 * size), text, font=font, fill=0, anchor="ls")
    return _tight(np.asarray(picture, np.uint8))


def _drawn_tile(text: str, size: int, style: Style, rng: np.random.Generator) -> Image:
    """Draw a word's letters by strokes on a tile like those that are printed; what is no letter is left out."""
    tall, letters = UPPER * size, [letter for letter in text if can_draw(letter)]
    width = sum(letter_width(letter, style) + style.gap for letter in letters) * tall + 3 * size
    tile = np.full((3 * size, int(width)), 255, np.uint8)
    pen = float(size)
    for letter in letters:
        drawn, margin = draw_letter(letter, style, tall, rng)
        x, y = round(pen) - margin, round(2 * size - tall) - margin
        under = tile[y : y + drawn.shape[0], x : x + drawn.shape[1]]
        under[...] = np.minimum(under, drawn[: under.shape[0], : under.shape[1]])
        pen += (letter_width(letter, style) + style.gap) * tall
    return _tight(tile)


def _on_foot(tile: Image, height: int) -> Image:
    """Set a tile on the foot line of a line `height` pixels high: at two thirds of it."""
    above = 2 * height // 3 - 2 * tile.shape[0] // 3
    below = height - above - tile.shape[0]
    tile = tile[max(0, -above) : tile.shape[0] + min(0, below)]
    sides = ((max(0, above), max(0, below)), (0, 0))
    return np.asarray(np.pad(tile, sides, constant_values=255), np.uint8)


def _deform(tile: Image, rng: np.random.Generator) -> Image:
    """Stretch a tile, slant it a little or change its weight, as other cuts of a typeface do."""
    height, width = tile.shape
    stretch = rng.uniform(0.75, 1.3)
    slant = rng.uniform(-0.1, 0.25) * (rng.random() < 0.3)
    matrix = np.array([[stretch, -slant, slant * height], [0, 1, 0]], np.float32)
    size = (int(width * stretch + abs(slant) * height) + 2, height)
    tile = np.asarray(cv2.warpAffine(tile, matrix, size, borderValue=(255,)), np.uint8)
    if rng.random() < COARSE:
        dots = int(rng.integers(*DOTS)) * 3
        small = cv2.resize(tile, (max(2, width * dots // height), dots), interpolation=cv2.INTER_AREA)
        coarse = np.where(small < 150, 0, 255).astype(np.uint8)
        tile = np.asarray(cv2.resize(coarse, tile.shape[::-1], interpolation=cv2.INTER_NEAREST), np.uint8)
    elif rng.random() < 0.3:
        tile = np.asarray(cv2.erode(tile, np.ones((2, 2), np.uint8)), np.uint8)
    return _tight(tile)


def _tight(tile: Image) -> Image:
    columns = np.flatnonzero((tile < 128).any(axis=0))
    return tile[:, columns[0] : columns[-1] + 1] if columns.size else tile[:, :1]


def _worn_line(tiles: list[tuple[Image, int]], size: int, rng: np.random.Generator) -> WordyLine | None:
    """Set tiles side by side, wear the line as a scan would, and find its parts again."""
    blank = int(size * FINER * rng.uniform(0.28, 0.5))
    paper = np.full((tiles[0][0].shape[0], blank), 255, np.uint8)
    pieces, owners = [paper], [np.full(blank, -1)]
    for tile, kind in tiles:
        pieces += [tile, paper]
        owners += [np.full(tile.shape[1], kind), np.full(blank, -1)]
    gray, owner = _wear(np.concatenate(pieces, axis=1), np.concatenate(owners), rng)
    ink = np.asarray(gray < INK)
    rows, inked = np.flatnonzero(ink.any(axis=1)), np.asarray(ink.any(axis=0))
    if rows.size < 3:
        return None
    gray, ink = gray[rows[0] : rows[-1] + 1], ink[rows[0] : rows[-1] + 1]
    if rng.random() < 0.3:  # what a taller neighbour or a speck leaves of paper above and below
        sides = [int(side * gray.shape[0]) for side in rng.uniform(0, 0.35, 2)]
        gray = np.pad(gray, (sides, (0, 0)), constant_values=255)
        ink = np.pad(ink, (sides, (0, 0)))
    boxes, kinds = [], []
    for left, right in _parts(inked, max(2.0, WORD_GAP * size * rng.uniform(LOWER, UPPER))):
        counts = np.bincount(owner[left:right] + 1, minlength=len(CLASSES) + 1)[1:]
        if counts.sum() and counts.max() >= ALONE * counts.sum():
            top, bottom = ink_rows(ink[:, left:right])
            if rng.random() < ASTRAY:
                off = rng.uniform(0, 0.3, 2) * (bottom - top)
                top, bottom = max(0, int(top - off[0])), min(gray.shape[0], int(bottom + off[1]))
            boxes.append(Box(left, top, right, bottom))
            kinds.append(int(counts.argmax()))
    return WordyLine(gray=gray, boxes=tuple(boxes), kinds=tuple(kinds)) if boxes else None


def _wear(gray: Image, owner: np.ndarray, rng: np.random.Generator) -> tuple[Image, np.ndarray]:
    """Give a line at the size it is looked at, worn; and the class of each of its columns."""
    weight = rng.random()
    if weight < 0.2:
        gray = np.asarray(cv2.erode(gray, np.ones((2, 2), np.uint8)), np.uint8)
    elif weight < 0.3:
        gray = np.asarray(cv2.dilate(gray, np.ones((2, 2), np.uint8)), np.uint8)
    slope = np.tan(np.radians(rng.uniform(-0.3, 0.3)))
    matrix = np.array([[1, 0, 0], [slope, 1, -slope * gray.shape[1] / 2]], np.float32)
    gray = np.asarray(cv2.warpAffine(gray, matrix, gray.shape[::-1], borderValue=(255,)), np.uint8)
    if rng.random() < 0.3:  # a fax: coarse dots, black or white
        gray = np.asarray(cv2.resize(gray, None, fx=0.66, fy=0.66, interpolation=cv2.INTER_AREA), np.uint8)
        gray = np.asarray(cv2.GaussianBlur(gray, (0, 0), rng.uniform(0.3, 0.8)), np.uint8)
        level = rng.uniform(100, 200) + rng.normal(0, rng.uniform(0, 20), gray.shape)
        gray = np.where(gray < level, 0, 255).astype(np.uint8)
    width = max(4, owner.size // FINER)
    small = cv2.resize(
        gray, (width, round(gray.shape[0] * width / gray.shape[1])), interpolation=cv2.INTER_AREA
    )
    soft = cv2.GaussianBlur(small, (0, 0), rng.uniform(0.2, 0.9)).astype(np.float32)
    ink = rng.uniform(0, 90)
    noise = rng.normal(0, rng.uniform(0, 11), soft.shape) if rng.random() < 0.7 else 0.0
    worn = np.clip(ink + soft * (255 - ink) / 255 + noise, 0, 255).astype(np.uint8)
    places = np.minimum(np.arange(width) * owner.size // width, owner.size - 1)
    return worn, owner[places]


def _parts(inked: np.ndarray, gap: float) -> list[tuple[int, int]]:
    """Give the columns of ink that no gap of at least `gap` parts, as the reader parts words."""
    edges = np.flatnonzero(np.diff(np.pad(inked.astype(np.int8), 1)))
    parts: list[tuple[int, int]] = []
    for left, right in edges.reshape(-1, 2):
        if parts and left - parts[-1][1] < gap:
            parts[-1] = (parts[-1][0], int(right))
        else:
            parts.append((int(left), int(right)))
    return parts
