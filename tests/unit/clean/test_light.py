from __future__ import annotations

import numpy as np
import pytest

from balagh.pipelines.clean import clean_sheet
from tests.drawing import Canvas, french_page, ink

PLAIN = french_page(dpi=150).gray()
PRINT = PLAIN < 60
PAPER = PLAIN == 255


def applied(steps: tuple[object, ...], name: str) -> bool:
    return next(step.applied for step in steps if step.name == name)  # type: ignore[attr-defined]


def shaded(dark: float, axis: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """The page with light that falls off to a share `dark` along an axis."""
    fall = np.linspace(1.0, dark, PLAIN.shape[axis])
    return np.asarray(PLAIN * (fall[:, None] if axis == 0 else fall[None, :]), np.uint8)
