"""From a page's printed lines to its blocks: order, grouping, original and text, and the repairs between them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from balagh.model import Block, Box, Direction, Line, Repair, Role, Script, Word, union
from balagh.pipelines.layout.paragraphs import Laid, group_lines
from balagh.pipelines.layout.zones import reading_order
from balagh.pipelines.repair.normalise import repairs_of
from balagh.pipelines.repair.rules import Edit, Rule, apply_edits, find_edits

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from balagh.pipelines.printed import Figure, Grid, PageLine, ReadWord, Rows

#: How sure we are of lines in a script that no model reads.
UNREAD_CONFIDENCE = 0.1

#: How sure a comma's shape is; all of it measured in `recognise.commas`.
COMMA_CONFIDENCE = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBlocks:
    """A page's blocks in reading order, the repairs made in them, and the rows of the blocks that are tables."""

    blocks: tuple[Block, ...]
    repairs: tuple[Repair, ...]
    tables: Mapping[str, Rows] = field(default_factory=dict)


def gather_blocks(
    number: int,
    size: tuple[int, int],
    lines: Sequence[PageLine],
    figures: Sequence[Figure] = (),
    grids: Sequence[Grid] = (),
) -> PageBlocks:
    """Put a page's lines in reading order and group them into blocks; tables in their place, figures after all.

    Args:
        number: the page's one-based number.
        size: the page's width and height in pixels.
        lines: its lines of print, those of tables and figures left out.
        figures: what is no running print.
        grids: its tables.
    """
    boxes = [*(line.box for line in lines), *(grid.box for grid in grids)]
    rtl = 2 * sum(line.script is Script.ARABIC for line in lines) > len(lines)
    made = _Gathering(number)
    scripts = [*(line.script for line in lines), *(_grid_script(grid) for grid in grids)]
    for column in reading_order(boxes, rtl=rtl, scripts=scripts):
        stretch: list[PageLine] = []
        for index in column:
            if index < len(lines):
                stretch.append(lines[index])
                continue
            made.add_print(stretch)
            stretch = []
            made.add_grid(grids[index - len(lines)])
        made.add_print(stretch)
    for figure in figures:
        made.add_figure(figure, size)
    return PageBlocks(blocks=tuple(made.blocks), repairs=tuple(made.repairs), tables=made.tables)


class _Gathering:
    """The blocks of a page so far."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.blocks: list[Block] = []
        self.repairs: list[Repair] = []
        self.tables: dict[str, Rows] = {}

    def add_print(self, lines: Sequence[PageLine]) -> None:
        """Add lines that stand one below the other, grouped into blocks."""
        for group in group_lines([_laid(line) for line in lines]):
            rows = [_row(lines[index]) for index in group]
            self._add(Role.OTHER, union(row.box for row in rows), rows)

    def add_grid(self, grid: Grid) -> None:
        """Add a table: a line for each of its rows."""
        rows = [_table_row(cells) for cells in grid.rows if any(cells)]
        self.tables[self._next_id] = tuple(
            tuple(" ".join(_row(line).text for line in cell) for cell in cells)
            for cells in grid.rows
            if any(cells)
        )
        self._add(Role.TABLE, grid.box, rows)

    def add_figure(self, figure: Figure, size: tuple[int, int]) -> None:
        """Add a stamp, logo or drawing, with what can be read in it."""
        self._add(figure.role, figure.box.clip(*size), [_row(line) for line in figure.lines])

    @property
    def _next_id(self) -> str:
        return f"p{self.number}b{len(self.blocks) + 1}"

    def _add(self, role: Role, box: Box, rows: Sequence[_Row]) -> None:
        script = _main_script(rows) if rows else Script.COMMON
        block = Block(
            id=self._next_id,
            role=role,
            bbox=box,
            script=script,
            direction=Direction.RTL if script is Script.ARABIC else Direction.LTR,
            confidence=_mean([(row.confidence, len(row.text) + 1) for row in rows]) if rows else None,
            text="\n".join(row.text for row in rows),
            original="\n".join(row.original for row in rows),
            lines=tuple(row.as_line() for row in rows),
        )
        repairs = repairs_of(
            block.id, [row.original for row in rows], [row.edits for row in rows], len(self.repairs) + 1
        )
        self.repairs += repairs
        self.blocks.append(block)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One line of a block: as it came, the edits, and as it reads."""

    box: Box
    script: Script
    words: tuple[ReadWord, ...]
    original: str
    edits: tuple[Edit, ...]
    text: str
    confidence: float

    def as_line(self) -> Line:
        """Give the line as it goes into the document."""
        words = tuple(Word(text=w.text, bbox=w.box, confidence=round(w.confidence, 3)) for w in self.words)
        return Line(
            bbox=self.box, text=self.text, script=self.script, confidence=self.confidence, words=words
        )


def _row(line: PageLine) -> _Row:
    original = " ".join(word.original for word in line.words)
    edits = _edits(line.words, original)
    return _Row(
        box=line.box,
        script=line.script,
        words=line.words,
        original=original,
        edits=edits,
        text=apply_edits(original, edits),
        confidence=round(line.confidence, 3) if line.words else UNREAD_CONFIDENCE,
    )


def _table_row(cells: Sequence[Sequence[PageLine]]) -> _Row:
    """Give the lines of a table's row as one line, cell after cell."""
    rows = [_row(line) for cell in cells for line in cell]
    words = tuple(word for row in rows for word in row.words)
    original = " ".join(row.original for row in rows)
    edits = _edits(words, original)
    return _Row(
        box=union(row.box for row in rows),
        script=_main_script(rows),
        words=words,
        original=original,
        edits=edits,
        text=apply_edits(original, edits),
        confidence=_mean([(row.confidence, len(row.text) + 1) for row in rows]),
    )


def _grid_script(grid: Grid) -> Script:
    """Give the script of most of a table's lines that have letters."""
    seen = [line.script for row in grid.rows for cell in row for line in cell]
    letters = [script for script in seen if script is not Script.COMMON]
    return max(sorted(set(letters)), key=letters.count) if letters else Script.COMMON


def _laid(line: PageLine) -> Laid:
    return Laid(
        box=line.box,
        core=line.core,
        letter_height=line.letter_height,
        script=line.script,
        text=" ".join(word.text for word in line.words),
        first_word=line.words[0].box.width if line.words else 0,
        advance=sum(word.box.width for word in line.words)
        / max(1, sum(len(word.text) for word in line.words)),
    )


def _edits(words: Sequence[ReadWord], row: str) -> tuple[Edit, ...]:
    """Give the edits of a line: the words that were changed, and what brings the rest to its normal form."""
    edits = list(_word_edits(words))
    taken = [(edit.start, edit.end) for edit in edits]
    for edit in find_edits(row):
        if all(edit.end <= start or edit.start >= end for start, end in taken):
            edits.append(edit)
    return tuple(sorted(edits, key=lambda edit: edit.start))


def _word_edits(words: Sequence[ReadWord]) -> Iterator[Edit]:
    start = 0
    for word in words:
        if word.edits is not None:
            for edit in word.edits:
                yield replace(edit, start=start + edit.start, end=start + edit.end)
        elif word.text != word.original:
            same = _common_prefix(word.original, word.text)
            yield Edit(
                start=start + same,
                end=start + len(word.original),
                after=word.text[same:],
                rule=Rule.ARABIC_COMMA,
                note="the shape of the mark at the word's end",
                confidence=COMMA_CONFIDENCE,
            )
        start += len(word.original) + 1


def _common_prefix(a: str, b: str) -> int:
    return next((k for k, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _main_script(rows: Sequence[_Row]) -> Script:
    weight: dict[Script, int] = {}
    for row in rows:
        weight[row.script] = weight.get(row.script, 0) + 1 + sum(len(word.text) for word in row.words)
    letters = {script: w for script, w in weight.items() if script is not Script.COMMON}
    return max(letters or weight, key=lambda script: (letters or weight)[script])


def _mean(weighted: Sequence[tuple[float, int]]) -> float:
    total = sum(weight for _, weight in weighted)
    return round(sum(value * weight for value, weight in weighted) / total, 3) if total else 0.0
