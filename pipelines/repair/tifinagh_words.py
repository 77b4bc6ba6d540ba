"""How likely Amazigh words and their beginnings are: a lexicon mixed with letter trigrams."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from math import log
from typing import TYPE_CHECKING, Literal, TypedDict, get_args

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Stands before a word's first letter and after its last, in the trigrams.
EDGE = "_"
#: The share of words taken from the lexicon; the rest is made of letters by trigrams. Of 2,028 words of running
#: text kept out 0.62 are in the lexicon; letterheads repeat themselves more.
_LEXICON = 0.75
#: Within the lexicon: running text, words of administration, of the CLDR's names, of known names of bodies.
_RUNNING, _ADMINISTRATION, _NAMED, _NAMES = 0.1, 0.45, 0.08, 0.37
#: A trigram never counted: so many times a letter's own share.
_BACK_OFF, _FLOOR = 6.0, 1e-5
#: In annexed state, as after ⵏ and other prepositions, a noun's beginning changes; the first that fits.
_ANNEXED = (("ⵜⴰ", "ⵜ"), ("ⵜⵉ", "ⵜ"), ("ⴰ", "ⵓ"))
#: Regular plurals: how a noun begins and ends, and how its plural does; the first that fits.
_PLURALS = (("ⵜⴰ", "ⵜ", "ⵜⵉ", "ⵉⵏ"), ("ⵜⴰ", "", "ⵜⵉ", "ⵉⵏ"), ("ⴰ", "", "ⵉ", "ⵏ"))
#: What such a form weighs beside the noun.
_ANNEXED_WEIGHT, _PLURAL_WEIGHT = 0.5, 0.2
#: Nouns of fewer letters have no regular forms.
_SHORTEST_NOUN = 4


#: Where a word stands: first, after a particle, after another word.
Place = Literal["start", "particle", "word"]
#: Words of one letter (of, and, with, in, to) and their shares among themselves. ⵏ is 29 of the
#: 30 in the authority file's names, and fewer in text: these lie between the two.
PARTICLES = {"ⵏ": 0.72, "ⴷ": 0.14, "ⴳ": 0.07, "ⵙ": 0.03, "ⵉ": 0.04}
#: The share of particles at each place: counted on the authority file's names (30 of 51 behind another word), rounded.
_PARTICLE_AT: dict[Place, float] = {"start": 0.01, "particle": 0.01, "word": 0.55}
#: Weights of nouns in annexed and in free state at each place: a name does not begin with the one, and after a
#: preposition the other is a slip.
_ANNEXED_AT: dict[Place, float] = {"start": 0.05, "particle": 2.0, "word": 0.15}
_FREE_AT: dict[Place, float] = {"start": 1.0, "particle": 0.15, "word": 1.0}
_SAME_AT: dict[Place, float] = {"start": 1.0, "particle": 1.0, "word": 1.0}


class _Shipped(TypedDict):
    trigrams: dict[str, dict[str, int]]
    running: dict[str, int]
    administration: list[str]
    named: list[str]


@cache
def _shipped() -> _Shipped:
    text = files("balagh.pipelines.repair").joinpath("models/zgh_words.json").read_text(encoding="utf-8")
    shipped: _Shipped = json.loads(text)
    return shipped


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The lexicon at one place: `whole` maps a word to its share there, `begun` a beginning to that of such words."""

    whole: dict[str, float]
    begun: dict[str, float]

    def beginning(self, prefix: str) -> float:
        """Give the natural logarithm of the share of words that begin with `prefix`."""
        return log(_LEXICON * self.begun.get(prefix, 0.0) + (1 - _LEXICON) * _letters(prefix))

    def word(self, word: str) -> float:
        """Give the natural logarithm of the share of words that are `word`."""
        return log(
            _LEXICON * self.whole.get(word, 0.0) + (1 - _LEXICON) * _letters(word) * _after(word, EDGE)
        )


#: The words at each place.
Lexicon = dict[Place, Words]


def place_after(word: str) -> Place:
    """Give the place behind `word` ("" at a line's start)."""
    if not word:
        return "start"
    return "particle" if word in PARTICLES else "word"


def words_with(names: Iterable[str]) -> Lexicon:
    """Make the lexicon of the shipped words and those of `names`."""
    return _lexicon(tuple(sorted({word for name in names for word in name.split()})))


@lru_cache(maxsize=8)
def _lexicon(of_names: tuple[str, ...]) -> Lexicon:
    groups: list[tuple[dict[str, float], float]] = [
        ({word: float(count) for word, count in _shipped()["running"].items()}, _RUNNING),
        (_forms(_shipped()["administration"]), _ADMINISTRATION),
        (_forms(_shipped()["named"]), _NAMED),
        (_forms(word for word in of_names if len(word) > 1), _NAMES),
    ]
    shares: defaultdict[str, float] = defaultdict(float)
    whole_weight = sum(weight for group, weight in groups if group)
    for group, weight in groups:
        total = sum(group.values())
        for word, count in group.items():
            if word not in PARTICLES:
                shares[word] += weight / whole_weight * count / total
    nouns = {
        word
        for word in (*_shipped()["administration"], *_shipped()["named"], *of_names)
        if len(word) >= _SHORTEST_NOUN
    }
    annexed = {_annexed(form) for word in nouns for form in _forms([word])} - nouns
    return {place: _words_at(place, dict(shares), annexed) for place in get_args(Place)}


def _words_at(place: Place, shares: dict[str, float], annexed: set[str]) -> Words:
    weighed = {
        word: share
        * (_ANNEXED_AT if word in annexed else _FREE_AT if _annexed(word) in annexed else _SAME_AT)[place]
        for word, share in shares.items()
    }
    total = sum(weighed.values())
    whole = {word: (1 - _PARTICLE_AT[place]) * share / total for word, share in weighed.items()}
    whole |= {word: _PARTICLE_AT[place] * share for word, share in PARTICLES.items()}
    begun: defaultdict[str, float] = defaultdict(float)
    for word, share in whole.items():
        for end in range(len(word) + 1):
            begun[word[:end]] += share
    return Words(whole=whole, begun=dict(begun))


def _forms(words: Iterable[str]) -> dict[str, float]:
    """Give the words and, at less weight, their regular plurals and all in annexed state."""
    found: defaultdict[str, float] = defaultdict(float)
    for word in words:
        found[word] += 1.0
        if len(word) < _SHORTEST_NOUN:
            continue
        found[_annexed(word)] += _ANNEXED_WEIGHT
        for begin, end, begins, ends in _PLURALS:
            if word.startswith(begin) and word.endswith(end):
                plural = begins + word.removeprefix(begin).removesuffix(end) + ends
                found[plural] += _PLURAL_WEIGHT
                found[_annexed(plural)] += _PLURAL_WEIGHT * _ANNEXED_WEIGHT
                break
    return dict(found)


def _annexed(word: str) -> str:
    for free, annexed in _ANNEXED:
        if word.startswith(free):
            return annexed + word.removeprefix(free)
    return word


@lru_cache(maxsize=65536)
def _letters(prefix: str) -> float:
    """Give the chance that trigrams make a word that begins with `prefix`."""
    return _letters(prefix[:-1]) * _after(prefix[:-1], prefix[-1]) if prefix else 1.0


def _after(prefix: str, letter: str) -> float:
    pair = (EDGE + EDGE + prefix)[-2:]
    row, total = _rows().get(pair, ({}, 0))
    return (row.get(letter, 0) + _BACK_OFF * _share(letter)) / (total + _BACK_OFF)


@cache
def _rows() -> dict[str, tuple[dict[str, int], int]]:
    return {pair: (row, sum(row.values())) for pair, row in _shipped()["trigrams"].items()}


@lru_cache(maxsize=64)
def _share(letter: str) -> float:
    counts = sum(row.get(letter, 0) for row, _ in _rows().values())
    return max(_FLOOR, counts / sum(total for _, total in _rows().values()))
