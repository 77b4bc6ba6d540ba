"""Does a line look like Tifinagh that was read as something else? A quick look at its signs.

Two steps. Lines made of ordinary words are waved through by a regular expression. The others are judged by a linear
model on hashed runs of signs and of kinds of signs (``models/tifinagh_misread.npz``, made by ``python -m
training.train_misread``): what readers make of Tifinagh against prose, names, code, tables, phone lists and codes.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

#: Buckets of the hash: a power of two.
BUCKETS = 1 << 14
_MASK = BUCKETS - 1
#: Runs of lower-case Latin letters, of Arabic letters, of Tifinagh: what ordinary lines are made of.
_ORDINARY = re.compile("[a-zà-öø-ÿœ]{4,}|[\u2d30-\u2d7f]+")
_ORDINARY_ARABIC = re.compile("[\u0621-\u063a\u0641-\u064a]{4,}")
#: A line is ordinary if so much of it is such runs; readers of Arabic give long runs of letters for Tifinagh too. Of
#: 3,355 measured misreadings as Latin 98 % stay below the one, of 785 as Arabic 96 % below the other.
_ORDINARY_SHARE, _ORDINARY_ARABIC_SHARE = 0.34, 0.6
#: Lines of Arabic-Indic figures are numbers, unless a word begins and ends with + and has figures only: that is how
#: a feminine noun (ⵜ…ⵜ) is read, and no number is written so.
_FIGURE, _LETTER = re.compile("[\u0660-\u0669\u06f0-\u06f9]"), re.compile("[A-Za-z\u0621-\u064a]")
_NO_NUMBER = re.compile(r"(?<!\S)\+[\u0660-\u0669\u06f0-\u06f9|]{3,}\+(?!\S)")
_FIGURE_ODDS = 1.0
#: An address of mail or web is what it is.
_ADDRESS = re.compile(r"@[\w-]+\.\w|://|\bwww\.", re.IGNORECASE)
#: A line with Arabic letters is Arabic, unless signs that Arabic is not written with stand in it twice or more: readers
#: of Arabic give these for the crosses, bars and circles of Tifinagh: two thirds of their lines have two of them.
_ARABIC_LETTER = re.compile("[\u0621-\u064a]")
_NO_ARABIC = re.compile(
    r"[+|©®\[\]{}<>@#*!=~]|[0-9\u0660-\u0669][\u0621-\u064a]|[\u0621-\u064a][0-9\u0660-\u0669]"
)
_FEWEST_ODD = 2
#: Fewer signs say too little.
_FEWEST_SIGNS = 7
#: A line of fewer different signs is a rule or a pattern.
_FEWEST_DIFFERENT = 4
#: Figures of Arabic and Persian count as one: which is taken for a letter depends on the reader and the typeface.
_ALIKE = str.maketrans("١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹\u200e\u200f", "٠" * 19 + "  ")


def looks_misread(line: str) -> float:
    """Give how much `line` looks like misread Tifinagh: the log of the odds; at most 0 for ordinary lines.

    >>> looks_misread("Direction générale des collectivités territoriales") <= 0
    True
    """
    if not _FEWEST_SIGNS <= len(line) <= LONGEST or len(set(line)) < _FEWEST_DIFFERENT:
        return 0.0
    if sum(map(len, _ORDINARY.findall(line))) > _ORDINARY_SHARE * len(line):
        return 0.0
    if sum(map(len, _ORDINARY_ARABIC.findall(line))) > _ORDINARY_ARABIC_SHARE * len(line):
        return 0.0
    if len(_FIGURE.findall(line)) > len(_LETTER.findall(line)):
        return _FIGURE_ODDS if _NO_NUMBER.search(line) else 0.0
    if _ADDRESS.search(line) or (_ARABIC_LETTER.search(line) and len(_NO_ARABIC.findall(line)) < _FEWEST_ODD):
        return 0.0
    weights, bias = _model()
    grams = hash_runs(line)
    total = sum(weights[gram] for gram in grams)
    return float(bias + total / len(grams) ** 0.5)


#: A longer line is a paragraph, and no letterhead.
LONGEST = 160


def hash_runs(line: str) -> list[int]:
    """Give the buckets of the runs of `line`, blanks single: of one to three signs, of three and four kinds."""
    signs = " ".join(line.translate(_ALIKE).split()) + " "
    codes = [32, 32, *map(ord, signs)]
    kinds = [0, 0, 0, *(_kind(code) for code in codes[2:])]
    grams: list[int] = []
    for at in range(2, len(codes)):
        last, code = codes[at - 1], codes[at]
        pair = last * 31337 + code
        shape = ((kinds[at - 1] << 7) + kinds[at] << 7) + kinds[at + 1]
        grams += (
            (code * 40503) & _MASK,
            (pair * 69069 + 1) & _MASK,
            ((codes[at - 2] * 7919 + pair) * 92821 + 5) & _MASK,
            (shape * 48271 + 11) & _MASK,
            (((kinds[at - 2] << 21) + shape) * 40014 + 17) & _MASK,
        )
    return grams


@lru_cache(maxsize=4096)
def _kind(code: int) -> int:
    """Give one number for all figures of Arabic, all European ones, capitals, small letters, Arabic letters."""
    char = chr(code)
    if "\u0660" <= char <= "\u0669":
        return 1
    if "\u0600" <= char <= "\u06ff":
        return 2
    if char.isdigit():
        return 3
    if char.isalpha():
        return 4 if char.isupper() else 5
    return 6 + code % 120


@cache
def _model() -> tuple[list[float], float]:
    # Loaded for lines that are not ordinary only.
    import numpy as np

    with files("balagh.pipelines.repair").joinpath("models/tifinagh_misread.npz").open("rb") as stream:
        data = np.load(stream)
        weights = data["weights"].astype(float) * float(data["scale"])
        return [float(weight) for weight in weights], float(data["bias"])
