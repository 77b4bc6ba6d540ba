from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from training.tifinagh.alphabet import CHARACTERS, FOREIGN, LABIAL, LETTERS, OTHER_LETTERS, clean, is_readable
from training.tifinagh.compose import compose, number, stock_of
from training.tifinagh.counts import Trigrams, chance_word, count_trigrams, read_counts, write_counts

if TYPE_CHECKING:
    from pathlib import Path

    from training.tifinagh.compose import Stock

WORDS = ["ⵜⴰⵎⴰⵣⵉⵖⵜ", "ⴰⵎⵖⵔⴰⴱⵉ", "ⵏ", "ⴷ", "ⵜⴰⴳⵍⴷⵉⵜ", "ⵜⴰⵙⵓⵜⵍⵜ"]


@pytest.fixture
def stock() -> Stock:
    trigrams = Trigrams.of(count_trigrams(WORDS))
    return stock_of(["ⵜⴰⴳⵍⴷⵉⵜ ⵏ ⵍⵎⵖⵔⵉⴱ, 2024\nISIC"], ["ⴰⵙⵉⵏⴰⴳ\nⵜⵉⵏⵎⵍ ⵏ"], trigrams, ["Rabat", "فاس"])


def test_the_alphabet_has_every_sign_once() -> None:
    assert len(CHARACTERS) == len(set(CHARACTERS))
    assert len(LETTERS) == 31
    assert not set(OTHER_LETTERS) & set(LETTERS + LABIAL)


@pytest.mark.parametrize(
    ("text", "cleaned"), [("ⴰ\u00a0ⵏ…", "ⴰ ⵏ..."), ("  ⵏ   ⴷ ", "ⵏ ⴷ"), ("ⴰ−ⴱ ‘ⵏ", "ⴰ-ⴱ ’ⵏ")]
)
def test_signs_of_the_same_meaning_become_one(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


def test_words_that_the_model_cannot_write_are_left_out(stock: Stock) -> None:
    assert stock.sentences == (("ⵜⴰⴳⵍⴷⵉⵜ", "ⵏ", "ⵍⵎⵖⵔⵉⴱ,", "2024"),)
    assert stock.words == ("ⵜⴰⴳⵍⴷⵉⵜ", "ⵏ", "ⵍⵎⵖⵔⵉⴱ", "ⴰⵙⵉⵏⴰⴳ", "ⵜⵉⵏⵎⵍ")
    assert not is_readable("ISIC")


def test_chance_words_follow_the_letters_that_were_counted() -> None:
    rng = np.random.default_rng(1)
    trigrams = Trigrams.of(count_trigrams(WORDS))
    pairs = {pair for word in WORDS for pair in zip("_" + word, word + "_", strict=True)}
    for _ in range(200):
        word = trigrams.word(rng)
        assert set(zip("_" + word, word, strict=False)) <= pairs


def test_counts_come_back_from_their_file(tmp_path: Path) -> None:
    counts = count_trigrams([*WORDS, "ISIC", "2024"])
    write_counts(counts, tmp_path / "counts.json")
    assert read_counts(tmp_path / "counts.json") == counts
    assert counts["__ⵏ"] == 1
    assert counts["_ⵏ_"] == 1


def test_lines_are_what_the_model_shall_give(stock: Stock) -> None:
    rng = np.random.default_rng(2)
    lines = [compose(stock, rng, 6) for _ in range(600)]
    for line in lines:
        assert set(line.truth) <= set(CHARACTERS + " "), line
        assert line.truth == " ".join(line.truth.split())
        if FOREIGN not in line.truth:
            assert line.drawn == line.truth
    foreign = [line for line in lines if "Rabat" in line.drawn or "فاس" in line.drawn]
    other = [line for line in lines if set(line.drawn) & set(OTHER_LETTERS)]
    assert foreign
    assert other
    assert all(FOREIGN in line.truth for line in foreign + other)
    assert all(len(line.drawn) == len(line.truth) for line in other)


def test_numbers_and_chance_words_vary() -> None:
    rng = np.random.default_rng(3)
    assert len({number(rng) for _ in range(100)}) > 60
    seen = set("".join(chance_word(rng) for _ in range(400)))
    assert seen == set(LETTERS)
