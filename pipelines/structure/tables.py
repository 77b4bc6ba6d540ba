"""Find tables: short lines side by side, row under row, as a layout gives them cell by cell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from balagh.model import Role
from balagh.pipelines.structure.contact_fields import has_address
from balagh.pipelines.structure.people import is_person
from balagh.pipelines.structure.signatories import opens_signature
from balagh.pipelines.structure.signs import starts_contact
from balagh.pipelines.structure.specks import is_rule
from balagh.pipelines.text.marks import list_mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from balagh.pipelines.structure.rows import Row

#: Share of the text's width that a cell has at most, and a line of text before the table at least.
_CELL, _TEXT = 0.5, 0.6
#: Cells of a table's fullest line, and lines that have two cells or more.
_COLUMNS, _LINES = 3, 2
#: A table of two columns has more lines, and figures in at least this share of its second cells.
_PAIRS, _FIGURES = 3, 0.5
#: Share of the lower line's height by which two cells of one line overlap.
_SIDE_BY_SIDE = 0.5
#: More than one in so many cells with a list mark make two columns of a list.
_LISTED = 3
#: Bars and dashes at a cell's ends are its frame.
_FRAME = re.compile(r"^[\s|_¦–—-]+(?=[^\W_])|[\s|_¦]+$")
#: Roles that the layout knows from the picture, which no cell has.
_GIVEN = frozenset({Role.LOGO, Role.STAMP, Role.TABLE})


def find_tables(rows: Sequence[Row]) -> tuple[range, ...]:
    """Give the places of each table's rows; plain text has none, nor has what stands over the first text."""
    tables: list[range] = []
    at, text_seen = 0, False
    while at < len(rows):
        if not _is_cell(rows[at]):
            text_seen = text_seen or (rows[at].width or 0.0) >= _TEXT
            at += 1
            continue
        end = at
        while end < len(rows) and _is_cell(rows[end]) and rows[end].page == rows[at].page:
            end += 1
        found = _table(rows, range(at, end)) if text_seen else None
        if found is not None:
            tables.append(found)
        at = end
    return tuple(tables)


def table_cells(rows: Sequence[Row]) -> tuple[tuple[str, ...], ...]:
    """Give the cells of a table line by line, each line in reading direction."""
    # A class may be one letter: only what holds none is the frame.
    rows = [row for row in rows if any(map(str.isalnum, row.text)) and not is_rule(row)]
    rtl = sum(row.block.direction.value == "rtl" for row in rows) * 2 > len(rows)
    lines = _lines(rows, range(len(rows)))
    return tuple(
        tuple(_cell_text(rows[at].text) for at in sorted(line, key=lambda at: _left(rows[at]), reverse=rtl))
        for line in lines
    )


def _cell_text(text: str) -> str:
    """Give a cell's text without what its frame was read as."""
    return _FRAME.sub("", text) or text


def _left(row: Row) -> int:
    return row.box.x0 if row.box else 0


def _top(row: Row) -> int:
    return row.box.y0 if row.box else 0


def _is_cell(row: Row) -> bool:
    return (
        row.box is not None
        and bool(row.text)
        and (row.width or 0.0) < _CELL
        and row.block.role not in _GIVEN
        and not has_address(row.text)
        and not starts_contact(row.text)
    )


def _table(rows: Sequence[Row], places: range) -> range | None:
    """Give the table among `places`, from its first line of several cells to its last."""
    lines = [line for line in _lines(rows, places) if len(line) > 1]
    if len(lines) < _LINES:
        return None
    cells = [at for line in lines for at in line]
    found = range(min(cells), max(cells) + 1)
    several = sum(len(line) >= _COLUMNS for line in lines) >= _LINES
    signed = any(opens_signature(rows[at].text) for at in lines[0]) or all(
        is_person(rows[at].text) for at in lines[-1]
    )
    listed = sum(bool(list_mark(rows[at].text)) for at in cells) * _LISTED > len(cells)
    return found if not signed and not listed and (several or _is_pairs(rows, lines)) else None


def _is_pairs(rows: Sequence[Row], lines: Sequence[Sequence[int]]) -> bool:
    """Say whether lines of two cells are names with their figures."""
    figures = sum(any(map(str.isdigit, rows[at].text)) for line in lines for at in line[1:])
    return len(lines) >= _PAIRS and figures >= len(lines) * _FIGURES


def _lines(rows: Sequence[Row], places: range) -> list[list[int]]:
    """Group the places of rows that stand side by side, from the top of the page down."""
    lines: list[list[int]] = []
    for at in sorted(places, key=lambda at: _top(rows[at])):
        line = lines[-1] if lines else None
        if line is not None and all(_beside(rows[other], rows[at]) for other in line):
            line.append(at)
        else:
            lines.append([at])
    return lines


def _beside(left: Row, right: Row) -> bool:
    if left.box is None or right.box is None:
        return False
    shared = min(left.box.y1, right.box.y1) - max(left.box.y0, right.box.y0)
    apart = left.box.overlap_x(right.box) <= 0
    return apart and shared > _SIDE_BY_SIDE * min(left.box.height, right.box.height)


def runs(rows: Sequence[Row], tables: Sequence[range]) -> Iterator[tuple[Sequence[Row], bool]]:
    """Give the rows in order, part by part, with whether a part is a table."""
    start = 0
    for table in tables:
        if table.start > start:
            yield rows[start : table.start], False
        yield rows[table.start : table.stop], True
        start = table.stop
    if start < len(rows):
        yield rows[start:], False
