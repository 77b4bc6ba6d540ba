"""What a sheet lies on when it is photographed: wood, cloth, stone, a dark or a pale desk, each drawn at random."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from samples.degrade import Image

Floats = NDArray[np.float32]

#: Textures are made at a quarter of the frame's size and enlarged: a desk is a little out of focus anyway.
SHRINK = 4

#: RGB of woods, cloths, stones and painted or plastic desks.
WOODS = ((150, 105, 65), (95, 60, 38), (190, 150, 105), (120, 70, 45), (70, 48, 36))
CLOTHS = ((60, 80, 120), (110, 35, 40), (45, 75, 55), (150, 140, 125), (40, 40, 45))
STONES = ((175, 170, 165), (120, 118, 115), (85, 88, 92), (190, 180, 165))
PLAINS = ((30, 30, 32), (55, 60, 68), (120, 125, 130), (200, 198, 192), (90, 100, 110))


def desk(frame: tuple[int, int], rng: np.random.Generator) -> Image:
    """Give an RGB picture of `frame` (height, width) of some surface, lit evenly."""
    small = (frame[0] // SHRINK, frame[1] // SHRINK)
    kind = int(rng.integers(0, 4))
    base, field = (_wood, _cloth, _stone, _plain)[kind](small, rng)
    colour = np.asarray(base, np.float32) * rng.uniform(0.85, 1.1, 3).astype(np.float32)
    surface = colour * (1.0 + field[..., None])
    large = cv2.resize(surface, (frame[1], frame[0]), interpolation=cv2.INTER_CUBIC)
    return np.clip(large, 0, 255).astype(np.uint8)


def clouds(size: tuple[int, int], grain: tuple[int, int], rng: np.random.Generator) -> Floats:
    """Give smooth noise of `size` (height, width) between -1 and 1, with `grain` cells down and across."""
    coarse = rng.uniform(-1, 1, (max(2, grain[0]), max(2, grain[1]))).astype(np.float32)
    smooth = cv2.resize(coarse, (size[1], size[0]), interpolation=cv2.INTER_CUBIC)
    return np.clip(smooth, -1, 1).astype(np.float32)


def _choose(colours: tuple[tuple[int, int, int], ...], rng: np.random.Generator) -> tuple[int, int, int]:
    return colours[int(rng.integers(0, len(colours)))]


def _wood(size: tuple[int, int], rng: np.random.Generator) -> tuple[tuple[int, int, int], Floats]:
    """Grain along one side: rings warped by slow noise, fine fibres, and boards with joints between them."""
    height, width = size
    x = np.mgrid[0:height, 0:width][1].astype(np.float32)
    rings = x / width * rng.uniform(10, 30) + 2.0 * clouds(size, (3, 8), rng)
    field = 0.10 * np.sin(2 * np.pi * rings) + 0.08 * clouds(size, (height // 60, width // 2), rng)
    boards = rng.integers(1, 6)
    joints = np.abs((x / width * boards) % 1.0 - 0.5) > 0.5 - 2.5 * boards / width
    field = np.where(joints, -0.5, field).astype(np.float32)
    turned = field if rng.random() < 0.5 else cv2.resize(np.ascontiguousarray(field.T), (width, height))
    return _choose(WOODS, rng), np.asarray(turned, np.float32)


def _cloth(size: tuple[int, int], rng: np.random.Generator) -> tuple[tuple[int, int, int], Floats]:
    """A weave of threads, some stripes or checks, and creases."""
    y, x = np.mgrid[0 : size[0], 0 : size[1]].astype(np.float32)
    thread = float(rng.uniform(4, 8))
    field = 0.10 * np.sin(2 * np.pi * x / thread) * np.sin(2 * np.pi * y / thread)
    if rng.random() < 0.4:
        wide = float(rng.uniform(40, 150))
        field = field + 0.25 * np.sign(np.sin(2 * np.pi * x / wide))
        if rng.random() < 0.5:
            field = field + 0.25 * np.sign(np.sin(2 * np.pi * y / wide))
    return _choose(CLOTHS, rng), np.asarray(field + 0.15 * clouds(size, (5, 4), rng), np.float32)


def _stone(size: tuple[int, int], rng: np.random.Generator) -> tuple[tuple[int, int, int], Floats]:
    """Clouds of many sizes, as in marble or terrazzo, sometimes with the joints of tiles."""
    field = np.zeros(size, np.float32)
    for k in range(6):
        field += clouds(size, (4 * 2**k, 3 * 2**k), rng) * np.float32(0.15 / (k + 1))
    if rng.random() < 0.4:
        side = int(rng.integers(180, 420))
        field[::side, :] -= 0.3
        field[:, ::side] -= 0.3
        field = np.array(cv2.GaussianBlur(field, (0, 0), 1.0), np.float32)
    return _choose(STONES, rng), np.asarray(field, np.float32)


def _plain(size: tuple[int, int], rng: np.random.Generator) -> tuple[tuple[int, int, int], Floats]:
    """A smooth desk, perhaps with its edge in the picture and the floor beyond."""
    field = 0.05 * clouds(size, (6, 5), rng) + 0.02 * rng.standard_normal(size).astype(np.float32)
    if rng.random() < 0.3:
        edge = int(size[0] * rng.uniform(0.03, 0.12))
        field[:edge] -= 0.5
    return _choose(PLAINS, rng), np.asarray(field, np.float32)
