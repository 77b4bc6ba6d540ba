"""The signs of a misread line as they may have stood on paper, from left to right."""

from __future__ import annotations

import re
from typing import Literal

#: What Tifinagh was taken for: Latin letters, Arabic letters, figures of Arabic.
Kind = Literal["latin", "arabic", "digits"]

_ARABIC = re.compile("[\u0621-\u064a\u066e-\u06d3]")
_FIGURES = re.compile("[\u0660-\u0669\u06f0-\u06f9]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_UNSEEN_SIGNS = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
#: Figures of Persian look like those of Arabic: which are given depends on the reader.
_PERSIAN = str.maketrans("۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩")


def kind_of(line: str) -> Kind:
    """Tell what `line` has most of: Arabic letters, else figures of Arabic without Latin, else Latin letters."""
    latin = len(_LATIN.findall(line))
    if len(_ARABIC.findall(line)) > latin:
        return "arabic"
    return "digits" if len(_FIGURES.findall(line)) > latin else "latin"


def reading_orders(line: str) -> tuple[str, ...]:
    """Give `line` as its signs may have stood on paper from left to right, with single blanks, the likeliest first.

    Tifinagh runs to the right; a reader that took it for Arabic gave its signs in the order of Arabic, with or without
    signs that turn the order around.
    """
    marked = " ".join(line.translate(_PERSIAN).split())
    plain = " ".join(_UNSEEN_SIGNS.sub("", marked).split())
    if not _ARABIC.search(plain):
        return (plain,)
    # Loaded for lines with Arabic letters only.
    from bidi.algorithm import get_display

    words = plain.split()
    arabic = sum(bool(_ARABIC.search(word)) for word in words)
    bases = ("R", "L") if arabic > sum(bool(_LATIN.search(word)) for word in words) else ("L", "R")
    shown = (str(get_display(one, base_dir=base)) for one in (marked, plain) for base in bases)
    return tuple(dict.fromkeys(" ".join(_UNSEEN_SIGNS.sub("", one).split()) for one in shown))
