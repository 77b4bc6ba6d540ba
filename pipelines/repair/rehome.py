"""Keep a ledger true after blocks were cut or renumbered."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from balagh.model import Page, Repair


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One line of a block's original: the block, and where the line starts in it."""

    block: str
    start: int
    text: str


def rehome_repairs(
    repairs: Iterable[Repair], before: tuple[Page, ...], after: tuple[Page, ...]
) -> tuple[Repair, ...]:
    """Give the repairs with the blocks and spans of `after`, the same lines as `before` grouped otherwise.

    A repair whose block is not in `before` (one of an earlier reading) is refused.

    Raises:
        ValueError: `after` does not hold the lines of `before` in the same order, or a repair's block is unknown.
    """
    old, new = _rows(before), _rows(after)
    if [row.text for row in old] != [row.text for row in new]:
        message = "the two readings do not hold the same lines in the same order"
        raise ValueError(message)
    starts: dict[str, list[int]] = {}
    first: dict[str, int] = {}
    for index, row in enumerate(old):
        starts.setdefault(row.block, []).append(row.start)
        first.setdefault(row.block, index)
    return tuple(_move(repair, starts, first, new) for repair in repairs)


def _rows(pages: tuple[Page, ...]) -> list[_Row]:
    rows: list[_Row] = []
    for block in (block for page in pages for block in page.blocks):
        start = 0
        for text in block.original.split("\n"):
            rows.append(_Row(block=block.id, start=start, text=text))
            start += len(text) + 1
    return rows


def _move(repair: Repair, starts: dict[str, list[int]], first: dict[str, int], new: list[_Row]) -> Repair:
    if repair.block not in starts:
        message = f"repair {repair.id} names the unknown block {repair.block}"
        raise ValueError(message)
    lines = starts[repair.block]
    line = bisect_right(lines, repair.span[0]) - 1
    row = new[first[repair.block] + line]
    shift = row.start - lines[line]
    span = (repair.span[0] + shift, repair.span[1] + shift)
    return repair.model_copy(update={"block": row.block, "span": span})
