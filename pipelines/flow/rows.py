"""Lines of a flow with the fonts that their runs are set in."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from balagh.ingest.flow import FontSpan, part_of
from balagh.pipelines.repair.rules import find_edits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from balagh.ingest.flow import FlowTable, FlowText


@dataclass(frozen=True, slots=True)
class FlowRow:
    """One line: its text, and the fonts of its runs where the file names them."""

    text: str
    fonts: tuple[FontSpan, ...] = ()


def rows_of(item: FlowText) -> Iterator[FlowRow]:
    """Give the lines of a paragraph, without its marker."""
    start = 0
    for line in item.text.split("\n"):
        yield FlowRow(line, part_of(item.fonts, start, start + len(line)))
        start += len(line) + 1


def cell_rows(table: FlowTable) -> Iterator[list[FlowRow]]:
    """Give a table's rows, each cell on one line and in normal form."""
    for at, row in enumerate(table.rows):
        fonts = table.fonts[at] if table.fonts else ((),) * len(row)
        yield [
            _normalised(FlowRow(cell.replace("\n", " "), spans))
            for cell, spans in zip(row, fonts, strict=True)
        ]


def join_rows(rows: Iterable[FlowRow]) -> FlowRow:
    """Join lines to one, with blanks between."""
    texts: list[str] = []
    spans: list[FontSpan] = []
    start = 0
    for row in rows:
        texts.append(row.text)
        spans += part_of(row.fonts, 0, len(row.text), start)
        start += len(row.text) + 1
    return FlowRow(" ".join(texts), tuple(spans))


def _normalised(row: FlowRow) -> FlowRow:
    """Give a line in normal form; what replaces characters is set in the font of the first of them."""
    edits = find_edits(row.text)
    if not edits:
        return row
    fonts: list[str | None] = [None] * len(row.text)
    for span in row.fonts:
        fonts[span.start : span.end] = [span.font] * (span.end - span.start)
    signs: list[tuple[str, str | None]] = []
    at = 0
    for edit in edits:
        signs += zip(row.text[at : edit.start], fonts[at : edit.start], strict=True)
        signs += ((sign, fonts[edit.start]) for sign in edit.after)
        at = edit.end
    signs += zip(row.text[at:], fonts[at:], strict=True)
    return FlowRow("".join(sign for sign, _ in signs), tuple(_runs([font for _, font in signs])))


def _runs(fonts: list[str | None]) -> Iterator[FontSpan]:
    start = 0
    for font, run in groupby(fonts):
        end = start + len(list(run))
        if font is not None:
            yield FontSpan(start, end, font)
        start = end
