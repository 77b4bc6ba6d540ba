"""Does a line look like a language in Latin letters, or like Arabic read as Latin letters? A table of three letters."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

#: Characters that the tables tell apart; digits are one, and so is everything else. The first stands for line ends.
CHARACTERS = (
    "\n abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZàâçèéêëîïôöùûüäñœÉÀÈÇ"
    "0'’.,:;!?-_()[]{}<>|/\\\"«»=+*&@#%$€~"
)
#: Steps of the tables in nats: an entry is a signed byte.
STEP = 0.2
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Odds:
    """What three letters in a row speak for.

    Attributes:
        places: each character's number; others have the last.
        misread: for each three characters, log odds (in steps) of misread Arabic against a language.
        garbled: for each two characters, log likelihood (in steps) of the second in misread Arabic.
    """

    places: dict[str, int]
    misread: bytes
    garbled: bytes

    def of(self, line: str) -> float:
        """Give the log odds that `line` is misread Arabic rather than a language."""
        table, size = self.misread, len(self.places) + 1
        total = before = last = 0
        for code in code_letters(line, self.places):
            value = table[(before * size + last) * size + code]
            total += value - 256 if value > 127 else value
            before, last = last, code
        return total * STEP

    def likelihood(self, line: str, start: int = 0, end: int | None = None) -> float:
        """Give the log likelihood of a part of `line` among lines of misread Arabic, whatever they said.

        `line` has single blanks, none at its ends.
        """
        size = len(self.places) + 1
        codes = code_letters(line, self.places)
        last = codes[start - 1] if start else 0
        total = 0
        for code in codes[start:end]:
            value = self.garbled[last * size + code]
            total += value - 256 if value > 127 else value
            last = code
        return total * STEP


def code_letters(line: str, places: dict[str, int]) -> list[int]:
    """Give the numbers of a line's characters and of its end; runs of blanks are one."""
    other, digit = len(places), places["0"]
    text = _BLANKS.sub(" ", line.strip())
    codes = [places.get(letter, digit if letter.isdigit() else other) for letter in text]
    return [*codes, 0]


@cache
def shipped_odds() -> Odds:
    """Give the tables that ship with balagh."""
    content = files("balagh.pipelines.repair").joinpath("models/latin_lines.npz").read_bytes()
    with np.load(io.BytesIO(content), allow_pickle=False) as stored:
        return Odds(
            places={letter: at for at, letter in enumerate(CHARACTERS)},
            misread=stored["misread"].tobytes(),
            garbled=stored["garbled"].tobytes(),
        )
