"""The state in which a page's content paints: pdfminer's, with what decides whether a thing can be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from pdfminer.pdfinterp import PDFGraphicState
from pdfminer.pdftypes import resolve1
from pdfminer.utils import MATRIX_IDENTITY

if TYPE_CHECKING:
    from pdfminer.utils import Matrix, Rect

#: Amounts of red, green and blue, 0 to 1; None where the file's way of naming the colour is not understood.
Colour: TypeAlias = tuple[float, float, float] | None


#: The largest clip: none at all.
EVERYWHERE: Rect = (-1e9, -1e9, 1e9, 1e9)


class Ink(PDFGraphicState):
    """The graphics state, with what decides whether something can be seen.

    Attributes:
        clip: box around what the clip lets through, in the device's points.
        fill_alpha, stroke_alpha: 0 (clear) to 1.
        plain: no blend mode and no soft mask is at work.
    """

    def __init__(self) -> None:
        super().__init__()
        self.clip: Rect = EVERYWHERE
        self.fill_alpha = 1.0
        self.stroke_alpha = 1.0
        self.plain = True

    def copy(self) -> Ink:
        """Give a copy."""
        other = Ink()
        other.__dict__.update(self.__dict__)
        return other


def cut(first: Rect, second: Rect) -> Rect:
    """Give the box that two boxes share; its far side is before its near one where they share nothing."""
    return (
        max(first[0], second[0]),
        max(first[1], second[1]),
        min(first[2], second[2]),
        min(first[3], second[3]),
    )


def as_matrix(value: object) -> Matrix:
    """Give the matrix that a file holds as a list; one that changes nothing where it is missing or damaged."""
    values = resolve1(value)
    numbers = [number_or(resolve1(part), 0.0) for part in values] if isinstance(values, list) else []
    if len(numbers) != 6:
        return MATRIX_IDENTITY
    a, b, c, d, e, f = numbers
    return a, b, c, d, e, f


def colour_of(ink: Ink, *, stroke: bool) -> Colour:
    """Give the colour that strokes or fills, as a screen shows it."""
    value, space = (ink.scolor, ink.scs) if stroke else (ink.ncolor, ink.ncs)
    if space.name not in {"DeviceGray", "DeviceRGB", "DeviceCMYK", "CalGray", "CalRGB", "ICCBased"}:
        return None
    parts = value if isinstance(value, tuple) else (value,)
    if not all(isinstance(part, int | float) for part in parts):
        return None
    levels = [min(1.0, max(0.0, float(part))) for part in parts if isinstance(part, int | float)]
    if len(levels) == 1:
        return levels[0], levels[0], levels[0]
    if len(levels) == 4:
        black = levels[3]
        red, green, blue = ((1 - level) * (1 - black) for level in levels[:3])
        return red, green, blue
    return (levels[0], levels[1], levels[2]) if len(levels) == 3 else None


def number_or(value: object, otherwise: float) -> float:
    """Give a number of the file, or `otherwise` where there is none."""
    return float(value) if isinstance(value, int | float) else otherwise
