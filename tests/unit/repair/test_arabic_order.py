from __future__ import annotations

import pytest
from arabic_reshaper import reshape
from bidi.algorithm import get_display

from balagh.pipelines.repair.arabic_numbers import settle_numbers
from balagh.pipelines.repair.arabic_order import find_visual_order
from balagh.pipelines.repair.rules import Rule, apply_edits, normalise_text

LINES = [
    "المملكة المغربية",
    "وزارة الداخلية - المديرية العامة للجماعات الترابية (DGCT)",
    "صادق المجلس على «برنامج التنمية» برسم الفترة 2022-2027.",
    "الهاتف: 05 37 77 80 12 - الفاكس: +212 5 37 77 80 13",
    "القانون رقم 12.09 المتعلق بنسبة 12,5% من الميزانية",
    "الجريدة الرسمية عدد 6440 مكرر بتاريخ 05/02/2021",
    "1) توقيع اتفاقية مع الوكالة الوطنية للموانئ؛",
    "المعهد العالي للإعلام والاتصال ⴰⵙⵉⵏⴰⴳ ⴰⵎⴰⵊⵊⵢⴰⵍ ⵏ ⵓⵙⵏⵖⵎⵙ",
    "مراكش، في ٢١ ماي ٢٠٢٣",
    "بلاغ صحفي من المجلس الأعلى (DGCT) 2021-2024",
    "للاتصال: الكتابة العامة (contact@exemple.ma)",
]


def turned(line: str) -> str:
    return apply_edits(line, tuple(edit for edit in find_visual_order(line) if edit.applied))


@pytest.mark.parametrize("line", LINES)
def test_what_stands_from_left_to_right_is_turned_and_what_is_right_stays(line: str) -> None:
    assert turned(get_display(line, base_dir="R")) == line
    assert find_visual_order(line) == ()


@pytest.mark.parametrize("line", LINES)
def test_shapes_are_turned_too_and_right_ones_stay(line: str) -> None:
    shapes = reshape(line)
    assert normalise_text(turned(get_display(shapes, base_dir="R"))) == line
    assert turned(shapes) == shapes


def test_in_a_french_line_only_the_arabic_is_turned() -> None:
    line = "Le Conseil (المجلس الوطني لحقوق الإنسان) publie 12 avis"
    (edit,) = find_visual_order(get_display(line, base_dir="L"))
    assert turned(get_display(line, base_dir="L")) == line
    assert edit.rule is Rule.VISUAL_ORDER
    assert "Conseil" not in edit.after
    assert edit.confidence > 0.9


def test_of_two_runs_only_the_wrong_one_is_turned() -> None:
    wrong = "المملكة المغربية"[::-1]
    assert turned(f"وزارة الشباب والثقافة MJCC {wrong}") == "وزارة الشباب والثقافة MJCC المملكة المغربية"


def test_a_full_stop_at_the_right_end_says_that_the_line_ran_from_the_left() -> None:
    assert turned(".ةيبرغملا ةكلمملا") == "المملكة المغربية."
    assert turned("ةيبرغملا ةكلمملا.") == "المملكة المغربية."


@pytest.mark.parametrize(
    "line", ["نم", "Rabat", "", "12 (3)", "שלום עולם", "این متن به زبان فارسی است", "ابب", "ا"]
)
def test_what_says_too_little_or_is_another_language_stays(line: str) -> None:
    assert turned(line) == line


def test_a_number_that_can_be_read_in_two_ways_is_left_and_both_are_named() -> None:
    line = "12-15 نيب ةيلخادلا ةرازو"
    (edit,) = find_visual_order(line)
    assert not edit.applied
    assert {edit.after, *edit.alternatives} == {"وزارة الداخلية بين 15-12", "وزارة الداخلية بين 12-15"}
    assert turned(line) == line


def test_a_doubtful_word_is_written_down_and_left() -> None:
    (edit,) = find_visual_order("ينمي لاير")
    assert not edit.applied
    assert edit.after == "ريال يمني"
    assert edit.confidence < 0.5


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("سنة 2024-2020", ("سنة 2020-2024",)),
        ("سنة 2020-2024", ("سنة 2020-2024",)),
        ("الهاتف 12-87-45-0523", ("الهاتف 0523-45-87-12",)),
        ("القانون 14-113", ("القانون 113-14",)),
        ("الظهير 152-16-1", ("الظهير 1-16-152",)),
        ("مبلغ 000 150 درهم", ("مبلغ 150 000 درهم",)),
        ("يوم 5-2-2021", ("يوم 5-2-2021",)),
        ("سنتي ٢٠٢٤-٢٠٢٠", ("سنتي ٢٠٢٠-٢٠٢٤",)),
        ("بين 12-15", ("بين 12-15", "بين 15-12")),
        ("رقم 12.09 و05/02/2021", ("رقم 12.09 و05/02/2021",)),
        ("", ("",)),
    ],
)
def test_numbers_side_by_side_are_read_as_what_makes_sense(text: str, readings: tuple[str, ...]) -> None:
    assert settle_numbers(text) == readings
