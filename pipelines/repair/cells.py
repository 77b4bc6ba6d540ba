"""Repair the cells of tables as a file or a layout gave them: their text is that of lines of blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from balagh.pipelines.repair.passes import repair_lines
from balagh.pipelines.repair.rules import apply_edits
from balagh.pipelines.repair.sequence import document_passes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from balagh.pipelines.printed import Rows
    from balagh.pipelines.structure.authority import Authorities


def repair_cells(tables: Mapping[str, Rows], names: Authorities) -> dict[str, Rows]:
    """Give the rows of `tables` (by the ids of their blocks) with the text of each cell repaired.

    The ledger is that of the blocks. No cell comes, goes or becomes empty.
    """
    cells = tuple(dict.fromkeys(cell for rows in tables.values() for row in rows for cell in row if cell))
    edits = repair_lines(cells, document_passes(names))
    fixed = {cell: apply_edits(cell, found) or cell for cell, found in zip(cells, edits, strict=True)}
    return {
        name: tuple(tuple(fixed.get(cell, cell) for cell in row) for row in rows)
        for name, rows in tables.items()
    }
