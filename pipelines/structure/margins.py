"""Page numbers, footers and running heads: what stands at a page's edges and is no part of the text."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from balagh.model import Role
from balagh.pipelines.structure.bodies import looks_like_letterhead
from balagh.pipelines.structure.contact_fields import find_data
from balagh.pipelines.structure.pieces import is_full_stop
from balagh.pipelines.structure.running import mark_repeated, set_fax_lines_aside
from balagh.pipelines.structure.signs import is_end_mark, is_page_number, starts_contact
from balagh.pipelines.structure.specks import is_speck
from balagh.pipelines.text.fold import fold_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from balagh.pipelines.structure.pieces import Piece

#: Share of the page's height below which a footer stands, and above which a running head does.
_FOOT, _HEAD = 0.88, 0.08
#: Type this much smaller than the body is small print.
_SMALL = 0.9
#: Pieces at a page's start and end that may belong to its edges.
_EDGE = 3
_LONGEST_FOOTER = 260
_ADDRESS = re.compile(
    r"\b(?:avenue|av|bd|bld|boulevard|rue|place|angle|quartier|hay|immeuble|imm|lotissement|lot|zone "
    r"industrielle|"
    r"bp|b p|boite postale|route|rp|km|rond point|resid|residence|etage|technopolis|technopark|street|po "
    r"box|rc|ice|patente|capital)\b|"
    r"(?:شارع|زنقه|ساحه|حي|صندوق البريد|ص ب|ملتقي|طريق|عماره|اقامه|الطابق)(?:\s|$)"
)


def mark_margins(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Give the pieces with page numbers, footers and running heads marked, and specks set aside."""
    marked = [
        replace(piece, fixed=True) if len(piece.rows) == 1 and is_speck(piece.rows[0]) else piece
        for piece in set_fax_lines_aside(pieces)
    ]
    for page in dict.fromkeys(piece.page for piece in pieces):
        places = [
            at for at, piece in enumerate(marked) if piece.page == page and piece.text and not piece.fixed
        ]
        edges = {*places[:1], *places[-_EDGE:], *(at for at in places if _at_edge(marked[at]))}
        for at in sorted(edges):
            if _is_number(marked, at, places):
                marked[at] = marked[at].as_role(Role.PAGE_NUMBER)
        _mark_foot(marked, places)
    return mark_repeated(marked)


def is_postal_address(text: str) -> bool:
    """Say whether `text` tells where a body has its seat."""
    return _ADDRESS.search(fold_words(text)) is not None


def _at_edge(piece: Piece) -> bool:
    """Say whether a piece stands at the top or the foot of its page; never without geometry."""
    top, bottom = piece.rows[0].top, piece.rows[-1].bottom
    return top is not None and bottom is not None and (top < _HEAD or bottom > _FOOT)


def _is_number(pieces: list[Piece], at: int, places: list[int]) -> bool:
    piece = pieces[at]
    measured = piece.rows[0].top is not None
    at_edge = _at_edge(piece) if measured else at == places[-1]
    return is_page_number(piece.text, bare=at_edge) and (at_edge or not measured)


def _mark_foot(pieces: list[Piece], places: list[int]) -> None:
    """Walk up from the page's last piece while what stands there is small print or an address."""
    for at in reversed(places):
        piece = pieces[at]
        if piece.role is Role.PAGE_NUMBER:
            continue
        if not _is_foot(piece) or (at > 0 and _follows_contact(pieces, at)):
            return
        pieces[at] = piece.as_role(Role.FOOTER)


def _is_foot(piece: Piece) -> bool:
    text = piece.text
    if starts_contact(text) or is_end_mark(text) or len(text) > _LONGEST_FOOTER:
        return False
    addressed = is_postal_address(text) and not is_full_stop(text)
    reached = any(found.kind in ("phone", "fax", "url", "email") for found in find_data(text))
    top = piece.rows[0].top
    if top is None:
        alone = [found.kind for found in find_data(text)] == ["url"] and len(text.split()) == 1
        return alone or (
            addressed
            and (reached or len(text) < 120)
            and any(character.isdigit() or character == "," for character in text)
        )
    if top < _FOOT:
        return False
    small = piece.scale is not None and piece.scale < _SMALL
    return addressed or reached or (small and not is_full_stop(text)) or looks_like_letterhead(text)


def _follows_contact(pieces: list[Piece], at: int) -> bool:
    """In plain text an address under a contact heading belongs to the contact, if that has nothing to call yet."""
    if pieces[at].rows[0].top is not None:
        return False
    for piece in reversed(pieces[max(0, at - 3) : at]):
        if find_data(piece.text):
            return False
        if starts_contact(piece.text):
            return True
    return False
