"""The lines that script routing is measured on: each script alone, numbers, and scripts mixed in one line.

French, English and Arabic come from the paragraphs of `bench/documents`, Tifinagh from `bench/texts/zgh.txt`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from balagh.model import Role
from bench.make import DOCUMENTS
from bench.strips import Strip, wrap_words
from samples.document import load_all

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy as np

#: What a line is made of; those with a plus are mixed.
Kind = Literal["latin", "arabic", "tifinagh", "digits", "tifinagh+latin", "arabic+tifinagh", "latin+tifinagh"]
KINDS: tuple[Kind, ...] = get_args(Kind)

#: Tifinagh lines, held out of training.
ZGH = Path(__file__).with_name("texts") / "zgh.txt"

#: Type families that have one script each, so that the order of a list decides nothing; some seen by the networks of
#: script routing in training, some not (`training/fonts.py`).
LATIN_FONTS = ("Liberation Serif", "Liberation Sans", "Noto Sans", "Carlito", "Linux Libertine O")
ARABIC_FONTS = ("Amiri", "Noto Naskh Arabic", "Noto Sans Arabic", "Scheherazade", "KacstBook")
TIFINAGH_FONTS = ("DejaVu Sans", "FreeSans", "Noto Sans Tifinagh", "MPH 2B Damase", "Unifont")

#: Text sizes in points, and how often a line is bold.
SIZES, BOLD = (9.5, 13.5), 0.2

#: Characters of a line: up to the first in a line of its own script, pieces of the second in a mixed one.
LONG, SHORT = 58, 22

#: Acronyms that stand in communiqués of all three languages.
ACRONYMS = (
    "IRCAM",
    "ONCF",
    "INDH",
    "MAP",
    "ONEE",
    "OCP",
    "CNSS",
    "ANAPEC",
    "TOEIC",
    "UNESCO",
    "COVID-19",
    "ISO",
)

_BOLD_MARKS = re.compile(r"\*\*")


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutedLine:
    """A line to print and what it is made of."""

    kind: Kind
    strip: Strip


def make_lines(count: int, rng: np.random.Generator) -> list[RoutedLine]:
    """Compose `count` lines of every kind, in an order that mixes the kinds."""
    texts = {language: _pieces(language) for language in ("fr", "en", "ar")}
    texts["zgh"] = ZGH.read_text(encoding="utf-8").splitlines()
    lines = []
    for number in range(count):
        for kind in KINDS:
            text = " ".join(_MAKERS[kind](texts, number, rng).split())
            lines.append(RoutedLine(kind=kind, strip=_strip(kind, text, number, rng)))
    return [lines[k] for k in rng.permutation(len(lines))]


def _pieces(language: str) -> list[str]:
    paragraphs = [
        _BOLD_MARKS.sub("", part.plain)
        for written in load_all(DOCUMENTS)
        for part in written.parts
        if part.language == language and part.role in {Role.PARAGRAPH, Role.TITLE} and part.plain
    ]
    return [line for text in paragraphs for line in wrap_words(text, LONG) if len(line) > SHORT]


def script_lines(language: str, rng: np.random.Generator) -> list[str]:
    """Give lines of one language of the bench's documents (``fr``, ``en``, ``ar``), or of ``digits``."""
    if language == "digits":
        return [_digits({}, number, rng) for number in range(60)]
    return _pieces(language)


def _some(lines: Sequence[str], number: int, most: int = LONG) -> str:
    return wrap_words(lines[(number * 7) % len(lines)], most)[0]


def _latin(texts: Mapping[str, Sequence[str]], number: int, rng: np.random.Generator) -> str:
    return _some(texts["en" if number % 4 == 0 else "fr"], number)


def _digits(texts: Mapping[str, Sequence[str]], number: int, rng: np.random.Generator) -> str:
    day, month, year = (int(rng.integers(*limits)) for limits in ((1, 29), (1, 13), (1999, 2027)))
    shapes = (
        f"{day:02d}/{month:02d}/{year}",
        f"+212 5{day:02d} {month:02d} {rng.integers(10, 99)} {rng.integers(10, 99)}",
        f"{rng.integers(1, 99)} {rng.integers(100, 999)} {rng.integers(100, 999)},{day:02d}",
        f"{rng.integers(1, 99)},{month} % - {day},{month} %",
        f"{rng.integers(1, 999)}/{year}",
    )
    return shapes[number % len(shapes)]


def _tifinagh_latin(texts: Mapping[str, Sequence[str]], number: int, rng: np.random.Generator) -> str:
    zgh, acronym = texts["zgh"], ACRONYMS[number % len(ACRONYMS)]
    first, second = _some(zgh, number, SHORT), _some(zgh, number + 3, SHORT)
    shapes = (
        f"{first} {acronym} {second} {rng.integers(2, 2030)}",
        f"{first} ({acronym}) {second}",
        f"{acronym} : {first} {rng.integers(2, 99)} {second}",
        f"{first} {second} - {acronym} {rng.integers(2000, 2030)}",
    )
    return shapes[number % len(shapes)]


def _arabic_tifinagh(texts: Mapping[str, Sequence[str]], number: int, rng: np.random.Generator) -> str:
    arabic, zgh = _some(texts["ar"], number, SHORT + 8), _some(texts["zgh"], number, SHORT)
    return (f"{arabic} {zgh}", f"{zgh} {arabic}", f"{arabic} - {zgh}")[number % 3]


def _latin_tifinagh(texts: Mapping[str, Sequence[str]], number: int, rng: np.random.Generator) -> str:
    french, zgh = _some(texts["fr"], number, SHORT + 8), _some(texts["zgh"], number, SHORT)
    return (f"{zgh} / {french}", f"{french} - {zgh}", f"{french} {zgh}")[number % 3]


_MAKERS: Mapping[Kind, Callable[[Mapping[str, Sequence[str]], int, np.random.Generator], str]] = {
    "latin": _latin,
    "arabic": lambda texts, number, rng: _some(texts["ar"], number),
    "tifinagh": lambda texts, number, rng: _some(texts["zgh"], number),
    "digits": _digits,
    "tifinagh+latin": _tifinagh_latin,
    "arabic+tifinagh": _arabic_tifinagh,
    "latin+tifinagh": _latin_tifinagh,
}


def _strip(kind: Kind, text: str, number: int, rng: np.random.Generator) -> Strip:
    latin, arabic, tifinagh = (
        f"'{fonts[int(rng.integers(len(fonts)))]}'" for fonts in (LATIN_FONTS, ARABIC_FONTS, TIFINAGH_FONTS)
    )
    # A Tifinagh typeface may have the digits of its line too, but never another script's letters.
    own_digits = kind.startswith("tifinagh") and "latin" not in kind
    families = (tifinagh, latin, arabic) if own_digits else (latin, arabic, tifinagh)
    weight = "bold" if rng.random() < BOLD else "normal"
    css = f"font-family: {', '.join(families)}; font-size: {rng.uniform(*SIZES):.1f}pt; font-weight: {weight}"
    return Strip(text=text, css=css, rtl=kind.startswith("arabic"))
