"""A fax is black and white, has the machine's resolution and line length, and is the same for the same seed."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest
from PIL import Image as Pil
from PIL import ImageSequence

from samples.fax import LINE_DOTS, fax_tiff, make_sender, send_page

if TYPE_CHECKING:
    from samples.degrade import Image


def _page() -> Image:
    page = np.full((3508, 2480, 3), 255, np.uint8)
    for y in range(400, 3000, 120):
        cv2.putText(page, "Communique de presse 2021", (300, y), cv2.FONT_HERSHEY_SIMPLEX, 2.0, (0, 0, 0), 4)
    return page


@pytest.mark.parametrize(("fine", "down"), [(True, (196, 200)), (False, (98,))])
def test_pages_arrive_in_black_and_white_at_the_machines_resolution(
    *, fine: bool, down: tuple[int, ...]
) -> None:
    with Pil.open(io.BytesIO(fax_tiff([_page(), _page()], np.random.default_rng(5), fine=fine))) as fax:
        frames = [np.asarray(frame.convert("L")) for frame in ImageSequence.Iterator(fax)]
        assert len(frames) == 2
        fax.seek(0)
        assert fax.mode == "1"
        assert fax.width == LINE_DOTS
        assert round(float(fax.info["dpi"][1])) in down
        assert fax.height == pytest.approx(3508 / 300 * fax.info["dpi"][1], rel=0.03)
        assert fax.info["compression"] == "group4"
    # The machine's own line stands above all else.
    assert all((frame[: round(0.02 * frame.shape[0])] == 0).sum() > 300 for frame in frames)


def test_the_same_seed_gives_the_same_fax() -> None:
    first, again, other = (fax_tiff([_page()], np.random.default_rng(seed), fine=True) for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_print_arrives_where_it_stood() -> None:
    rng = np.random.default_rng(3)
    sender = make_sender(rng, fine=True)
    sent = send_page(_page(), sender, rng)
    plain = cv2.cvtColor(_page(), cv2.COLOR_RGB2GRAY)
    share = (sent[400:-400, 300:-300] == 0).mean() / (plain < 128).mean()
    assert 0.5 < share < 2.5
