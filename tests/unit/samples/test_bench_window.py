"""The window search and the error rate's folding, on cases worked out by hand."""

from __future__ import annotations

import random

import pytest
from rapidfuzz.distance import Levenshtein

from bench.fold import digit_strings, fold_field, fold_text
from bench.window import edits_of, match_segments


@pytest.mark.parametrize(
    ("segment", "output", "edits"),
    [
        ("abc", "abc", 0),
        ("abc", "xxabcxx", 0),
        ("abcd", "xx abed yy", 1),
        ("abcd", "xx abd yy", 1),
        ("abcd", "xx abXcd yy", 1),
        ("abc", "", 3),
        ("abc", "zzz", 3),
        ("", "anything", 0),
        ("بلاغ صحفي", "جاء في بلاغ صحفى أن", 1),
    ],
)
def test_edits_of_known_cases(segment: str, output: str, edits: int) -> None:
    assert edits_of(segment, output) == edits


def test_search_agrees_with_trying_every_window() -> None:
    rng = random.Random(7)
    for _ in range(60):
        segment = "".join(rng.choices("ab c", k=rng.randint(1, 7)))
        output = "".join(rng.choices("ab c", k=rng.randint(0, 14)))
        every = (
            Levenshtein.distance(segment, output[start:end])
            for start in range(len(output) + 1)
            for end in range(start, len(output) + 1)
        )
        assert edits_of(segment, output) == min(every)


def test_a_window_serves_one_segment_only() -> None:
    paragraph = "le communiqué de presse du conseil"
    heading = "communiqué de presse"
    matches = match_segments([heading, paragraph], paragraph)
    assert matches[1].edits == 0
    assert matches[0].edits > len(heading) // 2


def test_two_equal_segments_need_two_windows() -> None:
    assert [match.edits for match in match_segments(["royaume", "royaume"], "royaume royaume")] == [0, 0]
    assert sorted(match.edits for match in match_segments(["royaume", "royaume"], "royaume")) == [0, 7]


def test_columns_read_across_leave_the_neighbour_its_letters() -> None:
    # The window of the first spans the second, but takes only the letters that agree with it.
    first, second = match_segments(["royaume du maroc", "zzz"], "royaume zzz du maroc")
    assert first.edits == 4
    assert second.edits == 0


def test_a_long_segment_is_exact() -> None:
    text = "".join(random.Random(1).choices("abcdefghij ", k=3000))
    damaged = text[:500] + text[503:1500] + "XYZ" + text[1500:2500] + "é" + text[2501:]
    assert edits_of(text, "start " + damaged + " end") == 3 + 3 + 1


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("l’Institut  «\xa0A\xa0»", 'l\'Institut " A "'),
        ("2019 – 2020 — fin", "2019 - 2020 - fin"),
        ("مُحَمَّد", "محمد"),
        ("بـــلاغ", "بلاغ"),
        ("١٢٣ ۴۵", "123 45"),
        ("\u2066abc\u2069\u200f", "abc"),
        ("ﻼ ﬁn", "لا fin"),
    ],
)
def test_fold_text(text: str, folded: str) -> None:
    assert fold_text(text) == folded


def test_fold_field_keeps_letters_and_digits_as_printed() -> None:
    assert fold_field("N°  12–13\n’٢") == "N° 12-13 '٢"


def test_digit_strings_skip_raised_figures() -> None:
    assert digit_strings("200 m², ٢٠٢٣, 05.06") == ["200", "2023", "05", "06"]
