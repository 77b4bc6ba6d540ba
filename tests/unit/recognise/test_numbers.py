from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from balagh.pipelines.layout.pictures import cut_line
from balagh.pipelines.recognise.numbers import ends_with_stop, read_indic, settle_numbers
from balagh.pipelines.recognise.runs import Hand, find_runs
from tests.drawing import Canvas, grainy
from tests.seeing import SIZE, look, look_at

if TYPE_CHECKING:
    from balagh.pipelines.recognise.sight import Sight


def line(text: str) -> Canvas:
    canvas = Canvas(2300, 300)
    canvas.write_back(text, 2200, 160, SIZE)
    return canvas


def numbers(sight: Sight) -> list[str]:
    """The Arabic-Indic numbers of the first line, left to right."""
    picture = cut_line(sight.page, sight.lines, 0)
    runs = settle_numbers(sight, 0, find_runs(sight)[0])
    return [
        word.text
        for run in runs
        if run.hand is Hand.INDIC
        for word in read_indic(sight, 0, picture, run.span)
    ]


@pytest.mark.parametrize("number", ["٢٠٢٣", "٩٤٧٨", "٣٦٤٢", "٨٧٦٥٤٣٢", "٢٩"])
def test_arabic_indic_numbers_are_read_in_a_sentence(number: str) -> None:
    assert numbers(look(line(f"بلغ عدد المستفيدين {number} شخصا بالمدينة"))) == [number]


def test_numbers_alone_on_their_line() -> None:
    assert numbers(look(line("٣٦٤٢   ٩٤٧٨   ٢٨٧٣"))) == ["٢٨٧٣", "٩٤٧٨", "٣٦٤٢"]


def test_grain_does_not_change_a_digit() -> None:
    picture = grainy(line("بلغ عدد المستفيدين ٣٦٤٢ شخصا").gray(), 10.0)
    assert numbers(look_at(picture)) == ["٣٦٤٢"]


@pytest.mark.parametrize("text", ["عقد المجلس الجماعي دورته العادية أمس", "بلغ عدد المستفيدين 3642 شخصا"])
def test_other_lines_have_none(text: str) -> None:
    assert numbers(look(line(text))) == []


def test_european_digits_in_an_arabic_line_are_told_from_its_letters() -> None:
    sight = look(line("بلغ عدد المستفيدين 3642 شخصا بالمدينة"))
    hands = [run.hand for run in settle_numbers(sight, 0, find_runs(sight)[0])]
    assert [hand for hand in hands if hand is not Hand.ARABIC] == [Hand.DIGITS]


def test_words_have_their_place_in_the_picture() -> None:
    sight = look(line("٢٠٢٣ ٣٦٤٢"))
    picture = cut_line(sight.page, sight.lines, 0)
    box = sight.lines.lines[0].box
    words = read_indic(sight, 0, picture, (box.x0, box.x1))
    assert [word.text for word in words] == ["٣٦٤٢", "٢٠٢٣"]  # the first one typed stands at the right
    assert 0 <= words[0].x0 < words[0].x1 < words[1].x0 < words[1].x1 <= picture.image.shape[1]
    assert all(0.5 < word.confidence <= 1.0 for word in words)


@pytest.mark.parametrize(
    ("printed", "stop"),
    [("17.", True), ("2023.", True), ("17", False), ("17،", False), ("-17", False), ("11", False)],
)
def test_a_full_stop_is_seen_at_the_left_end_of_a_number(printed: str, stop: bool) -> None:
    sight = look(line(f"وبلغ عدد المستفيدين بالمدينة {printed}"))
    (number,) = (run for run in settle_numbers(sight, 0, find_runs(sight)[0]) if run.hand is Hand.DIGITS)
    assert ends_with_stop(sight, 0, number.span) is stop
