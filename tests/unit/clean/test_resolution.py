from __future__ import annotations

import pytest

from balagh.pipelines.clean.resolution import estimate_dpi, layout_shrink


@pytest.mark.parametrize("dpi", [100, 150, 200, 300, 600])
@pytest.mark.parametrize("landscape", [False, True])
def test_a_page_is_taken_for_a4(dpi: int, landscape: bool) -> None:
    sides = (round(8.27 * dpi), round(11.69 * dpi))
    height, width = sides if landscape else sides[::-1]
    assert estimate_dpi(height, width, None) == pytest.approx(dpi, rel=0.01)


def test_what_the_file_says_counts() -> None:
    assert estimate_dpi(3508, 2480, 200.0) == 200.0


@pytest.mark.parametrize("sides", [(1, 1), (50, 90000)])
def test_small_pictures_get_the_least_resolution_that_is_believed(sides: tuple[int, int]) -> None:
    assert estimate_dpi(*sides, None) == 72.0


def test_large_pictures_get_the_most() -> None:
    assert estimate_dpi(20000, 20000, None) == 600.0


@pytest.mark.parametrize(("dpi", "shrink"), [(72, 1), (150, 1), (200, 1), (300, 2), (400, 3), (600, 4)])
def test_lines_are_looked_for_near_150_dots_an_inch(dpi: float, shrink: int) -> None:
    assert layout_shrink(dpi) == shrink
