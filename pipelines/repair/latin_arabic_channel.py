"""How likely a line of Arabic is to be read as a given string of Latin letters."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

#: Letters that one shape is read as, at most.
LONGEST = 3
#: A letter never seen for a shape: shares of the shape's own letters, its letter's in any joining, all letters'.
_OWN, _SAME_LETTER = 0.75, 0.18
#: What all ways of misreading say counts as so many readings of a shape in each way.
_FROM_EVERY = 12.0
#: Different characters that a reader of Latin letters can put: an unseen one has a share of a thousandth among them.
_CHARACTERS, _UNSEEN = 120.0, 0.001


def letters_read(line: str) -> str:
    """Give what counts of a line that was read: its blanks single, none at its ends."""
    return " ".join(line.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """The smoothed confusion model.

    Attributes:
        whole: for each shape, how likely it is read as a string, by the counts alone; and the share left to `letters`.
        lengths: for each shape, how likely it is read as 0 to 3 letters.
        letters: for each shape, how likely each letter is among them.
        other: the same over all shapes.
    """

    whole: Mapping[str, Mapping[str, float]]
    rest: Mapping[str, float]
    lengths: Mapping[str, tuple[float, ...]]
    letters: Mapping[str, Mapping[str, float]]
    other: Mapping[str, float]

    @classmethod
    def from_counts(cls, counts: Mapping[str, Mapping[str, float]]) -> Channel:
        """Smooth the counts: strings seen keep their share, unseen ones are put together letter by letter."""
        whole, rest, lengths = {}, {}, {}
        own = {shape: _letter_counts(reads) for shape, reads in counts.items()}
        by_letter: dict[str, dict[str, float]] = {}
        for shape, letters in own.items():
            _add(by_letter.setdefault(shape[:-1], {}), letters)
        every: dict[str, float] = {}
        for letters in own.values():
            _add(every, letters)
        other = _shares(every)
        smooth = {}
        for shape, reads in counts.items():
            total, kinds = sum(reads.values()), float(sum(n >= 1 for n in reads.values()))
            left = (kinds + 1) / (total + kinds + 1)
            rest[shape] = left
            whole[shape] = {read: (1 - left) * n / total for read, n in reads.items()}
            size = [0.5, 0.5, 0.3, 0.1]
            for read, n in reads.items():
                size[len(read)] += n
            lengths[shape] = tuple(n / sum(size) for n in size)
            near, mine = _shares(by_letter[shape[:-1]]), _shares(own[shape])
            smooth[shape] = {
                letter: _OWN * mine.get(letter, 0.0)
                + _SAME_LETTER * near.get(letter, 0.0)
                + (1 - _OWN - _SAME_LETTER) * share
                for letter, share in other.items()
            }
        return cls(whole=whole, rest=rest, lengths=lengths, letters=smooth, other=other)

    @classmethod
    def over(
        cls, counts: Mapping[str, Mapping[str, float]], every: Mapping[str, Mapping[str, float]]
    ) -> Channel:
        """Smooth the counts of one way of misreading with those of all ways."""
        blended: dict[str, dict[str, float]] = {}
        for shape, reads in every.items():
            share = _FROM_EVERY / max(1.0, sum(reads.values()))
            blended[shape] = {read: n * share for read, n in reads.items()}
            _add(blended[shape], counts.get(shape, {}))
        return cls.from_counts(blended)

    def table(self, shape: str, read: str) -> Floats:
        """Give how likely `shape` is read as `read[at:at + n]`, for each n (0 to 3, rows) and at (columns)."""
        known = self.whole.get(shape, {})
        left = self.rest.get(shape, 1.0)
        size = self.lengths.get(shape, (0.3, 0.5, 0.15, 0.05))
        letters = self.letters.get(shape, self.other)
        least = _UNSEEN / _CHARACTERS
        single = [letters.get(letter, least) for letter in read]
        table = np.zeros((LONGEST + 1, len(read) + 1))
        for at in range(len(read) + 1):
            spelt = 1.0
            for n in range(min(LONGEST, len(read) - at) + 1):
                if n:
                    spelt *= single[at + n - 1]
                table[n, at] = known.get(read[at : at + n], 0.0) + left * size[n] * spelt
        return table

    def likelihoods(self, names: Sequence[tuple[str, ...]], read: str) -> Floats:
        """Give the log likelihood of reading `read` (no blanks) for each name, given as its shapes."""
        vocabulary = {shape: at for at, shape in enumerate(dict.fromkeys(s for name in names for s in name))}
        tables = np.stack([self.table(shape, read) for shape in vocabulary])
        longest = max(map(len, names))
        coded = np.zeros((len(names), longest), np.int64)
        sizes = np.array([len(name) for name in names])
        for row, name in enumerate(names):
            coded[row, : len(name)] = [vocabulary[shape] for shape in name]
        return _forward(tables, coded, sizes)


def _forward(tables: Floats, coded: NDArray[np.int64], sizes: NDArray[np.int64]) -> Floats:
    width = tables.shape[2]
    reach = np.zeros((len(coded), width))
    reach[:, 0] = 1.0
    logs = np.zeros(len(coded))
    found = np.full(len(coded), -np.inf)
    for j in range(coded.shape[1]):
        table = tables[coded[:, j]]
        after = np.zeros_like(reach)
        for n in range(min(LONGEST, width - 1) + 1):
            after[:, n:] += reach[:, : width - n] * table[:, n, : width - n]
        scale = after.max(axis=1)
        alive = scale > 0
        after[alive] /= scale[alive, None]
        logs[alive] += np.log(scale[alive])
        reach = after
        done = sizes == j + 1
        with np.errstate(divide="ignore"):
            found[done] = np.log(reach[done, -1]) + logs[done]
    return found


def _letter_counts(reads: Mapping[str, float]) -> dict[str, float]:
    letters: dict[str, float] = {}
    for read, n in reads.items():
        for letter in read:
            letters[letter] = letters.get(letter, 0.0) + n
    return letters


def _add(into: dict[str, float], counts: Mapping[str, float]) -> None:
    for letter, n in counts.items():
        into[letter] = into.get(letter, 0.0) + n


def _shares(counts: Mapping[str, float]) -> dict[str, float]:
    total = sum(counts.values()) or 1.0
    return {letter: n / total for letter, n in counts.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """The ways of misreading: a typeface read by one model is misread alike, whatever the words.

    Attributes:
        every: the confusion model over all lines.
        channels: that model first, then one for each way.
    """

    every: Channel
    channels: tuple[Channel, ...]

    def likelihoods(self, names: Sequence[tuple[str, ...]], read: str) -> Floats:
        """Give the log likelihood of reading `read` for each way (rows) and name (columns)."""
        return np.stack([channel.likelihoods(names, read) for channel in self.channels])


@cache
def shipped_ways() -> Ways:
    """Give the confusion models that ship with balagh."""
    text = files("balagh.pipelines.repair").joinpath("models/latin_arabic.json").read_text(encoding="utf-8")
    stored = json.loads(text)
    every = Channel.from_counts(stored["every"])
    return Ways(
        every=every, channels=(every, *(Channel.over(way, stored["every"]) for way in stored["ways"]))
    )


def align(channel: Channel, shapes: tuple[str, ...], read: str) -> tuple[tuple[float, int], ...]:
    """Align the shapes with what was read in the likeliest way.

    Returns:
        for each shape the log likelihood of its own letters, and where in `read` they end; nothing where no way is.
    """
    size = len(read)
    best = np.full(size + 1, -np.inf)
    best[0] = 0.0
    ways: list[NDArray[np.int64]] = []
    costs: list[Floats] = []
    for shape in shapes:
        with np.errstate(divide="ignore"):
            table = np.log(channel.table(shape, read))
        steps = np.full((LONGEST + 1, size + 1), -np.inf)
        for n in range(min(LONGEST, size) + 1):
            steps[n, n:] = best[: size + 1 - n] + table[n, : size + 1 - n]
        ways.append(steps.argmax(axis=0))
        best = steps.max(axis=0)
        costs.append(table)
    if not np.isfinite(best[size]):
        return ()
    found: list[tuple[float, int]] = []
    end = size
    for way, table in zip(reversed(ways), reversed(costs), strict=True):
        n = int(way[end])
        found.append((float(table[n, end - n]), end))
        end -= n
    return tuple(reversed(found))
