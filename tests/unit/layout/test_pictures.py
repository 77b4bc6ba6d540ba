from __future__ import annotations

import pytest

from balagh.pipelines.layout.pictures import READ_HEIGHT, cut_line
from tests.drawing import ARABIC, BLACK, FRENCH, Canvas
from tests.seeing import SIZE, look


def test_a_line_is_brought_to_the_engines_height() -> None:
    canvas = Canvas(1800, 700)
    for k, size in enumerate((30, 46, 90)):
        canvas.write("Réglage du budget", 100, 150 + 180 * k, size)
    sight = look(canvas)
    for index, line in enumerate(sight.lines.lines):
        picture = cut_line(sight.page, sight.lines, index)
        assert picture.image.shape[0] == READ_HEIGHT
        assert picture.image.shape[1] == pytest.approx(picture.box.width * picture.zoom, abs=1)
        shrink = sight.page.shrink
        assert picture.box.x0 <= line.box.x0 * shrink
        assert picture.box.x1 >= line.box.x1 * shrink
        assert picture.image.min() < 60
        assert picture.image[:, :1].min() > 200


def test_the_ink_of_neighbours_is_painted_out() -> None:
    canvas = Canvas(1800, 500)
    for k in range(3):
        canvas.write_back(ARABIC[k], 1700, 150 + 50 * k, SIZE)
    alone = Canvas(1800, 500)
    alone.write_back(ARABIC[1], 1700, 150 + 50, SIZE)
    crowd, single = look(canvas), look(alone)
    assert len(crowd.lines.lines) == 3
    picture = cut_line(crowd.page, crowd.lines, 1)
    bare = single.page.gray[picture.box.y0 : picture.box.y1, picture.box.x0 : picture.box.x1]
    shown = (picture.image < 128).sum() / picture.zoom**2
    assert shown == pytest.approx(int((bare < 128).sum()), rel=0.06)


def test_dirt_in_a_line_is_painted_out() -> None:
    canvas = Canvas(1800, 300)
    canvas.write(FRENCH[0], 100, 150, SIZE)
    # A rule right under the letters is no part of the line.
    canvas.rectangle((100, 168, 1500, 172), BLACK)
    sight = look(canvas)
    picture = cut_line(sight.page, sight.lines, 0)
    assert (picture.image[-4:] < 150).mean() < 0.05


def test_only_the_columns_asked_for_are_cut() -> None:
    canvas = Canvas(1800, 300)
    left = canvas.write("gauche", 100, 150, SIZE)
    canvas.write("droite", 700, 150, SIZE)
    canvas.write("au milieu", left.x1 + 20, 150, SIZE)
    sight = look(canvas)
    shrink = sight.page.shrink
    span = (left.x0 // shrink, left.x1 // shrink + 1)
    picture = cut_line(sight.page, sight.lines, 0, span)
    alone = Canvas(1800, 300)
    alone.write("gauche", 100, 150, SIZE)
    bare = alone.gray()
    assert (picture.image < 128).sum() / picture.zoom**2 == pytest.approx(int((bare < 128).sum()), rel=0.05)


def test_a_speck_is_not_blown_up_without_end() -> None:
    canvas = Canvas(400, 300)
    canvas.write("a", 100, 150, 16)
    sight = look(canvas)
    picture = cut_line(sight.page, sight.lines, 0)
    assert picture.image.shape[0] == READ_HEIGHT
    assert picture.image.shape[1] >= READ_HEIGHT // 2
