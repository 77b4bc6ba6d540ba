"""The words of a line as ink: columns of print with gaps between, before anything is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from balagh.pipelines.layout.lines import LineMap

#: A gap of this share of the line's letter height parts two words. Letters of one word stand closer in all but spaced
#: print; it does no harm there or in Arabic to part too much, since parts of one script are read together.
WORD_GAP = 0.40


def word_spans(lines: LineMap, index: int) -> tuple[tuple[int, int], ...]:
    """Give the columns (first, last + 1) of each word of a line, left to right, in pixels of the layout picture."""
    line = lines.lines[index]
    box = line.box
    inked = (lines.owner[box.y0 : box.y1, box.x0 : box.x1] == index + 1).any(axis=0)
    edges = np.flatnonzero(np.diff(np.concatenate(([False], inked, [False])).astype(np.int8)))
    starts, ends = edges[::2] + box.x0, edges[1::2] + box.x0
    if starts.size == 0:
        return ()
    least = max(2.0, WORD_GAP * line.letter_height)
    parted = np.flatnonzero(starts[1:] - ends[:-1] >= least)
    firsts = np.concatenate(([0], parted + 1))
    lasts = np.concatenate((parted, [starts.size - 1]))
    return tuple((int(starts[a]), int(ends[b])) for a, b in zip(firsts, lasts, strict=True))
