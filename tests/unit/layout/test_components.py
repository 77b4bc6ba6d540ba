from __future__ import annotations

import numpy as np
import pytest

from balagh.model import Box
from balagh.pipelines.layout.components import Components, body_height, find_components
from balagh.pipelines.layout.lines import find_lines
from tests.drawing import BLACK, FRENCH, Canvas, ink

#: 11-point print at the layout's 150 dots an inch.
SIZE = 23


def page(rows: int = 5) -> Canvas:
    canvas = Canvas(1240, 800)
    for row in range(rows):
        canvas.write(FRENCH[row], 150, 100 + 36 * row, SIZE)
    return canvas


def inside(parts: Components, box: Box) -> list[int]:
    """The pieces that lie within a box."""
    fits = (parts.x0 >= box.x0) & (parts.x1 <= box.x1) & (parts.y0 >= box.y0) & (parts.y1 <= box.y1)
    return [int(piece) for piece in np.flatnonzero(fits) if piece > 0]


def test_letters_marks_and_specks_are_told_apart() -> None:
    canvas = Canvas(1240, 300)
    word = canvas.write("Mnemonik.", 150, 100, SIZE)
    canvas.rectangle((900, 200, 901, 201), BLACK)
    parts = find_components(ink(canvas.gray()))
    pieces = inside(parts, word.grow(4, 4))
    assert sum(bool(parts.letters[piece]) for piece in pieces) == 8
    # The dot of the i and the full stop.
    assert sum(bool(parts.marks[piece]) for piece in pieces) == 2
    (speck,) = inside(parts, Box(899, 199, 903, 203))
    assert not (parts.letters | parts.marks | parts.rules | parts.pictures)[speck]


def test_the_body_is_the_commonest_print() -> None:
    canvas = page()
    canvas.write("TITRE", 150, 500, 90)
    parts = find_components(ink(canvas.gray()))
    # An x-height of DejaVu Sans is 0.55 of its size, a capital 0.73.
    assert 0.5 * SIZE <= parts.body <= 0.78 * SIZE


def test_no_print_no_body() -> None:
    assert body_height(np.array([], np.int32), np.array([], np.int32)) == 12.0
    parts = find_components(np.zeros((50, 40), np.uint8))
    assert not (parts.letters | parts.marks | parts.rules | parts.pictures).any()


@pytest.mark.parametrize("thickness", [1, 2, 4])
def test_rules_are_taken_out(thickness: int) -> None:
    canvas = page()
    canvas.rectangle((150, 400, 1100, 400 + thickness), BLACK)
    canvas.rectangle((1150, 60, 1150 + thickness, 700), BLACK)
    parts = find_components(ink(canvas.gray()))
    assert parts.ruled[400, 200:1050].all()
    assert parts.ruled[100:650, 1150].all()
    plain = find_components(ink(page().gray()))
    assert parts.letters.sum() == plain.letters.sum()


def test_a_descender_that_touches_its_underline_survives() -> None:
    canvas = Canvas(1240, 300)
    word = canvas.write("Réglage du budget", 150, 100, SIZE)
    plain = find_components(ink(canvas.gray()))
    canvas.rectangle((140, 103, 500, 105), BLACK)
    parts = find_components(ink(canvas.gray()))
    assert parts.ruled[103:105, 200:450].all()
    wanted = inside(plain, word.grow(4, 6))
    assert int(parts.letters.sum()) == int(plain.letters[wanted].sum())
    # Both g keep the bowl above the line: letters as tall as before, but for what the underline covered.
    assert sorted(parts.y0[parts.letters]) == sorted(plain.y0[plain.letters])


def test_an_underlined_line_is_one_line() -> None:
    canvas = Canvas(1240, 300)
    canvas.write("Réglage du budget", 150, 100, SIZE)
    canvas.rectangle((140, 103, 500, 105), BLACK)
    assert len(find_lines(find_components(ink(canvas.gray()))).lines) == 1


def test_a_drawing_is_told_from_a_title() -> None:
    canvas = page()
    title = canvas.write("COMMUNIQUÉ", 300, 460, 64)
    canvas.ring(700, 640, 60, fill=BLACK, width=6)
    canvas.draw.line((670, 620, 730, 660), fill=BLACK, width=5)
    parts = find_components(ink(canvas.gray()))
    drawn = inside(parts, Box(630, 570, 770, 710))
    assert drawn
    assert all(bool(parts.pictures[piece]) for piece in drawn)
    printed = inside(parts, title.grow(4, 4))
    assert sum(bool(parts.letters[piece]) for piece in printed) >= 10
    assert not any(bool(parts.pictures[piece]) for piece in printed)


def test_a_frame_leaves_the_print_within_it() -> None:
    canvas = page()
    canvas.draw.rectangle((120, 50, 1150, 300), outline=BLACK, width=3)
    parts = find_components(ink(canvas.gray()))
    assert parts.letters.sum() == find_components(ink(page().gray())).letters.sum()


def test_a_photograph_is_a_picture_and_no_lines() -> None:
    canvas = Canvas(800, 800)
    canvas.rectangle((100, 100, 600, 500), BLACK)
    parts = find_components(ink(canvas.gray()))
    assert parts.pictures.sum() == 1
    assert find_lines(parts).lines == ()


def test_short_sides_of_a_frame_are_rules() -> None:
    canvas = page(3)
    # A frame a line high: its sides are shorter than rules down the page must be.
    for box in ((200, 260, 900, 262), (200, 318, 900, 320), (200, 260, 202, 320), (898, 260, 900, 320)):
        canvas.rectangle(box, BLACK)
    canvas.write("COMMUNIQUÉ", 400, 302, 28)
    parts = find_components(ink(canvas.gray()))
    for side in (Box(196, 255, 207, 325), Box(893, 255, 904, 325)):
        pieces = inside(parts, side)
        assert pieces
        assert not any(parts.letters[piece] for piece in pieces)


def test_what_is_left_of_a_streak_is_no_letter() -> None:
    canvas = page(3)
    canvas.rectangle((1000, 300, 1001, 350), BLACK)
    letter = canvas.write("l", 300, 350, 70)
    parts = find_components(ink(canvas.gray()))
    (streak,) = inside(parts, Box(996, 296, 1006, 356))
    (stem,) = inside(parts, letter.grow(4, 4))
    assert parts.rules[streak]
    assert parts.letters[stem]
