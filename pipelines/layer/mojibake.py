"""Arabic whose bytes a font takes for Latin ones, turned back: exact, where reading the picture would be a guess."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from balagh.model import Script
from balagh.pipelines.languages.scripts import script_of
from balagh.pipelines.layer.given import Given
from balagh.pipelines.layer.glyphs import UNKNOWN
from balagh.pipelines.layer.letters import bits_a_letter
from balagh.pipelines.layer.rows import Cut
from balagh.pipelines.layer.trust import LIKELY_BITS, MOST_BITS
from balagh.pipelines.repair.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from balagh.ingest.layer import Glyph
    from balagh.pipelines.layer.rows import Row

#: The code page of Arabic Windows, and the Latin one that its bytes are taken for.
ARABIC_PAGE, LATIN_PAGE = "cp1256", "cp1252"

#: A ligature has at least so many letters; the last character that two bytes can say.
SHORTEST_LIGATURE, LAST_OF_PLANE = 2, 0xFFFF

#: How sure we are of Arabic from Latin bytes: all of its font makes likely words.
DECODED = 0.98

#: What is said of letters that were turned back.
_LATIN = "Arabic letters that the font takes for the Latin ones of the same bytes"
_GARBLED = "a ligature whose letters the file writes with bytes of each other"

#: So many letters of a font must turn into likely Arabic.
LEAST_LETTERS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Rows with what their glyphs mean; `given` is what the file said, by the place in the content stream."""

    rows: tuple[Row, ...]
    given: Mapping[int, Given]


def decode_rows(rows: Sequence[Row]) -> Decoded:
    """Turn back garbled ligatures, and fonts whose Latin words are unlikely and, taken for Arabic, likely."""
    given: dict[int, Given] = {}
    rows = [_with_ligatures(row, given) for row in rows]
    fonts = _wrong_fonts(rows)
    if not fonts:
        return Decoded(rows=tuple(rows), given=given)
    return Decoded(rows=tuple(_decode_row(row, fonts, given) for row in rows), given=given)


def as_arabic(text: str) -> str | None:
    """Give the Arabic of the same bytes; None where there are no such bytes, or all of them are plain ASCII.

    >>> as_arabic("ÈáÇÛ")
    'بلاغ'
    """
    if text.isascii():
        return None
    try:
        return text.encode(LATIN_PAGE).decode(ARABIC_PAGE)
    except UnicodeError:
        return None


def ligature_of(text: str) -> str | None:
    """Give the letters of a ligature whose text Ghostscript garbled; None for all else.

    It writes the letters after the first with the first's lower byte for their upper one (0644 4427 for 0644 0627), or
    all letters with their bytes the wrong way round (7400 6900 for 0074 0069).

    >>> ligature_of("\u0644\u4427"), ligature_of("\u7400\u6900"), ligature_of("ti")
    ('لا', 'ti', None)
    """
    if len(text) < SHORTEST_LIGATURE or text.isascii():
        return None
    codes = [ord(sign) for sign in text]
    if all(code >> 8 == before & 0xFF for before, code in pairwise(codes)):
        letters = text[0] + "".join(chr(codes[0] & ~0xFF | code & 0xFF) for code in codes[1:])
    elif max(codes) <= LAST_OF_PLANE:
        letters = "".join(chr((code & 0xFF) << 8 | code >> 8) for code in codes)
    else:
        return None
    scripts = {script_of(sign) for sign in letters}
    known = scripts in ({Script.ARABIC}, {Script.LATIN})
    return letters if known and letters.isalpha() else None


def _with_ligatures(row: Row, given: dict[int, Given]) -> Row:
    """Give a row with its garbled ligatures turned back."""
    whole = {glyph.order: letters for glyph in row.glyphs if (letters := ligature_of(glyph.text)) is not None}
    if not whole:
        return row
    given.update({glyph.order: _given(glyph, _GARBLED) for glyph in row.glyphs if glyph.order in whole})
    words = (
        Cut(tuple(replace(glyph, text=whole.get(glyph.order, glyph.text)) for glyph in word.glyphs))
        for word in row.words
    )
    return replace(row, words=tuple(words))


def _wrong_fonts(rows: Sequence[Row]) -> frozenset[str]:
    bits: dict[str, float] = {}
    letters: dict[str, int] = {}
    for word in (word for row in rows for word in row.words):
        cost = _arabic_bits(word)
        if cost is None or not _is_unlikely(word):
            continue
        font, length = word.glyphs[0].font, len(word.glyphs)
        bits[font] = bits.get(font, 0.0) + cost * length
        letters[font] = letters.get(font, 0) + length
    return frozenset(
        font
        for font, count in letters.items()
        if count >= LEAST_LETTERS and bits[font] <= LIKELY_BITS * count
    )


def _is_unlikely(word: Cut) -> bool:
    """Tell whether a word has letters beyond ASCII and is no Latin word, read from the left."""
    letters = "".join(sign for glyph in word.glyphs for sign in glyph.text if sign.isalpha())
    bits = bits_a_letter(letters, Script.LATIN) if letters else None
    return bits is not None and bits > MOST_BITS and not letters.isascii()


def _arabic_bits(word: Cut) -> float | None:
    turned = [as_arabic(glyph.text.replace(UNKNOWN, "")) or "" for glyph in reversed(word.glyphs)]
    letters = "".join(sign for text in turned for sign in text if sign.isalpha())
    return bits_a_letter(letters, Script.ARABIC) if letters else None


def _decode_row(row: Row, fonts: frozenset[str], given: dict[int, Given]) -> Row:
    own = [word for word in row.words if word.glyphs[0].font in fonts]
    wrong = [word for word in own if _is_unlikely(word)]
    if not wrong:
        return row
    # Short words and lone signs of such a line go with most of its words; à and é alone are words of French too.
    mostly = 2 * len(wrong) >= sum(_has_letters(word.glyphs) for word in own)
    return replace(
        row,
        words=tuple(
            _decode(word, given) if word in wrong or (mostly and word in own) else word for word in row.words
        ),
    )


def _has_letters(glyphs: Iterable[Glyph]) -> bool:
    return any(sign.isalpha() for glyph in glyphs for sign in glyph.text)


def _given(glyph: Glyph, note: str) -> Given:
    return Given(text=glyph.text, rule=Rule.MOJIBAKE, note=note, confidence=DECODED)


def _decode(word: Cut, given: dict[int, Given]) -> Cut:
    glyphs = []
    for glyph in word.glyphs:
        text = as_arabic(glyph.text.replace(UNKNOWN, ""))
        if text is None or text == glyph.text:
            glyphs.append(glyph)
        else:
            given[glyph.order] = _given(glyph, _GARBLED if ligature_of(glyph.text) else _LATIN)
            # A mark without a text that stands on the letter stays to be asked for.
            glyphs.append(replace(glyph, text=text + UNKNOWN * glyph.text.count(UNKNOWN)))
    return Cut(tuple(glyphs))
