"""Cut blocks where lines of different parts were taken together."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from balagh.model import Direction, Role
from balagh.pipelines.structure.contact_fields import has_address, label_of
from balagh.pipelines.structure.dateline import read_dateline
from balagh.pipelines.structure.faces import OTHER_SIZE, changes_capitals, changes_size
from balagh.pipelines.structure.kinds import is_kind
from balagh.pipelines.structure.pieces import Piece, ends_sentence, is_full_stop
from balagh.pipelines.structure.signs import (
    find_reference,
    is_about_heading,
    is_contact_heading,
    is_end_mark,
    is_page_number,
    split_contact_label,
    starts_contact,
)
from balagh.pipelines.structure.tables import find_tables, runs
from balagh.pipelines.text.marks import list_mark, opens_item

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from balagh.pipelines.printed import Rows
    from balagh.pipelines.structure.rows import Row

#: Roles that the layout knows from the picture.
_GIVEN = frozenset({Role.LOGO, Role.STAMP, Role.TABLE, Role.FOOTER})
#: The same for a last line of fewer characters than that many.
_FEW_LETTERS, _MEASURED = 1.9, 20
#: Blank space, in body line heights, that no two lines of one paragraph have between them.
_WIDE_GAP = 2.2
#: Share of the title's or body's line heights by which a hanging mark stands out from its item.
_HANGING = 0.5
#: The same for two lines in the middle: a headline over another.
_HEADLINE_GAP = 1.1
#: Share of the lower box's height that two halves of one line have in common.
_ONE_LINE = 0.6
#: Share of the text's width from which a line can be one of a paragraph.
_WIDE = 0.7
#: Blank space in body line heights between two lines of one paragraph.
_NEAR = 1.2
#: The same where nothing else says that the upper line is full.
_LINE_GAP = 0.7
#: Share of the text's width of a paragraph's full line, and the least that a centred title is larger.
_FULL, _TITLE = 0.93, 1.06
#: Share of the text's width below which a line in the middle is no line of a paragraph, whatever its size.
_SHORT = 0.85
#: Distance between the lines of two paragraphs over the smallest one between lines of their block.
_PARAGRAPH_STEP = 1.27


def cut_pieces(rows: Sequence[Row], tables: Mapping[str, Rows]) -> tuple[Piece, ...]:
    """Cut the rows into pieces, in order: at block ends and inside blocks where a new part begins.

    `tables` has the cells of the blocks, by id, that came as tables.
    """
    pieces: list[Piece] = []
    for part, table in runs(rows, find_tables(rows)):
        pieces += [Piece(rows=tuple(part), role=Role.TABLE, fixed=True)] if table else _cut(part, tables)
    return _mended(pieces)


def _cut(rows: Sequence[Row], tables: Mapping[str, Rows]) -> list[Piece]:
    pieces: list[Piece] = []
    for block in _blocks(rows):
        given = block[0].block.role
        if given in _GIVEN:
            cells = tables.get(block[0].block.id)
            pieces.append(Piece(rows=tuple(block), role=given, fixed=True, cells=cells))
        else:
            pieces += (Piece(rows=tuple(part)) for part in _parts(block))
    return pieces


def _mended(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Put together what came apart: full lines that go on in the next, and halves of one line."""
    mended: list[Piece] = []
    for piece in pieces:
        if (
            mended
            and not mended[-1].fixed
            and not piece.fixed
            and (
                _one_line(mended[-1].rows[-1], piece.rows[0])
                or (
                    _runs_on(mended[-1].rows[-1], piece.rows[0]) and not _steps_out(mended[-1], piece.rows[0])
                )
            )
        ):
            mended[-1] = Piece(rows=(*mended[-1].rows, *piece.rows))
        else:
            mended.append(piece)
    return tuple(mended)


def _steps_out(piece: Piece, row: Row) -> bool:
    """Say whether a row stands further from a piece than its lines from each other."""
    usual = min((step for pair in pairwise(piece.rows) if (step := _step(*pair)) > 0), default=None)
    return usual is not None and _step(piece.rows[-1], row) > usual * _PARAGRAPH_STEP


def _one_line(left: Row, right: Row) -> bool:
    """Say whether two rows are the halves of one line, with no more than a blank between them."""
    box, other = left.box, right.box
    if box is None or other is None or left.page != right.page or left.line.script is not right.line.script:
        return False
    shared = min(box.y1, other.y1) - max(box.y0, other.y0)
    height = min(box.height, other.height)
    return (
        shared > height * _ONE_LINE and 0 <= -box.overlap_x(other) < height and bool(left.text and right.text)
    )


def _runs_on(above: Row, row: Row) -> bool:
    under = _small_letter_below(above, row)
    full = under or ((above.to_edge or _no_room(above, row)) and not above.centred)
    wide = full and (above.width or 0.0) > _WIDE
    if not wide or above.page != row.page or row.line.script is not above.line.script or list_mark(row.text):
        return False
    alone = _stands_alone(above) or (_stands_alone(row) and not _wraps(above, row))
    if alone or _opens_part(row) or ends_sentence(above.text):
        return False
    near = row.gap is not None and row.gap < _NEAR
    # A few letters without tails or dots are much lower than a whole line.
    factor = OTHER_SIZE if len(row.text) >= _MEASURED else _FEW_LETTERS
    alike = (
        bool(row.scale and above.scale) and 1 / factor < (row.scale or 1.0) / (above.scale or 1.0) < factor
    )
    first = row.text[:1]
    caseless = first.upper() == first.lower()
    return near and alike and (first.islower() or caseless)


def _no_room(above: Row, row: Row) -> bool:
    """Say whether the first word of a line would not have fitted on the line above."""
    word = row.line.words[0].bbox if row.line.words else None
    return above.room is not None and word is not None and above.room < word.width + word.height


def _small_letter_below(above: Row, row: Row) -> bool:
    """Say whether a line opens with a small letter right under the start of the line above."""
    box, other = row.box, above.box
    if box is None or other is None or row.gap is None or not row.text[:1].islower():
        return False
    return row.gap < _LINE_GAP and abs(box.x0 - other.x0) < box.height * _HANGING


def _blocks(rows: Sequence[Row]) -> Iterable[list[Row]]:
    block: list[Row] = []
    for row in rows:
        if block and row.index == 0:
            yield block
            block = []
        block.append(row)
    if block:
        yield block


def _parts(block: list[Row]) -> Iterable[list[Row]]:
    part = [block[0]]
    steps = [_step(above, row) for above, row in pairwise(block)]
    usual = min((step for step in steps if step > 0), default=None)
    for above, row in pairwise(block):
        if _begins(part, above, row) or _set_apart(above, row, usual):
            yield part
            part = []
        part.append(row)
    yield part


def _begins(part: list[Row], above: Row, row: Row) -> bool:
    """Say whether `row` begins a new part after `above`, the last line of `part`."""
    return (
        _stands_alone(above)
        or (_stands_alone(row) and not _wraps(above, row))
        or changes_size(part, row)
        or changes_capitals(part, row)
        or _another_kind_of_line(above, row)
        or _list_begins(part[0], above, row)
        or _list_ends(part[0], above, row)
        or _opens_text(row)
        or bool(split_contact_label(row.text)[0])
        or (_finished(above) and _opens_part(row))
        or _new_paragraph(above, row)
    )


def _stands_alone(row: Row) -> bool:
    """Lines that are a part by their wording, whatever is around them."""
    text = row.text
    if is_kind(text) or is_end_mark(text) or is_page_number(text, bare=False):
        return True
    if is_contact_heading(text) and not is_full_stop(text):
        return True
    reference = find_reference(text)
    if reference is not None and len(reference) >= len(text.strip()) - 2:
        return True
    line = read_dateline(text)
    return line is not None and line.whole and line.place is not None


def _wraps(above: Row, row: Row) -> bool:
    """Say whether a line that reads like a dateline is the end of the sentence on the full line above it."""
    if read_dateline(row.text) is None or ends_sentence(above.text) or row.text.rstrip()[-1:] not in ".،؛;,":
        return False
    if above.box is None:
        return not above.ends_early and above.block.id == row.block.id
    near = row.gap is None or row.gap < _NEAR
    return near and not above.centred and (above.to_edge or _no_room(above, row))


def _another_kind_of_line(above: Row, row: Row) -> bool:
    """Another script, another size of type, or a blank that no paragraph has inside."""
    if row.line.script is not above.line.script and _has_words(row) and _has_words(above):
        return not (has_address(row.text) or label_of(row.text) or has_address(above.text))
    if row.box is None and (row.line.language == "und") is not (above.line.language == "und"):
        # Beside a logo's garbled lines a line that can be read is a part of its own.
        return _has_words(row) and _has_words(above)
    if (
        above.centred
        and not row.centred
        and (row.width or 0.0) > _FULL
        and ((above.width or 1.0) < _SHORT or (above.scale or 0) > (row.scale or 0) * _TITLE)
    ):
        return True
    return row.gap is not None and row.gap > (_HEADLINE_GAP if above.centred and row.centred else _WIDE_GAP)


def _has_words(row: Row) -> bool:
    return sum(character.isalpha() for character in row.text) > 1


def _list_begins(first: Row, above: Row, row: Row) -> bool:
    if not opens_item(row.text):
        return False
    if _finished(above) or list_mark(first.text):
        return True
    box, other = row.box, above.box
    return box is not None and other is not None and abs(box.x0 - other.x0) > box.height * _HANGING


def _finished(row: Row) -> bool:
    return row.ends_early or ends_sentence(row.text) or row.text.rstrip()[-1:] in ",،"


def _opens_text(row: Row) -> bool:
    """Say whether a line opens with place, date and a dash: the text's first, even right under a title."""
    line = read_dateline(row.text)
    return line is not None and line.place is not None and line.date is not None and not line.whole


def _opens_part(row: Row) -> bool:
    text = row.text
    line = read_dateline(text)
    return (line is not None and line.place is not None) or is_about_heading(text) or starts_contact(text)


def _set_apart(above: Row, row: Row, usual: float | None) -> bool:
    """A sentence ends and more space than usual follows; a comma may be an Arabic full stop misread."""
    ended = ends_sentence(above.text) or above.text.endswith("،")
    if usual is None or not ended or row.text[:1].islower():
        return False
    return _step(above, row) > usual * _PARAGRAPH_STEP


def _step(above: Row, row: Row) -> float:
    """Give the pixels from the middle of one line to that of the next, which ascenders change less than gaps."""
    if above.box is None or row.box is None:
        return 0.0
    return (row.box.y0 + row.box.y1 - above.box.y0 - above.box.y1) / 2


def _list_ends(first: Row, above: Row, row: Row) -> bool:
    """After an item's full stop a line that starts where the marks stand is no longer the item's."""
    if not list_mark(first.text) or not is_full_stop(above.text) or row.text[:1].islower():
        return False
    if row.box is None or first.box is None:
        return False
    rtl = row.block.direction is Direction.RTL
    return abs(row.box.x1 - first.box.x1 if rtl else row.box.x0 - first.box.x0) < first.box.height * _HANGING


def _new_paragraph(above: Row, row: Row) -> bool:
    """A sentence ends early in its line and the next begins with a capital: two paragraphs close together."""
    ended = above.ends_early or above.stops_short
    return ended and is_full_stop(above.text) and not row.text[:1].islower()
