"""Find dates in running text and give them in EDTF, in the calendar they are printed in."""

from __future__ import annotations

import calendar as gregorian
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from balagh.model import Date
from balagh.pipelines.structure.amazigh_months import amazigh_month, weekday_pattern
from balagh.pipelines.structure.months import ENGLISH, GREGORIAN, HIJRI, WEEKDAYS, near_month
from balagh.pipelines.text.fold import flat

if TYPE_CHECKING:
    from collections.abc import Iterator

GREGORIAN_CALENDAR = "gregorian"
HIJRI_CALENDAR = "islamic-umalqura"
#: Years a communiqué can bear; anything else is a sum or a law's number.
_YEARS = range(1850, 2150)
_HIJRI_YEARS = range(1250, 1600)
#: Years for which the Umm al-Qura tables are known; outside them a Hijri month has at most 30 days.
_TABLED_HIJRI_YEARS = range(1343, 1501)
#: Two figures are a year of this century: communiqués on file are younger than that.
_CENTURY = 2000
#: Any leap year: 29 February is possible where no year is printed.
_SOME_LEAP_YEAR = 2000
#: A letter of the Tifinagh block; with the sign of rounded letters, which is no letter to Unicode's older tables.
_TIFINAGH = "[\u2d30-\u2d6f]"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDate:
    """A date in a text: characters `start` to `end` (exclusive) are `date.text`."""

    start: int
    end: int
    date: Date


@dataclass(frozen=True, slots=True, kw_only=True)
class DateShape:
    """Words that are set like a date; `date` is None where no calendar has it: a figure was misread, or misprinted."""

    start: int
    end: int
    date: Date | None


def find_dates(text: str) -> tuple[FoundDate, ...]:
    """Find every possible date in `text` (NFC), in order; a date that no calendar has is passed over.

    The text of a date has its weekday but no article or preposition.

    >>> [(found.date.text, found.date.edtf) for found in find_dates("Rabat, le 1er mars 2023")]
    [('1er mars 2023', '2023-03-01')]
    """
    return tuple(
        FoundDate(start=shape.start, end=shape.end, date=shape.date)
        for shape in find_date_shapes(text)
        if shape.date is not None
    )


def find_date_shapes(text: str) -> tuple[DateShape, ...]:
    """Find what is set like a date in `text` (NFC), in order, possible or not."""
    found: list[DateShape] = []
    taken = 0
    for start, end, edtf, calendar in sorted(_candidates(flat(text)), key=lambda item: (item[0], -item[1])):
        if start < taken:
            continue
        # An impossible date takes its place too: no month is cut out of "31 février 2020".
        taken = end
        date = None if edtf is None else Date(text=text[start:end], edtf=edtf, calendar=calendar)
        found.append(DateShape(start=start, end=end, date=date))
    return tuple(found)


def parse_date(text: str) -> Date | None:
    """Give the date that `text` is, whole, or None."""
    bare = text.strip()
    return next((f.date for f in find_dates(bare) if (f.start, f.end) == (0, len(bare))), None)


def _candidates(folded: str) -> Iterator[tuple[int, int, str | None, str]]:
    if not any(character.isdigit() for character in folded):
        return
    for pattern, months, calendar in _patterns():
        for match in pattern.finditer(folded):
            yield match.start(), match.end(), _edtf(match.groupdict(), months, calendar), calendar
    if re.search(_TIFINAGH, folded):
        yield from _amazigh(folded)
    for match in _misread_month().finditer(folded):
        name = near_month(match["month"])
        known = match["month"] in GREGORIAN or match["month"] in HIJRI
        if not known and not re.match(_TIFINAGH, match["month"]):
            parts = {**match.groupdict(), "month": name}
            edtf = None if name is None else _edtf(parts, GREGORIAN, GREGORIAN_CALENDAR)
            yield match.start(), match.end(), edtf, GREGORIAN_CALENDAR


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], dict[str, int], str], ...]:
    weekday = rf"(?:(?:{'|'.join(WEEKDAYS)}),?\s+)?"
    before, after = r"(?<![\w./-])", r"(?![\w]|[./-]\d)"
    # "ler" and "Ier" are "1er" misread.
    day = r"(?:(?P<day>\d{1,2})(?:\s?(?:er|ere|st|nd|rd|th|o|°))?|(?P<first>[li]er))"
    arabic_day = r"(?:(?P<day>\d{1,2})|(?P<first>فاتح))"
    shapes = {
        # 14 mars 2023, 22 novembre, 3 de mayo de 2022, 18th of June 2025
        "day_first": rf"{weekday}{day}\.?\s+(?:de\s+|of\s+)?MONTH\.?(?:,?\s+(?:de\s+|del\s+)?(?P<year>\d{{4}}))?",
        # 12 من أكتوبر سنة 2022
        "arabic": rf"{weekday}{arabic_day}\s+(?:من\s+)?(?:شهر\s+)?MONTH(?:\s+(?:سنه\s+|عام\s+)?(?P<year>\d{{4}}))?",
        # mars 2023
        "month_only": r"MONTH\s+(?P<year>\d{4})",
    }
    found = [
        (re.compile(before + shape.replace("MONTH", _months(months)) + after), months, calendar)
        for months, calendar in ((GREGORIAN, GREGORIAN_CALENDAR), (HIJRI, HIJRI_CALENDAR))
        for shape in shapes.values()
    ]
    # June 18, 2025: only where months are English, or "en octobre 20 personnes" would be a day
    american = rf"{before}{weekday}{_months(ENGLISH)}\.?\s+{day}(?:,?\s+(?P<year>\d{{4}}))?{after}"
    found.append((re.compile(american), ENGLISH, GREGORIAN_CALENDAR))
    separator = r"(?P<sign>\s?[./-]\s?)"
    day_month = rf"(?P<day>\d{{1,2}}){separator}(?P<month>\d{{1,2}})(?P=sign)"
    numeric = rf"{before}{weekday}{day_month}(?P<year>\d{{4}}|\d{{2}}){after}"
    iso = rf"{before}(?P<year>\d{{4}}){separator}(?P<month>\d{{1,2}})(?P=sign)(?P<day>\d{{1,2}}){after}"
    found += [(re.compile(shape), {}, GREGORIAN_CALENDAR) for shape in (numeric, iso)]
    return tuple(found)


def _amazigh(folded: str) -> Iterator[tuple[int, int, str | None, str]]:
    """Find dates whose month is named in Tifinagh, and what is set like one: a whole date with an unknown month."""
    for pattern in _amazigh_patterns():
        for match in pattern.finditer(folded):
            parts = match.groupdict()
            month = amazigh_month(match["month"], dated=parts["year"] is not None)
            if month is None:
                if parts.get("day") and parts["year"]:
                    yield match.start(), match.end(), None, GREGORIAN_CALENDAR
                continue
            number, hijri = month
            calendar = HIJRI_CALENDAR if hijri else GREGORIAN_CALENDAR
            edtf = _edtf({**parts, "month": str(number)}, {}, calendar)
            yield match.start(), match.end(), edtf, calendar


@cache
def _amazigh_patterns() -> tuple[re.Pattern[str], ...]:
    before, after = r"(?<![\w./-])", r"(?![\w]|[./-]\d)"
    weekday = rf"(?:{weekday_pattern()},?\s*)?"
    of = r"(?:[ⵏⴳ]\s+)?"
    month = rf"(?:[ⴰⵡ]ⴰ?ⵢⵢⵓⵔ\s+{of})?(?P<month>{_TIFINAGH}{{2,}})"
    # ⵏ ⵓⵙⴳⴳⵯⴰⵙ 2021, ⴰⵙⴳⴳⵯⴰⵙ ⵏ 2021: "of the year"
    year = rf"\.?,?\s+{of}(?:[ⴰⵓ]ⵙⴳⴳⵯ?ⴰⵙ\s+{of})?(?P<year>\d{{4}})"
    shapes = (
        rf"{weekday}(?:(?P<day>\d{{1,2}})|(?P<first>[ⴰⵓ]ⵎⵣⵡⴰⵔⵓ))\s+{of}{month}(?:{year})?",
        rf"{month}{year}",
    )
    return tuple(re.compile(before + shape + after) for shape in shapes)


@cache
def _misread_month() -> re.Pattern[str]:
    """Give the shape of a whole date whose month is any word: only a full year makes it one."""
    weekday = rf"(?:(?:{'|'.join(WEEKDAYS)}),?\s+)?"
    return re.compile(
        rf"(?<![\w./-]){weekday}(?P<day>\d{{1,2}})\s+(?P<month>[^\W\d_]{{2,}})\s+(?P<year>\d{{4}})(?![\w])"
    )


def _months(months: dict[str, int]) -> str:
    # The longest name first: ماي is the beginning of مايو.
    names = sorted(months, key=len, reverse=True)
    return "(?P<month>" + "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in names) + ")"


def _edtf(parts: dict[str, str | None], months: dict[str, int], calendar: str) -> str | None:
    """Give the parts as EDTF, or None for a day that the calendar does not have."""
    name = " ".join((parts.get("month") or "").split())
    month = months.get(name) or (int(name) if name.isdigit() else 0)
    year = _year(parts.get("year"), calendar)
    if year == 0 or not 1 <= month <= 12:
        return None
    if parts.get("first"):
        day = 1
    elif parts.get("day"):
        day = int(parts["day"] or 0)
    else:
        return f"{year:04d}-{month:02d}"
    if not 1 <= day <= _month_days(year, month, calendar):
        return None
    return f"{'XXXX' if year is None else f'{year:04d}'}-{month:02d}-{day:02d}"


def _year(printed: str | None, calendar: str) -> int | None:
    """Give the year, None where none is printed, 0 for an impossible one."""
    if printed is None:
        return None
    year = int(printed) + (_CENTURY if len(printed) == 2 else 0)
    return year if year in (_YEARS if calendar == GREGORIAN_CALENDAR else _HIJRI_YEARS) else 0


def _month_days(year: int | None, month: int, calendar: str) -> int:
    if calendar == GREGORIAN_CALENDAR:
        return gregorian.monthrange(year or _SOME_LEAP_YEAR, month)[1]
    if year is None or year not in _TABLED_HIJRI_YEARS:
        return 30
    # Loaded for Hijri dates only: most documents have none.
    from hijridate import Hijri

    return int(Hijri(year, month, 1).month_length())
