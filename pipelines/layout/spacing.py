"""How widely a line is set: letter-spaced headings, monospaced type, scripts of narrow letters such as Tifinagh."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from balagh.pipelines.layout.components import Components

#: Print is widely set where the median blank from letter to letter is this share of the letters' height. French print
#: shows 0.08 to 0.23, Arabic 0.12 to 0.2, Unifont's Tifinagh 0.3, letter-spaced lines 0.4 to 1.5 (2026-11-22).
WIDE_BLANK = 0.28

#: Fewer letters than this say nothing about how a line is set.
LEAST_LETTERS = 5

#: Letters are no wider than this share of their height in the median: joined Arabic is, and has blanks of its own.
MOST_WIDE = 1.2


def is_widely_set(lines: Sequence[Sequence[int]], parts: Components) -> bool:
    """Tell whether parts of a line, each given by the numbers of its pieces, are widely set, taken together."""
    letters = [_in_order(pieces, parts) for pieces in lines]
    every = np.concatenate(letters)
    if every.size < LEAST_LETTERS:
        return False
    blanks = np.concatenate([parts.x0[order[1:]] - parts.x1[order[:-1]] for order in letters])
    height = float(np.median(parts.heights[every]))
    narrow = float(np.median(parts.widths[every])) <= MOST_WIDE * height
    return narrow and bool(blanks.size) and float(np.median(blanks)) >= WIDE_BLANK * height


def _in_order(pieces: Sequence[int], parts: Components) -> NDArray[np.int64]:
    """Give the letters among pieces, left to right."""
    chosen = np.array([piece for piece in pieces if parts.letters[piece]], np.int64)
    return chosen[np.argsort(parts.x0[chosen], kind="stable")]
