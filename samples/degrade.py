"""What a scanner does to a clean page: slant, uneven light, blur, noise, dust. The page keeps its size."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

import cv2
import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from samples.document import Scan

#: Grey (height, width) or RGB (height, width, 3), 8 bits a channel.
Image = NDArray[np.uint8]

#: Grey level of the paper before light and noise: office paper scans just under white.
PAPER = 248


def generator(name: str, seed: int) -> np.random.Generator:
    """Give the random generator that belongs to a document: the same name and seed give the same scan."""
    return np.random.default_rng([crc32(name.encode()), seed])


def degrade(image: Image, scan: Scan, rng: np.random.Generator) -> Image:
    """Give the page as the scanner delivers it, of the same size; grey unless the scan keeps colours."""
    page = image if scan.colour else cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    levels = _print(page.astype(np.float32), scan.ink)
    levels = _slant(levels, scan.skew)
    levels = _blur(levels, scan.blur)
    levels = _shade(levels, scan.light, rng)
    levels = _dust(levels, scan.specks, rng)
    levels = _noise(levels, scan.noise, rng)
    return np.clip(np.rint(levels), 0, 255).astype(np.uint8)


def _print(levels: NDArray[np.float32], ink: float) -> NDArray[np.float32]:
    """Bring white down to paper and black up to ink that covers `ink` of it."""
    darkest = PAPER * (1.0 - ink)
    return darkest + levels * np.float32((PAPER - darkest) / 255.0)


def _slant(levels: NDArray[np.float32], degrees: float) -> NDArray[np.float32]:
    """Turn the page about its middle, clockwise for positive `degrees`; the corners show paper."""
    if not degrees:
        return levels
    height, width = levels.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    turned = cv2.warpAffine(
        levels, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(PAPER, PAPER, PAPER)
    )
    return turned.astype(np.float32)


def _blur(levels: NDArray[np.float32], sigma: float) -> NDArray[np.float32]:
    return cv2.GaussianBlur(levels, (0, 0), sigma).astype(np.float32) if sigma else levels


def _shade(levels: NDArray[np.float32], light: float, rng: np.random.Generator) -> NDArray[np.float32]:
    """Darken the page towards one side, up to `light` of its levels, with a slow bend of its own."""
    height, width = levels.shape[:2]
    angle = rng.uniform(0, 2 * np.pi)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    along = (x / width - 0.5) * np.cos(angle) + (y / height - 0.5) * np.sin(angle)
    ramp = np.clip(along / 1.4142 + 0.5, 0, 1)
    bend = 0.15 * np.sin(np.pi * x / width) * np.sin(np.pi * y / height)
    shade: NDArray[np.float32] = (1.0 - light * np.clip(ramp - bend, 0, 1)).astype(np.float32)
    return np.multiply(levels, shade[..., None] if levels.ndim == 3 else shade, dtype=np.float32)


def _dust(levels: NDArray[np.float32], specks: int, rng: np.random.Generator) -> NDArray[np.float32]:
    """Drop small dark specks of one to three pixels anywhere."""
    dusty = levels.copy()
    height, width = levels.shape[:2]
    for _ in range(specks):
        centre = (int(rng.integers(0, width)), int(rng.integers(0, height)))
        grey = float(rng.uniform(60, 160))
        cv2.circle(dusty, centre, int(rng.integers(1, 3)), (grey, grey, grey), thickness=-1)
    return dusty


def _noise(levels: NDArray[np.float32], sigma: float, rng: np.random.Generator) -> NDArray[np.float32]:
    """Add the sensor's noise: normal, softened over neighbours as a scanner's own resampling does."""
    if not sigma:
        return levels
    grain = rng.standard_normal(levels.shape, dtype=np.float32)
    soft = cv2.GaussianBlur(grain, (0, 0), 0.7)
    return levels + soft * np.float32(sigma / max(float(soft.std()), 1e-6))
