"""Lines whose words are known by their shapes alone: one such line asserts nothing about a document."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from balagh.pipelines.repair.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from balagh.model import Page, Repair

#: What the ledger says of a name that nothing else in the letterhead confirms.
BY_SHAPES = "by its shapes alone"


def weak_lines(pages: Iterable[Page], repairs: Iterable[Repair]) -> frozenset[tuple[str, int]]:
    """Give the lines into which a name was put that no other line confirms: (block id, number of the line from 0).

    `repairs` is the ledger of the blocks of `pages`.
    """
    weak: dict[str, list[int]] = {}
    for repair in repairs:
        misread = repair.applied and Rule.ARABIC_MISREAD in repair.rule.split("+")
        if misread and any(BY_SHAPES in note for note in repair.evidence):
            weak.setdefault(repair.block, []).append(repair.span[0])
    if not weak:
        return frozenset()
    return frozenset(
        (block.id, sum(start <= place for start in _starts(block.original)) - 1)
        for page in pages
        for block in page.blocks
        for place in weak.get(block.id, ())
    )


def _starts(original: str) -> list[int]:
    """Give where each line begins."""
    return [0, *accumulate(len(line) + 1 for line in original.split("\n")[:-1])]
