"""Pages of separate lines, printed one under the other, with the place of every line and word known.

WeasyPrint shapes them with Pango and HarfBuzz and pdfium draws them at 300 dpi, as the bench's whole pages are made.
The same page is drawn a second time with a colour of its own for each word: where a colour is, is its word.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from balagh.model import Box
from samples.render import DPI, pdf_of, pictures_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from samples.degrade import Image

#: A4 in millimetres, and the paper left free on every side.
WIDTH, HEIGHT, MARGIN = 210.0, 297.0, 14.0

#: Millimetres of an inch.
INCH = 25.4

#: Paper is at least this light in all of red, green and blue.
PAPER = 200

#: Paint for words. Every colour lacks one of red, green and blue entirely: blended with white paper at a letter's rim
#: it is never another of them.
_LEVELS = (0, 36, 72, 108, 144, 180, 216, 252)
PAINTS = tuple(paint for paint in product(_LEVELS, repeat=3) if min(paint) == 0 and max(paint) > 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """A line to print.

    Attributes:
        text: what it says, words parted by single blanks.
        css: how it is set: family, size, weight, colours.
        rtl: it runs from right to left.
    """

    text: str
    css: str
    rtl: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedWord:
    """A word and its columns and rows on the page, in pixels at 300 dpi."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedStrip:
    """A printed line, in pixels at 300 dpi.

    Attributes:
        strip: what was printed.
        band: the stripe of paper that is its alone, from edge to edge.
        box: around its ink.
        words: its words, in the order of its text; signs too thin to be seen by their colour are missing.
    """

    strip: Strip
    band: Box
    box: Box
    words: tuple[PrintedWord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StripPage:
    """A page of lines: RGB (height, width, 3) uint8 at 300 dpi, and what is printed where."""

    picture: Image
    lines: tuple[PrintedStrip, ...]


def print_strips(strips: Sequence[Strip], pitch: float) -> list[StripPage]:
    """Print lines, one under the other, on as many pages as they take.

    Args:
        strips: the lines.
        pitch: millimetres from one line's top to the next one's.

    Raises:
        PageCountError: the renderer made more pages or fewer.
    """
    each = int((HEIGHT - 2 * MARGIN) / pitch)
    return [_page(strips[first : first + each], pitch) for first in range(0, len(strips), each)]


def wrap_words(text: str, most: int) -> list[str]:
    """Part a text into lines of at most `most` characters; a longer word has a line of its own.

    >>> wrap_words("a bb ccc d", 4)
    ['a bb', 'ccc', 'd']
    """
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= most and lines[-1]:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _page(strips: Sequence[Strip], pitch: float) -> StripPage:
    picture, keyed = (_draw(strips, pitch, painted=painted) for painted in (False, True))
    lines = []
    for number, strip in enumerate(strips):
        top, bottom = (round((MARGIN + (number + k) * pitch) / INCH * DPI) for k in (0, 1))
        band = Box(0, top, picture.shape[1], bottom)
        words = _find_words(keyed, band, strip.text)
        lines.append(PrintedStrip(strip=strip, band=band, box=_ink_box(keyed, band), words=words))
    return StripPage(picture=picture, lines=tuple(lines))


def _draw(strips: Sequence[Strip], pitch: float, *, painted: bool) -> Image:
    rows = "".join(_row(strip, MARGIN + number * pitch, painted) for number, strip in enumerate(strips))
    # The line stands in the upper part of its stripe: a coloured ground must not reach the next one's.
    css = (
        f"@page {{ size: A4; margin: 0; }} body {{ margin: 0; }} "
        f".strip {{ position: absolute; left: {MARGIN}mm; right: {MARGIN}mm; white-space: nowrap; line-height: 1.35; }}"
    )
    html = f"<!doctype html><html><head><style>{css}</style></head><body>{rows}</body></html>"
    return pictures_of(pdf_of(html), 1)[0]


def _row(strip: Strip, top: float, painted: bool) -> str:
    words = strip.text.split(" ")
    inner = " ".join(map(escape, words))
    css = strip.css
    if painted:
        css += "; background: none; color: black"
        inner = " ".join(
            f'<span style="color: rgb{paint}">{escape(word)}</span>'
            for word, paint in zip(words, PAINTS, strict=False)
        )
    direction = "rtl" if strip.rtl else "ltr"
    return f'<div class="strip" dir="{direction}" style="top: {top:.3f}mm; {css}">{inner}</div>'


def _ink_box(keyed: Image, band: Box) -> Box:
    rows, columns = np.nonzero(keyed[band.y0 : band.y1].min(axis=2) < PAPER)
    if not len(rows):
        return band
    left, right = int(columns.min()), int(columns.max()) + 1
    return Box(left, band.y0 + int(rows.min()), right, band.y0 + int(rows.max()) + 1)


def _find_words(keyed: Image, band: Box, text: str) -> tuple[PrintedWord, ...]:
    """Give the words whose paint is seen in the band."""
    window = keyed[band.y0 : band.y1]
    codes = _code(window[..., 0], window[..., 1], window[..., 2])
    words = []
    for word, paint in zip(text.split(" "), PAINTS, strict=False):
        rows, columns = np.nonzero(codes == _code(*(np.array(level) for level in paint)))
        if len(rows):
            left, right = int(columns.min()), int(columns.max()) + 1
            top, bottom = int(rows.min()) + band.y0, int(rows.max()) + 1 + band.y0
            words.append(PrintedWord(text=word, box=Box(left, top, right, bottom)))
    return tuple(words)


def _code(
    red: NDArray[np.integer], green: NDArray[np.integer], blue: NDArray[np.integer]
) -> NDArray[np.int64]:
    return np.asarray((np.asarray(red, np.int64) * 256 + green) * 256 + blue, np.int64)
