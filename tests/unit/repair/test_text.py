from __future__ import annotations

import time

import pytest

import balagh
from balagh.errors import ArgumentError, MissingFileError
from balagh.pipelines.repair.ledger import apply_repairs, undo_repairs


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "שלום עולם",
        "中文、日本語",
        "Привет, мир",
        "हिन्दी क्‍ष",
        "👩\u200d🔬 👨\u200d👩\u200d👧",
        "\ud800 half a pair",
        "    retrait\tet colonnes   de   blancs  ",
        "visent\u00a0: 1\u202f250",
        "#\U0009d536 المغرب",
        "a\r\nb\rc\x0cd\u2028e",
    ],
)
def test_what_is_no_fault_is_kept(text: str) -> None:
    repaired = balagh.repair_text(text)
    assert (repaired.text, repaired.changed, repaired.repairs) == (text, False, ())
    assert repaired.explain() == "nothing to repair"


def test_a_line_that_is_all_address_is_no_matter() -> None:
    assert balagh.repair_text("ﺔﻜﻠﻤﻤﻟا@").text.endswith("@")


def test_controls_go_and_can_be_had_back() -> None:
    text = "a\x00b\x07 \x1b[0m\u202eabc"
    repaired = balagh.repair_text(text)
    assert repaired.text == "ab [0mabc"
    assert undo_repairs(repaired.text, repaired.repairs) == text


@pytest.mark.parametrize(
    "piece", ["a", "I'Information ", "اإلدماج ", "1 ", "a@", "[bookmark: ", "ab-", "\u200f", "Ø§Ù„"]
)
def test_time_grows_with_the_length_of_a_line(piece: str) -> None:
    line = piece * (1_000_000 // len(piece))
    started = time.process_time()
    repaired = balagh.repair_text(line)
    # A second would do; what is quadratic takes hours.
    assert time.process_time() - started < 30
    assert apply_repairs(line, repaired.repairs) == repaired.text


def test_repairs_of_one_place_become_one_that_names_all_rules() -> None:
    repaired = balagh.repair_text("ﻹﺍ de I\u200b'Information")
    assert repaired.text.endswith("de l'Information")
    assert apply_repairs(repaired.original, repaired.repairs) == repaired.text
    joined = [repair for repair in repaired.repairs if "+" in repair.rule]
    assert all(set(repair.rule.split("+")) for repair in joined)


def test_the_explanation_says_where_what_and_why() -> None:
    repaired = balagh.repair_text("Rabat\nde I'Information, ler mars")
    assert repaired.explain().splitlines() == [
        "2:4 ocr_slip 0.99: 'I' -> 'l' (an I before an apostrophe and a vowel is the article)",
        "2:19 ocr_slip 0.50: 'l' perhaps '1' (perhaps the ordinal 1er; a digit is never guessed)",
    ]
    assert str(repaired) == repaired.text


def test_the_notebook_shows_the_text_escaped_with_its_repairs_marked() -> None:
    html = balagh.repair_text("<script>alert(1)</script> de I'Information")._repr_html_()
    assert "<script" not in html
    assert '<mark class="fixed" title="ocr_slip: I">l</mark>' in html
    assert "1 repair" in html


def test_a_text_that_is_none_is_refused() -> None:
    with pytest.raises(ArgumentError, match="bytes"):
        balagh.repair_text(b"abc")  # type: ignore[arg-type]  # what a user may try


def test_an_authority_file_that_is_missing_is_named() -> None:
    with pytest.raises(MissingFileError, match=r"no\.yaml"):
        balagh.repair_text("abc", authority="no.yaml")
