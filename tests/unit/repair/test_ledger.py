from __future__ import annotations

import pytest

from balagh.model import Repair
from balagh.pipelines.repair.ledger import apply_repairs, undo_repairs


def repair(start: int, before: str, after: str, *, applied: bool = True) -> Repair:
    return Repair(
        id=f"r{start}",
        block="p1b1",
        rule="blanks",
        span=(start, start + len(before)),
        before=before,
        after=after,
        applied=applied,
    )


def test_repairs_are_applied_and_undone_in_the_order_of_their_places() -> None:
    repairs = (repair(5, "  ", " "), repair(0, " ", ""))
    assert apply_repairs(" abcd  ef", repairs) == "abcd ef"
    assert undo_repairs("abcd ef", repairs) == " abcd  ef"


def test_a_repair_that_was_not_applied_changes_nothing() -> None:
    repairs = (repair(0, "I", "l", applied=False),)
    assert apply_repairs("I'Information", repairs) == "I'Information"
    assert undo_repairs("I'Information", repairs) == "I'Information"


@pytest.mark.parametrize(
    "repairs",
    [
        (repair(0, "xy", "z"),),
        (repair(0, "ab", "z"), repair(1, "bc", "z")),
        (repair(3, "de", "z"),),
    ],
    ids=["another text", "overlap", "past the end"],
)
def test_a_ledger_that_does_not_fit_the_original_is_refused(repairs: tuple[Repair, ...]) -> None:
    with pytest.raises(ValueError, match="does not fit the original"):
        apply_repairs("abcd", repairs)


@pytest.mark.parametrize("text", ["ab", "abcz"])
def test_a_ledger_that_does_not_fit_the_text_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="does not fit the text"):
        undo_repairs(text, (repair(3, "d", "e"),))
