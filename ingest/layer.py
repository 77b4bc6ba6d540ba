"""A text layer: the glyphs that a page of a PDF draws, each with its place, as the file gives them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Glyph:
    """One drawn glyph.

    Places are in points from the top left corner of the page as it is shown (rotation and crop obeyed, y downwards).

    Attributes:
        text: what the file says it stands for: one letter, several (a ligature), or none (`""`) where it does not say.
        code: its number in its font, for messages about glyphs that are not mapped.
        x0, y0, x1, y1: its box: the advance width across, ascent to descent upwards.
        font: the font's PostScript name without its subset tag.
        size: the font size in points as drawn.
        angle: degrees that its baseline is turned clockwise on the shown page: 0, 90, 180, 270 or another.
        visible: False for text drawn without ink: render mode 3, transparent, or outside the clip and the page.
        order: its place in the content stream.
    """

    text: str
    code: int
    x0: float
    y0: float
    x1: float
    y1: float
    font: str
    size: float
    angle: float = 0.0
    visible: bool = True
    order: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedBox:
    """A rule or a picture on the page; places as in `Glyph`."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLayer:
    """All that a page draws besides its paper.

    Attributes:
        width, height: the page as shown, in points.
        glyphs: in the order of the content stream, blanks included.
        rules: drawn straight lines and thin or unfilled rectangles, each side of a rectangle on its own.
        pictures: the pictures on it.
        scan: the pictures cover so much of the page that it is a scan, whatever letters lie under or over it.
    """

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[PlacedBox, ...] = ()
    pictures: tuple[PlacedBox, ...] = ()
    scan: bool = False
