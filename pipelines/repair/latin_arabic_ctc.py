"""How likely known names and words are under a reader's rows of chances, and where their words lie in them.

Connectionist temporal classification: a text's chance is that of all ways to spread its letters over the rows, with
rows of nothing between, and with a letter drawn out over several rows. Texts are columns of the rows, from left to
right, as `latin_arabic_reader.letters_printed` gives them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from balagh.pipelines.repair.latin_arabic_reader import LETTERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Columns = tuple[int, ...]

#: The column of the blank between two words.
_BLANK = 1 + LETTERS.index(" ")
#: Stands for the logarithm of no chance at all.
_NEVER = -1e9
#: Below it a chance beside its name's best is none: what is left of single precision.
_TINY = 1e-30


def likelihoods(rows: Floats, texts: Sequence[Columns]) -> NDArray[np.float64]:
    """Give the logarithm of the chance of each of `texts` (none empty) under `rows`; very low where it has none."""
    sizes = np.array([len(text) for text in texts])
    path = np.zeros((len(texts), 2 * int(sizes.max()) + 1), np.intp)
    for number, text in enumerate(texts):
        path[number, 1 : 2 * len(text) : 2] = text
    skip = np.zeros(path.shape, np.float32)
    skip[:, 2:] = (path[:, 2:] != 0) & (path[:, 2:] != path[:, :-2])
    now = np.zeros((len(texts), path.shape[1] + 2), np.float32)
    now[:, 2] = 1.0  # Before the first row: as if a row of nothing had been.
    logs = np.zeros(len(texts))
    for chances in np.exp(rows):
        now[:, 2:] = (now[:, 2:] + now[:, 1:-1] + now[:, :-2] * skip) * chances[path]
        scale = now.max(axis=1)
        scale = np.where(scale > _TINY, scale, 1.0)
        now /= scale[:, None]
        logs += np.log(scale)
    each, ends = np.arange(len(texts)), 2 + 2 * sizes
    found = now[each, ends] + now[each, ends - 1]
    return np.where(found > _TINY, np.log(np.maximum(found, _TINY)) + logs, _NEVER)


def best_path(rows: Floats) -> str:
    """Give the letters of the likeliest way through `rows`, in reading order."""
    columns = rows.argmax(axis=1)
    kept = [int(c) for c, before in zip(columns, [0, *columns[:-1]], strict=True) if c and c != before]
    return " ".join("".join(LETTERS[column - 1] for column in reversed(kept)).split())


def free_likelihood(rows: Floats) -> float:
    """Give the logarithm of the chance of the likeliest way through `rows`, whatever it says."""
    return float(rows.max(axis=1).sum())


def word_rows(rows: Floats, text: Columns) -> list[tuple[Columns, int, int]]:
    """Give the words of `text`, from left to right, and from which row to which each goes on the likeliest way.

    A blank's rows go to the word before it.
    """
    path = np.array([0, *(column for letter in text for column in (letter, 0))])
    best = np.full(len(path) + 2, _NEVER)
    best[2] = 0.0
    skip = np.zeros(len(path), bool)
    skip[2:] = (path[2:] != 0) & (path[2:] != path[:-2])
    steps = np.zeros((len(rows), len(path)), np.intp)
    for at, row in enumerate(rows):
        ways = np.stack([best[2:], best[1:-1], np.where(skip, best[:-2], _NEVER)])
        steps[at] = ways.argmax(axis=0)
        best[2:] = ways.max(axis=0) + row[path]
    place = len(path) - 1 if best[-1] >= best[-2] else len(path) - 2
    places = np.zeros(len(rows), np.intp)
    for at in range(len(rows) - 1, -1, -1):
        places[at] = place
        place -= int(steps[at, place])
    found, first = [], 0
    for cut in [*(at for at, letter in enumerate(text) if letter == _BLANK), len(text)]:
        # The blank after a word stands at 2 * cut + 1 on the path.
        start = int(np.searchsorted(places, 2 * first))
        end = int(np.searchsorted(places, 2 * cut + 2)) if cut < len(text) else len(rows)
        found.append((text[first:cut], start, max(start, end)))
        first = cut + 1
    return found
