"""Repair the blocks of a document: their text and lines, with the ledger carried on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from balagh.model import Line, Repair, Word, union
from balagh.pipelines.languages.tag import is_unread
from balagh.pipelines.repair.normalise import repair_of
from balagh.pipelines.repair.passes import repair_lines
from balagh.pipelines.repair.rules import Edit, Rule, apply_edits
from balagh.pipelines.repair.sequence import document_passes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from balagh.model import Block, Page
    from balagh.pipelines.structure.authority import Authorities

#: Repairs that the passes find again by themselves: a block with no others is repaired anew from its original, in
#: which letters still have the shapes and bytes that the passes go by.
_FOUND_AGAIN = frozenset(
    {
        Rule.BLANKS, Rule.INVISIBLE, Rule.TATWEEL, Rule.PRESENTATION_FORMS, Rule.COMPOSITION, Rule.LIGATURE,
        Rule.EXTRACTION_LITTER,
    }
)  # fmt: skip


def repair_pages(
    pages: Sequence[Page], repairs: Iterable[Repair], names: Authorities
) -> tuple[tuple[Page, ...], tuple[Repair, ...]]:
    """Give the pages with their blocks repaired, and the ledger of all of them.

    A block that needs nothing comes back itself with its repairs. A repaired one has a new ledger that leads from its
    `original` to its new `text`: repairs that stayed keep their ids, the others are named ``{block}r1``, …. Blocks keep
    their ids and their number of lines.
    """
    old: dict[str, list[Repair]] = {}
    for repair in repairs:
        old.setdefault(repair.block, []).append(repair)
    blocks = [block for page in pages for block in page.blocks]
    rows = [_Rows(block, old.get(block.id, [])) for block in blocks]
    lines = [
        "" if unread else line for one in rows for line, unread in zip(one.lines, one.unread, strict=True)
    ]
    done = [
        () if unread else edits for one in rows for edits, unread in zip(one.done, one.unread, strict=True)
    ]
    found = iter(repair_lines(lines, document_passes(names), done))
    mended = {one.block.id: one.mend([next(found) for _ in one.lines]) for one in rows}
    ledger = tuple(repair for block in blocks for repair in mended[block.id][1])
    return tuple(
        page.model_copy(update={"blocks": tuple(mended[block.id][0] for block in page.blocks)})
        for page in pages
    ), ledger


class _Rows:
    """The lines of a block's original, and the edits that its ledger has for each."""

    def __init__(self, block: Block, repairs: list[Repair]) -> None:
        self.block, self.repairs = block, repairs
        self.lines = block.original.split("\n")
        kept = [repair for repair in repairs if repair.applied]
        if all(set(repair.rule.split("+")) <= _FOUND_AGAIN for repair in kept):
            kept = []
        self.done = list(_by_line(self.lines, kept))
        # In a font of unknown letters: what the letters in the file are says nothing about what is printed.
        known = len(block.lines) == len(self.lines)
        self.unread = [is_unread(line) for line in block.lines] if known else [False] * len(self.lines)

    def mend(self, edits: list[tuple[Edit, ...]]) -> tuple[Block, list[Repair]]:
        """Give the block with `edits` made in its original lines, and its repairs."""
        edits = [
            old if unread else new for old, unread, new in zip(self.done, self.unread, edits, strict=True)
        ]
        texts = [apply_edits(line, found) for line, found in zip(self.lines, edits, strict=True)]
        text = "\n".join(texts)
        repairs = list(self._ledger(edits))
        if text == self.block.text:
            return self.block, repairs if _proposals(repairs) - _proposals(self.repairs) else self.repairs
        known = len(self.block.lines) == len(texts)
        lines = tuple(map(_mend_line, self.block.lines, texts)) if known else self.block.lines
        return self.block.model_copy(update={"text": text, "lines": lines}), repairs

    def _ledger(self, edits: list[tuple[Edit, ...]]) -> Iterator[Repair]:
        old = {_key(repair): repair for repair in self.repairs}
        taken = {repair.id for repair in self.repairs}
        start, number = 0, 0
        for line, found in zip(self.lines, edits, strict=True):
            for edit in found:
                made = repair_of(edit, line, start=start, block=self.block.id, name="")
                if (same := old.get(_key(made))) is not None:
                    yield same
                    continue
                number += 1
                while f"{self.block.id}r{number}" in taken:
                    number += 1
                yield made.model_copy(update={"id": f"{self.block.id}r{number}"})
            start += len(line) + 1


def _proposals(repairs: Iterable[Repair]) -> set[tuple[object, ...]]:
    return {_key(repair) for repair in repairs if not repair.applied}


def _key(repair: Repair) -> tuple[object, ...]:
    return repair.span, repair.after, repair.applied


def _by_line(lines: Sequence[str], repairs: Iterable[Repair]) -> Iterator[tuple[Edit, ...]]:
    """Give the repairs of each line as edits."""
    left = sorted(repairs, key=lambda repair: repair.span)
    start, at = 0, 0
    for line in lines:
        end = start + len(line)
        here: list[Edit] = []
        while at < len(left) and left[at].span[0] <= end:
            here.append(_edit(left[at], start))
            at += 1
        yield tuple(here)
        start = end + 1


def _edit(repair: Repair, start: int) -> Edit:
    *also, rule = (Rule(name) for name in repair.rule.split("+"))
    return Edit(
        start=repair.span[0] - start,
        end=repair.span[1] - start,
        after=repair.after,
        rule=rule,
        note="; ".join(repair.evidence),
        confidence=1.0 if repair.confidence is None else repair.confidence,
        alternatives=repair.alternatives,
        also=tuple(also),
    )


def _mend_line(line: Line, text: str) -> Line:
    """Give the line with its new text, and its words with theirs where they can be told apart."""
    if line.text == text:
        return line
    return line.model_copy(update={"text": text, "words": _mend_words(line.words, text.split())})


def _mend_words(words: tuple[Word, ...], texts: list[str]) -> tuple[Word, ...]:
    """Give words with the new texts: one to one where there are as many, else what differs as one word.

    Words without places are simply the new ones.
    """
    if all(word.bbox is None and word.confidence is None for word in words):
        return tuple(Word(text=text) for text in texts)
    if len(words) == len(texts):
        return tuple(
            word.model_copy(update={"text": text}) if word.text != text else word
            for word, text in zip(words, texts, strict=True)
        )
    most = min(len(words), len(texts))
    head = next((at for at in range(most) if words[at].text != texts[at]), most)
    most -= head
    tail = next((at for at in range(most) if words[-1 - at].text != texts[-1 - at]), most)
    return (
        *words[:head],
        *_as_one(words[head : len(words) - tail], " ".join(texts[head : len(texts) - tail])),
        *words[len(words) - tail :],
    )


def _as_one(words: tuple[Word, ...], text: str) -> tuple[Word, ...]:
    if not text or not words:
        return ()
    boxes = [word.bbox for word in words if word.bbox is not None]
    known = [word.confidence for word in words if word.confidence is not None]
    box = union(boxes) if boxes else None
    return (Word(text=text, bbox=box, confidence=min(known, default=None)),)
