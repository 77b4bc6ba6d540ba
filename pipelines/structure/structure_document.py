"""From pages of blocks to a communiqué: what each block is for, and what the document says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from balagh.model import Communique, LetterheadLine, Origin, Page, Reference, Role
from balagh.pipelines.structure.contacts import read_contacts
from balagh.pipelines.structure.cut import cut_pieces
from balagh.pipelines.structure.issuers import read_issuers
from balagh.pipelines.structure.letterhead import mark_letterhead
from balagh.pipelines.structure.margins import mark_margins
from balagh.pipelines.structure.parts import is_reference, mark_parts
from balagh.pipelines.structure.pieces import Piece, rebuild_pages
from balagh.pipelines.structure.rows import read_rows
from balagh.pipelines.structure.signatories import read_signatories
from balagh.pipelines.structure.signs import find_reference
from balagh.pipelines.structure.specks import is_speck
from balagh.pipelines.structure.versions import (
    read_version,
    shared_kinds,
    version_languages,
    version_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from balagh.pipelines.printed import Rows

_HEAD = frozenset({Role.LETTERHEAD, Role.LOGO})


def structure_document(
    pages: tuple[Page, ...],
    tables: Mapping[str, Rows] | None = None,
    weak: AbstractSet[tuple[str, int]] = frozenset(),
) -> tuple[tuple[Page, ...], Communique]:
    """Give the pages with every block's role, blocks cut where two parts stood in one, and the communiqué.

    `tables` has the rows of those blocks, by id, that the layout or the file itself gave as tables; other tables
    are found here.

    `weak` has the lines, as (block id, number from 0), whose words were put there by their shapes alone: no issuer is
    known by one of them.

    Blocks come in reading order and stay in it; they get new ids. Lines are neither dropped nor moved, so that
    `rehome_repairs` can carry a ledger over.

    Raises:
        ValueError: a block has not one line of `original` for each of its lines.
    """
    pieces = cut_pieces([row for page in pages for row in read_rows(page)], tables or {})
    pieces = mark_margins(pieces)
    pieces = mark_letterhead(pieces, pages[0].origin if pages else Origin.TEXT)
    codes = version_languages(pieces)
    owners = version_of(pieces, codes)
    for code in codes:
        places = [at for at, owner in enumerate(owners) if owner == code]
        pieces = _replaced(pieces, places, mark_parts([pieces[at] for at in places]))
    rebuilt, names = rebuild_pages(pages, pieces)
    shared = shared_kinds(pieces, names)
    versions = {
        code: read_version(
            code,
            [pieces[at] for at, owner in enumerate(owners) if owner == code],
            [names[at] for at, owner in enumerate(owners) if owner == code],
            shared,
        )
        for code in codes
    }
    return rebuilt, Communique(
        issuers=read_issuers(pieces, names, tuple(versions.values()), weak),
        letterhead=_letterhead(pieces, names),
        reference=_reference(pieces, names),
        versions=versions,
        contacts=read_contacts(pieces, names),
        signatories=read_signatories(pieces, names),
    )


def _replaced(pieces: Sequence[Piece], places: Sequence[int], new: Sequence[Piece]) -> tuple[Piece, ...]:
    changed = dict(zip(places, new, strict=True))
    return tuple(changed.get(at, piece) for at, piece in enumerate(pieces))


def _letterhead(pieces: Sequence[Piece], names: Sequence[str]) -> tuple[LetterheadLine, ...]:
    """Give the letterhead line by line; a head that later pages repeat counts once."""
    lines: dict[tuple[str, str], LetterheadLine] = {}
    for at, piece in enumerate(pieces):
        for row in piece.rows if piece.role in _HEAD else ():
            if row.text and not is_speck(row):
                line = LetterheadLine(language=row.line.language, text=row.text, block=names[at])
                lines.setdefault((line.language, line.text), line)
    return tuple(lines.values())


def _reference(pieces: Sequence[Piece], names: Sequence[str]) -> Reference | None:
    """Give the document's own number: a line of its own, or beside the genre."""
    for at, piece in enumerate(pieces):
        if piece.role is Role.KIND or (
            piece.role in (Role.OTHER, Role.LETTERHEAD) and not piece.fixed and is_reference(piece.text)
        ):
            found = find_reference(piece.text)
            if found is not None:
                return Reference(text=found, blocks=(names[at],))
    return None
