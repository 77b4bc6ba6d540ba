"""Heads that authors set in two columns with tabs: French at the left, Arabic at the right, line by line."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from balagh.ingest.flow import FlowText, part_of
from balagh.model import Script
from balagh.pipelines.languages.scripts import count_letters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from balagh.ingest.flow import FlowItem, FontSpan

#: What authors type between two columns.
_GAP = re.compile(r"\t\s*|\s{4,}")


def part_columns(items: Sequence[FlowItem]) -> Iterator[FlowItem]:
    """Give the items with each run of lines in two columns of different scripts read column by column."""
    for two, group in groupby(items, key=lambda item: _columns(item) is not None):
        if not two:
            yield from group
            continue
        pairs = [pair for item in group if (pair := _columns(item)) is not None]
        yield from (left for left, _ in pairs)
        yield from (right for _, right in pairs)


def _columns(item: FlowItem) -> tuple[FlowText, FlowText] | None:
    """Give the two columns of a line; None where it is no such line."""
    if not isinstance(item, FlowText) or item.marker or "\n" in item.text:
        return None
    parts = _parts(item)
    if len(parts) != 2:
        return None
    scripts = [set(count_letters(part.text)) for part in parts]
    if (
        not all(len(one) == 1 for one in scripts)
        or scripts[0] == scripts[1]
        or {Script.ARABIC} not in scripts
    ):
        return None
    return parts[0], parts[1]


def _parts(item: FlowText) -> list[FlowText]:
    """Cut a line at its gaps, its runs with it."""
    ends = [0, *(end for gap in _GAP.finditer(item.text) for end in gap.span()), len(item.text)]
    return [
        replace(item, text=item.text[start:end].strip(), fonts=_fonts(item, start, end))
        for start, end in zip(ends[::2], ends[1::2], strict=True)
        if item.text[start:end].strip()
    ]


def _fonts(item: FlowText, start: int, end: int) -> tuple[FontSpan, ...]:
    text = item.text[start:end]
    head = start + len(text) - len(text.lstrip())
    return part_of(item.fonts, head, head + len(text.strip()))
