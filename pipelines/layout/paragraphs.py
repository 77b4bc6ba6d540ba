"""Which lines of a column belong together: paragraphs, list items, titles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from balagh.model import Script

if TYPE_CHECKING:
    from collections.abc import Sequence

    from balagh.model import Box

#: Letter heights that differ more than this are different sizes of print.
SIZE_RATIO = 1.35

#: Long lines of print that is larger by less show it thrice: in the height of their letters, in the height from tails
#: to tops, and in the letters' width. Lines of one size differ by up to 1.08, 1.1 and 1.15 (in Arabic 1.12, 1.3, 1.4).
LARGER, LARGER_ARABIC = (1.14, 1.1, 1.1), (1.17, 1.1, 1.12)

#: Letters that a line has at least to show its size that way.
LONG_LINE = 25

#: A gap wider than this many of the usual gaps parts paragraphs; it is at least `LEAST_GAP` letter heights more.
WIDE_GAP, LEAST_GAP = 1.25, 0.35

#: A line indented by more than this many letter heights begins a paragraph; blanks between words are about one half.
INDENT, WORD_SPACE = 1.3, 0.6

#: Lines whose middles are this close, in letter heights, and whose ends are not flush, are centred.
CENTRED = 1.5

_ITEM = re.compile(r"\s*(?:[-–—•▪■●◦*·]\s*\S|\(?\d{1,2}\s?[.)/-]\s+\S|[a-z][.)]\s+\S)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """A line as far as grouping needs it.

    Attributes:
        box: in pixels of the clean page.
        core: the same without marks.
        letter_height: in the same pixels.
        script: its main script.
        text: as read.
        first_word: width of its first word (in reading direction), pixels.
        advance: mean width of a letter of its words, pixels; 0 where it is not known.
    """

    box: Box
    core: Box
    letter_height: float
    script: Script
    text: str
    first_word: int
    advance: float = 0.0


def group_lines(lines: Sequence[Laid]) -> list[list[int]]:
    """Part the lines of one column, top to bottom, into blocks of indices."""
    if not lines:
        return []
    body = median(line.letter_height for line in lines)
    usual = _usual_pitch(lines, body)
    edges = (min(line.box.x0 for line in lines), max(line.box.x1 for line in lines))
    groups = [[0]]
    for index in range(1, len(lines)):
        if _parts(lines, groups[-1], index, edges, (usual, body)):
            groups.append([index])
        else:
            groups[-1].append(index)
    return groups


def _usual_pitch(lines: Sequence[Laid], body: float) -> float:
    """Give the commonest distance from line to line, in letter heights: the lower third of those seen."""
    pitches = sorted(sum(_steps(a, b, body)) / 2 for a, b in pairwise(lines))
    return pitches[len(pitches) // 3] if pitches else 2.0


def _steps(above: Laid, below: Laid, body: float) -> tuple[float, float]:
    """Give the distance from line to line, from top to top and from foot to foot.

    Both are in letter heights of the column, `body`, since those of one line are chance; larger print has its own.
    """
    own = min(above.letter_height, below.letter_height)
    size = max(1.0, own if own > SIZE_RATIO * body else body)
    return (below.core.y0 - above.core.y0) / size, (below.core.y1 - above.core.y1) / size


def _parts(
    lines: Sequence[Laid],
    group: list[int],
    index: int,
    edges: tuple[int, int],
    measures: tuple[float, float],
) -> bool:
    """Tell whether line `index` begins a new block below the lines of `group`.

    `measures` are the usual distance from line to line and the usual letter height.
    """
    usual, body = measures
    above, below = lines[index - 1], lines[index]
    if _differ(above, below) or _is_larger(above, below) or _ITEM.match(below.text):
        return True
    # The tail of a g or the top of an l in one of the two lines alone makes no gap.
    pitch = min(_steps(above, below, body))
    if pitch > WIDE_GAP * usual and pitch - usual > LEAST_GAP:
        return True
    centred = _centred(above, below, edges)
    if centred:
        return False
    return _ended(above, below, edges) or _indented(lines, group, index)


def _differ(above: Laid, below: Laid) -> bool:
    common = Script.COMMON in {above.script, below.script}
    low, high = sorted((above.letter_height, below.letter_height))
    # Few letters say little about their size: a last word of a paragraph may have no tall one.
    short = min(len(above.text), len(below.text)) < 12
    return (above.script is not below.script and not common) or high > (1.8 if short else SIZE_RATIO) * low


def _is_larger(above: Laid, below: Laid) -> bool:
    """Tell whether one of two long lines is larger in all that shows its size: a headline close to its text."""
    if min(len(above.text), len(below.text)) < LONG_LINE or above.script is not below.script:
        return False
    pairs = (
        (above.letter_height, below.letter_height),
        (above.core.height, below.core.height),
        (above.advance, below.advance),
    )
    bounds = LARGER_ARABIC if above.script is Script.ARABIC else LARGER
    return any(
        all(large[side] > bound * large[1 - side] > 0 for large, bound in zip(pairs, bounds, strict=True))
        for side in (0, 1)
    )


def _centred(above: Laid, below: Laid, edges: tuple[int, int]) -> bool:
    size = CENTRED * below.letter_height
    middles = abs(above.box.center[0] - below.box.center[0]) < size
    flush = abs(above.box.x0 - below.box.x0) < size / 2 or abs(above.box.x1 - below.box.x1) < size / 2
    middle = abs(below.box.center[0] - (edges[0] + edges[1]) / 2) < size
    return middles and middle and not flush


def _ended(above: Laid, below: Laid, edges: tuple[int, int]) -> bool:
    """Tell whether the line above stopped though the next word had room: the paragraph ends there."""
    room = above.box.x0 - edges[0] if below.script is Script.ARABIC else edges[1] - above.box.x1
    return room > below.first_word + WORD_SPACE * below.letter_height + 0.02 * (edges[1] - edges[0])


def _indented(lines: Sequence[Laid], group: list[int], index: int) -> bool:
    """Tell whether a line begins a paragraph by standing in from the line above, not being a list item's second."""
    above, below = lines[index - 1], lines[index]
    rtl = below.script is Script.ARABIC
    step = above.box.x1 - below.box.x1 if rtl else below.box.x0 - above.box.x0
    hanging = bool(_ITEM.match(lines[group[0]].text)) and len(group) == 1
    return step > INDENT * below.letter_height and not hanging
