from __future__ import annotations

import datetime

from hypothesis import given
from hypothesis import strategies as st

from balagh.pipelines.structure.dates import find_dates, parse_date

DATES = st.dates(min_value=datetime.date(1900, 1, 1), max_value=datetime.date(2100, 12, 31))
FRENCH = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
ENGLISH = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
MOROCCAN = [
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "ماي",
    "يونيو",
    "يوليوز",
    "غشت",
    "شتنبر",
    "أكتوبر",
    "نونبر",
    "دجنبر",
]
SPANISH = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
]
WEEKDAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

SHAPES = st.sampled_from(
    [
        lambda d: f"{d.day} {FRENCH[d.month - 1]} {d.year}",
        lambda d: f"{d.day:02d} {FRENCH[d.month - 1].upper()} {d.year}",
        lambda d: f"{WEEKDAYS[d.weekday()]} {d.day} {FRENCH[d.month - 1]} {d.year}",
        lambda d: f"{ENGLISH[d.month - 1]} {d.day}, {d.year}",
        lambda d: f"{d.day} {ENGLISH[d.month - 1]} {d.year}",
        lambda d: f"{d.day} de {SPANISH[d.month - 1]} de {d.year}",
        lambda d: f"{d.day} {MOROCCAN[d.month - 1]} {d.year}",
        lambda d: f"{d.day} {MOROCCAN[d.month - 1]} {d.year}".translate(INDIC),
        lambda d: f"{d.day:02d}/{d.month:02d}/{d.year}",
        lambda d: f"{d.day}.{d.month}.{d.year}",
        lambda d: f"{d.day:02d}-{d.month:02d}-{d.year}",
        lambda d: d.isoformat(),
    ]
)


@given(DATES, SHAPES)
def test_a_printed_date_is_read_as_the_same_day(date: datetime.date, shape: object) -> None:
    assert callable(shape)
    found = parse_date(shape(date))
    assert found is not None
    assert found.edtf == date.isoformat()


@given(DATES)
def test_a_date_without_a_year_has_none(date: datetime.date) -> None:
    found = parse_date(f"{date.day} {FRENCH[date.month - 1]}")
    assert found is not None
    assert found.edtf == f"XXXX-{date.month:02d}-{date.day:02d}"


@given(st.text(max_size=80))
def test_what_is_found_is_in_the_text(text: str) -> None:
    for found in find_dates(text):
        assert text[found.start : found.end] == found.date.text
