from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from balagh.model import Script
from balagh.pipelines.recognise import reading
from balagh.pipelines.recognise.engine import EngineWord
from balagh.pipelines.recognise.reading import ReadLine, read_lines
from balagh.pipelines.recognise.runs import Hand, Run
from balagh.pipelines.recognise.segments import LinePlan, Segment
from balagh.pipelines.recognise.tifinagh import (
    FOREIGN,
    claim_lone_letters,
    doubted_words,
    reads_better,
    weave_words,
    weigh_words,
)
from tests.drawing import FRENCH, TIFINAGH, Canvas
from tests.seeing import MODELS, SIZE, Parrot, look

ALL = {**MODELS, Script.TIFINAGH: "zgh"}
LATIN, ARABIC_HAND, HAND, DIGITS = Hand.LATIN, Hand.ARABIC, Hand.TIFINAGH, Hand.DIGITS


def words(text: str, confidence: float = 0.95, step: int = 100) -> tuple[EngineWord, ...]:
    return tuple(
        EngineWord(text=word, x0=step * k, x1=step * k + step - 20, confidence=confidence)
        for k, word in enumerate(text.split())
    )


def text_of(line: ReadLine) -> str:
    return " ".join(word.text for word in line.words)


def tifinagh(*more: str) -> Canvas:
    """A page with a line of Tifinagh, and lines of French below it."""
    canvas = Canvas(2300, 500)
    canvas.write(TIFINAGH, 100, 120, SIZE)
    for k, text in enumerate(more):
        canvas.write(text, 100, 230 + 110 * k, SIZE)
    return canvas


def test_a_line_goes_to_the_model_of_its_script_and_one_process_is_enough() -> None:
    parrot = Parrot({"zgh": [words(TIFINAGH)], "fra": [words("une ligne"), words("une autre")]})
    read = read_lines(look(tifinagh(*FRENCH[:2])), parrot, ALL)
    assert [(line.script, text_of(line)) for line in read] == [
        (Script.TIFINAGH, TIFINAGH),
        (Script.LATIN, "une ligne"),
        (Script.LATIN, "une autre"),
    ]
    assert sorted(parrot.asked) == [("fra", 2), ("zgh", 1)]


def test_a_page_without_tifinagh_costs_no_process_for_it() -> None:
    canvas = Canvas(2300, 300)
    canvas.write(FRENCH[0], 100, 120, SIZE)
    parrot = Parrot({"fra": [words(FRENCH[0])]})
    read_lines(look(canvas), parrot, ALL)
    assert parrot.asked == [("fra", 1)]


def test_a_word_of_another_script_is_read_by_that_scripts_model_in_its_place() -> None:
    answer = words(f"ⵜⴰⴳⵍⴷⵉⵜ {FOREIGN} ⵍⵎⵖⵔⵉⴱ")
    parrot = Parrot({"zgh": [answer], "fra": [words("(DGCT)")]})
    (line,) = read_lines(look(tifinagh()), parrot, ALL)
    assert text_of(line) == "ⵜⴰⴳⵍⴷⵉⵜ (DGCT) ⵍⵎⵖⵔⵉⴱ"
    assert line.unread == 0
    assert [word.box.x0 for word in line.words] == sorted(word.box.x0 for word in line.words)
    assert line.words[1].confidence == 0.95


def test_arabic_is_tried_where_latin_reads_badly() -> None:
    answer = words(f"ⵜⴰⴳⵍⴷⵉⵜ {FOREIGN} ⵍⵎⵖⵔⵉⴱ")
    parrot = Parrot({"zgh": [answer], "fra": [words("4bL", 0.3)], "ara": [words("المملكة")]})
    (line,) = read_lines(look(tifinagh()), parrot, ALL)
    assert text_of(line) == "ⵜⴰⴳⵍⴷⵉⵜ المملكة ⵍⵎⵖⵔⵉⴱ"


@pytest.mark.parametrize("foreign", [FOREIGN, f"ⵜⴰ{FOREIGN}ⵏ", f"«{FOREIGN}»"])
def test_what_no_model_reads_is_left_out_and_counted(foreign: str) -> None:
    answer = words(f"ⵜⴰⴳⵍⴷⵉⵜ {foreign} ⵍⵎⵖⵔⵉⴱ")
    parrot = Parrot({"zgh": [answer], "fra": [words("4bL", 0.3)], "ara": [()]})
    (line,) = read_lines(look(tifinagh()), parrot, ALL)
    assert (text_of(line), line.unread) == ("ⵜⴰⴳⵍⴷⵉⵜ ⵍⵎⵖⵔⵉⴱ", 1)


def test_a_line_that_reads_badly_is_no_text() -> None:
    parrot = Parrot({"zgh": [words(TIFINAGH, 0.2)], "fra": [words("tooL4", 0.3)]})
    (line,) = read_lines(look(tifinagh()), parrot, ALL)
    assert (line.script, line.words) == (Script.TIFINAGH, ())


@pytest.mark.parametrize(("text", "stays"), [("ⵔ", False), ("ⵏ 5 ⵉ", False), ("ⴳ 2020.", True), ("ⴰⴷ", True)])
def test_single_letters_are_strokes_and_rings(text: str, stays: bool) -> None:
    (line,) = read_lines(look(tifinagh()), Parrot({"zgh": [words(text)]}), ALL)
    assert text_of(line) == (text if stays else "")


@pytest.mark.parametrize(
    ("sure", "script"), [(0.97, Script.LATIN), (0.5, Script.TIFINAGH), (0.88, Script.TIFINAGH)]
)
def test_few_letters_are_read_as_latin_too_and_the_surer_answer_stands(sure: float, script: Script) -> None:
    canvas = Canvas(1200, 300)
    canvas.write("ⴰⵙⵙⵓⵎⵔ", 300, 160, SIZE)
    parrot = Parrot({"zgh": [words("ⴰⵙⵙⵓⵎⵔ", 0.85)], "fra": [words("oOO8CO", sure)]})
    (line,) = read_lines(look(canvas), parrot, ALL)
    assert line.script is script
    assert text_of(line) == ("oOO8CO" if script is Script.LATIN else "ⴰⵙⵙⵓⵎⵔ")


def test_a_latin_line_that_reads_badly_is_tried_as_tifinagh_on_a_page_that_has_some() -> None:
    parrot = Parrot(
        {
            "zgh": [words(TIFINAGH), words("ⵜⴰⵎⴰⵡⴰⵙⵜ ⵏ ⵓⵙⵉⵏⴰⴳ", 0.9)],
            "fra": [words("to LoLIo©+ l 3OEloX", 0.3)],
        }
    )
    read = read_lines(look(tifinagh(FRENCH[0])), parrot, ALL)
    assert (read[1].script, text_of(read[1])) == (Script.TIFINAGH, "ⵜⴰⵎⴰⵡⴰⵙⵜ ⵏ ⵓⵙⵉⵏⴰⴳ")


def test_a_word_that_the_model_is_unsure_of_gives_way_to_a_much_surer_one_only() -> None:
    answer = (*words("ⵜⴰⴳⵍⴷⵉⵜ", 0.98), *words("ⵔⵕⵎⵜ", 0.3), *words("ⵍⵎⵖⵔⵉⴱ", 0.98))
    assert text_after(answer, "DGCT", 0.95) == "ⵜⴰⴳⵍⴷⵉⵜ DGCT ⵍⵎⵖⵔⵉⴱ"
    assert text_after(answer, "DGCT", 0.7) == "ⵜⴰⴳⵍⴷⵉⵜ ⵔⵕⵎⵜ ⵍⵎⵖⵔⵉⴱ"
    assert text_after(answer, "OQ|+", 0.95) == "ⵜⴰⴳⵍⴷⵉⵜ ⵔⵕⵎⵜ ⵍⵎⵖⵔⵉⴱ"


def text_after(answer: tuple[EngineWord, ...], latin: str, sure: float) -> str:
    """What a line reads as whose unsure word the Latin model reads as `latin`."""
    spread = tuple(replace(word, x0=100 * k, x1=100 * k + 80) for k, word in enumerate(answer))
    (line,) = read_lines(look(tifinagh()), Parrot({"zgh": [spread], "fra": [words(latin, sure)]}), ALL)
    return text_of(line)


def test_a_run_in_an_arabic_line_runs_from_left_to_right_within_it(monkeypatch: pytest.MonkeyPatch) -> None:
    canvas = Canvas(2300, 300)
    right = canvas.write_back("الجمعية الوطنية", 2200, 160, SIZE)
    middle = canvas.write_back("ⴰⵙⵙ ⵏ", right.x0 - 20, 160, SIZE)
    canvas.write_back("تعلن للصحافة", middle.x0 - 20, 160, SIZE)
    sight = look(canvas)
    (line,) = sight.lines.lines
    cuts = (line.box.x0, middle.x0 // sight.page.shrink - 3, middle.x1 // sight.page.shrink + 3, line.box.x1)
    hands = (ARABIC_HAND, HAND, ARABIC_HAND)
    runs = tuple(
        Run(hand=hand, span=span, words=(span,), odds=20.0)
        for hand, span in zip(hands, pairwise(cuts), strict=True)
    )
    monkeypatch.setattr(reading, "find_runs", lambda _: [runs])
    # The part that looks like Tifinagh is shown to the line's own model as well.
    arabic = [words("تعلن للصحافة"), words("طنجة", 0.4), words("الجمعية الوطنية")]
    (read,) = read_lines(sight, Parrot({"ara": arabic, "zgh": [words("ⴰⵙⵙ ⵏ")]}), ALL)
    assert text_of(read) == "الجمعية الوطنية ⴰⵙⵙ ⵏ تعلن للصحافة"
    assert read.script is Script.ARABIC


def plan(main: Hand, *segments: tuple[Hand, int, int]) -> LinePlan:
    made = tuple(Segment(hand=hand, span=(left, right)) for hand, left, right in segments)
    return LinePlan(main=main, segments=made, doubtful=False)


def claimed(main: Hand, *segments: tuple[Hand, int, int]) -> list[tuple[Hand, tuple[int, int]]]:
    return [(s.hand, s.span) for s in claim_lone_letters(plan(main, *segments), height=30).segments]


@pytest.mark.parametrize("hand", [LATIN, DIGITS, Hand.INDIC])
def test_a_lone_bar_or_ring_between_tifinagh_belongs_to_it(hand: Hand) -> None:
    assert claimed(HAND, (HAND, 0, 200), (hand, 210, 220), (HAND, 230, 400)) == [(HAND, (0, 400))]
    assert claimed(LATIN, (HAND, 0, 200), (hand, 210, 220), (HAND, 230, 400)) == [(HAND, (0, 400))]
    assert claimed(HAND, (HAND, 0, 200), (hand, 210, 220)) == [(HAND, (0, 220))]


def test_a_word_and_a_letter_of_another_scripts_line_stay_what_they_are() -> None:
    wide = ((HAND, 0, 200), (LATIN, 210, 290), (HAND, 300, 400))
    assert claimed(HAND, *wide) == [(hand, (left, right)) for hand, left, right in wide]
    ends = ((LATIN, 0, 10), (HAND, 20, 90))
    assert claimed(LATIN, *ends) == [(hand, (left, right)) for hand, left, right in ends]
    alone = ((LATIN, 0, 10), (ARABIC_HAND, 20, 90))
    assert claimed(LATIN, *alone) == [(hand, (left, right)) for hand, left, right in alone]


def test_what_was_not_read_counts_for_its_width_and_is_unsure() -> None:
    read, foreign = weigh_words(
        [
            EngineWord(text="ⴰⵍⵖⵓ", x0=0, x1=80, confidence=0.9),
            EngineWord(text=FOREIGN, x0=90, x1=270, confidence=0.99),
        ]
    )
    assert (read.text, read.confidence) == ("ⴰⵍⵖⵓ", 0.9)
    assert foreign.confidence == 0.0
    assert 8 <= len(foreign.text) <= 12


@pytest.mark.parametrize(
    ("base", "other", "woven"),
    [
        # The particles between acronyms, and an acronym among words.
        ([("ANDZOA", 0.9), ("A", 0.76), ("XH", 0.9)], [("ⴷ", 0.9, 1), ("ⵅⴼ", 0.88, 2)], "ANDZOA ⴷ ⵅⴼ"),
        ([("ⴰⴹⴼⴼⵓⵔ", 0.9), ("(ⵏⵓⵔ", 0.78)], [("©", 0.2, 0), ("(ISO", 0.95, 1)], "ⴰⴹⴼⴼⵓⵔ (ISO"),
        # Neither is plainly better.
        ([("IL", 0.95)], [("ⵏⵍ", 0.82, 0)], "IL"),
        ([("OCP", 0.9)], [("ⵔⵎⵔ", 0.9, 0)], "OCP"),
        ([("ⵙⴳ", 0.87)], [("OX", 0.95, 0)], "ⵙⴳ"),
        ([("2024", 0.8)], [("ZOZA", 0.99, 0)], "2024"),
        ([(FOREIGN, 0.0)], [("ONEE", 0.75, 0)], "ONEE"),
        ([(FOREIGN, 0.0)], [("IZ5EO", 0.75, 0)], FOREIGN),
    ],
)
def test_words_that_the_other_model_reads_plainly_better_are_exchanged(
    base: list[tuple[str, float]], other: list[tuple[str, float, int]], woven: str
) -> None:
    own = [
        EngineWord(text=text, x0=100 * k, x1=100 * k + 80, confidence=sure)
        for k, (text, sure) in enumerate(base)
    ]
    others = [EngineWord(text=text, x0=100 * k, x1=100 * k + 70, confidence=sure) for text, sure, k in other]
    assert " ".join(word.text for word in weave_words(own, others)) == woven


@pytest.mark.parametrize(
    ("other", "sure", "better"), [("6:00", 0.9, True), ("5:00", 0.99, False), ("6:00", 0.7, False)]
)
def test_noughts_read_as_letters_give_way_to_the_same_number_only(
    other: str, sure: float, better: bool
) -> None:
    assert reads_better(words(other, sure), words("6:ⵔⵔ", 0.8)) is better


def test_stretches_of_unread_words_are_found() -> None:
    assert list(doubted_words(words(f"{FOREIGN} ⴰⵍⵖⵓ {FOREIGN} {FOREIGN} ⴷ"))) == [(0, 1), (2, 4)]
    assert list(doubted_words(words("ⴰⵍⵖⵓ ⴷ"))) == []
