from __future__ import annotations

from itertools import groupby, product
from typing import TYPE_CHECKING

import numpy as np
import pytest

from balagh.pipelines.repair.latin_arabic_ctc import best_path, free_likelihood, likelihoods, word_rows
from balagh.pipelines.repair.latin_arabic_reader import FRAMES, LETTERS, letters_printed, shipped_reader

if TYPE_CHECKING:
    from numpy.typing import NDArray

INSTITUTE, MINISTRY = "المعهد العالي للإعلام والاتصال", "وزارة الداخلية"


def some_rows(count: int, seed: int = 1) -> NDArray[np.float32]:
    rows = np.random.default_rng(seed).normal(size=(count, 1 + len(LETTERS)))
    return np.asarray(rows - np.log(np.exp(rows).sum(axis=1, keepdims=True)), np.float32)


def rows_that_say(text: str) -> NDArray[np.float32]:
    """Give rows that leave little doubt: each letter, then nothing."""
    path = [column for letter in letters_printed(text) for column in (letter, 0)]
    rows = np.full((len(path), 1 + len(LETTERS)), -9.0, np.float32)
    rows[np.arange(len(path)), path] = -0.01
    return rows


def test_letters_run_from_left_to_right_without_signs_digits_and_vowel_marks() -> None:
    columns = letters_printed("دَار 12 (ا)")
    assert "".join(LETTERS[column - 1] for column in columns) == "ا راد"


@pytest.mark.parametrize("text", [(3,), (3, 3), (3, 5), (3, 5, 3)])
def test_a_chance_is_that_of_all_ways_to_spread_the_letters(text: tuple[int, ...]) -> None:
    rows = some_rows(5)
    total = 0.0
    for way in product({0, *text}, repeat=len(rows)):
        said = tuple(column for column, _ in groupby(way) if column)
        total += np.exp(sum(rows[at, column] for at, column in enumerate(way))) if said == text else 0.0
    assert likelihoods(rows, [text, (9,)])[0] == pytest.approx(np.log(total), abs=1e-4)


def test_more_letters_than_rows_have_no_chance() -> None:
    assert likelihoods(some_rows(3), [(3, 4, 5, 6)])[0] < -1e8


def test_a_way_is_read_and_its_words_are_found() -> None:
    rows = rows_that_say(MINISTRY)
    assert best_path(rows) == MINISTRY
    assert free_likelihood(rows) == pytest.approx(-0.01 * len(rows), abs=1e-3)
    (second, start, middle), (first, again, end) = word_rows(rows, letters_printed(MINISTRY))
    assert (second, first) == (letters_printed("الداخلية"), letters_printed("وزارة"))
    assert (start, end) == (0, len(rows))
    # Two rows a letter, and the row of the blank.
    assert middle == again == 2 * len("الداخلية") + 1


def test_the_shipped_reader_finds_a_misread_name_likelier_than_another() -> None:
    read = "JlmiVl g olleMl cslall adnsl"
    rows = shipped_reader().rows(read)
    assert rows.shape == (FRAMES * len(read), 1 + len(LETTERS))
    assert np.exp(rows).sum(axis=1) == pytest.approx(1.0, abs=1e-4)
    right, wrong = likelihoods(rows, [letters_printed(INSTITUTE), letters_printed(MINISTRY)])
    assert right > wrong + 10
