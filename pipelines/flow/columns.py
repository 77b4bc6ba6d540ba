"""Heads that authors set in two columns with tabs: French at the left, Arabic at the right, line by line."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from balagh.ingest.flow import FlowText
from balagh.model import Script
from balagh.pipelines.languages.scripts import count_letters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from balagh.ingest.flow import FlowItem

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
    parts = [part for part in _GAP.split(item.text.strip()) if part.strip()]
    if len(parts) != 2:
        return None
    scripts = [set(count_letters(part)) for part in parts]
    if (
        not all(len(one) == 1 for one in scripts)
        or scripts[0] == scripts[1]
        or {Script.ARABIC} not in scripts
    ):
        return None
    return replace(item, text=parts[0]), replace(item, text=parts[1])
