"""How likely a word is in its script: three letters at a time, and letters that cannot stand where they stand."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING

import arabic_reshaper.letters as shapes
import numpy as np

from balagh.model import Script

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

#: The letters that each table knows; all others count as one, and so do the ends of a word.
LATIN = "abcdefghijklmnopqrstuvwxyzàâäáãåæçèéêëìíîïñòóôõöœøùúûüýÿ'"
ARABIC = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچڤڭگ"

#: Numbers of the end of a word and of a letter that is not listed.
EDGE, OTHER = 0, 1

#: A step of the stored table, in bits.
STEP = 0.125

_FILE = {Script.LATIN: "latin", Script.ARABIC: "arabic"}


@dataclass(frozen=True, slots=True)
class Letters:
    """What is known of the letters of a script.

    Attributes:
        numbers: each letter's number; unknown ones have `OTHER`.
        cost: (n, n, n) bits that a letter costs after two others.
    """

    numbers: Mapping[str, int]
    cost: NDArray[np.float32]

    def bits(self, word: str) -> float:
        """Give what a word costs in bits, its end included; folded by `fold_word` before."""
        numbers = [EDGE, EDGE, *(self.numbers.get(letter, OTHER) for letter in word), EDGE]
        first, second, third = numbers[:-2], numbers[1:-1], numbers[2:]
        return float(self.cost[first, second, third].sum())


def numbers_of(alphabet: str) -> dict[str, int]:
    """Give each letter of an alphabet its number in the table."""
    return {letter: k for k, letter in enumerate(alphabet, start=OTHER + 1)}


@cache
def letters_of(script: Script) -> Letters | None:
    """Load what is known of a script's letters; None for a script that nothing is known of."""
    name = _FILE.get(script)
    if name is None:
        return None
    path = resources.files("balagh.pipelines.layer") / "models" / "letters.npz"
    with path.open("rb") as file, np.load(file) as tables:
        cost = tables[name].astype(np.float32) * STEP
    return Letters(numbers=numbers_of(LATIN if script is Script.LATIN else ARABIC), cost=cost)


def fold_word(word: str) -> str:
    """Bring a word to the letters of the tables: small, in their base forms, without vowel signs and tatweel."""
    folded = unicodedata.normalize("NFKC", word).replace("’", "'").replace("\u0640", "").lower()
    return "".join(letter for letter in folded if not unicodedata.combining(letter))


def bits_a_letter(word: str, script: Script) -> float | None:
    """Give what the letters of a word cost in bits on average; None where nothing is known of its script.

    >>> bits_a_letter("communiqué", Script.LATIN) < bits_a_letter("ÈáÇÛ", Script.LATIN)
    True
    """
    letters = letters_of(script)
    folded = fold_word(word)
    return letters.bits(folded) / (len(folded) + 1) if letters is not None and folded else None


# --- letters of Arabic that cannot stand where they stand ---

#: The forms of Arabic letters as the reshaper knows them: isolated, at the beginning, in the middle, at the end.
ISOLATED, INITIAL, MEDIAL, FINAL = shapes.ISOLATED, shapes.INITIAL, shapes.MEDIAL, shapes.FINAL

#: Letters that only end words.
ENDING = frozenset("ةى")


@cache
def form_of(sign: str) -> int | None:
    """Say which form of a letter a presentation form is; None for what is no such form."""
    for forms in shapes.LETTERS_ARABIC.values():
        if sign in forms and sign:
            return int(forms.index(sign))
    return None


@cache
def joins_next(letter: str) -> bool:
    """Tell whether an Arabic letter is joined to the one after it."""
    forms = shapes.LETTERS_ARABIC.get(letter)
    return forms is not None and bool(forms[INITIAL])


def count_impossible(word: str) -> int:
    """Count the letters of an Arabic word that cannot stand where they stand.

    Letters that only end words in the middle of one; presentation forms that do not meet their neighbours.
    """
    return sum(_clashes(word))


def _clashes(word: str) -> Iterator[bool]:
    signs = [sign for sign in word if not unicodedata.combining(sign) and sign != "\u0640"]
    for sign, after in pairwise(signs):
        base, following = unicodedata.normalize("NFKC", sign), unicodedata.normalize("NFKC", after)
        if not ("\u0621" <= following[0] <= "\u06d3" and following[0].isalpha()):
            continue
        form, other = form_of(sign), form_of(after)
        yield base in ENDING and following[0] not in ENDING
        if form is not None and other is not None:
            # What reaches out to the left meets what reaches out to the right.
            yield (form in {INITIAL, MEDIAL}) != (other in {MEDIAL, FINAL})
            yield form in {ISOLATED, FINAL} and other in {ISOLATED, INITIAL} and joins_next(base)
