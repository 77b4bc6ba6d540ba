"""How many cells of the true tables are in the rows of the tables that were read, at their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.fold import fold_field

if TYPE_CHECKING:
    from collections.abc import Sequence

    from balagh.model import Communique

#: The cells of a table, row by row in reading direction.
Rows = tuple[tuple[str, ...], ...]


def tables_of(communique: Communique) -> list[Rows]:
    """Give the tables of every version's body, blanks and signs of their cells in one form."""
    return [
        tuple(tuple(fold_field(cell) for cell in row) for row in item.rows)
        for version in communique.versions.values()
        for item in version.body
        if item.rows
    ]


def count_cells(true: Sequence[Rows], read: Sequence[Rows]) -> tuple[int, int]:
    """Count the true cells that are right and all true cells.

    Each true table takes the table that suits it best and that no other has taken. Rows are compared in order: a row
    that is missing costs its own cells only. In a row, a cell counts in its own column alone.

    >>> count_cells([(("a", "1"), ("b", "2"))], [(("x", "y"), ("b", "3"))])
    (1, 4)
    """
    left = list(read)
    right = total = 0
    for table in true:
        total += sum(len(row) for row in table)
        if left:
            best = max(left, key=lambda other: _equal_cells(table, other))
            right += _equal_cells(table, best)
            left.remove(best)
    return right, total


def _equal_cells(true: Rows, read: Rows) -> int:
    most = [[0] * (len(read) + 1) for _ in range(len(true) + 1)]
    for i, mine in enumerate(true, start=1):
        for j, theirs in enumerate(read, start=1):
            same = sum(1 for a, b in zip(mine, theirs, strict=False) if a == b)
            most[i][j] = max(most[i - 1][j - 1] + same, most[i - 1][j], most[i][j - 1])
    return most[-1][-1]
