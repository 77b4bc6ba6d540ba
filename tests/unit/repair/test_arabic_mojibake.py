from __future__ import annotations

import re

import pytest

from balagh.pipelines.repair.arabic_bytes import read_again
from balagh.pipelines.repair.arabic_mojibake import find_mojibake
from balagh.pipelines.repair.rules import Rule, apply_edits
from bench.repair_arabic import misread

PAGES = ["cp1252", "latin-1", "cp850", "cp437", "mac_roman", "cp1256"]
LINES = [
    "بلاغ صحفي من وزارة الداخلية (DGCT)، 2021",
    "مراكش، ٢١ ماي ٢٠٢٣",
    "Communiqué de presse - région de l'Oriental, à Fès",
    "Le procès-verbal – n° 12 – « présenté » l’été",
    "ⵜⴰⴳⵍⴷⵉⵜ ⵏ ⵍⵎⵖⵔⵉⴱ",
]


def mended(line: str) -> str:
    return apply_edits(line, tuple(edit for edit in find_mojibake(line) if edit.applied))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("line", LINES)
def test_utf8_read_as_a_page_of_one_byte_letters_comes_back(line: str, page: str) -> None:
    assert mended(misread(line, "utf-8", page)) == line


@pytest.mark.parametrize("line", LINES)
def test_twice_misread_comes_back(line: str) -> None:
    assert mended(misread(line, "utf-8", "cp1252", "utf-8", "cp1252")) == line


@pytest.mark.parametrize("page", ["cp1252", "latin-1"])
@pytest.mark.parametrize(
    "line", ["بلاغ صحفي", "تنعقد يوم 12 ماي، دورة المجلس (الثانية)؛", "الرئيس (ONEE)، الرباط"]
)
def test_arabic_windows_read_as_western_comes_back(line: str, page: str) -> None:
    assert mended(misread(line, "cp1256", page)) == line


@pytest.mark.parametrize(
    "line",
    [
        *LINES,
        "CAFÉ À LA CRÈME, ÇA VA ÊTRE «BÂTI»",
        "À",
        "Århus, Þórr, Łódź, São Paulo, Ærø, Ø 12",
        "Санкт-Петербург 北京 ירושלים Αθήνα",
        "الضغط، ثم الخط؛ «الفقرة أ»",
        "├── docs\n│   └── año",
        "½ + ¼ ± § 3 ©®™",
        "",
    ],
)
def test_right_text_stays(line: str) -> None:
    assert find_mojibake(line) == ()


def test_in_a_french_line_only_the_broken_letters_are_edited() -> None:
    edits = find_mojibake("communiquÃ© du 5 fÃ©vrier")
    assert [(edit.start, edit.end, edit.after) for edit in edits] == [(9, 11, "é"), (18, 20, "é")]
    assert {edit.rule for edit in edits} == {Rule.MOJIBAKE}


@pytest.mark.parametrize("errors", ["ignore", "replace"])
def test_the_one_letter_whose_byte_was_lost_is_known(errors: str) -> None:
    line = "بلاغ صحفي من الوزارة"
    broken = line.encode().decode("cp1252", errors=errors)
    assert mended(broken) == line
    assert all(edit.confidence < 0.95 for edit in find_mojibake(broken))


def test_where_many_bytes_were_lost_nothing_is_made_up() -> None:
    line = "بلاغ صحفي من الوزارة".encode().decode("latin-1")
    broken = re.sub("[\x80-\x9f]", "", line)
    assert mended(broken) == broken


def test_a_page_that_does_not_fit_gives_nothing() -> None:
    assert read_again("communiqué", "cp850") is None
    assert read_again("├® et 北", "cp850") is None
    assert read_again("├®├", "cp850") is None
