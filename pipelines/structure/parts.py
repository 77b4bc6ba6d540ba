"""Give every piece between letterhead and footer its part: genre, headline, text, end, about, contact, signature."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from balagh.model import Direction, Role
from balagh.pipelines.structure.contact_fields import find_data, label_of
from balagh.pipelines.structure.dateline import read_dateline
from balagh.pipelines.structure.headline import mark_headline
from balagh.pipelines.structure.kinds import is_kind, is_release_note, leading_kind
from balagh.pipelines.structure.margins import is_postal_address
from balagh.pipelines.structure.people import is_person, is_post
from balagh.pipelines.structure.pieces import ends_sentence, is_full_stop
from balagh.pipelines.structure.prose import is_paragraph
from balagh.pipelines.structure.signatories import mark_signatures, opens_signature
from balagh.pipelines.structure.signs import (
    find_reference,
    is_about_heading,
    is_contact_heading,
    is_copies_heading,
    is_end_mark,
    starts_contact,
)
from balagh.pipelines.text.marks import item_number, list_mark, odd_mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from balagh.pipelines.structure.pieces import Piece

#: Headings inside the text are shorter than this, in characters.
_LONGEST_HEADING = 100
#: Share of a line's height by which an item's text stands in from its mark.
_INDENT = 0.5
#: Words of a contact line around its numbers; a sentence has more.
_CONTACT_WORDS = 14
#: A text shorter than this, in characters, can be an item of contact data.
_LONGEST_CONTACT = 160


def mark_parts(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Give one version's pieces, in reading order, with their roles; roles already given stay."""
    marked = list(pieces)
    _set_copies_aside(marked)
    _mark_fixed_wordings(marked)
    body = _body_start(marked)
    mark_headline(marked, body)
    _mark_tail(marked, body)
    end = _text_end(marked, body)
    marked = list(mark_signatures(marked, end))
    for at in range(len(marked)):
        if marked[at].role is Role.OTHER and marked[at].text:
            marked[at] = marked[at].as_role(_text_role(marked, at))
    return tuple(marked)


def is_reference(text: str) -> bool:
    """Say whether a short line is the document's own number and little else."""
    reference = find_reference(text)
    return reference is not None and len(text) <= 60 and len(reference) * 2 >= len(text)


def _free(piece: Piece) -> bool:
    return piece.role is Role.OTHER and bool(piece.text) and not piece.fixed


def _mark_fixed_wordings(pieces: list[Piece]) -> None:
    """Mark what is told by its words alone, wherever it stands."""
    kind_seen = False
    for at, piece in enumerate(pieces):
        if not _free(piece):
            continue
        text = piece.text
        line = read_dateline(text)
        if not kind_seen and (is_kind(text) or (leading_kind(text) and not is_paragraph(piece))):
            pieces[at] = piece.as_role(Role.KIND)
            kind_seen = True
        elif is_end_mark(text):
            pieces[at] = piece.as_role(Role.END_MARK)
        elif line is not None and line.whole and (line.place is not None or len(text) < 60):
            pieces[at] = piece.as_role(Role.DATELINE)
        elif (
            (list_mark(text) or _misread_mark(pieces, at))
            and not is_contact_heading(text)
            and not _is_contact_data(piece)
        ):
            pieces[at] = piece.as_role(Role.LIST_ITEM)


def _set_copies_aside(pieces: list[Piece]) -> None:
    """Keep the list of those who get a copy, under the text, out of all parts."""
    text_seen = listed = False
    for at, piece in enumerate(pieces):
        if not _free(piece):
            continue
        text = piece.text
        if text_seen and is_copies_heading(text):
            listed = True
        elif is_paragraph(piece) or is_kind(text) or is_end_mark(text) or starts_contact(text):
            text_seen, listed = text_seen or is_paragraph(piece), False
        elif listed and not list_mark(text) and opens_signature(text) and len(piece.rows) > 1:
            listed = False
        if listed:
            pieces[at] = replace(piece, fixed=True)


def _misread_mark(pieces: list[Piece], at: int) -> bool:
    """Say whether an odd first sign is a list mark misread, by the announced list or the item above it."""
    above = next((piece for piece in reversed(pieces[:at]) if piece.text and not piece.fixed), None)
    mark = odd_mark(pieces[at].text)
    if above is None or not mark or (above.role is Role.LIST_ITEM and not _starts_alike(above, pieces[at])):
        return False
    if any(map(str.isdigit, mark)):
        number = item_number(above.text) if above.role is Role.LIST_ITEM else 0
        own = int("".join(filter(str.isdigit, mark)))
        return number is not None and own == number + 1 and (number > 0 or above.text.endswith(":"))
    return above.role is Role.LIST_ITEM or above.text.endswith(":")


def _starts_alike(item: Piece, piece: Piece) -> bool:
    """Say whether a piece starts where an item's mark stands; in plain text all do."""
    box, other = item.rows[0].box, piece.rows[0].box
    if box is None or other is None:
        return True
    rtl = item.rows[0].block.direction is Direction.RTL
    return abs(box.x1 - other.x1 if rtl else box.x0 - other.x0) < box.height


def _body_start(pieces: list[Piece]) -> int:
    """Give the place of the first piece of running text."""
    kinds = [at for at, piece in enumerate(pieces) if piece.role is Role.KIND]
    start = kinds[0] + 1 if kinds else 0
    for at in range(start, len(pieces)):
        piece = pieces[at]
        if piece.role in (Role.LIST_ITEM, Role.TABLE) or (_free(piece) and is_paragraph(piece)):
            return at
    return len(pieces)


def _mark_tail(pieces: list[Piece], body: int) -> None:
    """Walk the text from its first paragraph and follow the headings of its last parts."""
    part: Role | None = None
    for at in range(body, len(pieces)):
        piece = pieces[at]
        text = piece.text
        if not text or piece.fixed or piece.role in (Role.PAGE_NUMBER, Role.FOOTER, Role.LETTERHEAD):
            continue
        if piece.role in (Role.END_MARK, Role.KIND, Role.DATELINE):
            part = None
        elif starts_contact(text) and not is_paragraph_of_text(piece):
            part = Role.CONTACT
        elif is_about_heading(text) and _announces(pieces, at):
            part = Role.ABOUT
        elif (part is Role.CONTACT and not _stays_contact(piece)) or (
            part is Role.ABOUT and (_is_contact_data(piece) or opens_signature(text))
        ):
            part = None
        if part is not None:
            pieces[at] = piece.as_role(part)
        elif piece.role is Role.OTHER and _is_contact_data(piece):
            pieces[at] = piece.as_role(Role.CONTACT)


def is_paragraph_of_text(piece: Piece) -> bool:
    """Say whether a piece that opens like a contact is a sentence ("Contact : …" never is)."""
    return is_full_stop(piece.text) and not find_data(piece.text) and len(piece.text) > _LONGEST_CONTACT


def _announces(pieces: list[Piece], at: int) -> bool:
    """An about heading has a paragraph under it."""
    below = next(
        (piece for piece in pieces[at + 1 :] if piece.text and piece.role in (Role.OTHER, Role.LIST_ITEM)),
        None,
    )
    return below is not None and is_paragraph(below)


def _stays_contact(piece: Piece) -> bool:
    text = piece.text
    if is_about_heading(text) or (is_paragraph(piece) and not _is_contact_data(piece)):
        return False
    rows = [row.text for row in piece.rows]
    return _is_contact_data(piece) or any(
        is_person(row) or is_post(row) or label_of(row) or is_postal_address(row) for row in rows
    )


def _is_contact_data(piece: Piece) -> bool:
    """Say whether a piece is numbers and addresses with few words around them."""
    text = piece.text
    found = find_data(text)
    if not found or is_full_stop(text):
        return False
    words = sum(
        len(text[start:end].split()) for start, end in _between(text, [(f.start, f.end) for f in found])
    )
    return words <= _CONTACT_WORDS * len(piece.rows) and len(text) <= _LONGEST_CONTACT * len(piece.rows)


def _between(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _text_end(pieces: list[Piece], body: int) -> int:
    """Give the place after the last piece of running text that is not about, contact or signature."""
    last = body - 1
    for at in range(body, len(pieces)):
        piece = pieces[at]
        if piece.role in (Role.LIST_ITEM, Role.TABLE) or (_free(piece) and _runs(piece)):
            last = at
    return last + 1


def _runs(piece: Piece) -> bool:
    return is_paragraph(piece) or (ends_sentence(piece.text) and not opens_signature(piece.text))


def _lost_mark(pieces: list[Piece], at: int) -> bool:
    """Say whether a line between "as follows:" and an item is indented like an item without its mark."""
    above = next((piece for piece in reversed(pieces[:at]) if piece.text), None)
    below = next((piece for piece in pieces[at + 1 :] if piece.text), None)
    if above is None or below is None or below.role is not Role.LIST_ITEM or not above.text.endswith(":"):
        return False
    box, item = pieces[at].rows[0].box, below.rows[0].box
    if box is None or item is None:
        return False
    rtl = below.rows[0].block.direction is Direction.RTL
    return (item.x1 - box.x1 if rtl else box.x0 - item.x0) > item.height * _INDENT


def _text_role(pieces: list[Piece], at: int) -> Role:
    """Tell a heading from a paragraph, and both from what is none of the text."""
    piece = pieces[at]
    text = piece.text
    if is_reference(text) or is_release_note(text):
        return Role.OTHER
    if _lost_mark(pieces, at):
        return Role.LIST_ITEM
    headed = len(text) <= _LONGEST_HEADING and not ends_sentence(text) and len(piece.rows) <= 2
    below = next((other for other in pieces[at + 1 :] if other.text and not other.fixed), None)
    followed = below is not None and below.role in (
        Role.OTHER,
        Role.LIST_ITEM,
        Role.PARAGRAPH,
        Role.TABLE,
        Role.HEADING,
    )
    if headed and followed and not text[:1].islower():
        return Role.HEADING
    return Role.PARAGRAPH
