from __future__ import annotations

import pytest

from balagh.pipelines.structure.dateline import read_dateline
from balagh.pipelines.structure.dates import find_dates, parse_date
from balagh.pipelines.structure.months import GREGORIAN


@pytest.mark.parametrize(
    ("text", "printed", "edtf", "calendar"),
    [
        ("le 14 mars 2023", "14 mars 2023", "2023-03-14", "gregorian"),
        ("lundi 9 septembre 2024", "lundi 9 septembre 2024", "2024-09-09", "gregorian"),
        ("05 février 2021", "05 février 2021", "2021-02-05", "gregorian"),
        ("le 22 Novembre", "22 Novembre", "XXXX-11-22", "gregorian"),
        ("12/10/2022", "12/10/2022", "2022-10-12", "gregorian"),
        ("12.10.22", "12.10.22", "2022-10-12", "gregorian"),
        ("June 18, 2025", "June 18, 2025", "2025-06-18", "gregorian"),
        ("Wednesday, 3rd March 2021", "Wednesday, 3rd March 2021", "2021-03-03", "gregorian"),
        ("1er mai 2020", "1er mai 2020", "2020-05-01", "gregorian"),
        ("في 12 أكتوبر 2022", "12 أكتوبر 2022", "2022-10-12", "gregorian"),
        ("10 دجنبر 2019", "10 دجنبر 2019", "2019-12-10", "gregorian"),
        ("٢١ ماي ٢٠٢٣", "٢١ ماي ٢٠٢٣", "2023-05-21", "gregorian"),
        ("الاثنين 9 شتنبر 2024", "الاثنين 9 شتنبر 2024", "2024-09-09", "gregorian"),
        ("فاتح ماي 2023", "فاتح ماي 2023", "2023-05-01", "gregorian"),
        ("5 كانون الثاني 2020", "5 كانون الثاني 2020", "2020-01-05", "gregorian"),
        ("3 de mayo de 2022", "3 de mayo de 2022", "2022-05-03", "gregorian"),
        ("12 ربيع الأول 1445", "12 ربيع الأول 1445", "1445-03-12", "islamic-umalqura"),
        ("29 ramadan 1444", "29 ramadan 1444", "1444-09-29", "islamic-umalqura"),
        ("mars 2023", "mars 2023", "2023-03", "gregorian"),
        ("29 février", "29 février", "XXXX-02-29", "gregorian"),
        ("ler avril 2022", "ler avril 2022", "2022-04-01", "gregorian"),
        ("12 أكتور 2022", "12 أكتور 2022", "2022-10-12", "gregorian"),
        ("3 septemhre 2021", "3 septemhre 2021", "2021-09-03", "gregorian"),
    ],
)
def test_a_date_keeps_its_words_and_its_calendar(text: str, printed: str, edtf: str, calendar: str) -> None:
    (found,) = find_dates(text)
    assert (found.date.text, found.date.edtf, found.date.calendar) == (printed, edtf, calendar)


@pytest.mark.parametrize(
    "text",
    [
        "31 février 2020",
        "29 février 2023",
        "32/01/2020",
        "12/13/2022",
        "30 محرم 1445",
        "06.12.34.56.78",
        "0661-58-59-54",
        "loi n° 36-15",
        "1 450 mars",
        "2021/2022",
        "12 maisons 2022",
        "12 يوسيو 2022",
    ],
)
def test_what_no_calendar_has_is_no_date(text: str) -> None:
    assert find_dates(text) == ()


def test_a_date_among_other_words_is_not_the_whole_text() -> None:
    assert parse_date("12 mars 2020 à Rabat") is None


@pytest.mark.parametrize("locale", ["fr", "en", "es", "ar_MA", "ar_EG"])
def test_every_month_of_the_locale_is_known(locale: str) -> None:
    from babel.dates import get_month_names

    from balagh.pipelines.text.fold import fold

    for number, name in get_month_names("wide", locale=locale).items():
        assert GREGORIAN[fold(name)] == number


@pytest.mark.parametrize(
    ("text", "place", "edtf", "whole"),
    [
        ("Marrakech, le 22 Novembre", "Marrakech", "XXXX-11-22", True),
        ("Rabat, le 05 février 2021 - M. Khalid SAFIR a présidé la cérémonie", "Rabat", "2021-02-05", False),
        ("عين الزيتون، في 12 أكتوبر 2022 - عقد المجلس دورته", "عين الزيتون", "2022-10-12", False),
        ("Fait à Rabat, le 12 mars 2020", "Rabat", "2020-03-12", True),
        ("وحرر بالرباط في 10 دجنبر 2019", "الرباط", "2019-12-10", True),
        ("الرباط في: 10 دجنبر 2019", "الرباط", "2019-12-10", True),
        ("إفران: 10 دجنبر 2019", "إفران", "2019-12-10", True),
        ("El Jadida, le 1er décembre 2021. La Faculté inaugure", "El Jadida", "2021-12-01", False),
        ("RABAT, 18 June 2025 (MAP) - The ministers", "RABAT", "2025-06-18", False),
        ("الدار البيضاء، 12 ربيع الأول 1445 الموافق ل 28 شتنبر 2023", "الدار البيضاء", "1445-03-12", True),
        ("Le 14 mars 2023", None, "2023-03-14", True),
    ],
)
def test_a_dateline_gives_place_and_date(text: str, place: str | None, edtf: str, whole: bool) -> None:
    line = read_dateline(text)
    assert line is not None
    assert (line.place, line.date and line.date.edtf, line.whole) == (place, edtf, whole)


@pytest.mark.parametrize("text", ["Rabat. le 5 février 2021", "الناظور. 15 نونبر 2022"])
def test_a_comma_misread_as_a_full_stop_still_links_town_and_day(text: str) -> None:
    line = read_dateline(text)
    assert line is not None
    assert (line.place, line.whole) == (text.split(".")[0], True)


@pytest.mark.parametrize(
    "text", ["Le marché. Le 5 février 2021 - il dit", "La séance est close. Le 5 février 2021"]
)
def test_a_sentence_before_a_date_is_no_town(text: str) -> None:
    assert read_dateline(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "La réunion du 12 mars 2020",
        "Lors de la session du 12 mars 2020, le conseil",
        "Suite aux inondations du 21 septembre 2024, l'Association",
        "Contact presse",
    ],
)
def test_a_sentence_with_a_date_is_no_dateline(text: str) -> None:
    assert read_dateline(text) is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("المهدية، في 0 يناير 2020", "المهدية"),
        ("تطوان، في ٢٣ يونيو ٠٢٣ ٢", "تطوان"),
        ("Safi, le 34 mai 2021", "Safi"),
    ],
)
def test_a_date_with_a_misread_figure_leaves_its_line_a_dateline(text: str, place: str) -> None:
    line = read_dateline(text)
    assert line is not None
    assert (line.place, line.date, line.whole) == (place, None, True)
