"""Small pictures as the line finding likes them: dark print on white, large enough, with white around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from balagh.pipelines.flow.parts import find_parts
from balagh.pipelines.flow.plates import clear_plates

if TYPE_CHECKING:
    from balagh.ingest.sheet import Image

#: Dots an inch that a logo is brought to. Its print is smaller than a page's: 6 to 9 points.
LOGO_DPI = 400.0

#: Dots an inch of a picture that does not say: screens have 96, and logos come from web sites.
SCREEN_DPI = 96.0

#: A picture is enlarged at most this much: beyond it there is nothing but blur.
MOST_ZOOM = 4.0

#: A picture at least so many inches wide and high is a page or a part of one and is read as it is.
PAGE_INCHES = (5.0, 3.0)

#: White around a part of a logo (inches): print that touches the edge is taken for the shadow of a scanner's lid.
MARGIN = 0.25

#: A part no lighter than the first, whose greys differ by less than the second, inside its edges of so many pixels, is
#: a patch of colour without print.
LIGHTEST_PATCH, LEAST_CONTRAST, EDGE = 200, 24, 6

#: The distance from white to black in colour space.
_FARTHEST = 441.673


def is_page(image: Image, dpi: float | None) -> bool:
    """Say whether a picture is a scanned page, or a good part of one, rather than a logo."""
    height, width = image.shape[:2]
    own = dpi or SCREEN_DPI
    return bool(width >= PAGE_INCHES[0] * own and height >= PAGE_INCHES[1] * own)


def prepare_logo(image: Image, dpi: float | None) -> tuple[tuple[Image, ...], float]:
    """Give the parts of a small picture to read in turn, grey and enlarged on white, and their dots an inch.

    Colour becomes grey by its distance from white: yellow print on white is seen as well as white print on yellow,
    and a coloured logo is not taken for a rubber stamp. Print on dark or coloured plates becomes dark on white.
    """
    own = min(dpi or SCREEN_DPI, LOGO_DPI)
    zoom = min(MOST_ZOOM, LOGO_DPI / own)
    grey = _distance(image) if image.ndim == 3 else image
    size = (max(1, round(grey.shape[1] * zoom)), max(1, round(grey.shape[0] * zoom)))
    large = np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_CUBIC), np.uint8) if zoom > 1 else grey
    new_dpi = own * zoom
    large = clear_plates(large, new_dpi)
    margin = round(MARGIN * new_dpi)
    # A few pixels more than the ink: its soft edges.
    boxes = (box.grow(3, 3).clip(large.shape[1], large.shape[0]) for box in find_parts(large))
    parts = (large[box.y0 : box.y1, box.x0 : box.x1] for box in boxes)
    return tuple(_framed(part, margin) for part in parts if not _is_plain(part)), new_dpi


def _is_plain(part: Image) -> bool:
    """Tell whether nothing can be printed on a part: it is of one colour, edges apart."""
    inside = part[EDGE:-EDGE, EDGE:-EDGE]
    if not inside.size:
        return False
    lightest = int(inside.max())
    return lightest <= LIGHTEST_PATCH and lightest - int(inside.min()) < LEAST_CONTRAST


def _framed(part: Image, margin: int) -> Image:
    framed = cv2.copyMakeBorder(part, margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=(255,))
    return np.asarray(framed, np.uint8)


def _distance(image: Image) -> Image:
    away = np.linalg.norm(255.0 - image.astype(np.float32), axis=2) * (255.0 / _FARTHEST)
    return np.asarray(255.0 - away, np.uint8)
