"""What is printed to see what Tifinagh is misread as: running text, words of the CLDR, words of letter trigrams.

Names of institutions are not among them: they are measured on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from babel import Locale

from training.tifinagh.alphabet import LABIAL, LETTERS, is_letter
from training.tifinagh.counts import Trigrams, chance_word, read_counts

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

TRIGRAMS = Path(__file__).parent / "tifinagh" / "trigrams.json"
#: The share of lines that are pieces of running text; how many words the others have; and of those the shares of
#: particles, of the CLDR's words, of words of running text, of words of trigrams; the rest is letters of chance.
RUNNING_LINES, MOST_WORDS, PARTICLE, NAMED, RUNNING, LIKELY = 0.15, 6, 0.25, 0.17, 0.1, 0.4
SHORTEST, LONGEST = 4, 52
#: Of, and, in, with, to, about as often as in names.
_PARTICLES = "ⵏⵏⵏⵏⵏⵏⴷⴷⴳⴳⵙⵉ"
_WORD = re.compile(f"[{LETTERS}{LABIAL}]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What lines are made of: sentences of running text, the CLDR's words, letter trigrams."""

    sentences: tuple[tuple[str, ...], ...]
    named: tuple[str, ...]
    trigrams: Trigrams


def cldr_words() -> list[str]:
    """Give the words of the CLDR's zgh names of countries, languages, months and days."""
    locale = Locale("zgh")
    names = [*locale.territories.values(), *locale.languages.values()]
    for group in (locale.months["format"]["wide"], locale.days["format"]["wide"]):
        names += list(group.values())
    words = {word.strip("()-,.") for name in names for word in str(name).split()}
    return sorted(word for word in words if word and all(is_letter(char) for char in word))


def words_to_print(texts: Sequence[Path]) -> Words:
    """Take running text apart; without any, lines are made of the other words."""
    lines = [line for text in texts for line in text.read_text(encoding="utf-8").splitlines()]
    sentences = (tuple(_WORD.findall(line)) for line in lines)
    return Words(
        sentences=tuple(one for one in sentences if len(one) > 1),
        named=tuple(cldr_words()),
        trigrams=Trigrams.of(read_counts(TRIGRAMS)),
    )


def draw_lines(rng: np.random.Generator, count: int, words: Words) -> list[str]:
    """Draw lines of words by lot."""
    lines: list[str] = []
    while len(lines) < count:
        line = " ".join(
            _running(rng, words) if words.sentences and rng.random() < RUNNING_LINES else _made(rng, words)
        )
        if SHORTEST <= len(line) <= LONGEST:
            lines.append(line)
    return lines


def _running(rng: np.random.Generator, words: Words) -> Sequence[str]:
    sentence = words.sentences[int(rng.integers(len(words.sentences)))]
    number = int(rng.integers(2, MOST_WORDS + 1))
    start = int(rng.integers(max(1, len(sentence) - number + 1)))
    return sentence[start : start + number]


def _made(rng: np.random.Generator, words: Words) -> Sequence[str]:
    return [_word(rng, words) for _ in range(int(rng.integers(1, MOST_WORDS + 1)))]


def _word(rng: np.random.Generator, words: Words) -> str:
    lot = rng.random()
    if lot < PARTICLE:
        return _PARTICLES[int(rng.integers(len(_PARTICLES)))]
    if lot < PARTICLE + NAMED:
        return words.named[int(rng.integers(len(words.named)))]
    if lot < PARTICLE + NAMED + RUNNING and words.sentences:
        sentence = words.sentences[int(rng.integers(len(words.sentences)))]
        return sentence[int(rng.integers(len(sentence)))]
    if lot < PARTICLE + NAMED + RUNNING + LIKELY:
        return words.trigrams.word(rng) or _PARTICLES[0]
    return chance_word(rng, LETTERS)
