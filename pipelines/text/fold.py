"""Fold letters that print alike or are often left out, so that words can be compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: Alef and yeh variants, teh marbuta: spelling varies from typist to typist.
_ARABIC = str.maketrans(
    {
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ء": "", "ـ": "",
        "ڭ": "ك", "گ": "ك", "ݣ": "ك", "ی": "ي", "ک": "ك",
    }
)  # fmt: skip
_SIGNS = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'", "œ": "oe", "æ": "ae", "–": "-", "—": "-"}
)
_NOT_WORD = re.compile(r"[^\w]+")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2)


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Give `text` in lower case without accents, Arabic vowel marks and letter variants; signs made plain.

    The length may change.

    >>> fold("COMMUNIQUÉ"), fold("الأمانة")
    ('communique', 'الامانه')
    """
    plain = unicodedata.normalize("NFD", text.casefold().translate(_SIGNS).translate(_ARABIC))
    return "".join(character for character in plain if not unicodedata.combining(character))


@lru_cache(maxsize=4096)
def flat(text: str) -> str:
    """Give `text` (NFC) folded letter for letter: places in it are places in `text`. Digits become European.

    >>> flat("Février ٢٠٢١")
    'fevrier 2021'
    """
    return "".join(map(_flat_letter, text))


@lru_cache(maxsize=1024)
def _flat_letter(letter: str) -> str:
    folded = fold(letter).translate(_DIGITS)
    return folded if len(folded) == 1 else letter


def fold_words(text: str) -> str:
    """Give the folded words of `text` with single blanks between them and no signs.

    >>> fold_words("A propos de l'AMPCC :")
    'a propos de l ampcc'
    """
    return " ".join(_NOT_WORD.sub(" ", fold(text)).split())


def plain_digits(text: str) -> str:
    """Give `text` with Arabic-Indic digits as European ones; the length stays."""
    return text.translate(_DIGITS)


def one_apart(left: str, right: str) -> bool:
    """Say whether one letter more, less or other makes `right` of `left`.

    >>> one_apart("fin", "ein"), one_apart("fin", "fi"), one_apart("fin", "fin"), one_apart("fin", "ami")
    (True, True, False, False)
    """
    short, long = sorted((left, right), key=len)
    if short == long or len(long) - len(short) > 1:
        return False
    same = next((at for at, letter in enumerate(short) if letter != long[at]), len(short))
    rest = short[same + 1 :] if len(short) == len(long) else short[same:]
    return rest == long[same + 1 :]
