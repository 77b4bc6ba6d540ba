from __future__ import annotations

import pytest

from balagh.model import Script
from balagh.pipelines.recognise.engine import EngineWord, TesseractEngine
from balagh.pipelines.recognise.reading import ReadLine, read_lines
from tests.drawing import ARABIC, FRENCH, TIFINAGH, Canvas
from tests.seeing import MODELS, SIZE, Parrot, look


def words(text: str, confidence: float = 0.95, step: int = 60) -> tuple[EngineWord, ...]:
    return tuple(
        EngineWord(text=word, x0=step * k, x1=step * k + 50, confidence=confidence)
        for k, word in enumerate(text.split())
    )


def text_of(line: ReadLine) -> str:
    return " ".join(word.text for word in line.words)


def french() -> Canvas:
    canvas = Canvas(2300, 400)
    for k in range(3):
        canvas.write(FRENCH[k], 100, 120 + 80 * k, SIZE)
    return canvas


def test_every_line_gets_its_own_answer_from_one_call() -> None:
    parrot = Parrot({"fra": [words("une ligne"), (), words("la dernière")]})
    read = read_lines(look(french()), parrot, MODELS)
    assert [text_of(line) for line in read] == ["une ligne", "", "la dernière"]
    assert [line.index for line in read] == [0, 1, 2]
    assert parrot.asked == [("fra", 3)]
    assert read[0].confidence == pytest.approx(0.95)
    assert read[1].confidence == 0.0


def test_words_are_placed_on_the_page() -> None:
    sight = look(french())
    first = read_lines(sight, Parrot({"fra": [words("un deux")]}), MODELS)[0]
    box = sight.lines.lines[0].box
    for word in first.words:
        assert word.box.x0 >= (box.x0 - 10) * sight.page.shrink
        assert word.box.y0 <= box.y0 * sight.page.shrink < word.box.y1
    assert first.words[0].box.x1 <= first.words[1].box.x0


def test_a_script_without_a_model_is_left_unread() -> None:
    canvas = Canvas(1800, 300)
    canvas.write(TIFINAGH, 100, 150, SIZE)
    parrot = Parrot({})
    (line,) = read_lines(look(canvas), parrot, MODELS)
    assert (line.script, line.words) == (Script.TIFINAGH, ())
    assert parrot.asked == []


def test_each_script_goes_to_its_own_model() -> None:
    canvas = Canvas(2300, 400)
    canvas.write(FRENCH[0], 100, 120, SIZE)
    canvas.write_back(ARABIC[0], 2200, 240, SIZE)
    read = read_lines(look(canvas), Parrot({"fra": [words("un")], "ara": [words("واحد")]}), MODELS)
    assert [(line.script, text_of(line)) for line in read] == [(Script.LATIN, "un"), (Script.ARABIC, "واحد")]


@pytest.mark.engine
@pytest.mark.parametrize("text", [*FRENCH[:3], "Contact : presse@exemple.ma, +212 661 58 59 54"])
def test_french_lines_are_read_to_the_letter(text: str) -> None:
    canvas = Canvas(2300, 300)
    canvas.write(text, 100, 150, SIZE)
    (line,) = read_lines(look(canvas), TesseractEngine(timeout=60.0), MODELS)
    assert text_of(line).replace("’", "'") == text


@pytest.mark.engine
def test_a_latin_acronym_keeps_its_place_in_an_arabic_sentence() -> None:
    canvas = Canvas(2300, 500)
    canvas.write_back(ARABIC[0], 2200, 120, SIZE)
    canvas.write_back("تعلن المديرية العامة DGCT عن تنظيم لقاء وطني", 2200, 210, SIZE)
    canvas.write_back(ARABIC[1], 2200, 300, SIZE)
    _, line, _ = read_lines(look(canvas), TesseractEngine(timeout=60.0), MODELS)
    read = text_of(line).split()
    assert line.script is Script.ARABIC
    assert "DGCT" in read
    assert read.index("المديرية") < read.index("DGCT") < read.index("لقاء")


@pytest.mark.engine
def test_the_digits_of_an_arabic_line_come_through() -> None:
    canvas = Canvas(2300, 500)
    canvas.write_back("بلغ عدد المستفيدين 3642 شخصا بالمدينة", 2200, 120, SIZE)
    canvas.write_back("بلغ عدد المستفيدين ٣٦٤٢ شخصا بالمدينة", 2200, 240, SIZE)
    canvas.write_back("الهاتف: 0537771234", 2200, 360, SIZE)
    read = [text_of(line) for line in read_lines(look(canvas), TesseractEngine(timeout=60.0), MODELS)]
    assert "3642" in read[0].split()
    assert "٣٦٤٢" in read[1].split()
    assert read[2].split()[-1] == "0537771234"


@pytest.mark.engine
def test_a_bullet_comes_before_the_words_of_its_line() -> None:
    canvas = Canvas(2300, 500)
    for k in range(2):
        canvas.write("•", 100, 120 + 100 * k, SIZE)
        canvas.write(FRENCH[k], 100 + 2 * SIZE, 120 + 100 * k, SIZE)
    for line in read_lines(look(canvas), TesseractEngine(timeout=60.0), MODELS):
        assert line.words[0].text == "•"
        assert line.words[1].text != "•"


@pytest.mark.engine
@pytest.mark.parametrize("number", ["17", "150", "2023"])
def test_a_number_that_ends_an_arabic_sentence_keeps_its_digits_and_its_stop(number: str) -> None:
    canvas = Canvas(2300, 400)
    canvas.write_back(ARABIC[0], 2200, 120, SIZE)
    canvas.write_back(f"وبلغ عدد التعاونيات المستفيدة {number}.", 2200, 240, SIZE)
    _, line = read_lines(look(canvas), TesseractEngine(timeout=60.0), MODELS)
    assert text_of(line).split()[-1] == f"{number}."


@pytest.mark.parametrize(("read", "stands"), [("-1723", "1723."), ("71", "71."), ("1723,", "1723.")])
def test_a_stop_that_is_seen_takes_the_place_of_what_it_was_read_as(read: str, stands: str) -> None:
    canvas = Canvas(2300, 300)
    canvas.write_back("وبلغ عدد المستفيدين بالمدينة 1723.", 2200, 160, SIZE)
    parrot = Parrot({"ara": [words("وبلغ عدد المستفيدين بالمدينة")], "fra": [words(read)]})
    (line,) = read_lines(look(canvas), parrot, MODELS)
    assert text_of(line).split()[-1] == stands
