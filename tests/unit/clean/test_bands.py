from __future__ import annotations

import numpy as np
import pytest

from balagh.model import Box
from balagh.pipelines.clean import clean_sheet
from balagh.pipelines.layout.components import find_components
from balagh.pipelines.layout.lines import find_lines
from tests.drawing import TIFINAGH, WHITE, Canvas, Colour, french_page, slanted, steps_done

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


@pytest.mark.parametrize("angle", [-0.9, 0.0, 0.8])
def test_a_page_of_bands_stands_upright_and_all_of_them_are_turned_over(angle: float) -> None:
    page = Canvas(2481, 1800)
    rows = [(120, 150 + 112 * k, 2360, 235 + 112 * k) for k in range(12)]
    for k, (band, colour) in enumerate(zip(rows, (NAVY, GREEN, (138, 75, 8)) * 4, strict=True)):
        page.rectangle(band, colour)
        page.write(TIFINAGH[k:], band[0] + 40, band[3] - 28, 46, fill=WHITE)
    clean = clean_sheet(1, slanted(page.bgr(), angle), 300.0)
    assert clean.rotation == 0
    assert len(clean.bands) == len(rows)
    window = clean.gray[180:1560, 200:2280]
    # Nothing dark is left but print: neither patches nor gaps between the bands turned to bars.
    assert 0.01 < float((window < 120).mean()) < 0.06


def test_the_end_of_a_band_leaves_no_upright_stroke() -> None:
    clean = clean_sheet(1, slanted(banded().bgr(), 0.7), 300.0)
    parts = find_components(clean.ink)
    for line in find_lines(parts).lines:
        assert line.box.width > 2 * line.box.height
