"""What cleaning hands to layout: an upright grey page and its ink, with the record of what was done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from balagh.ingest.sheet import Image
    from balagh.model import Box, Quality
    from balagh.pipelines.clean.overlays import Overlay


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanPage:
    """An upright page ready for line finding.

    Attributes:
        number: one-based place in the source.
        gray: (height, width) uint8; paper near 255, ink dark, dark bands turned over, stamps lifted out.
        view: the same page small, as it looks, grey or BGR, turned and deskewed but not cleaned (for displays).
        ink: (height / shrink, width / shrink) uint8, 255 where there is ink.
        shrink: pixels of `gray` for one of `ink`, along each axis.
        dpi: dots an inch of `gray`, read from the file or estimated.
        rotation: degrees turned clockwise; skew: degrees of clockwise slant taken out.
        overlays: coloured stamps and pen strokes, boxes in pixels of `gray`.
        bands: light-on-dark bands that were turned over, in pixels of `gray`.
        quality: the steps, in order.
    """

    number: int
    gray: Image
    view: Image
    ink: Image
    shrink: int
    dpi: float
    rotation: int
    skew: float
    overlays: tuple[Overlay, ...]
    bands: tuple[Box, ...]
    quality: Quality
