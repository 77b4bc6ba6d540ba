"""Printed lines with made-up places, for the tests of tables and of reading order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from balagh.model import Box
from balagh.pipelines.languages.scripts import count_letters, main_script
from balagh.pipelines.printed import PageLine, ReadWord

if TYPE_CHECKING:
    from collections.abc import Sequence

    from balagh.pipelines.printed import Grid

#: Height of a line's letters, width of one letter and of a blank, in pixels.
HEIGHT, LETTER, BLANK = 30, 20, 12


def print_line(text: str, x0: int, y0: int, *, width: int | None = None) -> PageLine:
    """A line that begins (at its left) at `x0`; `width` spreads its words, as justified print has them."""
    words = text.split()
    widths = [LETTER * len(word) for word in words]
    script = main_script(count_letters(text))
    blank = BLANK
    if width is not None and len(words) > 1:
        blank = (width - sum(widths)) // (len(words) - 1)
    places, left = [], x0
    # The first word of an Arabic line stands at its right.
    order = range(len(words) - 1, -1, -1) if script.value == "Arab" else range(len(words))
    for k in order:
        places.append((k, Box(left, y0, left + widths[k], y0 + HEIGHT)))
        left += widths[k] + blank
    boxes = dict(places)
    read = tuple(
        ReadWord(original=word, text=word, box=boxes[k], confidence=0.9) for k, word in enumerate(words)
    )
    box = Box(x0, y0, left - blank, y0 + HEIGHT)
    return PageLine(box=box, core=box, letter_height=float(HEIGHT), script=script, words=read)


def print_back(text: str, x1: int, y0: int) -> PageLine:
    """A line that ends (at its right) at `x1`: how right-to-left print begins."""
    return print_line(text, x1 - print_line(text, 0, y0).box.x1, y0)


def print_table(
    rows: Sequence[Sequence[str]], lefts: Sequence[int], top: int, *, step: int = 80
) -> list[PageLine]:
    """The cells of a table, the first of each row at the first of `lefts`; empty cells print nothing."""
    return [
        print_line(text, x0, top + step * number)
        for number, row in enumerate(rows)
        for x0, text in zip(lefts, row, strict=True)
        if text
    ]


def across(x0: int, x1: int, y: int) -> Box:
    """A rule across the page."""
    return Box(x0, y, x1, y + 3)


def down(x: int, y0: int, y1: int) -> Box:
    """A rule down the page."""
    return Box(x, y0, x + 3, y1)


def texts_of(grid: Grid) -> list[list[str]]:
    """The text of a table's cells."""
    return [
        [" ".join(word.text for line in cell for word in line.words) for cell in row] for row in grid.rows
    ]
