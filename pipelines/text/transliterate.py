"""Write Tifinagh in Latin letters, for people who search with a Latin keyboard."""

from __future__ import annotations

import unicodedata
from typing import Final

#: IRCAM's scheme, letter for letter; ⵯ makes the ⴳ or ⴽ before it a rounded one. The last row has the letters of the
#: block that IRCAM's alphabet lacks and Moroccan texts use in foreign names.
_SCHEME: Final = (
    ("ⴰⴱⴳⴷⴹⴻⴼⴽⵀⵃⵄⵅⵇⵉⵊⵍ", "abgdḍefkhḥɛxqijl"),
    ("ⵎⵏⵓⵔⵕⵖⵙⵚⵛⵜⵟⵡⵢⵣⵥⵯ", "mnurṛɣsṣctṭwyzẓʷ"),
    ("ⵒⵠⵞ", "pvč"),
)
_LATIN: Final = {
    ord(letter): latin for row, letters in _SCHEME for letter, latin in zip(row, letters, strict=True)
}
#: What people type on a keyboard without these letters; dots below are left out.
_TYPED: Final = str.maketrans({"ɣ": "gh", "ɛ": "a", "ʷ": "w", "c": "ch", "x": "kh", "č": "tch"})
#: The same letters in a text that is Latin already: its c and x stay, they may be French ones.
_LATIN_TYPED: Final = str.maketrans({"ɣ": "gh", "ɛ": "a", "ʷ": "w"})
_TIFINAGH: Final = range(0x2D30, 0x2D80)


def transliterate_tifinagh(text: str) -> str:
    """Give `text` with its Tifinagh letters in Latin ones by IRCAM's scheme; all else stays as it is.

    Tifinagh has no capitals, so neither has the result. A letter outside the scheme stays Tifinagh: nothing is guessed.

    >>> transliterate_tifinagh("ⵜⴰⵎⵏⴰⴹⵜ ⵏ ⵓⴳⵯⵍⵎⵉⵎ, 2021")
    'tamnaḍt n ugʷlmim, 2021'
    """
    return text.translate(_LATIN)


def search_key(text: str) -> str:
    """Give `text` as a person would type it on a plain keyboard: Tifinagh in ASCII, small letters, no accents.

    It is for finding, not for showing: several spellings share a key. Latin words are only made plain, whatever their
    language.

    >>> search_key("ⵎⵕⵕⴰⴽⵛ"), search_key("ⵜⴰⵎⴰⵣⵉⵖⵜ"), search_key("Communiqué")
    ('mrrakch', 'tamazight', 'communique')
    """
    words = (_key(word) if _is_tifinagh(word) else word for word in text.split(" "))
    plain = unicodedata.normalize("NFD", " ".join(words).casefold().translate(_LATIN_TYPED))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _key(word: str) -> str:
    return word.translate(_LATIN).translate(_TYPED)


def _is_tifinagh(word: str) -> bool:
    return any(ord(letter) in _TIFINAGH for letter in word)


def to_tifinagh(latin: str) -> str:
    """Give a word in IRCAM's Latin letters in Tifinagh; without the e that Tifinagh leaves unwritten.

    >>> to_tifinagh("Yebrayer")
    'ⵢⴱⵔⴰⵢⵔ'
    """
    back = {letter: chr(code) for code, letter in _LATIN.items()}
    return "".join(back.get(letter, letter) for letter in latin.casefold() if letter != "e")
