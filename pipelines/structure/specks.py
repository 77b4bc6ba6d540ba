"""Dust, ends of rules and emblems that an engine read as letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from balagh.pipelines.languages.lexicon import word_languages
from balagh.pipelines.structure.contact_fields import find_data
from balagh.pipelines.structure.kinds import is_kind
from balagh.pipelines.structure.rows import letters_of
from balagh.pipelines.structure.signs import is_end_mark
from balagh.pipelines.text.fold import fold_words

if TYPE_CHECKING:
    from balagh.pipelines.structure.rows import Row

#: Letters and digits that a speck may be read as, and its height over body lines.
_SPECK_SIGNS, _SPECK_SIZE = 2, 0.55
#: A piece of a rule is this many times as high as wide; a figure one is three times.
_THIN = 6
#: An emblem is read as a few letters that the engine itself doubts. Chosen on the 14 samples' own scans, read on
#: 2026-11-22: four emblems read as letters at 0.42 to 0.68. Not tried on other scans.
_EMBLEM_LETTERS, _UNSURE = 8, 0.7


def is_speck(row: Row) -> bool:
    """Say whether a line of a picture is none; plain text has no specks."""
    text = row.text
    if row.box is None or not text or is_end_mark(text) or is_kind(text):
        return False
    if is_rule(row):
        return True
    if sum(character.isalnum() for character in text) > _SPECK_SIGNS:
        return _is_emblem(row)
    small = row.scale is not None and row.scale < _SPECK_SIZE
    # Figures of full height may be the end of a wrapped line: they stay.
    return small or not any(character.isdigit() for character in text)


def is_rule(row: Row) -> bool:
    """Say whether a line is so thin that it is a piece of an upright rule."""
    return row.box is not None and row.box.width * _THIN < row.box.height


def _is_emblem(row: Row) -> bool:
    sure = row.line.confidence is None or row.line.confidence >= _UNSURE
    known = any(word in word_languages() for word in fold_words(row.text).split() if len(word) > 1)
    return not sure and not known and 0 < letters_of(row.text) <= _EMBLEM_LETTERS and not find_data(row.text)
