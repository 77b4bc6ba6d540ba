"""Lines that are what they are: names, code, tables, phone lists, formulas, codes; nothing in them is misread."""

from __future__ import annotations

import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING

from babel import Locale
from babel.numbers import format_currency

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np

ROOT = Path(__file__).parent.parent
#: Languages whose names of countries, languages, units and months are taken from the CLDR.
LANGUAGES = ("fr", "ar", "en", "es", "ar_MA", "de", "it", "pt")
#: Modules of Python's library whose source lines stand for code.
MODULES = (
    "argparse.py",
    "re/_parser.py",
    "statistics.py",
    "tarfile.py",
    "turtle.py",
    "colorsys.py",
    "calendar.py",
)
_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MIXED = _CAPITALS + "abcdefghijklmnopqrstuvwxyz0123456789"
_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def plain_lines(rng: np.random.Generator, made: int) -> list[str]:
    """Give plain lines of every kind; `made` of them are made up: numbers, tables, codes, formulas."""
    lines = [*cldr_lines(rng), *code_lines(MODULES), *text_lines()]
    lines += [line.upper() for line in lines[::2]]
    lines += made_lines(rng, made)
    return [line for line in dict.fromkeys(line.strip() for line in lines) if line]


def made_lines(rng: np.random.Generator, count: int) -> list[str]:
    """Make up phone lists, tables, codes, formulas, acronyms and addresses."""
    return [_MAKERS[int(rng.integers(len(_MAKERS)))](rng) for _ in range(count)]


def cldr_lines(rng: np.random.Generator, languages: Sequence[str] = LANGUAGES) -> list[str]:
    """Give names and patterns of the CLDR, some joined to longer lines."""
    lines = []
    for code in languages:
        locale = Locale.parse(code)
        names = [str(name) for name in (*locale.territories.values(), *locale.languages.values())]
        names += [str(name) for name in locale.currencies.values()]
        names += [str(name) for name in locale.months["format"]["wide"].values()]
        names += [format_currency(value, "MAD", locale=locale) for value in (12.5, 1250, 9_961_377)]
        for _ in range(len(names) // 2):
            some = [names[int(i)] for i in rng.integers(len(names), size=int(rng.integers(1, 5)))]
            lines.append((", ", " - ", " ", " | ")[int(rng.integers(4))].join(some))
        lines += names[::3]
    return lines


def code_lines(modules: Sequence[str]) -> list[str]:
    """Give the source lines of modules of Python's own library."""
    folder = Path(sysconfig.get_paths()["stdlib"])
    return [line for module in modules for line in (folder / module).read_text(encoding="utf-8").splitlines()]


def text_lines() -> list[str]:
    """Give the lines of the repository's own texts: true texts of samples, documentation."""
    sources = [*sorted((ROOT / "bench" / "texts").glob("*.txt")), *sorted((ROOT / "docs").glob("*.md"))]
    return [line for source in sources for line in source.read_text(encoding="utf-8").splitlines()]


def _digits(rng: np.random.Generator, pattern: str) -> str:
    return "".join(str(rng.integers(10)) if char == "#" else char for char in pattern)


def _letters(rng: np.random.Generator, alphabet: str, least: int, most: int) -> str:
    return "".join(alphabet[int(i)] for i in rng.integers(len(alphabet), size=int(rng.integers(least, most))))


def _phone(rng: np.random.Generator) -> str:
    forms = (
        "+212 # ## ## ## ##",
        "05 ## ## ## ##",
        "(+212) 5##-##-##-##",
        "00212 6########",
        "Tél. : 05## ## ## ##",
    )
    some = [_digits(rng, forms[int(rng.integers(len(forms)))]) for _ in range(int(rng.integers(1, 4)))]
    return (" / ", " | ", " - ", " ")[int(rng.integers(4))].join(some)


def _eastern(rng: np.random.Generator) -> str:
    forms = (
        "## ######## ####",
        "##/##/####",
        "+### # ## ## ## ##",
        "# ### ### | ### ###",
        "##,# % - ##,# %",
        "## : ####",
        "##+",
        "#+",
        "######",
        "########",
        "+############",
        "| ## |",
        "####+####",
        "(+###) #########",
    )
    some = [_digits(rng, forms[int(rng.integers(len(forms)))]) for _ in range(int(rng.integers(1, 4)))]
    return (" ", " | ", " + ", " - ")[int(rng.integers(4))].join(some).translate(_ARABIC_DIGITS)


def _table(rng: np.random.Generator) -> str:
    forms = (
        "# ###",
        "##,# %",
        "##+",
        "-",
        "###",
        "+#,#",
        "(#)",
        "#/##",
        "0",
        "N/A",
        "X",
        "OUI",
        "NON",
        "I",
        "II",
        "###.##",
    )
    some = [_digits(rng, forms[int(rng.integers(len(forms)))]) for _ in range(int(rng.integers(3, 9)))]
    return ("  ", " | ", " ; ", "\t", " ")[int(rng.integers(5))].join(some)


def _codes(rng: np.random.Generator) -> str:
    some = [
        _letters(rng, (_CAPITALS, _MIXED)[int(rng.integers(2))], 2, 12)
        for _ in range(int(rng.integers(1, 6)))
    ]
    return (" ", "-", " / ", ", ", " | ")[int(rng.integers(5))].join(some)


def _formula(rng: np.random.Generator) -> str:
    parts = [
        (
            "x",
            "y",
            "A",
            "B",
            "X",
            "O",
            "I",
            "H2O",
            "CO2",
            "2x",
            "3,5",
            "10",
            "π",
            "f(x)",
            "ΔE",
            "T",
            "l",
            "0",
            "C",
        )[int(rng.integers(19))]
        for _ in range(int(rng.integers(3, 10)))
    ]
    signs = ("+", "=", "-", "×", "/", "<", ">", "|", "≤", "→", "*")
    return " ".join(f"{part} {signs[int(rng.integers(len(signs)))]}" for part in parts)[:-2]


def _acronyms(rng: np.random.Generator) -> str:
    known = (
        "ISIC", "DGCT", "AMPCC", "IRCAM", "CNDH", "HCP", "ONEE", "OCP", "ONCF", "CGEM", "BAM", "ANAPEC", "MAP", "SNRT",
        "HACA", "CESE", "OFPPT", "INDH", "ADII", "DGI", "DGSN", "OMS", "ONU", "UNESCO", "FAO", "IBAN", "ICE", "RC",
    )  # fmt: skip
    some = [known[int(i)] for i in rng.integers(len(known), size=int(rng.integers(2, 8)))]
    return (" ", " - ", " | ", ", ", " / ", " + ")[int(rng.integers(6))].join(some)


def _address(rng: np.random.Generator) -> str:
    host = _letters(rng, _CAPITALS.lower(), 3, 9)
    forms = (
        f"https://www.{host}.ma/{_letters(rng, _MIXED, 3, 20)}?id={_digits(rng, '####')}",
        f"{_letters(rng, _CAPITALS.lower(), 3, 8)}.{_letters(rng, _CAPITALS.lower(), 3, 9)}@{host}.ma",
        f"C:\\{host.upper()}\\{_letters(rng, _MIXED, 4, 10)}.PDF",
    )
    return forms[int(rng.integers(3))]


def _notice(rng: np.random.Generator) -> str:
    who = " ".join(
        _letters(rng, _CAPITALS.lower(), 3, 8).capitalize() for _ in range(int(rng.integers(1, 4)))
    )
    line = f"{('©', 'Copyright ©', '(c)', '®')[int(rng.integers(4))]} {_digits(rng, '20##')} {who}"
    return line.upper() if rng.random() < 0.4 else line


_MAKERS: tuple[Callable[[np.random.Generator], str], ...] = (
    _phone, _eastern, _eastern, _table, _notice, _codes, _codes, _formula, _acronyms, _address,
)  # fmt: skip
