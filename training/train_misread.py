"""Train the model that tells misread Tifinagh: ``python -m training.train_misread --pairs DIR/pairs.jsonl``.

The pairs are those of `training.measure_confusions`. Writes ``pipelines/repair/models/tifinagh_misread.npz``; a minute.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from balagh.pipelines.repair.tifinagh_detect import BUCKETS, LONGEST, hash_runs
from balagh.pipelines.repair.tifinagh_signs import kind_of
from training.confusion_lines import load_pairs
from training.plain_lines import plain_lines

if TYPE_CHECKING:
    from numpy.typing import NDArray

TARGET = Path(__file__).parent.parent / "pipelines" / "repair" / "models" / "tifinagh_misread.npz"
#: Made-up plain lines; rounds over all lines; step; how strongly weights are held near 0; a plain line's weight.
MADE, ROUNDS, STEP, HOLD, PLAIN_WEIGHT = 9000, 8, 0.5, 1e-8, 1.5
SEED = 5
#: Lines shorter than this are not trained on.
_FEWEST = 7


def train(lines: list[str], misread: NDArray[np.bool_], seed: int) -> tuple[NDArray[np.float64], float]:
    """Give weights of the buckets and the bias: logistic regression by single steps, each scaled by past slopes."""
    rng = np.random.default_rng(seed)
    grams = [np.array(hash_runs(line)) for line in lines]
    weights, slopes, bias = np.zeros(BUCKETS), np.full(BUCKETS, 1e-3), -1.0
    for _ in range(ROUNDS):
        for index in rng.permutation(len(lines)):
            row = grams[index]
            scale = row.size**-0.5
            odds = bias + weights[row].sum() * scale
            wrong = misread[index] - 1 / (1 + np.exp(-np.clip(odds, -30, 30)))
            slope = wrong * scale * (1.0 if misread[index] else PLAIN_WEIGHT)
            slopes[row] += slope * slope
            weights[row] += STEP * slope / np.sqrt(slopes[row])
            weights[row] *= 1 - HOLD * row.size
            bias += 0.002 * wrong
    return weights, bias


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=Path, required=True)
    args = parser.parse_args()
    reads = (pair.read for pair in load_pairs(args.pairs))
    garbled = [read for read in reads if len(read) >= _FEWEST and kind_of(read) != "digits"]
    plain = [
        line for line in plain_lines(np.random.default_rng(SEED), MADE) if _FEWEST <= len(line) <= LONGEST
    ]
    misread = np.array([True] * len(garbled) + [False] * len(plain))
    weights, bias = train(garbled + plain, misread, SEED)
    scale = float(np.abs(weights).max()) / 127
    np.savez_compressed(
        TARGET,
        weights=np.rint(weights / scale).astype(np.int8),
        scale=np.float64(scale),
        bias=np.float64(bias),
    )


if __name__ == "__main__":
    main()
