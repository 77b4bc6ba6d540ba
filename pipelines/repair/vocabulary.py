"""Words and acronyms that a slip of the engine may be measured against: shipped lists, and the text's own words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from balagh.pipelines.languages.lexicon import word_languages
from balagh.pipelines.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from balagh.pipelines.structure.authority import Authorities

_WORD = re.compile(r"[^\W\d_]+")
#: Letters: shorter words are too like one another to be evidence.
_LONG_ENOUGH = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What is known beforehand.

    Attributes:
        words: words (folded) of the shipped lists and of the institutions' names.
        names: the names (folded words, single blanks between them) of each acronym's institution.
    """

    words: frozenset[str]
    names: Mapping[str, tuple[str, ...]]

    @property
    def acronyms(self) -> frozenset[str]:
        """All acronyms."""
        return frozenset(self.names)


@lru_cache(maxsize=4)
def vocabulary_of(names: Authorities) -> Vocabulary:
    """Give the words and acronyms of the shipped lists and of an authority file."""
    printed = (
        word for one in names for name in (one.fr, one.en) if name for word in _WORD.findall(fold(name))
    )
    return Vocabulary(
        words=frozenset((*word_languages(), *printed)),
        names={acronym: one.folded for acronym, one in names.by_acronym.items()},
    )


def words_of(lines: Iterable[str]) -> frozenset[str]:
    """Give the longer words of a text, folded."""
    return frozenset(
        fold(word) for line in lines for word in _WORD.findall(line) if len(word) >= _LONG_ENOUGH
    )
