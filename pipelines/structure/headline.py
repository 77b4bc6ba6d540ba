"""Title and subtitle: what stands between the genre and the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from balagh.model import Role
from balagh.pipelines.structure.bodies import name_goes_on
from balagh.pipelines.structure.kinds import is_release_note
from balagh.pipelines.structure.prose import is_capitals
from balagh.pipelines.structure.signs import find_reference, starts_contact

if TYPE_CHECKING:
    from balagh.pipelines.structure.pieces import Piece

#: Two lines' heights are one size of type within this factor: letters with and without tails differ by less.
_SAME_SIZE = 1.12
#: Blank space in body line heights that no two lines of one headline have between them.
_APART = 1.1
#: Type this much larger than the body's under a dateline is still a headline's.
_LARGER = 1.15
#: A subtitle in plain text is shorter than this.
_LONGEST_SUBTITLE = 250


def mark_headline(pieces: list[Piece], body: int) -> None:
    """Mark title and subtitle among the pieces before `body`, the place of the first running text."""
    kinds = [at for at, piece in enumerate(pieces[:body]) if piece.role is Role.KIND]
    places = [at for at in range(body) if _may_head(pieces[at])]
    below = [at for at in places if not kinds or at > kinds[0]]
    # Where nothing stands under the genre the headline is above it.
    chosen = _over_dateline(pieces, below, body) or places[-1:]
    if not chosen:
        return
    title = [chosen[0]]
    for at in chosen[1:]:
        if not _one_headline(pieces[title[-1]], pieces[at], adjacent=at == title[-1] + 1):
            break
        title.append(at)
    for at in (at for at in chosen if pieces[at].page == pieces[title[0]].page):
        pieces[at] = pieces[at].as_role(Role.TITLE if at in title else Role.SUBTITLE)


def _over_dateline(pieces: list[Piece], places: list[int], body: int) -> list[int]:
    """Leave out what stands under a dateline that is under the title: running text has begun.

    Only type of another size, or lines in the middle, still belong to the headline there.
    """
    dated = next(
        (at for at in range(body) if pieces[at].role is Role.DATELINE and places and at > places[0]), body
    )
    return [
        at for at in places if at < dated or pieces[at].centred or (pieces[at].scale or _LARGER) >= _LARGER
    ]


def _may_head(piece: Piece) -> bool:
    text = piece.text
    if piece.role is not Role.OTHER or piece.fixed or not text or len(text) > _LONGEST_SUBTITLE * 2:
        return False
    reference = find_reference(text)
    numbered = reference is not None and len(reference) * 2 >= len(text)
    return (
        not numbered
        and not is_release_note(text)
        and not starts_contact(text)
        and any(map(str.isalpha, text))
    )


def _one_headline(above: Piece, below: Piece, *, adjacent: bool) -> bool:
    """Say whether two pieces are lines of one headline."""
    last, first = above.rows[-1], below.rows[0]
    if not adjacent or above.page != below.page or is_capitals(above.text) is not is_capitals(below.text):
        return False
    if last.scale is not None and first.scale is not None:
        alike = max(last.scale / first.scale, first.scale / last.scale) <= _SAME_SIZE
        near = first.gap is None or first.gap < _APART
        return alike and near and above.centred is below.centred
    return first.text[:1].islower() or (name_goes_on(last.text, "A") and name_goes_on(last.text, first.text))
