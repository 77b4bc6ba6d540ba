"""How many dots an inch a page has, where its file does not say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from balagh.ingest.sheet import Image

#: Inches of the short side of A4, the paper of Moroccan offices.
A4_SHORT_SIDE = 8.27

#: Line finding works at about this resolution: 11-point print has 11-pixel x-heights there.
LAYOUT_DPI = 150.0


def estimate_dpi(height: int, width: int, stated: float | None) -> float:
    """Give the stated resolution, or the one that makes the page's short side that of A4 (72-600)."""
    if stated is not None:
        return stated
    return min(600.0, max(72.0, min(height, width) / A4_SHORT_SIDE))


def layout_shrink(dpi: float) -> int:
    """Give the whole factor that brings a page of `dpi` nearest to the layout resolution."""
    return max(1, round(dpi / LAYOUT_DPI))


def shrink_picture(image: Image, factor: int) -> Image:
    """Give the picture made smaller by a whole factor, each new pixel the mean of the old ones it covers.

    Rows and columns beyond the last whole pixel are left out; at least one pixel remains along each side.
    """
    if factor == 1:
        return image
    height, width = max(1, image.shape[0] // factor), max(1, image.shape[1] // factor)
    whole = image[: height * factor, : width * factor]
    # Halving by the bilinear filter is the mean of four, four times as fast as the area filter.
    way = cv2.INTER_LINEAR if factor == 2 else cv2.INTER_AREA
    return np.asarray(cv2.resize(whole, (width, height), interpolation=way), np.uint8)
