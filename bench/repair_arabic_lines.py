"""The true lines that `bench.repair_arabic` garbles, and clean ones of every kind that must stay as they are."""

from __future__ import annotations

import datetime
import json
import re
import tomllib
import zlib
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

from babel import Locale
from babel.dates import format_date

from balagh.model import Script
from balagh.pipelines.languages.scripts import count_letters, main_script
from balagh.pipelines.repair.rules import normalise_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).resolve().parents[1]

#: Words of a printed line; paragraphs are cut at so many.
WORDS = 11

#: Lines of fewer letters say too little of themselves to be judged alone.
LEAST_LETTERS = 7

_TEMPLATES = (
    "{name} ({acronym})",
    "نظمت {name} ({acronym}) يوما دراسيا",
    "اتفاقية شراكة بين {name} و{other}",
    "{name}، الهاتف: {phone}",
    "صرح مدير «{name}» أمس",
    "القانون رقم {law} المتعلق ب{name}",
    "بلغت ميزانية {name} {percent}% خلال سنة {year}",
    "برنامج {name} للفترة {year}-{later}",
    "بلاغ من {name} ({acronym}) {year}",
    "تقرير {acronym} لسنة {year} حول {name}",
    "1) توقيع اتفاقية مع {name}؛",
    "للاتصال: {name} (contact@{mail}.ma)",
    "الظهير الشريف رقم 1-{two}-{three} المتعلق بإحداث {name}",
    "{name} {tifinagh}",
    "إلى {name} ابتداء من {date}.",
)

_CODE = (
    'if len(line) > {n}: raise ValueError("ligne {n}")',
    "https://www.example.ma/ar/{n}/communiqu%C3%A9?id={n}&page=2",
    "def lire_page(page: int = {n}) -> str:",
    "SELECT id, nom FROM t WHERE année = {n} AND prix >= 1{n};",
    "Tél. : 05 37 {two} {two} 12 - Fax : +212 5 37 {two} 00 {two}",
    "| {n} | 12,5 % | 1 2{two} 000 DH | n° 2-{two}-{n} |",
    "C:\\Documents\\scan_{n}.pdf",
    "contact.presse{n}@ministère-exemple.gov.ma",
    "«Œuvre n°{n}» – l’été à Fès (§ {n}, ± {two} °C)",
    '<p class="ar-{n}">Ça coûte {n} €</p>',
    "الهاتف: 05{two}-{n}{n} | الفاكس: 05{two}-{n}",
    "2019-20{two}  {n}/{two}  (cid) [{n}] 12.09",
    "x = {{'clé': 'naïve', 'Ñ': {n}, 'ø': 'Århus'}}",
    "Łódź, Kraków, Škoda, Þórr, Ærø, São Paulo, {n}",
    "Санкт-Петербург {n} · 北京 {n} · ירושלים {n} · Αθήνα",
    "{n} × {two} = {n} · ½ + ¼ · ©®™ · ÀÉÈÙ ÇA ÊTRE",
    "كتب الطالب السالم عالم الرسالة رقم {n} إلى مجلس الجالية",
    "این متن به زبان فارسی است و {n} کلمه دارد که می‌ماند",
    "اللائحة {n}: لآلئ وأفلام وأعلام وملابس وآلات وحالات وسالف",
)


def arabic_lines(half: int | None = None, territories: Path | None = None) -> tuple[str, ...]:
    """Give true lines in Arabic.

    Args:
        half: 1 for those that no word of the models was counted in (documents of `bench/`, places), 0 for the others
            (CLDR, institutions, documents of `samples/`), None for both.
        territories: a JSON file of place names, ``{"items": [{"ar": …}]}``.
    """
    lines = _all_arabic(territories)
    if half is None:
        return lines
    places = _territories(territories) if territories else []
    held_out = {*_distinct((*_documents("arabic", "bench"), *places))} - {
        *_distinct(_documents("arabic", "samples"))
    }
    return tuple(line for line in lines if (line in held_out) == bool(half))


def latin_lines(half: int | None = None) -> tuple[str, ...]:
    """Give true lines in French and Tifinagh with letters beyond ASCII."""
    lines = _distinct((*_documents("latin"), *_names("fr"), *_names("zgh"), *_cldr("fr"), *_cldr("zgh")))
    return tuple(
        line
        for line in lines
        if half in {None, zlib.crc32(line.encode()) % 2} and not line.isascii() and len(line) > LEAST_LETTERS
    )


def clean_lines(territories: Path | None = None) -> tuple[str, ...]:
    """Give right lines in Arabic, French, English and Amazigh, code, addresses, tables and other scripts."""
    known = [*_all_arabic(territories), *latin_lines(), *_documents("latin")]
    for name in ("ar", "fr", "en", "zgh", "ar_MA", "es"):
        known += _cldr(name)
    for n, template in enumerate(_CODE * 12):
        known.append(template.format(n=100 + 7 * n, two=f"{(13 * n) % 90 + 10}"))
    return _distinct(known)


@cache
def _all_arabic(territories: Path | None) -> tuple[str, ...]:
    names = [*_names("ar"), *(_territories(territories) if territories else ())]
    lines = [*_documents("arabic"), *names, *_cldr("ar"), *_dates(), *_composed(_names("ar"))]
    return tuple(line for line in _distinct(lines) if _is_arabic(line))


def _is_arabic(line: str) -> bool:
    counts = count_letters(line)
    letters = counts.get(Script.ARABIC, 0)
    return letters >= LEAST_LETTERS and main_script(counts) is Script.ARABIC


def _distinct(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line for line in map(normalise_text, lines) if line))


def _documents(script: str, folder: str = "*") -> list[str]:
    """Give the lines of the documents of `samples/` and `bench/`, cut as on a page."""
    lines: list[str] = []
    folders = ("samples", "bench") if folder == "*" else (folder,)
    for path in sorted(path for name in folders for path in ROOT.glob(f"{name}/documents/*.toml")):
        for part in tomllib.loads(path.read_text(encoding="utf-8")).get("parts", ()):
            for row in str(part.get("text", "")).split("\n"):
                words = row.split()
                lines += (" ".join(words[k : k + WORDS]) for k in range(0, len(words), WORDS))
    return [line for line in lines if _is_arabic(line) == (script == "arabic")]


def _institutions() -> list[dict[str, str | None]]:
    path = ROOT / "src" / "balagh" / "data" / "institutions.json"
    entries: list[dict[str, str | None]] = json.loads(path.read_text(encoding="utf-8"))
    return entries


def _names(code: str) -> list[str]:
    return [name for entry in _institutions() if (name := entry.get(code))]


def _territories(path: Path) -> list[str]:
    return [item["ar"] for item in json.loads(path.read_text(encoding="utf-8"))["items"]]


def _cldr(name: str) -> list[str]:
    locale = Locale.parse(name)
    kinds = (locale.territories, locale.languages, locale.currencies, locale.variants, locale.scripts)
    return [str(text) for kind in kinds for _, text in kind.items()]


def _dates() -> Iterator[str]:
    for days in range(0, 4000, 37):
        day = datetime.date(2012, 1, 3) + datetime.timedelta(days=days)
        yield "حرر بالرباط في " + format_date(day, "full", locale="ar_MA").replace("\u200f", "")


def _composed(names: list[str]) -> Iterator[str]:
    """Compose lines with acronyms, numbers, brackets, addresses and Tifinagh among the Arabic words."""
    tifinagh = [name for name in _names("zgh") if re.fullmatch("[\u2d30-\u2d7f ]+", name)]
    acronyms = [name for name in _names("acronym") if name.isascii() and name.isalpha()]
    others = cycle((names[7:] + names[:7], names[31:] + names[:31]))
    for n, (name, other) in enumerate(
        zip(names * 3, [*next(others), *next(others), *next(others)], strict=True)
    ):
        day = datetime.date(2020, 1, 1) + datetime.timedelta(days=n)
        yield _TEMPLATES[n % len(_TEMPLATES)].format(
            name=name,
            other=other,
            acronym=acronyms[n % len(acronyms)],
            phone=f"05 {20 + n % 18} {10 + n % 77} {11 + n % 83} {12 + n % 71}",
            law=f"{10 + n % 90}.{12 + n % 9:02}",
            percent=f"{n % 99},{n % 7}",
            year=2000 + n % 24,
            later=2001 + n % 24 + n % 5,
            two=10 + n % 14,
            three=100 + n,
            mail=acronyms[n % len(acronyms)].lower(),
            tifinagh=tifinagh[n % len(tifinagh)],
            date=format_date(day, "d MMMM y", locale="ar_MA"),
        )
