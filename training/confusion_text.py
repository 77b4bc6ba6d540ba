"""What is printed to count confusions: words of the CLDR and the glossary, and words drawn from letter trigrams.

Names of institutions are not among them: they are measured on.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from babel import Locale

from training.tifinagh.alphabet import LETTERS, is_letter
from training.tifinagh.compose import PARTICLES
from training.tifinagh.counts import Trigrams, chance_word, read_counts

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

TRIGRAMS = Path(__file__).parent / "tifinagh" / "trigrams.json"
#: How many words a line has, and the share of particles, known words, words of trigrams; the rest is chance.
MOST_WORDS, PARTICLE, KNOWN, LIKELY = 6, 0.25, 0.25, 0.4
LONGEST = 48


def cldr_words() -> list[str]:
    """Give the words of the CLDR's zgh names of countries, languages, months and days."""
    locale = Locale("zgh")
    names = [*locale.territories.values(), *locale.languages.values()]
    for group in (locale.months["format"]["wide"], locale.days["format"]["wide"]):
        names += list(group.values())
    words = {word.strip("()-,.") for name in names for word in str(name).split()}
    return sorted(word for word in words if word and all(is_letter(char) for char in word))


def draw_lines(rng: np.random.Generator, count: int) -> list[str]:
    """Draw lines of words by lot."""
    known = cldr_words()
    trigrams = Trigrams.of(read_counts(TRIGRAMS))
    lines: list[str] = []
    while len(lines) < count:
        line = " ".join(_word(rng, known, trigrams) for _ in range(int(rng.integers(1, MOST_WORDS + 1))))
        if 3 <= len(line) <= LONGEST:
            lines.append(line)
    return lines


def _word(rng: np.random.Generator, known: Sequence[str], trigrams: Trigrams) -> str:
    lot = rng.random()
    if lot < PARTICLE:
        return PARTICLES[int(rng.integers(len(PARTICLES)))]
    if lot < PARTICLE + KNOWN:
        return known[int(rng.integers(len(known)))]
    if lot < PARTICLE + KNOWN + LIKELY:
        return trigrams.word(rng) or PARTICLES[0]
    return chance_word(rng, LETTERS)
