"""Replay a ledger of repairs over an original, or undo it, character for character."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from balagh.model import Repair


def apply_repairs(original: str, repairs: Iterable[Repair]) -> str:
    """Give the text that the applied `repairs` of one block make of its `original`.

    Raises:
        ValueError: two repairs overlap, or one does not find its `before` at its span.
    """
    pieces: list[str] = []
    position = 0
    for repair in _in_order(repairs):
        start, end = repair.span
        if start < position or end > len(original) or original[start:end] != repair.before:
            message = f"repair {repair.id} does not fit the original at {start}-{end}"
            raise ValueError(message)
        pieces += (original[position:start], repair.after)
        position = end
    return "".join((*pieces, original[position:]))


def undo_repairs(text: str, repairs: Iterable[Repair]) -> str:
    """Give back the original from which the applied `repairs` of one block made `text`.

    Raises:
        ValueError: two repairs overlap, or one does not find its `after` where it must stand in `text`.
    """
    pieces: list[str] = []
    position = 0  # in the original
    place = 0  # in the text
    for repair in _in_order(repairs):
        start, end = repair.span
        untouched = text[place : place + start - position]
        place += len(untouched)
        fits = start >= position and len(untouched) == start - position
        if not fits or text[place : place + len(repair.after)] != repair.after:
            message = f"repair {repair.id} does not fit the text at {place}"
            raise ValueError(message)
        pieces += (untouched, repair.before)
        place += len(repair.after)
        position = end
    return "".join((*pieces, text[place:]))


def _in_order(repairs: Iterable[Repair]) -> list[Repair]:
    return sorted((repair for repair in repairs if repair.applied), key=lambda repair: repair.span)
