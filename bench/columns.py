"""Whether a line of an output mixes two versions of a text that stand beside each other."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from bench.fold import fold_text
from bench.window import edits_of

if TYPE_CHECKING:
    from collections.abc import Sequence

#: So many letters of a second script are more than a misread sign or two.
LETTERS = 4

#: A mixed line is right when a true segment has it with at most this share of edits: an acronym in an Arabic line.
SHARE = 0.3


def mixes_scripts(line: str, segments: Sequence[str]) -> bool:
    """Say whether a line has letters of two scripts that no single true segment has together.

    Args:
        line: a line of the output.
        segments: the folded true texts of the document.

    >>> mixes_scripts("Le conseil a décidé قرر المجلس", ["Le conseil a décidé", "قرر المجلس"])
    True
    >>> mixes_scripts("مبادرة INDH Phase", ["في إطار مبادرة INDH Phase الثالثة"])
    False
    """
    scripts = _scripts(line)
    if len(scripts) < 2:
        return False
    folded = fold_text(line)
    alike = (segment for segment in segments if scripts <= _scripts(segment))
    return all(edits_of(folded, segment) > SHARE * len(folded) for segment in alike)


def _scripts(text: str) -> set[str]:
    """Give the scripts that a text has several letters of."""
    counts = Counter(_script(character) for character in text if character.isalpha())
    return {script for script, count in counts.items() if count >= LETTERS}


def _script(letter: str) -> str:
    return unicodedata.name(letter, "?").partition(" ")[0]
