"""Numbers in Arabic lines: which digits they are in, and reading the Arabic-Indic ones."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from balagh.model import union
from balagh.pipelines.recognise.engine import EngineWord
from balagh.pipelines.recognise.runs import Hand
from balagh.pipelines.recognise.signs import (
    COMMA,
    DASH,
    EUROPEAN,
    INDIC_DIGITS,
    LETTER,
    SLASH,
    STOP,
    lone_pieces,
    read_signs,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from balagh.pipelines.layout.pictures import LinePicture
    from balagh.pipelines.recognise.runs import Run
    from balagh.pipelines.recognise.sight import Sight
    from balagh.pipelines.recognise.signs import Sign

_DIGITS = tuple(str(digit) for digit in range(10))

#: What else stands in a number, and what it is written as.
_BETWEEN = {STOP: ".", DASH: "-", SLASH: "/", COMMA: "،"}

#: A dot whose middle lies above this share of the digits' height, from their foot, is a zero and no full stop.
ZERO_HEIGHT = 0.30

#: Below this mean probability a number's signs are not believed.
BELIEVED = 0.6


def settle_numbers(sight: Sight, index: int, runs: Sequence[Run]) -> tuple[Run, ...]:
    """Say of each number in a line which digits it is in, sign by sign; what is no number becomes Arabic."""
    return tuple(
        replace(run, hand=_number_hand(sight, index, run)) if run.hand in {Hand.DIGITS, Hand.INDIC} else run
        for run in runs
    )


def _number_hand(sight: Sight, index: int, run: Run) -> Hand:
    parts = sight.parts
    signs = read_signs(sight, index, lone_pieces(sight, index, run.span))
    if not signs:
        return Hand.ARABIC
    votes = {
        Hand.INDIC: sum(max(sign.logs[name] for name in _DIGITS) for sign in signs),
        Hand.DIGITS: sum(
            max(sign.logs[EUROPEAN], sign.logs[STOP] - 1, sign.logs[DASH] - 1) for sign in signs
        ),
        Hand.ARABIC: sum(sign.logs[LETTER] for sign in signs),
    }
    best = max(votes, key=lambda hand: votes[hand])
    # Letters that touch are no signs: a run that is mostly such is a word.
    pieces = sight.lines.lines[index].pieces
    inside = sum(1 for p in pieces if run.span[0] <= parts.x0[p] and parts.x1[p] <= run.span[1])
    return best if 2 * len(signs) >= inside else Hand.ARABIC


def read_indic(
    sight: Sight, index: int, picture: LinePicture, span: tuple[int, int]
) -> tuple[EngineWord, ...]:
    """Read the Arabic-Indic numbers in columns `span` of a line, left to right, in columns of `picture`.

    Gives nothing where the signs are not believed to be such numbers.
    """
    signs = read_signs(sight, index, lone_pieces(sight, index, span))
    if not signs:
        return ()
    texts, chances = _spell(signs)
    if not any(text in INDIC_DIGITS for text in texts) or float(np.mean(chances)) < BELIEVED:
        return ()
    words: list[EngineWord] = []
    gap = 0.45 * sight.lines.lines[index].letter_height * sight.page.shrink
    start = 0
    for end in range(1, len(signs) + 1):
        if end == len(signs) or signs[end].box.x0 - signs[end - 1].box.x1 > gap:
            box = union(sign.box for sign in signs[start:end])
            words.append(
                EngineWord(
                    text="".join(texts[start:end]),
                    x0=round((box.x0 - picture.box.x0) * picture.zoom),
                    x1=round((box.x1 - picture.box.x0) * picture.zoom),
                    confidence=float(np.mean(chances[start:end])),
                )
            )
            start = end
    return tuple(words)


def _spell(signs: Sequence[Sign]) -> tuple[list[str], list[float]]:
    """Give each sign's character and its probability; a dot is a zero or a full stop by where it hangs."""
    named = [sign.best((*_DIGITS, *_BETWEEN)) for sign in signs]
    tall = [sign.box for sign, (name, _) in zip(signs, named, strict=True) if name in _DIGITS and name != "0"]
    texts, chances = [], []
    for sign, (name, chance) in zip(signs, named, strict=True):
        if name in {"0", STOP} and tall:
            digits = union(tall)
            hangs = (digits.y1 - sign.box.center[1]) / max(1, digits.height)
            name = "0" if hangs > ZERO_HEIGHT else STOP
            chance = float(np.exp(sign.logs["0"]) + np.exp(sign.logs[STOP]))
        texts.append(INDIC_DIGITS[int(name)] if name in _DIGITS else _BETWEEN[name])
        chances.append(min(1.0, chance))
    return texts, chances
