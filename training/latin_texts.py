"""Lines of Arabic to print: names, their parts, their words anew, places, words of the CLDR, made-up words."""

from __future__ import annotations

import json
import zlib
from collections import defaultdict
from importlib.resources import files
from typing import TYPE_CHECKING

from training.print_lines import cldr_words, pick

if TYPE_CHECKING:
    import numpy as np

#: One institution's name in so many is never learned from, to see what a name that is new to the model comes to.
HELD_OUT = 5
#: Shares of the lines: names, parts of names, their words in another order, places, words, made-up words.
SHARES = (0.2, 0.18, 0.22, 0.12, 0.14, 0.14)
#: Shares of the lines of one to six words, where a line may have any number: letterheads have short names, which say
#: little about themselves, as often as long ones.
WORDS = (0.26, 0.28, 0.16, 0.12, 0.1, 0.08)
#: Letters of a made-up word.
MADE_UP = (2, 9)


def is_held_out(name: str) -> bool:
    """Say whether a name is kept out of the learning."""
    return zlib.crc32(name.encode()) % HELD_OUT == 0


def institution_names() -> list[str]:
    """Give the Arabic names of the shipped institutions, each once."""
    return sorted({entry["ar"] for entry in json.loads(_shipped("institutions.json")) if entry["ar"]})


class Lines:
    """Makes lines to learn from, as `rng` deals."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        self.names = [name for name in institution_names() if not is_held_out(name)]
        self.parts = [word for name in self.names for word in name.split()]
        self.places = [str(item["ar"]) for item in json.loads(_shipped("places.json"))["places"]]
        self.words = [word for word in cldr_words("ar") if _is_arabic(word)]
        every = [*self.parts, *self.words, *(word for place in self.places for word in place.split())]
        self.follows: dict[str, list[str]] = defaultdict(list)
        for word in every:
            for before, after in zip(" " + word, word, strict=False):
                self.follows[before].append(after)

    def line(self) -> str:
        """Give one line."""
        makers = (self._name, self._part, self._anew, self._place, self._words, self._made_up)
        return makers[int(self.rng.choice(len(makers), p=SHARES))]()

    def _count(self) -> int:
        return 1 + int(self.rng.choice(len(WORDS), p=WORDS))

    def _name(self) -> str:
        return pick(self.names, self.rng)

    def _part(self) -> str:
        words = pick(self.names, self.rng).split()
        start = int(self.rng.integers(len(words)))
        return " ".join(words[start : start + self._count()])

    def _anew(self) -> str:
        return " ".join(pick(self.parts, self.rng) for _ in range(self._count()))

    def _place(self) -> str:
        return pick(self.places, self.rng)

    def _words(self) -> str:
        return " ".join(pick(self.words, self.rng) for _ in range(self._count()))

    def _made_up(self) -> str:
        return " ".join(self._made_up_word() for _ in range(self._count()))

    def _made_up_word(self) -> str:
        word = " "
        for _ in range(int(self.rng.integers(*MADE_UP))):
            word += pick(self.follows.get(word[-1]) or self.follows[" "], self.rng)
        return word.strip()


def _is_arabic(word: str) -> bool:
    return len(word) > 1 and all("\u0621" <= letter <= "\u064a" for letter in word)


def _shipped(name: str) -> str:
    return files("balagh.data").joinpath(name).read_text(encoding="utf-8")
