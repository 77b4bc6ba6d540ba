from __future__ import annotations

import numpy as np
import pytest

from balagh.pipelines.clean.dewarp import measure_bend
from tests.drawing import french_page, ink


def bent_ink(depth: float, lines: int = 20) -> np.ndarray:
    """A page's ink at 100 dpi whose lines sag by `depth` pixels in the middle."""
    page = ink(french_page(dpi=100, lines=lines).gray())
    width = page.shape[1]
    bent = np.zeros_like(page)
    for x in range(width):
        bent[:, x] = np.roll(page[:, x], round(depth * np.sin(np.pi * x / width)))
    return bent


def test_flat_lines_have_no_bend_that_matters() -> None:
    bend = measure_bend(bent_ink(0.0))
    assert bend is not None
    assert not bend.matters


@pytest.mark.parametrize("depth", [-8.0, 6.0, 12.0])
def test_the_bend_is_measured_where_print_is(depth: float) -> None:
    bend = measure_bend(bent_ink(depth))
    assert bend is not None
    assert bend.matters
    x = np.linspace(120, 560, 12)
    shift = bend.shift(x, np.full_like(x, 500.0))
    true = depth * np.sin(np.pi * x / 827)
    assert np.abs((shift - shift.mean()) - (true - true.mean())).max() < 0.25 * abs(depth) + 0.5


def test_too_few_lines_say_nothing() -> None:
    assert measure_bend(bent_ink(6.0, lines=2)) is None
    assert measure_bend(np.zeros((300, 200), np.uint8)) is None


def test_beyond_the_print_the_field_stays_as_at_its_rim() -> None:
    bend = measure_bend(bent_ink(6.0))
    assert bend is not None
    far, rim = (bend.shift(np.array([x]), np.array([500.0]))[0] for x in (bend.high[0] + 400, bend.high[0]))
    assert far == pytest.approx(rim)


def test_coloured_bands_feign_no_bend() -> None:
    page = bent_ink(0.0, lines=4)
    for row in range(600, 1050, 36):
        page[row : row + 28, 40:780] = 255
        # White letters take ink from the upper half here, from the lower half there.
        page[row + 4 : row + 14, 60:300:9] = 0
        page[row + 14 : row + 24, 300:500:7] = 0
    bend = measure_bend(page)
    assert bend is None or not bend.matters
