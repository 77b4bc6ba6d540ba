from __future__ import annotations

import numpy as np
import pytest

from balagh.pipelines.repair.latin_arabic_channel import Channel, shipped_ways
from balagh.pipelines.repair.latin_arabic_names import rank_names
from balagh.pipelines.repair.latin_arabic_null import EDGE, Following, null_likelihood
from balagh.pipelines.repair.latin_arabic_sure import chance_of
from balagh.pipelines.structure.authority import shipped_authorities


def test_all_rows_of_shapes_are_counted() -> None:
    # One shape, read as `a`, then the line's end or itself again: the readings are a, aa, aaa, …
    channel = Channel.from_counts({"x-": {"a": 1e6}})
    following = Following.from_counts({EDGE: {"x-": 1e9}, "x-": {"x-": 1e9, EDGE: 1e9}})
    once, twice = (following.likelihood(channel, read) for read in ("a", "aa"))
    assert once == pytest.approx(np.log(0.5), abs=0.01)
    assert twice == pytest.approx(np.log(0.25), abs=0.01)


def test_a_long_line_does_not_run_out_of_precision() -> None:
    assert np.isfinite(null_likelihood("dulyill wilela all dol_ell dyyyaall " * 4))


@pytest.mark.parametrize("read", ["JlmiVl g olleMl cslall adnsl", "dulyill wilela all dol_ell dyyyaall"])
def test_a_known_name_explains_its_line_better_than_any_arabic_and_another_worse(read: str) -> None:
    matches = rank_names(read, shipped_authorities())
    assert matches[0].apart > 0
    assert matches[20].apart < 0


def test_every_way_of_misreading_knows_the_shapes_that_follow_each_other() -> None:
    counted = Following.from_counts({EDGE: {"ا-": 3.0}, "ا-": {EDGE: 3.0}})
    assert set(counted.shapes) <= set(shipped_ways().every.whole)


def test_a_chance_is_that_of_its_odds_and_never_certain() -> None:
    assert chance_of(0.0) == 0.5
    assert chance_of(100.0) == 0.99
    assert chance_of(-1.0) + chance_of(1.0) == pytest.approx(1.0)
