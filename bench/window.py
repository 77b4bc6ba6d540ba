"""Where in an output a true segment stands, and how many edits apart they are. Exact: no search is cut short."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Stands for a character that an earlier segment has already used: it equals nothing.
USED = 0

Codes = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A segment's best window in the output: characters `start` to `end` (exclusive), `edits` away.

    `taken` are the places in the output of the characters that agree.
    """

    edits: int
    start: int
    end: int
    taken: tuple[int, ...]


def match_segments(segments: Sequence[str], output: str) -> list[Match]:
    """Find the best window of every segment, the longest segments first; a character counts once.

    Without the last rule a heading that was never read would be found in the paragraph that repeats it. The edits of
    a segment are never more than its length (an empty window deletes it all).

    Args:
        segments: folded true texts.
        output: the folded output that they were printed in.
    """
    codes = _codes(output)
    found: dict[int, Match] = {}
    for number in sorted(range(len(segments)), key=lambda n: (-len(segments[n]), n)):
        match = best_window(_codes(segments[number]), codes)
        codes[list(match.taken)] = USED
        found[number] = match
    return [found[number] for number in range(len(segments))]


def best_window(segment: Codes, output: Codes) -> Match:
    """Find the window of `output` with the fewest edits to `segment`; of equals the first end, then the shortest."""
    ends = _last_row(segment, output, np.zeros(len(output) + 1, np.int64))
    end = int(ends.argmin())
    edits = int(ends[end])
    # Backwards from the end, anchored there: the window is at most as long as the segment and its edits together.
    reach = output[max(0, end - len(segment) - edits) : end][::-1]
    starts = _last_row(segment[::-1], reach, np.arange(len(reach) + 1, dtype=np.int64))
    start = end - int(starts.argmin())
    return Match(edits=edits, start=start, end=end, taken=_agreeing(segment, output[start:end], start))


def edits_of(segment: str, output: str) -> int:
    """Count the edits between a segment and its best window in `output`.

    >>> edits_of("abcd", "xx abed yy"), edits_of("abc", "")
    (1, 3)
    """
    return best_window(_codes(segment), _codes(output)).edits


def _last_row(segment: Codes, output: Codes, first: Codes) -> Codes:
    """Fill the edit-distance table row by row from its `first` row; give the last one.

    Along a row, an insertion costs one a step: the running minimum of (cell - place) does all of them at once.
    """
    places = np.arange(len(output) + 1, dtype=np.int64)
    row = first
    for depth, code in enumerate(segment, start=1):
        below = row + 1
        below[0] = first[0] + depth
        np.minimum(below[1:], row[:-1] + (output != code), out=below[1:])
        row = np.minimum.accumulate(below - places) + places
    return row


def _agreeing(segment: Codes, window: Codes, start: int) -> tuple[int, ...]:
    blocks = Levenshtein.opcodes(segment.tolist(), window.tolist())
    return tuple(
        start + place
        for block in blocks
        if block.tag == "equal"
        for place in range(block.dest_start, block.dest_end)
        if window[place] != USED
    )


def _codes(text: str) -> Codes:
    return np.fromiter(map(ord, text), dtype=np.int64, count=len(text))
