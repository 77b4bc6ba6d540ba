"""Bullets: found by their shape at the start of a line, since no model has them in its characters."""

from __future__ import annotations

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


def leading_bullet(parts: Components, lines: LineMap, index: int, *, rtl: bool) -> Box | None:
    """Give the box of the bullet that line `index` begins with (pixels of the layout picture), or None.

    The line begins at its right end where `rtl` is true. Dashes and numbers are no bullets: the engine reads them.
    """
    line = lines.lines[index]
    if len(line.pieces) < 3:
        return None
    pieces = np.array(line.pieces, np.int64)
    ends = parts.x1[pieces] if rtl else parts.x0[pieces]
    first = int(pieces[ends.argmax() if rtl else ends.argmin()])
    box = Box(int(parts.x0[first]), int(parts.y0[first]), int(parts.x1[first]), int(parts.y1[first]))
    rest = pieces[pieces != first]
    gap = box.x0 - int(parts.x1[rest].max()) if rtl else int(parts.x0[rest].min()) - box.x1
    size = line.letter_height
    shape = max(box.width, box.height) <= MOST_ASPECT * min(box.width, box.height)
    sized = LEAST_SIZE * size <= box.height <= MOST_SIZE * size
    solid = float(parts.area[first]) >= LEAST_FILL * box.width * box.height
    letters = pieces[parts.letters[pieces] & (pieces != first)]
    if not (shape and sized and solid and gap >= LEAST_GAP * size and letters.size):
        return None
    foot = float(np.median(parts.y1[letters]))
    # A full stop stands on the base line, a bullet hangs free of it.
    return box if box.y1 < foot - 0.08 * size else None
