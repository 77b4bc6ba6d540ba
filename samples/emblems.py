"""Drawn emblems for letterheads, and round stamps. Invented shapes: no real body's logo is copied."""

from __future__ import annotations

from html import escape
from math import cos, pi, sin
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from samples.document import PageStyle, Part


def emblem(name: str, colour: str) -> str:
    """Give the SVG of the emblem `name` in one colour.

    Raises:
        KeyError: no emblem has this name.
    """
    return f'<svg viewBox="0 0 100 100" xmlns="http://www.w3.org/2000/svg">{_SHAPES[name](colour)}</svg>'


def _star(colour: str) -> str:
    """A five-pointed star in a ring."""
    points = " ".join(
        f"{50 + 34 * sin(4 * pi * k / 5):.1f},{50 - 34 * cos(4 * pi * k / 5):.1f}" for k in range(5)
    )
    return (
        f'<circle cx="50" cy="50" r="45" fill="none" stroke="{colour}" stroke-width="4"/>'
        f'<polygon points="{points}" fill="none" stroke="{colour}" stroke-width="5"/>'
    )


def _waves(colour: str) -> str:
    """Three waves under a disc."""
    waves = "".join(
        f'<path d="M5 {y} q 15 -14 30 0 t 30 0 t 30 0" fill="none" stroke="{colour}" stroke-width="6"/>'
        for y in (60, 75, 90)
    )
    return f'<circle cx="50" cy="28" r="18" fill="{colour}"/>{waves}'


def _wheel(colour: str) -> str:
    """A wheel with eight spokes."""
    spokes = "".join(
        f'<line x1="50" y1="50" x2="{50 + 42 * cos(k * pi / 4):.1f}" y2="{50 + 42 * sin(k * pi / 4):.1f}" '
        f'stroke="{colour}" stroke-width="4"/>'
        for k in range(8)
    )
    return f'<circle cx="50" cy="50" r="42" fill="none" stroke="{colour}" stroke-width="7"/>{spokes}'


def _peaks(colour: str) -> str:
    """Two mountains and a sun."""
    return (
        f'<polygon points="5,90 38,30 60,66 72,48 95,90" fill="{colour}"/>'
        f'<circle cx="76" cy="24" r="12" fill="{colour}"/>'
    )


def _arch(colour: str) -> str:
    """A gate with a horseshoe arch."""
    return (
        f'<path d="M8 95 V20 H92 V95 H70 V62 C80 30 20 30 30 62 V95 Z" fill="{colour}"/>'
        f'<rect x="4" y="8" width="92" height="8" fill="{colour}"/>'
    )


_SHAPES = {"star": _star, "waves": _waves, "wheel": _wheel, "peaks": _peaks, "arch": _arch}


def stamp(part: Part, page: PageStyle) -> str:
    """Give the SVG of a round stamp with the part's lines across its middle, in the accent colour."""
    colour = page.accent
    lines = part.lines
    family = page.arabic if part.language == "ar" else page.latin
    texts = "".join(
        f'<text x="100" y="{106 + 22 * (k - (len(lines) - 1) / 2):.0f}" text-anchor="middle" font-size="17" '
        f'font-family="{escape(family)}" fill="{colour}">{escape(line)}</text>'
        for k, line in enumerate(lines)
    )
    return (
        '<svg viewBox="0 0 200 200" xmlns="http://www.w3.org/2000/svg" opacity="0.75">'
        f'<g transform="rotate(-14 100 100)"><circle cx="100" cy="100" r="94" fill="none" stroke="{colour}" '
        f'stroke-width="5"/><circle cx="100" cy="100" r="82" fill="none" stroke="{colour}" stroke-width="2"/>'
        f"{texts}</g></svg>"
    )
