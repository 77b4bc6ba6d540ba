"""UTF-8 whose bytes were read as letters of a code page: the traces that each page leaves, and how to read it again."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from balagh.model import Script
from balagh.pipelines.languages.scripts import script_of
from balagh.pipelines.repair.arabic_words import fold_arabic, word_bits

#: Code pages that UTF-8 is read as, the surest first. ftfy knows all but cp850 and cp1256, and takes those for others.
PAGES = ("cp850", "cp1256", "cp437", "mac_roman", "cp1252", "latin-1")
OWN_PAGES = frozenset({"cp850", "cp1256"})

#: First bytes of the letters that are looked for: Latin ones with accents, Arabic, punctuation and Tifinagh.
_FIRST_OF_TWO = (0xC2, 0xC3, 0xC5, 0xD8, 0xD9, 0xDA)
_FIRST_OF_THREE = (0xE2, 0xEF)
_NEXT = range(0x80, 0xC0)

#: Bits a letter up to which Arabic is likely; words cost 2 to 5, mojibake taken for Arabic above 8.
LIKELY_BITS = 6.5

#: Fewer Arabic letters than this may be chance.
LEAST_LETTERS = 3

_BEYOND = re.compile("[^\\x00-\\x7f]+")
_ARABIC = re.compile("[\u0621-\u064a\u06a4\u06ad\u06af]+")
#: Signs beyond letters that French and Arabic texts have.
_SIGNS = frozenset("«»’‘“”–—…•°·€©®™§±²³½¼¾×÷¿¡ªº\u00a0\u202f\u200e\u200f،؛؟٪٫٬ـ")


@cache
def _bytes_of(page: str) -> dict[str, int]:
    """Give the byte of each letter of a page beyond ASCII; bytes without a letter are control characters."""
    numbers: dict[str, int] = {}
    for number in range(0x80, 0x100):
        letter = bytes([number]).decode(page, errors="replace")
        numbers[chr(number) if letter == "\ufffd" else letter] = number
    return numbers


@cache
def _trace(page: str) -> re.Pattern[str]:
    letters = {number: letter for letter, number in _bytes_of(page).items()}
    two, three, rest = (
        "".join(re.escape(letters[number]) for number in numbers)
        for numbers in (_FIRST_OF_TWO, _FIRST_OF_THREE, _NEXT)
    )
    return re.compile(f"[{two}][{rest}]|[{three}][{rest}]{{2}}")


@cache
def traces() -> re.Pattern[str]:
    """Give the pattern of what any of the pages leaves: most lines do not have it."""
    return re.compile("|".join(_trace(page).pattern for page in PAGES))


def read_again(line: str, page: str) -> str | None:
    """Give the line with its letters beyond ASCII taken for bytes of UTF-8; None where they are none, or mean nothing.

    >>> read_again("communiqu├®", "cp850")
    'communiqué'
    """
    if _trace(page).search(line) is None:
        return None
    numbers = _bytes_of(page)
    pieces: list[str] = []
    position = 0
    for match in _BEYOND.finditer(line):
        text = _decoded(match.group(), numbers)
        if text is None:
            return None
        pieces += (line[position : match.start()], text)
        position = match.end()
    again = "".join((*pieces, line[position:]))
    return again if _is_likely(again) else None


def _decoded(letters: str, numbers: dict[str, int]) -> str | None:
    found = [numbers.get(letter) for letter in letters]
    if None in found:
        return None
    try:
        return bytes(number for number in found if number is not None).decode()
    except UnicodeDecodeError:
        return None


def _is_likely(line: str) -> bool:
    """Tell whether a line's letters are such as French, Arabic and Amazigh have, its Arabic words likely ones."""
    if not is_usual_text(line):
        return False
    words = [fold_arabic(word) for word in _ARABIC.findall(line)]
    letters = sum(len(word) + 1 for word in words)
    if words and sum(map(word_bits, words)) > LIKELY_BITS * letters:
        return False
    return sum(map(len, words)) >= LEAST_LETTERS or any(_is_other(sign) for sign in line)


def is_usual_text(text: str) -> bool:
    """Tell whether a text has letters and signs only that French, Arabic and Amazigh have."""
    return all(sign.isascii() or _is_usual(sign) for sign in text)


def _is_usual(sign: str) -> bool:
    return (
        script_of(sign) is not Script.COMMON or sign in _SIGNS or unicodedata.category(sign) in {"Mn", "Nd"}
    )


def _is_other(sign: str) -> bool:
    return not sign.isascii() and script_of(sign) is not Script.ARABIC
