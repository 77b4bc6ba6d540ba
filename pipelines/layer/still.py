"""A drawn page made ready for the stages that read pictures: it is upright and evenly lit already."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from balagh.model import Quality
from balagh.pipelines.clean.bands import find_bands, invert_bands
from balagh.pipelines.clean.ink import find_ink
from balagh.pipelines.clean.light import paper_levels
from balagh.pipelines.clean.overlays import lift_overlays
from balagh.pipelines.clean.page import CleanPage
from balagh.pipelines.clean.resolution import layout_shrink, shrink_picture
from balagh.pipelines.clean.sheet import small_view

if TYPE_CHECKING:
    from balagh.ingest.sheet import Image
    from balagh.pipelines.clean.overlays import Overlay


def still_page(number: int, picture: Image, dpi: float) -> CleanPage:
    """Make a drawn page ready for line finding; nothing on it is moved, so places on it stay what they were.

    Args:
        number: one-based place in the source.
        picture: (height, width) grey or (height, width, 3) BGR, uint8.
        dpi: its resolution.
    """
    gray = picture
    overlays: tuple[Overlay, ...] = ()
    if picture.ndim == 3:
        gray = np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8)
        gray, overlays = lift_overlays(picture, gray, dpi)
    shrink = layout_shrink(dpi)
    small = shrink_picture(gray, shrink)
    bands = find_bands(small, dpi / shrink, float(np.percentile(paper_levels(small, dpi / shrink), 90)))
    if bands:
        bands = tuple(band.grown(shrink) for band in bands)
        gray = invert_bands(gray, bands, dpi)
    return CleanPage(
        number=number,
        gray=gray,
        view=small_view(picture),
        ink=find_ink(gray, shrink, 0.0),
        shrink=shrink,
        dpi=dpi,
        rotation=0,
        skew=0.0,
        overlays=overlays,
        bands=tuple(band.box for band in bands),
        quality=Quality(),
    )
