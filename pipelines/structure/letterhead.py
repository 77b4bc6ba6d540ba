"""Find the letterhead: over the communiqué, over another version, or after a text whose logos were pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from balagh.model import Origin, Role, Script
from balagh.pipelines.structure.bodies import looks_like_letterhead, name_goes_on
from balagh.pipelines.structure.contact_fields import find_data
from balagh.pipelines.structure.dateline import read_dateline
from balagh.pipelines.structure.kinds import is_kind, is_release_note, leading_kind
from balagh.pipelines.structure.margins import is_postal_address
from balagh.pipelines.structure.pieces import is_full_stop
from balagh.pipelines.structure.prose import is_paragraph
from balagh.pipelines.structure.signatories import opens_signature
from balagh.pipelines.structure.signs import find_reference, is_end_mark, starts_contact
from balagh.pipelines.text.marks import list_mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from balagh.pipelines.structure.pieces import Piece

_HEAD = frozenset({Role.LETTERHEAD, Role.LOGO})
#: A letterhead line in plain text is shorter than this.
_LONGEST_LINE = 120


def mark_letterhead(pieces: Sequence[Piece], origin: Origin) -> tuple[Piece, ...]:
    """Give the pieces with the letterhead's marked."""
    marked = list(pieces)
    amazigh = _is_amazigh(marked)
    head = _head_end(marked, amazigh=amazigh)
    for at in range(head):
        if _in_head(marked[at]):
            marked[at] = marked[at].as_role(Role.LETTERHEAD)
    if head < len(marked) and _names_kind(marked[head]):
        for at in range(head + 1, len(marked)):
            if _over(marked[at], marked[head]) and _in_head(marked[at]) and not is_paragraph(marked[at]):
                marked[at] = marked[at].as_role(Role.LETTERHEAD)
    _mark_beside(marked, head, amazigh=amazigh)
    _mark_under_kind(marked, head, amazigh=amazigh)
    for at, piece in enumerate(marked):
        if at > head and is_kind(piece.text):
            _mark_above(marked, at, amazigh=amazigh)
    has_head = any(piece.role in _HEAD and piece.text for piece in marked)
    if origin in (Origin.TEXT, Origin.DOCX) and not has_head:
        _mark_tail(marked, amazigh=amazigh)
    return tuple(marked)


def _mark_under_kind(pieces: list[Piece], head: int, *, amazigh: bool) -> None:
    """Mark the name right under a genre that opens the page, where a headline follows it."""
    named = any(piece.role in _HEAD and piece.text for piece in pieces)
    if named or head >= len(pieces) - 2 or not is_kind(pieces[head].text):
        return
    name, below = pieces[head + 1], pieces[head + 2 :]
    text = next((at for at, piece in enumerate(below) if is_paragraph(piece)), 0)
    headline = any(
        piece.role is Role.OTHER and not piece.fixed and _in_head(piece) and not starts_contact(piece.text)
        for piece in below[:text]
    )
    if headline and _in_head(name) and _is_head_line(name, amazigh=amazigh):
        pieces[head + 1] = name.as_role(Role.LETTERHEAD)


def _mark_beside(pieces: list[Piece], head: int, *, amazigh: bool) -> None:
    """Mark names level with the letterhead, though a column of text was read before them."""
    marked = [piece for piece in pieces[:head] if piece.role in _HEAD and piece.rows[0].box is not None]
    foot = max((piece.rows[-1].bottom or 0.0 for piece in marked), default=0.0)
    for at in range(head, len(pieces)):
        piece = pieces[at]
        top = piece.rows[0].top
        level = bool(marked) and piece.page == marked[0].page and top is not None and top < foot
        if level and _in_head(piece) and _is_head_line(piece, amazigh=amazigh) and not is_paragraph(piece):
            pieces[at] = piece.as_role(Role.LETTERHEAD)


def _over(piece: Piece, kind: Piece) -> bool:
    """Say whether a piece stands above the genre on its page, whatever the reading order says."""
    bottom, top = piece.rows[-1].bottom, kind.rows[0].top
    return piece.page == kind.page and bottom is not None and top is not None and bottom <= top


def _head_end(pieces: list[Piece], *, amazigh: bool) -> int:
    """Give the place of the first piece under the letterhead."""
    kind = next((at for at, piece in enumerate(pieces) if _names_kind(piece)), None)
    text = next((at for at, piece in enumerate(pieces) if is_paragraph(piece)), len(pieces))
    if kind is not None and kind <= text:
        return kind
    first = pieces[0].page if pieces else 1
    end = 0
    for at, piece in enumerate(pieces[:text]):
        if piece.page != first or starts_contact(piece.text):
            break
        if (
            piece.fixed
            or not piece.text
            or _is_head_line(piece, amazigh=amazigh)
            or (end == at and at and _goes_on(pieces[at - 1], piece))
        ):
            end = at + 1
    # Without a genre the last line before the text is its title, unless it is a name that everyone knows.
    return end


def _names_kind(piece: Piece) -> bool:
    return is_kind(piece.text) or leading_kind(piece.text) is not None


def _is_head_line(piece: Piece, *, amazigh: bool) -> bool:
    """Say whether a piece could stand in a letterhead; `amazigh` says that the text itself is in Tifinagh too."""
    text = piece.text
    if _is_logo_line(piece, amazigh=amazigh) or looks_like_letterhead(text):
        return True
    every = all(looks_like_letterhead(row.text) or name_goes_on("", row.text) for row in piece.rows)
    return every and looks_like_letterhead(piece.rows[0].text)


def _is_logo_line(piece: Piece, *, amazigh: bool) -> bool:
    """Say whether a piece is Tifinagh over a text in other scripts, or lines in no language that anybody can tell."""
    if _in_tifinagh(piece):
        return not (amazigh and piece.text)
    return piece.language == "und"


def _is_amazigh(pieces: Sequence[Piece]) -> bool:
    """Say whether there is running text in Tifinagh."""
    return any(_in_tifinagh(piece) and is_paragraph(piece) for piece in pieces)


def _in_tifinagh(piece: Piece) -> bool:
    return piece.rows[0].line.script is Script.TIFINAGH


def _goes_on(above: Piece, piece: Piece) -> bool:
    return (
        above.rows[-1].text != ""
        and not above.fixed
        and not above.fixed
        and name_goes_on(above.rows[-1].text, piece.rows[0].text)
        and len(piece.text) < 60
    )


def _in_head(piece: Piece) -> bool:
    """Say whether a piece above the genre is letterhead and not a number, a date or a release note."""
    if not piece.text and _in_tifinagh(piece) and piece.role is Role.OTHER:
        return True  # seen but not read
    if piece.role is not Role.OTHER or piece.fixed or not piece.text:
        return False
    text = piece.text
    line = read_dateline(text)
    reference = find_reference(text)
    own = (line is not None and line.whole) or is_release_note(text)
    return not own and not (reference is not None and len(reference) * 2 > len(text)) and not is_kind(text)


def _mark_above(pieces: list[Piece], kind: int, *, amazigh: bool) -> None:
    """Mark the names right above a later version's genre; below another genre they are that version's title."""
    names = []
    for at in range(kind - 1, -1, -1):
        piece = pieces[at]
        if piece.role is Role.PAGE_NUMBER or piece.fixed or not piece.text:
            continue
        if piece.role is Role.OTHER and is_kind(piece.text):
            return
        if (
            piece.role is not Role.OTHER
            or not _is_head_line(piece, amazigh=amazigh)
            or is_full_stop(piece.text)
        ):
            break
        names.append(at)
    for at in names:
        pieces[at] = pieces[at].as_role(Role.LETTERHEAD)


def _mark_tail(pieces: list[Piece], *, amazigh: bool) -> None:
    """Mark the names at the end of a text that opens without any: its logos were pictures."""
    start = len(pieces)
    named = False
    for at in range(len(pieces) - 1, -1, -1):
        piece = pieces[at]
        if piece.role in (Role.PAGE_NUMBER, Role.FOOTER) or not piece.text:
            continue
        if not _may_close(piece, amazigh=amazigh):
            break
        named = (
            named
            or looks_like_letterhead(piece.text)
            or any(looks_like_letterhead(row.text) for row in piece.rows)
        )
        start = at
    if not named:
        return
    for at in range(start, len(pieces)):
        if pieces[at].text:
            pieces[at] = pieces[at].as_role(Role.LETTERHEAD)


def _may_close(piece: Piece, *, amazigh: bool) -> bool:
    text = piece.text
    if len(text) > _LONGEST_LINE * len(piece.rows) or is_full_stop(text) or piece.role is not Role.OTHER:
        return False
    if list_mark(text) or is_end_mark(text) or starts_contact(text) or opens_signature(text):
        return False
    if read_dateline(text) is not None or any(found.kind in ("phone", "email") for found in find_data(text)):
        return False
    logo = _is_logo_line(piece, amazigh=amazigh)
    return logo or looks_like_letterhead(piece.rows[0].text) or _last_names(piece)


def _last_names(piece: Piece) -> bool:
    return looks_like_letterhead(piece.rows[-1].text) or is_postal_address(piece.text)
