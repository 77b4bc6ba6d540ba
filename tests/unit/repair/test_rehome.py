from __future__ import annotations

import pytest

from balagh.model import Block, Line, Origin, Page, Repair
from balagh.pipelines.repair.rehome import rehome_repairs


def page(*blocks: tuple[str, ...]) -> Page:
    return Page(
        number=1,
        width=0,
        height=0,
        origin=Origin.TEXT,
        blocks=tuple(
            Block(
                id=f"p1b{at}",
                text="\n".join(rows),
                original="\n".join(rows),
                lines=tuple(Line(text=row) for row in rows),
            )
            for at, rows in enumerate(blocks, start=1)
        ),
    )


REPAIR = Repair(id="r1", block="p1b2", rule="blanks", span=(5, 6), before=" ", after="")


def test_a_repair_follows_its_line_into_a_block_of_its_own() -> None:
    (moved,) = rehome_repairs([REPAIR], (page(("a",), ("bcd", "e f")),), (page(("a",), ("bcd",), ("e f",)),))
    assert (moved.block, moved.span) == ("p1b3", (1, 2))


def test_a_repair_follows_its_line_into_a_joined_block() -> None:
    (moved,) = rehome_repairs(
        [REPAIR],
        (page(("a",), ("bcd", "e f")),),
        (
            page(
                ("a", "bcd", "e f"),
            ),
        ),
    )
    assert (moved.block, moved.span) == ("p1b1", (7, 8))


def test_other_lines_are_refused() -> None:
    with pytest.raises(ValueError, match="same lines"):
        rehome_repairs([], (page(("a",)),), (page(("b",)),))


def test_an_unknown_block_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown block p1b2"):
        rehome_repairs([REPAIR], (page(("a",)),), (page(("a",)),))
