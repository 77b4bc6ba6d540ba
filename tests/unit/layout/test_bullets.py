from __future__ import annotations

import pytest

from balagh.pipelines.layout.bullets import leading_bullet
from tests.drawing import ARABIC, BLACK, FRENCH, Canvas
from tests.seeing import SIZE, look


def listed(sign: str, *, rtl: bool) -> Canvas:
    canvas = Canvas(2000, 500)
    for k in range(3):
        base = 120 + 100 * k
        if rtl:
            canvas.write_back(sign, 1900, base, SIZE)
            canvas.write_back(ARABIC[k], 1900 - 2 * SIZE, base, SIZE)
        else:
            canvas.write(sign, 100, base, SIZE)
            canvas.write(FRENCH[k], 100 + 2 * SIZE, base, SIZE)
    return canvas


@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize("sign", ["•", "–", "—"])
def test_a_bullet_is_seen_at_the_start_of_its_line(sign: str, rtl: bool) -> None:
    sight = look(listed(sign, rtl=rtl))
    assert len(sight.lines.lines) == 3
    for index in range(3):
        found = leading_bullet(sight.parts, sight.lines, index, rtl=rtl)
        assert found is not None
        # How long a dash is says little beside Arabic letters of many heights.
        assert found.text == sign if not rtl or sign == "•" else found.text in "-–—"
        edge = found.box.x1 if rtl else found.box.x0
        line = sight.lines.lines[index].box
        assert edge == (line.x1 if rtl else line.x0)
        assert leading_bullet(sight.parts, sight.lines, index, rtl=not rtl) is None


@pytest.mark.parametrize("rtl", [False, True])
def test_running_text_has_no_bullet(rtl: bool) -> None:
    canvas = Canvas(2000, 500)
    for k in range(3):
        if rtl:
            canvas.write_back(ARABIC[k], 1900, 120 + 100 * k, SIZE)
        else:
            canvas.write(FRENCH[k], 100, 120 + 100 * k, SIZE)
    sight = look(canvas)
    for index in range(3):
        assert leading_bullet(sight.parts, sight.lines, index, rtl=rtl) is None


@pytest.mark.parametrize(
    "text", [". . . et la suite du texte", "1 La réfection de la route", "… suite et fin"]
)
def test_numbers_and_full_stops_are_no_bullets(text: str) -> None:
    canvas = Canvas(1800, 300)
    canvas.write(text, 100, 150, SIZE)
    sight = look(canvas)
    assert leading_bullet(sight.parts, sight.lines, 0, rtl=False) is None


@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize("round_one", [False, True])
def test_a_drawn_disc_or_square_is_a_bullet(round_one: bool, rtl: bool) -> None:
    canvas = Canvas(2000, 300)
    x = 1880 if rtl else 100
    if round_one:
        canvas.draw.ellipse((x, 126, x + 15, 141), fill=BLACK)
    else:
        canvas.rectangle((x, 126, x + 15, 141), BLACK)
    if rtl:
        canvas.write_back(ARABIC[0], 1840, 150, SIZE)
    else:
        canvas.write(FRENCH[0], 150, 150, SIZE)
    sight = look(canvas)
    found = leading_bullet(sight.parts, sight.lines, 0, rtl=rtl)
    assert found is not None
    assert found.text == "•"
    assert tuple(side * sight.page.shrink for side in found.box) == pytest.approx(
        (x, 126, x + 15, 141), abs=4
    )


@pytest.mark.parametrize("text", ["- FIN -", "– FIN –"])
def test_dashes_on_both_sides_are_an_ornament(text: str) -> None:
    canvas = Canvas(1000, 300)
    canvas.write(text, 400, 150, SIZE)
    sight = look(canvas)
    assert leading_bullet(sight.parts, sight.lines, 0, rtl=False) is None
