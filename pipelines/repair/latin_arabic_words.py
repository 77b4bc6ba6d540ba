"""How the words of a name explain their parts of a misread line: a name may be right but for one word."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from balagh.pipelines.repair.latin_arabic_channel import letters_read
from balagh.pipelines.repair.latin_arabic_ctc import free_likelihood, likelihoods, word_rows
from balagh.pipelines.repair.latin_arabic_names import known_names
from balagh.pipelines.repair.latin_arabic_reader import letters_printed, shipped_reader

if TYPE_CHECKING:
    from balagh.pipelines.repair.latin_arabic_names import Match
    from balagh.pipelines.structure.authority import Authorities

#: Letters by which a word that may stand in another's place is longer or shorter, at most.
_NEAR = 3
#: A word whose part of the line is empty is this unlikely, in nats.
_NO_PART = -30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class WordFit:
    """How the words of a name explain their parts of the reading to the reader, in nats.

    Attributes:
        weakest: by how much the worst of them is less likely than the likeliest letters of its part (0 or less).
        rivalled: by how much the worst of them explains its part better than all other known words together.
    """

    weakest: float
    rivalled: float


def fit_words(match: Match, line: str, names: Authorities) -> WordFit:
    """Hold each word of a matching name against its part of what was read, in the likeliest alignment."""
    rows = shipped_reader().rows(letters_read(line))
    weakest = rivalled = -_NO_PART
    for word, start, end in word_rows(rows, match.name.letters):
        part = rows[start:end]
        if not len(part):
            return WordFit(weakest=_NO_PART, rivalled=_NO_PART)
        near = [other for other in _letters(names) if abs(len(other) - len(word)) <= _NEAR and other != word]
        chances = likelihoods(part, [word, *near])
        weakest = min(weakest, float(chances[0]) - free_likelihood(part))
        if near:
            rivalled = min(rivalled, float(chances[0] - np.logaddexp.reduce(chances[1:])))
    return WordFit(weakest=weakest, rivalled=rivalled)


@lru_cache(maxsize=8)
def _words(names: Authorities) -> tuple[str, ...]:
    return tuple(sorted({word for name in known_names(names) for word in name.text.split()}))


@lru_cache(maxsize=8)
def _letters(names: Authorities) -> tuple[tuple[int, ...], ...]:
    return tuple(dict.fromkeys(letters for word in _words(names) if (letters := letters_printed(word))))
