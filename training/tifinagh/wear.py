"""Lines worn as printing, scanning, faxing and photographing wear them, then brought to the model's height."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from training.tifinagh.faces import thicken

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from balagh.ingest.sheet import Image

#: The height in pixels of the pictures that the network reads.
HEIGHT = 36

#: How many of the lines are brought to that height here, with an area filter, as balagh does before it calls
#: Tesseract; the others are left for Tesseract's own scaling, for those who use the model without balagh.
SCALED_SHARE = 0.8

#: Fainter than this is paper.
_INK = 128


def wear_line(gray: Image, rng: np.random.Generator, hardness: float) -> Image:
    """Wear a printed line and crop it.

    Args:
        gray: black on white, with paper around.
        rng: for everything left to chance.
        hardness: 0 (hardly worn) to 1.

    Returns:
        (HEIGHT, width) uint8, or about as high for the lines left for Tesseract to scale.
    """
    gray = crop_to_ink(gray, 6)
    weight = rng.uniform(-0.5, 0.9) * min(1.0, gray.shape[0] / 60)
    worn = thicken(gray, weight) if rng.random() < 0.4 else gray
    worn = _bend(worn, rng, hardness)
    if rng.random() < 0.5 * hardness:
        worn = _coarser(worn, rng)
    how = rng.random()
    if how < 0.22:
        worn = _fax(worn, rng, hardness)
    elif how < 0.92:
        worn = _scan(worn, rng, hardness)
    worn = _crop(worn, rng)
    if rng.random() < 0.08:
        worn = _neighbour_ink(worn, rng)
    return _bring_to_height(worn, rng)


def crop_to_ink(gray: Image, margin: int) -> Image:
    """Cut a picture tight around its ink, and leave `margin` pixels of paper."""
    ys, xs = np.nonzero(gray < _INK)
    if ys.size == 0:
        return gray[:HEIGHT, :HEIGHT]
    cut = gray[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1]
    return np.asarray(
        cv2.copyMakeBorder(cut, margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=(255,)), np.uint8
    )


def _bend(gray: Image, rng: np.random.Generator, hardness: float) -> Image:
    """Skew, stretch and curve the line a little."""
    height, width = gray.shape
    slope = np.tan(np.radians(rng.normal(0, 0.25 + 0.35 * hardness)))
    slope = float(np.clip(slope * width, -0.35 * height, 0.35 * height) / width)
    stretch = float(rng.uniform(0.82, 1.22))
    lean = float(rng.normal(0, 0.05 * hardness))
    rise = abs(slope) * width
    matrix = np.array([[stretch, lean, 0], [slope, 1, rise / 2 - slope * width / 2 + rise / 2]], np.float32)
    size = (int(width * stretch + abs(lean) * height), int(height + 2 * rise))
    bent = cv2.warpAffine(gray, matrix, size, flags=cv2.INTER_LINEAR, borderValue=(255,))
    if rng.random() < 0.25 * hardness:
        ys, xs = np.mgrid[0 : bent.shape[0], 0 : bent.shape[1]].astype(np.float32)
        wave = 0.06 * height * np.sin(xs / bent.shape[1] * rng.uniform(1, 6) + rng.uniform(0, 6))
        bent = cv2.remap(bent, xs, ys + wave.astype(np.float32), cv2.INTER_LINEAR, borderValue=(255,))
    return np.asarray(bent, np.uint8)


def _coarser(gray: Image, rng: np.random.Generator) -> Image:
    """Give the line the detail of a lower resolution."""
    least = min(1.0, 13 / max(1, gray.shape[0] - 12))
    share = float(rng.uniform(max(0.3, least), 1.0)) if least < 1 else 1.0
    size = (max(2, int(gray.shape[1] * share)), max(2, int(gray.shape[0] * share)))
    return np.asarray(cv2.resize(gray, size, interpolation=cv2.INTER_AREA), np.uint8)


def _scan(gray: Image, rng: np.random.Generator, hardness: float) -> Image:
    """Blur, print grey or coloured, light unevenly, add grain, compress."""
    worn = _blur(gray.astype(np.float32), float(rng.uniform(0.2, 0.5 + 0.9 * hardness)))
    if rng.random() < 0.2 * hardness:  # the camera moved
        length = int(rng.integers(2, 5))
        worn = np.asarray(cv2.blur(worn, (length, 1) if rng.random() < 0.5 else (1, length)), np.float32)
    ink, paper = rng.uniform(0, 60 + 80 * hardness), rng.uniform(215, 256)
    worn = ink + worn * (paper - ink) / 255
    if rng.random() < 0.3 * hardness:
        worn = (
            worn
            * np.linspace(rng.uniform(0.75, 1), rng.uniform(0.75, 1), worn.shape[1], dtype=np.float32)[None]
        )
    if rng.random() < 0.2 * hardness:  # spots where the print is missing
        spots = cv2.GaussianBlur(rng.normal(0, 1, worn.shape).astype(np.float32), (0, 0), 1.2)
        worn = np.where(spots > np.quantile(spots, 1 - 0.06 * hardness), paper, worn)
    grain = rng.normal(0, rng.uniform(0, 4 + 18 * hardness), worn.shape)
    if rng.random() < 0.5:
        grain = _blur(grain, 0.7) * 1.6
    clipped = np.clip(worn + grain, 0, 255).astype(np.uint8)
    if rng.random() < 0.6:
        quality = int(rng.uniform(92 - 62 * hardness, 96))
        _, packed = cv2.imencode(".jpg", clipped, [cv2.IMWRITE_JPEG_QUALITY, quality])
        clipped = np.asarray(cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE), np.uint8)
    return clipped


def _blur(picture: NDArray[np.floating], sigma: float) -> NDArray[np.float64]:
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma), np.float64)


def _fax(gray: Image, rng: np.random.Generator, hardness: float) -> Image:
    """Scan in black and white, at times with half the rows, with specks and lost points."""
    blurred = _blur(gray.astype(np.float32), float(rng.uniform(0.3, 0.9)))
    blurred = np.asarray(blurred + rng.normal(0, rng.uniform(1, 8 + 25 * hardness), gray.shape), np.float64)
    rows = gray.shape[0]
    if rng.random() < 0.3 * hardness and rows > 40:
        half = cv2.resize(blurred, (gray.shape[1], rows // 2), interpolation=cv2.INTER_AREA)
        blurred = np.asarray(half, np.float64)
    black = (blurred < rng.uniform(95, 190)).astype(np.uint8)
    flipped = rng.random(black.shape) < rng.uniform(0, 0.012 * hardness)
    page = np.where(black ^ flipped, 0, 255).astype(np.uint8)
    if page.shape[0] != rows:
        page = np.asarray(cv2.resize(page, (gray.shape[1], rows), interpolation=cv2.INTER_NEAREST), np.uint8)
    if rng.random() < 0.5:  # balagh smooths such pages before it reads them
        page = np.asarray(cv2.GaussianBlur(page, (0, 0), float(rng.uniform(0.4, 0.9))), np.uint8)
    return page


def _crop(gray: Image, rng: np.random.Generator) -> Image:
    """Cut as line finders do: a small margin of the line's height, never the same."""
    level = np.median(gray)
    ink = gray < 0.6 * level
    rows = np.flatnonzero(ink.sum(axis=1) > max(1, 0.002 * gray.shape[1]))
    columns = np.flatnonzero(ink.sum(axis=0) > 0)
    if rows.size < 4 or columns.size < 2:  # worn away: leave it as it is
        return gray
    tall = rows[-1] + 1 - rows[0]
    above, below = (rng.uniform(0.02, 0.35, 2) * tall).astype(int)
    left, right = (rng.uniform(0.02, 0.6, 2) * tall).astype(int)
    if rng.random() < 0.25:  # tall neighbours on the same line: capitals, brackets, Arabic
        above, below = int(above + rng.uniform(0, 0.35) * tall), int(below + rng.uniform(0, 0.35) * tall)
    padded = cv2.copyMakeBorder(gray, above, below, left, right, cv2.BORDER_REPLICATE)
    return np.asarray(
        padded[rows[0] : rows[-1] + 1 + above + below, columns[0] : columns[-1] + 1 + left + right], np.uint8
    )


def _neighbour_ink(gray: Image, rng: np.random.Generator) -> Image:
    """Leave a stroke of a rule or of another line at the upper or lower edge, or an underline."""
    marked = gray.copy()
    height, width = gray.shape
    start = int(rng.integers(0, width))
    end = min(width, start + int(rng.uniform(0.1, 1.0) * width))
    thick = max(1, int(rng.uniform(0.02, 0.06) * height))
    row = 0 if rng.random() < 0.5 else height - thick
    marked[row : row + thick, start:end] = int(rng.uniform(0, 120))
    return marked


def _bring_to_height(gray: Image, rng: np.random.Generator) -> Image:
    height, width = gray.shape
    if rng.random() < SCALED_SHARE:
        zoom = HEIGHT / height
        squeeze = rng.uniform(0.8, 1.1)
        way = cv2.INTER_AREA if zoom < 1 else cv2.INTER_CUBIC
        size = (max(HEIGHT // 2, round(width * zoom * squeeze)), HEIGHT)
        return np.asarray(cv2.resize(gray, size, interpolation=way), np.uint8)
    most = 64
    if height > most:
        gray = np.asarray(
            cv2.resize(gray, (max(2, width * most // height), most), interpolation=cv2.INTER_AREA), np.uint8
        )
    return gray
