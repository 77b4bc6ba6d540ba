from __future__ import annotations

from balagh.model import Box, Script
from balagh.pipelines.printed import ReadWord
from balagh.pipelines.recognise.reading import ReadLine
from balagh.pipelines.recognise.rubbish import reads_as_rubbish


def line(*words: tuple[str, float], script: Script = Script.LATIN) -> ReadLine:
    box = Box(0, 0, 10, 10)
    read = tuple(ReadWord(original=text, text=text, box=box, confidence=sure) for text, sure in words)
    return ReadLine(index=0, script=script, words=read)


def test_letters_nobody_is_sure_of_are_rubbish() -> None:
    assert reads_as_rubbish([line(("A", 0.9), ("xq", 0.95), ("lorum", 0.3))] * 5)


def test_one_sure_word_among_few_makes_a_page() -> None:
    assert not reads_as_rubbish([line(("COMMUNIQUÉ", 0.9), ("de", 0.5))])


def test_a_page_that_is_hard_to_read_is_none() -> None:
    assert not reads_as_rubbish([line(("abc", 0.8), *[("gribouillis", 0.3)] * 3)])


def test_tifinagh_that_no_model_reads_is_not_judged_and_nothing_is_no_rubbish() -> None:
    assert not reads_as_rubbish([line(script=Script.TIFINAGH)])
    assert not reads_as_rubbish([line(script=Script.TIFINAGH)] * 2 + [line(("gribouillis", 0.2))])
    assert not reads_as_rubbish([])


def test_tifinagh_that_was_read_is_judged_like_the_rest() -> None:
    assert reads_as_rubbish([line(("ⵔⵙⵙⵔⵏ", 0.3), script=Script.TIFINAGH)] * 3)
    assert not reads_as_rubbish([line(("ⵜⴰⴳⵍⴷⵉⵜ", 0.9), script=Script.TIFINAGH)] * 3)
