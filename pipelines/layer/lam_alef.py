"""Lam and alef in the wrong order where the layer does not show that one glyph stands for both: told by the letters."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

from balagh.model import Script
from balagh.pipelines.layer.letters import fold_word, letters_of
from balagh.pipelines.repair.rules import Edit, Rule, turn_lam_alef

if TYPE_CHECKING:
    from collections.abc import Sequence

    from balagh.pipelines.layer.lines import LayerLine, LayerWord

#: An alef before an alef and a lam: no Arabic word has it, the turned article of words in alef has it always.
_TELLTALE = re.compile("ا[اأإآ]ل")

#: Any pair that may be turned.
_PAIR = re.compile("[اأإآ]ل")

#: So many words of a font must show the fault before its other words are looked at.
LEAST_WORDS = 2

#: Bits by which a turned word must be likelier, and pairs of one word that are tried.
GAIN, MOST_PAIRS = 4.0, 4

#: How sure we are of a pair turned for its letters alone.
BY_LETTERS = 0.9


def turn_by_letters(lines: Sequence[LayerLine]) -> tuple[LayerLine, ...]:
    """Give the lines with turned pairs put right in the words of fonts that plainly turn them.

    Words that were changed already stay as they are.
    """
    fonts = _faulty_fonts(lines)
    if not fonts:
        return tuple(lines)
    return tuple(
        replace(line, words=tuple(_turned(word) if _font(word) in fonts else word for word in line.words))
        for line in lines
    )


def _font(word: LayerWord) -> str:
    return word.glyphs[0].font


def _faulty_fonts(lines: Sequence[LayerLine]) -> frozenset[str]:
    seen: dict[str, int] = {}
    for word in (word for line in lines for word in line.words):
        if _TELLTALE.search(word.text):
            seen[_font(word)] = seen.get(_font(word), 0) + 1
    return frozenset(font for font, count in seen.items() if count >= LEAST_WORDS)


def _turned(word: LayerWord) -> LayerWord:
    places = [match.start() for match in _PAIR.finditer(word.original)]
    letters = letters_of(Script.ARABIC)
    if word.edits or letters is None or not 0 < len(places) <= MOST_PAIRS:
        return word
    plain = letters.bits(fold_word(word.original))
    best = plain - GAIN
    chosen: tuple[int, ...] = ()
    for choice in product((False, True), repeat=len(places)):
        turned = tuple(place for place, turn in zip(places, choice, strict=True) if turn)
        cost = letters.bits(fold_word(_with_turned(word.original, turned)))
        if turned and cost < best:
            best, chosen = cost, turned
    note = "the letters are likelier this way, and the font turns them elsewhere"
    edits = tuple(
        Edit(
            start=place,
            end=place + 2,
            after=turn_lam_alef(word.original[place : place + 2]) or "",
            rule=Rule.LAM_ALEF_ORDER,
            note=note,
            confidence=BY_LETTERS,
        )
        for place in chosen
    )
    return replace(word, edits=edits)


def _with_turned(text: str, places: Sequence[int]) -> str:
    for place in places:
        text = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    return text
