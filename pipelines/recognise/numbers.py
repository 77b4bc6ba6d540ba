"""Numbers in Arabic lines: which digits they are in, and reading the Arabic-Indic ones."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

import numpy as np

from balagh.model import union
from balagh.pipelines.recognise.engine import EngineWord
from balagh.pipelines.recognise.runs import Hand, Run
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
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from balagh.pipelines.layout.pictures import LinePicture
    from balagh.pipelines.recognise.sight import Sight
    from balagh.pipelines.recognise.signs import Sign

_DIGITS = tuple(str(digit) for digit in range(10))

#: Digits that look like no letter, dot or European digit: zero is a dot, one an alef, five a heh.
_CLEAR_DIGITS = frozenset("2346789")

#: A word of at most this many pieces, one of them such a digit with at least this probability, may be a number.
MOST_DIGITS, CLEAR = 14, 0.9

#: The odds given to a number found that way (see `Run.odds`).
NUMBER_ODDS = 5.0

#: What else stands in a number, and what it is written as.
_BETWEEN = {STOP: ".", DASH: "-", SLASH: "/", COMMA: "،"}

#: A dot whose middle lies above this share of the digits' height, from their foot, is a zero and no full stop.
ZERO_HEIGHT = 0.30

#: Digits of one number stand at equal steps from middle to middle; a step this many times the least one holds a blank.
#: (By the gaps between them a zero, which is a dot, would part every number it stands in.)
BLANK_STEP = 1.38

#: The logarithm of the probability from which a sign is surely a letter.
SURE_LETTER = -0.2

#: A full stop beside a number is at most this share of its digits' height tall and wide, and stands on their foot to
#: within a share of it; a comma reaches below it, a dash hangs above.
STOP_SIZE, ON_FOOT = 0.34, 0.14

#: Below this mean probability a number's signs are not believed.
BELIEVED = 0.6


def settle_numbers(sight: Sight, index: int, runs: Sequence[Run]) -> tuple[Run, ...]:
    """Say of each number in a line which digits it is in, sign by sign; what is no number becomes Arabic.

    Short Arabic-Indic numbers that were taken for Arabic words come out as runs of their own.
    """
    settled: list[Run] = []
    for run in runs:
        if run.hand in {Hand.DIGITS, Hand.INDIC}:
            settled.append(replace(run, hand=_number_hand(sight, index, run)))
        elif run.hand is Hand.ARABIC:
            settled += _part_numbers(sight, index, run)
        else:
            settled.append(run)
    return tuple(settled)


def _part_numbers(sight: Sight, index: int, run: Run) -> Iterator[Run]:
    """Cut an Arabic run where words of it are Arabic-Indic numbers."""
    pieces = np.array(sight.lines.lines[index].pieces, np.int64)
    lefts, rights = sight.parts.x0[pieces], sight.parts.x1[pieces]
    hands = [
        Hand.INDIC if _is_indic(sight, index, pieces[(lefts >= x0) & (rights <= x1)]) else Hand.ARABIC
        for x0, x1 in run.words
    ]
    for hand, group in groupby(zip(run.words, hands, strict=True), key=lambda pair: pair[1]):
        words = tuple(word for word, _ in group)
        odds = NUMBER_ODDS if hand is Hand.INDIC else run.odds
        yield Run(hand=hand, span=(words[0][0], words[-1][1]), words=words, odds=odds)


def _is_indic(sight: Sight, index: int, pieces: NDArray[np.int64]) -> bool:
    """Tell whether a word's pieces are Arabic-Indic digits beyond doubt; alef, heh and dots alone look like some."""
    if not 0 < pieces.size <= MOST_DIGITS:
        return False
    span = (int(sight.parts.x0[pieces].min()), int(sight.parts.x1[pieces].max()))
    lone = lone_pieces(sight, index, span)
    if len(lone) != pieces.size:
        return False
    named = [sign.best((*_DIGITS, *_BETWEEN, LETTER, EUROPEAN)) for sign in read_signs(sight, index, lone)]
    clear = [chance for name, chance in named if name in _CLEAR_DIGITS]
    return (
        bool(clear) and all(name in _DIGITS or name in _BETWEEN for name, _ in named) and max(clear) > CLEAR
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
    if best is Hand.DIGITS and any(sign.logs[LETTER] > SURE_LETTER for sign in signs):
        # A particle written together with its number (waw, bi) must not be read as a digit.
        return Hand.ARABIC
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
    middles = [sign.box.center[0] for sign in signs]
    steps = [b - a for a, b in pairwise(middles)]
    most = BLANK_STEP * max(
        min(steps, default=0.0), 0.35 * sight.lines.lines[index].letter_height * sight.page.shrink
    )
    start = 0
    for end in range(1, len(signs) + 1):
        if end == len(signs) or steps[end - 1] > most:
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


def ends_with_stop(sight: Sight, index: int, span: tuple[int, int]) -> bool:
    """Tell whether a full stop is printed at the left end of the number in columns `span` of a right-to-left line."""
    parts = sight.parts
    pieces = np.array(sight.lines.lines[index].pieces, np.int64)
    pieces = pieces[(parts.x0[pieces] >= span[0]) & (parts.x1[pieces] <= span[1])]
    if pieces.size < 2:
        return False
    pieces = pieces[np.argsort(parts.x0[pieces])]
    first, digits = int(pieces[0]), pieces[1:]
    height = float(np.median(parts.heights[digits]))
    foot = float(np.median(parts.y1[digits]))
    small = max(parts.heights[first], parts.widths[first]) <= STOP_SIZE * height
    # A pixel either way is the grid's.
    return bool(small) and abs(float(parts.y1[first]) - foot) <= max(1.0, ON_FOOT * height)


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
