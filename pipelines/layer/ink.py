"""What a page looks like beside what its layer says: where each line's ink is, which words have none, what is left.

All of it on a drawing of the page at the resolution at which lines of scans are found, so that what comes after meets
the same sizes whichever way a page was read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from balagh.model import Box
from balagh.pipelines.clean.ink import find_ink
from balagh.pipelines.layout.components import LEAST_AREA, LEAST_PRINT, MARK_SHARE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from balagh.ingest.layer import Glyph, PlacedBox
    from balagh.ingest.sheet import Image
    from balagh.pipelines.layer.rows import Row

#: Pixels of the document's page for one of the drawing.
SHRINK = 2

#: Grey levels between the darkest and the lightest pixel of a word that can be seen.
LEAST_CONTRAST = 20

#: Points around a line's glyph boxes within which its ink lies: swashes, marks set high.
SLACK = 1.5

#: A piece of ink taller than this many of its line's boxes is a frame around the line, not a part of it.
FRAME = 1.25

#: A rule's ink lies within so many points of the rule.
RULE_SLACK = 1.5

#: Ink that no glyph explains counts when it is larger than this, in points along a side: a letter of 5-point print.
LEAST_LEFT = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LineInk:
    """Where a line's ink is, in pixels of the drawing.

    Attributes:
        box: around all of it.
        core: around its letters without marks.
        letter_height: median height of its letters.
    """

    box: Box
    core: Box
    letter_height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A page as drawn.

    Attributes:
        gray: (height, width) uint8.
        scale: its pixels a point.
        pieces: (n, 4) connected pieces of ink: left, top, right, bottom in its pixels.
        owners: (n,) the row that each piece belongs to, -1 for none, -2 for specks and letters that are in no row.
        labels: (height, width) which piece each pixel belongs to, counted from 1; 0 for paper.
    """

    gray: Image
    scale: float
    pieces: NDArray[np.int32]
    owners: NDArray[np.int32]
    labels: NDArray[np.int32]


def see_page(picture: Image, width: float, rows: Sequence[Row], others: Sequence[Glyph] = ()) -> Drawing:
    """Look at a page of `width` points, drawn as `picture`, and find the ink of each row; `others` are in none."""
    gray = np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8) if picture.ndim == 3 else picture
    scale = gray.shape[1] / width
    _, labels, stats, _ = cv2.connectedComponentsWithStats(find_ink(gray, 1, 0.0), connectivity=8)
    measures = np.asarray(stats, np.int32)[1:]
    pieces = np.concatenate([measures[:, :2], measures[:, :2] + measures[:, 2:4]], axis=1, dtype=np.int32)
    specks = measures[:, 4] < LEAST_AREA
    owners = _owners(pieces, rows, scale)
    owners[(specks | _are_under(pieces, others, scale, gray)) & (owners < 0)] = -2
    return Drawing(gray=gray, scale=scale, pieces=pieces, owners=owners, labels=np.asarray(labels, np.int32))


def _owners(pieces: NDArray[np.int32], rows: Sequence[Row], scale: float) -> NDArray[np.int32]:
    """Give each piece the row whose boxes its middle lies in; the nearest by height where there are several."""
    if not rows or not len(pieces):
        return np.full(len(pieces), -1, np.int32)
    across = (pieces[:, 0] + pieces[:, 2]) / 2 / scale
    down = (pieces[:, 1] + pieces[:, 3]) / 2 / scale
    heights = (pieces[:, 3] - pieces[:, 1]) / scale
    owners = np.full(len(pieces), -1, np.int32)
    nearest = np.full(len(pieces), np.inf)
    for k, row in enumerate(rows):
        inside = (across >= row.x0 - SLACK) & (across <= row.x1 + SLACK)
        inside &= (down >= row.y0 - SLACK) & (down <= row.y1 + SLACK)
        inside &= heights <= FRAME * max(row.y1 - row.y0, row.size)
        off = np.abs(down - row.middle) / row.size
        better = inside & (off < nearest)
        owners[better], nearest[better] = k, off[better]
    return owners


def _are_under(
    pieces: NDArray[np.int32], glyphs: Sequence[Glyph], scale: float, gray: Image
) -> NDArray[np.bool_]:
    """Mark the pieces of ink whose middles lie under one of the glyphs."""
    under = np.zeros(gray.shape, np.uint8)
    for glyph in glyphs:
        box = _scaled(glyph.x0, glyph.y0, glyph.x1, glyph.y1, scale).clip(gray.shape[1], gray.shape[0])
        under[box.y0 : box.y1 + 1, box.x0 : box.x1 + 1] = 1
    middles = (pieces[:, :2] + pieces[:, 2:]) // 2
    return np.asarray(under[middles[:, 1], middles[:, 0]] > 0, np.bool_)


def line_inks(drawing: Drawing, rows: Sequence[Row]) -> list[LineInk]:
    """Measure the ink of each row; by its glyphs' boxes where it has none of its own."""
    return [_line_ink(drawing.pieces[drawing.owners == k], row, drawing.scale) for k, row in enumerate(rows)]


def _line_ink(pieces: NDArray[np.int32], row: Row, scale: float) -> LineInk:
    heights = pieces[:, 3] - pieces[:, 1]
    letters = heights >= max(LEAST_PRINT, MARK_SHARE * _usual(heights, pieces[:, 2] - pieces[:, 0]))
    if not letters.any():
        half = row.size / 4
        core = _scaled(row.x0, row.middle - half, row.x1, row.middle + half, scale)
        return LineInk(box=core, core=core, letter_height=max(1.0, row.size / 2 * scale))
    return LineInk(
        box=_around(pieces), core=_around(pieces[letters]), letter_height=float(np.median(heights[letters]))
    )


def _usual(heights: NDArray[np.int32], widths: NDArray[np.int32]) -> float:
    """Give the height that half of the ink reaches, by width."""
    if not heights.size:
        return 0.0
    order = np.argsort(heights)
    weight = np.cumsum(np.minimum(widths[order], 4 * heights[order]))
    return float(heights[order][np.searchsorted(weight, weight[-1] / 2)])


def _around(pieces: NDArray[np.int32]) -> Box:
    return Box(
        int(pieces[:, 0].min()), int(pieces[:, 1].min()), int(pieces[:, 2].max()), int(pieces[:, 3].max())
    )


def _scaled(x0: float, y0: float, x1: float, y1: float, scale: float) -> Box:
    return Box(round(x0 * scale), round(y0 * scale), round(x1 * scale), round(y1 * scale))


def can_be_seen(drawing: Drawing, glyphs: Sequence[Glyph]) -> bool:
    """Tell whether there is anything to see where a word's glyphs are said to be."""
    box = _scaled(
        min(glyph.x0 for glyph in glyphs),
        min(glyph.y0 for glyph in glyphs),
        max(glyph.x1 for glyph in glyphs),
        max(glyph.y1 for glyph in glyphs),
        drawing.scale,
    ).clip(drawing.gray.shape[1], drawing.gray.shape[0])
    window = drawing.gray[box.y0 : box.y1 + 1, box.x0 : box.x1 + 1]
    return window.size == 0 or int(window.max()) - int(window.min()) >= LEAST_CONTRAST


def unexplained(drawing: Drawing, rules: Sequence[PlacedBox]) -> NDArray[np.int32]:
    """Give the numbers of the pieces of ink, from 0, that neither glyphs nor rules explain."""
    pieces, scale = drawing.pieces, drawing.scale
    sides = pieces[:, 2:] - pieces[:, :2]
    left = (drawing.owners == -1) & (sides.max(axis=1, initial=0) >= LEAST_LEFT * scale)
    # A line across the page, whatever it was drawn with; the frame of a table is one piece around all of it.
    left &= sides.min(axis=1) > RULE_SLACK * scale
    slack = RULE_SLACK * scale
    for rule in rules:
        box = np.array([rule.x0, rule.y0, rule.x1, rule.y1]) * scale
        on = (pieces[:, 0] <= box[2] + slack) & (pieces[:, 2] >= box[0] - slack)
        on &= (pieces[:, 1] <= box[3] + slack) & (pieces[:, 3] >= box[1] - slack)
        left &= ~(on & _is_hollow(drawing, on & left))
    return np.flatnonzero(left).astype(np.int32)


def _is_hollow(drawing: Drawing, chosen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Mark those of the chosen pieces that are lines around an area rather than filled: less than a fifth is ink."""
    hollow = np.zeros(len(chosen), bool)
    for k in np.flatnonzero(chosen):
        x0, y0, x1, y1 = drawing.pieces[k]
        own = drawing.labels[y0:y1, x0:x1] == k + 1
        hollow[k] = own.mean() < 0.2
    return hollow
