"""Bring a block's text to its normal form and write down every change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from balagh.model import Repair
from balagh.pipelines.repair.rules import Edit, Rule, apply_edits, find_edits, normalise_text

if TYPE_CHECKING:
    from balagh.model import Block, Line, Word


def normalise_block(block: Block, first_id: int = 1) -> tuple[Block, tuple[Repair, ...]]:
    """Give the block in normal form, and its repairs named ``r{first_id}``, ``r{first_id + 1}``, ...

    The block's lines and their words are brought to the same form; `original` stays. A block in normal form comes
    back as it is, with no repairs.

    Raises:
        ValueError: the text needs changes although it was changed before (it is not `original`): spans would lie.
    """
    rows = block.text.split("\n")
    edits = [find_edits(row) for row in rows]
    if not any(edits):
        return block, ()
    if block.text != block.original:
        message = f"block {block.id} was repaired before: normalise it first"
        raise ValueError(message)
    text = "\n".join(apply_edits(row, row_edits) for row, row_edits in zip(rows, edits, strict=True))
    lines = tuple(_normalise_line(line) for line in block.lines)
    repaired = block.model_copy(update={"text": text, "lines": lines})
    return repaired, repairs_of(block.id, rows, edits, first_id)


def repairs_of(
    block: str, rows: list[str], edits: list[tuple[Edit, ...]], first_id: int
) -> tuple[Repair, ...]:
    """Write the edits of each of a block's original `rows` as repairs; spans count from the block's start."""
    repairs: list[Repair] = []
    offset = 0
    for row, row_edits in zip(rows, edits, strict=True):
        for edit in row_edits:
            name = f"r{first_id + len(repairs)}"
            repairs.append(repair_of(edit, row, start=offset, block=block, name=name))
        offset += len(row) + 1
    return tuple(repairs)


def repair_of(edit: Edit, row: str, *, start: int, block: str, name: str) -> Repair:
    """Write an edit of `row`, which begins at `start` in its block's original, as the repair called `name`."""
    return Repair(
        id=name,
        block=block,
        rule=rule_name(edit),
        span=(start + edit.start, start + edit.end),
        before=row[edit.start : edit.end],
        after=edit.after,
        confidence=edit.confidence,
        evidence=(edit.note,) if edit.note else (),
        applied=edit.applied,
        alternatives=edit.alternatives,
    )


def rule_name(edit: Edit) -> str:
    """Give the name of an edit's rule as the ledger has it: all rules that had a hand in it, joined by ``+``."""
    return "+".join(dict.fromkeys((*edit.also, edit.rule)))


def _normalise_line(line: Line) -> Line:
    words = tuple(word for word in map(_normalise_word, line.words) if word.text)
    return line.model_copy(update={"text": normalise_text(line.text), "words": words})


def _normalise_word(word: Word) -> Word:
    return word.model_copy(update={"text": normalise_text(word.text)})


__all__ = ["Rule", "normalise_block", "repair_of", "repairs_of", "rule_name"]
