from __future__ import annotations

from dataclasses import replace

import pytest

from balagh.pipelines.repair.tifinagh_evidence import Evidence, evidence, name_confidence
from balagh.pipelines.repair.tifinagh_guesses import KnownName, guess_names, guess_texts, hear_line

#: As the French model read ⵜⴰⴳⵍⴷⵉⵜ ⵏ ⵍⵎⵖⵔⵉⴱ in DejaVu Sans.
READ, TRUE = "toXWAS+ | ULYOSO", "ⵜⴰⴳⵍⴷⵉⵜ ⵏ ⵍⵎⵖⵔⵉⴱ"
NEAR, FAR = "ⵜⴰⴳⵍⴷⵉⵜ ⵏ ⵙⵡⴰⵣⵉⵍⴰⵏⴷ", "ⴰⵙⵉⵏⴰⴳ ⵏ ⵓⵎⴳⴰⵢⵓ"


def seen(*texts: str, said: dict[str, float] | None = None) -> Evidence:
    """Give what speaks for the first of the names when READ is read."""
    line = hear_line(READ)
    names = [KnownName(text=text, id=text) for text in texts]
    found = guess_names(line, names, said or {})
    others = [one for one in guess_texts(line, names) if one.text != found[0].text]
    return evidence(line, found, others, said or {})


def test_the_true_name_has_more_for_it_than_one_that_differs_by_a_word() -> None:
    true, near = seen(TRUE, FAR), seen(NEAR, FAR)
    assert true.before > near.before
    assert true.worst_heard < near.worst_heard
    assert name_confidence(true) > 0.5 > name_confidence(near)


def test_a_name_next_to_it_counts_by_its_cost() -> None:
    assert seen(TRUE).beside == pytest.approx(20.0)
    assert 0 < seen(TRUE, NEAR).beside <= 20.0


def test_what_other_lines_say_is_kept_apart() -> None:
    alone, told = seen(TRUE, FAR), seen(TRUE, FAR, said={TRUE: 8.0})
    assert told == replace(alone, said=1.0)
    against = seen(TRUE, FAR, said={FAR: 8.0})
    assert (against.said, against.said_other) == (0.0, 1.0)
    assert name_confidence(told) > name_confidence(alone) > name_confidence(against)


def test_a_text_unlike_the_name_is_counted_by_letters() -> None:
    assert 0 < seen(TRUE, FAR).unlike <= 1.5
