"""Letters drawn from their strokes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from training.tifinagh.skeletons import skeleton

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from balagh.ingest.sheet import Image
    from training.tifinagh.skeletons import Style

#: Letters are drawn this many times larger and shrunk.
_FINER = 3

#: cv2 takes points in parts of a pixel: 1/16.
_SHIFT = 4

#: A stroke of as many points is a curve: it is moved as a whole and turns round at every point.
_CURVE = 8


def draw_letter(char: str, style: Style, tall: float, rng: np.random.Generator) -> tuple[Image, int]:
    """Draw a letter, black on white.

    Args:
        char: one of the letters.
        style: the typeface.
        tall: height of a tall letter in pixels.
        rng: for an unsteady hand.

    Returns:
        The picture, with paper of `margin` pixels around the letter's box, and that margin. The box is as wide as the
        letter and `tall` high.
    """
    shape = skeleton(char, style)
    scale = tall * _FINER
    half = style.weight / 2
    margin = int(np.ceil(tall * (style.weight + 0.35)))
    width = int(np.ceil(tall * (shape.width + 2 * half))) + 2 * margin
    height = int(np.ceil(tall)) + 2 * margin
    canvas = np.full((height * _FINER, width * _FINER), 255, np.uint8)

    def place(points: NDArray[np.float64]) -> NDArray[np.float64]:
        moved = points.copy()
        # A skeleton runs through the middle of the ink, which must stay within the letter's height.
        moved[:, 1] = half + moved[:, 1] * (1 - 2 * half)
        moved[:, 0] += half + style.slant * (moved[:, 1] - 0.5)
        if style.wobble:
            moved += rng.normal(0, style.wobble, (1, 2)) * 0.5
            if len(moved) < _CURVE:
                moved += rng.normal(0, style.wobble, moved.shape)
        return np.stack(
            [moved[:, 0] * scale + margin * _FINER, (1 - moved[:, 1]) * scale + margin * _FINER], axis=1
        )

    for stroke in shape.strokes:
        _draw_stroke(canvas, place(stroke), style, scale)
    for x, y, radius in shape.dots:
        middle = place(np.array([[x, y]]))[0]
        _draw_dot(canvas, middle, max(radius, 0.55 * style.weight) * scale, square=style.square_dot)
    small = cv2.resize(canvas, (width, height), interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8), margin


def _draw_stroke(canvas: Image, points: NDArray[np.float64], style: Style, scale: float) -> None:
    curve = len(points) >= _CURVE
    last = len(points) - 2
    for i in range(len(points) - 1):
        a, b = points[i], points[i + 1]
        way = b - a
        length = float(np.hypot(*way))
        if length < 1e-6:
            continue
        way = way / length
        thick = style.weight * (1 - style.contrast * abs(way[0])) * scale / 2
        across = np.array([-way[1], way[0]]) * thick
        # Square corners need half a thickness more where a stroke turns; its free ends as the typeface has it.
        start = 0.0 if style.round_ends or curve or (style.butt and i == 0) else thick
        end = 0.0 if style.round_ends or curve or (style.butt and i == last) else thick
        corners = [
            a - way * start + across,
            b + way * end + across,
            b + way * end - across,
            a - way * start - across,
        ]
        cv2.fillConvexPoly(canvas, _fixed(np.array(corners)), (0,), cv2.LINE_AA, _SHIFT)
        if style.round_ends or (curve and i > 0):
            _draw_dot(canvas, a, thick)
        if style.round_ends:
            _draw_dot(canvas, b, thick)


def _draw_dot(canvas: Image, middle: NDArray[np.float64], radius: float, *, square: bool = False) -> None:
    if square:
        offsets = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * radius * 0.85
        cv2.fillConvexPoly(canvas, _fixed(middle + offsets), (0,), cv2.LINE_AA, _SHIFT)
        return
    x, y = _fixed(middle[None])[0]
    cv2.circle(canvas, (int(x), int(y)), round(radius * 2**_SHIFT), (0,), -1, cv2.LINE_AA, _SHIFT)


def _fixed(points: NDArray[np.float64]) -> NDArray[np.int32]:
    return np.asarray(np.round(points * 2**_SHIFT), np.int32)
