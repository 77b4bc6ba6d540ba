from __future__ import annotations

from balagh.model import Box, Script
from balagh.pipelines.layer.merge import is_text, merge_lines
from balagh.pipelines.printed import PageLine, ReadWord


def word(text: str, x0: int, confidence: float = 0.95) -> ReadWord:
    return ReadWord(original=text, text=text, box=Box(x0, 100, x0 + 90, 140), confidence=confidence)


def line(*words: ReadWord, script: Script = Script.LATIN) -> PageLine:
    box = Box(min(w.box.x0 for w in words), 100, max(w.box.x1 for w in words), 140)
    return PageLine(box=box, core=box, letter_height=20, script=script, words=words)


def texts(lines: tuple[PageLine, ...]) -> list[str]:
    return [" ".join(w.text for w in one.words) for one in lines]


NONE: frozenset[int] = frozenset()


def test_words_read_take_the_place_of_doubtful_ones() -> None:
    layer = line(word("bon", 100), word("Èá", 200), word("fin", 300))
    merged = merge_lines([layer], [frozenset({1})], [NONE], [line(word("milieu", 205), word("bon", 100))])
    assert texts(merged.lines) == ["bon milieu fin"]
    assert merged.read == 1


def test_arabic_words_read_go_where_they_are_read_in_an_arabic_line() -> None:
    layer = line(word("Èá", 100), word("الثالث", 200), word("الرابع", 300), script=Script.ARABIC)
    merged = merge_lines([layer], [frozenset({0})], [NONE], [line(word("آخر", 110), script=Script.ARABIC)])
    assert texts(merged.lines) == ["الرابع الثالث آخر"]


def test_a_line_read_as_a_whole_replaces_its_line_also_in_two_parts() -> None:
    layer = line(word("x", 100), word("y", 200), word("z", 300))
    parts = [line(word("un", 100), word("deux", 200)), line(word("trois", 300))]
    merged = merge_lines([layer], [frozenset({0, 1, 2})], [NONE], parts)
    assert texts(merged.lines) == ["un deux trois"]


def test_doubtful_words_for_which_nothing_was_read_are_gone() -> None:
    layer = line(word("bon", 100), word("Èá", 200))
    assert texts(merge_lines([layer], [frozenset({1})], [NONE], []).lines) == ["bon"]
    assert merge_lines([layer], [frozenset({0, 1})], [NONE], []).lines == ()


def test_words_without_their_marks_take_them_over_or_are_unsure() -> None:
    layer = line(word("راي", 100), word("الى", 200), script=Script.ARABIC)
    merged = merge_lines([layer], [NONE], [frozenset({0, 1})], [line(word("رأي", 102), script=Script.ARABIC)])
    assert texts(merged.lines) == ["رأي الى"]
    assert [w.confidence for w in merged.lines[0].words] == [0.95, 0.6]


def test_what_stands_beside_the_layer_is_a_line_of_its_own_and_trusted_words_are_not_read_twice() -> None:
    layer = line(word("bon", 100))
    merged = merge_lines([layer], [NONE], [NONE], [line(word("bon", 101)), line(word("Ministère", 900))])
    assert texts(merged.lines) == ["Ministère", "bon"]


def test_letters_that_the_engine_saw_in_a_drawing_are_no_text() -> None:
    assert not is_text(line(word("صسر_", 0, 0.6), word("حو", 100, 0.6), script=Script.ARABIC))
    assert not is_text(line(word("©", 0)))
    assert is_text(line(word("ONEE", 0, 0.93)))
    assert is_text(line(word("Ministère", 0, 0.7)))
