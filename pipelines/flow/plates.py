"""Plates in a logo: dark or coloured fields with print on them, turned into dark print on white.

Office scans have bands across the page, which cleaning finds at a small size. A logo's plates are of any shape and
stand close to other print, but its pixels are free of a scanner's noise, so that outlines can be trusted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from balagh.ingest.sheet import Image

#: Darker than this grey level is no paper.
DARK = 184

#: The least height and width of a plate (inches): smaller ones are letters.
LEAST_HEIGHT, LEAST_WIDTH = 0.12, 0.3

#: A plate fills at least this share of the shape that a thread drawn around it would have; joined letters do not.
LEAST_SOLID = 0.85

#: Grey levels between a plate and the print on it.
CONTRAST = 50

#: The share of a plate that is print: less is a bare shape, more is a ring or a wheel.
LEAST_PRINT, MOST_PRINT = 0.01, 0.5

#: Pieces of print on a plate: a letter such as B has two holes.
FEWEST_PIECES = 3

#: The rim of a plate that is painted white (inches): its edge is soft, and would be a frame around the print.
RIM = 0.008


def clear_plates(gray: Image, dpi: float) -> Image:
    """Give the picture (dark on white, `dpi` dots an inch) with the print of each plate dark on white."""
    dark = np.where(gray < DARK, 255, 0).astype(np.uint8)
    outlines, _ = cv2.findContours(dark, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    cleared = gray
    for outline in outlines:
        x, y, width, height = cv2.boundingRect(outline)
        if height < LEAST_HEIGHT * dpi or width < LEAST_WIDTH * dpi or not _is_solid(outline):
            continue
        window = gray[y : y + height, x : x + width]
        mask = np.zeros((height, width), np.uint8)
        cv2.drawContours(mask, [outline], -1, (255,), cv2.FILLED, offset=(-x, -y))
        turned = _turned(window, mask, dpi)
        if turned is None:
            continue
        cleared = cleared.copy() if cleared is gray else cleared
        cleared[y : y + height, x : x + width][mask > 0] = turned[mask > 0]
    return cleared


def _is_solid(outline: cv2.typing.MatLike) -> bool:
    around = cv2.contourArea(cv2.convexHull(outline))
    return around > 0 and cv2.contourArea(outline) >= LEAST_SOLID * around


def _turned(window: Image, mask: Image, dpi: float) -> Image | None:
    """Give a plate's window with its print dark on white; None where nothing is printed on it."""
    level = float(np.median(window[mask > 0]))
    light = (window > level + CONTRAST) & (mask > 0)
    dark = (window < level - CONTRAST) & (mask > 0)
    # Soft edges of the print have both; what there is more of is the print.
    print_ = light if light.sum() >= dark.sum() else dark
    share = float(print_.sum()) / float((mask > 0).sum())
    pieces = cv2.connectedComponents(print_.astype(np.uint8))[0] - 1
    if not LEAST_PRINT <= share <= MOST_PRINT or pieces < FEWEST_PIECES:
        return None
    values = window.astype(np.float32)
    if print_ is light:
        turned = 255 - (values - level) * (255 / max(CONTRAST, 255 - level))
    else:
        turned = values * (255 / max(CONTRAST, level))
    rim = max(1, round(RIM * dpi))
    inner = cv2.erode(cv2.copyMakeBorder(mask, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=(0,)), _disc(rim))
    turned[inner[1:-1, 1:-1] == 0] = 255
    return np.asarray(np.clip(turned, 0, 255), np.uint8)


def _disc(radius: int) -> NDArray[np.uint8]:
    size = 2 * radius + 1
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size)), np.uint8)
