"""What an extractor leaves in a text that was never printed: bookmarks, names of picture files, field codes."""

from __future__ import annotations

import re
from dataclasses import replace

from balagh.pipelines.repair.rules import Edit, Rule, find_edits

#: A picture's file name on a line of its own, as extractors write where a picture stood. The names are those that
#: word processors and converters give; a picture that a person named may be meant to be read.
_PICTURE = (
    r"^\s*\[?(?:(?:word/|xl/|ppt/)?(?:media|embeddings)/)?(?:image|img|picture|oleObject|thumbnail|page)"
    r"[ _-]?\d[\w-]*\.(?:png|jpe?g|gif|emf|wmf|bmp|tiff?|svg|bin)\]?\s*$"
)
#: Marks that word processors keep inside the text; their length is bounded, so that time stays linear.
_MARKS = (
    r"\[(?:bookmark|image|footnoteref|endnoteref|comment|embedded)\s{0,9}:[^\]\[\n]{0,300}\]"
    r"|HYPERLINK\s{1,9}\"[^\"\n]{0,2000}\"(?:\s{0,9}\\[a-z])?"
    r"|\{\s{0,9}(?:PAGE|NUMPAGES|DATE|TOC)(?=[\s\\}])[^}{\n]{0,200}\}"
)
_LITTER = re.compile(rf"{_PICTURE}|{_MARKS}", re.IGNORECASE)
#: Stands for a littered character while the line's other edits are found: nothing prints for it either.
_HOLE = "\u200b"
_NOTE = "extractor's mark"


def find_line_edits(line: str) -> tuple[Edit, ...]:
    """Find the edits that drop litter from `line` and bring the rest to its normal form.

    >>> [(edit.rule.value, edit.start, edit.end) for edit in find_line_edits("[bookmark: _Go] Cette")]
    [('extraction_litter', 0, 16)]
    """
    spans = [match.span() for match in _LITTER.finditer(line)]
    if not spans:
        return find_edits(line)
    masked = _LITTER.sub(lambda match: _HOLE * len(match.group()), line)
    return tuple(
        replace(edit, rule=Rule.EXTRACTION_LITTER, note=_NOTE)
        if any(start < edit.end and edit.start < end for start, end in spans)
        else edit
        for edit in find_edits(masked)
    )


def find_litter(line: str) -> tuple[Edit, ...]:
    """Find the edits that drop litter from `line`, and one of the two blanks around it; all else stays as it is.

    >>> [(edit.start, edit.end) for edit in find_litter("dans [image: logo] la ville")]
    [(5, 19)]
    """
    edits: list[Edit] = []
    for match in _LITTER.finditer(line):
        start, end = match.span()
        if end < len(line) and line[end] == " " and (start == 0 or line[start - 1] == " "):
            end += 1
        edits.append(Edit(start=start, end=end, after="", rule=Rule.EXTRACTION_LITTER, note=_NOTE))
    return tuple(edits)


__all__ = ["find_line_edits", "find_litter"]
