from __future__ import annotations

import numpy as np
import pytest

from balagh.pipelines.recognise.engine import EngineWord
from balagh.pipelines.recognise.short import (
    FRAME,
    SHORT,
    frame_picture,
    is_short,
    parted_most,
    rank_answers,
    unframe_words,
)
from tests.drawing import Canvas
from tests.seeing import SIZE, look


def word(text: str, confidence: float = 0.9) -> EngineWord:
    return EngineWord(text=text, x0=10, x1=50, confidence=confidence)


@pytest.mark.parametrize(
    ("width", "text", "confidence", "short"),
    [
        (SHORT - 1, "12", 0.95, True),
        (SHORT - 1, "Taza", 0.95, False),
        (SHORT - 1, "Tazo", 0.5, True),
        (SHORT, "12", 0.5, False),
        (SHORT - 1, "7", 0.5, True),
        (SHORT - 1, "|", 0.5, False),
    ],
)
def test_only_narrow_pictures_with_figures_or_doubt_are_read_again(
    width: int, text: str, confidence: float, short: bool
) -> None:
    assert is_short(np.full((36, width), 255, np.uint8), (word(text, confidence),)) is short


def test_a_frame_is_white_and_columns_come_back_from_it() -> None:
    framed = frame_picture(np.zeros((40, 100), np.uint8), 0.8)
    assert framed.shape == (32 + 2 * FRAME, 80 + 2 * FRAME)
    assert (framed[:FRAME] == 255).all()
    ink = np.flatnonzero((framed < 128).any(axis=0))
    inside = EngineWord(text="x", x0=int(ink[0]), x1=int(ink[-1]) + 1, confidence=1.0)
    back = unframe_words((inside,), 0.8)[0]
    assert (back.x0, back.x1) == (0, 100)


def best(printed: str, *answers: tuple[str, float]) -> str:
    """The answer that ranks first for a line printing `printed`."""
    canvas = Canvas(1200, 300)
    canvas.write(printed, 300, 160, SIZE)
    sight = look(canvas)
    line = sight.lines.lines[0].box
    read = [tuple(word(part, sure) for part in text.split()) for text, sure in answers]
    ranks = rank_answers(sight, 0, (line.x0, line.x1), read)
    return answers[ranks.index(max(ranks))][0]


def test_the_answer_with_as_many_signs_as_the_ink_has_pieces_is_taken() -> None:
    assert best("12,5", ("145", 0.9), ("12,5", 0.8)) == "12,5"
    assert best("145", ("12,5", 0.8), ("145", 0.7)) == "145"


def test_answers_that_agree_beat_a_surer_one() -> None:
    assert best("72", ("12", 0.9), ("72", 0.8), ("72", 0.8)) == "72"


def test_no_answer_is_never_better_than_one() -> None:
    assert best("7", ("7", 0.2), ("", 0.0), ("", 0.0)) == "7"


def test_of_like_answers_the_one_with_its_blanks_is_taken() -> None:
    grouped = tuple(word(part, 0.7) for part in ["05", "35", "57", "21", "09"])
    closed = (word("0535572109", 0.95),)
    assert parted_most([grouped, closed, closed], 1) == 0
    assert parted_most([grouped, closed, (word("0535572100", 0.99),)], 2) == 2
