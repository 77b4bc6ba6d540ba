"""Lams and alefs that change places: the two letters of one sign, written down from left to right by a PDF's maker.

No font joins alef to the lam after it, and right Arabic does not have an alef before an alef and a lam, which the
article before a turned pair always makes: it is the telltale. Where it is seen, other words are looked at too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

from balagh.pipelines.repair.arabic_words import fold_arabic, is_known, is_usual, word_bits
from balagh.pipelines.repair.rules import Edit, Rule

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORD = re.compile("[\u0621-\u063a\u0641-\u0652\u06a9\u06cc\u06ad\u06af]+")
#: Vowel signs: a word that has them was typed with care, and the list of words has none.
_VOWEL = re.compile("[\u064b-\u0652]")
_PAIR = re.compile("[اأإآ]ل")
_TELLTALE = re.compile("ا[اأإآ]ل")
#: The telltale where only the article makes it.
_IN_ARTICLE = re.compile("[وفبك]{0,2}ا[اأإآ]ل")
#: For and the article before a turned pair; `لألمانيا` is right, and a known word.
_AFTER_LAM = re.compile("[وف]?ل[اأإآ]ل")
#: Lam and alef as they should be; before another lam they are what is left of a turned pair after a lam.
_RIGHT = re.compile("ل[اأإآ](?!ل)")
#: The name of God, for which fonts have one sign: its letters from left to right.
_EDGES = "(?<![\u0621-\u064a]){}(?![\u0621-\u064a])"
_GOD = re.compile(
    _EDGES.format("(?:[وف]?عبد|[وفبت])?(?P<whole>هللا)") + "|" + _EDGES.format("[وفبت]?ا(?P<part>هلل)")
)
#: The article, which is no turned pair unless something says so.
_ARTICLE = re.compile("[وف]?[بك]?ال.")

#: Bits that a word of the list weighs, and one that is usual in communiqués besides.
KNOWN, USUAL = 8.0, 8.0

#: Bits that a turned word must be likelier by: in a line whose other words are turned, and in one where none is. There
#: it must be a known word too, and the word as it stands none. In 8,700 right lines the likeliest to be turned is the
#: name of a commune, by 15.4 bits (2026-11-22).
BESIDE, ALONE, IN_ARTICLE = 3.0, 18.0, 12.0

#: Lines of a text that must show the fault before its other lines are looked at.
LEAST_LINES = 2

#: Pairs of one word that are tried.
MOST_PAIRS = 4

#: How sure we are: by the telltale, in a line that has it, and by the word alone.
CERTAIN, LIKELY, LONE = 0.99, 0.95, 0.9


@dataclass(frozen=True, slots=True)
class _Turn:
    """A word as it is likelier: the pairs to turn, by how many bits, and whether both words are known ones."""

    places: tuple[int, ...]
    word: str
    bits: float
    both_known: bool


def find_lam_alef(line: str, *, seen: bool = False) -> tuple[Edit, ...]:
    """Find the pairs of alef and lam that should be lam and alef; one edit a pair.

    A pair that makes a known word either way is not applied.

    Args:
        line: in reading order and in base letters.
        seen: other lines of the text have the fault.

    >>> [(edit.start, edit.after) for edit in find_lam_alef("األولى")]
    [(1, 'لأ')]
    """
    if _PAIR.search(line) is None and "هلل" not in line:
        return ()
    faulty = seen or shows_lam_alef(line)
    sound = _RIGHT.search(line) is not None
    edits = [_name_of_god(match) for match in _GOD.finditer(line)]
    for match in _WORD.finditer(line):
        turn = _likeliest(match.group())
        if turn is not None and not _GOD.fullmatch(match.group()):
            edits += _edits(match.start(), match.group(), turn, faulty=faulty, sound=sound)
    return tuple(sorted(edits, key=lambda edit: edit.start))


def _name_of_god(match: re.Match[str]) -> Edit:
    start, end = match.span("whole") if match["whole"] else match.span("part")
    after = "الله" if match["whole"] else "لله"
    note = "one sign stands for the name of God, its letters from left to right"
    return Edit(start=start, end=end, after=after, rule=Rule.LAM_ALEF_ORDER, note=note, confidence=CERTAIN)


def shows_lam_alef(line: str) -> bool:
    """Tell whether a line has a word that only the fault makes.

    >>> shows_lam_alef("االجتماعي"), shows_lam_alef("الاجتماعي")
    (True, False)
    """
    return any(_tells(match.group()) for match in _WORD.finditer(line))


def find_lam_alef_beside(lines: tuple[str, ...]) -> tuple[tuple[Edit, ...], ...]:
    """Find the turned pairs of each line of a text; lines that show the fault speak for those that do not.

    A line that was mended shows it no more: this takes the place of `find_lam_alef` and does not come after it.
    """
    seen = sum(map(shows_lam_alef, lines)) >= LEAST_LINES
    return tuple(find_lam_alef(line, seen=seen) for line in lines)


def _tells(word: str) -> bool:
    """Tell whether the telltale is in a word, and gone where its pairs are turned."""
    turn = _likeliest(word) if _TELLTALE.search(word) or _AFTER_LAM.match(word) else None
    if turn is None or _TELLTALE.search(turn.word) is not None:
        return False
    if _TELLTALE.search(word) is None:
        known = is_known(fold_arabic(turn.word)) and not turn.both_known
        return known and turn.bits >= IN_ARTICLE
    return _IN_ARTICLE.match(word) is not None or is_known(fold_arabic(turn.word))


@lru_cache(maxsize=65536)
def _likeliest(word: str) -> _Turn | None:
    """Give the turned word that is likelier than the word itself; None where none is."""
    places = [match.start() for match in _PAIR.finditer(word)]
    if not 0 < len(places) <= MOST_PAIRS:
        return None
    folded = fold_arabic(word)
    weight, known = _weight(folded), is_known(folded)
    best: _Turn | None = None
    for choice in product((False, True), repeat=len(places)):
        turned = tuple(place for place, turn in zip(places, choice, strict=True) if turn)
        other = _with_turned(word, turned)
        fold = fold_arabic(other)
        gain = weight - _weight(fold)
        if turned and (best is None or gain > best.bits):
            best = _Turn(places=turned, word=other, bits=gain, both_known=known and is_known(fold))
    return best if best is not None and best.bits > 0 else None


def _weight(word: str) -> float:
    return word_bits(word) - KNOWN * is_known(word) - USUAL * is_usual(word)


def _edits(start: int, word: str, turn: _Turn, *, faulty: bool, sound: bool) -> list[Edit]:
    if _VOWEL.search(word) and not _tells(word):
        return []
    alone = turn.bits >= ALONE and not sound and not turn.both_known and _ARTICLE.match(word) is None
    if _tells(word):
        confidence, applied = CERTAIN, True
        note = (
            "an alef before an alef and a lam"
            if _TELLTALE.search(word)
            else f"{word} is no word, {turn.word} is"
        )
    elif faulty and not sound:
        confidence, applied = LIKELY, turn.bits >= BESIDE
        note = f"{turn.word} is likelier, and other words are turned"
    elif alone:
        confidence, applied = LONE, is_known(fold_arabic(turn.word))
        note = f"{turn.word} is a word, {word} is none"
    else:
        return []
    return [
        Edit(
            start=start + place,
            end=start + place + 2,
            after=word[place : place + 2][::-1],
            rule=Rule.LAM_ALEF_ORDER,
            note=note,
            confidence=confidence if applied else confidence / 2,
            applied=applied,
            alternatives=() if applied else (word[place : place + 2],),
        )
        for place in turn.places
    ]


def _with_turned(word: str, places: Sequence[int]) -> str:
    for place in places:
        word = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    return word
