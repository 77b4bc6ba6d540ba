"""The line that a fax machine prints over a page's top edge: date, time, numbers, the page of the call.

It is nobody's letterhead, its date is not the document's and its number no contact. What the machine prints is small,
stands above all else, and is mostly figures.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from balagh.model import Box
    from balagh.pipelines.printed import PageLine

#: The line's middle stands within this share of the page's height from the top (half an inch of A4).
TOP = 0.045

#: Parts of the line stand level with each other within this share of their height.
LEVEL = 0.4

#: The machine's letters are at most this many times as tall as those of the rest of the page.
MOST_TALL = 1.5

#: So many signs of a fax machine (see `_SIGNS`) make a line one: two happen in letterheads, with a telephone number.
ENOUGH = 3

#: No printer reaches this share of the page's height at the top: there one sign and some figures are enough.
RIM, FIGURES = 0.022, 4

#: What machines print, read with the slips that small print suffers (O for 0, a point for a colon).
_SIGNS = (
    # a time of day
    re.compile(r"(?<![\d/.-])[0-2O]?[\dO][:;.,hH][0-5O][\dO](?![\d/.-])"),
    # a date in figures
    re.compile(
        r"(?<!\d)(?:[0-3O]?\d[/.-][01O]?\d[/.-](?:[12]\d)?\d\d|[12]\d{3}[/.-][01O]?\d[/.-][0-3O]?\d)(?!\d)"
    ),
    # a date with the month's name in Latin letters
    re.compile(
        r"\b[A-Z]{3,4}[-. ]+[0-3]?\d[-., ]+(?:20)?\d\d\b|\b[0-3]?\d[- ][A-Z]{3,4}[- .]+(?:20)?\d\d\b", re.I
    ),
    # the page of the call
    re.compile(
        r"\b(?:P(?:AGE|G|P)?|S)\s?[.,:]?\s?[\dO]{1,3}(?:\s?(?:/|OF|SUR|DE)\s?[\dO]{1,3})?(?![\d/])|\bPAGE\b",
        re.I,
    ),
    re.compile(r"\b[\dO]{2,3}/[\dO]{2,3}\s*$"),
    # what the machine says of itself and of the numbers
    re.compile(
        r"\b(?:fax|télécopie|telecopie|from|to|emis|émis|envoyé|recu|reçu|rcv|received|tx|rx|tel|num[eé]ro)\b|الفاكس|فاكس",
        re.I,
    ),
    # a number dialled
    re.compile(r"(?:\+|\b|O)[\dO](?:[ .-]?[\dO]){7,14}(?!\d)"),
)


def find_machine_line(lines: Sequence[PageLine], height: int) -> tuple[int, ...]:
    """Give the indices of the lines that make up the machine's line, left to right; none on most pages.

    Args:
        lines: the page's lines of print.
        height: the page's height in pixels.
    """
    top = [k for k, line in enumerate(lines) if line.words and line.box.center[1] <= TOP * height]
    if not top:
        return ()
    row = _row(lines, min(top, key=lambda k: lines[k].box.y0), top)
    others = sorted(line.letter_height for k, line in enumerate(lines) if k not in row)
    small = not others or all(lines[k].letter_height <= MOST_TALL * others[len(others) // 2] for k in row)
    text = "   ".join(" ".join(word.text for word in lines[k].words) for k in row)
    signs = sum(sign.search(text) is not None for sign in _SIGNS)
    middle = sum(lines[k].box.center[1] for k in row) / len(row)
    at_rim = middle <= RIM * height and sum(c.isdigit() for c in text) >= FIGURES
    return tuple(row) if small and signs >= (1 if at_rim else ENOUGH) else ()


def _row(lines: Sequence[PageLine], first: int, candidates: Sequence[int]) -> list[int]:
    """Gather the lines level with one, neighbour by neighbour: the page may have been turned a little under it."""
    row = [first]
    left = [k for k in candidates if k != first]
    while left:
        near = [k for k in left if any(_is_level(lines[k].box, lines[other].box) for other in row)]
        if not near:
            break
        row += near
        left = [k for k in left if k not in near]
    return sorted(row, key=lambda k: lines[k].box.x0)


def _is_level(a: Box, b: Box) -> bool:
    return a.overlap_y(b) >= LEVEL * min(a.height, b.height)
