"""Find tables: short lines side by side, row under row, as a layout gives them cell by cell."""

from __future__ import annotations

import re
from statistics import median
from typing import TYPE_CHECKING

from balagh.model import Role
from balagh.pipelines.structure.contact_fields import has_address
from balagh.pipelines.structure.people import is_person
from balagh.pipelines.structure.pieces import is_full_stop, join_lines
from balagh.pipelines.structure.signatories import opens_signature
from balagh.pipelines.structure.signs import starts_contact
from balagh.pipelines.structure.specks import is_rule
from balagh.pipelines.text.marks import list_mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from balagh.pipelines.structure.rows import Row

#: Share of the text's width that a cell has at most, and a line of text before the table at least.
_CELL, _TEXT = 0.5, 0.6
#: The same for a line with another at its side.
_WIDE_CELL = 0.75
#: Cells of a table's fullest line, and lines that have two cells or more.
_COLUMNS, _LINES = 3, 2
#: A table of two columns has more lines, and figures in at least this share of its second cells.
_PAIRS, _FIGURES = 3, 0.5
#: A line of a wrapped cell is no further from the next than this many line heights; rows with space or a rule between
#: them are (text set solid to 1.5 lines: 1.1 to 1.6 heights of its ink; rows of the samples' tables: 1.9 and more).
_LEADING = 1.75
#: Share of the lower line's height by which two cells of one line overlap.
_SIDE_BY_SIDE = 0.5
#: Lines of one cell start at one edge within this share of their height.
_ONE_EDGE = 0.3
#: More than one in so many cells with a list mark make two columns of a list.
_LISTED = 3
#: Bars and dashes at a cell's ends are its frame.
_FRAME = re.compile(r"^[\s|_¦–—-]+(?=[^\W_])|[\s|_¦]+$")
#: Roles that the layout knows from the picture, which no cell has.
_GIVEN = frozenset({Role.LOGO, Role.STAMP, Role.SIGNATURE, Role.TABLE})


def find_tables(rows: Sequence[Row]) -> tuple[range, ...]:
    """Give the places of each table's rows; plain text has none, nor has what stands over the first text."""
    tables: list[range] = []
    at, text_seen = 0, False
    while at < len(rows):
        if not _is_cell(rows[at]):
            text_seen = text_seen or (rows[at].share or 0.0) >= _TEXT
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
    """Give the cells of a table row by row, each row in reading direction; a cell may wrap over several lines."""
    # A class may be one letter: only what holds none is the frame.
    rows = [row for row in rows if any(map(str.isalnum, row.text)) and not is_rule(row)]
    rtl = sum(row.block.direction.value == "rtl" for row in rows) * 2 > len(rows)
    places = range(len(rows))
    columns = _columns(rows, places)
    columns.sort(key=lambda column: min(_left(rows[at]) for at in column), reverse=rtl)
    return tuple(
        tuple(
            text
            for column in columns
            if (text := join_lines(_cell_text(rows[at].text) for at in line if at in column))
            or len(line) < len(columns)
        )
        for line in _table_rows(rows, places)
    )


def _columns(rows: Sequence[Row], places: Iterable[int]) -> list[list[int]]:
    """Group the places of rows that stand over each other; a title over several columns goes with the first."""
    columns: list[list[int]] = []
    for at in sorted(places, key=lambda at: _width(rows[at])):
        own = [column for column in columns if any(_overlap(rows[at], rows[other]) > 0 for other in column)]
        if own:
            own[0].append(at)
        else:
            columns.append([at])
    return [sorted(column, key=lambda at: _top(rows[at])) for column in columns]


def _table_rows(rows: Sequence[Row], places: Sequence[int]) -> list[list[int]]:
    """Group the places by the table's rows: lines of wrapped cells, close under each other, are one row."""
    lines = _lines(rows, places)
    near = _line_step(rows)
    joined: list[list[int]] = []
    for line in lines:
        above = joined[-1] if joined else None
        if above is not None and _wraps(rows, above, line, near):
            above += line
        else:
            joined.append(list(line))
    # Lines as close as the text's own throughout: no cell wraps, unless it stands alone on its line.
    if len(joined) > 1:
        return [sorted(line, key=lambda at: _top(rows[at])) for line in joined]
    return _by_full_lines(rows, lines)


def _by_full_lines(rows: Sequence[Row], lines: Sequence[Sequence[int]]) -> list[list[int]]:
    joined: list[list[int]] = []
    for line in lines:
        if joined and len(line) == 1 and max(map(len, lines)) > 1 and not _is_figure(rows[line[0]]):
            joined[-1] += line
        else:
            joined.append(list(line))
    return joined


def _is_figure(row: Row) -> bool:
    return any(map(str.isdigit, row.text)) and not any(map(str.isalpha, row.text))


def _wraps(rows: Sequence[Row], above: Sequence[int], line: Sequence[int], near: float) -> bool:
    """Say whether a line belongs to the row above it: no further below than the next line of a text is."""
    steps = [
        _middle(rows[at]) - max(_middle(rows[other]) for other in over)
        for at in line
        if (over := [other for other in above if _overlap(rows[at], rows[other]) > 0])
    ]
    if steps:
        return min(steps) <= near
    # No cell over it in this row: it stands beside the row's lines, between or under them.
    return min(_top(rows[at]) for at in line) < max(_bottom(rows[at]) for at in above)


def _line_step(rows: Sequence[Row]) -> float:
    """Give the pixels from one line of a wrapped cell to the next: the smallest step, if it is as small as a text's."""
    height = median(_bottom(row) - _top(row) for row in rows)
    return height * _LEADING


def _middle(row: Row) -> float:
    return (_top(row) + _bottom(row)) / 2


def _overlap(left: Row, right: Row) -> int:
    return left.box.overlap_x(right.box) if left.box and right.box else 0


def _cell_text(text: str) -> str:
    """Give a cell's text without what its frame was read as."""
    return _FRAME.sub("", text) or text


def _left(row: Row) -> int:
    return row.box.x0 if row.box else 0


def _width(row: Row) -> int:
    return row.box.width if row.box else 0


def _bottom(row: Row) -> int:
    return row.box.y1 if row.box else 0


def _top(row: Row) -> int:
    return row.box.y0 if row.box else 0


def _is_cell(row: Row) -> bool:
    return (
        row.box is not None
        and bool(row.text)
        and ((row.share or 0.0) < _CELL or (row.beside and (row.share or 0.0) < _WIDE_CELL))
        and not row.column
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
    signed = any(opens_signature(rows[at].text) for at in lines[0]) or all(
        is_person(rows[at].text) for at in lines[-1]
    )
    listed = sum(bool(list_mark(rows[at].text)) for at in cells) * _LISTED > len(cells)
    if listed or (signed and not (_is_announced(rows, found) and _is_pairs(rows, found))):
        return None
    several = sum(len(line) >= _COLUMNS for line in lines) >= _LINES
    return _with_last_lines(rows, found, places) if several or _is_pairs(rows, found) else None


def _is_pairs(rows: Sequence[Row], places: range) -> bool:
    """Say whether two columns of cells are names with their figures."""
    columns = _columns(rows, places)
    if len(columns) != _COLUMNS - 1:
        return False
    rtl = sum(rows[at].block.direction.value == "rtl" for at in places) * 2 > len(places)
    second = sorted(columns, key=lambda column: min(_left(rows[at]) for at in column), reverse=rtl)[-1]
    pairs = [line for line in _table_rows(rows, places) if any(at in second for at in line) and len(line) > 1]
    figures = sum(any(any(map(str.isdigit, rows[at].text)) for at in line if at in second) for line in pairs)
    if len(pairs) == _PAIRS - 1:
        # Two pairs are a table where the text announces them.
        return _is_announced(rows, places) and figures == len(pairs)
    return len(pairs) >= _PAIRS and figures >= len(pairs) * _FIGURES


def _is_announced(rows: Sequence[Row], places: range) -> bool:
    """Say whether the text before a table ends with a colon."""
    return places.start > 0 and rows[places.start - 1].text.rstrip().endswith(":")


def _with_last_lines(rows: Sequence[Row], found: range, places: range) -> range:
    """Give a table with the lines behind it that its last cells wrap to."""
    stop = found.stop
    near = _line_step([rows[at] for at in found])
    bottom = max(_middle(rows[at]) for at in found)
    while (
        stop < places.stop and _middle(rows[stop]) - bottom <= near and not is_full_stop(rows[stop - 1].text)
    ):
        over = [rows[at] for at in found if _overlap(rows[at], rows[stop]) > 0]
        if not over or not any(
            abs(_left(row) - _left(rows[stop])) < _ONE_EDGE * (_bottom(row) - _top(row)) for row in over
        ):
            break
        stop += 1
    return range(found.start, stop)


def _lines(rows: Sequence[Row], places: Sequence[int]) -> list[list[int]]:
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
