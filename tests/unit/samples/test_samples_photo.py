from __future__ import annotations

from dataclasses import replace

import numpy as np

from balagh.pipelines.clean.page_edge import find_outline
from samples.desk import desk
from samples.photo import draw_shot, photograph, take


def blank_page() -> np.ndarray:
    return np.full((877, 620, 3), 255, np.uint8)


def test_the_same_generator_takes_the_same_photo() -> None:
    one, two = (photograph(blank_page(), np.random.default_rng(4)) for _ in range(2))
    assert np.array_equal(one, two)
    assert 7.5e6 < one.shape[0] * one.shape[1] < 12.5e6
    assert one.dtype == np.uint8


def test_the_page_lies_in_the_frame_and_fills_its_share() -> None:
    shot = replace(draw_shot(np.random.default_rng(1)), frame=(1632, 1224), fill=0.8, tilt=(0.0, 0.0, 0.0))
    shot = replace(shot, shift=(0.0, 0.0), bend=(0.0, 0.0), fold=0.0, barrel=0.0, hardness=0.0)
    outline = find_outline(take(blank_page(), shot, np.random.default_rng(7))[..., ::-1])
    assert outline is not None
    across = outline.corners[:, 0]
    width = min(1224, 1632 * 620 / 877)
    assert 0.77 < (across.max() - across.min()) / width < 0.83


def test_desks_differ() -> None:
    looks = [desk((200, 160), np.random.default_rng(seed)).mean(axis=(0, 1)) for seed in range(8)]
    assert np.ptp(np.stack(looks), axis=0).max() > 60
