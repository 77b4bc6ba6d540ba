from __future__ import annotations

from typing import TYPE_CHECKING

from balagh.pipelines.layer.lam_alef import turn_by_letters
from balagh.pipelines.layer.lines import LayerLine, read_rows
from balagh.pipelines.layer.mend import mend_lines
from balagh.pipelines.layer.mojibake import as_arabic, decode_rows
from balagh.pipelines.layer.rows import find_rows
from balagh.pipelines.layer.words import marked_as, printed_word, skeleton
from balagh.pipelines.repair.rules import Rule, apply_edits, turn_lam_alef
from tests.unit.layer.glyphing import glyph

if TYPE_CHECKING:
    from balagh.pipelines.printed import ReadWord


def line(*texts: str, font: str = "Body") -> LayerLine:
    """One line whose glyphs have these texts from left to right."""
    row = [glyph(text, 50 + 5 * k, order=k, font=font) for k, text in enumerate(texts)]
    return mend_lines(read_rows(find_rows(row)))[0]


def printed(found: LayerLine, k: int = 0) -> ReadWord:
    return printed_word(found.words[k], 1.0, 0.9)


def test_a_ligature_of_alef_and_lam_is_turned() -> None:
    word = printed(line("ج", "ا", "م", "د", "اإل"[1:], "ا"))
    assert (word.original, word.text) == ("اإلدماج", "الإدماج")
    assert word.edits is not None
    assert [(edit.rule, edit.confidence) for edit in word.edits] == [(Rule.LAM_ALEF_ORDER, 1.0)]
    assert apply_edits(word.original, word.edits) == word.text


def test_only_alef_before_lam_is_turned() -> None:
    assert turn_lam_alef("لا") is None
    assert turn_lam_alef("الله") is None
    assert turn_lam_alef("أل") == "لأ"


def test_presentation_forms_stay_in_the_original() -> None:
    word = printed(line("ﻎ", "ﻼ", "ﺑ"))
    assert (word.original, word.text) == ("ﺑﻼﻎ", "بلاغ")


def test_signs_that_only_stretch_the_line_are_taken_out() -> None:
    found = line("ر", "ب", "7", "خ", " ", "ر", "ب", "7", "خ")
    assert [printed(found, k).text for k in (0, 1)] == ["خبر", "خبر"]
    assert printed(found).original == "خ7بر"


def test_figures_between_letters_that_do_not_join_stay() -> None:
    assert printed(line("2", "و", " ", "2", "و")).text == "و2"


def test_a_bullet_of_a_symbol_font_becomes_what_it_prints() -> None:
    word = printed(line("\uf0b7", font="Symbol"))
    assert word.text == "•"
    assert word.edits is not None
    assert word.edits[0].rule is Rule.SYMBOL_FONT


def test_hamzas_come_from_the_picture_and_nothing_else_does() -> None:
    word = printed(line("،", "ر", "ي", "د", "ا", "ك", "ا"))
    better = marked_as(word, "أكادير")
    assert better is not None
    assert (better.original, better.text) == ("اكادير،", "أكادير،")
    assert better.edits is not None
    assert [edit.rule for edit in better.edits] == [Rule.PICTURE]
    assert marked_as(word, "أكاذير") is None
    assert skeleton("é") == skeleton("e")


def test_arabic_taken_for_latin_bytes_is_turned_back_and_french_beside_it_is_not() -> None:
    shown = "بلاغ صحفي حول المدرسة والوزارة"[::-1].encode("cp1256").decode("cp1252")
    row = [glyph(sign, 50 + 5 * k, order=k) for k, sign in enumerate(shown + " 2021")]
    french = [glyph(sign, 50 + 5 * k, 130, order=100 + k) for k, sign in enumerate("à Fès, été")]
    decoded = decode_rows(find_rows([*row, *french]))
    first, second = mend_lines(read_rows(decoded.rows), decoded.given)
    assert [printed(first, k).text for k in range(6)] == [
        "2021",
        "بلاغ",
        "صحفي",
        "حول",
        "المدرسة",
        "والوزارة",
    ]
    assert printed(first, 1).original == "ÈáÇÛ"
    assert [printed(second, k).text for k in range(3)] == ["à", "Fès,", "été"]
    word = printed(first, 1)
    assert word.edits is not None
    assert [edit.rule for edit in word.edits] == [Rule.MOJIBAKE]


def test_latin_text_is_not_turned_into_arabic() -> None:
    rows = find_rows([glyph(sign, 50 + 5 * k, order=k) for k, sign in enumerate("ÉLÈVES ÂGÉS À FÈS œuvre")])
    assert decode_rows(rows).given == {}
    assert as_arabic("Fes") is None
    assert as_arabic("ⵜ") is None


def test_pairs_drawn_as_two_glyphs_are_turned_where_the_font_plainly_turns_them() -> None:
    shown = "اإلدماج األشغال خالل القرار المالي"[::-1]
    row = [glyph(sign, 50 + 5 * k, order=k) for k, sign in enumerate(shown)]
    found = turn_by_letters(mend_lines(read_rows(find_rows(row))))[0]
    assert [word.text for word in found.words] == ["الإدماج", "الأشغال", "خلال", "القرار", "المالي"]
    assert {edit.rule for word in found.words for edit in word.edits} == {Rule.LAM_ALEF_ORDER}


def test_right_words_stay_as_they_are() -> None:
    shown = "الإدماج والأشغال والقرار المالي والحالي"[::-1]
    row = [glyph(sign, 50 + 5 * k, order=k) for k, sign in enumerate(shown)]
    lines = mend_lines(read_rows(find_rows(row)))
    assert turn_by_letters(lines) == lines
