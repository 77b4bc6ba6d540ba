from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from balagh.pipelines.repair.rules import Rule
from balagh.pipelines.repair.tifinagh_detect import ORDINARY, looks_misread
from balagh.pipelines.repair.tifinagh_guesses import KnownName, rank
from balagh.pipelines.repair.tifinagh_misread import find_tifinagh_misread, known_names, may_be_misread
from training.plain_lines import made_lines, text_lines

#: As Tesseract's French and English models read these names in DejaVu Sans and FreeSans.
KINGDOM = "ⵜⴰⴳⵍⴷⵉⵜ ⵏ ⵍⵎⵖⵔⵉⴱ"
MISREAD = {
    "+oXUA2+ 1 UErHO>e": KINGDOM,
    "toXWAS+ | ULYOSO": KINGDOM,
    "olOOZXH | +IGSE+": "ⴰⵏⵙⵙⵉⵅⴼ ⵏ ⵜⵏⴱⴰⴹⵜ",
}
#: The Tifinagh lines of two logos, as found in the wild, and what somebody took them for.
LOGOS = {
    "+٠٤٠٤٨١+ +٠٤٧٠٠٠٤+ | ٤٤٧٠٠١ | ٤٠٧٧٤٤٤ | +٤٧٠٠٤٤": "ⵜⴰⵎⵙⵎⵓⵏⵜ ⵜⴰⵎⵖⵔⴰⴱⵉⵜ ⵏ ⵉⵎⵖⴰⵔⵏ ⵏ ⵉⵙⵇⵇⵉⵎⵏ ⵏ ⵜⵉⴳⵔⴰⵡⵉⵏ",
    "A 30%IoX oLolI5oH | SOIYLO A SLFUE": "ⴰⵙⵉⵏⴰⴳ ⴰⵎⴰⵊⵊⵢⴰⵍ ⵏ ⵓⵙⵏⵖⵎⵙ ⴷ ⵓⵎⵢⴰⵡⴰⴹ",
}


@pytest.mark.parametrize("line", MISREAD)
def test_a_known_name_is_put_in(line: str) -> None:
    (name,) = (name for name in known_names() if name.text == MISREAD[line])
    (edit,) = find_tifinagh_misread(line, said={name.id: 2.0})
    assert (edit.start, edit.end, edit.after) == (0, len(line), MISREAD[line])
    assert edit.applied
    assert edit.rule is Rule.TIFINAGH_MISREAD
    assert edit.confidence >= 0.8


def test_a_name_that_is_read_well_needs_no_other_line() -> None:
    (edit,) = find_tifinagh_misread("toXWAS+ | ULYOSO")
    assert edit.applied
    assert edit.after == KINGDOM


@pytest.mark.parametrize("line", LOGOS)
def test_a_reading_of_a_logo_stays_a_reading(line: str) -> None:
    (edit,) = find_tifinagh_misread(line)
    assert edit.after == LOGOS[line]
    assert not edit.applied
    assert 3 <= len(edit.alternatives) <= 5
    assert edit.after not in edit.alternatives


def test_without_the_name_a_text_is_only_proposed() -> None:
    line = "olOOZXH | +IGSE+"
    names = [name for name in known_names() if name.text != MISREAD[line]]
    (edit,) = find_tifinagh_misread(line, names)
    assert not edit.applied
    assert MISREAD[line] in (edit.after, *edit.alternatives)


def test_an_attested_name_that_other_lines_name_is_put_in() -> None:
    line, text = next((line, text) for line, text in LOGOS.items() if "%" in line)
    (edit,) = find_tifinagh_misread(line, [KnownName(text=text, id="isic")], {"isic": 8.0})
    assert edit.applied
    assert edit.after == text


def test_a_true_number_in_the_line_forbids_it() -> None:
    for edit in find_tifinagh_misread("+oXUA2+ 1 UErHO>e 0537214748"):
        assert not edit.applied


def test_a_part_set_apart_is_found_in_its_place() -> None:
    line = "Royaume du Maroc\t+oXUA2+ 1 UErHO>e"
    (edit,) = find_tifinagh_misread(line)
    assert line[edit.start : edit.end] == "+oXUA2+ 1 UErHO>e"
    assert edit.after == KINGDOM


@pytest.mark.parametrize(
    "line",
    [
        "+212 661 58 59 54", "٢٠٢٠-٢٠٢٤", "٠٥ ٣٧ ٢١ ٤٧ ٤٨ | ٠٥ ٣٧ ٢١ ٤٧ ٤٩", "+٢١٢ ٦٦١ ٥٨ ٥٩ ٥٤", "٥٠+ ٦٠+ ٧٠+",
        "x + y = 10 | A < B", "ISIC - DGCT - AMPCC - ONEE | OCP", "COMMUNIQUE DE PRESSE", "H2O + CO2 -> H2CO3",
        "IBAN MA64 0110 1200 0001 2345 6789 0123", "المديرية العامة للجماعات الترابية", "ⵜⴰⴳⵍⴷⵉⵜ ⵏ ⵍⵎⵖⵔⵉⴱ",
        "https://www.collectivites-territoriales.gov.ma/fr?id=10&x=OX", "", "   ", "+", "שלום לכולם", "新聞稿 2021",
        "Alt+Ctrl", "Ctrl+Alt+F7", "Decimal('0.1000000000000000055511151231257827021181583404541015625')",
        "٦ ٩١٠ ٦٥٦ | ٨٥٦ ٢٩٥", "00212 615551606", "هیچ‌کدام از پرونده‌ها + گزینه", "زىيارەتچان قىممەت (ھر %s دن)",
        "\x00\x01+o\x02", "|" * 120, "+" * 150, "٤" * 100,
    ],
)  # fmt: skip
def test_what_is_not_misread_is_left_alone(line: str) -> None:
    assert find_tifinagh_misread(line) == ()


def test_made_up_numbers_codes_and_texts_are_left_alone() -> None:
    lines = [*made_lines(np.random.default_rng(2026), 500), *text_lines()]
    assert len(lines) > 800
    assert [line for line in lines if find_tifinagh_misread(line)] == []


def test_confidences_fall_and_add_up_to_one_at_most() -> None:
    for line in ("olOOZXH | +IGSE+", "A 30%IoX oLolI5oH | SOIYLO A SLFUE"):
        _, guesses = rank(line, known_names(), {})
        assert all(one.confidence >= other.confidence for one, other in pairwise(guesses))
        assert 0.4 < sum(guess.confidence for guess in guesses) <= 1.0 + 1e-9


def test_what_other_lines_say_makes_a_name_surer() -> None:
    line = "olOOZXH | +IGSE+"
    name = next(name for name in known_names() if name.text == MISREAD[line])
    assert name.id
    (alone,), (said,) = find_tifinagh_misread(line), find_tifinagh_misread(line, said={name.id: 8.0})
    assert alone.after == said.after == name.text
    assert said.confidence > alone.confidence


def test_a_short_figure_does_not_forbid_it_and_a_long_one_does() -> None:
    name = KnownName(text=KINGDOM, id="kingdom")
    assert find_tifinagh_misread("+oXUA2+ 1 UErHO>e", [name], {"kingdom": 8.0})[0].applied
    for number in ("2021", "05 37 21", "12/03/2021"):
        for edit in find_tifinagh_misread(f"+oXUA2+ 1 UErHO>e {number}", [name], {"kingdom": 8.0}):
            assert not edit.applied


def test_a_name_that_differs_by_a_word_is_not_put_in() -> None:
    # The line says ⵍⵎⵖⵔⵉⴱ, Morocco; the file knows other kingdoms only.
    names = [KnownName(text=f"ⵜⴰⴳⵍⴷⵉⵜ ⵏ {word}") for word in ("ⵙⵡⴰⵣⵉⵍⴰⵏⴷ", "ⵜⵓⵏⵙ", "ⴱⵍⵊⵉⴽⴰ")]
    for edit in find_tifinagh_misread("toXWAS+ | ULYOSO", names):
        assert not edit.applied


def test_figures_with_bars_between_them_are_no_more_than_spoken_of() -> None:
    for edit in find_tifinagh_misread("٠٤٧٧٤٤ | ٤٤٧٠٠١"):
        assert not edit.applied


def test_a_line_with_nothing_but_strays_says_nothing() -> None:
    assert rank(" |_ — ", known_names(), {})[1] == []


def test_a_paragraph_is_not_looked_into() -> None:
    assert looks_misread("+oXUA2+ 1 UErHO>e " * 100_000) == ORDINARY
    assert not may_be_misread("Direction générale des collectivités territoriales")
    assert may_be_misread("Royaume du Maroc\t+oXUA2+ 1 UErHO>e")
