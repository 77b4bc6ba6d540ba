"""Read a page of plain text that another program has made: lines into blocks, litter out, nothing lost."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from balagh.model import Block, Line, Origin, Page, Repair, Word
from balagh.pipelines.repair.normalise import repairs_of
from balagh.pipelines.repair.rules import Edit, apply_edits
from balagh.pipelines.text.litter import find_line_edits
from balagh.pipelines.text.marks import opens_item

if TYPE_CHECKING:
    from collections.abc import Iterator

#: U+0085 is none: it is the second byte of an Arabic letter read in a wrong encoding.
_LINE_END = re.compile(r"\r\n|[\n\r\x0b\u2028\u2029]")
#: Characters: typists and mail programs wrap lines at 65 to 132; a longer line is a whole paragraph.
_LONGEST_WRAPPED = 150
#: Share of the wrap width that a wrapped line fills together with the word that did not fit.
_FULL = 0.92
#: Lines below this share of the wrap width were ended by hand.
_SHORT = 0.6
#: Characters from which a line is taken for a paragraph where paragraphs are single lines.
_PARAGRAPH_LINE = 100
_TERMINALS = ".!?;:…؛؟۔"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One line of the file: as it came, as it reads, and the edits between the two."""

    raw: str
    text: str
    edits: tuple[Edit, ...]


def read_text_page(text: str, number: int = 1) -> tuple[Page, tuple[Repair, ...]]:
    """Read the text of page `number` as blocks in normal form, with a repair for every change.

    Repairs are named ``p{number}r1``, ``p{number}r2``, ... in reading order. A block of litter alone has an empty
    text; blank lines are in no block.
    """
    blocks: list[Block] = []
    repairs: list[Repair] = []
    for rows in _blocks([_row(raw) for raw in _LINE_END.split(text)]):
        block = _block(f"p{number}b{len(blocks) + 1}", rows)
        found = repairs_of(block.id, [row.raw for row in rows], [row.edits for row in rows], len(repairs) + 1)
        repairs += (repair.model_copy(update={"id": f"p{number}{repair.id}"}) for repair in found)
        blocks.append(block)
    page = Page(number=number, width=0, height=0, origin=Origin.TEXT, blocks=tuple(blocks))
    return page, tuple(repairs)


def _row(raw: str) -> _Row:
    edits = find_line_edits(raw)
    return _Row(raw=raw, text=apply_edits(raw, edits), edits=edits)


def _block(name: str, rows: list[_Row]) -> Block:
    lines = tuple(
        Line(text=row.text, words=tuple(Word(text=word) for word in row.text.split())) for row in rows
    )
    text = "\n".join(row.text for row in rows)
    return Block(id=name, text=text, original="\n".join(row.raw for row in rows), lines=lines)


def _blocks(rows: list[_Row]) -> Iterator[list[_Row]]:
    groups = list(_groups(rows))
    width = _wrap_width(groups)
    for group in groups:
        block = [group[0]]
        for row in group[1:]:
            if _parts(block[-1], row, width):
                yield block
                block = []
            block.append(row)
        yield block


def _groups(rows: list[_Row]) -> Iterator[list[_Row]]:
    """Cut at blank lines; a line that reads empty for its litter stands alone."""
    group: list[_Row] = []
    for row in rows:
        if row.text:
            group.append(row)
            continue
        if group:
            yield group
            group = []
        if row.raw.strip():
            yield [row]
    if group:
        yield group


def _wrap_width(groups: list[list[_Row]]) -> int | None:
    """Give the width at which lines were wrapped, in characters; None where a line is a whole paragraph."""
    longest = max((len(row.text) for group in groups for row in group), default=0)
    if longest > _LONGEST_WRAPPED:
        return None
    return max((len(row.text) for group in groups for row in group[:-1]), default=longest)


def _parts(above: _Row, below: _Row, width: int | None) -> bool:
    """Say whether a block ends between two lines that no blank line parts."""
    if opens_item(below.text):
        return True
    ended = above.text[-1] in _TERMINALS
    if width is None:
        return ended or max(len(above.text), len(below.text)) > _PARAGRAPH_LINE
    if len(above.text) + 1 + len(below.text.split()[0]) > width * _FULL:
        return ended and _indented(below) and not _indented(above)
    return ended or (len(above.text) < width * _SHORT and len(below.text) > width * _FULL)


def _indented(row: _Row) -> bool:
    return row.raw.startswith(("\t", "   "))
