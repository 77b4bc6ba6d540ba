"""Does a line look like Tifinagh that was read as something else? A quick look at its signs.

Two steps, both quick: what passes them is read by a network that knows better (`tifinagh_reader`). Lines made of
ordinary words are waved through by a regular expression. The others are judged by a linear model on hashed runs of
signs and of kinds of signs (``models/tifinagh_misread.npz``, made by ``python -m training.train_misread``): what
readers make of Tifinagh against prose, names, code, tables, phone lists and codes.
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
#: a feminine noun (ⵜ…ⵜ) is read, and no number is written so. Words of three figures and more with a bar
#: between them, as ⵏ is read, are heard too.
_FIGURE, _LETTER = re.compile("[\u0660-\u0669\u06f0-\u06f9]"), re.compile("[A-Za-z\u0621-\u064a]")
_NO_NUMBER = re.compile(r"(?<!\S)\+[\u0660-\u0669\u06f0-\u06f9|]{3,}\+(?!\S)")
_BARRED = re.compile(
    r"(?:[\u0660-\u0669\u06f0-\u06f9+]{3,} )+\|(?: [\u0660-\u0669\u06f0-\u06f9+]{3,}| \|(?= [^|]))+"
)
FIGURE_ODDS, _FIGURE_MAY = 1.0, -2.0
#: A line with a larger share of digits is one of numbers, and so is one without a letter: three in two hundred misread
#: lines are such, too.
_DIGIT, _DIGIT_SHARE, _ANY_LETTER = re.compile("[0-9]"), 0.7, re.compile(r"[^\W\d_]")
#: An address of mail or web is what it is.
_ADDRESS = re.compile(r"[\w.-]{2,}@[\w-]+\.[a-z]{2,}|://|\bwww\.")
#: What a program fills in: a message of one, not print.
_PLACEHOLDER = re.compile(r"\{\d*\}|%[sd]")
#: Keys pressed together, and other words joined by plus signs.
_JOINED = re.compile(r"[A-Za-z][a-z]+\d*(?:\+[A-Z]?[a-z]*\d*)+")
#: Letters that neither Arabic nor the readers of it have, but Persian, Urdu, Kurdish, Uyghur: of 977 misread lines
#: none has one.
_OTHER_LANGUAGES = re.compile("[گپچژەۆێۇۈۋېںہےٹڈڑھۍړښ]")
_ARABIC_LETTER = re.compile("[\u0621-\u064a]")
#: Signs that Arabic is not written with: its readers give them for the crosses, bars and circles of Tifinagh. Nine
#: in ten of their lines have one and get these odds; the others are at most doubtful.
_NO_ARABIC = re.compile(
    r"[+|©®\[\]{}<>@#*!=~]|[0-9\u0660-\u0669][\u0621-\u064a]|[\u0621-\u064a][0-9\u0660-\u0669]"
)
ARABIC_ODDS = 0.5
#: The odds of lines that are waved through.
ORDINARY = -10.0
#: Fewer signs say too little.
_FEWEST_SIGNS = 7
#: A line of fewer different signs is a rule or a pattern.
_FEWEST_DIFFERENT = 4
#: Figures of Arabic and Persian count as one: which is taken for a letter depends on the reader and the typeface.
_ALIKE = str.maketrans("١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹\u200e\u200f", "٠" * 19 + "  ")


def looks_misread(line: str) -> float:
    """Give how much `line` looks like misread Tifinagh: the log of the odds; `ORDINARY` where there is no doubt.

    >>> looks_misread("Direction générale des collectivités territoriales") <= 0
    True
    """
    if not _FEWEST_SIGNS <= len(line) <= LONGEST or len(set(line)) < _FEWEST_DIFFERENT:
        return ORDINARY
    if sum(map(len, _ORDINARY.findall(line))) > _ORDINARY_SHARE * len(line):
        return ORDINARY
    if sum(map(len, _ORDINARY_ARABIC.findall(line))) > _ORDINARY_ARABIC_SHARE * len(line):
        return ORDINARY
    if len(_FIGURE.findall(line)) > len(_LETTER.findall(line)):
        return _figures(line)
    if not _ANY_LETTER.search(line) or len(_DIGIT.findall(line)) > _DIGIT_SHARE * len(line.replace(" ", "")):
        return ORDINARY
    if any(sign.search(line) for sign in (_ADDRESS, _OTHER_LANGUAGES, _PLACEHOLDER)) or _JOINED.fullmatch(
        line
    ):
        return ORDINARY
    arabic = _ARABIC_LETTER.search(line) is not None
    if arabic and _NO_ARABIC.search(line):
        return ARABIC_ODDS
    weights, bias = _model()
    grams = hash_runs(line)
    total = sum(weights[gram] for gram in grams)
    odds = float(bias + total / len(grams) ** 0.5)
    return min(odds, 0.0) if arabic else odds


#: A longer line is a paragraph, and no letterhead: the longest name in Tifinagh that a source has is of 46 letters.
LONGEST = 90


def _figures(line: str) -> float:
    if _NO_NUMBER.search(line):
        return FIGURE_ODDS
    return _FIGURE_MAY if _BARRED.fullmatch(line) else ORDINARY


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
