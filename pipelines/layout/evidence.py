"""Whether lines side by side that no rule frames are a table: figures below figures, or short cells in line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from balagh.model import Script
from balagh.pipelines.languages.scripts import count_letters, main_script

if TYPE_CHECKING:
    from collections.abc import Sequence

    from balagh.model import Box

#: A column of figures has them in this share of its cells, each no longer than this many characters.
FIGURES, LONGEST_FIGURE = 0.6, 26

#: Fewest rows of a table with a column of figures, and of one without (fewer with many columns); fewest pairs of a
#: name and a figure below running text, where all of them begin in line.
ROWS, ROWS_OF_WORDS, MANY_COLUMNS, PAIRS = 3, 4, 4, 2

#: Cells of words are no longer than this many characters at the median, and begin within `FLUSH` letter heights of
#: each other in this share of a column.
SHORT, FLUSH, ALIGNED = 24, 1.0, 0.8

#: So large a share of cells that begin with a small letter, or that reach their column's end, is running text.
SMALL, FULL = 0.4, 0.85

#: Running text, and what a contact is given by.
_ITEM = re.compile(r"[-–—•▪■●◦*·]|\(?\d{1,2}\s?[.)/-](?:\s|$)|[a-z][.)]\s")
_ADDRESS = re.compile(r"@|www\.|https?:", re.IGNORECASE)
_PHONE = re.compile(r"(?:\+|\b0)\d(?:[\s.-]?\d){7,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell's text and where its print stands; no box where it is empty."""

    text: str
    box: Box | None


def is_table(rows: Sequence[Sequence[Cell]], *, rtl: bool, size: float, after_text: bool) -> bool:
    """Tell whether rows of cells, in reading direction, are a table rather than columns, a letterhead or names.

    Args:
        rows: all with the same number of cells.
        rtl: they are read from right to left.
        size: the letter height in pixels.
        after_text: running text stands above them; before any, they are a letterhead unless they hold figures.
    """
    columns = list(zip(*rows, strict=True))
    if _is_contact(rows) or _is_list(columns[0]):
        return False
    figures = [_has_figures(column) for column in columns]
    if len(columns) == 2:
        in_line = after_text and all(_in_line(column, size, rtl=rtl) for column in columns)
        return len(rows) >= (PAIRS if in_line else ROWS) and _is_pairs(columns, figures)
    if any(figures):
        return len(rows) >= ROWS and not _is_prose(columns)
    if not after_text or _has_scripts(columns):
        return False
    least = ROWS if len(columns) >= MANY_COLUMNS else ROWS_OF_WORDS
    in_line = all(_in_line(column, size, rtl=rtl) for column in columns)
    short = median(len(cell.text) for row in rows for cell in row) <= SHORT
    return len(rows) >= least and in_line and short and not _is_prose(columns)


def _is_contact(rows: Sequence[Sequence[Cell]]) -> bool:
    phones = (sum(bool(_PHONE.search(cell.text)) for cell in row) for row in rows)
    return any(_ADDRESS.search(cell.text) for row in rows for cell in row) or any(n > 1 for n in phones)


def _is_list(column: Sequence[Cell]) -> bool:
    return 2 * sum(bool(_ITEM.match(cell.text)) for cell in column) > len(column)


def _has_figures(column: Sequence[Cell]) -> bool:
    """Tell whether a column is one of figures, its head apart."""
    texts = [cell.text for cell in column if cell.text]
    figures = sum(any(map(str.isdigit, text)) and len(text) <= LONGEST_FIGURE for text in texts)
    return figures >= 2 and figures >= FIGURES * len(texts)


def _is_pairs(columns: Sequence[Sequence[Cell]], figures: Sequence[bool]) -> bool:
    """Tell whether two columns are names with their figures, or hours with what happens then."""
    names, values = columns
    if any(_PHONE.search(cell.text) for cell in (*names, *values)):
        return False
    labels = sum(any(map(str.isalpha, cell.text)) for cell in names if len(cell.text) <= 2 * SHORT)
    given = sum(any(map(str.isdigit, cell.text)) for cell in names)
    if figures[0] and not figures[1]:
        return given == len(names) and all(len(cell.text) > 3 for cell in names)
    return figures[1] and labels >= ALIGNED * len(names) and not _is_prose(columns)


def _has_scripts(columns: Sequence[Sequence[Cell]]) -> bool:
    """Tell whether columns are in scripts of their own: versions of one text."""
    scripts = [main_script(count_letters("".join(cell.text for cell in column))) for column in columns]
    return len({script for script in scripts if script is not Script.COMMON}) > 1


def _in_line(column: Sequence[Cell], size: float, *, rtl: bool) -> bool:
    starts = [cell.box.x1 if rtl else cell.box.x0 for cell in column if cell.box]
    if not starts:
        return True
    usual = median(starts)
    return sum(abs(start - usual) <= FLUSH * size for start in starts) >= ALIGNED * len(starts)


def _is_prose(columns: Sequence[Sequence[Cell]]) -> bool:
    """Tell whether columns hold running text: lines that begin in the middle of a sentence and fill their column."""
    cells = [cell for column in columns for cell in column if cell.text]
    small = sum(cell.text[0].islower() for cell in cells if cell.text)
    long = median(len(cell.text) for cell in cells) > SHORT / 2
    return small >= SMALL * len(cells) or (long and all(_fill(column) >= FULL for column in columns))


def _fill(column: Sequence[Cell]) -> float:
    """Give the mean width of a column's lines over its widest."""
    widths = [cell.box.width for cell in column if cell.box]
    return sum(widths) / (len(widths) * max(widths)) if widths else 0.0
