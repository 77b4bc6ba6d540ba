from __future__ import annotations

import pytest

from balagh.model import Script
from balagh.pipelines.layer.letters import bits_a_letter, count_impossible, letters_of
from balagh.pipelines.layer.lines import LayerLine, read_rows
from balagh.pipelines.layer.mend import mend_lines
from balagh.pipelines.layer.rows import find_rows
from balagh.pipelines.layer.trust import judge_lines
from tests.unit.layer.glyphing import glyph, set_text

FRENCH = "Le directeur de la commune annonce une réunion publique"
ARABIC = "تعلن المديرية عن تنظيم لقاء مفتوح مع الساكنة"


def lines_of(*rows: str, font: str = "Body") -> tuple[LayerLine, ...]:
    glyphs = [
        glyph(one.text, one.x0, one.y0, order=one.order, font=font)
        for k, row in enumerate(rows)
        for one in set_text(row, y0=100 + 20 * k, first=100 * k)
    ]
    return read_rows(find_rows(glyphs))


def mojibake(text: str) -> str:
    return text.encode("cp1256").decode("cp1252", "replace")


def test_text_of_any_of_the_languages_is_trusted() -> None:
    trust = judge_lines(lines_of(FRENCH, ARABIC[::-1], "ⵜⴰⵎⵏⴰⴹⵜ ⵏ ⵙⵓⵙ", "ONEE, 12/2021 contact@onee.ma"))
    assert trust.score == 1.0
    assert trust.reasons == ()


def test_arabic_taken_for_latin_bytes_is_not_trusted_and_french_of_the_same_font_is() -> None:
    wrong = mojibake(ARABIC)[::-1]
    lines = lines_of(FRENCH, wrong, wrong, wrong)
    trust = judge_lines(lines)
    assert trust.doubtful[0] == frozenset()
    assert all(len(bad) == len(line.words) for line, bad in zip(lines[1:], trust.doubtful[1:], strict=True))
    assert "font Body" in trust.reasons[0]
    assert trust.score < 0.4


def test_arabic_in_a_wrong_order_is_not_trusted() -> None:
    trust = judge_lines(lines_of(*[ARABIC] * 3))  # stands as it is read: every word is backwards
    assert trust.score < 0.2


def test_a_word_with_an_unknown_letter_is_not_trusted_and_its_neighbours_are() -> None:
    lines = lines_of("une r\ue001union publique")
    assert judge_lines(lines).doubtful == (frozenset({1}),)


def test_a_letter_with_a_mark_that_has_no_text_may_want_a_hamza() -> None:
    lines = lines_of("نلعن ربخ")
    word = lines[0].words[0]
    assert judge_lines(lines).unmarked == (frozenset(),)
    glyphs = [glyph("ن", 50), glyph("ا\ufffd", 55), glyph(" ", 60), glyph("ب", 65)]
    assert word.texts
    assert judge_lines(mend_lines(read_rows(find_rows(glyphs)))).unmarked == (frozenset({1}),)


@pytest.mark.parametrize(("word", "count"), [("وزارة", 0), ("ةرازو", 1), ("ﻭﺯﺍﺭﺓ", 0), ("ﺐﻛ", 1), ("على", 0)])
def test_letters_that_cannot_stand_where_they_stand(word: str, count: int) -> None:
    assert count_impossible(word) == count


def test_words_cost_less_than_nonsense() -> None:
    word, nonsense = bits_a_letter("réunion", Script.LATIN), bits_a_letter("xqzkwv", Script.LATIN)
    assert word is not None
    assert nonsense is not None
    assert word < 5 < 9 < nonsense
    assert letters_of(Script.TIFINAGH) is None
    assert bits_a_letter("ⵜⴰⵎ", Script.TIFINAGH) is None
