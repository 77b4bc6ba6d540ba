"""Align what was read with what was printed, and count what became of each letter.

Viterbi training: every pair is aligned by the best way under the last round's counts, and the ways are counted anew. A
letter gives nothing or up to three signs, two letters give one or two signs together, and signs come out of nothing.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from math import inf, log

#: Cost (-log) of what was never seen in a table, per sign.
_UNSEEN = 7.0
#: Added while aligning where a letter gives nothing or a sign comes out of nothing: else every rare answer becomes a
#: letter lost and a sign found, and these are counted too often (a fifth of all letters, in the first trial).
_GAP = 2.5
#: Most signs that one letter gives.
LONGEST = 3
#: Signs this far from the diagonal, as a share of the line, are not taken for a letter's; and at least this many.
_BAND, _LEAST_BAND = 0.15, 4
#: Costs of the first round, before anything was counted: one sign for one letter is what is expected.
_FIRST = {0: 5.0, 1: 1.0, 2: 5.0, 3: 9.0}
_FIRST_PAIR, _FIRST_INSERTED = 7.0, 6.0


@dataclass(slots=True)
class Counts:
    """What became of letters: `letters` and `pairs` map what was printed to what was read, `inserted` out of nothing.

    `slots` counts the places where something could have come out of nothing.
    """

    letters: dict[str, Counter[str]] = field(default_factory=dict)
    pairs: dict[str, Counter[str]] = field(default_factory=dict)
    inserted: Counter[str] = field(default_factory=Counter)
    slots: int = 0


Costs = dict[tuple[str, str], float]


def first_costs(truth: str, read: str) -> float | None:
    """Give the cost of the first round for one piece; None where it cannot be."""
    if not truth:
        return _FIRST_INSERTED
    if len(truth) == 2:
        return _FIRST_PAIR
    if truth == " " or read == " ":
        return 0.5 if truth == read else _FIRST[len(read)] + 3
    return _FIRST[len(read)]


def align(truth: str, read: str, costs: Costs | None) -> tuple[float, list[tuple[str, str]]]:
    """Give the cheapest way from `truth` to `read`: its cost and its pieces; cost inf where there is none."""
    band = max(_LEAST_BAND, abs(len(truth) - len(read)) + 1, int(_BAND * len(read)))
    n, m = len(truth), len(read)
    best: list[list[float]] = [[inf] * (m + 1) for _ in range(n + 1)]
    back: list[list[tuple[int, int]]] = [[(0, 0)] * (m + 1) for _ in range(n + 1)]
    best[0][0] = 0.0
    for i in range(n + 1):
        middle = i * m // max(n, 1)
        for j in range(max(0, middle - band), min(m, middle + band) + 1):
            for di, dj in _STEPS:
                if di > i or dj > j or best[i - di][j - dj] == inf:
                    continue
                cost = best[i - di][j - dj] + _cost(truth[i - di : i], read[j - dj : j], costs)
                if cost < best[i][j]:
                    best[i][j], back[i][j] = cost, (di, dj)
    pieces = []
    i, j = n, m
    while best[n][m] < inf and (i or j):
        di, dj = back[i][j]
        pieces.append((truth[i - di : i], read[j - dj : j]))
        i, j = i - di, j - dj
    return best[n][m], pieces[::-1]


_STEPS = ((1, 1), (1, 0), (1, 2), (1, 3), (0, 1), (2, 1), (2, 2))


def _cost(truth: str, read: str, costs: Costs | None) -> float:
    if costs is None:
        cost = first_costs(truth, read)
        return inf if cost is None else cost
    found = costs.get((truth, read))
    gap = 0.0 if truth and read else _GAP
    if found is not None:
        return found + gap
    return _UNSEEN * (max(1, len(read)) + max(0, len(truth) - 1)) + gap


def count(pieces: list[tuple[str, str]], into: Counts) -> None:
    """Add the pieces of one aligned pair."""
    for truth, read in pieces:
        if not truth:
            into.inserted[read] += 1
        elif len(truth) == 2:
            into.pairs.setdefault(truth, Counter())[read] += 1
        else:
            into.letters.setdefault(truth, Counter())[read] += 1
    into.slots += len(pieces) + 1


def costs_of(counts: Counts) -> Costs:
    """Give -log of the shares of `counts`; pairs are shares of the first letter's occurrences."""
    costs: Costs = {}
    for letter, reads in counts.letters.items():
        total = sum(reads.values()) + 1
        costs |= {(letter, read): -log(number / total) for read, number in reads.items()}
    for pair, reads in counts.pairs.items():
        total = sum(counts.letters.get(pair[0], Counter()).values()) + sum(reads.values()) + 1
        costs |= {(pair, read): -log(number / total) + 0.5 for read, number in reads.items()}
    for read, number in counts.inserted.items():
        costs["", read] = -log(number / counts.slots)
    return costs
