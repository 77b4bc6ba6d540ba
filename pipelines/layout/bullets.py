"""Bullets and dashes before list items, found by their shape.

No model has the bullet among its characters, and a dash with a wide gap after it is often read as something else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from balagh.model import Box

if TYPE_CHECKING:
    from balagh.pipelines.layout.components import Components
    from balagh.pipelines.layout.lines import LineMap

#: A bullet's height and width as shares of the line's letter height, and how much of its box is ink: a disc fills 0.78.
LEAST_SIZE, MOST_SIZE, LEAST_FILL = 0.22, 0.95, 0.62

#: It is about as wide as high, hangs about the middle of the letters, and stands this far before the next piece.
MOST_ASPECT, LEAST_GAP = 1.45, 0.55

#: A dash is at least this many times as wide as high, at most `DASH_HEIGHT` of the letters' height, and this far from
#: the next piece: a word with a hyphen in front stands closer.
DASH_ASPECT, DASH_HEIGHT, DASH_GAP = 1.9, 0.3, 0.4

#: Dashes wider than these shares of the letter height are written as an en dash and an em dash.
EN_DASH, EM_DASH = 0.75, 1.35


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullet:
    """What a line begins with: its box in pixels of the layout picture, and the character it is written as."""

    box: Box
    text: str


def leading_bullet(parts: Components, lines: LineMap, index: int, *, rtl: bool) -> Bullet | None:
    """Give the bullet or dash that line `index` begins with, or None.

    The line begins at its right end where `rtl` is true. Numbers are no bullets: the engine reads them.
    """
    line = lines.lines[index]
    if len(line.pieces) < 3:
        return None
    pieces = np.array(line.pieces, np.int64)
    ends = parts.x1[pieces] if rtl else parts.x0[pieces]
    first = int(pieces[ends.argmax() if rtl else ends.argmin()])
    box = Box(int(parts.x0[first]), int(parts.y0[first]), int(parts.x1[first]), int(parts.y1[first]))
    rest = pieces[pieces != first]
    letters = rest[parts.letters[rest]]
    if not letters.size:
        return None
    size = line.letter_height
    gap = (box.x0 - int(parts.x1[rest].max()) if rtl else int(parts.x0[rest].min()) - box.x1) / size
    foot, head = float(np.median(parts.y1[letters])), float(np.median(parts.y0[letters]))
    # A full stop or underscore stands on the base line, a bullet or dash hangs free of it.
    if box.y1 >= foot - 0.08 * size or box.y0 < head - 0.15 * size:
        return None
    if gap >= LEAST_GAP and _is_bullet(box, int(parts.area[first]), size):
        return Bullet(box=box, text="•")
    if gap >= DASH_GAP and box.width >= DASH_ASPECT * box.height and box.height <= DASH_HEIGHT * size:
        far = int(rest[parts.x0[rest].argmin() if rtl else parts.x1[rest].argmax()])
        if parts.heights[far] <= DASH_HEIGHT * size and parts.widths[far] >= DASH_ASPECT * parts.heights[far]:
            return None  # a dash at the line's other end too: an ornament, as in "- FIN -"
        share = box.width / size
        return Bullet(box=box, text="—" if share > EM_DASH else "–" if share > EN_DASH else "-")
    return None


def _is_bullet(box: Box, area: int, size: float) -> bool:
    shape = max(box.width, box.height) <= MOST_ASPECT * min(box.width, box.height)
    sized = LEAST_SIZE * size <= box.height <= MOST_SIZE * size
    return shape and sized and area >= LEAST_FILL * box.width * box.height
