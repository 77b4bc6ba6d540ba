"""Rubber stamps and signatures, put over a clean page before any scanner sees it.

A stamp's ink is a stain: it darkens what lies under it and hides nothing. Its words are set by WeasyPrint, so Arabic is
shaped; words around a ring are set straight and bent afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Literal

import cv2
import numpy as np

from samples.render import DPI, pdf_of, pictures_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from samples.degrade import Image

#: Pixels of a millimetre.
MM = DPI / 25.4

#: How much ink a stamp leaves where it leaves most, as a share of its full colour.
DENSITY = 0.85


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A rubber stamp.

    Attributes:
        lines: the words in its middle.
        ring: the words along its upper rim; only a round stamp has them.
        shape: round, oval or box.
        colour: RGB of its ink, 0-255.
        size: millimetres across.
        angle: degrees that it is turned, clockwise.
        font: the family of its words.
    """

    lines: tuple[str, ...] = ()
    ring: str = ""
    shape: Literal["round", "oval", "box"] = "round"
    colour: tuple[int, int, int] = (40, 60, 160)
    size: float = 38.0
    angle: float = 0.0
    font: str = "DejaVu Sans"


def press(page: Image, stamp: Stamp, centre: tuple[float, float], rng: np.random.Generator) -> Image:
    """Give a copy of an RGB page with the stamp pressed on it, its middle at `centre` (shares of width and height)."""
    ink = _turned(_drawn(stamp), stamp.angle)
    ink *= _uneven(ink.shape, rng) * np.float32(DENSITY)
    return _stain(page, ink, stamp.colour, centre)


def sign(
    page: Image,
    centre: tuple[float, float],
    rng: np.random.Generator,
    *,
    width: float = 45.0,
    colour: tuple[int, int, int] = (25, 35, 110),
) -> Image:
    """Give a copy of an RGB page with a signature `width` millimetres wide drawn by a pen, its middle at `centre`."""
    across, down = round(width * MM), round(width * MM * rng.uniform(0.35, 0.6))
    ink = np.zeros((down, across), np.float32)
    for first, last in ((0.05, 0.75), (0.35, 0.95)):
        points = _strokes(first * across, last * across, down, rng)
        pen = max(3, round(rng.uniform(0.4, 0.8) * MM))
        cv2.polylines(ink, [points], isClosed=False, color=1.0, thickness=pen, lineType=cv2.LINE_AA)
    flourish = np.array(
        [[0.02 * across, 0.8 * down], [0.98 * across, rng.uniform(0.55, 0.95) * down]], np.int32
    )
    cv2.polylines(ink, [flourish], isClosed=False, color=1.0, thickness=4, lineType=cv2.LINE_AA)
    return _stain(page, ink * np.float32(0.92), colour, centre)


def _strokes(left: float, right: float, height: int, rng: np.random.Generator) -> NDArray[np.int32]:
    """Give a pen's way from left to right: loops whose height and width wander."""
    steps = np.linspace(0, 1, 240)
    loops = rng.uniform(3, 6)
    swing = np.interp(steps, np.linspace(0, 1, 6), rng.uniform(0.12, 0.45, 6)) * height
    x = left + (right - left) * steps + 0.5 * swing * np.sin(2 * np.pi * loops * steps)
    y = height / 2 + swing * np.cos(2 * np.pi * loops * steps + rng.uniform(0, 6))
    return np.stack([x, y], axis=1).round().astype(np.int32)


def _drawn(stamp: Stamp) -> NDArray[np.float32]:
    """Draw the stamp upright: ink 0-1, (height, width) float32."""
    across = round(stamp.size * MM)
    down = {"round": across, "oval": round(0.7 * across), "box": round(0.42 * across)}[stamp.shape]
    ink = np.zeros((down, across), np.float32)
    pen = max(3, round(0.7 * MM))
    middle, axes = (across // 2, down // 2), (across // 2 - pen, down // 2 - pen)
    if stamp.shape == "box":
        cv2.rectangle(ink, (pen, pen), (across - pen, down - pen), 1.0, pen)
    else:
        cv2.ellipse(ink, middle, axes, 0, 0, 360, 1.0, pen, cv2.LINE_AA)
    room = (0.84, 0.72) if stamp.shape == "box" else (0.66, 0.5)
    if stamp.ring:
        _bend(ink, _words((stamp.ring,), stamp.font), across / 2 - 2 * pen)
        inner = round(0.66 * axes[0]), round(0.66 * axes[1])
        cv2.ellipse(ink, middle, inner, 0, 0, 360, 1.0, max(2, pen // 2), cv2.LINE_AA)
        room = (0.52, 0.34)
    if stamp.lines:
        _place(ink, _words(stamp.lines, stamp.font), room)
    return ink


def _words(lines: tuple[str, ...], font: str) -> NDArray[np.float32]:
    """Set lines of words, centred, and give their ink without the paper around it."""
    rows = "".join(f"<p dir='auto'>{escape(line)}</p>" for line in lines)
    style = (
        "@page{size:280mm 90mm;margin:4mm}"
        f"body{{font:bold 22pt '{font}';text-align:center;line-height:1.35}}p{{margin:0}}"
    )
    (picture,) = pictures_of(pdf_of(f"<style>{style}</style>{rows}"), 1)
    ink = 1.0 - cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY).astype(np.float32) / 255.0
    ys, xs = np.nonzero(ink > 0.3)
    return np.ascontiguousarray(ink[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1])


def _place(ink: NDArray[np.float32], words: NDArray[np.float32], room: tuple[float, float]) -> None:
    """Put words into the middle, as large as the room (shares of the stamp's width and height) lets them be."""
    factor = min(room[0] * ink.shape[1] / words.shape[1], room[1] * ink.shape[0] / words.shape[0])
    small = cv2.resize(words, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    top, left = (ink.shape[0] - small.shape[0]) // 2, (ink.shape[1] - small.shape[1]) // 2
    window = ink[top : top + small.shape[0], left : left + small.shape[1]]
    np.maximum(window, small, out=window)


def _bend(ink: NDArray[np.float32], words: NDArray[np.float32], radius: float) -> None:
    """Lay words along the upper rim, inside a ring of this radius."""
    height, width = ink.shape
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    dx, dy = x - width / 2, y - height / 2
    depth = 0.24 * radius
    scale = words.shape[0] / depth
    turn = np.arctan2(dx, -dy)  # 0 at the top, growing clockwise
    source_x = (turn * np.float32(radius - depth / 2) * np.float32(scale) + words.shape[1] / 2).astype(
        np.float32
    )
    source_y = ((radius - np.hypot(dx, dy)) * scale).astype(np.float32)
    bent = cv2.remap(words, source_x, source_y, cv2.INTER_LINEAR, borderValue=0)
    np.maximum(ink, bent, out=ink)


def _turned(ink: NDArray[np.float32], degrees: float) -> NDArray[np.float32]:
    side = int(np.hypot(*ink.shape)) + 2
    framed = np.zeros((side, side), np.float32)
    top, left = (side - ink.shape[0]) // 2, (side - ink.shape[1]) // 2
    framed[top : top + ink.shape[0], left : left + ink.shape[1]] = ink
    matrix = cv2.getRotationMatrix2D((side / 2, side / 2), -degrees, 1.0)
    return np.asarray(cv2.warpAffine(framed, matrix, (side, side), flags=cv2.INTER_LINEAR), np.float32)


def _uneven(shape: tuple[int, ...], rng: np.random.Generator) -> NDArray[np.float32]:
    """Give how much of the ink the paper took: patches and grain, 0.45 to 1."""
    patches = rng.uniform(0.45, 1.0, (5, 5)).astype(np.float32)
    smooth = cv2.resize(patches, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC)
    grain = cv2.GaussianBlur(rng.standard_normal(shape[:2], dtype=np.float32), (0, 0), 1.2)
    return np.clip(smooth + 0.35 * grain, 0.2, 1.0).astype(np.float32)


def _stain(
    page: Image, ink: NDArray[np.float32], colour: tuple[int, int, int], centre: tuple[float, float]
) -> Image:
    """Darken the page by ink of a colour; what would fall beside the page is lost."""
    height, width = page.shape[:2]
    left, top = round(centre[0] * width - ink.shape[1] / 2), round(centre[1] * height - ink.shape[0] / 2)
    x0, y0, x1, y1 = (
        max(0, left),
        max(0, top),
        min(width, left + ink.shape[1]),
        min(height, top + ink.shape[0]),
    )
    share = ink[y0 - top : y1 - top, x0 - left : x1 - left, None]
    through = 1.0 - share * (1.0 - np.asarray(colour, np.float32) / 255.0)
    stained = page.copy()
    stained[y0:y1, x0:x1] = np.rint(page[y0:y1, x0:x1] * through).astype(np.uint8)
    return stained
