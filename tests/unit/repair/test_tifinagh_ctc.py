from __future__ import annotations

from math import exp

import numpy as np
import pytest

from balagh.pipelines.repair.tifinagh_ctc import misread_costs, spellable
from balagh.pipelines.repair.tifinagh_reader import FRAMES, LETTERS, hear
from balagh.pipelines.repair.tifinagh_signs import kind_of, reading_orders


def rows_for(text: str, sure: float = 0.9) -> np.ndarray:
    """Give rows that spell `text`, a row of nothing after each letter."""
    rows = np.full((2 * len(text), 1 + len(LETTERS)), (1 - sure) / len(LETTERS))
    for at, letter in enumerate(text):
        rows[2 * at, 1 + LETTERS.index(letter)] = sure
        rows[2 * at + 1, 0] = sure
    return np.asarray(np.log(rows))


@pytest.mark.parametrize(
    ("line", "kind"),
    [("+oXUA2+ | UErHO", "latin"), ("+٠٤٠٤٨١+ | ٤٤٧", "digits"), ("+عأهلاه 517", "arabic")],
)
def test_a_line_is_of_a_kind(line: str, kind: str) -> None:
    assert kind_of(line) == kind


def test_arabic_is_given_as_it_stands_on_paper() -> None:
    assert "+ها 0131+" in reading_orders("+0131 اه+\u200f")
    assert reading_orders("+oLO  8I+ ") == ("+oLO 8I+",)
    assert reading_orders("+۰۸+") == ("+٠٨+",)


def test_what_is_no_letter_is_a_blank() -> None:
    assert spellable("ⵜⴰⵎⵏⴰⴹⵜ ⵏ ⴼⴰⵙ - ⴰⵎⴽⵏⴰⵙ") == "ⵜⴰⵎⵏⴰⴹⵜ ⵏ ⴼⴰⵙ ⴰⵎⴽⵏⴰⵙ"
    assert spellable("DGCT 2021") == ""


def test_a_cost_is_that_of_all_ways_to_spread_a_text() -> None:
    rows = np.log(np.full((2, 1 + len(LETTERS)), 1 / (1 + len(LETTERS))))
    # ⵏ over two rows: alone with nothing before or after it, or drawn out.
    (cost,) = misread_costs(rows, ["ⵏ"])
    assert exp(-cost) == pytest.approx(3 / (1 + len(LETTERS)) ** 2)
    # The same letter twice wants a row of nothing between: two rows are too few.
    assert misread_costs(rows, ["ⵏⵏ"])[0] > 1e6


def test_costs_do_not_depend_on_the_other_texts() -> None:
    rows = rows_for("ⴰⵙⵉⵏⴰⴳ ⵏ ⵓⵙⵍⵎⴷ")
    texts = ["ⴰⵙⵉⵏⴰⴳ ⵏ ⵓⵙⵍⵎⴷ", "ⵏ", "ⴰⵙⵉⵔⴰ ⵏ ⵓⵙⵍⵎⴷ"]
    together = misread_costs(rows, texts)
    assert together == pytest.approx([misread_costs(rows, [text])[0] for text in texts])
    assert together.argmin() == 0


def test_the_network_gives_rows_of_chances() -> None:
    heard = hear("toXWAS+ | ULYOSO")
    assert heard.rows.shape == (FRAMES * len("toXWAS+ | ULYOSO"), 1 + len(LETTERS))
    assert np.exp(heard.rows).sum(axis=1) == pytest.approx(1.0)
    assert heard.odds > 0 > hear("Direction générale des collectivités territoriales").odds
    with pytest.raises(ValueError, match="empty"):
        hear("")


def test_signs_never_met_are_read_too() -> None:
    assert hear("新聞稿 \x00\u0600").rows.shape[0] == FRAMES * len("新聞稿 \x00\u0600")


def test_the_true_text_is_the_cheaper_misreading() -> None:
    true, other = misread_costs(hear("toXWAS+ | ULYOSO").rows, ["ⵜⴰⴳⵍⴷⵉⵜ ⵏ ⵍⵎⵖⵔⵉⴱ", "ⵜⴰⵙⴳⴰ ⵏ ⵓⵣⵉⵍⴰⵍ"])
    assert true < other
