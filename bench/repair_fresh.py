"""Clean lines of other makers than those that the rules were made on: not one of them may be changed by a repair.

``python -m bench.repair_fresh [--most N]`` prints every line that changes. Read where they are installed and never
copied: the messages of Debian's programs, licences, Python's own documentation and code, names of CLDR of kinds and
languages that `bench.repair_clean` does not have. Tables, addresses and telephone lists are made by chance, seeded.
"""

from __future__ import annotations

import argparse
import gettext
import random
import re
import sysconfig
import time
from pathlib import Path
from typing import TYPE_CHECKING

from babel import Locale

import balagh
from balagh.pipelines.repair.rules import normalise_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MESSAGES = Path("/usr/share/locale")
_LICENCES = Path("/usr/share/common-licenses")
#: Languages of programs' messages: ours, and others whose letters look like ours or run as ours do.
_SPOKEN = (
    "ar",
    "fr",
    "en_GB",
    "fa",
    "ur",
    "ckb",
    "ku",
    "kab",
    "he",
    "zh_CN",
    "ru",
    "ug",
    "es",
    "vi",
    "el",
    "hi",
)
#: CLDR's languages: ours, Tuareg and Tashelhit in Tifinagh, Kabyle in Latin letters, others in Arabic letters.
_LOCALES = (
    *("fr", "ar", "ar_MA", "zgh", "en", "es", "shi_Tfng", "tzm", "kab", "fa", "ur", "ckb", "ug", "ps", "sd"),
    *("uz_Arab", "pa_Arab", "ks", "he", "zh", "ru", "hi", "el", "ff_Latn"),
)
#: What only some pages have and the normal form has not: such a line is brought to it first.
_TURNING = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\u061c]")
_SEED = 20261123


def fresh_lines(most: int = 1500) -> dict[str, tuple[str, ...]]:
    """Give clean lines in their normal form by where they come from, at most `most` of each, chosen by chance."""
    found: dict[str, Iterable[str]] = {f"messages {code}": _messages(code) for code in _SPOKEN}
    found |= {f"CLDR {code}": _names(code) for code in _LOCALES}
    found["licences"] = _texts(_LICENCES.glob("*"))
    python = Path(sysconfig.get_paths()["stdlib"])
    found["documentation"] = _texts([python / "pydoc_data" / "topics.py"])
    found["code"] = _texts(sorted(python.glob("*.py")))
    found["tables, addresses, lists"] = _made(random.Random(_SEED))
    return {kind: lines for kind, rows in found.items() if (lines := _chosen(rows, most))}


def _chosen(rows: Iterable[str], most: int) -> tuple[str, ...]:
    lines = [line for line in dict.fromkeys(map(_plain, rows)) if line.strip()]
    random.Random(_SEED).shuffle(lines)
    return tuple(lines[:most])


def _plain(line: str) -> str:
    """Bring a line to the signs that the normal form has; blanks stay."""
    clean = _TURNING.sub("", line)
    return clean if normalise_text(clean) == " ".join(clean.split()) else normalise_text(clean)


def _messages(code: str) -> Iterator[str]:
    for path in sorted(_MESSAGES.glob(f"{code}/LC_MESSAGES/*.mo")):
        with path.open("rb") as file:
            catalogue = gettext.GNUTranslations(file)
        # The module has no way to list what is in a catalogue.
        messages: dict[str | tuple[str, int], str] = vars(catalogue)["_catalog"]
        for given, text in messages.items():
            if given:
                yield from text.splitlines()


def _texts(paths: Iterable[Path]) -> Iterator[str]:
    for path in paths:
        if path.is_file():
            yield from path.read_text(encoding="utf-8", errors="ignore").splitlines()


def _names(code: str) -> Iterator[str]:
    locale = Locale.parse(code)
    yield from _strings(locale.time_zones)
    yield from _strings(locale.meta_zones)
    yield from _strings(locale._data["currency_names_plural"])
    yield from _strings(locale._data["unit_patterns"])
    for table in (locale.quarters, locale.eras, locale.day_periods, locale.list_patterns, locale.languages):
        yield from _strings(table)


def _strings(table: object) -> Iterator[str]:
    if isinstance(table, str):
        yield table
        return
    values = getattr(table, "values", None)
    for value in values() if values is not None else ():
        yield from _strings(value)


# --- lines made by chance ---

_ROLES = (
    "Standard",
    "Secrétariat",
    "Accueil",
    "Presse",
    "Cabinet",
    "الهاتف",
    "الفاكس",
    "المكتب",
    "ⵜⵉⵍⵉⴼⵓⵏ",
    "Office",
)
_HOSTS = ("exemple.ma", "data.example.org", "portail-exemple.gov.ma", "ar.example.ma", "example.press")
_PATHS = (
    "",
    "/fr/actualites",
    "/ar/بلاغ",
    "/node/{n}",
    "/index.php?id={n}&lang=ar",
    "/docs/rapport_{n}.pdf#page={m}",
)
_ITEMS = (
    "Fournitures",
    "Réseau d'eau",
    "Études",
    "أشغال",
    "دراسات",
    "تجهيزات",
    "ⵜⵉⵖⴰⵡⵙⵉⵡⵉⵏ",
    "Works",
    "Lot n° {n}",
)
_SHAPES = (
    "{role} : 05 {two} {two} {two} {two} / 06 {two} {two} {two} {two}",
    "{role}: +212 5{two}-{two}-{two}-{two}   Fax +212 5{two}{two}{two}{two}",
    "https://www.{host}{path}",
    "{role} ... contact{n}@{host}",
    "{item};{n};{m},{two};{two}/{two}/20{two}",
    "| {item} | {n} | {m},{two} DH | {two} % |",
    "{item}\t{n}\t{m} {m} 000\t-{two}",
    "{n}. {item} ({two}-{n}/{m}) [{two}]",
    "{two}h{two} - {two}:{two} {item} ({n} x {m})",
    "B.O. n° {n} du {two}-{two}-20{two} p. {m}",
    "رقم {n}.{two} بتاريخ {two}/{two}/20{two} ({m} درهم)",
    "ⵓⵟⵟⵓⵏ {n} - {two}/{two}/20{two} : {item}",
    "x{n} = f(y[{m}], 'I{two}', l{n}) # O({n}) l'i I'm",
    "0x{n}F1A0 {two}:{two}:aB:{two} I{n}l{m} O0o{two}",
    '{{"id": {n}, "role": "{role}", "host": "{host}", "ok": true}}',
    "ISBN 978-{two}-{n}-{m}-{two}; DOI 10.{n}/ar.{m}",
)


def _made(chance: random.Random) -> Iterator[str]:
    for at in range(100 * len(_SHAPES)):
        n, m = chance.randint(100, 9999), chance.randint(1, 999)
        yield (
            _SHAPES[at % len(_SHAPES)]
            .replace("{two}", "{}")
            .format(
                *(f"{chance.randint(10, 99)}" for _ in range(9)),
                role=chance.choice(_ROLES),
                host=chance.choice(_HOSTS),
                path=chance.choice(_PATHS).format(n=n, m=m),
                item=chance.choice(_ITEMS).format(n=n),
                n=n,
                m=m,
            )
        )


def main() -> None:
    """Print the lines that change, by source, with the rules, and how many were given and how fast."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=1500, help="lines of each source")
    sources = fresh_lines(parser.parse_args().most)
    changed, seconds = 0, 0.0
    for kind, lines in sources.items():
        started = time.perf_counter()
        found = [balagh.repair_text(line) for line in lines]
        spent = time.perf_counter() - started
        seconds += spent
        wrong = [one for one in found if one.changed]
        changed += len(wrong)
        proposed = sum(bool(one.repairs) for one in found) - len(wrong)
        print(
            f"{kind}: {len(lines)} lines, {len(wrong)} changed, {proposed} proposed, {len(lines) / spent:.0f}/s"
        )
        for one in wrong:
            rules = {repair.rule for repair in one.repairs if repair.applied}
            print(f"  {'+'.join(sorted(rules))}: {one.original!r}\n    {one.text!r}")
    total = sum(map(len, sources.values()))
    print(f"{total} lines, {changed} changed, {total / seconds:.0f} lines a second")


if __name__ == "__main__":
    main()
