from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bidi.algorithm import get_display
from hypothesis import given
from hypothesis import strategies as st

from balagh.pipelines.layer.order import logical_order, logical_text
from tests.unit.layer.glyphing import glyph

if TYPE_CHECKING:
    from balagh.ingest.layer import Glyph


def items(shown: str) -> list[Glyph | None]:
    return [None if sign == " " else glyph(sign) for sign in shown]


def read(shown: str, *, rtl: bool) -> str:
    return "".join(logical_text(logical_order(items(shown), rtl=rtl), rtl=rtl))


@pytest.mark.parametrize(
    "text",
    [
        "في (2021-2024) سنة",
        "سنة 05/02/2021 في",
        "نسبة 50% من",
        "رقم +212 5 37 00 00 00 هاتف",
        "قانون 12.09 رقم",
        "في ONEE 2021 سنة",
        "«كلمة» (أخرى)",
        "شركة (ONEE) التي، «S.A.» قالت: 12,5 مليون",
        "وثلاث 3G و2M قنوات",
        "ظهير رقم 1-16-152 صادر في 5-2-2021.",
        "هاتف: 05 37 70 00 00",
        "1) البند الأول",
        "المادة 12: (أ) و(ب)",
        "Rabat, le 05/02/2021 في",
    ],
)
def test_what_the_bidirectional_algorithm_shows_is_read_back(text: str) -> None:
    assert read(get_display(text, base_dir="R"), rtl=True) == text


@pytest.mark.parametrize(
    "text", ["Le mot «كلمة» dit (مرحبا بكم 12 في) fin", "note (1) : rien d'arabe, 12-13"]
)
def test_lines_from_left_to_right_are_read_back(text: str) -> None:
    assert read(get_display(text, base_dir="L"), rtl=False) == text


def test_a_telephone_number_in_a_box_of_its_own_stands_as_it_is() -> None:
    assert read("0667-31-58-20 :فتاهلا", rtl=True) == "الهاتف: 0667-31-58-20"


def test_brackets_open_and_close_whatever_the_file_says_of_them() -> None:
    assert read(")ىرخأ( ةملك", rtl=True) == "كلمة (أخرى)"


def test_a_glyph_without_text_runs_with_its_neighbours() -> None:
    shown = [glyph("ب"), glyph(""), glyph("ا")]
    assert [item.text for item in logical_order(shown, rtl=True) if item] == ["ا", "", "ب"]


@given(st.text(alphabet="ابجد abc012()-.,:/%+", max_size=30), st.booleans())
def test_no_sign_is_lost_or_made_up(shown: str, rtl: bool) -> None:
    line = items(shown)
    ordered = logical_order(line, rtl=rtl)
    assert sorted(map(id, ordered)) == sorted(map(id, line))
