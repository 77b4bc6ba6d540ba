"""Two passes over a line as one: edits of edited text, told in places of the original."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from balagh.pipelines.repair.rules import Edit, apply_edits

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def compose_edits(line: str, first: tuple[Edit, ...], second: tuple[Edit, ...]) -> tuple[Edit, ...]:
    """Give the edits of `line` that do what `first` and then `second` do.

    `second` has places in the text that `first` makes of `line`; all edits are applied ones, in order and apart. Edits
    of both that overlap become one, which has the last rule, the others in `also`, and the smaller confidence. What
    is undone again is left out.

    >>> from balagh.pipelines.repair.rules import Rule
    >>> one = Edit(start=0, end=2, after="b", rule=Rule.LIGATURE)
    >>> two = Edit(start=0, end=2, after="xy", rule=Rule.OCR_SLIP)
    >>> [(e.start, e.end, e.after) for e in compose_edits("aac", (one,), (two,))]
    [(0, 3, 'xy')]
    """
    if not first or not second:
        return first or second
    middle = apply_edits(line, first)
    composed: list[Edit] = []
    shift = 0
    for changes, edits in _clusters(first, second):
        growth = sum(len(edit.after) - edit.end + edit.start for _, edit in changes)
        if not edits:
            composed += (edit for _, edit in changes)
        elif not changes:
            composed += (replace(edit, start=edit.start - shift, end=edit.end - shift) for edit in edits)
        else:
            made = _merge(line, middle, changes, edits, shift)
            composed += (made,) if made is not None else ()
        shift += growth
    return tuple(composed)


def place_edits(line: str, first: tuple[Edit, ...], proposals: tuple[Edit, ...]) -> tuple[Edit, ...]:
    """Give `proposals`, which have places in the text that `first` makes of `line`, with places in `line`.

    Nothing is applied: what stays a proposal may overlap what was done. It then holds the whole of what was done
    there, and its text and alternatives are what would stand there in the end.
    """
    if not first or not proposals:
        return proposals
    middle = apply_edits(line, first)
    spans = _places(first)
    starts, ends = [start for start, _ in spans], [end for _, end in spans]
    shifts = [0]
    for (_, end), edit in zip(spans, first, strict=True):
        shifts.append(end - edit.end)
    placed: list[Edit] = []
    for edit in proposals:
        here = bisect_right(ends, edit.start)
        beyond = max(here, bisect_left(starts, edit.end))
        low = min([edit.start, *starts[here : here + 1]]) if beyond > here else edit.start
        high = max([edit.end, *ends[beyond - 1 : beyond]]) if beyond > here else edit.end
        before, behind = middle[low : edit.start], middle[edit.end : high]
        placed.append(
            replace(
                edit,
                start=low - shifts[here],
                end=high - shifts[beyond],
                after=f"{before}{edit.after}{behind}",
                alternatives=tuple(f"{before}{other}{behind}" for other in edit.alternatives),
            )
        )
    return tuple(placed)


def trim_edit(line: str, edit: Edit) -> Edit:
    """Give `edit` without what it leaves alone at its two ends.

    >>> from balagh.pipelines.repair.rules import Rule
    >>> trimmed = trim_edit("le ﬁn", Edit(start=0, end=5, after="le fin", rule=Rule.LIGATURE))
    >>> (trimmed.start, trimmed.end, trimmed.after)
    (3, 4, 'fi')
    """
    before, after = line[edit.start : edit.end], edit.after
    most = min(len(before), len(after))
    head = next((at for at in range(most) if before[at] != after[at]), most)
    most -= head
    tail = next((at for at in range(most) if before[-1 - at] != after[-1 - at]), most)
    return replace(edit, start=edit.start + head, end=edit.end - tail, after=after[head : len(after) - tail])


_Placed = tuple[tuple[int, int], Edit]


def _places(edits: Iterable[Edit]) -> list[tuple[int, int]]:
    """Give where each edit's text stands once all are made."""
    spans: list[tuple[int, int]] = []
    shift = 0
    for edit in edits:
        start = edit.start + shift
        spans.append((start, start + len(edit.after)))
        shift += len(edit.after) - edit.end + edit.start
    return spans


def _clusters(first: Sequence[Edit], second: Sequence[Edit]) -> list[tuple[list[_Placed], list[Edit]]]:
    """Group the changes made and the new edits that overlap, in the order of the text between them."""
    old = [(*span, 0, index) for index, span in enumerate(_places(first))]
    new = [(edit.start, edit.end, 1, index) for index, edit in enumerate(second)]
    clusters: list[tuple[list[_Placed], list[Edit]]] = []
    high, inserts = -1, False
    for start, end, kind, index in sorted(old + new):
        insertion = kind == 1 and start == end
        # An insertion at the edge of a change would start or end where that does: which comes first must be plain.
        if not clusters or not (start < high or (start == high and (insertion or inserts))):
            clusters.append(([], []))
            high, inserts = end, False
        high, inserts = max(high, end), inserts or insertion
        changes, edits = clusters[-1]
        if kind == 0:
            changes.append(((start, end), first[index]))
        else:
            edits.append(second[index])
    return clusters


def _merge(line: str, middle: str, changes: list[_Placed], edits: list[Edit], shift: int) -> Edit | None:
    low = min(changes[0][0][0], edits[0].start)
    high = max(changes[-1][0][1], edits[-1].end)
    growth = sum(len(edit.after) - edit.end + edit.start for _, edit in changes)
    moved = tuple(replace(edit, start=edit.start - low, end=edit.end - low) for edit in edits)
    every = [*(edit for _, edit in changes), *edits]
    rules = dict.fromkeys(rule for edit in every for rule in (*edit.also, edit.rule))
    last = edits[-1].rule
    merged = Edit(
        start=low - shift,
        end=high - shift - growth,
        after=apply_edits(middle[low:high], moved),
        rule=last,
        note="; ".join(dict.fromkeys(edit.note for edit in every if edit.note)),
        confidence=min(edit.confidence for edit in every),
        alternatives=edits[0].alternatives if len(edits) == 1 else (),
        also=tuple(rule for rule in rules if rule is not last),
    )
    trimmed = trim_edit(line, merged)
    return None if trimmed.start == trimmed.end and not trimmed.after else _whole(merged, trimmed)


def _whole(merged: Edit, trimmed: Edit) -> Edit:
    """Alternatives are for the whole stretch: it is only trimmed where there are none."""
    return merged if merged.alternatives else trimmed
