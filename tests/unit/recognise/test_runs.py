from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from balagh.pipelines.recognise.numbers import settle_numbers
from balagh.pipelines.recognise.runs import Hand, find_runs
from balagh.pipelines.recognise.segments import plan_line
from tests.drawing import ARABIC, FRENCH, TIFINAGH, Canvas, grainy
from tests.seeing import SIZE, look, look_at

if TYPE_CHECKING:
    from balagh.pipelines.recognise.sight import Sight


def hands(canvas: Canvas, index: int = 0) -> list[Hand]:
    return [run.hand for run in find_runs(look(canvas))[index]]


def printed(text: str, *, rtl: bool = False, size: int = SIZE) -> Canvas:
    canvas = Canvas(2300, 300)
    if rtl:
        canvas.write_back(text, 2200, 160, size)
    else:
        canvas.write(text, 100, 160, size)
    return canvas


@pytest.mark.parametrize("size", [34, SIZE, 80])
@pytest.mark.parametrize("text", [*FRENCH[:3], "COMMUNIQUÉ DE PRESSE", "The harbour office said on Monday"])
def test_latin_lines(text: str, size: int) -> None:
    assert hands(printed(text[:40], size=size)) == [Hand.LATIN]


@pytest.mark.parametrize("size", [34, SIZE, 70])
@pytest.mark.parametrize("text", [*ARABIC[:3], "بلاغ صحفي مشترك"])
def test_arabic_lines(text: str, size: int) -> None:
    assert hands(printed(text[:40], rtl=True, size=size)) == [Hand.ARABIC]


@pytest.mark.parametrize("size", [34, SIZE, 70])
def test_tifinagh_lines(size: int) -> None:
    assert hands(printed(TIFINAGH[:24], size=size)) == [Hand.TIFINAGH]


@pytest.mark.parametrize("text", ["ⴰⵍⵖⵓ", "ⴰⵙⵙⵓⵎⵔ", "ⵜⴰⵎⴰⵡⴰⵙⵜ ⵏ ⵓⵙⴳⵎⵉ", "ⴰⵙⵉⵏⴰⴳ ⵏ ⵍⵎⵖⵔⵉⴱ ⵙ ⵓⵙⵇⵇⵉⵎ"])
def test_short_tifinagh_lines_and_words_of_one_letter(text: str) -> None:
    assert hands(printed(text)) == [Hand.TIFINAGH]


@pytest.mark.parametrize(
    "text", ["TOEIC", "ISIC", "COMITÉ OLYMPIQUE", "OCP", "ICI ET LÀ", "CHEIKH EL HOCEIMA"]
)
def test_capitals_are_not_tifinagh(text: str) -> None:
    assert hands(printed(text)) == [Hand.LATIN]


def segments(canvas: Canvas) -> list[Hand]:
    return [segment.hand for segment in plan_line(find_runs(look(canvas))[0]).segments]


@pytest.mark.parametrize("mark", ["/", "-", "–", ":"])
def test_a_mark_between_two_scripts_makes_no_segment(mark: str) -> None:
    assert segments(printed(f"ⴰⵙⵙⵓⵎⵔ {mark} Communiqué")) == [Hand.TIFINAGH, Hand.LATIN]
    assert segments(printed(f"Communiqué {mark} ⴰⵙⵙⵓⵎⵔ")) == [Hand.LATIN, Hand.TIFINAGH]


def test_marks_within_one_script_do_not_part_it() -> None:
    assert hands(printed("ⵜⴰⵎⴰⵡⴰⵙⵜ - ⴰⵙⵉⵏⴰⴳ / ⴰⵙⵇⵇⵉⵎ")) == [Hand.TIFINAGH]
    assert hands(printed("Ministère - Institut / Conseil")) == [Hand.LATIN]


def test_an_acronym_in_a_tifinagh_line_is_a_segment_of_its_own() -> None:
    found = segments(printed("ⵜⴰⵙⴷⴰⵡⵉⵜ ⵏ ONCF ⴰⵙⵉⵏⴰⴳ"))
    assert found == [Hand.TIFINAGH, Hand.LATIN, Hand.TIFINAGH]


def test_numbers_in_a_tifinagh_line_stay_with_it() -> None:
    assert segments(printed("ⴰⵙⵙ ⵏ 14 ⵎⴰⵔⵙ 2024 ⵜⴰⵎⴰⵡⴰⵙⵜ")) == [Hand.TIFINAGH]


def test_a_tifinagh_word_in_a_french_line_is_a_segment_of_its_own() -> None:
    found = segments(printed("Le mot ⵜⴰⵎⴰⵣⵉⵖⵜ du communiqué"))
    assert found == [Hand.LATIN, Hand.TIFINAGH, Hand.LATIN]


def test_a_tifinagh_word_in_an_arabic_line_is_a_segment_of_its_own() -> None:
    canvas = Canvas(2300, 300)
    box = canvas.write_back("تعلن المديرية العامة", 2200, 160, SIZE)
    box = canvas.write_back("ⴰⵙⵉⵏⴰⴳ", box.x0 - SIZE // 3, 160, SIZE)
    canvas.write_back("عن تنظيم لقاء", box.x0 - SIZE // 3, 160, SIZE)
    assert segments(canvas) == [Hand.ARABIC, Hand.TIFINAGH, Hand.ARABIC]


def test_lines_of_digits() -> None:
    assert hands(printed("05 37 77 12 34")) == [Hand.DIGITS]


def test_lines_of_arabic_indic_digits() -> None:
    assert hands(printed("٢٠٢٣ ٩٤٧٨ ٣٦٤٢")) == [Hand.INDIC]


def arabic_with_acronym() -> Sight:
    canvas = Canvas(2300, 500)
    canvas.write_back(ARABIC[0], 2200, 120, SIZE)
    canvas.write_back("تعلن المديرية العامة DGCT عن تنظيم لقاء وطني", 2200, 210, SIZE)
    canvas.write_back(ARABIC[1], 2200, 300, SIZE)
    return look(canvas)


def test_a_latin_word_in_an_arabic_line_is_a_run_of_its_own() -> None:
    sight = arabic_with_acronym()
    plan = plan_line(settle_numbers(sight, 1, find_runs(sight)[1]))
    assert [segment.hand for segment in plan.segments] == [Hand.ARABIC, Hand.LATIN, Hand.ARABIC]


def test_runs_go_from_left_to_right_and_do_not_overlap() -> None:
    runs = find_runs(arabic_with_acronym())[1]
    assert len(runs) >= 3
    ends = [side for run in runs for side in run.span]
    assert ends == sorted(ends)
    for run in runs:
        assert run.span == (run.words[0][0], run.words[-1][1])


@pytest.mark.parametrize(
    ("text", "hand"), [(FRENCH[0], Hand.LATIN), (ARABIC[0], Hand.ARABIC), (TIFINAGH, Hand.TIFINAGH)]
)
def test_grain_does_not_change_a_script(text: str, hand: Hand) -> None:
    picture = grainy(printed(text, rtl=hand is Hand.ARABIC).gray(), 14.0)
    assert [run.hand for run in find_runs(look_at(picture))[0]] == [hand]
