"""What can be read in a stamp: the lines in its middle, and the words around its ring laid straight."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import cv2
import numpy as np

from balagh.model import Box, Role
from balagh.pipelines.clean import clean_sheet
from balagh.pipelines.clean.skew import deskew_page, ink_points, measure_slant
from balagh.pipelines.figures import sort_print
from balagh.pipelines.layout.components import find_components
from balagh.pipelines.layout.lines import find_lines
from balagh.pipelines.printed import Figure
from balagh.pipelines.recognise.reading import read_lines
from balagh.pipelines.recognise.sight import Sight

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from balagh.ingest.sheet import Image
    from balagh.pipelines.clean.overlays import Overlay
    from balagh.pipelines.printed import PageLine
    from balagh.pipelines.tools import Tools

#: A line in a stamp counts as read with so many letters or digits and this confidence, a longer one with less: engines
#: make short words of dirt, not long ones. What is doubtful is left out rather than made up.
LETTERS, SURE, LONG, SURE_LONG = 3, 0.72, 6, 0.5

#: Degrees that a stamp's lines may slant.
MOST_TURN = 30.0

#: A circle around the middle is a ring where this share of it is ink.
RING = 0.55

#: The ring of a stamp lies at this share of its radius or further out; an inner one between these shares.
OUTER, INNER = 0.88, (0.4, 0.86)

#: Ink is what is darker than this on the overlay's white.
INK = 170

#: Levels from which an overlay's picture is taken for paper.
FAINT = 225

#: Stamps whose sides differ less than this are round and have no longer side.
ROUND = 0.88

#: What is cut off beside a ring and inside a frame, as shares of the radius and of the shorter side.
RIM, FRAME = 0.06, 0.09

#: White paper around what is read, as a share of its height.
PAPER = 0.25

#: Words around a ring end where so much of the turn is blank.
BLANK_TURN = 0.12


def read_overlays(overlays: Iterable[Overlay], dpi: float, tools: Tools) -> tuple[Figure, ...]:
    """Give a figure for each stamp and signature of a page, with what can be read in the stamps.

    Args:
        overlays: as cleaning found them.
        dpi: dots an inch of their pictures.
        tools: what reads.
    """
    return tuple(
        Figure(
            role=overlay.role,
            box=overlay.box,
            lines=tuple(_read_stamp(overlay, dpi, tools)) if overlay.role is Role.STAMP else (),
        )
        for overlay in overlays
    )


def _read_stamp(overlay: Overlay, dpi: float, tools: Tools) -> Iterator[PageLine]:
    for picture in stamp_pictures(overlay.ink):
        for line in _read(picture, dpi, tools):
            # Where in the stamp a line stands is not kept: bent and turned words have no upright box of their own.
            words = tuple(replace(word, box=overlay.box) for word in line.words)
            yield replace(line, box=overlay.box, core=overlay.box, words=words)


def _read(picture: Image, dpi: float, tools: Tools) -> Iterator[PageLine]:
    clean = clean_sheet(1, picture, dpi)
    parts = find_components(clean.ink)
    lines = find_lines(parts)
    if not lines.lines:
        return
    sight = Sight(page=clean, parts=parts, lines=lines, scripts=tools.scripts, signs=tools.signs)
    for line in sort_print(clean, parts, lines, read_lines(sight, tools.engine, tools.models)).lines:
        letters = sum(c.isalnum() for word in line.words for c in word.text)
        if line.confidence >= (SURE if letters < LONG else SURE_LONG) and letters >= LETTERS:
            yield line


def stamp_pictures(ink: Image) -> Iterator[Image]:
    """Give what is to be read of a stamp, dark on white: the words of its ring laid straight, then its middle.

    `ink` is the overlay's picture; left unchanged.
    """
    upright = _straightened(_darkened(ink))
    rings = _rings(upright)
    if rings and rings[0] < OUTER:
        yield from _bands(upright, rings[0])
    yield _middle(upright, rings)


def _darkened(ink: Image) -> Image:
    """Bring faint ink to black."""
    inked = ink[ink < FAINT]
    if inked.size < 50:
        return ink
    black = float(np.percentile(inked, 10))
    scaled = (ink.astype(np.float32) - black) * np.float32(255.0 / max(1.0, FAINT - black))
    return np.asarray(np.clip(scaled, 0, 255), np.uint8)


def _straightened(ink: Image) -> Image:
    """Turn a box or oval so that its longer side lies level; a round stamp stays as it is. White cut off."""
    points = cv2.findNonZero((ink < INK).astype(np.uint8))
    if points is None:
        return ink
    (x, y), (width, height), turn = cv2.minAreaRect(points)
    # Which of its sides OpenCV counts as the width, and from where it turns, changed between its versions.
    while abs(turn) > 45.0:
        width, height, turn = height, width, turn - np.copysign(90.0, turn)
    if min(width, height) > ROUND * max(width, height):
        turn, (left, top, across, down) = 0.0, cv2.boundingRect(points)
        x, y, width, height = left + across / 2, top + down / 2, across, down
    matrix = cv2.getRotationMatrix2D((x, y), turn, 1.0)
    matrix[:, 2] += np.array([width / 2 - x, height / 2 - y])
    size = (max(1, round(width)), max(1, round(height)))
    return np.asarray(cv2.warpAffine(ink, matrix, size, flags=cv2.INTER_LINEAR, borderValue=255), np.uint8)


def _middle(upright: Image, rings: tuple[float, ...]) -> Image:
    """Give the stamp without its ring or frame, its lines level."""
    inner = upright.copy()
    if rings:
        inner[_radius(upright.shape) > rings[0] - RIM] = 255
    else:
        rim = max(1, round(FRAME * min(upright.shape)))
        inner[:rim], inner[-rim:], inner[:, :rim], inner[:, -rim:] = 255, 255, 255, 255
    xs, ys = ink_points((inner < INK).astype(np.uint8))
    slant = measure_slant(xs, ys, MOST_TURN).angle if rings and xs.size > 50 else 0.0
    return _on_paper(deskew_page(_on_paper(inner), slant, 255))


def _radius(shape: tuple[int, ...]) -> NDArray[np.float32]:
    """Give each pixel's distance from the middle: 1 on the ellipse that fills the picture."""
    y, x = np.mgrid[0 : shape[0], 0 : shape[1]].astype(np.float32)
    u, v = (x - (shape[1] - 1) / 2) / (shape[1] / 2), (y - (shape[0] - 1) / 2) / (shape[0] / 2)
    return np.asarray(np.hypot(u, v), np.float32)


def _rings(upright: Image) -> tuple[float, ...]:
    """Give the radius of the innermost ring, which may be the outer one; nothing for a box."""
    unrolled = _unroll(upright, 0.3, 1.02)
    covered = (cv2.erode(unrolled, np.ones((3, 1), np.uint8)) < INK).mean(axis=1)
    radii = np.linspace(1.02, 0.3, unrolled.shape[0])
    if not (covered[radii > OUTER] > RING).any():
        return ()
    inner = radii[(radii > INNER[0]) & (radii < INNER[1]) & (covered > RING)]
    return (float(inner.min()),) if inner.size else (OUTER,)


def _unroll(ink: Image, low: float, high: float) -> Image:
    """Lay the band between two radii straight: its rows go from the outer to the inner edge, its columns clockwise."""
    half = ink.shape[1] / 2, ink.shape[0] / 2
    mean = sum(half) / 2
    height, width = max(8, round((high - low) * mean)), round(np.pi * (low + high) * mean)
    radius = np.linspace(high, low, height, dtype=np.float32)[:, None]
    angle = np.linspace(-np.pi, np.pi, width, dtype=np.float32)[None, :]
    x = half[0] + radius * half[0] * np.sin(angle)
    y = half[1] - radius * half[1] * np.cos(angle)
    band = cv2.remap(
        ink,
        x.astype(np.float32),
        y.astype(np.float32),
        cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=255,
    )
    return np.asarray(band, np.uint8)


def _bands(upright: Image, ring: float) -> Iterator[Image]:
    """Give the stretches of words between the inner ring and the outer one, laid straight."""
    band = _unroll(upright, ring + RIM, 1.0 - RIM)
    # What is left of the rings runs all the way round.
    band[(band < INK).mean(axis=1) > RING] = 255
    for left, right in _stretches(band):
        piece = np.roll(band, -left, axis=1)[:, : right - left]
        middle = (left + right) / 2 / band.shape[1] % 1.0
        # Words in the lower half stand with their feet on the outer ring.
        upwards = piece if 0.25 <= middle <= 0.75 else np.ascontiguousarray(np.rot90(piece, 2))
        yield _on_paper(upwards)


def _stretches(band: Image) -> list[tuple[int, int]]:
    """Give the columns from first to last of each stretch of words; one over the seam ends beyond the width."""
    inked = np.flatnonzero((band < INK).sum(axis=0) > 0.08 * band.shape[0])
    width = band.shape[1]
    if inked.size < 20:
        return []
    wide = max(4, round(BLANK_TURN * width))
    breaks = [
        k for k, (a, b) in enumerate(pairwise([*inked.tolist(), int(inked[0]) + width])) if b - a > wide
    ]
    if not breaks:
        return [(int(inked[0]), int(inked[0]) + width)]
    turns = [*inked.tolist(), *(inked + width).tolist()]
    count = len(inked)
    return [
        (turns[start + 1], turns[(end if end > start else end + count)] + 1)
        for start, end in pairwise([*breaks, breaks[0] + count])
    ]


def _on_paper(picture: Image) -> Image:
    """Cut blank edges off and put white paper around."""
    ys, xs = np.nonzero(picture < INK)
    if not ys.size:
        return np.full((60, 60), 255, np.uint8)
    box = Box(int(xs.min()), int(ys.min()), int(xs.max()) + 1, int(ys.max()) + 1)
    rim = max(12, round(PAPER * box.height))
    cut = picture[box.y0 : box.y1, box.x0 : box.x1]
    return np.asarray(cv2.copyMakeBorder(cut, rim, rim, rim, rim, cv2.BORDER_CONSTANT, value=255), np.uint8)
