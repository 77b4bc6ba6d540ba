from __future__ import annotations

import cv2
import numpy as np
import pytest

from balagh.model import Box
from balagh.pipelines.recognise.script_windows import WINDOW_FEATURES, word_windows
from tests.drawing import Canvas


def line(text: str, size: int) -> tuple[np.ndarray, Box]:
    """A line's picture 120 pixels high, and the box of its ink."""
    canvas = Canvas(1200, 120)
    canvas.write(text, 40, 90, size)
    gray = canvas.gray()
    ys, xs = np.nonzero(gray < 128)
    return gray, Box(int(xs.min()), int(ys.min()), int(xs.max()) + 1, int(ys.max()) + 1)


def test_small_print_is_seen_as_large_print_is() -> None:
    gray, box = line("Conseil", 90)
    small = np.full_like(gray, 255)
    half = cv2.resize(gray, None, fx=0.8, fy=0.8, interpolation=cv2.INTER_AREA)
    small[20 : 20 + half.shape[0], : half.shape[1]] = half
    half_box = Box(*(round(0.8 * side) for side in box)).shift(0, 20)
    large_windows, _ = word_windows(gray, [box])
    small_windows, _ = word_windows(small, [half_box])
    assert abs(len(large_windows) - len(small_windows)) <= 1
    count = min(len(large_windows), len(small_windows))
    likeness = (large_windows[:count] * small_windows[:count]).sum(axis=1)
    assert float(np.median(likeness)) > 0.8


def test_a_dash_is_not_enlarged_to_a_bar() -> None:
    gray, box = line("-", 60)
    features, _ = word_windows(gray, [box])
    tall, tall_box = line("I", 60)
    bars, _ = word_windows(tall, [tall_box])
    assert float((features[0] * bars[0]).sum()) < 0.6


def test_windows_are_numbered_by_word_and_none_is_left_out() -> None:
    gray, box = line("un mot", 60)
    middle = (box.x0 + box.x1) // 2
    boxes = [
        Box(box.x0, box.y0, middle, box.y1),
        Box(middle, box.y0, box.x1, box.y1),
        Box(box.x1 - 3, 60, box.x1, 90),
    ]
    features, owners = word_windows(gray, boxes)
    assert features.shape == (len(owners), WINDOW_FEATURES)
    assert sorted(set(owners.tolist())) == [0, 1, 2]
    assert np.linalg.norm(features, axis=1) == pytest.approx(1.0, abs=0.01)
