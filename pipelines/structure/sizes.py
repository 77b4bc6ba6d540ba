"""How large a line's type is beside the page's body type: by the ink's height and by the width of the letters."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean, median
from typing import TYPE_CHECKING

from balagh.model import Script

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from balagh.model import Line

#: A line counts for the size of body text when it has this many characters.
BODY_LINE = 35
#: A line's height may pass what the width of its letters says by this factor: dust over a line adds height.
_TRUSTED = 1.12
#: Letters from which the width of a line's words says its size.
_MEASURED_LETTERS = 20
#: Height of Latin letters over the line in type sizes (accented capitals, capitals and tall letters, small ones) and
#: depth of tails under it. Measured on ten Latin text faces (22 November 2026): 0.80-0.94, 0.68-0.76, 0.43-0.56 and
#: 0.16-0.27, medians 0.88, 0.71, 0.51 and 0.22; these lie on the side of the sans-serif faces that offices use.
_ACCENTED, _TALL, _SMALL, _TAIL = 0.92, 0.73, 0.52, 0.22
#: How much more the heights may differ then: lines of one paragraph nearly all have tails and capitals.
_NO_WORSE = 0.02
#: Heights that differ less were not measured on ink.
_ONE_HEIGHT = 0.005
_TALL_SMALL = frozenset("bdfhkltiéèêëàâîïôöùûüíóúñ/|()[]'\"’“”«»")
_ACCENTED_CAPITALS = frozenset("ÉÈÊËÀÂÎÏÔÖÙÛÜÇÑÁÍÓÚ")
_TAILED = frozenset("gjpqyçQ,;()[]|/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """The page's body type.

    Attributes:
        heights: the usual height of a line by script; of Latin lines over what their letters reach, if `shaped`.
        height: the same for other scripts.
        advances: the usual width of a letter by script, pixels.
        shaped: Latin lines without tails or capitals are lower here: boxes follow the ink.
    """

    heights: dict[Script, float]
    height: float
    advances: dict[Script, float]
    shaped: bool

    def usual(self, script: Script) -> float:
        """Give the usual height of a line of `script` with tall letters and tails, in pixels."""
        if script not in self.heights:
            return self.height
        return self.heights[script] * (_TALL + _TAIL if self.shaped and script is Script.LATIN else 1.0)

    def scale(self, line: Line, height: int) -> float:
        """Give a line's size over body lines: its height, within what the width of its letters allows."""
        scale = height / max(1.0, self.usual(line.script))
        if self.shaped and line.script is Script.LATIN and line.script in self.heights:
            scale *= (_TALL + _TAIL) / reach(line.text)
        wide = self.width_scale(line)
        return scale if wide is None else min(scale, wide * _TRUSTED)

    def width_scale(self, line: Line) -> float | None:
        """Give the width of a line's letters over that of body lines; None for short lines and capitals."""
        own, usual = _advance(line), self.advances.get(line.script)
        return own / usual if own and usual else None


def measure_sizes(lines: Iterable[Line]) -> Sizes:
    """Measure a page's body type from its lines with boxes."""
    boxed = [line for line in lines if line.bbox is not None]
    body = [line for line in boxed if len(line.text) >= BODY_LINE]
    heights: dict[Script, list[float]] = {}
    advances: dict[Script, list[float]] = {}
    for line in body:
        heights.setdefault(line.script, []).append(float(_height(line)))
        advance = _advance(line)
        if advance:
            advances.setdefault(line.script, []).append(advance)
    every = [value for values in heights.values() for value in values] or [float(_height(x)) for x in boxed]
    latin = [line for line in body if line.script is Script.LATIN]
    shaped = bool(latin) and _follow_ink(latin)
    usual = {script: median(values) for script, values in heights.items()}
    if shaped:
        usual[Script.LATIN] = median(_height(line) / reach(line.text) for line in latin)
    return Sizes(
        heights=usual,
        height=max(1.0, median(every)) if every else 1.0,
        advances={script: median(values) for script, values in advances.items()},
        shaped=shaped,
    )


def reach(text: str) -> float:
    """Give how high and deep the ink of Latin letters reaches together, in type sizes.

    >>> round(reach("aux moments"), 2), round(reach("Objet"), 2)
    (0.73, 0.95)
    """
    signs = set(text)
    if signs & _ACCENTED_CAPITALS:
        up = _ACCENTED
    elif signs & _TALL_SMALL or any(sign.isupper() or sign.isdigit() for sign in signs):
        up = _TALL
    else:
        up = _SMALL
    return up + (_TAIL if signs & _TAILED else 0.0)


def _follow_ink(lines: Sequence[Line]) -> bool:
    """Say whether boxes follow the ink: heights agree no worse once what the letters reach is taken out.

    Heights are taken over the widths of the letters, so that larger type does not count as higher. Boxes all of one
    height do not follow the ink; lines that all reach alike leave it open, and print does.
    """
    if len({reach(line.text) for line in lines}) == 1:
        return True
    advances = [_advance(line) for line in lines]
    widths = [wide or 1.0 for wide in advances] if all(advances) else [1.0] * len(lines)
    heights = [_height(line) / wide for line, wide in zip(lines, widths, strict=True)]
    shaped = [height / reach(line.text) for line, height in zip(lines, heights, strict=True)]
    raw = _spread(heights)
    return raw > _ONE_HEIGHT and _spread(shaped) <= raw + _NO_WORSE


def _spread(values: Sequence[float]) -> float:
    """Give the mean distance from the median over it."""
    middle = max(1e-6, median(values))
    return fmean(abs(value - middle) for value in values) / middle


def _height(line: Line) -> int:
    return line.bbox.height if line.bbox is not None else 0


def _advance(line: Line) -> float | None:
    """Give the mean width of a letter in pixels, blanks left out; None for short lines and capitals."""
    words = [word for word in line.words if word.bbox is not None]
    letters = sum(len(word.text) for word in words)
    if letters < _MEASURED_LETTERS or line.text.isupper():
        return None
    # Words that an engine boxed one over the other are no wider than their line.
    width = sum(word.bbox.width for word in words if word.bbox)
    return (min(width, line.bbox.width) if line.bbox else width) / letters
