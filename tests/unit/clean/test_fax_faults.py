"""Streaks, lost lines and broken rules: the faults of a fax that are mended dot by dot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from balagh.pipelines.clean.dropouts import fill_dropouts
from balagh.pipelines.clean.rules import mend_rules
from balagh.pipelines.clean.streaks import lift_streaks
from tests.drawing import ARABIC, FRENCH, Canvas

if TYPE_CHECKING:
    from balagh.ingest import Image

DPI = 200.0


def dots(height: int = 700) -> Image:
    canvas = Canvas(1728, height)
    for row, text in enumerate(FRENCH[:5]):
        canvas.write(text, 200, 100 + 60 * row, 33)
    for row, text in enumerate(ARABIC[:4]):
        canvas.write_back(text, 1500, 420 + 65 * row, 33)
    return (canvas.gray() < 128).astype(np.uint8)


def test_a_streak_is_lifted_and_the_strokes_it_crosses_stay() -> None:
    ink = dots()
    streaked = ink.copy()
    streaked[:650, 611:613] = 1
    lifted, count = lift_streaks(streaked, DPI)
    assert count == 1
    # What was no streak is untouched; within it most of the print is back.
    outside = np.ones(1728, bool)
    outside[611:613] = False
    assert np.array_equal(lifted[:, outside], ink[:, outside])
    window = ink[:, 611:613] > 0
    assert (lifted[:, 611:613][window] > 0).mean() > 0.5
    assert (lifted[:, 611:613][~window] > 0).mean() < 0.02


def test_a_streak_that_comes_and_goes_is_one() -> None:
    ink = dots()
    streaked = ink.copy()
    for top in range(0, 640, 90):
        streaked[top : top + 64, 900] = 1
    lifted, count = lift_streaks(streaked, DPI)
    assert count == 1
    assert (lifted != ink).sum() < 40


def test_print_and_the_sides_of_a_small_frame_are_no_streaks() -> None:
    ink = dots()
    ink[380:640, 180:182] = ink[380:640, 1600:1602] = 1
    lifted, count = lift_streaks(ink, DPI)
    assert count == 0
    assert lifted is ink


@pytest.mark.parametrize("height", [1, 2])
def test_a_lost_line_is_filled(height: int) -> None:
    ink = dots()
    row = 152
    lost = ink.copy()
    lost[row : row + height] = 0
    filled, places = fill_dropouts(lost, DPI)
    assert places >= 1
    missing = (ink[row : row + height] > 0).sum()
    assert (filled[row : row + height] != ink[row : row + height]).sum() < 0.35 * missing


def test_a_black_line_through_print_is_taken_out() -> None:
    ink = dots()
    struck = ink.copy()
    struck[152, 100:1600] = 1
    filled, places = fill_dropouts(struck, DPI)
    assert places >= 1
    assert (filled[152] != ink[152]).sum() < 0.3 * (struck[152] != ink[152]).sum()


def test_whole_print_and_underlines_stay() -> None:
    ink = dots()
    ink[108:110, 195:1200] = 1
    filled, _ = fill_dropouts(ink, DPI)
    assert (filled != ink).sum() < 0.002 * ink.sum()


def test_a_broken_rule_is_whole_again() -> None:
    ink = np.zeros((300, 1000), np.uint8)
    ink[100:102, 100:900] = 1
    broken = ink.copy()
    for left in (150, 290, 470, 700):
        broken[100:102, left : left + 60] = 0
    mended, count = mend_rules(broken, DPI)
    assert count == 1
    assert np.array_equal(mended, ink)
    upright, count = mend_rules(np.ascontiguousarray(broken.T), DPI)
    assert count == 1
    assert np.array_equal(upright, ink.T)


def test_a_slanted_rule_is_joined_along_its_slant() -> None:
    ink = np.zeros((300, 1200), np.uint8)
    for x in range(100, 1100):
        ink[100 + x // 200 : 102 + x // 200, x] = 1
    broken = ink.copy()
    broken[:, 330:370] = broken[:, 640:700] = 0
    mended, count = mend_rules(broken, DPI)
    assert count == 1
    assert (mended != ink).sum() <= 30


def test_print_has_no_rules_to_mend() -> None:
    ink = dots()
    mended, count = mend_rules(ink, DPI)
    assert count == 0
    assert mended is ink
