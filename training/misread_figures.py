"""Lines of Tifinagh as a reader that knows figures only would give them, made from counts.

Logos read by such readers are in the wild; Tesseract kept to figures leaves out what it would read as letters, so its
own answers are too short to learn from alone.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from training.confusion_lines import Pair
from training.confusion_text import draw_lines

if TYPE_CHECKING:
    from training.confusion_text import Words

COUNTS = Path(__file__).parent.parent / "pipelines" / "repair" / "models" / "tifinagh_confusions.json"
#: A reader sticks to its first answer for a letter in so many of the lines, and then so often.
_STICKY, _STICKS = 0.6, 0.7
#: How often the cross ⵜ stays a cross, the bar ⵏ a bar or a one; how often a blank is kept.
_CROSS, _BAR, _KEPT = 0.6, 0.5, 0.97
#: Answers are drawn with their counts to a power between these: readers differ in how steady they are.
_POWERS = (0.8, 2.5)
_LETTER = re.compile("[A-Za-z]")


def make_figures(rng: np.random.Generator, count: int, words: Words) -> list[Pair]:
    """Make lines of words and what a reader of figures gives for them."""
    letters: dict[str, dict[str, int]] = json.loads(COUNTS.read_text(encoding="utf-8"))["digits"]["letters"]
    answers = {letter: _answers(reads) for letter, reads in letters.items()}
    return [
        Pair(reader="figures", truth=text, read=_as_figures(text, answers, rng))
        for text in draw_lines(rng, count, words)
    ]


def _answers(reads: dict[str, int]) -> dict[str, int]:
    return {read: number for read, number in reads.items() if not _LETTER.search(read)}


def _as_figures(text: str, answers: dict[str, dict[str, int]], rng: np.random.Generator) -> str:
    power, sticky = float(rng.uniform(*_POWERS)), rng.random() < _STICKY
    first: dict[str, str] = {}
    read = []
    for letter in text:
        if letter == " ":
            read.append(" " if rng.random() < _KEPT else "")
        elif letter == "ⵜ" and rng.random() < _CROSS:
            read.append("+")
        elif letter == "ⵏ" and rng.random() < _BAR:
            read.append("|" if rng.random() < _CROSS else "١")
        elif letter in answers:
            one = _draw(answers[letter], power, rng)
            read.append(first.setdefault(letter, one) if sticky and rng.random() < _STICKS else one)
    return "".join(read)


def _draw(reads: dict[str, int], power: float, rng: np.random.Generator) -> str:
    weights = np.array(list(reads.values()), float) ** power
    return list(reads)[int(rng.choice(len(weights), p=weights / weights.sum()))]
