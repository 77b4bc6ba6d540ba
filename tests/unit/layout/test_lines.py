from __future__ import annotations

import numpy as np
import pytest

from balagh.model import Box
from balagh.pipelines.layout.components import find_components
from balagh.pipelines.layout.lines import LineMap, find_lines
from tests.drawing import ARABIC, BLACK, FRENCH, TIFINAGH, Canvas, ink

#: 11-point print at the layout's 150 dots an inch.
SIZE = 23


def lines_of(canvas: Canvas) -> LineMap:
    return find_lines(find_components(ink(canvas.gray())))


def owners(lines: LineMap, box: Box) -> set[int]:
    """The lines that own ink within a box; -1 for ink of none."""
    return {int(owner) for owner in np.unique(lines.owner[box.y0 : box.y1, box.x0 : box.x1])} - {0}


@pytest.mark.parametrize("leading", [1.05, 1.2, 1.5, 2.5])
@pytest.mark.parametrize("size", [17, 23, 30])
def test_as_many_lines_as_were_printed(size: int, leading: float) -> None:
    canvas = Canvas(1240, 900)
    boxes = [canvas.write(text, 120, round(80 + k * leading * size), size) for k, text in enumerate(FRENCH)]
    lines = lines_of(canvas)
    assert len(lines.lines) == len(FRENCH)
    for line, box in zip(lines.lines, boxes, strict=True):
        assert line.box.x0 == pytest.approx(box.x0, abs=4)
        assert line.box.x1 == pytest.approx(box.x1, abs=4)


@pytest.mark.parametrize("leading", [1.5, 1.8])
def test_arabic_lines(leading: float) -> None:
    canvas = Canvas(1240, 500)
    for k, text in enumerate(ARABIC):
        canvas.write_back(text, 1120, round(80 + k * leading * SIZE), SIZE)
    assert len(lines_of(canvas).lines) == len(ARABIC)


def test_print_of_several_sizes_and_scripts() -> None:
    canvas = Canvas(1240, 600)
    canvas.write("ROYAUME DU MAROC", 300, 100, 20)
    canvas.write_back(ARABIC[0], 1000, 170, 26)
    canvas.write(TIFINAGH, 300, 240, 22)
    canvas.write("COMMUNIQUÉ", 300, 360, 70)
    canvas.write(FRENCH[0], 150, 460, SIZE)
    assert len(lines_of(canvas).lines) == 5


def test_wide_gaps_of_justified_print_part_no_line() -> None:
    canvas = Canvas(1240, 500)
    for k in range(5):
        canvas.write_wide(FRENCH[k], 100, 100 + 40 * k, SIZE, 740)
    # A line with few words between full ones: gaps of seven letter heights.
    canvas.write_wide("Cinq longs mots bien écartés", 100, 300, SIZE, 740)
    canvas.write_wide(FRENCH[5], 100, 340, SIZE, 740)
    lines = lines_of(canvas)
    assert len(lines.lines) == 7
    assert all(line.box.width > 700 for line in lines.lines)


def test_two_columns_are_not_joined() -> None:
    canvas = Canvas(1400, 500)
    for k in range(5):
        canvas.write(FRENCH[k][:34], 80, 100 + 40 * k, SIZE)
        canvas.write(FRENCH[-k][:34], 760, 100 + 40 * k, SIZE)
    lines = lines_of(canvas)
    assert len(lines.lines) == 10
    assert all(line.box.x1 < 740 or line.box.x0 > 740 for line in lines.lines)


#: Set solid, a capital's accent lies among the tails of the line above and is given to it.
SET_SOLID = pytest.param(27, marks=pytest.mark.xfail(strict=True, reason="accents between touching lines"))


@pytest.mark.parametrize("leading", [SET_SOLID, 32])
def test_accents_commas_and_dots_belong_to_their_own_line(leading: int) -> None:
    canvas = Canvas(1240, 400)
    tops = [100, 100 + leading, 100 + 2 * leading]
    for base in tops:
        canvas.write("ÉTÉ À L'ÎLE, où çà et là ; Ô joie : ïambe.", 100, base, SIZE)
    lines = lines_of(canvas)
    assert len(lines.lines) == 3
    counts = {len(line.pieces) for line in lines.lines}
    # The same print three times: each line has as many pieces, so none lost or took a mark.
    assert len(counts) == 1
    assert owners(lines, Box(0, 0, 1240, 400)) == {1, 2, 3}


def test_the_dots_of_arabic_letters_belong_to_their_own_line() -> None:
    canvas = Canvas(1240, 400)
    for k in range(4):
        canvas.write_back("تبني بلدية تيزنيت قنطرة جديدة", 1100, 90 + 40 * k, SIZE)
    lines = lines_of(canvas)
    assert len({len(line.pieces) for line in lines.lines}) == 1
    assert owners(lines, Box(0, 0, 1240, 400)) == {1, 2, 3, 4}


@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize("sign", ["•", "–", "-"])
def test_bullets_are_joined_to_their_lines(sign: str, rtl: bool) -> None:
    canvas = Canvas(1240, 400)
    for k in range(4):
        if rtl:
            canvas.write_back(sign, 1120, 100 + 50 * k, SIZE)
            canvas.write_back(ARABIC[k], 1120 - 2 * SIZE, 100 + 50 * k, SIZE)
        else:
            canvas.write(sign, 100, 100 + 50 * k, SIZE)
            canvas.write(FRENCH[k], 100 + 2 * SIZE, 100 + 50 * k, SIZE)
    lines = lines_of(canvas)
    assert len(lines.lines) == 4
    reach = (
        [line.box.x1 > 1105 for line in lines.lines] if rtl else [line.box.x0 < 110 for line in lines.lines]
    )
    assert all(reach)


def test_a_piece_that_bridges_two_lines_is_cut_between_them() -> None:
    canvas = Canvas(1240, 300)
    canvas.write("Le public était nombreux hier", 100, 100, SIZE)
    canvas.write("dans la salle des fêtes de ville", 100, 100 + 30, SIZE)
    plain = lines_of(canvas)
    # A stroke from the letters of the first line down into those of the second.
    canvas.rectangle((163, 92, 166, 122), BLACK)
    lines = lines_of(canvas)
    assert len(plain.lines) == len(lines.lines) == 2
    column = lines.owner[90:124, 164]
    assert {int(v) for v in column if v} == {1, 2}
    first, second = (np.flatnonzero(column == number) for number in (1, 2))
    assert first.max() < second.min()


def test_dirt_far_from_any_line_belongs_to_none() -> None:
    canvas = Canvas(1240, 600)
    canvas.write(FRENCH[0], 100, 100, SIZE)
    canvas.rectangle((700, 500, 704, 504), BLACK)
    lines = lines_of(canvas)
    assert len(lines.lines) == 1
    assert owners(lines, Box(690, 490, 710, 510)) == {-1}


def test_rules_belong_to_no_line() -> None:
    canvas = Canvas(1240, 300)
    canvas.write(FRENCH[0], 100, 100, SIZE)
    canvas.rectangle((100, 130, 1100, 133), BLACK)
    lines = lines_of(canvas)
    assert len(lines.lines) == 1
    assert owners(lines, Box(100, 130, 1100, 133)) == {-1}


def test_an_empty_page_has_no_lines() -> None:
    lines = find_lines(find_components(np.zeros((60, 40), np.uint8)))
    assert lines.lines == ()
    assert not lines.owner.any()


def test_lines_come_from_top_to_bottom() -> None:
    canvas = Canvas(1240, 500)
    for k in (3, 0, 2, 1):
        canvas.write(FRENCH[k], 100, 100 + 60 * k, SIZE)
    tops = [line.box.y0 for line in lines_of(canvas).lines]
    assert tops == sorted(tops)


def spaced(canvas: Canvas, text: str, x: int, base: int, size: int, space: int) -> int:
    """Print letter by letter, `space` pixels apart; give the right edge."""
    for letter in text:
        if letter == " ":
            x += size // 3 + space
            continue
        x = canvas.write(letter, x, base, size).x1 + space
    return x


@pytest.mark.parametrize("space", [6, 9])
def test_letter_spaced_tifinagh_is_one_line(space: int) -> None:
    canvas = Canvas(1240, 400)
    ends = [spaced(canvas, f"{TIFINAGH} - ⵏ ⵉ", 100, 100 + 60 * k, 20, space) for k in range(3)]
    lines = lines_of(canvas).lines
    assert [line.box.x1 for line in lines] == pytest.approx([end - space for end in ends], abs=4)


def test_letter_spaced_words_of_two_columns_are_two_lines() -> None:
    canvas = Canvas(1240, 200)
    end = spaced(canvas, "ROYAUME DU MAROC", 100, 100, 20, 8)
    spaced(canvas, "MINISTERE", end + 50, 100, 20, 8)
    assert len(lines_of(canvas).lines) == 2


def test_a_small_french_footer_under_tall_letters_is_whole() -> None:
    canvas = Canvas(1240, 700)
    for row in range(8):
        canvas.write(TIFINAGH + " " + TIFINAGH, 130, 100 + 40 * row, 24)
    footer = canvas.write("Agence des Terres de Montagne - 3, rue des Cèdres - www.example.ma", 300, 600, 14)
    line = lines_of(canvas).lines[-1]
    assert (line.box.x0, line.box.x1) == pytest.approx((footer.x0, footer.x1), abs=4)
    assert line.letter_height < 12
