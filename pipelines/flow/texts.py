"""Paragraphs and tables of a flow as blocks, in normal form, with a repair for every change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from balagh.model import Block, Line, Role, Script, Word
from balagh.pipelines.flow.legacy import LegacyFonts
from balagh.pipelines.flow.rows import FlowRow, cell_rows, join_rows, rows_of
from balagh.pipelines.repair.normalise import repairs_of
from balagh.pipelines.repair.rules import apply_edits, find_edits, normalise_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from balagh.ingest.flow import FlowTable, FlowText
    from balagh.model import Repair
    from balagh.pipelines.printed import Rows
    from balagh.pipelines.repair.rules import Edit

#: Fonts of which nothing is to be told.
_PLAIN = LegacyFonts()


def paragraphs_of(item: FlowText) -> Iterator[list[FlowRow]]:
    r"""Give the lines of each paragraph: authors part paragraphs by empty lines too. The marker is on the first.

    >>> from balagh.ingest.flow import FlowText
    >>> [[row.text for row in rows] for rows in paragraphs_of(FlowText(text="un\ndeux\n\ntrois", marker="-"))]
    [['- un', 'deux'], ['trois']]
    """
    lines: list[FlowRow] = []
    marker = item.marker
    for row in rows_of(item):
        if normalise_text(row.text):
            lines.append(join_rows([FlowRow(marker), row]) if marker else row)
            marker = ""
        elif lines:
            yield lines
            lines = []
    if lines:
        yield lines


def cells_of(table: FlowTable) -> tuple[tuple[FlowRow, ...], ...]:
    """Give a table's rows that hold anything, each cell on one line and in normal form."""
    return tuple(tuple(row) for row in cell_rows(table) if any(cell.text for cell in row))


def cell_texts(cells: Sequence[Sequence[FlowRow]], fonts: LegacyFonts = _PLAIN) -> Rows:
    """Give the texts of cells as they read."""
    return tuple(tuple(apply_edits(cell.text, fonts.edits(cell)) for cell in row) for row in cells)


def text_block(
    name: str, rows: Sequence[FlowRow], role: Role = Role.OTHER, fonts: LegacyFonts = _PLAIN
) -> tuple[Block, tuple[Repair, ...]]:
    """Give the block `name` of the lines `rows` and its repairs, numbered from 1.

    A line that prints in a font nobody can read has the script of Tifinagh and Latin letters.
    """
    edits = [_edits(row, fonts) for row in rows]
    texts = [apply_edits(row.text, made) for row, made in zip(rows, edits, strict=True)]
    originals = [row.text for row in rows]
    block = Block(
        id=name,
        role=role,
        text="\n".join(texts),
        original="\n".join(originals),
        lines=tuple(_line(text, row, fonts) for text, row in zip(texts, rows, strict=True)),
    )
    return block, repairs_of(name, originals, edits, 1)


def _edits(row: FlowRow, fonts: LegacyFonts) -> tuple[Edit, ...]:
    """Give the edits of a line: letters of legacy fonts, and what brings the rest to its normal form."""
    turned = fonts.edits(row)
    others = (
        edit
        for edit in find_edits(row.text)
        if all(edit.end <= made.start or edit.start >= made.end for made in turned)
    )
    return tuple(sorted((*turned, *others), key=lambda edit: edit.start))


def _line(text: str, row: FlowRow, fonts: LegacyFonts) -> Line:
    script = Script.TIFINAGH if fonts.is_unread(row) else Script.COMMON
    return Line(text=text, script=script, words=tuple(Word(text=word) for word in text.split()))
