"""Letters of Persian, Urdu and Kurdish keyboards in words of Arabic, made the Arabic ones that they look like."""

from __future__ import annotations

import re
from functools import lru_cache

from balagh.pipelines.repair.arabic_words import fold_arabic, in_other_letters, is_known, is_usual, word_bits
from balagh.pipelines.repair.rules import Edit, Rule

#: Look-alikes with one meaning, and those that at a word's end have two, the likelier first.
_SURE = {"ک": "ك", "ڪ": "ك", "ھ": "ه", "ہ": "ه", "ۃ": "ة"}
_AT_END = {"ی": ("ي", "ى"), "ے": ("ي", "ى"), "ە": ("ه", "ة")}
_LOOKALIKE = re.compile(f"[{''.join((*_SURE, *_AT_END))}]")

_WORD = re.compile("[\u0620-\u063f\u0641-\u065f\u0670-\u06d3\u06d5\u06fa-\u06ff]+")

#: Letters and words of Persian, Urdu and Kurdish. گ, ڭ and ڤ are written in Morocco too.
_OTHER_LANGUAGE = re.compile(
    "[پچژٹڈڑں\u06c0\u200c]|ه\u0654"
    "|(?<![\u0620-\u06ff])(?:از|که|این|را|است|می|های|برای|با|یک|شده|کرد|بود|در|وقت|هے|ہے|کے|کی|کا|کو|میں|لە|بۆ|و?ئەم)(?![\u0620-\u06ff])"
)
#: What Persian and Urdu do not write, and words of Arabic that they have without it.
_ARABIC = re.compile(
    "[ةإ]|(?<![\u0620-\u06ff])(?:[هھہ]ذ[اە]|[هھہ]ذ[هھہ]|ذل[كک]|الت[يیى]|الذ[يیى])(?![\u0620-\u06ff])"
)
#: Letters of Arabic keyboards say as much as one article: some Persian is typed with them.
_KEYBOARD = re.compile("[يك]")
_LONG_WORD = re.compile("[\u0620-\u063f\u0641-\u064a\u06a9\u06cc]{3,}")
_WITH_ARTICLE = re.compile("[وفبك]{0,2}ال")

#: Known words that say that a line is in Arabic, and how many of them have the article. Names of places have one in
#: Persian too: `جمهوری دموکراتیک خلق الجزایر`.
ENOUGH_WORDS, ENOUGH_ARTICLES = 3, 2

#: Bits that a known word and a usual one weigh, and by which one of two words must be likelier.
KNOWN, USUAL, LIKELIER = 8.0, 12.0, 3.0

#: In Egypt ى is written for ي at a word's end, and the list of words has many such: they weigh as much less.
EGYPTIAN = 6.0

#: Short words that end in ى and in nothing else.
_IN_ALEF = frozenset({"إلى", "الى", "حتى", "لدى", "متى", "سوى", "مدى"})

#: How sure we are of a letter with one meaning, and of one of two.
CERTAIN, LIKELY = 0.99, 0.9


def find_persian_letters(line: str) -> tuple[Edit, ...]:
    """Find look-alikes in Arabic words; lines in Persian and other languages are left alone.

    Where nothing in the line is surely Arabic, or a word may end in two letters, the edit is not applied.

    >>> [edit.after for edit in find_persian_letters("المملکة فی")]
    ['ك', 'ي']
    """
    if _LOOKALIKE.search(line) is None or _OTHER_LANGUAGE.search(line) or in_other_letters(line):
        return ()
    arabic = _is_arabic(line)
    if arabic is None:
        return ()
    edits: list[Edit] = []
    for word in _WORD.finditer(line):
        for match in _LOOKALIKE.finditer(word.group()):
            edits.append(_edit(word.group(), word.start(), match.start(), arabic=arabic))
    return tuple(edits)


def _is_arabic(line: str) -> bool | None:
    """Say whether a line is surely in Arabic; None where it surely is not, as most of its words are unknown."""
    words = _LONG_WORD.findall(line)
    known = [word for word in words if is_known(fold_arabic(word))]
    if 2 * len(known) < len(words):
        return None
    articles = sum(_WITH_ARTICLE.match(word) is not None for word in known)
    if articles and _KEYBOARD.search(line):
        articles += 1
    return (len(known) >= ENOUGH_WORDS and articles >= ENOUGH_ARTICLES) or _ARABIC.search(line) is not None


def _edit(word: str, start: int, place: int, *, arabic: bool) -> Edit:
    sign = word[place]
    after, *others = _ending(word) if place == len(word) - 1 and sign in _AT_END else (_within(sign),)
    applied = arabic and not others
    confidence = LIKELY if sign in _AT_END else CERTAIN
    return Edit(
        start=start + place,
        end=start + place + 1,
        after=after,
        rule=Rule.PERSIAN_LETTERS,
        note=f"U+{ord(sign):04X} in a word of Arabic",
        confidence=confidence if applied else confidence / 2,
        applied=applied,
        alternatives=tuple(others),
    )


def _within(sign: str) -> str:
    return _SURE.get(sign) or _AT_END[sign][0]


@lru_cache(maxsize=4096)
def _ending(word: str) -> tuple[str, ...]:
    """Give what a word's last look-alike stands for: one letter, or two where neither is much likelier."""
    stem = fold_arabic(word[:-1])
    letters = _AT_END[word[-1]]
    if stem + "ى" in _IN_ALEF and "ى" in letters:
        return ("ى",)
    weights = {letter: _weight(stem + letter) for letter in letters}
    best, worst = sorted(letters, key=lambda letter: weights[letter])
    return (best,) if weights[worst] - weights[best] >= LIKELIER else (best, worst)


def _weight(word: str) -> float:
    bits = word_bits(word) - KNOWN * is_known(word) - USUAL * is_usual(word)
    return bits + EGYPTIAN if word.endswith("ى") else bits
