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

#: Letters and signs of Urdu, Pashto, Sindhi, Kurdish, Uyghur, Kashmiri. Not those that are written in Morocco
#: (گ ڭ ڤ ڥ ڨ پ چ ژ), nor keyboards' look-alikes of Arabic letters.
_OTHER_LETTERS = re.compile(
    "[\u063b-\u063f\u0656-\u065f\u0672-\u067d\u067f-\u0685\u0687-\u0697\u0699-\u06a3\u06ab\u06ac\u06ae\u06b0-\u06bd\u06bf"
    "\u06c2\u06c4-\u06cb\u06cd-\u06d1\u06d3\u06ee\u06ef\u0750-\u077f]"
    # Vowels of Uyghur and Kurdish: in Arabic they only end words.
    "|[\u0622-\u06d5][\u0649\u06d5][\u0622-\u06d5]"
)
#: Letters where Arabic does not put them, but Uyghur and Kurdish do.
_OTHER_PLACES = re.compile("\u06d5(?=[\u0621-\u06d3])|(?<![\u0620-\u06ff])ئ[\u0621-\u06d5]")

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


def in_other_letters(line: str, *, ordered: bool = True) -> bool:
    """Tell whether a line has letters that only other languages than Arabic and Persian have.

    Args:
        line: a line of text.
        ordered: it is known to be in reading order: letters may be where Arabic has none.

    >>> in_other_letters("ئەسلەك"), in_other_letters("أكادیر")
    (True, False)
    """
    if _OTHER_LETTERS.search(line) is not None:
        return True
    return ordered and _OTHER_PLACES.search(line) is not None


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
def is_known(word: str, *, bare: bool = False) -> bool:
    """Tell whether a folded word is in the list, or (unless `bare`) is when nothing is written to it.

    >>> is_known("وبالمجلس"), is_known("سلجملا")
    (True, False)
    """
    cores = known_words().cores
    return word in cores or (not bare and core_of(word) in cores)


@lru_cache(maxsize=65536)
def is_usual(word: str, *, bare: bool = False) -> bool:
    """Tell whether a folded word is usual in communiqués, with or (unless `bare`) without what is written to it."""
    usual = known_words().usual
    return word in usual or (not bare and core_of(word) in usual)


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
