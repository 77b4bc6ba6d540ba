"""The signs that the model can give."""

from __future__ import annotations

import unicodedata

#: The letters of IRCAM's alphabet (33, of which two are written with the sign of labialisation U+2D6F).
LETTERS = "ⴰⴱⴳⴷⴹⴻⴼⴽⵀⵃⵄⵅⵇⵉⵊⵍⵎⵏⵓⵔⵕⵖⵙⵚⵛⵜⵟⵡⵢⵣⵥ"
LABIAL = "\u2d6f"

#: Letters of the Unicode block that IRCAM's alphabet does not have: Tuareg, Kabyle, Ayer, Ahaggar.
OTHER_LETTERS = "ⴲⴴⴵⴶⴸⴺⴾⴿⵁⵂⵆⵈⵋⵌⵐⵑⵒⵗⵘⵝⵞⵠⵤⵦ"

DIGITS = "0123456789"
MARKS = ".,:;-–—/()[]«»'’\"“”!?%°+=&*•@#_"

#: What is not the model's to read: a word of another script, or a letter outside IRCAM's alphabet.
FOREIGN = "\ufffd"

CHARACTERS = LETTERS + LABIAL + DIGITS + MARKS + FOREIGN

#: Signs that mean the same as one the model has.
_SAME = str.maketrans(
    {"…": "...", "\u00a0": " ", "\u202f": " ", "‘": "’", "´": "'", "`": "'", "−": "-", "‐": "-"}
)


def is_letter(char: str) -> bool:
    """Tell whether `char` is one of the model's Tifinagh letters."""
    return char in LETTERS or char == LABIAL


def clean(text: str) -> str:
    """Give `text` in NFC with the model's own signs for those that mean the same, single blanks, no blanks around."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_SAME).split())


def is_readable(word: str) -> bool:
    """Tell whether the model has every sign of `word`, and no mark of the foreign."""
    return all(char in CHARACTERS and char != FOREIGN for char in word)
