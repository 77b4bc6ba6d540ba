from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from balagh.pipelines.clean import clean_sheet
from balagh.pipelines.clean.overlays import lift_overlays
from tests.drawing import Canvas, Colour, french_page, steps_done

if TYPE_CHECKING:
    from balagh.model import Box

RED, BLUE, VIOLET, GREEN = (200, 30, 40), (40, 60, 190), (110, 50, 160), (20, 130, 60)
MIDDLE, RADIUS = (1500, 1000), 220
AROUND = np.s_[
    MIDDLE[1] - RADIUS - 20 : MIDDLE[1] + RADIUS + 20, MIDDLE[0] - RADIUS - 20 : MIDDLE[0] + RADIUS + 20
]


def overlays_of(page: Canvas) -> tuple[Box, ...]:
    return tuple(overlay.box for overlay in lift_overlays(page.bgr(), page.gray(), 300.0)[1])


def stamped(colour: Colour) -> Canvas:
    """A page with a round stamp between and over its lines, print last: black ink covers."""
    page = Canvas(2481, 3508)
    page.ring(*MIDDLE, RADIUS, fill=colour)
    page.ring(*MIDDLE, RADIUS - 60, fill=colour, width=4)
    page.write("MAIRIE", MIDDLE[0] - 90, MIDDLE[1] + 20, 56, fill=colour)
    page.picture.paste(
        french_page().picture, mask=french_page().picture.convert("L").point(lambda v: 255 - v)
    )
    return page


@pytest.mark.parametrize("colour", [RED, BLUE, VIOLET, GREEN])
def test_a_stamp_is_lifted_and_the_print_under_it_stays(colour: Colour) -> None:
    clean = clean_sheet(1, stamped(colour).bgr(), 300.0)
    assert steps_done(clean.quality)["lift_overlays"]
    (box,) = (overlay.box for overlay in clean.overlays)
    wanted = (MIDDLE[0] - RADIUS, MIDDLE[1] - RADIUS, MIDDLE[0] + RADIUS, MIDDLE[1] + RADIUS)
    assert tuple(box) == pytest.approx(wanted, abs=12)
    plain = french_page().gray()[AROUND]
    lifted = clean.gray[AROUND]
    assert np.median(lifted[plain < 30]) < 60
    assert np.percentile(lifted[plain < 30], 90) < 120
    # What is paper under the stamp is paper again: nothing there would pass for ink.
    assert float((lifted[plain == 255] < 150).mean()) < 0.002


@pytest.mark.parametrize("radius", [150, 180, 217])
def test_a_stamp_leaves_no_ink_of_its_own(radius: int) -> None:
    page = Canvas(1200, 1200)
    page.ring(601, 603, radius, fill=RED)
    assert not clean_sheet(1, page.bgr(), 300.0).ink.any()


def test_a_box_shaped_stamp_is_one() -> None:
    page = french_page()
    page.draw.rectangle((1300, 2200, 1750, 2440), outline=BLUE, width=7)
    page.write("ARRIVÉ LE 12", 1350, 2340, 50, fill=BLUE)
    (box,) = overlays_of(page)
    assert tuple(box) == pytest.approx((1300, 2200, 1751, 2441), abs=12)


def test_no_stamp_on_a_page_in_black() -> None:
    page = french_page()
    page.ring(*MIDDLE, RADIUS, fill=(0, 0, 0))
    assert overlays_of(page) == ()


def test_coloured_print_and_drawings_without_a_ring_are_no_stamps() -> None:
    page = french_page()
    page.write("COMMUNIQUÉ", 300, 300, 120, fill=RED)
    page.draw.polygon([(1800, 2500), (1700, 2800), (1900, 2800)], fill=GREEN)
    page.draw.line([(300, 3000), (800, 3300)], fill=BLUE, width=20)
    assert overlays_of(page) == ()
    assert not steps_done(clean_sheet(1, page.bgr(), 300.0).quality)["lift_overlays"]


def test_a_small_coloured_ring_is_no_stamp() -> None:
    page = french_page()
    page.ring(1500, 2600, 40, fill=RED)
    assert overlays_of(page) == ()


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_stamp_is_placed_on_the_upright_page(turn: int) -> None:
    sideways = np.ascontiguousarray(np.rot90(stamped(RED).bgr(), turn // 90))
    clean = clean_sheet(1, sideways, 300.0)
    (box,) = (overlay.box for overlay in clean.overlays)
    scale = clean.gray.shape[0] / clean.view.shape[0]
    coloured = clean.view.max(axis=2).astype(int) - clean.view.min(axis=2) > 60
    ys, xs = np.nonzero(coloured)
    seen = (int(side) * scale for side in (xs.min(), ys.min(), xs.max(), ys.max()))
    assert tuple(box) == pytest.approx(tuple(seen), abs=12)
