"""The glyphs of a layer that can be used: on the page, with ink, upright, each mark joined to its letter."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from balagh.ingest.layer import Glyph, TextLayer

#: Degrees that a baseline may slant and still be a line of the page: a page laid on askew by hand.
MOST_SLANT = 3.0

#: Font sizes in points as drawn: below the first nothing can be read, above the second it is a drawing or a watermark.
LEAST_SIZE, MOST_SIZE = 1.0, 400.0

#: A glyph narrower than this share of its size is a mark or nothing at all: no letter of any font is.
MARK_WIDTH = 0.02

#: A mark no further than this from a letter's end, in font sizes, stands between two letters.
EDGE = 0.05

#: A figure or sign that so many glyphs of one font are said to be is none of them; a hyphen has two or three.
MANY = 4

#: The sign that programs like to give for what they do not know needs fewer.
STOPGAPS = {"?": 2}

#: Codes below this are no letters in any encoding of single bytes: a font that draws with so many of them, and in so
#: large a share of its glyphs, numbers its glyphs as it likes (2 of 5 in what ps2pdf makes of a page of French).
FIRST_LETTER, LEAST_CODES, LEAST_SHARE = 32, 5, 0.2

#: Stands for what the file does not say.
UNKNOWN = "\ufffd"

#: How far beside its letter, in font sizes, the point may stand that a mark is placed at.
MARK_REACH = 0.15


@dataclass(frozen=True, slots=True, kw_only=True)
class Usable:
    """What of a layer can be used.

    Attributes:
        glyphs: upright ones with ink, in the order of the content stream, blanks included, marks joined to letters.
        turned: letters that stand at another angle.
        hidden: how many letters leave no ink.
    """

    glyphs: tuple[Glyph, ...]
    turned: tuple[Glyph, ...]
    hidden: int


def usable_glyphs(layer: TextLayer) -> Usable:
    """Sort out a layer's glyphs; those without a sensible place or size are left out silently."""
    upright: list[Glyph] = []
    turned: list[Glyph] = []
    hidden = 0
    for glyph in layer.glyphs:
        if not _is_sane(glyph, layer):
            continue
        if not glyph.visible:
            hidden += bool(glyph.text.strip())
        elif not is_upright(glyph):
            turned += [] if is_blank(glyph) else [glyph]
        else:
            upright.append(glyph)
    return Usable(
        glyphs=tuple(_with_marks(_without_stopgaps(_without_guesses(upright)))),
        turned=tuple(turned),
        hidden=hidden,
    )


def is_upright(glyph: Glyph) -> bool:
    """Tell whether a glyph's baseline runs across the page."""
    return min(glyph.angle % 360, -glyph.angle % 360) <= MOST_SLANT


def is_blank(glyph: Glyph) -> bool:
    """Tell whether a glyph is a blank: its text says so, or is a control that Chromium draws as one."""
    return _is_blank(glyph.text)


@cache
def _is_blank(text: str) -> bool:
    return bool(text) and all(sign.isspace() or unicodedata.category(sign) == "Cf" for sign in text)


def is_mark(glyph: Glyph) -> bool:
    """Tell whether a glyph is a vowel sign or accent set over another, or takes no room at all."""
    if glyph.x1 - glyph.x0 < MARK_WIDTH * glyph.size:
        return not is_blank(glyph)
    return bool(glyph.text) and all(unicodedata.combining(sign) for sign in glyph.text)


def _is_sane(glyph: Glyph, layer: TextLayer) -> bool:
    places = (glyph.x0, glyph.y0, glyph.x1, glyph.y1, glyph.size, glyph.angle)
    if not all(map(math.isfinite, places)) or not LEAST_SIZE <= glyph.size <= MOST_SIZE:
        return False
    if glyph.x1 < glyph.x0 or glyph.y1 <= glyph.y0:
        return False
    across, down = (glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2
    return 0 <= across <= layer.width and 0 <= down <= layer.height


def _with_marks(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Give the glyphs with every mark's text put behind that of the letter it stands on."""
    marks = [is_mark(glyph) for glyph in glyphs]
    texts = [glyph.text for glyph in glyphs]
    for k, glyph in enumerate(glyphs):
        if not marks[k]:
            continue
        base = _base_of(glyphs, marks, k)
        if base is not None:
            texts[base] += glyph.text or UNKNOWN
    return [
        glyph if texts[k] == glyph.text else replace(glyph, text=texts[k])
        for k, glyph in enumerate(glyphs)
        if not marks[k]
    ]


def _base_of(glyphs: Sequence[Glyph], marks: Sequence[bool], k: int) -> int | None:
    """Give the letter before or after mark `k` in the stream that the mark stands on; None where there is none.

    A mark set where two letters meet belongs to the one that was drawn from there on: in Arabic that at the right.
    """
    mark = glyphs[k]
    reach, middle = MARK_REACH * mark.size, (mark.x0 + mark.x1) / 2
    near: list[tuple[float, int]] = []
    for step in (1, -1):
        at = k + step
        while 0 <= at < len(glyphs) and marks[at]:
            at += step
        if not 0 <= at < len(glyphs) or is_blank(glyphs[at]):
            continue
        other = glyphs[at]
        off = max(other.x0 - middle, middle - other.x1, 0.0)
        if off <= reach and other.y0 - other.size < mark.y1 and mark.y0 < other.y1 + other.size:
            edge = min(abs(middle - other.x0), abs(middle - other.x1)) <= EDGE * mark.size
            own = other.x0 if _runs_left(mark.text, other.text) else other.x1
            near.append((off + (abs(middle - own) if edge else 0.0), at))
    return min(near)[1] if near else None


def _runs_left(mark: str, letter: str) -> bool:
    """Tell whether a mark and its letter are of a script that is read from the right."""
    # A letter without a width is the alef of a lam, whatever the font says of it.
    letters = any(unicodedata.category(sign)[0] == "L" for sign in mark)
    return letters or any(unicodedata.bidirectional(sign) in {"AL", "R"} for sign in mark + letter)


def _without_guesses(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Take the text from the glyphs of fonts that number them as they like and do not say what they stand for.

    Where a font has no map, its codes are taken for those of ASCII. Numbers from 1 on reach the letters' codes too: the
    figure 2 of such a font was a blank.
    """
    unmapped: dict[str, list[int]] = {}
    others: dict[str, list[Glyph]] = {}
    for glyph in glyphs:
        if glyph.text:
            others.setdefault(glyph.font, []).append(glyph)
        elif 0 < glyph.code < FIRST_LETTER:
            unmapped.setdefault(glyph.font, []).append(glyph.code)
    guessed = {
        font
        for font, codes in unmapped.items()
        if len(set(codes)) >= LEAST_CODES
        and len(codes) >= LEAST_SHARE * (len(codes) + len(others.get(font, ())))
        and all(glyph.text == chr(glyph.code) for glyph in others.get(font, ()))
    }
    if not guessed:
        return list(glyphs)
    return [replace(glyph, text="") if glyph.font in guessed else glyph for glyph in glyphs]


def _without_stopgaps(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Take the text from glyphs of a font that has one sign for many: it says "?" where it knows nothing."""
    codes: dict[tuple[str, str], set[int]] = {}
    for glyph in glyphs:
        if glyph.text.isascii() and len(glyph.text) == 1 and not glyph.text.isalpha():
            codes.setdefault((glyph.font, glyph.text), set()).add(glyph.code)
    stopgaps = {
        key for key, found in codes.items() if len(found) >= STOPGAPS.get(key[1], MANY) and key[1].strip()
    }
    if not stopgaps:
        return list(glyphs)
    return [replace(glyph, text="") if (glyph.font, glyph.text) in stopgaps else glyph for glyph in glyphs]
