"""Where the face of the type changes from one line to the next: another size, capitals over small letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from balagh.pipelines.structure.prose import is_capitals
from balagh.pipelines.structure.rows import letters_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from balagh.pipelines.structure.rows import Row

#: Height of a line over the height of the line above that makes it another size of type, whatever else says.
OTHER_SIZE = 1.45
#: Two letters that wrap are too few to judge a size by.
_SIZED = 8
#: Lines whose ink is higher and whose letters are wider by these factors at least, and together by the third, are of
#: another size. Each alone varies by as much within one paragraph: ink with its letters, letters with their mixture.
_HIGHER, _WIDER, _BOTH = 1.07, 1.07, 1.27
#: A headline has no more lines, and capitals this many letters.
_HEADLINE_LINES, _CAPITALS = 4, 10


def changes_size(part: Sequence[Row], row: Row) -> bool:
    """Say whether `row` is set in another size than `part`, the lines above it."""
    above = part[-1]
    if row.scale and above.scale and min(len(row.text), len(above.text)) >= _SIZED:
        ratio = max(row.scale / above.scale, above.scale / row.scale)
        if ratio > OTHER_SIZE and not _same_letters(above, row):
            return True
    return len(part) <= _HEADLINE_LINES and (_is_larger(part, row) or _is_larger([row], above))


def _same_letters(above: Row, row: Row) -> bool:
    """Say whether the width of the letters tells that two lines are of one size, whatever dust adds to their height."""
    if not above.letters or not row.letters or not row.scale or not above.scale:
        return False
    wider = row.letters / above.letters
    return (wider if row.scale > above.scale else 1 / wider) < _WIDER


def changes_capitals(part: Sequence[Row], row: Row) -> bool:
    """Say whether a headline in capitals ends above `row`; a sentence's own go on in small letters."""
    if len(part) > _HEADLINE_LINES or row.text[:1].islower() or is_capitals(row.text):
        return False
    letters = sum(letters_of(above.text) for above in part)
    long = letters >= _CAPITALS and letters_of(row.text) >= _CAPITALS
    return long and all(is_capitals(above.text) for above in part)


def _is_larger(lines: Sequence[Row], row: Row) -> bool:
    """Say whether every line whose letters can be measured is larger than `row`."""
    if not row.scale or not row.letters:
        return False
    measured = [line for line in lines if line.scale and line.letters]
    return bool(measured) and all(_larger(line, row) for line in measured)


def _larger(line: Row, row: Row) -> bool:
    higher = (line.scale or 1.0) / (row.scale or 1.0)
    wider = (line.letters or 1.0) / (row.letters or 1.0)
    return higher >= _HIGHER and wider >= _WIDER and higher * wider >= _BOTH
