"""Fit how much each evidence counts that the best known name is what a misread line says.

Usage: ``python -m training.fit_latin_arabic_sure JUDGED.jsonl [N]``: the pairs of
``python -m training.measure_arabic_as_latin JUDGED.jsonl --faces judged``, every Nth of them.

Each line is tried with its name in the file and without it, alone and where a letterhead names the right institution
or another. Printed are the weights for `balagh.pipelines.repair.latin_arabic_sure` and the highest log odds of a wrong
name.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize

from balagh.pipelines.repair.latin_arabic import ahead_of
from balagh.pipelines.repair.latin_arabic_names import rank_names, support
from balagh.pipelines.repair.latin_arabic_sure import evidence
from balagh.pipelines.structure.authority import shipped_authorities

if TYPE_CHECKING:
    from collections.abc import Iterator

    from balagh.pipelines.structure.authority import Authorities

#: Log odds that a letterhead adds for a body that it names, and how many other bodies are tried as named.
NAMED, OTHERS = 8.0, 3
#: Of the other bodies half are among so many of the likeliest.
LIKELIEST = 25
#: What keeps the weights small.
KEPT = 0.05


def main(source: Path, step: int) -> None:
    """Fit and print."""
    names, rng = shipped_authorities(), np.random.default_rng(1)
    rows = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()][::step]
    found = [case for row in rows for case in cases(row["ar"], row["read"], names, rng)]
    for agreed in (False, True):
        told = np.array([[1.0, *seen] for seen, _, kind in found if kind == agreed])
        right = np.array([true for _, true, kind in found if kind == agreed])
        signs = 2.0 * right - 1.0

        def cost(weights: np.ndarray, told: np.ndarray = told, signs: np.ndarray = signs) -> float:
            losses = np.logaddexp(0, -signs * (told @ weights)).sum()
            return float(losses + KEPT * (weights[1:] ** 2).sum())

        weights = minimize(cost, np.zeros(told.shape[1])).x
        odds = told @ weights
        print(f"{'agreed' if agreed else 'alone'}: {np.round(weights, 3).tolist()}")
        print(f"  {len(told)} cases, highest wrong {np.round(np.sort(odds[~right])[-5:], 2).tolist()}")
        for least in np.arange(-1.0, 4.5, 0.5):
            print(f"  from {least:.1f}: {(right & (odds >= least)).sum()} of {right.sum()} right, "
                  f"{(~right & (odds >= least)).sum()} of {(~right).sum()} wrong")  # fmt: skip


def cases(
    text: str, read: str, names: Authorities, rng: np.random.Generator
) -> Iterator[tuple[list[float], bool, bool]]:
    """Give the evidence for the best name of a line, whether it is right, and whether a letterhead agrees on it."""
    one = next((one for one in names if one.ar == text), None)
    line = " ".join(read.split())
    if one is None or not line:
        return
    ids = [each.id for each in names if each.id != one.id]
    wanted = {ids[int(rng.integers(len(ids)))] for _ in range(OTHERS)}
    matches = rank_names(line, names, frozenset({one.id, *wanted}))
    wanted |= {match.name.id for match in matches[:LIKELIEST:8] if match.name.id not in (None, one.id)}
    without = tuple(match for match in matches if match.name.text != text)
    for tried in (matches, without):
        for named in (None, one.id, *sorted(filter(None, wanted))):
            if not tried or (tried is without and named == one.id):
                continue
            ranked, shares = support(tried, {named: NAMED} if named else {})
            best, agreed = ranked[0], named is not None
            if not agreed or best.name.id == named:
                told = evidence(best, ahead_of(float(shares[0])), line, names, agreed=agreed)
                yield told, best.name.text == text, agreed


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)
