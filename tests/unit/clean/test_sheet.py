from __future__ import annotations

import cv2
import numpy as np
import pytest

from balagh.pipelines.clean import clean_sheet
from tests.drawing import Canvas, french_page, grainy, pepper, slanted, steps_done

PLAIN = french_page(lines=12, height=5)


def test_a_clean_page_is_not_harmed() -> None:
    picture = PLAIN.gray()
    clean = clean_sheet(3, picture, 300.0)
    assert np.array_equal(clean.gray, picture)
    assert (clean.number, clean.rotation, clean.skew, clean.overlays, clean.bands) == (3, 0, 0.0, (), ())
    assert not any(steps_done(clean.quality).values())


def test_a_clean_page_in_colours_keeps_its_grey_and_its_colours() -> None:
    clean = clean_sheet(1, PLAIN.bgr(), 300.0)
    assert np.array_equal(clean.gray, PLAIN.gray())
    assert clean.view.ndim == 3


@pytest.mark.parametrize("angle", [0.0, 1.5])
def test_the_view_is_the_upright_page_small_and_uncleaned(angle: float) -> None:
    page = np.asarray(slanted(PLAIN.gray(), angle) * 0.7, np.uint8)
    clean = clean_sheet(1, page, 300.0)
    assert min(clean.view.shape) <= 1500
    height, width = clean.view.shape
    assert width / height == pytest.approx(page.shape[1] / page.shape[0], rel=0.01)
    # As dark as it came, and straight: the print stands where it stands on the clean page.
    assert np.percentile(clean.view[height // 4 : -height // 4, width // 4 : -width // 4], 90) < 200
    small = cv2.resize(clean.gray, (width, height), interpolation=cv2.INTER_AREA)
    assert np.corrcoef(small[20:-20, 20:-20].ravel(), clean.view[20:-20, 20:-20].ravel())[0, 1] > 0.95


def test_the_sheet_itself_is_never_changed() -> None:
    page = french_page(lines=12, height=5)
    page.ring(1200, 900, 220, fill=(200, 30, 40))
    page.rectangle((300, 120, 2000, 240), (20, 20, 90))
    page.write("COMMUNIQUÉ", 400, 220, 80, fill=(255, 255, 255))
    picture = pepper(slanted(np.asarray(page.bgr() * 0.8, np.uint8), 1.2), 0.01)
    before = picture.copy()
    clean = clean_sheet(1, picture, 300.0)
    assert np.array_equal(picture, before)
    assert all(done for name, done in steps_done(clean.quality).items() if name != "turn_page")


def test_every_decision_is_recorded_with_its_figure() -> None:
    steps = clean_sheet(1, grainy(PLAIN.gray(), 3.0), 300.0).quality.steps
    names = [step.name for step in steps]
    assert len(set(names)) == len(names)
    assert {
        "lift_overlays",
        "invert_bands",
        "flatten_light",
        "turn_page",
        "deskew_page",
        "remove_pepper",
    } <= {*names}
    assert all(step.value is not None for step in steps)


def test_a_page_known_to_stand_on_its_head_is_turned_first() -> None:
    picture = PLAIN.gray()
    clean = clean_sheet(1, np.ascontiguousarray(picture[::-1, ::-1]), 300.0, turn=180)
    assert clean.rotation == 180
    assert np.array_equal(clean.gray, picture)
    assert steps_done(clean.quality)["turn_page"]


@pytest.mark.parametrize("dpi", [150, 200, 300])
def test_the_ink_is_a_smaller_map_of_the_print(dpi: int) -> None:
    page = Canvas(round(8.27 * dpi), 4 * dpi)
    box = page.write("Communiqué", dpi, 2 * dpi, dpi // 3)
    clean = clean_sheet(1, page.gray(), float(dpi))
    ys, xs = np.nonzero(clean.ink)
    found = tuple(int(side) * clean.shrink for side in (xs.min(), ys.min(), xs.max() + 1, ys.max() + 1))
    assert found == pytest.approx(tuple(box), abs=dpi // 40)  # the box has the blanks beside the letters too


def test_grain_is_no_ink() -> None:
    plain, noisy = PLAIN.gray(), grainy(np.minimum(PLAIN.gray(), 235).astype(np.uint8), 12.0)
    one, two = clean_sheet(1, plain, 300.0).ink > 0, clean_sheet(1, noisy, 300.0).ink > 0
    assert float(two[~one].mean()) < 0.005
    assert float(two[one].mean()) > 0.9


def test_contrast_is_paper_minus_ink() -> None:
    pale = 255 - (255 - PLAIN.gray().astype(int)) * 6 // 10
    assert clean_sheet(1, np.asarray(pale, np.uint8), 300.0).quality.contrast == pytest.approx(153, abs=15)
    assert clean_sheet(1, np.full((300, 200), 255, np.uint8), 300.0).quality.contrast is None


@pytest.mark.parametrize("shape", [(1, 1), (1, 400), (400, 1), (2, 2, 3), (7, 2000)])
@pytest.mark.parametrize("level", [0, 128, 255])
def test_no_picture_is_too_small(shape: tuple[int, ...], level: int) -> None:
    clean = clean_sheet(1, np.full(shape, level, np.uint8), None)
    assert clean.gray.size == shape[0] * shape[1]
