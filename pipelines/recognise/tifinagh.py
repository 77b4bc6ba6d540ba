"""What is particular to Tifinagh: words that its model takes for another script, and letters that are bars and rings.

Balagh's model of it gives U+FFFD for a word that is not in Tifinagh, and for a letter that the alphabet of Moroccan
Amazigh does not have (Tuareg letters). Neither is ever shown.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from balagh.pipelines.recognise.runs import Hand
from balagh.pipelines.recognise.segments import Segment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from balagh.pipelines.recognise.engine import EngineWord
    from balagh.pipelines.recognise.segments import LinePlan

#: What the model gives for what is not in its alphabet.
FOREIGN = "\ufffd"

#: A letter's usual width in a line picture, in pixels: so a word that was not read counts for what it would hold.
LETTER_WIDTH = 18

#: Tifinagh read with this confidence is beyond doubt.
SURE = 0.80

#: A word read with less confidence may be one of another script, though the model did not say so.
UNSURE = 0.5

#: Words that the model calls foreign are believed as another model reads them from this confidence on, words that it
#: was only unsure of from that one, and when they are so much surer. The French model read 1 in 100 words of Tifinagh
#: (six typefaces and sizes) with 0.9, but none with so much more than balagh's own (2026-11-22).
SURE_FOREIGN, SURE_OTHER, CLEARLY = 0.7, 0.85, 0.3

#: A foreign word has so many letters, and none of the signs that bars and crosses of Tifinagh are read as, nor digits
#: within letters.
FEWEST_LETTERS = 2
_STROKES = re.compile(r"[+|\\$*£©{}~^=<>€§]|[^\W\d_]\d+[^\W\d_]")

#: Of a part that both models read, a Latin word no longer than this, which may be one of the particles ⵏ ⴷ ⵙ ⵅⴼ ⵙⴳ, is
#: exchanged for Tifinagh nearly as sure; a word of Tifinagh for a longer Latin one that is surer, and as sure as this.
SHORT_WORD, NEARLY, SURER = 2, 0.1, 0.93

#: Print no wider than this share of its line's height is one letter.
LONE_WIDTH = 0.75

#: What may be a lone letter of Tifinagh taken for another script: a bar, a ring, a cross.
_LONE_HANDS = frozenset({Hand.LATIN, Hand.DIGITS, Hand.INDIC})


def sureness(words: Sequence[EngineWord]) -> float:
    """Give the mean confidence of words, weighted by their length; 0 for none."""
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0


def has_tifinagh(text: str) -> bool:
    """Tell whether there is a letter of Tifinagh in a text.

    >>> has_tifinagh("ⴰⵙⵙⵓⵎⵔ"), has_tifinagh("O|+")
    (True, False)
    """
    return any("\u2d30" <= letter <= "\u2d7f" for letter in text)


def weigh_words(words: Sequence[EngineWord]) -> tuple[EngineWord, ...]:
    """Give the words of the model with what was not read counting as unsure, and for as many letters as it is wide."""
    return tuple(_unsure(word) if FOREIGN in word.text else word for word in words)


def _unsure(word: EngineWord) -> EngineWord:
    letters = max(len(word.text), round((word.x1 - word.x0) / LETTER_WIDTH))
    text = word.text if has_tifinagh(word.text) else FOREIGN * letters
    return replace(word, text=text, confidence=0.0)


def reads_plainly(words: Sequence[EngineWord]) -> bool:
    """Tell whether most of what the model read is surely Tifinagh; words of another script among it do not matter."""
    read = [word for word in words if FOREIGN not in word.text]
    letters = sum(len(word.text) for word in read)
    return 2 * letters > sum(len(word.text) for word in words) and sureness(read) >= SURE


def doubted_words(words: Sequence[EngineWord]) -> Iterator[tuple[int, int]]:
    """Give the first word and the one after the last of every stretch that may be in another script.

    Words that the model took for foreign go together, as an Arabic name has several; others that it is unsure of stand
    alone.
    """
    start = 0
    for foreign, group in groupby(words, key=lambda word: FOREIGN in word.text):
        found = list(group)
        if foreign:
            yield start, start + len(found)
        else:
            unsure = (k for k, word in enumerate(found) if _is_unsure(word))
            yield from ((start + k, start + k + 1) for k in unsure)
        start += len(found)


def _is_unsure(word: EngineWord) -> bool:
    """Tell whether a word may be of another script, or a number whose noughts were read as ⵔ."""
    mixed = has_tifinagh(word.text) and any(c.isdigit() for c in word.text)
    return len(word.text) > 1 and (word.confidence < UNSURE or mixed)


def reads_better(other: Sequence[EngineWord], own: Sequence[EngineWord]) -> bool:
    """Tell whether another script's model reads a stretch that Tifinagh's was unsure of, and reads words there."""
    text = "".join(word.text for word in other)
    foreign = any(FOREIGN in word.text for word in own)
    sure, before = sureness(other), sureness(own)
    if not foreign and _same_digits(text, "".join(word.text for word in own)):
        return sure >= SURE_OTHER
    words = sum(c.isalpha() for c in text) >= FEWEST_LETTERS and not _STROKES.search(text)
    return words and sure >= (SURE_FOREIGN if foreign else SURE_OTHER) and sure >= before + CLEARLY


def _same_digits(number: str, read: str) -> bool:
    """Tell whether a number has every digit of what was read, and digits where letters were read for them.

    >>> _same_digits("6:00", "6:ⵔⵔ"), _same_digits("5:00", "6:ⵔⵔ")
    (True, False)
    """
    signs = ("[0-9]" if has_tifinagh(sign) else re.escape(sign) for sign in read)
    return any(c.isdigit() for c in read) and re.fullmatch("".join(signs), number) is not None


def weave_words(base: Sequence[EngineWord], other: Sequence[EngineWord]) -> tuple[EngineWord, ...]:
    """Give an answer with those words exchanged that the other script's model reads plainly better.

    One of the two is Tifinagh's; both saw the same picture of a part of a line in Tifinagh.
    """
    woven: list[EngineWord] = []
    for word in base:
        beside = [o for o in other if word.x0 <= (o.x0 + o.x1) / 2 <= word.x1]
        woven += beside if beside and _is_exchanged(word, beside) else [word]
    return tuple(woven)


def _is_exchanged(word: EngineWord, other: Sequence[EngineWord]) -> bool:
    text, sure = "".join(o.text for o in other), sureness(other)
    if has_tifinagh(text):
        short = 0 < sum(c.isalnum() for c in word.text) <= SHORT_WORD
        return short and FOREIGN not in text and sure >= max(SURE, word.confidence - NEARLY)
    if not has_tifinagh(word.text) and FOREIGN not in word.text:
        return False
    long = sum(c.isalpha() for c in text) > SHORT_WORD and not _STROKES.search(text)
    return long and sure >= (SURE_FOREIGN if FOREIGN in word.text else max(SURER, word.confidence + NEARLY))


def claim_lone_letters(plan: LinePlan, height: int) -> LinePlan:
    """Give single letters beside Tifinagh to it: the words ⵏ ⴷ ⵙ ⴳ look like bars, crosses and rings of other scripts.

    Args:
        plan: of a line.
        height: the line's, in pixels of the layout picture.
    """
    hands = [segment.hand for segment in plan.segments]
    if Hand.TIFINAGH not in hands:
        return plan
    merged: list[Segment] = []
    for k, segment in enumerate(plan.segments):
        hand = segment.hand
        left, right = segment.span
        if hand in _LONE_HANDS and right - left <= LONE_WIDTH * height and _among(hands, k, plan):
            hand = Hand.TIFINAGH
        if merged and hand is merged[-1].hand is Hand.TIFINAGH:
            merged[-1] = Segment(hand=hand, span=(merged[-1].span[0], right))
        else:
            merged.append(replace(segment, hand=hand))
    return replace(plan, segments=tuple(merged))


def _among(hands: Sequence[Hand], k: int, plan: LinePlan) -> bool:
    """Tell whether part `k` stands between two parts in Tifinagh, or at either end of a line that is mostly that."""
    beside = [hands[n] for n in (k - 1, k + 1) if 0 <= n < len(hands)]
    return all(hand is Hand.TIFINAGH for hand in beside) and (len(beside) == 2 or plan.main is Hand.TIFINAGH)
