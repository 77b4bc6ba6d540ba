from __future__ import annotations

import numpy as np
import pytest

from balagh.model import Box
from balagh.pipelines.clean import clean_sheet
from tests.drawing import WHITE, Canvas, Colour, french_page, slanted, steps_done

NAVY, GREEN = (20, 40, 110), (0, 90, 50)
FIRST, SECOND = (300, 250, 2180, 370), (300, 1900, 1500, 1990)


def banded(words: Colour = WHITE) -> Canvas:
    page = french_page(lines=18)
    for band, colour in ((FIRST, NAVY), (SECOND, GREEN)):
        page.rectangle(band, colour)
        page.write("COMMUNIQUÉ DE PRESSE", band[0] + 80, band[3] - 30, 56, fill=words)
    return page


@pytest.mark.parametrize("angle", [-1.6, 0.0, 1.1])
def test_light_print_on_bands_becomes_dark_on_white(angle: float) -> None:
    clean = clean_sheet(1, slanted(banded().bgr(), angle), 300.0)
    assert len(clean.bands) == 2
    assert steps_done(clean.quality)["invert_bands"]
    for x0, y0, x1, y1 in (FIRST, SECOND):
        # A little inside, as a page straightened to a tenth of a degree may stand off by three pixels.
        inside = clean.gray[y0 + 10 : y1 - 10, x0 + 10 : x1 - 10]
        assert np.median(inside) > 245
        share = float((inside < 100).mean())
        assert 0.02 < share < 0.2


def test_the_rim_of_a_band_is_no_more_than_a_thin_rule() -> None:
    clean = clean_sheet(1, slanted(banded().bgr(), 1.3), 300.0)
    for x0, y0, x1, y1 in (FIRST, SECOND):
        window = clean.gray[y0 - 12 : y1 + 12, x0 - 12 : x1 + 12]
        # The line finder takes thin rules out.
        assert int(((window < 150).mean(axis=1) > 0.3).sum()) <= 6
        assert int(((window < 150).mean(axis=0) > 0.6).sum()) <= 6


def test_the_print_outside_the_bands_is_the_same() -> None:
    plain, turned = french_page(lines=18).gray(), clean_sheet(1, banded().gray(), 300.0).gray
    body = np.s_[450:1850]
    assert np.array_equal(plain[body], turned[body])


@pytest.mark.parametrize("colour", [(0, 0, 0), (120, 30, 30)])
def test_a_bar_without_print_is_left(colour: Colour) -> None:
    page = french_page(lines=18)
    page.rectangle(FIRST, colour)
    clean = clean_sheet(1, page.gray(), 300.0)
    assert clean.bands == ()
    assert not steps_done(clean.quality)["invert_bands"]


def test_large_black_print_is_no_band() -> None:
    page = french_page(lines=18)
    page.write("MAROC", 300, 2300, 300)
    assert clean_sheet(1, page.gray(), 300.0).bands == ()


def test_bands_of_a_sideways_page_are_placed_on_the_upright_one() -> None:
    clean = clean_sheet(1, np.ascontiguousarray(np.rot90(banded().gray(), 1)), 300.0)
    assert len(clean.bands) == 2
    scale = clean.gray.shape[0] / clean.view.shape[0]
    for band in clean.bands:
        inside = Box(*(round(side / scale) for side in band)).grow(-4, -4)
        assert np.median(clean.view[inside.y0 : inside.y1, inside.x0 : inside.x1]) < 100
