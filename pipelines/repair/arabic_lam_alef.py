"""Lams and alefs that change places: the two letters of one sign, written down from left to right by a PDF's maker.

No font joins alef to the lam after it, and right Arabic does not have an alef before an alef and a lam, which the
article before a turned pair always makes: it is the telltale. Where it is seen, other words are looked at too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import log2
from typing import TYPE_CHECKING

from balagh.pipelines.repair.arabic_contexts import article_alone, turned_by_context
from balagh.pipelines.repair.arabic_forms import forms_of, is_listed
from balagh.pipelines.repair.arabic_words import fold_arabic, in_other_letters, is_known, is_usual, word_bits
from balagh.pipelines.repair.rules import Edit, Rule

if TYPE_CHECKING:
    from collections.abc import Sequence

#: A whole word: one with a mark or a letter of another language in it is not judged by its parts.
_WORD = re.compile(
    r"(?<!\w)[\u0621-\u063a\u0641-\u0652\u06a9\u06cc\u06ad\u06af]+(?![\w\u0640\u0653-\u065f\u0670])"
)
#: Vowel signs: a word that has them was typed with care, and the list of words has none.
_VOWEL = re.compile("[\u064b-\u0652]")
_PAIR = re.compile("[اأإآ]ل")
_TELLTALE = re.compile("[اأإآ][اأإآ]ل")
#: The telltale where only the article makes it.
_IN_ARTICLE = re.compile("[وفبك]{0,2}ا[اأإآ]ل")
#: The vowel sign of the accusative stands on a last alef or before it, never on a lam, nor before an alef and a lam.
_ACCUSATIVE = re.compile("(?:[اأ]ل\u064b|[اأ]\u064bل|\u064b[اأ]ل)(?!\\w)")

#: For and the article before a turned pair; `لألمانيا` is right, and a known word.
_AFTER_LAM = re.compile("[وف]?ل[اأإآ]ل")
#: Lam and alef as they should be; before another lam they are what is left of a turned pair after a lam.
_RIGHT = re.compile("ل[اأإآ](?!ل)")
#: The name of God, for which fonts have one sign: its letters from left to right.
_EDGES = "(?<![\u0621-\u064a]){}(?![\u0621-\u064a])"
_GOD = re.compile(
    _EDGES.format("(?:[وف]?عبد|[وفبت])?(?P<whole>هللا)") + "|" + _EDGES.format("[وفبت]?ا(?P<part>هلل)")
)
#: An article that may be a turned pair.
_ARTICLE = re.compile("[وف]?[بك]?ال")

#: Bits that it weighs for a turned word, and against it, that it or the word as it stands is usual in communiqués, and
#: that only one of the two is in the list as it is. A name that is no other word weighs more.
USUAL, USUAL_NAME, USUAL_AS_IS, LISTED = 4.0, 7.5, 8.0, 2.5

#: What a usual word of so many letters weighs besides: no other word is it by chance.
LONG_USUAL, LONG_WORD = 4.0, 6

#: What a bit of letters weighs, and what doubling the number of forms; a word without forms counts for so much of one.
LETTERS, FORMS, NO_FORM = 0.4, 2.0, 0.5

#: Verbs that are nouns with lam and alef turned: `خالف`, he violated. They have few forms, and none with the article.
_VERB = re.compile("[وف]?[^اأإآ]ال(?!ل)[^اأإآ](?:ت|تا|وا|ه|ها|هم|نا|ا)?")

#: Words that are some, short or spoken as they are.
_REAL = frozenset(["ألن", "ألم", "ألست", "أليس", "إلي", "شالله", "هالله"])

#: What it weighs that a word is nothing after its article, and is known with an alef before that: `العتماد` is
#: `لاعتماد`. Of 161,000 listed words two look so. Shorter rests are too many words' beginnings.
LOST_ALEF, LEAST_REST = 5.0, 4
_AFTER_ARTICLE = re.compile("[وف]?ال(.+)")

#: Bits that each pair to turn but for the first must be worth.
PAIR = 2.0

#: A word with so many forms is one, whatever else could be made of it: by itself it says no more than so many bits.
REAL_FORMS, REAL_BITS = 5.0, 4.0

#: Bits by which a turned word must be likelier in a line that has the fault; what the words of a line must come to
#: together to show it, each without `CHANCE`; from so many on what is not turned is written down. Chosen on the names
#: of CLDR and on the messages of Debian's programs in Arabic, 9,400 words with alef before lam that are right
#: (2026-11-23).
BESIDE, SHOWN, CHANCE, DOUBTED = 2.0, 4.5, 2.5, 3.0

#: What a word's neighbours weigh that say which of two words it is.
CONTEXT = 12.0

#: A word whose letters are likelier by so much after the turn is what the telltale or a lam before it says it is.
IN_ARTICLE = 12.0

#: Pairs of one word that are tried.
MOST_PAIRS = 4

#: How sure we are: by the telltale, by neighbours or other words of the line, and by one word alone.
CERTAIN, LIKELY, LONE = 0.99, 0.95, 0.9


@dataclass(frozen=True, slots=True)
class _Turn:
    """A word as it is likelier: the pairs to turn, and by how many bits."""

    places: tuple[int, ...]
    word: str
    bits: float


def find_lam_alef(line: str, *, seen: bool = False) -> tuple[Edit, ...]:
    """Find the pairs of alef and lam that should be lam and alef; one edit a pair.

    A word is judged by its forms, its letters and its neighbours. What the words of a line come to together says
    whether the line has the fault; one pair that is right says that it has not.

    Args:
        line: in reading order and in base letters.
        seen: other lines of the text have the fault.

    >>> [(edit.start, edit.after) for edit in find_lam_alef("األولى")]
    [(1, 'لأ')]
    """
    if (_PAIR.search(line) is None and "هلل" not in line) or in_other_letters(line):
        return ()
    matches = [match for match in _WORD.finditer(line) if not _GOD.fullmatch(match.group())]
    words = [match.group() for match in matches]
    turns = [_in_context(words, at) or _likeliest(word) for at, word in enumerate(words)]
    sound = has_right_lam_alef(line)
    shown = sum(max(0.0, turn.bits - CHANCE) for turn in turns if turn is not None)
    told = shows_lam_alef(line)
    faulty = not sound and (seen or told or shown >= SHOWN)
    edits = [_name_of_god(match) for match in _GOD.finditer(line)]
    edits += [_accusative(match) for match in _ACCUSATIVE.finditer(line)]
    for match, turn in zip(matches, turns, strict=True):
        if turn is not None and (not sound or _tells(match.group())):
            edits += _edits(match.start(), match.group(), turn, faulty=faulty, beside=seen or told)
    return tuple(sorted(edits, key=lambda edit: edit.start))


def _in_context(words: Sequence[str], at: int) -> _Turn | None:
    asked = turned_by_context(words, at)
    place = article_alone(words[at]) if asked is None else asked
    if place is None:
        return None
    bits = BESIDE if asked is None else CONTEXT
    return _Turn(places=(place,), word=_with_turned(words[at], (place,)), bits=bits)


def _name_of_god(match: re.Match[str]) -> Edit:
    start, end = match.span("whole") if match["whole"] else match.span("part")
    after = "الله" if match["whole"] else "لله"
    note = "one sign stands for the name of God, its letters from left to right"
    return Edit(start=start, end=end, after=after, rule=Rule.LAM_ALEF_ORDER, note=note, confidence=CERTAIN)


def _accusative(match: re.Match[str]) -> Edit:
    start, end = match.span()
    found = match.group()
    alef = found.strip("ل\u064b")
    return Edit(
        start=start,
        end=end,
        after=f"ل{alef}\u064b" if found.endswith("\u064b") else f"ل\u064b{alef}",
        rule=Rule.LAM_ALEF_ORDER,
        note="the sign of the accusative stands on an alef, not on a lam",
        confidence=CERTAIN,
    )


def has_right_lam_alef(line: str) -> bool:
    """Tell whether a line has lam and alef in their order, as lines with the fault never have."""
    return _RIGHT.search(line) is not None


def shows_lam_alef(line: str) -> bool:
    """Tell whether a line has a word that only the fault makes.

    >>> shows_lam_alef("االجتماعي"), shows_lam_alef("الاجتماعي")
    (True, False)
    """
    return _ACCUSATIVE.search(line) is not None or any(
        _tells(match.group()) for match in _WORD.finditer(line)
    )


def _tells(word: str) -> bool:
    """Tell whether the telltale is in a word, and gone where its pairs are turned."""
    turn = _likeliest(word) if _TELLTALE.search(word) or _AFTER_LAM.match(word) else None
    if turn is None or _TELLTALE.search(turn.word) is not None:
        return False
    if _TELLTALE.search(word) is None:
        folded, other = fold_arabic(word), fold_arabic(turn.word)
        return is_known(other) and not is_known(folded) and turn.bits >= IN_ARTICLE
    return _IN_ARTICLE.match(word) is not None or is_known(fold_arabic(turn.word))


@lru_cache(maxsize=65536)
def _likeliest(word: str) -> _Turn | None:
    """Give the turned word that is likelier than the word itself; None where none is."""
    places = [match.start() for match in _PAIR.finditer(word)]
    if not 0 < len(places) <= MOST_PAIRS:
        return None
    folded = fold_arabic(word)
    best: _Turn | None = None
    for choice in product((False, True), repeat=len(places)):
        turned = tuple(place for place, turn in zip(places, choice, strict=True) if turn)
        other = _with_turned(word, turned)
        if turned:
            gain = _gain(folded, fold_arabic(other)) - PAIR * (len(turned) - 1)
            best = _Turn(turned, other, gain) if best is None or gain > best.bits else best
    return best if best is not None and best.bits > 0 else None


def _gain(word: str, other: str) -> float:
    """Give by how many bits the folded `other` is likelier than `word`."""
    letters = word_bits(word) - word_bits(other)
    own = forms_of(word)
    if _ARTICLE.match(word) and not _ARTICLE.match(other) and is_known(word):
        own = max(own, REAL_FORMS)  # forms of what has its alef and lam in the article only are not counted
    forms = log2((forms_of(other) + NO_FORM) / (own + NO_FORM))
    gain = LETTERS * letters + FORMS * forms + LISTED * (_is_listed(other) - _is_listed(word))
    gain += LOST_ALEF * _lost_alef(word, other)
    usual = USUAL if own or is_known(word) else USUAL_NAME
    usual += LONG_USUAL * (len(other) >= LONG_WORD and is_usual(other, bare=True))
    gain += usual * is_usual(other) - USUAL_AS_IS * is_usual(word)
    is_real = own >= REAL_FORMS or word in _REAL or (own > 0 and _VERB.fullmatch(word) is not None)
    return min(gain, REAL_BITS) if is_real else gain


def _lost_alef(word: str, other: str) -> bool:
    match = _AFTER_ARTICLE.fullmatch(word)
    if match is None or len(match[1]) < LEAST_REST or not other.endswith(f"لا{match[1]}"):
        return False
    return is_known(f"ا{match[1]}") and not is_known(match[1]) and not is_known(word)


def _is_listed(word: str) -> bool:
    return is_listed(word) or is_usual(word)


def _edits(start: int, word: str, turn: _Turn, *, faulty: bool, beside: bool) -> list[Edit]:
    told = _tells(word)
    if (_VOWEL.search(word) and not told) or _ACCUSATIVE.search(word):
        return []
    if told:
        confidence, applied = CERTAIN, True
        note = (
            "an alef before an alef and a lam"
            if _TELLTALE.search(word)
            else f"{word} is no word, {turn.word} is"
        )
    elif turn.bits == CONTEXT:
        confidence, applied = LIKELY, faulty
        note = f"{turn.word} is what its neighbours ask for"
    elif turn.bits >= (BESIDE if faulty else DOUBTED):
        confidence, applied = LIKELY if beside else LONE, faulty
        note = f"{turn.word} is likelier by {turn.bits:.0f} bits"
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
