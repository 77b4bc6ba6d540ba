from __future__ import annotations

import pytest

from balagh.model import Box
from balagh.pipelines.printed import ReadWord
from balagh.pipelines.recognise.order import (
    in_ltr_line,
    logical_number,
    order_numbers,
    order_parts,
    split_closing,
)


def logical(*words: str) -> str:
    """What numbers that stand side by side in a right-to-left line are read as; given from left to right."""
    return " ".join(logical_number(words[index]) for index in order_numbers(words))


@pytest.mark.parametrize(
    ("words", "read"),
    [
        # As a program with the bidirectional algorithm sets them, and as set in a box of their own.
        (("34", "12", "77", "37", "05"), "05 37 77 12 34"),
        (("05", "37", "77", "12", "34"), "05 37 77 12 34"),
        (("59", "58", "661", "212+"), "+212 661 58 59"),
        (("+212", "661", "58", "59", "54"), "+212 661 58 59 54"),
        (("0537771234",), "0537771234"),
        (("2023", "14"), "14 2023"),
        (("1,8",), "1,8"),
    ],
)
def test_numbers_are_read_in_the_order_in_which_they_were_typed(words: tuple[str, ...], read: str) -> None:
    assert logical(*words) == read


@pytest.mark.parametrize(
    ("word", "typed"), [("212+", "+212"), ("+212", "+212"), ("12", "12"), ("C+", "C+"), ("+", "+"), ("", "")]
)
def test_a_plus_sign_comes_first(word: str, typed: str) -> None:
    assert logical_number(word) == typed


@pytest.mark.parametrize(
    ("word", "closing", "rest"),
    [
        (".19", ".", "19"),
        (".DGCT", ".", "DGCT"),
        (".contact@exemple.ma", ".", "contact@exemple.ma"),
        ("،2023", "،", "2023"),
        ("19.", "", "19."),
        ("1.8", "", "1.8"),
        (".", "", "."),
        ("", "", ""),
        (".+212", ".", "+212"),
    ],
)
def test_the_full_stop_at_the_left_end_closes_the_sentence(word: str, closing: str, rest: str) -> None:
    assert split_closing(word) == (closing, rest)


def test_parts_follow_the_line() -> None:
    assert order_parts("abc", rtl=False) == ("a", "b", "c")
    assert order_parts("abc", rtl=True) == ("c", "b", "a")


@pytest.mark.parametrize(
    ("words", "read"),
    [
        # In logical order the first word stands at the right.
        (("-", "جامعة", "زيز"), "جامعة زيز -"),
        (("جامعة", "زيز", "-"), "- جامعة زيز"),
        (("-", "جامعة", "/"), "/ جامعة -"),
        (("-", "/"), "/ -"),
        ((), ""),
    ],
)
def test_signs_around_an_arabic_part_of_a_left_to_right_line_stay_where_they_stand(
    words: tuple[str, ...], read: str
) -> None:
    box = Box(0, 0, 1, 1)
    given = [ReadWord(original=word, text=word, box=box, confidence=0.9) for word in words]
    assert " ".join(word.text for word in in_ltr_line(given)) == read
