"""Repair a text as it comes, line by line, and account for every change."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from balagh.model.repaired import Repaired
from balagh.pipelines.repair.normalise import repair_of
from balagh.pipelines.repair.passes import repair_lines
from balagh.pipelines.repair.rules import apply_edits
from balagh.pipelines.repair.sequence import text_passes

if TYPE_CHECKING:
    from balagh.model import Repair
    from balagh.pipelines.structure.authority import Authorities

#: What ends a line or a page; it stays as it is. U+0085 ends none: read as Latin-1 it is the second byte of م.
_LINE_END = re.compile(r"(\r\n|[\n\r\x0b\x0c\u2028\u2029])")
#: What a repair of a text that is no document has for its block.
TEXT_BLOCK = "text"


def repair_whole(text: str, names: Authorities) -> Repaired:
    """Repair `text` with the help of the authority file `names`."""
    pieces = _LINE_END.split(text)
    lines, ends = pieces[::2], [*pieces[1::2], ""]
    edits = repair_lines(lines, text_passes(names))
    repairs: list[Repair] = []
    start = 0
    for line, end, found in zip(lines, ends, edits, strict=True):
        repairs += (
            repair_of(edit, line, start=start, block=TEXT_BLOCK, name=f"r{len(repairs) + n}")
            for n, edit in enumerate(found, 1)
        )
        start += len(line) + len(end)
    if not any(edits):
        return Repaired(original=text, text=text)
    repaired = "".join(
        apply_edits(line, found) + end for line, found, end in zip(lines, edits, ends, strict=True)
    )
    return Repaired(original=text, text=repaired, repairs=tuple(repairs))
