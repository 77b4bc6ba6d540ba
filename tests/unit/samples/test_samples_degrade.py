"""The scanner keeps the page's size, is repeatable, and does what its settings say."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from samples.degrade import PAPER, Image, degrade, generator
from samples.document import Scan

CLEAN = Scan(skew=0, light=0, noise=0, blur=0, specks=0, ink=1.0)


def _page() -> Image:
    page = np.full((400, 300, 3), 255, np.uint8)
    page[195:205, 50:250] = 0
    page[100:120, 100:120] = (200, 30, 30)
    return page


@pytest.mark.parametrize("colour", [False, True])
@pytest.mark.parametrize("skew", [-2.0, 0.0, 1.3])
def test_size_and_type_are_kept(*, colour: bool, skew: float) -> None:
    scanned = degrade(_page(), Scan(skew=skew, colour=colour), generator("x", 0))
    assert scanned.shape == ((400, 300, 3) if colour else (400, 300))
    assert scanned.dtype == np.uint8


def test_the_same_name_and_seed_give_the_same_scan() -> None:
    first, again, other = (degrade(_page(), Scan(), generator("x", seed)) for seed in (0, 0, 1))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_without_any_fault_only_the_paper_is_darker() -> None:
    scanned = degrade(_page(), CLEAN, generator("x", 0))
    assert scanned.max() == PAPER
    assert scanned.min() == 0


def test_positive_skew_turns_clockwise() -> None:
    scanned = degrade(_page(), CLEAN.model_copy(update={"skew": 2.0}), generator("x", 0))
    left, right = (int(np.argmin(scanned[150:250, x])) for x in (60, 240))
    assert right - left == pytest.approx(180 * np.tan(np.radians(2)), abs=1.5)


def test_light_falls_off_and_noise_has_its_strength() -> None:
    blank = np.full((400, 300, 3), 255, np.uint8)
    lit = degrade(blank, CLEAN.model_copy(update={"light": 0.2}), generator("x", 0))
    assert PAPER * 0.15 < int(lit.max()) - int(lit.min()) <= PAPER * 0.2 + 1
    noisy = degrade(blank, CLEAN.model_copy(update={"noise": 3.0}), generator("x", 0))
    assert float(noisy.astype(np.float32).std()) == pytest.approx(3.0, abs=0.4)


def test_specks_are_dark_dots() -> None:
    blank = np.full((400, 300, 3), 255, np.uint8)
    dusty = degrade(blank, CLEAN.model_copy(update={"specks": 8}), generator("x", 0))
    count, _ = cv2.connectedComponents((dusty < 200).astype(np.uint8))
    assert 5 <= count - 1 <= 8
