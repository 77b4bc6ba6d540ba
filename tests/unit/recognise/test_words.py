from __future__ import annotations

import numpy as np
import pytest

from balagh.model import Box
from balagh.pipelines.layout.lines import LineMap, LineOfInk
from balagh.pipelines.recognise.words import word_spans
from tests.drawing import Canvas
from tests.seeing import SIZE, look


@pytest.mark.parametrize(
    ("text", "words"),
    [("Communiqué", 1), ("Le conseil municipal", 3), ("le 14 mars 2023", 4), ("MINISTÈRE DE L'INTÉRIEUR", 3)],
)
def test_the_words_of_a_line(text: str, words: int) -> None:
    canvas = Canvas(1800, 300)
    box = canvas.write(text, 100, 150, SIZE)
    sight = look(canvas)
    spans = word_spans(sight.lines, 0)
    assert len(spans) == words
    assert [left for left, _ in spans] == sorted(left for left, _ in spans)
    assert all(left < right for left, right in spans)
    assert spans[0][0] * sight.page.shrink == pytest.approx(box.x0, abs=10)
    assert spans[-1][1] * sight.page.shrink == pytest.approx(box.x1, abs=10)


def test_a_line_that_lost_its_ink_has_no_words() -> None:
    box = Box(0, 0, 10, 5)
    line = LineOfInk(box=box, core=box, pieces=(1,), letter_height=5.0)
    assert word_spans(LineMap(lines=(line,), owner=np.zeros((5, 10), np.int16)), 0) == ()
