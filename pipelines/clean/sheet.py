"""The order of cleaning, and the record of it.

A photograph is laid flat and evenly lit first. Stamps go next (they need the colours), then bands (they would pass
for shadows), the light, the turn and the slant (lines are sharpest on an even page), and the dirt last.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from balagh.model import Box, Quality, Step
from balagh.pipelines.clean.bands import find_bands, invert_bands
from balagh.pipelines.clean.bilevel import mend_fax
from balagh.pipelines.clean.ink import find_ink
from balagh.pipelines.clean.light import UNEVEN_LIGHT, WHITE_PAPER, flatten_light, paper_levels, unevenness
from balagh.pipelines.clean.noise import PEPPER, paper_noise, pepper_share, remove_pepper
from balagh.pipelines.clean.overlays import Overlay, lift_overlays
from balagh.pipelines.clean.page import CleanPage
from balagh.pipelines.clean.photo import open_picture
from balagh.pipelines.clean.resolution import layout_shrink, shrink_picture
from balagh.pipelines.clean.skew import LEAST_SKEW, deskew_page, find_slant, turn_quarters

if TYPE_CHECKING:
    from balagh.ingest.sheet import Image


#: Pixels along the shorter side of the small picture kept for displays; between this and one and a half times as many.
VIEW_WIDTH = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Flat:
    """A page with stamps and bands dealt with and even light, not yet upright."""

    gray: Image
    overlays: tuple[Overlay, ...]
    bands: tuple[Box, ...]
    noise: float
    steps: tuple[Step, ...]


def clean_sheet(number: int, image: Image, stated_dpi: float | None, turn: int = 0) -> CleanPage:
    """Clean one page.

    Args:
        number: one-based place in the source.
        image: (height, width) grey or (height, width, 3) BGR, uint8; left unchanged.
        stated_dpi: what the file says, or None.
        turn: degrees (0, 90, 180, 270) to turn the page clockwise before anything else, where reading has shown that
            it stands on its head.
    """
    given = turn_quarters(image, turn) if turn else image
    opened = mend_fax(given, stated_dpi) or open_picture(given, stated_dpi)
    picture, dpi = opened.picture, opened.dpi
    shrink = layout_shrink(dpi)
    flat = _flatten(picture, dpi)
    noise = flat.noise
    sideways, slant = find_slant(find_ink(flat.gray, shrink, noise))
    quarter = 90 if sideways else 0
    gray, view, boxes = flat.gray, small_view(picture), (flat.overlays, flat.bands)
    if quarter:
        boxes = (_turn_overlays(flat.overlays, gray), _turn_boxes(flat.bands, gray))
        gray, view = turn_quarters(gray, quarter), turn_quarters(view, quarter)
    skewed = abs(slant.angle) >= LEAST_SKEW
    if skewed:
        gray, view = deskew_page(gray, slant.angle, 255), deskew_page(view, slant.angle, 255)
    pepper = pepper_share(gray)
    if pepper > PEPPER:
        gray = remove_pepper(gray)
    ink = find_ink(gray, shrink, noise)
    steps = (
        *opened.steps,
        *flat.steps,
        Step(
            name="turn_page",
            applied=bool(quarter or turn),
            value=float((quarter + turn) % 360),
            note="degrees",
        ),
        Step(name="deskew_page", applied=skewed, value=round(slant.angle, 2), note="degrees"),
        Step(name="remove_pepper", applied=pepper > PEPPER, value=round(pepper, 5), note="share of pixels"),
    )
    return CleanPage(
        number=number,
        gray=gray,
        view=view,
        ink=ink,
        shrink=shrink,
        dpi=dpi,
        rotation=(quarter + turn) % 360,
        skew=round(slant.angle, 2) if skewed else 0.0,
        overlays=boxes[0],
        bands=boxes[1],
        quality=Quality(steps=steps, noise=round(noise, 2), contrast=_contrast(gray, ink, shrink)),
    )


def small_view(picture: Image) -> Image:
    """Give the picture at a size for displays: at most `VIEW_WIDTH` pixels along its shorter side."""
    return shrink_picture(picture, max(1, round(min(picture.shape[:2]) / VIEW_WIDTH)))


def _flatten(picture: Image, dpi: float) -> _Flat:
    overlays: tuple[Overlay, ...] = ()
    if picture.ndim == 3:
        gray = np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8)
        gray, overlays = lift_overlays(picture, gray, dpi)
    else:
        gray = picture
    shrink = layout_shrink(dpi)
    small = shrink_picture(gray, shrink)
    paper = paper_levels(small, dpi / shrink)
    bright = float(np.percentile(paper, 90))
    bands = find_bands(small, dpi / shrink, bright)
    if bands:
        bands = tuple(band.grown(shrink) for band in bands)
        gray = invert_bands(gray, bands, dpi, bright)
        paper = paper_levels(shrink_picture(gray, shrink), dpi / shrink)
    noise = paper_noise(gray)
    spread, white = unevenness(paper), float(np.percentile(paper, 50))
    uneven = spread > UNEVEN_LIGHT or white < WHITE_PAPER
    if uneven:
        gray = flatten_light(gray, paper)
    steps = (
        Step(
            name="lift_overlays",
            applied=bool(overlays),
            value=float(len(overlays)),
            note="stamps and pen strokes",
        ),
        Step(name="invert_bands", applied=bool(bands), value=float(len(bands)), note="bands"),
        Step(
            name="flatten_light",
            applied=uneven,
            value=round(spread, 1),
            note="grey levels between paper and paper",
        ),
    )
    return _Flat(
        gray=gray, overlays=overlays, bands=tuple(band.box for band in bands), noise=noise, steps=steps
    )


def _turn_overlays(overlays: tuple[Overlay, ...], gray: Image) -> tuple[Overlay, ...]:
    """Turn overlays clockwise by a quarter with their page (`gray` before the turn)."""
    boxes = _turn_boxes(tuple(overlay.box for overlay in overlays), gray)
    return tuple(
        replace(overlay, box=box, ink=turn_quarters(overlay.ink, 90))
        for overlay, box in zip(overlays, boxes, strict=True)
    )


def _turn_boxes(boxes: tuple[Box, ...], gray: Image) -> tuple[Box, ...]:
    """Turn boxes clockwise by a quarter with their page (`gray` before the turn)."""
    height = gray.shape[0]
    return tuple(Box(height - box.y1, box.x0, height - box.y0, box.x1) for box in boxes)


def _contrast(gray: Image, ink: Image, shrink: int) -> float | None:
    """Give paper minus ink in grey levels, from the pixels at the ink's own grid."""
    grid = gray[::shrink, ::shrink][: ink.shape[0], : ink.shape[1]]
    inked = grid[ink > 0]
    return round(255.0 - float(np.median(inked)), 1) if inked.size else None
