"""Tables of a DOCX: those that hold figures and names stay tables, those that only place things are taken apart."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from balagh.ingest.docx_items import PictureRef, joined, set_text_of, text_of
from balagh.ingest.flow import FlowTable, FlowText, Region

if TYPE_CHECKING:
    from collections.abc import Sequence

    from balagh.ingest.docx_items import Item
    from balagh.ingest.flow import FontSpan

#: A cell with more characters or paragraphs than this is a column of text, not a table's cell.
_LONGEST_CELL, _MOST_PARAGRAPHS = 600, 4

#: Without rules a table is one only if it has this many rows, cells no longer than this, most of them filled.
_ROWS, _SHORT_CELL, _FILLED = 3, 80, 0.8

#: The share of the cells beside the first column that hold figures in a table without rules.
_FIGURES = 0.5

#: A number of so many digits is a telephone's.
_PHONE = 8

#: The share of a table's first cells that end with a colon where each names what stands beside it.
_LABELS = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell: the column it begins in, how many it covers, what it holds, and how many of its sides are drawn."""

    column: int
    span: int = 1
    items: tuple[Item, ...] = ()
    sides: int = 0

    @property
    def text(self) -> str:
        """Its text, a line a paragraph."""
        return text_of(list(self.items))

    @property
    def set_text(self) -> tuple[str, tuple[FontSpan, ...]]:
        """Its text, and the fonts of its runs."""
        return set_text_of(list(self.items))


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table as stored: rows of cells in reading order.

    Attributes:
        rows: the cells of each row.
        ruled: lines part its cells.
        after_text: running text stands before it: it is no letterhead.
        rtl, region: its direction, and where it stands.
    """

    rows: tuple[tuple[Cell, ...], ...]
    ruled: bool = False
    after_text: bool = False
    rtl: bool = False
    region: Region = Region.BODY


def lay_out(grid: Grid) -> list[Item]:
    """Give a table as what it is: a table with its pictures behind it, or the things that it places."""
    if _is_data(grid):
        rows, fonts = _rows(grid)
        table = FlowTable(rows=rows, fonts=fonts, region=grid.region, rtl=grid.rtl)
        pictures = [item for cell in _cells(grid) for item in cell.items if isinstance(item, PictureRef)]
        return [table, *pictures] if any(map(any, table.rows)) else list(pictures)
    if _is_labels(grid):
        return [item for row in grid.rows for item in _line(row, grid)]
    return _columns(grid)


def _cells(grid: Grid) -> list[Cell]:
    return [cell for row in grid.rows for cell in row]


def _rows(
    grid: Grid,
) -> tuple[tuple[tuple[str, ...], ...], tuple[tuple[tuple[FontSpan, ...], ...], ...]]:
    """Give each row's cells; a cell over several columns has its text once, and empty cells after it.

    The second answer is the fonts of each cell's runs; it is empty where no font is named.
    """
    width = max(cell.column + cell.span for cell in _cells(grid))
    rows: list[tuple[tuple[str, tuple[FontSpan, ...]], ...]] = []
    for row in grid.rows:
        texts: list[tuple[str, tuple[FontSpan, ...]]] = [("", ())] * width
        for cell in row:
            texts[cell.column] = cell.set_text
        rows.append(tuple(texts))
    filled = [row for row in rows if any(text for text, _ in row)]
    fonts = tuple(tuple(spans for _, spans in row) for row in filled)
    named = any(spans for row in fonts for spans in row)
    return tuple(tuple(text for text, _ in row) for row in filled), fonts if named else ()


def _is_data(grid: Grid) -> bool:
    rows = [row for row in grid.rows if any(cell.text for cell in row)]
    if grid.region is not Region.BODY or len(rows) < 2 or max(map(len, rows)) < 2:
        return False
    cells = [cell for row in rows for cell in row]
    if any(len(cell.text) > _LONGEST_CELL or cell.text.count("\n") >= _MOST_PARAGRAPHS for cell in cells):
        return False
    pictured = any(isinstance(item, PictureRef) for cell in cells for item in cell.items)
    if grid.ruled or 2 * sum(cell.sides >= 2 for cell in cells) >= len(cells):
        return not pictured or len(rows) >= _ROWS
    return (
        not pictured
        and not _is_labels(grid)
        and (_looks_like_data(rows) or (grid.after_text and _is_pairs(rows)))
    )


def _looks_like_data(rows: Sequence[Sequence[Cell]]) -> bool:
    """Say whether short cells in many rows are a table though no line parts them: figures beside names."""
    cells = [cell for row in rows for cell in row]
    short = all(len(cell.text) <= _SHORT_CELL and "\n" not in cell.text for cell in cells)
    filled = sum(bool(cell.text) for cell in cells) >= _FILLED * len(cells)
    beside = [cell for row in rows for cell in row[1:] if cell.text]
    figures = sum(any(map(str.isdigit, cell.text)) for cell in beside) >= _FIGURES * max(1, len(beside))
    return len(rows) >= _ROWS and short and filled and figures


def _is_pairs(rows: Sequence[Sequence[Cell]]) -> bool:
    """Say whether every row, though there are but two, is a name and its figure."""
    pairs = [tuple(" ".join(cell.text.split()) for cell in row) for row in rows]
    digits = [[sum(map(str.isdigit, text)) for text in pair] for pair in pairs]
    return all(
        len(pair) == 2 and max(map(len, pair)) <= _SHORT_CELL and "@" not in pair[1] for pair in pairs
    ) and all(name == 0 < figure < _PHONE for name, figure in digits)


def _is_labels(grid: Grid) -> bool:
    """Say whether the first cells are labels (``Tél. :``) of what stands beside them, a pair a row."""
    rows = [[cell for cell in row if cell.text] for row in grid.rows]
    rows = [row for row in rows if row]
    pairs = sum(row[0].text.rstrip().endswith(":") for row in rows)
    one_line = all("\n" not in row[0].text and len(row) <= 2 for row in rows)
    return bool(rows) and one_line and max(map(len, rows)) == 2 and pairs >= _LABELS * len(rows)


def _line(row: Sequence[Cell], grid: Grid) -> list[Item]:
    text, fonts = joined([cell.set_text for cell in row if cell.text], " ")
    others = [item for cell in row for item in cell.items if isinstance(item, PictureRef)]
    line = FlowText(text=text, fonts=fonts, region=grid.region, rtl=grid.rtl)
    return [line, *others] if text else list(others)


def _columns(grid: Grid) -> list[Item]:
    """Read what a table places column by column, as far down as its rows have the same columns."""
    items: list[Item] = []
    for columns, band in groupby(grid.rows, key=lambda row: tuple(cell.column for cell in row)):
        rows = list(band)
        for at in range(len(columns)):
            items += (item for row in rows for item in row[at].items)
    return items
