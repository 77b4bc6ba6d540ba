"""Lines in which nothing is wrong: not one of them may be changed by a repair."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
#: Code, addresses, tables, lists of phone numbers, names and signs that look like slips of an engine, other scripts.
PLAIN = ROOT / "bench" / "texts" / "plain_lines.txt"
#: The languages of CLDR whose names of countries, languages, units and months are lines.
LOCALES = ("fr", "ar", "ar_MA", "zgh", "en")
#: What the normal form has no place for: bidi controls and other unseen signs, tatweel, no-break blanks.
_NOT_PLAIN = re.compile("[\u00a0\u202f\u200b-\u200f\u061c\u2066-\u2069\u0640\u00ad]")
#: Text of a line that stands on its own in a sentence.
_STRINGS = re.compile(r'text = "((?:[^"\\]|\\.)*)"')


def clean_lines() -> dict[str, tuple[str, ...]]:
    """Give clean lines by where they come from: truth texts, CLDR by locale, and lines that are no prose."""
    found = {"communiqués": tuple(dict.fromkeys(_communique_lines()))}
    found |= {f"CLDR {code}": tuple(dict.fromkeys(_cldr_lines(code))) for code in LOCALES}
    found["code, tables, lists"] = tuple(
        dict.fromkeys(line for line in PLAIN.read_text(encoding="utf-8").splitlines() if line.strip())
    )
    return found


def _communique_lines() -> Iterator[str]:
    for path in sorted((ROOT / "samples" / "truth").glob("*.json")):
        for segment in json.loads(path.read_text(encoding="utf-8"))["segments"]:
            yield from segment["text"].split("\n")
    for path in sorted((ROOT / "bench" / "documents").glob("*.toml")):
        for text in _values(tomllib.loads(path.read_text(encoding="utf-8")).get("parts", [])):
            yield from text.split("\n")


def _values(parts: list[dict[str, object]]) -> Iterator[str]:
    for part in parts:
        text = part.get("text")
        if isinstance(text, str) and text.strip():
            yield text


def _cldr_lines(code: str) -> Iterator[str]:
    from babel import Locale

    locale = Locale.parse(code)
    tables = (locale.territories, locale.languages, locale.currencies, locale.variants, locale.scripts)
    names = [name for table in tables for name in table.values()]
    for width in ("wide", "abbreviated"):
        names += [*locale.months["format"][width].values(), *locale.days["format"][width].values()]
    names += [name for unit in locale._data["unit_display_names"].values() for name in unit.values()]
    yield from (
        name for name in names if isinstance(name, str) and not _NOT_PLAIN.search(name) and name.strip()
    )
