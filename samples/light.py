"""The light on a photographed page: a lamp to one side, the shadow of a hand or a phone, the colour of the bulb."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


def light_field(size: tuple[int, int], hardness: float, rng: np.random.Generator) -> Floats:
    """Give factors (height, width, 3) for the light at each place; the brightest is about 1.

    Args:
        size: height and width.
        hardness: 0 for an overcast window, 1 for one bulb behind the photographer's back.
        rng: where the lamp, the shadow and the colour come from.
    """
    height, width = size
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    x, y = x / width - 0.5, y / height - 0.5
    angle = rng.uniform(0, 2 * np.pi)
    ramp = x * np.cos(angle) + y * np.sin(angle)
    field = 1.0 - (0.08 + 0.35 * hardness) * (ramp + 0.7) / 1.4
    vignette = rng.uniform(0.0, 0.25)
    field *= 1.0 - vignette * (x**2 + y**2) * 2
    if rng.random() < 0.25 + 0.5 * hardness:
        field *= _shadow(size, hardness, rng)
    exposure = rng.uniform(0.72, 1.02)
    return np.asarray(field[..., None] * _cast(hardness, rng) * exposure, np.float32)


def _shadow(size: tuple[int, int], hardness: float, rng: np.random.Generator) -> Floats:
    """Give the factors of a shadow: a phone's slab or an arm that comes in from a side, its rim soft."""
    height, width = size
    mask = np.zeros(size, np.float32)
    centre = (rng.uniform(0.0, 1.0) * width, rng.uniform(0.4, 1.1) * height)
    if rng.random() < 0.5:
        box = cv2.boxPoints((centre, (0.35 * width, 0.5 * height), float(rng.uniform(-40, 40))))
        cv2.fillConvexPoly(mask, np.rint(box).astype(np.int32), (1.0,))
    else:
        start = (int(rng.uniform(-0.1, 1.1) * width), height)
        middle = (int(centre[0]), int(min(centre[1], 0.8 * height)))
        cv2.line(mask, start, middle, (1.0,), int(0.22 * width))
        cv2.circle(mask, middle, int(0.16 * width), (1.0,), -1)
    soft = cv2.GaussianBlur(mask, (0, 0), float(rng.uniform(0.01, 0.06)) * width)
    return np.asarray(1.0 - (0.15 + 0.35 * hardness * rng.random()) * soft, np.float32)


def _cast(hardness: float, rng: np.random.Generator) -> Floats:
    """Give the RGB factors of a warm or cool light."""
    warmth = rng.uniform(-0.12, 0.25) * (0.4 + 0.6 * hardness)
    green = rng.uniform(-0.03, 0.03)
    cast = np.array([1.0, 1.0 - 0.4 * max(warmth, 0.0) + green, 1.0 - warmth], np.float32)
    return np.asarray(cast / cast.max(), np.float32)
