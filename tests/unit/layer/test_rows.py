from __future__ import annotations

from dataclasses import replace

from balagh.pipelines.layer.rows import find_rows
from tests.unit.layer.glyphing import glyph, set_text, texts


def words_of(glyphs: list[object]) -> list[list[str]]:
    return [texts(word.glyphs for word in row.words) for row in find_rows(glyphs)]  # type: ignore[arg-type]  # glyphs


def test_no_glyphs_make_no_rows() -> None:
    assert find_rows([]) == ()
    assert find_rows([glyph(" ")]) == ()


def test_blanks_part_words() -> None:
    assert words_of([*set_text("un mot")]) == [["un", "mot"]]


def test_gaps_part_words_where_no_blanks_are_drawn() -> None:
    glyphs = [*set_text("un"), *set_text("mot", 50 + 2 * 5 + 2.2)]
    assert words_of([*glyphs]) == [["un", "mot"]]


def test_kerned_letters_stay_together() -> None:
    assert words_of([*set_text("AV", step=4.2), *set_text("ec", 58.9)]) == [["AVec"]]


def test_a_blank_stepped_back_over_is_none() -> None:
    glyphs = [glyph("a", 50, order=0), glyph(" ", 53, order=1), glyph("b", 55.1, order=2)]
    assert words_of([*glyphs]) == [["ab"]]


def test_a_spaced_title_is_one_word_for_each_of_its_words() -> None:
    spaced = [*set_text("COMMUNIQUE", step=8), *set_text("DE", 50 + 10 * 8 + 6, step=8)]
    assert words_of([*spaced]) == [["COMMUNIQUE", "DE"]]


def test_a_gutter_parts_a_row() -> None:
    glyphs = [*set_text("gauche"), *set_text("droite", 120)]
    assert words_of([*glyphs]) == [["gauche"], ["droite"]]


def test_a_narrow_gutter_parts_columns_that_are_drawn_one_after_the_other() -> None:
    glyphs = [*set_text("gauche"), *set_text("droite", 88, first=400)]
    assert words_of([*glyphs]) == [["gauche"], ["droite"]]
    near = [*set_text("gauche"), *set_text("droite", 88, first=6)]
    assert words_of([*near]) == [["gauche", "droite"]]


def test_a_wide_blank_of_justified_print_is_closed_where_a_line_runs_over_it() -> None:
    below = set_text("x" * 30, y0=113, first=12)
    glyphs = [*set_text("texte"), *set_text("large", 95, first=6), *below]
    assert words_of([*glyphs]) == [["texte", "large"], ["x" * 30]]


def test_raised_letters_stay_in_their_word() -> None:
    raised = [
        replace(one, size=6.0, y0=99.9, y1=105.9, x1=one.x0 + 3)
        for one in set_text("er", 55, step=3, first=1)
    ]
    assert words_of([*set_text("1"), *raised]) == [["1er"]]


def test_lines_set_solid_stay_apart() -> None:
    assert words_of([*set_text("haut"), *set_text("bas", y0=110)]) == [["haut"], ["bas"]]


def test_a_bullet_joins_its_line() -> None:
    assert words_of([glyph("•", 40), *set_text("premier point", 62)]) == [["•", "premier", "point"]]


def test_order_in_the_stream_does_not_matter() -> None:
    assert words_of([*reversed(set_text("un mot"))]) == [["un", "mot"]]
