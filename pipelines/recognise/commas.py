"""The Arabic comma, which Tesseract's Arabic model does not have: found by its shape, put where the engine guessed.

In its place the model gives a comma, a full stop, a colon, a quotation mark or a hamza.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from balagh.pipelines.recognise.signs import (
    COMMA,
    DASH,
    EUROPEAN,
    HAMZA,
    LETTER,
    STOP,
    lone_pieces,
    read_signs,
)

if TYPE_CHECKING:
    from balagh.model import Box
    from balagh.pipelines.printed import ReadWord
    from balagh.pipelines.recognise.sight import Sight

ARABIC_COMMA = "،"

#: How far a comma may stand from the end of its word, in heights of the line picture.
COMMA_REACH = 0.6

#: What the engine gives for an Arabic comma at a word's end.
STAND_INS = ",.:;؛\"'“”«»`|*-؟!_ء"

#: Pieces from this to this share of the line's letter height are looked at: commas were 0.28 to 0.63 in ten typefaces.
LEAST_SHARE, MOST_SHARE = 0.2, 0.75

#: A comma's foot stands no higher than this share of the line's core above its bottom: quotes and dots hang higher.
LOWEST_PART = 0.62

#: Classes a lone mark in a line of letters may have.
_CLASSES = (COMMA, STOP, DASH, HAMZA, LETTER, EUROPEAN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A lone low piece of ink, in pixels of the clean page, and whether it is a comma or a hamza."""

    box: Box
    comma: bool
    hamza: bool


def lone_marks(sight: Sight, index: int) -> tuple[Mark, ...]:
    """Find the small low pieces of a line that share their columns with no other piece of it, left to right."""
    parts, line = sight.parts, sight.lines.lines[index]
    highest_foot = line.core.y0 + (1 - LOWEST_PART) * line.core.height
    pieces = [
        piece
        for piece in lone_pieces(sight, index)
        if LEAST_SHARE * line.letter_height <= parts.heights[piece] <= MOST_SHARE * line.letter_height
        and parts.y1[piece] > highest_foot
    ]
    marks = []
    for sign in read_signs(sight, index, pieces):
        name, _ = sign.best(_CLASSES)
        marks.append(Mark(box=sign.box, comma=name == COMMA, hamza=name == HAMZA))
    return tuple(marks)


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


def place_commas(words: list[ReadWord], marks: tuple[Mark, ...], box: Box) -> list[ReadWord]:
    """Give each comma on the page to the Arabic word whose left end it stands at."""
    reach = COMMA_REACH * box.height
    placed = [_plain_comma(word) for word in words]
    for mark in marks:
        if not mark.comma or not box.x0 <= mark.box.center[0] <= box.x1:
            continue
        near = [
            k for k, word in enumerate(placed) if abs(word.box.x0 - mark.box.x0) <= reach and is_arabic(word)
        ]
        if near:
            k = min(near, key=lambda k: abs(placed[k].box.x0 - mark.box.x0))
            hamza = any(_is_hamza(other, mark, box.height) for other in marks)
            placed[k] = replace(placed[k], text=put_comma(placed[k].original, hamza=hamza))
    return placed


def _is_hamza(other: Mark, comma: Mark, height: int) -> bool:
    """Tell whether a lone mark stands close before a comma (at its right), as a final hamza does."""
    gap = other.box.x0 - comma.box.x1
    return (
        not other.comma and -0.1 * height <= gap <= 0.3 * height and other.box.height > 0.7 * comma.box.height
    )


def _plain_comma(word: ReadWord) -> ReadWord:
    """A plain comma after an Arabic word is the Arabic one: the model has no other to give."""
    if is_arabic(word) and word.text.endswith(","):
        return replace(word, text=put_comma(word.text, hamza=True))
    return word


def is_arabic(word: ReadWord) -> bool:
    """Tell whether a word has an Arabic letter."""
    return has_arabic(word.text)


def has_arabic(text: str) -> bool:
    """Tell whether there is an Arabic letter in a text."""
    return any("\u0621" <= letter <= "\u064a" for letter in text)
