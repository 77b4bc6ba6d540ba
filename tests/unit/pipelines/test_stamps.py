"""Stamps and signatures over print, on pages as the sample generator makes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from balagh.model import Role, Script
from balagh.pipelines.clean.overlays import lift_overlays
from balagh.pipelines.stamps import read_overlays, stamp_pictures
from balagh.pipelines.tools import tools_for
from balagh.settings import Settings
from samples.stamps import Stamp, press, sign
from tests.drawing import french_page

if TYPE_CHECKING:
    from balagh.ingest.sheet import Image
    from balagh.pipelines.clean.overlays import Overlay

BLUE, RED = (40, 60, 160), (170, 30, 40)


def overlays_on(page: Image) -> tuple[Image, tuple[Overlay, ...]]:
    """What is lifted from an RGB page, and the grey page without it."""
    colour = np.ascontiguousarray(page[:, :, ::-1])
    return lift_overlays(colour, np.asarray(page.mean(axis=2), np.uint8), 300.0)


def rgb(page: Image) -> Image:
    return np.ascontiguousarray(page[:, :, ::-1])


@pytest.mark.parametrize(
    ("stamp", "words"),
    [
        (
            Stamp(lines=("ARRIVÉE", "14 MAI 2019"), shape="box", colour=RED, size=50, angle=-8),
            ["ARRIVÉE"],
        ),
        (
            Stamp(lines=("Le Secrétaire", "GÉNÉRAL"), shape="oval", colour=BLUE, size=50, angle=12),
            ["GÉNÉRAL"],
        ),
        (
            Stamp(lines=("مكتب الضبط",), shape="box", colour=BLUE, size=50, angle=4, font="Amiri"),
            ["مكتب الضبط"],
        ),
        (
            Stamp(lines=("ARCHIVES",), ring="Commune de Tafraout", colour=BLUE, size=48),
            ["Commune de Tafraout", "ARCHIVES"],
        ),
    ],
)
def test_what_stands_in_a_stamp_is_read(stamp: Stamp, words: list[str]) -> None:
    page = np.full((3508, 2481, 3), 255, np.uint8)
    pressed = press(page, stamp, (0.5, 0.6), np.random.default_rng(4))
    (figure,) = read_overlays(overlays_on(pressed)[1], 300.0, tools_for(Settings()))
    read = [" ".join(word.text for word in line.words) for line in figure.lines]
    assert figure.role is Role.STAMP
    assert set(words) <= set(read)
    assert {line.script for line in figure.lines} <= {Script.LATIN, Script.ARABIC}


def test_words_around_a_ring_are_laid_straight() -> None:
    page = np.full((900, 900, 3), 255, np.uint8)
    pressed = press(page, Stamp(ring="PRÉFECTURE", size=48), (0.5, 0.5), np.random.default_rng(1))
    (overlay,) = overlays_on(pressed)[1]
    band, _ = stamp_pictures(overlay.ink)
    assert band.shape[1] > 3 * band.shape[0]


@pytest.mark.parametrize("seed", range(3))
def test_a_signature_over_print_is_lifted_and_its_print_stays(seed: int) -> None:
    plain = rgb(french_page().bgr())
    signed = sign(plain, (0.5, 0.5), np.random.default_rng(seed), colour=(25, 35, 110))
    lifted, (overlay,) = overlays_on(signed)
    assert overlay.role is Role.SIGNATURE
    gray = plain.mean(axis=2)
    assert np.percentile(lifted[gray < 30], 90) < 120
    window = np.s_[overlay.box.y0 : overlay.box.y1, overlay.box.x0 : overlay.box.x1]
    assert float((lifted[window][gray[window] == 255] < 150).mean()) < 0.01


def test_a_signature_is_no_letters() -> None:
    page = np.full((3508, 2481, 3), 255, np.uint8)
    signed = sign(page, (0.6, 0.8), np.random.default_rng(2))
    (figure,) = read_overlays(overlays_on(signed)[1], 300.0, tools_for(Settings()))
    assert (figure.role, figure.lines) == (Role.SIGNATURE, ())


def test_a_coloured_emblem_in_the_head_is_no_stamp() -> None:
    page = np.full((3508, 2481, 3), 255, np.uint8)
    headed = press(page, Stamp(lines=("A",), size=25), (0.5, 0.08), np.random.default_rng(3))
    assert overlays_on(headed)[1] == ()


def test_light_letters_on_a_coloured_band_are_no_overlay() -> None:
    page = french_page()
    page.draw.rectangle((200, 1500, 2200, 1640), fill=(20, 80, 50))
    page.write("COMMUNIQUÉ DE PRESSE", 300, 1600, 90, fill=(255, 255, 255))
    assert overlays_on(rgb(page.bgr()))[1] == ()


def test_coloured_words_within_a_line_are_no_overlay() -> None:
    page = french_page()
    page.write("www.exemple.ma et la suite en noir", 300, 1700, 50, fill=(20, 60, 200))
    page.write("Contact :", 300, 1800, 50)
    page.write("presse@exemple.ma", 560, 1800, 50, fill=(20, 60, 200))
    assert overlays_on(rgb(page.bgr()))[1] == ()
