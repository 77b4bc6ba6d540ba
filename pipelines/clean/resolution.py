"""How many dots an inch a page has, where its file does not say."""

from __future__ import annotations

#: Inches of the short side of A4, the paper of Moroccan offices.
A4_SHORT_SIDE = 8.27

#: Line finding works at about this resolution: 11-point print has 11-pixel x-heights there.
LAYOUT_DPI = 150.0


def estimate_dpi(height: int, width: int, stated: float | None) -> float:
    """Give the stated resolution, or the one that makes the page's short side that of A4 (72-600)."""
    if stated is not None:
        return stated
    return min(600.0, max(72.0, min(height, width) / A4_SHORT_SIDE))


def layout_shrink(dpi: float) -> int:
    """Give the whole factor that brings a page of `dpi` nearest to the layout resolution."""
    return max(1, round(dpi / LAYOUT_DPI))
