"""The names a letterhead prints: wrapped lines joined, and names that stand together kept together."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from balagh.model import Role, Script
from balagh.pipelines.structure.authority import find_authority, is_kingdom
from balagh.pipelines.structure.bodies import name_goes_on, names_body, opens_body_name
from balagh.pipelines.structure.contact_fields import find_data
from balagh.pipelines.structure.margins import is_postal_address
from balagh.pipelines.structure.pieces import join_lines
from balagh.pipelines.structure.rows import letters_of
from balagh.pipelines.structure.specks import is_speck

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from balagh.model import Box
    from balagh.pipelines.structure.pieces import Piece
    from balagh.pipelines.structure.rows import Row

_HEAD = frozenset({Role.LETTERHEAD, Role.LOGO})
#: Lines that one name can wrap over.
_MOST_LINES = 4
#: Letters that a name has at least; less is a letter of an emblem.
_FEWEST_LETTERS = 2
#: Blank space between two lines of one stack, in line heights.
_STACK_GAP = 4.0
_WITH_ACRONYM = re.compile(r"^(.{8,}\S)\s*(?:\(\s*|\s[-–—]\s)([A-Z][A-Z0-9]{1,9})\s*\)?$")
#: Dust beside a name is read as signs and noughts.
_LITTER = re.compile(r"^[\W_0٠]+\s|\s[\W_0٠]+$")
#: Blank space in body line heights over words wrapped from a name, and how many such words there are.
_WRAP_GAP, _WRAPPED_WORDS = 0.6, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadName:
    """A name as printed: its wrapped lines joined, its language, the places of its pieces.

    `short` is an acronym printed behind it (``Office national … (ONCF)``); it is no part of `text`. A `weak` name
    stands on lines whose words are known by their shapes alone.
    """

    text: str
    language: str
    places: tuple[int, ...]
    kingdom: bool
    body: bool
    short: str | None = None
    weak: bool = False

    @property
    def acronym(self) -> bool:
        """Whether it is nothing but capitals, as an acronym in a logo is."""
        return (
            self.text.isascii() and self.text.isupper() and self.text.isalnum() and 2 <= len(self.text) <= 10
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """Names that stand over each other, or follow each other in plain text: one logo or letterhead column.

    Stacks of one `column` were cut from one run of text.
    """

    names: tuple[HeadName, ...]
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    """A row of the letterhead with the place of its piece."""

    row: Row
    place: int


def read_stacks(
    pieces: Sequence[Piece], weak: AbstractSet[tuple[str, int]] = frozenset()
) -> tuple[Stack, ...]:
    """Give the letterhead's stacks in reading order, each with its names from top to bottom.

    `weak` has the lines known by their shapes alone, as (block id, number from 0).
    """
    groups: list[list[_Placed]] = []
    parted = False
    first = next((piece.page for piece in pieces if piece.role in _HEAD and piece.text), None)
    for place, piece in enumerate(pieces):
        if piece.page != first:
            continue
        if not piece.text and piece.rows[0].box is None:
            # The name of a picture stood here: another logo begins. A line seen but not read is part of its own logo.
            parted = parted or piece.rows[0].line.script is not Script.TIFINAGH
            continue
        if piece.role not in _HEAD or not piece.text:
            continue
        for row in piece.rows:
            placed = _Placed(row=row, place=place)
            group = None if parted else _group_of(groups, placed)
            parted = False
            if group is None:
                groups.append([placed])
            else:
                group.append(placed)
    return tuple(
        Stack(names=names, column=at)
        for at, group in enumerate(groups)
        for names in (_logos(_names(group, weak)) if group[0].row.box is None else [_names(group, weak)])
    )


def _logos(names: tuple[HeadName, ...]) -> list[tuple[HeadName, ...]]:
    """Cut names that only follow each other where a language comes back: the next logo, or the next body down."""
    cut: list[list[HeadName]] = [[]]
    seen: list[str] = []
    for name in names:
        told = name.body or not (name.kingdom or name.acronym)
        # A line in Tifinagh that is no body's name is a motto, or a logo's second line.
        if told and (name.body or name.language != "zgh"):
            if name.language in seen and name.language != seen[-1]:
                cut.append([])
                seen = []
            seen.append(name.language)
        cut[-1].append(name)
    return [tuple(part) for part in cut if part]


def _group_of(groups: list[list[_Placed]], placed: _Placed) -> list[_Placed] | None:
    box = placed.row.box
    if box is None:
        return groups[-1] if groups else None
    return next(
        (group for group in reversed(groups) if any(_over(other.row.box, box) for other in group)), None
    )


def _over(above: Box | None, box: Box) -> bool:
    """Say whether one line stands close over the other, their middles near each other's span."""
    if above is None:
        return False
    gap = max(box.y0 - above.y1, above.y0 - box.y1)
    narrow = max(1, min(above.width, box.width))
    return above.overlap_x(box) > narrow * 0.4 and gap < _STACK_GAP * max(box.height, above.height)


def _names(group: Sequence[_Placed], weak: AbstractSet[tuple[str, int]]) -> tuple[HeadName, ...]:
    rows = [placed for placed in group if _is_name(placed.row)]
    names: list[HeadName] = []
    at = 0
    while at < len(rows):
        size = _name_size(rows[at:])
        names.append(_name(rows[at : at + size], weak))
        at += size
    return tuple(names)


def _is_name(row: Row) -> bool:
    text = row.text
    return (
        row.line.language != "und"
        and not is_speck(row)
        and letters_of(text) >= _FEWEST_LETTERS
        and not find_data(text)
        and not is_postal_address(text)
    )


def _name_size(rows: Sequence[_Placed]) -> int:
    """Give how many of the first rows are one name."""
    language = rows[0].row.line.language
    alike = 1
    while alike < min(len(rows), _MOST_LINES) and rows[alike].row.line.language == language:
        alike += 1
    for size in range(alike, 0, -1):
        text = join_lines(placed.row.text for placed in rows[:size])
        if is_kingdom(text) or find_authority(text) is not None:
            return size
    size = 1
    while size < alike and _continues(rows[size - 1].row, rows[size].row):
        size += 1
    return size


def _continues(above: Row, row: Row) -> bool:
    if is_kingdom(above.text) or is_kingdom(row.text) or _acronym(above.text) or _acronym(row.text):
        return False
    if name_goes_on(above.text, row.text):
        return True
    # A line that opens no name of its own is the rest of the one above, if it is set like it.
    if opens_body_name(row.text) or names_body(row.text):
        return False
    if above.block.id != row.block.id and not _close_below(above, row):
        return False
    return above.scale is None or row.scale is None or 0.75 < row.scale / above.scale < 1.33


def _close_below(above: Row, row: Row) -> bool:
    """Say whether a few words right under a name, in a block of their own, were wrapped from it."""
    near = row.gap is not None and row.gap < _WRAP_GAP
    return near and names_body(above.text) and len(row.text.split()) <= _WRAPPED_WORDS


def _acronym(text: str) -> bool:
    return text.isascii() and text.isupper() and text.isalnum() and len(text) <= 8


def _name(rows: Sequence[_Placed], weak: AbstractSet[tuple[str, int]]) -> HeadName:
    text = join_lines(placed.row.text for placed in rows)
    bracketed = _WITH_ACRONYM.match(text)
    if bracketed:
        text = bracketed.group(1)
    name = HeadName(
        text=_LITTER.sub("", text).strip(" -–—•|,،([{«»*_:;"),
        short=bracketed.group(2) if bracketed else None,
        language=rows[0].row.line.language,
        places=tuple(dict.fromkeys(placed.place for placed in rows)),
        kingdom=is_kingdom(text),
        body=False,
        weak=any((placed.row.block.id, placed.row.index) in weak for placed in rows),
    )
    return replace(name, body=not name.kingdom and names_body(text))
