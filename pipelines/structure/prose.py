"""Tell running text from headlines and labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from balagh.pipelines.structure.bodies import looks_like_letterhead
from balagh.pipelines.structure.dateline import read_dateline
from balagh.pipelines.structure.pieces import is_full_stop

if TYPE_CHECKING:
    from balagh.pipelines.structure.pieces import Piece

#: Characters: a guess above the longest headline at hand (seed 000, 186).
_LONGER_THAN_TITLES = 320
#: Characters from which a text with a full stop is a paragraph.
_SENTENCE = 70
#: Type this much larger than the body is a headline's, however it ends.
_LARGE = 1.18
#: Lines of a paragraph that fill the measure from edge to edge.
_FULL_LINES = 3
#: Fewer lines are a paragraph in body type only, and with this many characters.
_BODY_SIZE, _LONG_PAIR = 1.08, 120
#: Share of the text's width that a paragraph's lines have and a letterhead column's have not.
_WIDE = 0.6


def is_paragraph(piece: Piece) -> bool:
    """Say whether a piece is running text: a sentence, or lines that fill the measure."""
    text = piece.text
    if not text or piece.fixed:
        return False
    if len(text) > _LONGER_THAN_TITLES:
        return True
    if (piece.size or 1.0) >= _LARGE and not _runs_in(text):
        return False
    if is_full_stop(text) and len(text) >= _SENTENCE:
        return True
    if _runs_in(text):
        return True
    if text.endswith((":", ";", "؛")):
        return not looks_like_letterhead(text)
    return _fills(piece)


def is_capitals(text: str) -> bool:
    """Say whether `text` is set in capitals."""
    letters = [
        character for character in text if character.isalpha() and character.upper() != character.lower()
    ]
    return bool(letters) and sum(character.isupper() for character in letters) > 0.8 * len(letters)


def _runs_in(text: str) -> bool:
    line = read_dateline(text)
    return line is not None and not line.whole and len(text) > _SENTENCE


def _fills(piece: Piece) -> bool:
    """Body type, not centred, and every line but the last runs to the edge."""
    if piece.scale is None or is_capitals(piece.text) or piece.centred:
        return False
    if len(piece.rows) < _FULL_LINES and not (piece.scale < _BODY_SIZE and len(piece.text) > _LONG_PAIR):
        return False
    return not any(row.ends_early or (row.width or 0.0) < _WIDE for row in piece.rows[:-1])
