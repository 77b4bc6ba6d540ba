"""What stands over or under the text of several pages: running heads, feet, a fax machine's line, "see overleaf"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from balagh.model import Role
from balagh.pipelines.structure.bodies import looks_like_letterhead
from balagh.pipelines.structure.dateline import read_dateline
from balagh.pipelines.structure.kinds import is_kind, leading_kind
from balagh.pipelines.structure.pieces import is_full_stop
from balagh.pipelines.structure.signs import is_end_mark, is_fax_line, is_overleaf, starts_contact
from balagh.pipelines.text.fold import fold_words, one_apart
from balagh.pipelines.text.marks import list_mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from balagh.pipelines.structure.pieces import Piece

#: Pieces at a page's start and end that may belong to its edges.
_EDGE = 3
#: Share of the page's height that one head's places on two pages may differ by.
_LEVEL = 0.02
#: Share of the page's height above which a running head stands, or a fax machine's line.
_TOP, _FAX_TOP = 0.12, 0.08
#: Heads stand in the upper half of a page, feet in the lower one.
_MIDDLE = 0.5
#: A running head is shorter, in characters.
_LONGEST_HEAD = 120
#: Share of a later page's head's words that the first page's head or headline has too.
_SHARED = 0.75
#: Body line heights between a head that stands on one page only and the text.
_APART = 1.0
_FIGURES = re.compile(r"\d+")


def set_fax_lines_aside(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Give the pieces with what a fax machine printed over each page fixed, of no part."""
    marked = list(pieces)
    for page in dict.fromkeys(piece.page for piece in marked):
        places = [
            at for at, piece in enumerate(marked) if piece.page == page and piece.text and not piece.fixed
        ]
        top = _top_line(marked, places)
        if top and is_fax_line("   ".join(marked[at].text for at in top)):
            for at in top:
                marked[at] = replace(marked[at], fixed=True)
    return tuple(marked)


def _top_line(pieces: Sequence[Piece], places: Sequence[int]) -> list[int]:
    """Give the pieces level with the topmost one, from the left; the first piece of a page without geometry."""
    boxed = [at for at in places if pieces[at].rows[0].box is not None and len(pieces[at].rows) == 1]
    if not boxed:
        return list(places[:1])
    first = min(boxed, key=lambda at: pieces[at].rows[0].top or 0.0)
    box, top = pieces[first].rows[0].box, pieces[first].rows[0].top
    if box is None or top is None or top > _FAX_TOP:
        return []
    level = [(other.x0, at) for at in boxed if (other := pieces[at].rows[0].box) and box.overlap_y(other) > 0]
    return [at for _, at in sorted(level)]


def mark_repeated(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Mark what stands at the same edge of several pages, read nearly alike, numbers aside.

    A head that opens the document is letterhead wherever it comes back; one of later pages only is no part of the
    text. Feet are footers.
    """
    marked = [
        replace(piece, fixed=True) if piece.text and is_overleaf(piece.text) else piece for piece in pieces
    ]
    pages = list(dict.fromkeys(piece.page for piece in marked))
    heads, feet = _edges(marked, pages)
    for found, foot in ((feet, True), (heads, False)):
        for places in found:
            if len({marked[at].page for at in places}) > 1 and all(_may_repeat(marked[at]) for at in places):
                _mark_alike(marked, places, foot=foot)
    for page in pages[1:]:
        _mark_lone_head(marked, page)
    return tuple(marked)


def _edges(pieces: Sequence[Piece], pages: Sequence[int]) -> tuple[list[list[int]], list[list[int]]]:
    """Give what stands at the heads and at the feet of the pages, what is alike together."""
    heads: list[list[int]] = []
    feet: list[list[int]] = []
    for page in pages:
        places = [
            at for at, piece in enumerate(pieces) if piece.page == page and piece.text and not piece.fixed
        ]
        for at in places[:_EDGE]:
            if (pieces[at].rows[0].top or 0.0) < _MIDDLE:
                _gather(pieces, heads, at)
        for at in places[-_EDGE:]:
            if (pieces[at].rows[0].top or 1.0) > _MIDDLE:
                _gather(pieces, feet, at)
    return heads, feet


def _gather(pieces: Sequence[Piece], found: list[list[int]], at: int) -> None:
    alike = next((places for places in found if _alike(pieces[places[0]], pieces[at])), None)
    if alike is None:
        found.append([at])
    else:
        alike.append(at)


def _alike(left: Piece, right: Piece) -> bool:
    """Say whether two pieces read alike but for numbers and a slip, and stand at one height."""
    own, other = _words(left), _words(right)
    if not own or not other or left.page == right.page:
        return False
    top, level = left.rows[0].top, right.rows[0].top
    apart = top is not None and level is not None and abs(top - level) > _LEVEL and left.page != 1
    if apart:
        return False
    return own == other or (min(len(own), len(other)) > 8 and one_apart(own, other))


def _words(piece: Piece) -> str:
    return fold_words(_FIGURES.sub("", piece.text))


def _may_repeat(piece: Piece) -> bool:
    """A genre or an end mark comes once in each language's version and is no running head."""
    text = piece.text
    return piece.role in (Role.OTHER, Role.FOOTER) and not (
        is_kind(text) or is_end_mark(text) or starts_contact(text) or is_full_stop(text) or list_mark(text)
    )


def _mark_alike(pieces: list[Piece], places: Sequence[int], *, foot: bool) -> None:
    first = min(pieces[at].page for at in places) == pieces[0].page
    for at in places:
        piece = pieces[at]
        if foot:
            pieces[at] = piece.as_role(Role.FOOTER)
        elif first or looks_like_letterhead(piece.text):
            pieces[at] = piece.as_role(Role.LETTERHEAD)
        else:
            pieces[at] = replace(piece, fixed=True)


def _mark_lone_head(pieces: list[Piece], page: int) -> None:
    """Set aside the first line of a later page that says again what the first page's head or headline does."""
    places = [at for at, piece in enumerate(pieces) if piece.page == page and piece.text]
    free = [at for at in places if pieces[at].role is Role.OTHER and not pieces[at].fixed]
    if len(free) < 2 or free[0] not in places[:_EDGE]:
        return
    piece, below = pieces[free[0]], pieces[free[1]]
    first = [other for other in pieces if other.page == pieces[0].page]
    if len(piece.rows) > 1 or not _may_head(piece) or not _set_apart(piece, below):
        return
    known = {word for other in first for word in fold_words(other.text).split() if len(word) > 1}
    names = {word for other in first[: _EDGE * 3] for word in fold_words(other.text).split() if len(word) > 2}
    words = [word for word in _words(piece).split() if len(word) > 1]
    shared = sum(word in known for word in words)
    if words and shared >= _SHARED * len(words) and any(word in names for word in words if len(word) > 3):
        pieces[free[0]] = replace(piece, fixed=True)


def _may_head(piece: Piece) -> bool:
    text = piece.text
    if len(text) > _LONGEST_HEAD or text[:1].islower() or not _may_repeat(piece):
        return False
    return text[-1:] not in ":;,؛،" and leading_kind(text) is None and read_dateline(text) is None


def _set_apart(piece: Piece, below: Piece) -> bool:
    """Say whether a page's first line stands over its text: higher up than text begins, and not right above it."""
    top, gap = piece.rows[0].top, below.rows[0].gap
    if top is None or gap is None:
        return True
    return top < _TOP and (gap >= _APART or (piece.scale or 1.0) < (below.scale or 1.0))
