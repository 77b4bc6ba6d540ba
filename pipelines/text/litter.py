"""What an extractor leaves in a text that was never printed: bookmarks, names of picture files, field codes."""

from __future__ import annotations

import re
from dataclasses import replace

from balagh.pipelines.repair.rules import Edit, Rule, find_edits

#: A picture's file name on a line of its own, as extractors write where a picture stood.
_PICTURE = (
    r"^\s*(?:\[?(?:image|img|picture|media)[\w/ .-]*|[\w-]+)\.(?:png|jpe?g|gif|emf|wmf|bmp|tiff?|"
    r"svg)\]?\s*$"
)
#: Marks that word processors keep inside the text.
_MARKS = (
    r"\[(?:bookmark|image|footnoteref|endnoteref|comment|embedded)\b[^\]\n]*\]"
    r"|HYPERLINK\s+\"[^\"\n]*\"(?:\s*\\[a-z])?"
    r"|\{\s*(?:PAGE|NUMPAGES|DATE|TOC)\b[^}\n]*\}"
)
_LITTER = re.compile(rf"{_PICTURE}|{_MARKS}", re.IGNORECASE)
#: Stands for a littered character while the line's other edits are found: nothing prints for it either.
_HOLE = "\u200b"


def find_line_edits(line: str) -> tuple[Edit, ...]:
    """Find the edits that drop litter from `line` and bring the rest to its normal form.

    >>> [(edit.rule.value, edit.start, edit.end) for edit in find_line_edits("[bookmark: _Go] Cette")]
    [('litter', 0, 16)]
    """
    spans = [match.span() for match in _LITTER.finditer(line)]
    if not spans:
        return find_edits(line)
    masked = _LITTER.sub(lambda match: _HOLE * len(match.group()), line)
    return tuple(
        replace(edit, rule=Rule.LITTER, note="extractor's mark")
        if any(start < edit.end and edit.start < end for start, end in spans)
        else edit
        for edit in find_edits(masked)
    )
