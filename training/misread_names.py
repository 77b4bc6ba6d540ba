"""Names such as bodies bear, made up: what `training.fit_misread_names` measures how sure a name is on.

A head word of administration and what it is of: words of the same, of the CLDR, and places that do not exist. No two
share a last word by chance only: half of them come in families that differ by one word, as the names of provinces do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from training.confusion_text import SHORTEST, cldr_words
from training.train_zgh_words import GLOSSARY

if TYPE_CHECKING:
    import numpy as np

    from training.confusion_text import Words

#: Shares of the words that follow: of administration, of the CLDR, made up. A lexicon knows the first two.
_ADMINISTRATION, _NAMED = 0.4, 0.25
#: The share of names with a third word, and of these with a fourth; of names without ⵏ (an adjective follows).
_THIRD, _FOURTH, _ADJECTIVE = 0.45, 0.4, 0.15
#: How often the next name takes over the head of the one before.
_FAMILY = 0.5
#: Letters of the shortest word made up, and of the longest name.
_FEWEST, _LONGEST = 4, 44
_LINKS = ("ⵏ", "ⵏ", "ⵏ", "ⴷ", "ⴳ")


def draw_names(rng: np.random.Generator, count: int, words: Words) -> list[str]:
    """Draw so many different names by lot."""
    heads, named = GLOSSARY.split(), cldr_words()
    names: dict[str, None] = {}
    head = heads[0]
    while len(names) < count:
        if rng.random() >= _FAMILY:
            head = heads[int(rng.integers(len(heads)))]
        parts = [head, *([] if rng.random() < _ADJECTIVE else ["ⵏ"]), _word(rng, heads, named, words)]
        if rng.random() < _THIRD:
            parts += [_LINKS[int(rng.integers(len(_LINKS)))], _word(rng, heads, named, words)]
            if rng.random() < _FOURTH:
                parts.append(_word(rng, heads, named, words))
        name = " ".join(parts)
        if SHORTEST <= len(name) <= _LONGEST:
            names[name] = None
    return list(names)


def annexed(noun: str) -> str:
    """Give a noun's form after ⵏ and other prepositions."""
    if noun.startswith("ⵜⴰ"):
        return "ⵜ" + noun[2:]
    return "ⵓ" + noun[1:] if noun.startswith("ⴰ") else noun


def _word(rng: np.random.Generator, heads: list[str], named: list[str], words: Words) -> str:
    lot = rng.random()
    if lot < _ADMINISTRATION:
        return annexed(heads[int(rng.integers(len(heads)))])
    if lot < _ADMINISTRATION + _NAMED:
        return named[int(rng.integers(len(named)))]
    while True:
        made = words.trigrams.word(rng) or ""
        if len(made) >= _FEWEST:
            return made
