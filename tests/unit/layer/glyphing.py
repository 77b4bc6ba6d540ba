"""Glyphs for tests: text set in boxes of half the font size a letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from balagh.ingest.layer import Glyph

if TYPE_CHECKING:
    from collections.abc import Iterable

SIZE = 10.0
WIDTH = 5.0


def glyph(text: str, x0: float = 0.0, y0: float = 100.0, **changes: object) -> Glyph:
    values: dict[str, object] = {
        "text": text,
        "code": ord(text[0]) if text else 999,
        "x0": x0,
        "y0": y0,
        "x1": x0 + WIDTH,
        "y1": y0 + SIZE,
        "font": "Body",
        "size": SIZE,
    }
    return Glyph(**(values | changes))  # type: ignore[arg-type]  # every value is of its field's type


def set_text(
    text: str, x0: float = 50.0, y0: float = 100.0, *, step: float = WIDTH, first: int = 0
) -> list[Glyph]:
    """Set signs from left to right, as they stand on the page."""
    return [glyph(sign, x0 + k * step, y0, order=first + k) for k, sign in enumerate(text)]


def texts(words: Iterable[Iterable[Glyph]]) -> list[str]:
    return ["".join(one.text for one in word) for word in words]
