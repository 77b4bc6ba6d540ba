"""One form for texts that are compared: what a reader would call the same text must compare equal."""

from __future__ import annotations

import re
import unicodedata

#: Signs with many forms, each brought to one.
_SIGNS = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′´`ʼ", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)
#: Bidi controls, joiners and other characters that nobody can see.
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u061c\u00ad]")
#: Arabic short vowels, Koranic signs, the dagger alef, and tatweel.
_VOWELS = re.compile(
    "[\u0610-\u061a\u064b-\u0652\u0656-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0640]"
)
#: A word parted at a line's end: no reader sees a hyphen in it.
_PARTED = re.compile(r"(?<=[^\W\d_])-\n(?=[^\W\d_])")
_BLANKS = re.compile(r"\s+")
_DIGITS = re.compile(r"[0-9]+")


def fold_text(text: str) -> str:
    r"""Fold a text for the character error rate.

    NFKC, one form for quotes, dashes and digits, short vowels and tatweel dropped, words parted at a line's end joined,
    blanks collapsed.

    >>> fold_text("« L’Institut »  —  ١٢")
    '" L\'Institut " - 12'
    >>> fold_text("le dévelop-\npement")
    'le développement'
    """
    folded = unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).translate(_SIGNS)
    folded = _PARTED.sub("", _VOWELS.sub("", folded))
    return _BLANKS.sub(" ", "".join(map(_plain_digit, folded))).strip()


def fold_field(text: str) -> str:
    """Fold a field's value: NFC, one form for quotes and dashes, blanks collapsed; letters and digits stay.

    >>> fold_field("N°  12–13")
    'N° 12-13'
    """
    folded = unicodedata.normalize("NFC", _UNSEEN.sub("", text)).translate(_SIGNS)
    return _BLANKS.sub(" ", folded).strip()


def digit_strings(text: str) -> list[str]:
    """Give the runs of digits of a text, in European digits; a raised figure, as in m², is none.

    >>> digit_strings("le 05/06/2023, ١٢ m²")
    ['05', '06', '2023', '12']
    """
    return _DIGITS.findall("".join(map(_plain_digit, text)))


def _plain_digit(character: str) -> str:
    return str(unicodedata.decimal(character)) if character.isdecimal() else character
