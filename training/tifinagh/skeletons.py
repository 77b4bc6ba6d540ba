"""Tifinagh letters as strokes: typefaces that no font file holds, so that the model learns letters, not fonts.

The letters are circles, bars and crosses. What changes from one typeface to the next is their width, their weight,
the size of the small rings, how ends and corners are cut, and, for a few letters (`FORMS`), the form itself. A
`Style` holds all of that, drawn by lot; `skeleton` gives a letter's strokes in it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """One typeface's manner. Lengths are shares of a tall letter's height.

    Attributes:
        wide: letters are this much wider than the common drawing.
        weight: thickness of strokes.
        contrast: by how much level strokes are thinner (above 0) than upright ones.
        ring: radius of the small rings; `ring_wide` their width over their height; `ring_rise` how far they stand up.
        round_ends: strokes end and turn round instead of square.
        butt: strokes end where they end, without half a thickness more.
        slant: lean to the right, x for one y.
        wobble: how unsteady the hand is.
        oval: height of the large circles over their width.
        bar: where middle bars stand.
        forms: which of its forms each letter has that has several.
        gap: paper between letters.
        blank: paper between words.
        step: every letter takes this much room, as in monospaced print; 0 where each takes its own.
        dot: radius of the dot in ⵙ; `square_dot` its form.
        cup: how deep the arms of ⵣ reach.
        circle: height of the large circles, which some typefaces draw lower than other letters.
        bridge: width of the bar in the middle of ⴼ.
        apex: width of the top of ⴷ, as a share of the letter's; 0 where it is pointed.
        widths: how much wider than the typeface has it each letter is drawn.
    """

    wide: float
    weight: float
    contrast: float
    ring: float
    ring_wide: float
    ring_rise: float
    round_ends: bool
    butt: bool
    slant: float
    wobble: float
    oval: float
    bar: float
    forms: dict[str, int]
    gap: float
    blank: float
    step: float
    dot: float
    square_dot: bool
    cup: float
    circle: float
    bridge: float
    apex: float
    widths: dict[str, float]


#: How many forms a letter has, where it has several.
FORMS = {"ⵉ": 4, "ⵊ": 3, "ⵍ": 4, "ⵜ": 2, "ⵢ": 4, "ⵣ": 2, "ⴼ": 4, "ⵙ": 8}


def draw_style(rng: np.random.Generator) -> Style:
    """Draw a typeface by lot."""
    hand = rng.random() < 0.25
    weight = float(rng.uniform(0.035, 0.13) if rng.random() < 0.7 else rng.uniform(0.13, 0.22))
    wide = float(rng.uniform(0.7, 1.25))
    gap = float(rng.uniform(0.1, 0.26) if rng.random() < 0.75 else rng.uniform(0.26, 0.6)) + 0.5 * weight
    return Style(
        wide=wide,
        weight=weight,
        contrast=float(rng.uniform(0.1, 0.45)) if rng.random() < 0.2 else 0.0,
        ring=float(rng.uniform(max(0.11, 0.9 * weight), 0.27)),
        ring_wide=float(rng.uniform(0.85, 1.1) if rng.random() < 0.7 else rng.uniform(1.1, 1.7)),
        ring_rise=float(rng.uniform(0.1, 0.35)) if rng.random() < 0.12 else 0.0,
        round_ends=bool(rng.random() < 0.4),
        butt=bool(rng.random() < 0.5),
        slant=float(rng.uniform(0.05, 0.3)) if rng.random() < 0.15 else 0.0,
        wobble=float(rng.uniform(0.01, 0.04)) if hand else 0.0,
        oval=float(rng.uniform(0.95, 1.35)),
        bar=float(rng.uniform(0.44, 0.58)),
        forms={letter: _of(rng, number) for letter, number in FORMS.items()},
        gap=gap,
        # Words stay apart however far apart letters are.
        blank=max(float(rng.uniform(0.28, 0.6)), gap * float(rng.uniform(1.2, 2.0))),
        step=wide * 0.95 + gap if rng.random() < 0.12 else 0.0,
        dot=float(rng.uniform(0.06, 0.13) if rng.random() < 0.85 else rng.uniform(0.13, 0.2)),
        square_dot=bool(rng.random() < 0.3),
        cup=float(rng.uniform(0.35, 0.48)),
        circle=float(rng.uniform(0.72, 1.0)) if rng.random() < 0.12 else 1.0,
        bridge=float(rng.uniform(0.12, 0.5)),
        apex=float(rng.uniform(0.1, 0.4)) if rng.random() < 0.25 else 0.0,
        widths={letter: float(rng.uniform(0.6, 1.25)) for letter in _LETTERS} if rng.random() < 0.35 else {},
    )


def _of(rng: np.random.Generator, number: int) -> int:
    return int(rng.integers(number))


@dataclass(frozen=True, slots=True, kw_only=True)
class Skeleton:
    """A letter's lines, along the middle of its ink, in one typeface.

    Attributes:
        strokes: points of each, (n, 2): x to the right, y up, one unit from the baseline to the top of a tall letter.
        width: how far to the right they reach.
        dots: x, y and radius of each dot.
    """

    strokes: tuple[NDArray[np.float64], ...]
    width: float
    dots: tuple[tuple[float, float, float], ...] = ()


def _line(*points: tuple[float, float]) -> NDArray[np.float64]:
    return np.array(points, np.float64)


def _oval(
    x: float, y: float, rx: float, ry: float, start: float = 0.0, end: float = 360.0
) -> NDArray[np.float64]:
    angles = np.radians(np.linspace(start, end, max(8, int(abs(end - start) / 9))))
    return np.stack([x + rx * np.cos(angles), y + ry * np.sin(angles)], axis=1)


def _circle(s: Style, *more: NDArray[np.float64], dots: bool = False) -> Skeleton:
    rx, ry = _radii(s)
    if dots and s.forms["ⵙ"] == 0:  # a ring for a dot
        size = max(0.1, 1.1 * s.weight)
        return Skeleton(strokes=(_oval(rx, ry, rx, ry), _oval(rx, ry, size, size)), width=2 * rx)
    dot = ((rx, ry, s.dot),) if dots else ()
    return Skeleton(strokes=(_oval(rx, ry, rx, ry), *more), width=2 * rx, dots=dot)


def _radii(s: Style) -> tuple[float, float]:
    """Give half the width and half the height of the large circles."""
    return 0.5 * s.circle * s.wide / s.oval, 0.5 * s.circle


def _yab(s: Style) -> Skeleton:
    rx, ry = _radii(s)
    return _circle(s, _line((0, ry), (2 * rx, ry)))


def _yah(s: Style) -> Skeleton:
    rx, ry = _radii(s)
    return _circle(s, _line((rx, 0), (rx, 2 * ry)))


def _yarr(s: Style) -> Skeleton:
    rx, ry = _radii(s)
    return _circle(s, _line((1.05 * rx, 0.9 * ry), (2.0 * rx, -0.08 * ry)))


def _yass(s: Style) -> Skeleton:
    rx, ry = _radii(s)
    return _circle(s, _line((0.95 * rx, 0.96 * ry), (2.0 * rx, 2.08 * ry)))


def _ring(s: Style, y: float) -> NDArray[np.float64]:
    return _oval(s.ring * s.ring_wide, y, s.ring * s.ring_wide, s.ring)


def _ya(s: Style) -> Skeleton:
    return Skeleton(strokes=(_ring(s, s.ring + s.ring_rise),), width=2 * s.ring * s.ring_wide)


def _yu(s: Style) -> Skeleton:
    return Skeleton(
        strokes=(_ring(s, min(s.ring, 0.24)), _ring(s, 1 - min(s.ring, 0.24))), width=2 * s.ring * s.ring_wide
    )


def _yey(s: Style) -> Skeleton:
    r, w = min(s.ring, 0.19), s.ring * s.ring_wide
    reach = 0.15
    rings = [_oval(w + reach, y, w, r) for y in (r, 1 - r)]
    return Skeleton(strokes=(*rings, _line((0, 0.5), (2 * (w + reach), 0.5))), width=2 * (w + reach))


def _yi(s: Style) -> Skeleton:
    w = 0.58 * s.wide
    form = s.forms["ⵉ"]
    if form == 0:
        points = _line((w, 1), (0, 1), (0.75 * w, 0.5), (0, 0), (w, 0))
    elif form == 1:
        points = _line((w, 1), (0, 0.82), (0.95 * w, 0.5), (0, 0.18), (w, 0))
    elif form == 2:  # the third of four forms
        points = _line((w, 0.95), (0, 0.74), (w, 0.5), (0, 0.26), (w, 0.05))
    else:
        points = _line((w, 0.86), (w, 1), (0, 1), (0.7 * w, 0.5), (0, 0), (w, 0), (w, 0.14))
    return Skeleton(strokes=(points,), width=w)


def _yay(s: Style) -> Skeleton:
    w = 0.52 * s.wide
    form = s.forms["ⵢ"]
    if form == 0:
        points = _line((w, 1), (0, 1), (0.8 * w, 0.5), (0.1 * w, 0))
    elif form == 1:
        points = _line((w, 1), (0, 0.82), (0.95 * w, 0.45), (0, 0))
    elif form == 2:
        points = _line((0.85 * w, 1), (0.05 * w, 0.65), (w, 0.42), (0.1 * w, 0))
    else:
        points = _line((w, 1), (0, 0.7), (w, 0.36), (0, 0))
    return Skeleton(strokes=(points,), width=w)


def _yazh(s: Style) -> Skeleton:
    w = 0.56 * s.wide
    top = (_line((0, 1), (w, 1)), _line((0.25 * w, 1), (0.75 * w, 1)), None)[s.forms["ⵊ"]]
    strokes = [_line((w / 2, 0), (w / 2, 1)), _line((0, 0), (w, 0))]
    if top is not None:
        strokes.append(top)
    return Skeleton(strokes=tuple(strokes), width=w)


def _yal(s: Style) -> Skeleton:
    form = s.forms["ⵍ"]
    if form in {0, 1}:
        w = 0.6 * s.wide
        ends = ((0, 0), (w, 1)) if form == 0 else ((0, 0.3), (w, 0.7))
        return Skeleton(strokes=(_line((0, 0), (0, 1)), _line(*ends), _line((w, 0), (w, 1))), width=w)
    # Two bars: closer together than two letters ⵏ, or leaning.
    w = max(1.7 * s.weight, 0.62 * (s.gap + s.weight))
    lean = 0.0 if form == 2 else 0.12
    return Skeleton(strokes=(_line((lean, 0), (0, 1)), _line((w + lean, 0), (w, 1))), width=w + lean)


def _yan(s: Style) -> Skeleton:
    return Skeleton(strokes=(_line((0, 0), (0, 1)),), width=0.0)


def _yat(s: Style) -> Skeleton:
    w = (0.75 if s.forms["ⵜ"] == 0 else 0.45) * s.wide
    return Skeleton(strokes=(_line((w / 2, 0), (w / 2, 1)), _line((0, s.bar), (w, s.bar))), width=w)


def _yatt(s: Style) -> Skeleton:
    w = 0.68 * s.wide
    return Skeleton(
        strokes=(
            _line((w, 1), (0, 1), (0, 0), (w, 0)),
            _line((0, s.bar), (0.75 * w, s.bar)),
            _line((0.45 * w, s.bar - 0.2), (0.45 * w, s.bar + 0.2)),
        ),
        width=w,
    )


def _yaz(s: Style) -> Skeleton:
    w = 0.85 * s.wide
    if s.forms["ⵣ"] == 0:
        arms = (_oval(w / 2, 1, w / 2, s.cup, 180, 360), _oval(w / 2, 0, w / 2, s.cup, 0, 180))
    else:
        low, high = 0.5 - s.cup * 0.25, 0.5 + s.cup * 0.25
        arms = (
            np.concatenate([_line((0, 1)), _oval(w / 2, high + 0.2, w / 2, 0.2, 180, 360), _line((w, 1))]),
            np.concatenate([_line((w, 0)), _oval(w / 2, low - 0.2, w / 2, 0.2, 0, 180), _line((0, 0))]),
        )
    return Skeleton(strokes=(*arms, _line((w / 2, 0), (w / 2, 1))), width=w)


def _yazz(s: Style) -> Skeleton:
    plain = _yaz(s)
    return Skeleton(
        strokes=(*plain.strokes, _line((0.06, 0.5), (plain.width - 0.06, 0.5))), width=plain.width
    )


def _yach(s: Style) -> Skeleton:
    r = 0.5 * s.wide / s.oval
    ring = max(0.1, 0.75 * min(s.ring, 0.18))
    x = 1.35 * r
    return Skeleton(
        strokes=(
            _oval(r, 0.5, r, 0.5, 62, 298),
            _oval(x, 1 - ring - 0.06, ring, ring),
            _oval(x, ring + 0.06, ring, ring),
        ),
        width=max(1.6 * r, x + ring),
    )


def _yad(s: Style) -> Skeleton:
    w = 0.8 * s.wide
    left, right = (0.5 - s.apex / 2) * w, (0.5 + s.apex / 2) * w
    top = ((left, 1), (right, 1)) if s.apex else ((left, 1),)
    return Skeleton(strokes=(_line((0, 0), *top, (w, 0)),), width=w)


def _yaf(s: Style) -> Skeleton:
    w, half = 0.85 * s.wide, s.bridge * s.wide / 2
    left, right = max(0.12, w / 2 - half), min(w - 0.12, w / 2 + half)
    brackets = (_line((0, 1), (left, 1), (left, 0), (0, 0)), _line((w, 1), (right, 1), (right, 0), (w, 0)))
    if s.forms["ⴼ"] == 0:  # some typefaces leave the two halves apart
        return Skeleton(strokes=brackets, width=w)
    return Skeleton(strokes=(*brackets, _line((left, s.bar), (right, s.bar))), width=w)


def _labial(s: Style) -> Skeleton:
    w = 0.3 * s.wide
    return Skeleton(strokes=(_line((0, 1), (0, 0.76), (w, 0.76), (w, 1)),), width=w)


def _straight(width: float, *strokes: Sequence[tuple[float, float]]) -> Callable[[Style], Skeleton]:
    """Give a letter of straight strokes whose x are shares of its width; 0.5 as y is the height of the middle bars."""

    def build(s: Style) -> Skeleton:
        w = width * s.wide
        placed = [_line(*((x * w, s.bar if y == 0.5 else y) for x, y in stroke)) for stroke in strokes]
        return Skeleton(strokes=tuple(placed), width=w)

    return build


_LETTERS: dict[str, Callable[[Style], Skeleton]] = {
    "ⴰ": _ya,
    "ⴱ": _yab,
    "ⴳ": _straight(0.78, ((0, 1), (1, 1)), ((0.05, 1), (1, 0)), ((0.95, 1), (0, 0))),
    "ⴷ": _yad,
    "ⴹ": _straight(0.62, ((1, 1), (0, 1), (0, 0), (1, 0)), ((0, 0.5), (0.9, 0.5))),
    "ⴻ": _yey,
    "ⴼ": _yaf,
    "ⴽ": _straight(0.75, ((0, 0), (0, 1), (0.95, 1), (0, 0)), ((0.48, 0.5), (1, 0))),
    "ⵀ": _yah,
    "ⵃ": _straight(0.78, ((1, 1), (0, 0)), ((0.45, 0.48), (0.95, 0))),
    "ⵄ": _straight(0.72, ((0, 0), (0, 0.5), (1, 0.5), (1, 0)), ((0.5, 0.5), (0.5, 1))),
    "ⵅ": _straight(0.78, ((0, 1), (1, 0)), ((1, 1), (0, 0)), ((0.5, 0.5), (0.5, 1))),
    "ⵇ": _straight(0.75, ((0, 0), (0, 1), (1, 1), (0, 0), (1, 0))),
    "ⵉ": _yi,
    "ⵊ": _yazh,
    "ⵍ": _yal,
    "ⵎ": _straight(0.68, ((1, 1), (0, 1), (0, 0), (1, 0))),
    "ⵏ": _yan,
    "ⵓ": _yu,
    "ⵔ": lambda s: _circle(s),
    "ⵕ": _yarr,
    "ⵖ": _straight(0.7, ((0, 1), (0, 0.5), (1, 0.5), (1, 1)), ((0.5, 0.5), (0.5, 0))),
    "ⵙ": lambda s: _circle(s, dots=True),
    "ⵚ": _yass,
    "ⵛ": _yach,
    "ⵜ": _yat,
    "ⵟ": _yatt,
    "ⵡ": _straight(0.72, ((0, 1), (0, 0), (1, 0), (1, 1))),
    "ⵢ": _yay,
    "ⵣ": _yaz,
    "ⵥ": _yazz,
    "ⵯ": _labial,
}


def skeleton(char: str, style: Style) -> Skeleton:
    """Give the strokes of a letter for which `can_draw` holds."""
    own = style.widths.get(char)
    return _LETTERS[char](style if own is None else replace(style, wide=style.wide * own))


def can_draw(char: str) -> bool:
    """Tell whether `char` is a letter drawn here."""
    return char in _LETTERS


def letter_width(char: str, style: Style) -> float:
    """Give how wide a letter's ink is, as a share of a tall letter's height."""
    return skeleton(char, style).width + style.weight
