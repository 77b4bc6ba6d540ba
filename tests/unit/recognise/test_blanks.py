from __future__ import annotations

import pytest

from balagh.model import Box
from balagh.pipelines.printed import ReadWord
from balagh.pipelines.recognise.blanks import part_figures
from tests.drawing import Canvas
from tests.seeing import SIZE, look

#: Narrow blanks as word processors set them: no-break, and a third and a sixth of the type's size.
NARROW, THIN = "\u00a0", "\u2009"


def read(printed: str, closed: str, *, size: int = SIZE) -> list[str]:
    """The words that a line printing `printed` gives where the engine read `closed`."""
    canvas = Canvas(1600, 300)
    canvas.write_back("Elle compte", 485, 160, size)
    box = canvas.write(printed, 500, 160, size)
    canvas.write("places de stationnement", 500 + box.width + 15, 160, size)
    word = ReadWord(
        original=closed, text=closed, box=Box(box.x0 - 4, box.y0, box.x1 + 4, box.y1), confidence=0.9
    )
    return [part.text for part in part_figures(look(canvas), 0, (word,))]


@pytest.mark.parametrize("blank", [NARROW, THIN])
@pytest.mark.parametrize(
    ("number", "groups"),
    [("1{}150", ["1", "150"]), ("23{}500", ["23", "500"]), ("70{}25{}81", ["70", "25", "81"])],
)
def test_a_blank_in_a_number_is_seen(number: str, groups: list[str], blank: str) -> None:
    assert read(number.format(*[blank] * 2), "".join(groups)) == groups


@pytest.mark.parametrize("number", ["2021", "1111", "11000", "0537710022", "+212537710022", "4711."])
def test_a_number_printed_whole_stays_whole(number: str) -> None:
    assert read(number, number) == [number]


@pytest.mark.parametrize(
    ("printed", "words"), [("9{}h", ["9", "h"]), ("22{}h", ["22", "h"]), ("6{}%", ["6", "%"])]
)
def test_a_blank_before_a_unit_is_seen(printed: str, words: list[str]) -> None:
    assert read(printed.format(NARROW), "".join(words)) == words


@pytest.mark.parametrize("word", ["9h", "14h30", "5%", "3km"])
def test_a_unit_set_close_stays_close(word: str) -> None:
    assert read(word, word) == [word]


def test_digits_that_the_picture_does_not_show_one_by_one_are_left_alone() -> None:
    assert read("1 150", "11500") == ["11500"]
    assert read("janvier", "janvier") == ["janvier"]


@pytest.mark.parametrize(
    ("printed", "closed", "words"),
    [
        ("9{0}h{0}à{0}13{0}h{0}15", "9hà13h15", ["9", "h", "à", "13", "h", "15"]),
        ("18{0}h{0}30.", "18h30.", ["18", "h", "30."]),
        ("46,9{0}t", "46,9t", ["46,9", "t"]),
        ("21,2{0}%", "21,2%", ["21,2", "%"]),
    ],
)
def test_blanks_between_figures_and_letters_are_seen(printed: str, closed: str, words: list[str]) -> None:
    assert read(printed.format(NARROW), closed) == words


@pytest.mark.parametrize("word", ["9hà13h15", "46,9t", "21,2%", "A4", "1er"])
def test_figures_and_letters_set_close_stay_close(word: str) -> None:
    assert read(word, word) == [word]
