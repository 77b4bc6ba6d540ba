"""Words of a layer as they go on: what the file gave, what is meant, and the edits between."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from balagh.model import Box
from balagh.pipelines.printed import ReadWord
from balagh.pipelines.repair.rules import Edit, Rule, apply_edits, normalise_text

if TYPE_CHECKING:
    from balagh.pipelines.layer.lines import LayerWord

#: How sure we are of a hamza or an accent that was read in the picture.
PICTURE_CONFIDENCE = 0.9

#: Letters whose hamza is a part of them in Unicode's eyes, as they are without it.
_LOST = str.maketrans({"ؤ": "و", "ئ": "ي", "ى": "ي", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا"})


def printed_word(word: LayerWord, scale: float, confidence: float) -> ReadWord:
    """Give a word as it goes on, its box at `scale` pixels a point."""
    return ReadWord(
        original=word.original,
        text=normalise_text(word.text),
        box=Box(
            round(min(glyph.x0 for glyph in word.glyphs) * scale),
            round(min(glyph.y0 for glyph in word.glyphs) * scale),
            round(max(glyph.x1 for glyph in word.glyphs) * scale),
            round(max(glyph.y1 for glyph in word.glyphs) * scale),
        ),
        confidence=confidence,
        edits=word.edits,
    )


def skeleton(text: str) -> str:
    """Give the letters and figures of a text without hamza, accents and punctuation.

    >>> skeleton("أكادير،") == skeleton("اكادير")
    True
    """
    plain = unicodedata.normalize("NFKD", text.translate(_LOST))
    return "".join(sign for sign in plain if sign.isalnum())


def marked_as(word: ReadWord, read: str) -> ReadWord | None:
    """Give a word with its hamzas and accents as they were read in the picture; None where other letters were read."""
    edits = _marks(word.text if word.edits else word.original, read)
    if edits is None or not word.edits:
        return None if edits is None else _with_edits(word, edits)
    if not edits:
        return word
    # The word was changed before: one edit says what became of it in the end.
    whole = Edit(
        start=0,
        end=len(word.original),
        after=apply_edits(word.text, edits),
        rule=Rule.PICTURE,
        note="; ".join(dict.fromkeys(edit.note for edit in (*word.edits, *edits))),
        confidence=PICTURE_CONFIDENCE,
    )
    return _with_edits(word, (whole,))


def _with_edits(word: ReadWord, edits: tuple[Edit, ...]) -> ReadWord:
    return replace(word, text=normalise_text(apply_edits(word.original, edits)), edits=edits)


def _marks(text: str, read: str) -> tuple[Edit, ...] | None:
    """Give the edits that put the hamzas and accents of `read` on the letters of `text`; None for other letters."""
    if skeleton(text) != skeleton(read):
        return None
    letters = iter([sign for sign in unicodedata.normalize("NFC", read) if sign.isalnum()])
    edits = []
    for place, sign in enumerate(text):
        if not sign.isalnum():
            continue
        letter = next(letters, "")
        if not letter or skeleton(letter) != skeleton(sign):
            return None
        if letter != unicodedata.normalize("NFKC", sign):
            edits.append(
                Edit(
                    start=place,
                    end=place + 1,
                    after=letter,
                    rule=Rule.PICTURE,
                    note=f"{letter} in the picture",
                    confidence=PICTURE_CONFIDENCE,
                )
            )
    return tuple(edits)
