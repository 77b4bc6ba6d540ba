from __future__ import annotations

import numpy as np
import pytest

from balagh.pipelines.clean import clean_sheet
from balagh.pipelines.clean.bilevel import COARSE_DPI
from balagh.pipelines.clean.noise import paper_noise, pepper_share, remove_pepper
from tests.drawing import french_page, grainy, pepper, steps_done

PLAIN = french_page(lines=12, height=5).gray()
GREY = np.minimum(PLAIN, 215).astype(np.uint8)


@pytest.mark.parametrize("sigma", [1.5, 3.0, 6.0, 10.0])
def test_the_grain_is_estimated_from_the_paper(sigma: float) -> None:
    assert paper_noise(grainy(GREY, sigma)) == pytest.approx(sigma, rel=0.15)


def test_print_is_no_grain() -> None:
    assert paper_noise(PLAIN) == 0.0


def test_grain_goes_into_the_record() -> None:
    clean = clean_sheet(1, grainy(GREY, 5.0), 300.0)
    assert clean.quality.noise == pytest.approx(5.0, rel=0.2)


@pytest.mark.parametrize("share", [0.005, 0.01, 0.03])
def test_pepper_is_counted_and_taken_out(share: float) -> None:
    dirty = pepper(PLAIN, share)
    assert pepper_share(dirty) == pytest.approx(share, rel=0.4)
    clean = clean_sheet(1, dirty, 300.0)
    assert steps_done(clean.quality)["remove_pepper"]
    paper = PLAIN == 255
    assert float((clean.gray[paper] < 110).mean()) < share / 10


@pytest.mark.parametrize("bilevel", [False, True])
@pytest.mark.parametrize("dpi", [150, 200, 300])
def test_the_thin_strokes_of_a_clean_page_are_no_pepper(dpi: int, bilevel: bool) -> None:
    page = french_page(dpi=dpi).gray()
    picture = np.where(page < 128, 0, 255).astype(np.uint8) if bilevel else page
    clean = clean_sheet(1, picture, float(dpi))
    assert not steps_done(clean.quality)["remove_pepper"]
    if not bilevel or dpi > COARSE_DPI:  # else it is redrawn as a fax
        assert np.array_equal(clean.gray, picture)


def test_the_filter_spares_strokes() -> None:
    stroke = np.full((40, 40), 255, np.uint8)
    stroke[10:30, 18:21] = 0
    stroke[5, 5] = 0
    filtered = remove_pepper(stroke)
    assert filtered[5, 5] == 255
    assert np.array_equal(filtered[11:29, 18:21], stroke[11:29, 18:21])


@pytest.mark.parametrize("height", [1, 5, 31, 33])
def test_low_pages_are_measured_too(height: int) -> None:
    page = np.full((height, 50), 200, np.uint8)
    assert paper_noise(page) == 0.0
    assert pepper_share(page) == 0.0
