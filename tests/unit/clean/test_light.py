from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from balagh.pipelines.clean import clean_sheet
from balagh.pipelines.clean.light import paper_levels, unevenness
from tests.drawing import french_page, steps_done

if TYPE_CHECKING:
    from balagh.ingest import Image

PLAIN = french_page(lines=12, height=5).gray()
PRINT, PAPER = PLAIN < 30, PLAIN == 255


def shaded(dark: float, axis: int) -> Image:
    """The page in light that falls off along an axis to a share `dark` of what it was."""
    fall = np.linspace(1.0, dark, PLAIN.shape[axis])
    return np.asarray(PLAIN * (fall[:, None] if axis == 0 else fall[None, :]), np.uint8)


@pytest.mark.parametrize("axis", [0, 1])
@pytest.mark.parametrize("dark", [0.6, 0.8])
def test_a_shadow_is_lifted_and_the_print_stays(dark: float, axis: int) -> None:
    clean = clean_sheet(1, shaded(dark, axis), 300.0)
    assert steps_done(clean.quality)["flatten_light"]
    assert np.percentile(clean.gray[PAPER], 5) > 245
    assert np.percentile(clean.gray[PRINT], 95) < 80


def test_grey_paper_becomes_white() -> None:
    clean = clean_sheet(1, np.asarray(PLAIN * 0.8, np.uint8), 300.0)
    assert steps_done(clean.quality)["flatten_light"]
    assert np.percentile(clean.gray[PAPER], 5) > 250


def test_even_white_paper_is_not_touched() -> None:
    clean = clean_sheet(1, PLAIN, 300.0)
    assert not steps_done(clean.quality)["flatten_light"]
    assert np.array_equal(clean.gray, PLAIN)


def test_a_dark_picture_on_the_page_is_not_blown_up_to_white() -> None:
    page = PLAIN.copy()
    page[1250:1400, 300:900] = 40
    clean = clean_sheet(1, np.asarray(page * 0.8, np.uint8), 300.0)
    assert clean.gray[1270:1380, 350:850].max() < 160


def test_the_paper_is_seen_through_the_print() -> None:
    levels = paper_levels(np.asarray(PLAIN * 0.9, np.uint8), 300.0)
    assert levels.min() > 0.85 * 255
    assert unevenness(levels) < 3


def test_the_spread_of_the_light_is_measured() -> None:
    assert unevenness(paper_levels(shaded(0.7, 0), 300.0)) == pytest.approx(0.3 * 255 * 0.9, rel=0.15)
    assert unevenness(np.zeros((4, 4), np.uint8)) == 0.0
