"""Genres, dates, places and names in Tifinagh, word by word."""

from __future__ import annotations

import pytest
from babel.dates import get_day_names, get_month_names

from balagh.pipelines.structure.amazigh_names import amazigh_shape
from balagh.pipelines.structure.authority import authorities, find_authority, find_reading, is_kingdom
from balagh.pipelines.structure.bodies import is_organ, names_body
from balagh.pipelines.structure.dateline import read_dateline
from balagh.pipelines.structure.dates import find_date_shapes, find_dates, parse_date
from balagh.pipelines.structure.kinds import is_kind, kind_in, kind_parts, leading_kind
from balagh.pipelines.structure.people import is_person, is_post
from balagh.pipelines.structure.signs import find_reference, is_end_mark, starts_contact

INSTITUTE = "ⴰⵙⵉⵏⴰⴳ ⴰⴳⵍⴷⴰⵏ ⵏ ⵜⵓⵙⵙⵏⴰ ⵜⴰⵎⴰⵣⵉⵖⵜ"
ASSOCIATION = "ⵜⴰⵎⵙⵎⵓⵏⵜ ⵜⴰⵎⵖⵔⴰⴱⵉⵜ ⵏ ⵉⵎⵖⴰⵔⵏ ⵏ ⵉⵙⵇⵇⵉⵎⵏ ⵏ ⵜⵉⴳⵔⴰⵡⵉⵏ"


@pytest.mark.parametrize(
    "text",
    [
        "ⴰⵍⵖⵓ",
        "ⴰⵙⵙⵓⵎⵔ",
        "- ⴰⵍⵖⵓ -",
        "ⴰⵍⵖⵓ ⵏ ⵓⵙⵖⵎⵙ",
        "ⴰⵍⵖⵓ ⵏ ⵓⵙⵏⵖⵎⵙ ⵓⵟⵟⵓⵏ 12/2021",
        "ⴰⵙⵙⵓⵎⵔ ⵉ ⵉⵏⵖⵎⵉⵙⵏ",
        "ⴰⵙⵙⵓⵎⴰ",  # one letter misread
        "ⴰⵙⵙⵓⵎⵔ / Communiqué",
        "ⴰⵍⵖⵓ - بلاغ",
        "ⴰⵍⵖⵓ بلاغ صحفي COMMUNIQUÉ DE PRESSE",
        "بلاغ صحفي / Communiqué de presse",
    ],
)
def test_a_genre_is_known_by_its_head_word_and_what_it_governs(text: str) -> None:
    assert is_kind(text)


@pytest.mark.parametrize(
    "text",
    [
        "ⴰⵍⵖⵓ.",
        "ⴰⵍⵖⵓ ⴰⴷ ⵉⵜⵜⵓⵙⵏ",
        "ⴰⵍⵖⵓ ⵅⴼ ⵓⵙⵍⵎⴷ",
        "ⴰⵍⵖⵓ ⵏ",
        "ⵔⵔⴱⴰⵟ",
        "ⴰⵙⵙⵓⵎⵔ / Rabat",
        "ⴰⵍⵖⵓ / ⵔⵔⴱⴰⵟ",
        "ⴰⵍⵖⵓ ⵏ ⵜⵎⴰⵡⴰⵙⵜ ⵏ ⵓⵙⵍⵎⴷ ⵏ ⵜⵎⵏⴰⴹⵜ ⵏ ⵙⵓⵙ",
    ],
)
def test_a_headline_or_a_sentence_is_no_genre(text: str) -> None:
    assert not is_kind(text)


def test_each_language_takes_its_own_words_of_a_mixed_genre() -> None:
    text = "ⴰⵍⵖⵓ ⵏ ⵓⵙⵏⵖⵎⵙ / بلاغ صحفي / Communiqué de presse / Press release"
    assert len(kind_parts(text)) == 4
    assert [kind_in(text, code) for code in ("zgh", "ar", "fr", "en")] == [
        "ⴰⵍⵖⵓ ⵏ ⵓⵙⵏⵖⵎⵙ", "بلاغ صحفي", "Communiqué de presse", "Press release",
    ]  # fmt: skip
    assert kind_in("ⴰⵍⵖⵓ - بلاغ", "fr") is None


def test_a_genre_in_tifinagh_may_share_its_line_with_the_headline() -> None:
    assert leading_kind("ⴰⵙⵉⵡⴹ : ⵅⴼ ⵜⵓⵜⵍⴰⵢⵜ") == ("ⴰⵙⵉⵡⴹ", "ⵅⴼ ⵜⵓⵜⵍⴰⵢⵜ")
    assert leading_kind("ⴰⵙⵙⵓⵎⵔ / Communiqué") is None


@pytest.mark.parametrize("width", ["wide", "abbreviated"])
def test_every_month_of_cldr_is_known(width: str) -> None:
    names = get_month_names(width, locale="zgh")  # type: ignore[arg-type]  # one of babel's widths
    for number, name in names.items():
        date = parse_date(f"5 {name} 2021")
        assert date is not None
        assert date.edtf == f"2021-{number:02d}-05"


def test_every_weekday_of_cldr_belongs_to_its_date() -> None:
    for name in get_day_names("wide", locale="zgh").values():
        for printed in (name, "ⵡ" + name, "ⵓ" + name[1:]):
            date = parse_date(f"{printed} 8 ⴱⵕⴰⵢⵕ 2021")
            assert date is not None, printed


@pytest.mark.parametrize(
    ("text", "printed", "edtf", "calendar"),
    [
        ("ⴰⵙⵙ ⵏ 5 ⴱⵕⴰⵢⵕ 2021", "5 ⴱⵕⴰⵢⵕ 2021", "2021-02-05", "gregorian"),
        ("ⴰⵙⵙ ⵏ ⵡⴰⵢⵏⴰⵙ 8 ⵏ ⵢⵉⵏⵏⴰⵢⵔ 2024", "ⵡⴰⵢⵏⴰⵙ 8 ⵏ ⵢⵉⵏⵏⴰⵢⵔ 2024", "2024-01-08", "gregorian"),
        ("3 ⵢⵏⵏⴰⵢⵔ", "3 ⵢⵏⵏⴰⵢⵔ", "XXXX-01-03", "gregorian"),
        ("ⵓⴽⵡⴰⵙ14 ⵛⵓⵜⴰⵏⴱⵉⵔ 2023", "ⵓⴽⵡⴰⵙ14 ⵛⵓⵜⴰⵏⴱⵉⵔ 2023", "2023-09-14", "gregorian"),
        ("2 ⴷⵓⵊⴰⵏⴱⵉⵔ ⵏ ⵓⵙⴳⴳⵯⴰⵙ ⵏ 2020", "2 ⴷⵓⵊⴰⵏⴱⵉⵔ ⵏ ⵓⵙⴳⴳⵯⴰⵙ ⵏ 2020", "2020-12-02", "gregorian"),
        ("ⴰⵙⵙ ⴰⵎⵣⵡⴰⵔⵓ ⵏ ⵎⴰⵢⵢⵓ 2020", "ⴰⵎⵣⵡⴰⵔⵓ ⵏ ⵎⴰⵢⵢⵓ 2020", "2020-05-01", "gregorian"),
        ("ⴳ ⵎⴰⵕⵚ 2022", "ⵎⴰⵕⵚ 2022", "2022-03", "gregorian"),
        ("11 ⴽⵟⵓⴱⵕ", "11 ⴽⵟⵓⴱⵕ", "XXXX-10-11", "gregorian"),
        ("16 ⵛⵓⵜⵏⴱⵉⵔ", "16 ⵛⵓⵜⵏⴱⵉⵔ", "XXXX-09-16", "gregorian"),
        ("3 ⵏⵓⵡ, 2021", "3 ⵏⵓⵡ, 2021", "2021-11-03", "gregorian"),
        ("4 ⴱⵕⴰⵢⵔ 2021", "4 ⴱⵕⴰⵢⵔ 2021", "2021-02-04", "gregorian"),
        ("5/2/2021", "5/2/2021", "2021-02-05", "gregorian"),
        ("28 ⵚⴰⴼⴰⵕ 1445", "28 ⵚⴰⴼⴰⵕ 1445", "1445-02-28", "islamic-umalqura"),
    ],
)
def test_a_date_in_tifinagh_keeps_its_words(text: str, printed: str, edtf: str, calendar: str) -> None:
    (found,) = find_dates(text)
    assert (found.date.text, found.date.edtf, found.date.calendar) == (printed, edtf, calendar)


@pytest.mark.parametrize("text", ["20 ⵏ ⵉⵏⵙⵙⵉⵅⴼⵏ", "31 ⴱⵕⴰⵢⵕ 2021", "ⴳ ⵓⵙⴳⴳⵯⴰⵙ 2021", "3 ⵏ ⵜⵎⵏⴰⴹⵉⵏ"])
def test_numbers_of_things_are_no_dates(text: str) -> None:
    assert find_dates(text) == ()


def test_an_unreadable_month_before_a_year_is_still_set_like_a_date() -> None:
    (shape,) = find_date_shapes("ⵔⵔⴱⴰⵟ, 5 ⵅⵅⵅⵅⵅ 2021")
    assert shape.date is None
    line = read_dateline("ⵔⵔⴱⴰⵟ, 5 ⵅⵅⵅⵅⵅ 2021")
    assert line is not None
    assert (line.place, line.date) == ("ⵔⵔⴱⴰⵟ", None)


@pytest.mark.parametrize(
    ("text", "place", "edtf", "whole"),
    [
        ("ⵔⵔⴱⴰⵟ, 5 ⴱⵕⴰⵢⵕ 2021", "ⵔⵔⴱⴰⵟ", "2021-02-05", True),
        ("ⵔⵔⴱⴰⵟ, ⴰⵙⵙ ⵏ ⵡⴰⵢⵏⴰⵙ 8 ⴱⵕⴰⵢⵕ 2021", "ⵔⵔⴱⴰⵟ", "2021-02-08", True),
        ("ⴳ ⵔⵔⴱⴰⵟ, ⴰⵙⵙ ⵏ 5 ⴱⵕⴰⵢⵕ 2021", "ⵔⵔⴱⴰⵟ", "2021-02-05", True),
        ("ⵜⵉⵣⵏⵉⵜ, 3 ⵎⴰⵕⵚ 2022 - ⵜⵙⵙⵏ ⵜⴳⵔⴰⵡⵜ", "ⵜⵉⵣⵏⵉⵜ", "2022-03-03", False),
        ("ⴰⴳⴰⴷⵉⵔ, 3 ⵎⴰⵕⵚ 2022 ⵜⵙⵙⵏ ⵜⴳⵔⴰⵡⵜ", "ⴰⴳⴰⴷⵉⵔ", "2022-03-03", False),  # the dash was not read
        ("ⵎⵕⵕⴰⴽⵛ, ⴰⵙⵙ ⵏ 22 ⵏⵓⵡⴰⵏⴱⵉⵔ", "ⵎⵕⵕⴰⴽⵛ", "XXXX-11-22", True),
        ("ⵜⵉⵣⵉ ⵏ ⵜⴰⵙⵜ 14/09/2023", "ⵜⵉⵣⵉ ⵏ ⵜⴰⵙⵜ", "2023-09-14", True),  # known from a commune's name
        ("ⵔⵔⴱⴰⵟ, 28 ⵚⴰⴼⴰⵕ 1445 ⵉⵎⵙⴰⵙⴰⵏ ⴰⴽⴷ 14 ⵛⵓⵜⴰⵏⴱⵉⵔ 2023", "ⵔⵔⴱⴰⵟ", "1445-02-28", True),
        ("ⴰⵙⵙ ⵏ 5 ⴱⵕⴰⵢⵕ 2021", None, "2021-02-05", True),
    ],
)
def test_place_and_date_are_told_by_their_shape(text: str, place: str | None, edtf: str, whole: bool) -> None:
    line = read_dateline(text)
    assert line is not None
    assert line.date is not None
    assert (line.place, line.date.edtf, line.whole) == (place, edtf, whole)


@pytest.mark.parametrize(
    "text",
    [
        "ⴰⴳⵔⴰⵡ ⵏ ⵓⵙⵇⵇⵉⵎ ⵏ ⵜⵏⴱⴰⴹⵜ ⵏ 14 ⵛⵓⵜⴰⵏⴱⵉⵔ 2023",
        "ⵜⵎⵓⵏ ⵜⵏⴱⴰⴹⵜ, ⴰⵙⵙ ⵏ 14 ⵛⵓⵜⴰⵏⴱⵉⵔ 2023, ⴳ ⵜⵎⴷⵉⵏⵜ ⵏ ⵔⵔⴱⴰⵟ",
        "ⵜⵎⵓⵏ ⵜⵏⴱⴰⴹⵜ, 14 ⵛⵓⵜⴰⵏⴱⵉⵔ 2023 ⴳ ⵜⵎⴷⵉⵏⵜ ⵏ ⵔⵔⴱⴰⵟ",
        "ⴰⵙⵙⴰ, 14 ⵛⵓⵜⴰⵏⴱⵉⵔ 2023 ⵜⵎⵓⵏ ⵜⵏⴱⴰⴹⵜ",
        "ⵔⴰⴷ ⵉⵙⵙⵏⵜⵉ ⵓⵙⵍⵎⴷ ⴳ ⵜⵎⵏⴰⴹⵜ ⵏ ⵙⵓⵙ, 14 ⵛⵓⵜⴰⵏⴱⵉⵔ 2023",
    ],
)
def test_a_headline_or_sentence_with_a_day_in_it_is_no_dateline(text: str) -> None:
    assert read_dateline(text) is None


@pytest.mark.parametrize(
    "text",
    [
        INSTITUTE,
        "ⴰⵙⵉⵏⴰⴳ ⴰⴳⵍⴷⴰⵏ ⵏⵜⵓⵙⵙⵏⴰ ⵜⴰⵎⴰⵣⵉⵖⵜ",  # a blank lost
        "ⴰⵙⵉⵏⴰⴳ ⴰⴳⵍⴰⵏ ⵏ ⵜⵓⵙⵙⵏⴰ ⵜⴰⵎⴰⵣⵉⵅⵜ",  # a letter lost, a letter misread
    ],
)
def test_an_attested_name_is_known_with_a_few_letters_wrong(text: str) -> None:
    authority = find_authority(text)
    assert authority is not None
    assert authority.id == "ircam"


@pytest.mark.parametrize(
    "text",
    [
        "ⵜⴰⵎⴰⵣⵉⵖⵜ",  # the language, and the name of a channel
        "ⵜⴰⴳⵔⴰⵡⵜ ⵏ ⴰⵏⵣⵉ",  # one letter from a commune in the file
        "ⴰⵙⵉⵏⴰⴳ ⴰⴳⵍⴷⴰⵏ",
        ASSOCIATION,
    ],
)
def test_what_no_source_attests_names_nobody(text: str) -> None:
    assert find_authority(text) is None


def test_a_reading_of_a_garbled_logo_is_kept_apart() -> None:
    reading = find_reading(ASSOCIATION)
    assert reading is not None
    assert (reading.id, reading.zgh) == ("ampcc", None)
    assert find_reading(INSTITUTE) is None


def test_no_two_shipped_names_are_near_enough_to_be_mixed_up() -> None:
    names = [one.zgh for one in authorities() if one.zgh]
    assert len({amazigh_shape(name) for name in names}) == len(names) > 20
    for one in authorities():
        if one.zgh and len(one.zgh.split()) > 1:
            found = find_authority(one.zgh)
            assert found is not None
            assert found.id == one.id


def test_the_kingdom_is_known_with_a_letter_lost() -> None:
    assert is_kingdom("ⵜⴰⴳⵍⵉⵜ ⵏ ⵍⵎⵖⵔⵉⴱ")
    assert not is_kingdom("ⵜⴰⴳⵍⴷⵉⵜ ⵉⵎⵓⵏⵏ")


def test_a_body_is_known_by_the_first_word_of_its_name() -> None:
    assert names_body("ⵜⴰⵎⴰⵡⴰⵙⵜ ⵏ ⵓⵙⵍⵎⴷ")
    assert names_body("ⵜⴰⵎⵙⵎⵓⵏⵝ ⵏ ⵜⴷⵍⵙⴰ")  # one letter misread
    assert not names_body("ⵜⴰⵎⵙⵎⵓⵏⵜ ⵏ ⵜⴷⵍⵙⴰ ⴷⴰ ⵜⵙⵙⵏⵜⴰⵢ ⴰⵙⵍⵎⴷ")
    assert is_organ("ⵜⴰⵎⵀⵍⴰ ⵏ ⵓⵎⵢⴰⵡⴰⴹ")


def test_small_things_in_tifinagh() -> None:
    assert is_end_mark("ⵜⴰⴳⴳⴰⵔⴰ")
    assert find_reference("ⵓⵟⵟⵓⵏ 12/2021") == "ⵓⵟⵟⵓⵏ 12/2021"
    assert starts_contact("ⴰⵎⵢⴰⵡⴰⴹ ⴰⴽⴷ ⵉⵏⵖⵎⵉⵙⵏ")
    assert is_post("ⴰⵏⵙⵙⵉⵅⴼ ⵏ ⵜⵎⵙⵎⵓⵏⵜ")
    assert is_person("ⵎⴰⵙⵙ ⵃⴰⵙⴰⵏ ⵄⵍⵉ")
    assert not is_person("ⴰⵎⵏⵉⴷ ⵏ ⵜⵎⴷⵉⵏⵜ")
