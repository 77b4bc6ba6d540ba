"""Lines of text to train on: running text, words by themselves, words of chance, and the signs of printed pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from training.tifinagh.alphabet import FOREIGN, LABIAL, LETTERS, OTHER_LETTERS, clean, is_letter, is_readable
from training.tifinagh.counts import chance_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

    from training.tifinagh.counts import Trigrams

#: The most frequent words of one letter: of, and, with, in, to.
PARTICLES = "ⵏⴷⵙⴳⵉ"

#: Letters whose pictures are alike or easily lost: bars beside bars, zigzags, crossed and barred letters.
ALIKE = "ⵏⵍⵏⵍⵉⵢⵓⵔⵙⴳⴼⵅⵣⵥⵕⵚⴱⵀ"

#: How a line's words are come by, and how often.
_WAYS = {"running": 0.5, "words": 0.2, "trigrams": 0.12, "particles": 0.08, "chance": 0.04, "alike": 0.06}

#: Marks that stand apart between words; the plain hyphen most, since it was the worst read sign of a first trial.
_BETWEEN = ("-", "-", "-", "–", "–", "—", "/", "/", "•", ":", "&", "+", "=", "*", "|")
#: Signs that look like the letter ⵏ, the most frequent of all, come seldom, as in print: `!`, `]`, `|`.
_ENCLOSING = (
    *(("(", ")"),) * 6, ("[", "]"), *(("« ", " »"),) * 4, *(("«", "»"),) * 2, ('"', '"'), ("“", "”"), ("'", "'"),
)  # fmt: skip
_CLOSING = (
    *(",",) * 8, *(".",) * 8, ":", ":", ":", ";", ";", "!", "?", "?", " :", " :", " ;", " !", " ?", "...", "’",
)  # fmt: skip
_BULLETS = ("- ", "– ", "• ", "* ", "1. ", "2- ", "3) ", "(1) ", "— ")
_NUMBERS = (
    "####", "20##", "19##", "##", "#", "### ###", "# ### ###", "#,#", "##.##", "#.###", "##%", "## %", "##/##/20##",
    "##-##-20##", "##:##", "##.##.20##", "20##-20##", "20##/20##", "05 ## ## ## ##", "+212 # ## ## ## ##", "##°", "#-#",
    "##.##.###", "(##)", "#/#", "###", "#####", "##+##", "#*", "#@##_#",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line to print: `drawn` is what is printed, `truth` what the model shall give."""

    drawn: str
    truth: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """What lines are made of.

    Attributes:
        sentences: running text, each a list of words.
        words: single words, each as likely as the others.
        trigrams: for words of chance.
        foreign: words of other scripts.
    """

    sentences: tuple[tuple[str, ...], ...]
    words: tuple[str, ...]
    trigrams: Trigrams
    foreign: tuple[str, ...]


def stock_of(texts: Sequence[str], lists: Sequence[str], trigrams: Trigrams, foreign: Sequence[str]) -> Stock:
    """Take running `texts` and word `lists` (a word or phrase a line) apart; unreadable words are left out."""
    sentences = []
    words: dict[str, None] = {}
    for text in texts:
        for line in text.splitlines():
            kept = tuple(word for word in clean(line).split() if is_readable(word))
            if kept:
                sentences.append(kept)
                words.update(dict.fromkeys(word for word in map(_bare, kept) if word))
    for text in lists:
        words.update(dict.fromkeys(word for word in map(_bare, clean(text).split()) if word))
    return Stock(sentences=tuple(sentences), words=tuple(words), trigrams=trigrams, foreign=tuple(foreign))


def _bare(word: str) -> str:
    """Give a word that is all letters, or nothing."""
    stripped = word.strip(".,:;!?()[]«»\"'’“”-–/")
    return stripped if stripped and all(is_letter(char) for char in stripped) else ""


def compose(stock: Stock, rng: np.random.Generator, most: int) -> Line:
    """Make a line of one to `most` words."""
    number = int(rng.integers(1, most + 1))
    words = _plain_words(stock, rng, number)
    words = _with_marks(words, rng)
    drawn = clean(" ".join(words)).replace("|", "/")
    line = Line(drawn=drawn, truth=drawn)
    chance = rng.random()
    if chance < 0.06 and stock.foreign:
        return _with_foreign(line, stock, rng)
    return _with_other_letters(line, rng) if chance < 0.08 else line


def _plain_words(stock: Stock, rng: np.random.Generator, number: int) -> list[str]:
    way = str(rng.choice(list(_WAYS), p=list(_WAYS.values())))
    if way == "running" and stock.sentences:
        sentence = stock.sentences[int(rng.integers(len(stock.sentences)))]
        start = int(rng.integers(max(1, len(sentence) - number + 1)))
        return list(sentence[start : start + number])
    words = []
    for _ in range(number):
        if way == "chance":
            words.append(_labialised(chance_word(rng), rng))
        elif way == "alike":
            words.append(chance_word(rng, ALIKE))
        elif way == "trigrams" or not stock.words:
            words.append(stock.trigrams.word(rng))
        elif way == "particles" and rng.random() < 0.5:
            words.append(PARTICLES[int(rng.integers(len(PARTICLES)))])
        else:
            words.append(stock.words[int(rng.integers(len(stock.words)))])
    return words


def _labialised(word: str, rng: np.random.Generator) -> str:
    """Put the sign of labialisation after some of the letters that take it."""
    return "".join(char + LABIAL if char in "ⴳⴽ" and rng.random() < 0.5 else char for char in word)


def _with_marks(words: list[str], rng: np.random.Generator) -> list[str]:
    """Add what stands between and around the words of printed lines."""
    marked = list(words)
    if rng.random() < 0.3:
        for _ in range(int(rng.integers(1, 3))):
            marked.insert(int(rng.integers(len(marked) + 1)), number(rng))
    if rng.random() < 0.14:
        start = int(rng.integers(len(marked)))
        end = int(rng.integers(start, min(len(marked), start + 4)))
        left, right = _ENCLOSING[int(rng.integers(len(_ENCLOSING)))]
        marked[start] = left + marked[start]
        marked[end] += right
    marked = [
        word + (_CLOSING[int(rng.integers(len(_CLOSING)))] if rng.random() < 0.06 else "") for word in marked
    ]
    if rng.random() < 0.2 and len(marked) > 1:
        at = int(rng.integers(1, len(marked)))
        sign = _BETWEEN[int(rng.integers(len(_BETWEEN)))]
        marked.insert(at, sign) if rng.random() < 0.75 else marked.__setitem__(at, sign + marked[at])
    if rng.random() < 0.06:
        marked[0] = _BULLETS[int(rng.integers(len(_BULLETS)))] + marked[0]
    if rng.random() < 0.03:
        marked = [f"{word}-{other}" for word, other in zip(marked, reversed(marked), strict=True)][:3]
    return marked


def number(rng: np.random.Generator) -> str:
    """Make a number as printed pages have them: a year, a sum, a date, a telephone number."""
    shape = _NUMBERS[int(rng.integers(len(_NUMBERS)))]
    return "".join(str(rng.integers(10)) if char == "#" else char for char in shape)


def _with_foreign(line: Line, stock: Stock, rng: np.random.Generator) -> Line:
    """Put words of another script among the line's."""
    drawn, truth = line.drawn.split(), line.truth.split()
    for _ in range(int(rng.integers(1, 3))):
        at = int(rng.integers(len(drawn) + 1))
        drawn.insert(at, stock.foreign[int(rng.integers(len(stock.foreign)))])
        truth.insert(at, FOREIGN)
    return Line(drawn=" ".join(drawn), truth=" ".join(truth))


def _with_other_letters(line: Line, rng: np.random.Generator) -> Line:
    """Replace some letters by letters outside the alphabet."""
    drawn, truth = list(line.drawn), list(line.truth)
    for i, char in enumerate(line.drawn):
        if char in LETTERS and rng.random() < 0.2:
            drawn[i] = OTHER_LETTERS[int(rng.integers(len(OTHER_LETTERS)))]
            truth[i] = FOREIGN
    return Line(drawn="".join(drawn), truth="".join(truth))
