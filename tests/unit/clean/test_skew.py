from __future__ import annotations

import numpy as np
import pytest

from balagh.pipelines.clean import clean_sheet
from balagh.pipelines.clean.skew import LEAST_SKEW, deskew_page, find_slant, turn_quarters
from tests.drawing import ARABIC, Canvas, french_page, ink, slanted, steps_done

LEVEL = french_page(dpi=150).gray()


@pytest.mark.parametrize("angle", [-7.4, -4.0, -1.35, -0.4, -0.12, 0.0, 0.12, 0.4, 1.05, 2.0, 5.0, 7.4])
def test_the_slant_is_found_to_a_tenth_of_a_degree(angle: float) -> None:
    sideways, slant = find_slant(ink(slanted(LEVEL, angle)))
    assert not sideways
    assert slant.angle == pytest.approx(angle, abs=0.1)


def test_arabic_lines_have_a_slant_too() -> None:
    page = Canvas(1240, 900)
    for number in range(15):
        page.write_back(ARABIC[number % len(ARABIC)], 1100, 100 + 45 * number, 26)
    _, slant = find_slant(ink(slanted(page.gray(), -1.6)))
    assert slant.angle == pytest.approx(-1.6, abs=0.1)


@pytest.mark.parametrize("angle", [-2.0, 0.3, 1.7])
def test_a_deskewed_page_has_no_slant_left(angle: float) -> None:
    clean = clean_sheet(1, slanted(LEVEL, angle), 150.0)
    assert clean.skew == pytest.approx(angle, abs=0.1)
    _, left = find_slant(ink(clean.gray))
    assert left.angle == pytest.approx(0.0, abs=0.1)


def test_a_slant_too_small_to_matter_is_left_alone() -> None:
    picture = slanted(french_page(lines=12, height=5).gray(), LEAST_SKEW / 2)
    clean = clean_sheet(1, picture, 300.0)
    assert clean.skew == 0.0
    assert np.array_equal(clean.gray, picture)
    assert not steps_done(clean.quality)["deskew_page"]


@pytest.mark.parametrize("turns", [1, 3])
@pytest.mark.parametrize("angle", [0.0, 0.8])
def test_lines_that_run_up_the_page_are_laid_flat(turns: int, angle: float) -> None:
    clean = clean_sheet(1, np.ascontiguousarray(np.rot90(slanted(LEVEL, angle), turns)), 150.0)
    assert clean.gray.shape == LEVEL.shape
    assert clean.rotation in {90, 270}
    sideways, left = find_slant(ink(clean.gray))
    assert not sideways
    assert left.angle == pytest.approx(0.0, abs=0.1)


@pytest.mark.parametrize("angle", [0.0, 3.0])
def test_an_upright_page_is_not_turned(angle: float) -> None:
    assert clean_sheet(1, slanted(LEVEL, angle), 150.0).rotation == 0


def test_a_page_with_next_to_nothing_on_it_has_no_slant() -> None:
    spot = np.zeros((500, 400), np.uint8)
    spot[10:14, 10:14] = 255
    for page in (np.zeros((500, 400), np.uint8), spot):
        sideways, slant = find_slant(page)
        assert (sideways, slant.angle) == (False, 0.0)


def test_four_quarter_turns_bring_a_picture_back() -> None:
    picture = np.random.default_rng(1).integers(0, 256, (30, 20, 3), dtype=np.uint8)
    turned = picture
    for _ in range(4):
        turned = turn_quarters(turned, 90)
    assert np.array_equal(turned, picture)
    # Clockwise: the first row becomes the last column.
    assert np.array_equal(turn_quarters(picture, 90)[:, -1], picture[0])
    assert np.array_equal(turn_quarters(picture, 270)[:, 0], picture[0, ::-1])
    assert np.array_equal(turn_quarters(picture, 180)[-1], picture[0, ::-1])
    assert np.array_equal(turn_quarters(picture, 0), picture)


@pytest.mark.parametrize("shape", [(200, 300), (200, 300, 3)])
def test_the_corners_of_a_deskewed_page_are_paper(shape: tuple[int, ...]) -> None:
    turned = deskew_page(np.zeros(shape, np.uint8), 5.0, 255)
    assert turned.shape == shape
    assert turned[0, 0].min() == 255
    assert turned[100, 150].max() == 0
