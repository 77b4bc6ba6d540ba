"""How likely a text is under rows of chances.

Connectionist temporal classification: a text's chance is that of all ways to spread its letters over the rows, with
rows of nothing between, and with a letter drawn out over several rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from balagh.pipelines.repair.tifinagh_reader import LETTERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

_COLUMN = {letter: 1 + at for at, letter in enumerate(LETTERS)}
_BLANK = " "
#: Stands for the logarithm of no chance at all.
_NEVER = -1e9


def spellable(text: str) -> str:
    """Give `text` with what is no letter of the alphabet as single blanks."""
    return " ".join("".join(char if char in _COLUMN else _BLANK for char in text).split())


def misread_costs(rows: NDArray[np.float64], texts: Sequence[str]) -> NDArray[np.float64]:
    """Give, for each of `texts` (spellable, not empty), minus the logarithm of its chance under `rows`: (texts,)."""
    import numpy as np

    longest = 2 * max(map(len, texts)) + 1
    path = np.zeros((len(texts), longest), np.intp)
    for number, text in enumerate(texts):
        path[number, 1 : 2 * len(text) : 2] = [_COLUMN[letter] for letter in text]
    may_skip = np.zeros(path.shape, bool)
    may_skip[:, 2:] = (path[:, 2:] != 0) & (path[:, 2:] != path[:, :-2])
    now = np.full((len(texts), longest + 2), _NEVER)
    now[:, 2] = 0.0  # Before the first row: as if a row of nothing had been.
    for row in rows:
        over = np.where(may_skip, now[:, :-2], _NEVER)
        now[:, 2:] = np.logaddexp(np.logaddexp(now[:, 2:], now[:, 1:-1]), over) + row[path]
    ends = 2 + 2 * np.array([len(text) for text in texts])
    each = np.arange(len(texts))
    return np.asarray(-np.logaddexp(now[each, ends], now[each, ends - 1]), float)
