"""Arabic as a reader of Latin letters sees it: the shapes of a line from left to right."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

#: Letters that join the one before them and never the one after.
_RIGHT_JOINING = frozenset("اأإآٱدذرزوؤةى")
#: A letter that joins nothing.
_ALONE = frozenset("ء")
_ALEFS = frozenset("اأإآٱ")
_LAM = "ل"
#: How a shape ends the name of its letter: alone, at the start, in the middle, at the end of a joined piece.
ALONE, START, MIDDLE, END = "-<=>"
#: What stands between two words.
BLANK = " "


@lru_cache(maxsize=4096)
def shapes_of(text: str) -> tuple[str, ...]:
    """Give the shapes of a line of Arabic as they stand on paper, from left to right.

    A shape is a letter (lam and alef are one) and how it is joined, or the blank between two words. Signs and digits
    are left out.

    >>> shapes_of("لا و")
    ('و-', ' ', 'لا-')
    """
    # Hamza and madda stay on their letters, vowel marks go.
    plain = (letter for letter in unicodedata.normalize("NFC", text) if not unicodedata.combining(letter))
    words = "".join(letter if letter.isalpha() else " " for letter in plain).split()
    shapes: list[str] = []
    for word in reversed(words):
        shapes += ([BLANK] if shapes else []) + _word_shapes(word)[::-1]
    return tuple(shapes)


def _word_shapes(word: str) -> list[str]:
    pieces: list[str] = []
    at = 0
    while at < len(word):
        lam_alef = word[at] == _LAM and word[at + 1 : at + 2] in _ALEFS and at + 1 < len(word)
        pieces.append(word[at : at + 2] if lam_alef else word[at])
        at += 2 if lam_alef else 1
    shapes = []
    for place, piece in enumerate(pieces):
        before = place > 0 and _joins_on(pieces[place - 1]) and piece not in _ALONE
        after = place + 1 < len(pieces) and _joins_on(piece) and pieces[place + 1] not in _ALONE
        shapes.append(piece + (ALONE, START, END, MIDDLE)[2 * before + after])
    return shapes


def _joins_on(piece: str) -> bool:
    """Say whether a letter joins the one after it."""
    return piece[-1] not in _RIGHT_JOINING and piece not in _ALONE
