"""Fonts whose names speak of Tifinagh, judged by what is set in them."""

from __future__ import annotations

import pytest

from balagh.ingest.font_names import is_named_tifinagh, may_print_tifinagh
from balagh.model import Script
from balagh.pipelines.layer.tifinagh_fonts import IRCAM, SHIFTED, Table, tables_for
from balagh.pipelines.layer.tifinagh_judge import Finding, is_plainly_latin, judge_font
from balagh.pipelines.layer.tifinagh_letters import TIFINAGH, tifinagh_bits
from tests.legacyfont import typed

TAMAZIGHT = (
    "ⵜⴰⵎⴰⵡⴰⵙⵜ ⵏ ⵓⵙⴳⵎⵉ ⴰⵏⴰⵎⵓⵔ ⴷ ⵓⵙⵎⵓⵜⵜⴳ",
    "ⴰⵙⵉⵏⴰⴳ ⴰⴳⵍⴷⴰⵏ ⵏ ⵜⵓⵙⵙⵏⴰ ⵜⴰⵎⴰⵣⵉⵖⵜ, 12/05/2006",
    "ⴰⵙⴳⴳⵯⴰⵙ ⵏ ⵜⵖⵓⵕⵉ ⵏ ⵉⵃⵃⴰⴹⵏ ⵉⵎⵇⵇⵓⵔⵏ",
)
FRENCH = "Le directeur de la commune annonce une réunion publique"
#: What the likeliest unknown order of letters does to a text: every letter stands for another.
ROTATED = str.maketrans("abcdefghijklmnopqrstuvwxyz", "hijklmnopqrstuvwxyzabcdefg")


@pytest.mark.parametrize(
    ("font", "may", "named"),
    [
        ("Tifinaghe-IRCAM", True, True),
        ("ABCDEF+TifinagheIRCAM-Bold", True, True),
        ("Tifinagh Yebrir", True, True),
        ("AmazighTimes", True, False),
        ("Noto Sans Tifinagh", False, True),
        ("Tifinaghe-Ircam Unicode", False, True),
        ("DejaVu Sans", False, False),
        ("Amazigh Latin", False, False),
    ],
)
def test_names(font: str, may: bool, named: bool) -> None:
    assert may_print_tifinagh(font) is may
    assert is_named_tifinagh(font) is named
    assert bool(tables_for(font)) is may


@pytest.mark.parametrize("table", [IRCAM, SHIFTED])
def test_a_table_reads_what_was_typed_with_it_and_leaves_figures(table: Table) -> None:
    for text in TAMAZIGHT:
        assert table.decode(typed(text, table)) == text
    assert table.decode("12/05/2006, (3) «») ") == "12/05/2006, (3) «») "
    assert set("".join(table.letters.values())) == set(TIFINAGH)


def test_letters_stored_as_symbols_are_read_by_their_bytes() -> None:
    stored = "".join(chr(0xF000 + ord(sign)) for sign in "tvuëi")
    assert IRCAM.decode(stored) == "ⵜⵖⵓⵕⵉ"
    assert judge_font("Tifinagh", [stored, *(typed(text, IRCAM) for text in TAMAZIGHT)]).table is IRCAM


@pytest.mark.parametrize(
    ("font", "table"),
    [("Tifinaghe-IRCAM", IRCAM), ("Yebrir", IRCAM), ("Yebrir", SHIFTED), ("Amazigh", IRCAM)],
)
def test_name_and_letters_that_agree_find_the_table(font: str, table: Table) -> None:
    found = judge_font(font, [typed(text, table) for text in TAMAZIGHT])
    assert (found.finding, found.table) == (Finding.LEGACY, table)
    assert found.confidence > 0.9
    assert font in found.note


def test_capitals_are_small_letters_in_an_ircam_font() -> None:
    texts = [" ".join(word.capitalize() for word in typed(text, IRCAM).split()) for text in TAMAZIGHT]
    found = judge_font("Aghilas", texts)
    assert found.table is IRCAM
    assert [found.table.decode(text) for text in texts] == list(TAMAZIGHT)


def test_a_capital_alone_could_be_of_either_table() -> None:
    assert judge_font("Tifinagh", ["Tamazivt"]).finding is Finding.UNSURE
    assert judge_font("Tifinagh", ["tamazivt"]).table is IRCAM
    assert judge_font("TifinaghIRCAM", ["Tamazivt"]).table is IRCAM


@pytest.mark.parametrize("font", ["Amazigh Sans", "Tifinagh Sans"])
def test_french_in_a_font_of_such_a_name_is_left_alone(font: str) -> None:
    assert judge_font(font, [FRENCH]).finding is Finding.LATIN


def test_a_font_that_has_tifinagh_of_its_own_or_letters_beyond_a_byte_is_no_old_one() -> None:
    texts = [typed(text, IRCAM) for text in TAMAZIGHT]
    assert judge_font("Tifinagh", [*texts, "ⴰⵣⵓⵍ"]).finding is Finding.LATIN
    assert judge_font("Amazigh", ["tamaziɣt n lmɣrib", *texts]).finding is Finding.LATIN


def test_amazigh_in_latin_letters_is_not_turned_where_the_font_may_be_a_latin_one() -> None:
    texts = ["tamawast n usgmi anamur d usmuttg", "tasurift tamzwarut n usggas"]
    assert judge_font("Amazigh Times", texts).finding is Finding.UNSURE
    assert judge_font("Amazigh Times", texts, Script.LATIN).finding is Finding.LATIN
    assert judge_font("Amazigh Times", texts, Script.TIFINAGH).table is IRCAM


def test_an_unknown_order_of_letters_is_never_guessed() -> None:
    texts = [typed(text, IRCAM).lower().translate(ROTATED) for text in TAMAZIGHT]
    for seen in (None, Script.TIFINAGH):
        assert judge_font("Tifinagh", texts, seen).finding is Finding.UNSURE


@pytest.mark.parametrize("texts", [[], [""], ["12/05/2006 - 3 %"]])
def test_nothing_to_judge(texts: list[str]) -> None:
    assert judge_font("Tifinagh", texts).finding is Finding.LATIN


def test_a_line_of_french_is_told_from_one_of_tamazight() -> None:
    assert is_plainly_latin([FRENCH], IRCAM)
    assert not is_plainly_latin([typed(TAMAZIGHT[0], IRCAM)], IRCAM)
    assert not is_plainly_latin(["le"], IRCAM)


def test_words_cost_less_than_nonsense() -> None:
    assert tifinagh_bits("ⵜⴰⵎⴰⵣⵉⵖⵜ") < 30 < 50 < tifinagh_bits("ⵇⵥⵃⵇⵥⵃⵇⵥ")
