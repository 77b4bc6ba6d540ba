"""A small network that says which Arabic letters a misread line stands for: Latin letters in, chances of letters out.

``models/latin_arabic_reader.npz`` comes from ``python -m training.train_latin_arabic``. A character sees some fifteen
others on both sides and the line as a whole (a typeface is misread alike all along it), and gives `FRAMES` rows of
chances: of each Arabic letter, of a blank between words, of nothing. How likely a known name is follows from the rows
(`latin_arabic_ctc`); letters run from left to right, as on paper.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

#: What can have been printed, by column of the rows; column 0 is nothing.
LETTERS = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي "
#: Rows for each character read: two or three letters are read as one at times.
FRAMES = 3
#: Characters between those that a layer looks at, layer by layer, and how many it looks at.
DILATIONS, WIDTH = (1, 2, 4, 1, 2, 1), 5
#: After which layer a character is told about the line as a whole.
TOLD = 2
#: Numbers of what stands beside the line and of a character never met.
NONE, UNKNOWN = 0, 1
_COLUMN = {letter: 1 + at for at, letter in enumerate(LETTERS)}
#: Letters of other forms that are printed alike.
_ALIKE = str.maketrans({"ٱ": "ا", "ی": "ي", "ک": "ك", "ڭ": "ك", "گ": "ك", "ڤ": "ف", "پ": "ب", "چ": "ج"})
_SMALL = 1e-5


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """The network: the number of each character, and its weights by name."""

    signs: dict[str, int]
    weights: dict[str, Floats]

    def rows(self, read: str) -> Floats:
        """Give the natural logarithms of chances, (`FRAMES` * characters, 1 + letters), of a line (single blanks)."""
        weights = self.weights
        x = weights["E"][[self.signs.get(sign, UNKNOWN) for sign in read]]
        for layer, step in enumerate(DILATIONS):
            seen = _around(_levelled(x, weights[f"g{layer}"]), step)
            x = x + np.maximum(seen @ weights[f"a{layer}"] + weights[f"ab{layer}"], 0) @ weights[f"b{layer}"]
            if layer == TOLD:
                x = x + np.maximum(x.mean(axis=0) @ weights["t1"] + weights["t1b"], 0) @ weights["t2"]
        rows = _levelled(x, weights["g"]) @ weights["out"] + weights["outb"]
        rows = rows.reshape(len(read) * FRAMES, 1 + len(LETTERS))
        rows -= rows.max(axis=1, keepdims=True)
        return np.asarray(rows - np.log(np.exp(rows).sum(axis=1, keepdims=True)), np.float32)


def letters_printed(text: str) -> tuple[int, ...]:
    """Give the columns of the letters of `text` from left to right; signs, digits and vowel marks are left out."""
    plain = "".join(c for c in unicodedata.normalize("NFC", text) if not unicodedata.combining(c))
    known = "".join(c if c in _COLUMN else " " for c in plain.replace("ـ", "").translate(_ALIKE))
    return tuple(_COLUMN[letter] for letter in reversed(" ".join(known.split())))


def _levelled(x: Floats, gain: Floats) -> Floats:
    level = np.sqrt((x * x).mean(axis=1, keepdims=True) + _SMALL)
    return np.asarray(x / level * gain, np.float32)


def _around(x: Floats, step: int) -> Floats:
    """Give each character's numbers beside those of its neighbours: (characters, WIDTH * numbers)."""
    reach = WIDTH // 2 * step
    wide = np.pad(x, ((reach, reach), (0, 0)))
    return np.concatenate([wide[at * step : at * step + len(x)] for at in range(WIDTH)], axis=1)


@cache
def shipped_reader() -> Reader:
    """Give the network that ships with balagh."""
    source = files("balagh.pipelines.repair").joinpath("models/latin_arabic_reader.npz")
    with source.open("rb") as stream, np.load(stream, allow_pickle=False) as stored:
        signs = {sign: UNKNOWN + 1 + at for at, sign in enumerate(str(stored["signs"]))}
        weights = {name: stored[name].astype(np.float32) for name in stored.files if name != "signs"}
    return Reader(signs=signs, weights=weights)
