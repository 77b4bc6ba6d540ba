from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from balagh.pipelines.clean.bilevel import (
    draw_smooth,
    is_bilevel,
    mend_fax,
    remove_specks,
    stroke_width,
    undo_halftone,
)
from tests.drawing import FRENCH, Canvas

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from balagh.ingest import Image

#: 12-point print at 200 dots an inch.
SIZE = 33


def dots(width: int = 1728, height: int = 600) -> Image:
    """A page of print in black and white, 1 = ink."""
    canvas = Canvas(width, height)
    for row, text in enumerate(FRENCH[: (height - 100) // 60]):
        canvas.write(text, 200, 100 + 60 * row, SIZE)
    return (canvas.gray() < 128).astype(np.uint8)


def as_gray(ink: Image) -> Image:
    return np.asarray(255 * (1 - ink), np.uint8)


def standard_mode(ink: Image) -> Image:
    """A page sent with half of the lines, and stretched to square dots as ingest does it."""
    sent = as_gray(ink)[::2]
    return np.asarray(
        cv2.resize(sent, (ink.shape[1], round(sent.shape[0] * 2.08)), interpolation=cv2.INTER_CUBIC), np.uint8
    )


def test_black_and_white_is_told_from_soft_print() -> None:
    page = as_gray(dots())
    assert is_bilevel(page)
    assert is_bilevel(standard_mode(dots()))
    assert not is_bilevel(np.asarray(cv2.GaussianBlur(page, (0, 0), 0.8), np.uint8))
    assert not is_bilevel(np.full((300, 300), 255, np.uint8))


def test_only_coarse_pages_are_redrawn() -> None:
    page = as_gray(dots())
    assert mend_fax(page, 300.0) is None
    assert mend_fax(np.stack([page] * 3, axis=-1), 200.0) is None
    sent = mend_fax(page, 200.0)
    assert sent is not None
    assert sent.dpi == 300.0
    assert sent.picture.shape == (900, 2592)
    assert [step.name for step in sent.steps][-1] == "draw_smooth"


def test_a_standard_fax_is_drawn_like_the_page_that_was_sent() -> None:
    ink = dots()
    sent = mend_fax(standard_mode(ink), 204.0)
    assert sent is not None
    back = cv2.resize(sent.picture, (ink.shape[1], ink.shape[0]), interpolation=cv2.INTER_AREA) < 128
    assert (back & (ink > 0)).sum() > 0.8 * ink.sum()
    assert (back & (ink == 0)).sum() < 0.2 * ink.sum()


def test_specks_go_and_the_dots_of_letters_stay() -> None:
    ink = dots()
    count, _ = cv2.connectedComponents(ink, connectivity=8)
    dirty = ink.copy()
    spots: NDArray[np.int64] = np.array([(20, 50), (30, 1500), (560, 900), (300, 60), (118, 700)])
    dirty[spots[:, 0], spots[:, 1]] = 1
    dirty[570:573, 300:303] = 1
    cleaned, removed = remove_specks(dirty)
    assert removed == 6
    assert cv2.connectedComponents(cleaned, connectivity=8)[0] == count
    assert np.array_equal(cleaned, ink)


def test_stroke_width_is_that_of_print_whatever_lies_around() -> None:
    ink = dots()
    clean = stroke_width(ink)
    rng = np.random.default_rng(1)
    ink[rng.random(ink.shape) < 0.002] = 1
    ink[580] = 1
    assert 3 <= clean <= 6
    assert abs(stroke_width(ink) - clean) <= 1
    assert stroke_width(np.zeros((9, 9), np.uint8)) == 1.0


@pytest.mark.parametrize(("share", "halftone"), [(0.02, True), (0.0005, False)])
def test_scattered_dots_are_gathered(*, share: float, halftone: bool) -> None:
    ink = dots()
    sent = ink.copy()
    sent[np.random.default_rng(2).random(ink.shape) < share] = 1
    gathered, found = undo_halftone(sent)
    assert found is halftone
    assert np.array_equal(gathered, sent) is not halftone
    if halftone:
        assert (gathered != ink).mean() < 0.3 * (sent != ink).mean() + 0.005


def test_smooth_drawing_keeps_place_and_weight() -> None:
    ink = np.zeros((40, 40), np.uint8)
    ink[10:30, 15:25] = 1
    drawn = draw_smooth(ink, 1.5)
    assert drawn.shape == (60, 60)
    assert drawn[30, 30] < 5
    assert drawn[5, 5] > 250
    assert (255 - drawn).sum() / 255 == pytest.approx(200 * 2.25, rel=0.03)
