"""Blanks beside and within figures that the engine closed up: seen in the picture, put back.

The narrow blanks of ``1 150`` and ``9 h`` are narrower than what the Latin models take for one. Digits stand at equal
steps, so that a wider step shows where a blank is printed.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from balagh.model import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from balagh.pipelines.printed import ReadWord
    from balagh.pipelines.recognise.sight import Sight

#: A step from digit to digit this many times the usual one of the number holds a blank: narrow blanks make it 1.35 and
#: more, a one that stands off the middle of its place up to 1.12.
WIDE_STEP = 1.22

#: A gap this wide between a digit and the unit after it, in letter heights of the line, is a blank: blanks of 0.2 em
#: give 0.45, digits and letters set close 0.1 to 0.25.
UNIT_GAP = 0.36

#: Beside a one, which stands in the middle of a digit's place, a gap must be this many times as wide.
BESIDE_ONE = 1.25

#: Digits in a row that make a number worth looking at: a blank parts thousands and pairs of a telephone number. Among
#: fewer there is no usual step to go by.
_NUMBER = re.compile(r"[+(]?(\d{4,})[.,)]?")

#: What figures and the signs beside them fall into: a number, the letters of a time of day, a unit, a sign. Blanks are
#: put back between these alone.
_PIECES = re.compile(r"(?:\d+(?:[.,/:]\d+)*|h|à|[^\W\d_]+|[%°€$])[.,:;)]?")

#: Groups that a number falls into: thousands, or the pairs of a telephone number.
_GROUPS = re.compile(r"\d{1,3}(?: \d{3})+|\d{2,4}(?: \d{2,4})+|\d(?: \d{2})+")


def part_figures(sight: Sight, index: int, words: Sequence[ReadWord]) -> tuple[ReadWord, ...]:
    """Give the words of a Latin line with numbers parted where the picture shows a blank; nothing else changes."""
    parted: list[ReadWord] = []
    for word in words:
        parted += _part(sight, index, word)
    return tuple(parted)


def _part(sight: Sight, index: int, word: ReadWord) -> list[ReadWord]:
    number, pieces = _NUMBER.fullmatch(word.text), _pieces(word.text)
    if word.text != word.original or not (number or len(pieces) > 1):
        return [word]
    runs = _columns(sight, index, word.box)
    if number:
        cuts = _cuts(runs, number.start(1), number.end(1), len(word.text))
        if cuts and not _GROUPS.fullmatch(_spaced(word.text, cuts)[number.start(1) :].rstrip(".,)")):
            return [word]
    else:
        least = UNIT_GAP * sight.lines.lines[index].letter_height * sight.page.shrink
        cuts = _unit_cuts(runs, word.text, pieces, least)
    return _split(word, cuts, runs)


def _pieces(text: str) -> list[int]:
    """Give the places at which the figures and letters of a word begin; nothing for a word without both.

    >>> _pieces("9hà13h15")
    [0, 1, 2, 3, 5, 6]
    >>> _pieces("12,5%")
    [0, 4]
    >>> _pieces("2024"), _pieces("Taza")
    ([], [])
    """
    found = list(_PIECES.finditer(text))
    whole = sum(len(piece.group()) for piece in found) == len(text)
    figures = sum(piece.group()[0].isdigit() for piece in found)
    return [piece.start() for piece in found] if whole and 0 < figures < len(found) else []


def _unit_cuts(runs: Sequence[tuple[int, int]], text: str, pieces: Sequence[int], least: float) -> list[int]:
    """Give the places among `pieces` before which the ink shows a gap of at least `least` pixels."""
    gaps = [right[0] - left[1] for left, right in pairwise(runs)]
    if len(runs) == len(text):
        ones = {place for place in pieces[1:] if "1" in text[place - 1 : place + 1]}
        return [p for p in pieces[1:] if gaps[p - 1] >= least * (BESIDE_ONE if p in ones else 1.0)]
    first = pieces[1]
    if len(pieces) == 2 and len(runs) > first and text[:first].isdigit():
        # The figures stand by themselves, whatever the letters after them do.
        return [first] if gaps[first - 1] >= least else []
    # Signs that touch or fall apart: what is sure is only that every piece stands by itself.
    wide = sum(gap >= least for gap in gaps)
    return list(pieces[1:]) if wide == len(pieces) - 1 else []


def _columns(sight: Sight, index: int, box: Box) -> list[tuple[int, int]]:
    """Give the columns of ink (first, last + 1; pixels of the clean page) of a line within a word's box."""
    line, step = sight.lines.lines[index].box, sight.page.shrink
    inked = (sight.lines.owner[line.y0 : line.y1, line.x0 : line.x1] == index + 1).any(axis=0)
    edges = np.flatnonzero(np.diff(np.pad(inked.astype(np.int8), 1)))
    runs = [((int(a) + line.x0) * step, (int(b) + line.x0) * step) for a, b in edges.reshape(-1, 2)]
    return [run for run in runs if box.x0 <= (run[0] + run[1]) / 2 <= box.x1]


def _cuts(runs: Sequence[tuple[int, int]], start: int, end: int, length: int) -> list[int]:
    """Give the places in a number of `length` signs before which a blank is printed; digits are `start` to `end`."""
    if len(runs) != length:
        return []  # digits that touch, or dirt: the picture says nothing sure
    middles = [(left + right) / 2 for left, right in runs[start:end]]
    steps = [b - a for a, b in pairwise(middles)]
    usual = float(np.median(steps))
    return [start + place for place, step in enumerate(steps, start=1) if step >= WIDE_STEP * usual]


def _spaced(text: str, cuts: Sequence[int]) -> str:
    return "".join(f" {sign}" if place in cuts else sign for place, sign in enumerate(text))


def _split(word: ReadWord, cuts: Sequence[int], runs: Sequence[tuple[int, int]]) -> list[ReadWord]:
    if not cuts:
        return [word]
    ends = [0, *cuts, len(word.text)]
    exact = len(runs) == len(word.text)
    step = word.box.width / len(word.text)
    parts = []
    for first, last in pairwise(ends):
        # Where signs touch, the parts' sides are by count only.
        left = runs[first][0] if exact else round(word.box.x0 + first * step)
        right = runs[last - 1][1] if exact else round(word.box.x0 + last * step)
        left = word.box.x0 if first == 0 else left
        right = word.box.x1 if last == len(word.text) else right
        text = word.text[first:last]
        box = Box(left, word.box.y0, max(left, right), word.box.y1)
        parts.append(replace(word, original=text, text=text, box=box))
    return parts
