"""Compare names in Tifinagh: spelling and word breaks vary, and a few letters may be misread."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from balagh.pipelines.text.fold import fold_words

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Emphatic letters stand for plain ones and back from one office to the next; ⴻ and ⵯ come and go.
_PLAIN = str.maketrans("ⵕⵚⵟⴹⵥ", "ⵔⵙⵜⴷⵣ", "ⴻⵯ")
#: A name of fewer letters says too little to be known with one misread: ⴰⵏⵣⵓ is a commune, ⴰⵏⵣⵉ another.
_FEWEST_LETTERS = 10
#: Letters in which one may be misread, in the whole name and in what follows its first word: there only the rest tells
#: one body from another of its kind. On the shipped names, spelt as they are compared, two different bodies are at
#: least 4 letters apart (counted on 2026-11-22).
_LETTERS_A_SLIP, _REST_A_SLIP = 9, 6


@lru_cache(maxsize=1024)
def amazigh_shape(name: str) -> str:
    """Give a name as it is compared: no blanks or signs, emphatic letters plain, doubled letters single.

    >>> amazigh_shape("ⵜⴰⵎⵏⴰⴹⵜ ⵏ ⵕⵕⴱⴰⵟ - ⵙⵍⴰ") == amazigh_shape("ⵜⴰⵎⵏⴰⴷⵜ ⵏⵔⴱⴰⵜ ⵙⵍⴰ")
    True
    """
    letters = "".join(fold_words(name).split()).translate(_PLAIN)
    return re.sub(r"(.)\1+", r"\1", letters)


def nearest_name(name: str, known: Mapping[str, str]) -> str | None:
    """Give the id of the known body that `name` (in Tifinagh) means, or None; `known` has a name for each id.

    A word alone (``ⵜⴰⵏⴱⴰⴹⵜ``, government) is a common noun: it tells nobody.
    """
    shape = amazigh_shape(name)
    telling = {key: other for key, other in known.items() if len(other.split()) > 1}
    exact = next((key for key, other in telling.items() if shape == amazigh_shape(other)), None)
    if exact is not None or len(shape) < _FEWEST_LETTERS:
        return exact
    found = [key for key, other in telling.items() if _is_like(shape, other)]
    return found[0] if len(found) == 1 else None


def _is_like(shape: str, name: str) -> bool:
    """Say whether few enough letters are other, missing or too many, in all and behind the first word."""
    # Loaded for names in Tifinagh only.
    from rapidfuzz.distance import Levenshtein

    other = amazigh_shape(name)
    most = len(other) // _LETTERS_A_SLIP
    if Levenshtein.distance(shape, other, score_cutoff=most) > most:
        return False
    head = len(amazigh_shape(name.split()[0]))
    late = sum(edit.dest_pos >= head for edit in Levenshtein.editops(shape, other))
    return late <= (len(other) - head) // _REST_A_SLIP
