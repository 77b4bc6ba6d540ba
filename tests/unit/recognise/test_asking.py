from __future__ import annotations

import numpy as np

from balagh.model import Box
from balagh.pipelines.layout.pictures import LinePicture
from balagh.pipelines.recognise.asking import Answer, Task, with_arabic_words
from balagh.pipelines.recognise.engine import EngineWord


def answer(model: str, *words: tuple[str, int, int, float], width: int = 300) -> Answer:
    picture = LinePicture(image=np.full((36, width), 255, np.uint8), box=Box(0, 0, width, 36), zoom=1.0)
    task = Task(line=0, part=0, model=model, picture=picture)
    read = tuple(EngineWord(text=text, x0=x0, x1=x1, confidence=sure) for text, x0, x1, sure in words)
    return Answer(task=task, words=read)


LATIN = (("2020", 0, 80, 0.93), ("yly", 100, 170, 0.29), ("30", 200, 240, 0.96))


def test_a_month_among_numbers_is_taken_from_the_arabic_answer() -> None:
    arabic = answer("ara", ("0", 210, 240, 0.96), ("يناير", 98, 172, 0.93), ("2020", 0, 80, 0.93))
    read = with_arabic_words([answer("fra", *LATIN), arabic])
    assert [word.text for word in read.words] == ["2020", "يناير", "30"]


def test_an_unsure_arabic_word_changes_nothing() -> None:
    first = answer("fra", *LATIN)
    assert with_arabic_words([first, answer("ara", ("يتابر", 98, 172, 0.5))]).words == first.words


def test_numbers_and_sure_latin_words_stay() -> None:
    first = answer("fra", ("12", 0, 40, 0.3), ("MDH", 60, 120, 0.9))
    arabic = answer("ara", ("مليون", 58, 122, 0.95), ("يوم", 0, 40, 0.95))
    assert with_arabic_words([first, arabic]).words == first.words


def test_answers_of_another_picture_are_not_compared() -> None:
    first = answer("fra", *LATIN)
    other = answer("ara", ("يناير", 98, 172, 0.93), width=250)
    assert with_arabic_words([first, other]).words == first.words
