"""The communiqué in each of its languages, read from pieces that know their parts."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from balagh.model import About, BodyItem, BodyType, Role, Version
from balagh.pipelines.structure.dateline import Dateline, read_dateline
from balagh.pipelines.structure.kinds import is_kind, kind_in, kind_parts, kind_text, leading_kind
from balagh.pipelines.structure.pieces import ends_sentence, join_lines
from balagh.pipelines.structure.rows import letters_of
from balagh.pipelines.structure.signs import end_mark_text, find_reference
from balagh.pipelines.structure.tables import table_cells
from balagh.pipelines.text.fold import fold_words
from balagh.pipelines.text.marks import odd_mark, without_mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from balagh.model import Box
    from balagh.pipelines.structure.pieces import Piece
    from balagh.pipelines.structure.rows import Row

_BODY = {
    Role.PARAGRAPH: BodyType.PARAGRAPH,
    Role.LIST_ITEM: BodyType.LIST_ITEM,
    Role.HEADING: BodyType.HEADING,
    Role.TABLE: BodyType.TABLE,
}
#: A language has a version of its own from this share of the largest version's letters.
_OWN_VERSION = 0.15
#: Letters below which a text is a quotation or a name, not a version.
_FEWEST_LETTERS = 80
#: The label of a headline set as a letter's subject.
_OBJECT = re.compile(r"^\W*(?:objet|subject|object|asunto|الموضوع|موضوع|ⴰⵙⵏⵜⵍ)\s*:\s*", re.IGNORECASE)
#: Blank between two words of different cells, in line heights.
_CELL_GAP = 1.0
#: Dust before a headline, read as signs.
_DUST = re.compile(r"^[.,;:·'’`´~_|*]+\s+")
#: Words that no sentence ends with, folded: prepositions, articles, conjunctions.
_LINKS_LISTED = (
    "من إلى على في عن مع بين منذ خلال أن إن التي الذي الذين وقد كما لدى عند حول ضد دون أو ثم بعد قبل "
    "de du des le la les un une et ou en dans par pour sur avec que qui à au aux l d "
    "the a an of and or in on by for with that which to de del los las y en "
    "ⵏ ⴷ ⵙ ⴳ ⵖ ⵉ ⴼ ⵅⴼ ⵖⴼ ⵙⴳ ⵣⴳ ⴰⴷ ⵏⵏⴰ ⵍⵍⵉ ⴰⵔ ⵓⵔ ⴷⴰ ⵔⴰⴷ ⵉⵙ ⵎⴰⵙ ⵏⵖⴷ ⵎⴰⵛⴰ ⴰⴽⴷ ⴳⵔ"
)
_LINKS = frozenset(map(fold_words, _LINKS_LISTED.split()))
#: Roles that say nothing about versions.
_OUTSIDE = frozenset({Role.LETTERHEAD, Role.LOGO, Role.STAMP, Role.PAGE_NUMBER, Role.FOOTER})


def version_languages(pieces: Sequence[Piece]) -> tuple[str, ...]:
    """Give the languages that the communiqué is written in, in order of appearance."""
    letters: dict[str, int] = {}
    for piece in pieces:
        if not _is_outside(piece) and piece.text:
            letters[piece.language] = letters.get(piece.language, 0) + letters_of(piece.text)
    known = {code: count for code, count in letters.items() if code != "und"} or letters
    most = max(known.values(), default=0)
    fewest = min(most, max(_FEWEST_LETTERS, most * _OWN_VERSION))
    headed = _headed_languages(pieces)
    return tuple(code for code, count in known.items() if count and (count >= fewest or code in headed))


def _headed_languages(pieces: Sequence[Piece]) -> frozenset[str]:
    """Give the languages that have a genre and a headline of their own, though the text may be in another."""
    inside = [piece for piece in pieces if not _is_outside(piece) and piece.text]
    return frozenset(
        kind.language
        for kind, title in pairwise(inside)
        if is_kind(kind.text) and title.language == kind.language and not is_kind(title.text)
    )


def _is_outside(piece: Piece) -> bool:
    """Say whether a piece belongs to no version: letterhead, page furniture, what was set aside."""
    return piece.role in _OUTSIDE or (piece.fixed and piece.role is Role.OTHER)


def version_of(pieces: Sequence[Piece], codes: Sequence[str]) -> tuple[str | None, ...]:
    """Give the version that each piece belongs to: its own language's, or that of the piece before it."""
    current = next(
        (piece.language for piece in pieces if piece.language in codes and not _is_outside(piece)), None
    )
    found: list[str | None] = []
    for piece in pieces:
        if _is_outside(piece):
            found.append(None)
            continue
        if piece.language in codes and any(letters_of(row.text) for row in piece.rows):
            current = piece.language
        found.append(current)
    return tuple(found)


def shared_kinds(pieces: Sequence[Piece], names: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Give the genres that stand in several languages on one line, each with its block's id."""
    return tuple(
        (piece.text, names[at])
        for at, piece in enumerate(pieces)
        if piece.role is Role.KIND and kind_parts(piece.text)
    )


def read_version(
    code: str, pieces: Sequence[Piece], names: Sequence[str], shared: Sequence[tuple[str, str]] = ()
) -> Version:
    """Read one version from its pieces; `names` holds the block id of every piece.

    `shared` has the genres in several languages, which may stand among another version's pieces.
    """
    blocks: dict[str, tuple[str, ...]] = {}

    def text_of(role: Role) -> str | None:
        places = [at for at, piece in enumerate(pieces) if piece.role is role]
        if places:
            blocks[role.value] = tuple(names[at] for at in places)
        return join_lines(pieces[at].text for at in places) or None

    kind, rest = _kind(text_of(Role.KIND))
    for text, name in shared:
        own = kind_in(text, code)
        if own is not None and (kind is None or kind == kind_text(text)):
            kind, blocks["kind"] = own, (name,)
    title = text_of(Role.TITLE)
    if title is None and rest is not None and read_dateline(rest) is None:
        title, blocks["title"] = rest, blocks["kind"]
    subtitle = text_of(Role.SUBTITLE)
    end = next((at for at in reversed(range(len(pieces))) if pieces[at].role is Role.END_MARK), None)
    if end is not None:
        blocks["end_mark"] = (names[end],)
    at, line = _dateline(pieces)
    if line is not None:
        blocks |= {"date": (names[at],)} | ({"place": (names[at],)} if line.place else {})
    return Version(
        kind=kind,
        title=_OBJECT.sub("", _DUST.sub("", title)) if title else None,
        subtitle=subtitle,
        place=line.place if line else None,
        date=line.date if line else None,
        end_mark=None if end is None else end_mark_text(pieces[end].text),
        body=_body(code, pieces, names),
        about=_about(pieces, names),
        blocks=blocks,
    )


def _kind(text: str | None) -> tuple[str | None, str | None]:
    """Part the genre from a number or a headline on its line."""
    if text is None:
        return None, None
    leading = leading_kind(text)
    if leading is not None:
        return kind_text(leading[0]), leading[1]
    reference = find_reference(text)
    return kind_text(text.replace(reference, "") if reference else text), None


def _dateline(pieces: Sequence[Piece]) -> tuple[int, Dateline | None]:
    """Give place and date: a line of their own, else the opening of a paragraph, else what follows the genre.

    One that has its year, or a figure of it misread, goes before one that has none: that may be any day in the text.
    """
    found: list[tuple[int, Dateline]] = []
    for role in (Role.DATELINE, Role.PARAGRAPH, Role.KIND):
        for at, piece in enumerate(pieces):
            if piece.role is not role:
                continue
            behind = leading_kind(piece.text) if role is Role.KIND else None
            line = read_dateline(piece.text if behind is None else behind[1])
            if line is not None and (role is Role.DATELINE or line.place is not None or behind is not None):
                found.append((at, line))
    dated = [(at, line) for at, line in found if line.date is None or not line.date.edtf.startswith("X")]
    return next(iter(dated or found), (-1, None))


def _body(code: str, pieces: Sequence[Piece], names: Sequence[str]) -> tuple[BodyItem, ...]:
    items: list[BodyItem] = []
    unfinished: int | None = None  # the place of the last piece of a text that has not come to its end
    owner = 0  # the item that it went into
    for at, piece in enumerate(pieces):
        kind = _BODY.get(piece.role)
        if kind is None or not piece.text:
            continue
        cells = _cells(piece) if kind is BodyType.TABLE else None
        text = _item_text(piece.text) if kind is BodyType.LIST_ITEM else piece.text
        if unfinished is not None and kind is BodyType.PARAGRAPH and _goes_on(pieces[unfinished], piece):
            whole = items[owner]
            joined = join_lines((whole.text, text))
            items[owner] = whole.model_copy(update={"text": joined, "blocks": (*whole.blocks, names[at])})
        else:
            items.append(
                BodyItem(
                    type=kind,
                    text=text if cells is None else " ".join(cell for row in cells for cell in row if cell),
                    rows=cells,
                    language=piece.language if piece.language != "und" else code,
                    order=len(items),
                    blocks=(names[at],),
                    confidence=_confidence(piece),
                )
            )
            if kind is not BodyType.TABLE:
                owner = len(items) - 1
        if kind in (BodyType.PARAGRAPH, BodyType.LIST_ITEM):
            unfinished = None if ends_sentence(text) else at
        elif kind is BodyType.HEADING:
            unfinished = None
    return tuple(items)


def _item_text(text: str) -> str:
    """Drop an item's mark, or the odd sign it was misread as."""
    bare = without_mark(text)
    return (bare if bare != text else text[len(odd_mark(text)) :]).strip(" _")


def _goes_on(above: Piece, piece: Piece) -> bool:
    """Say whether a paragraph is the rest of the one above it, cut by the layout, a table, a column's or page's end."""
    first = piece.text[:1]
    if first.islower() or first.isdigit():
        return True
    if above.page == piece.page and not _is_higher(piece, above):
        return False
    if above.text.endswith((",", "-")):
        return not above.rows[-1].ends_early
    # A script without capitals: at a page's end, a line that runs to the edge, or ends in a small word, has not ended.
    caseless = first.upper() == first.lower() and first.isalpha()
    return caseless and (not above.rows[-1].ends_early or _ends_small(above.text))


def _is_higher(piece: Piece, other: Piece) -> bool:
    """Say whether a piece stands over another that comes before it: in the next column."""
    top, above = piece.rows[0].top, other.rows[0].top
    return top is not None and above is not None and top < above


def _ends_small(text: str) -> bool:
    """Say whether the last word is one of those that no sentence ends with."""
    last = fold_words(text).split()[-1:]
    return bool(last) and last[0] in _LINKS


def _cells(piece: Piece) -> tuple[tuple[str, ...], ...]:
    """Give a table's cells: lines that stand side by side, or, in whole lines, what wide blanks part."""
    cells = piece.cells or table_cells(piece.rows)
    if any(len(row) > 1 for row in cells):
        return cells
    return tuple(_row_cells(row) for row in piece.rows)


def _row_cells(row: Row) -> tuple[str, ...]:
    cells: list[list[str]] = []
    before: Box | None = None
    for word in row.line.words:
        gap = -word.bbox.overlap_x(before) if word.bbox and before else 0
        if not cells or (word.bbox is not None and gap > word.bbox.height * _CELL_GAP):
            cells.append([])
        cells[-1].append(word.text)
        before = word.bbox or before
    return tuple(" ".join(cell) for cell in cells) or (row.text,)


def _confidence(piece: Piece) -> float | None:
    sure = [row.line.confidence for row in piece.rows if row.line.confidence is not None]
    return round(sum(sure) / len(sure), 3) if sure else piece.rows[0].block.confidence


def _about(pieces: Sequence[Piece], names: Sequence[str]) -> tuple[About, ...]:
    """Gather the paragraphs under each heading, apart by a blank line."""
    found: list[About] = []
    for at, piece in enumerate(pieces):
        if piece.role is not Role.ABOUT:
            continue
        heading = not ends_sentence(piece.text) and len(piece.text) < 100
        if heading or not found:
            found.append(
                About(
                    heading=piece.text if heading else None,
                    text="" if heading else piece.text,
                    blocks=(names[at],),
                )
            )
            continue
        last = found[-1]
        text = f"{last.text}\n\n{piece.text}" if last.text else piece.text
        found[-1] = last.model_copy(update={"text": text, "blocks": (*last.blocks, names[at])})
    return tuple(about for about in found if about.text)
