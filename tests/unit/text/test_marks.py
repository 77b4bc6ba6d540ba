"""Marks that open list items, as printed and as engines misread them."""

from __future__ import annotations

import pytest

from balagh.pipelines.text.marks import item_number, list_mark, odd_mark, without_mark


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("- Une mesure", "- "),
        ("• = acheter la moitié", "• = "),
        ("- _ de créer un stock", "- _ "),
        ("• ~ One bulletin", "• ~ "),
        (":- شبكة إنترنت", ":- "),
        ("1. = une", "1. = "),
        ("= une", ""),
        ("###", ""),
        ("12.5 km", ""),
    ],
)
def test_a_mark_has_the_signs_that_its_gap_was_read_as(line: str, mark: str) -> None:
    assert list_mark(line) == mark
    assert without_mark(line) == line[len(mark) :]


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("٠.1 صرف دعم مباشر", "٠.1 "),
        ("2 توفير الدواء", "2 "),
        ("e recycler les eaux", "e "),
        ("À la suite", ""),
        ("30% des", ""),
    ],
)
def test_a_misread_mark_is_odd(line: str, mark: str) -> None:
    assert odd_mark(line) == mark


def test_a_misread_number_still_counts() -> None:
    assert item_number("٠.1 صرف دعم مباشر") == 1
    assert item_number("Une mesure") is None
