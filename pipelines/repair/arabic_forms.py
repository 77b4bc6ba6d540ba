"""How many forms an Arabic word has: a real word is listed with articles and endings, a misspelt one is not.

Counted are words with lam beside alef only: which of the two comes first is what their forms are asked about.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

from balagh.pipelines.repair.arabic_words import unpack

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet

#: What is written to a word's beginning: and, then, by, for, as, the; and to its end: whose, how many, of what kind.
_ARTICLES = ("ال", "وال", "بال", "فال", "كال", "لل", "ولل", "وبال")
_BEFORE = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", *_ARTICLES)
_AFTER = (
    *("", "ه", "ها", "هم", "هما", "نا", "كم", "ك", "ي", "ا", "وا", "ت"),
    *("ة", "ات", "ين", "ون", "ان", "تين", "تان", "ته", "تها", "تهم", "اته", "اتها", "اتهم"),
    *("ية", "يا", "يون", "يين", "يات"),
)

#: Letters: shorter stems are whole words only, and what has a shorter one may be anything with the ending `ا`.
SHORT_STEM, LONG_STEM = 3, 4

#: More forms than this say no more; what is added to the stored number of a stem that is a listed word itself.
MOST_FORMS, LISTED = 60, 128

#: What a word's place in the list counts for, beside one for each other form of it: the list, gathered on the web,
#: has misspelt words too, but not all their forms.
_ITSELF = 0.7

#: What a noun counts for that ends with the alef of the accusative: it may be listed without it only.
_NOUN = 3.0


@dataclass(frozen=True, slots=True)
class _Forms:
    """Counts of listed forms by stem; listed words; nouns of `LONG_STEM` letters and more that end with lam."""

    stems: Mapping[str, int]
    listed: AbstractSet[str]
    nouns: AbstractSet[str]


@cache
def _load() -> _Forms:
    path = resources.files("balagh.pipelines.repair") / "models" / "lam_alef.npz"
    with path.open("rb") as file, np.load(file) as tables:
        stems, nouns = (unpack(tables[name].tobytes()) for name in ("stems", "nouns"))
        counts = tables["forms"].tolist()
    pairs = list(zip(stems, counts, strict=True))
    return _Forms(
        stems={stem: count % LISTED for stem, count in pairs},
        listed=frozenset(stem for stem, count in pairs if count >= LISTED),
        nouns=frozenset(nouns),
    )


def stems_of(word: str) -> Iterator[str]:
    """Give what may be the stem of a folded word: the word without what is written to it, and the word itself."""
    for before in _BEFORE:
        if not word.startswith(before):
            continue
        rest = word[len(before) :]
        # A stem begins with an alef and a lam only where something other than these can be the article.
        if before not in _ARTICLES and before and rest.startswith("ال"):
            continue
        for after in _AFTER:
            stem = rest[: len(rest) - len(after)]
            if rest.endswith(after) and (len(stem) >= SHORT_STEM or stem == word):
                if stem.startswith("ال") and before not in _ARTICLES and stem != word:
                    continue
                yield stem


def is_listed(word: str) -> bool:
    """Tell whether a folded word with lam beside alef is in the list as it is."""
    return word in _load().listed


@lru_cache(maxsize=65536)
def forms_of(word: str) -> float:
    """Say how many listed forms a folded word with lam beside alef has but for itself; a little more if it is listed.

    >>> forms_of("خلال") > 5 * forms_of("خالل")
    True
    """
    known = _load()
    listed = word in known.listed
    most: float = max((known.stems.get(stem, 0) for stem in stems_of(word)), default=0) - listed
    if word.endswith("لا") and word[:-1] in known.nouns:
        most = max(most, _NOUN)
    return most + _ITSELF * listed
