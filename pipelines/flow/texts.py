"""Paragraphs and tables of a flow as blocks, in normal form, with a repair for every change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from balagh.model import Block, Line, Role, Word
from balagh.pipelines.repair.normalise import repairs_of
from balagh.pipelines.repair.rules import apply_edits, find_edits, normalise_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from balagh.ingest.flow import FlowTable, FlowText
    from balagh.model import Repair
    from balagh.pipelines.printed import Rows


def paragraphs_of(item: FlowText) -> Iterator[list[str]]:
    r"""Give the lines of each paragraph: authors part paragraphs by empty lines too. The marker is on the first.

    >>> from balagh.ingest.flow import FlowText
    >>> list(paragraphs_of(FlowText(text="un\ndeux\n\ntrois", marker="-")))
    [['- un', 'deux'], ['trois']]
    """
    lines: list[str] = []
    marker = f"{item.marker} " if item.marker else ""
    for line in item.text.split("\n"):
        if normalise_text(line):
            lines.append(marker + line)
            marker = ""
        elif lines:
            yield lines
            lines = []
    if lines:
        yield lines


def cells_of(table: FlowTable) -> Rows:
    """Give a table's rows that hold anything, each cell on one line and in normal form."""
    rows = (tuple(normalise_text(cell.replace("\n", " ")) for cell in row) for row in table.rows)
    return tuple(row for row in rows if any(row))


def text_block(
    name: str, rows: Sequence[str], role: Role = Role.OTHER, first_repair: int = 1
) -> tuple[Block, tuple[Repair, ...]]:
    """Give the block `name` of the lines `rows` and its repairs, numbered from `first_repair`."""
    edits = [find_edits(row) for row in rows]
    texts = [apply_edits(row, made) for row, made in zip(rows, edits, strict=True)]
    block = Block(
        id=name,
        role=role,
        text="\n".join(texts),
        original="\n".join(rows),
        lines=tuple(Line(text=text, words=tuple(map(_word, text.split()))) for text in texts),
    )
    return block, repairs_of(name, list(rows), edits, first_repair)


def _word(text: str) -> Word:
    return Word(text=text)
