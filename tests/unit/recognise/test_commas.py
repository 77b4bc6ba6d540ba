from __future__ import annotations

import pytest

from balagh.pipelines.recognise.commas import ARABIC_COMMA, lone_marks, put_comma
from tests.drawing import Canvas
from tests.seeing import SIZE, look


def line(text: str) -> Canvas:
    canvas = Canvas(2300, 300)
    canvas.write_back(text, 2200, 160, SIZE)
    return canvas


@pytest.mark.parametrize(
    ("text", "commas"),
    [
        ("عقد المجلس، أمس بالرباط، دورته العادية", 2),
        ("عقد المجلس أمس بالرباط دورته العادية", 0),
        ("عقد المجلس. أمس بالرباط. دورته العادية.", 0),
    ],
)
def test_arabic_commas_are_seen(text: str, commas: int) -> None:
    marks = lone_marks(look(line(text)), 0)
    assert sum(mark.comma for mark in marks) == commas
    lefts = [mark.box.x0 for mark in marks]
    assert lefts == sorted(lefts)


@pytest.mark.parametrize(
    ("word", "hamza", "read"),
    [
        ("الرباط,", False, "الرباط،"),
        ("الرباط.", False, "الرباط،"),
        ("الرباط", False, "الرباط،"),
        ("الرباطء", False, "الرباط،"),
        ("الشتاء.", True, "الشتاء،"),
        ("الشتاء", True, "الشتاء،"),
        ("الشتاءء", False, "الشتاء،"),
        ("الرباط«", False, "الرباط،"),
    ],
)
def test_a_comma_takes_the_place_of_what_stands_in_for_it(word: str, hamza: bool, read: str) -> None:
    assert put_comma(word, hamza=hamza) == read


def test_every_word_gets_one_comma() -> None:
    for word in ("", ".", "كلمة,,"):
        assert put_comma(word).count(ARABIC_COMMA) == 1
