"""How likely a reading is if what is printed is some Arabic, no matter what it says.

A known name is believed when it explains a misread line better than Arabic that is not known does: that of all rows of
shapes together, each as likely as one shape follows another in names and in common words.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from balagh.pipelines.repair.latin_arabic_channel import LONGEST, shipped_ways

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from balagh.pipelines.repair.latin_arabic_channel import Channel

    Floats = NDArray[np.float64]

#: What stands before the first shape and after the last one.
EDGE = ""
#: A shape's followers that were never seen count together as so many.
_STRENGTH = 3.0
#: Shapes in a row that left no trace, at most.
_LOST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Following:
    """How likely a shape is at the start of a line, after another shape (rows), and a line's end after each."""

    shapes: tuple[str, ...]
    first: Floats
    after: Floats
    last: Floats

    @classmethod
    def from_counts(cls, counts: Mapping[str, Mapping[str, float]]) -> Following:
        """Smooth the counts of what follows each shape; `EDGE` stands for a line's edge."""
        shapes = tuple(sorted({shape for ways in (counts, *counts.values()) for shape in ways} - {EDGE}))
        places = {shape: at for at, shape in enumerate((*shapes, EDGE))}
        table = np.zeros((len(places), len(places)))
        for shape, others in counts.items():
            for other, n in others.items():
                table[places[shape], places[other]] = n
        usual = (table.sum(axis=0) + 0.5) / (table.sum() + 0.5 * len(places))
        table = (table + _STRENGTH * usual) / (table.sum(axis=1, keepdims=True) + _STRENGTH)
        return cls(shapes=shapes, first=table[-1, :-1], after=table[:-1, :-1], last=table[:-1, -1])

    def likelihood(self, channel: Channel, read: str) -> float:
        """Give the log likelihood of `read` (single blanks) under a confusion model."""
        tables = np.stack([channel.table(shape, read) for shape in self.shapes])
        # By how many characters ago a shape ended: the last three places, the nearest first.
        ended: list[Floats] = []
        total = 0.0
        for at in range(len(read) + 1):
            now = self.first * tables[:, 0, 0] if at == 0 else np.zeros(len(self.shapes))
            for n, before in enumerate(ended, 1):
                now += (before @ self.after) * tables[:, n, at - n]
            if 1 <= at <= LONGEST:
                now += self.first * tables[:, at, 0] * np.exp(-total)
            lost = now
            for _ in range(_LOST):
                lost = (lost @ self.after) * tables[:, 0, at]
                now = now + lost
            scale = float(now.sum())
            total += np.log(scale)
            ended = [each / scale for each in (now, *ended[: LONGEST - 1])]
        return float(total + np.log(ended[0] @ self.last))


@cache
def shipped_following() -> Following:
    """Give what follows each shape, as it ships with balagh."""
    text = files("balagh.pipelines.repair").joinpath("models/latin_arabic.json").read_text(encoding="utf-8")
    return Following.from_counts(json.loads(text)["follows"])


@lru_cache(maxsize=256)
def null_likelihood(read: str) -> float:
    """Give the log likelihood that some Arabic is read as `read` (single blanks), all ways of misreading alike."""
    channels = shipped_ways().channels
    found = [shipped_following().likelihood(channel, read) for channel in channels]
    return float(np.logaddexp.reduce(found) - np.log(len(channels)))
