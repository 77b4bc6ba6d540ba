"""What is known of Arabic words: how likely their letters are one after another, and most words themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

from balagh.pipelines.layer.letters import ARABIC, EDGE, OTHER, STEP, fold_word, numbers_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

#: What is written to an Arabic word's beginning and is no part of it: and, then, by, as, for, the.
_BEFORE = re.compile("^(?:[وف]?(?:[بك]?ال|لل)|[وف]?[بكل]|[وف])(?=.{3})")

#: Endings that say whose.
_AFTER = re.compile("(?<=.{3})(?:ها|هم|هما|كم|نا|ه)$")

#: Letters of Persian, Urdu and Kurdish keyboards that stand for Arabic ones: all but the ambiguous at a word's end.
_LOOKALIKES = str.maketrans("یکەھہۀۃے", "يكهههههي")

#: Counts of shared letters are stored as characters from here on.
_FIRST = 0x30


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of Arabic words.

    Attributes:
        numbers: each letter's number in `cost`.
        cost: steps of bits that a letter costs after two others, (size, size, size) in one row.
        size: how many numbers there are.
        cores: words without what is written to them.
        usual: words of communiqués and of names, as they are written, and others that are common.
    """

    numbers: Mapping[str, int]
    cost: bytes
    size: int
    cores: AbstractSet[str]
    usual: AbstractSet[str]


@cache
def known_words() -> Known:
    """Load what is known."""
    path = resources.files("balagh.pipelines.repair") / "models" / "arabic.npz"
    with path.open("rb") as file, np.load(file) as tables:
        cost = tables["cost"]
        cores, usual = (frozenset(unpack(tables[name].tobytes())) for name in ("cores", "usual"))
    return Known(
        numbers=numbers_of(ARABIC), cost=cost.tobytes(), size=cost.shape[0], cores=cores, usual=usual
    )


def fold_arabic(word: str) -> str:
    """Bring a word to base letters without vowel signs, its look-alikes from other keyboards made Arabic."""
    return fold_word(word).translate(_LOOKALIKES)


@lru_cache(maxsize=65536)
def word_bits(word: str) -> float:
    """Give what the letters of a folded word cost in bits, its end included."""
    known = known_words()
    first = second = EDGE
    steps = 0
    for number in (*(known.numbers.get(letter, OTHER) for letter in word), EDGE):
        steps += known.cost[(first * known.size + second) * known.size + number]
        first, second = second, number
    return steps * STEP


@lru_cache(maxsize=65536)
def is_known(word: str) -> bool:
    """Tell whether a folded word is in the list, or is when nothing is written to it.

    >>> is_known("وبالمجلس"), is_known("سلجملا")
    (True, False)
    """
    cores = known_words().cores
    return word in cores or core_of(word) in cores


@lru_cache(maxsize=65536)
def is_usual(word: str) -> bool:
    """Tell whether a folded word is usual in communiqués, with or without what is written to it."""
    usual = known_words().usual
    return word in usual or core_of(word) in usual


def core_of(word: str) -> str:
    """Give a word without the article and the short words that are written to it.

    >>> core_of("وبالمجلس")
    'مجلس'
    """
    return _AFTER.sub("", _BEFORE.sub("", word))


def pack(words: Iterable[str]) -> bytes:
    """Write sorted words, each as the number of letters that it shares with the one before and the rest of it."""
    pieces = []
    before = ""
    for word in words:
        pairs = enumerate(zip(before, word, strict=False))
        shared = next((k for k, (a, b) in pairs if a != b), min(len(before), len(word)))
        pieces.append(chr(_FIRST + shared) + word[shared:])
        before = word
    return "".join(pieces).encode()


def unpack(packed: bytes) -> list[str]:
    """Read words that `pack` wrote.

    >>> unpack(pack(["مجال", "مجلس"]))
    ['مجال', 'مجلس']
    """
    words: list[str] = []
    before = ""
    for piece in re.findall("[0-\u007f][^0-\u007f]*", packed.decode()):
        before = before[: ord(piece[0]) - _FIRST] + piece[1:]
        words.append(before)
    return words
