"""Train the network that tells scripts apart: ``python -m training.train_scripts [LINES]``.

It prints the accuracy on typefaces that were kept out of training, then writes ``scripts.npz``.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from sklearn.neural_network import MLPClassifier

from balagh.pipelines.recognise.script_windows import word_windows
from training.fonts import TYPEFACES, UNSEEN
from training.script_lines import STROKES, print_line
from training.script_text import CLASSES, Words
from training.store import store_network

if TYPE_CHECKING:
    from training.print_lines import Typeface

#: How many lines are printed to train on; with the training they take three and a half minutes of one core.
LINES = 18000

#: Windows taken of one word at most, so that long words do not outweigh the many short ones.
MOST_WINDOWS = 5

#: Units of the hidden layer; the file grows with them, 1.4 kB each.
HIDDEN = 256

#: Rounds of training, and how many of the last give their mean as the result, which is steadier than any one of them.
EPOCHS, AVERAGED = 12, 4

TARGET = Path(__file__).parent.parent / "pipelines" / "recognise" / "models" / "scripts.npz"


def examples(
    faces: tuple[Typeface, ...], lines: int, seed: int, *, strokes: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Print lines; give their windows' features and class numbers, and the number of the word each is of."""
    rng = np.random.default_rng(seed)
    words = Words()
    features, classes, owners, count = [], [], [], 0
    for _ in range(lines):
        line = print_line(words, faces, rng, strokes=strokes)
        if line is None:
            continue
        rows, of_word = word_windows(line.gray, line.boxes)
        # A few of each word's windows, drawn by lot.
        order = rng.permutation(len(rows))
        order = order[np.argsort(of_word[order], kind="stable")]
        place = np.arange(len(order)) - np.searchsorted(of_word[order], of_word[order])
        chosen = order[place < MOST_WINDOWS]
        features.append(rows[chosen].astype(np.float16))
        classes.append(np.array(line.kinds)[of_word[chosen]])
        owners.append(of_word[chosen] + count)
        count += len(line.boxes)
    return np.concatenate(features), np.concatenate(classes), np.concatenate(owners)


def report(name: str, model: MLPClassifier, faces: tuple[Typeface, ...], seed: int) -> None:
    """Print how many windows and words of some typefaces the network tells right."""
    x, y, owners = examples(faces, 1500, seed, strokes=0.0)
    logs = np.maximum(model.predict_log_proba(x.astype(np.float32)), -6.0)
    guess = logs.argmax(axis=1)
    sums = np.zeros((owners.max() + 1, len(CLASSES)))
    np.add.at(sums, owners, logs)
    truth = np.zeros(len(sums), np.int64)
    truth[owners] = y
    told = sums.argmax(axis=1)
    each = {c: round(float((told[truth == i] == i).mean()), 3) for i, c in enumerate(CLASSES)}
    windows, whole = float((guess == y).mean()), float((told == truth).mean())
    print(f"{name} typefaces: windows right {windows:.4f}, words {whole:.4f} {each}", flush=True)


def main() -> None:
    """Train, report and write."""
    x, y, _ = examples(TYPEFACES, int(sys.argv[1]) if len(sys.argv) > 1 else LINES, 1, strokes=STROKES)
    print(f"{len(x)} windows, {np.bincount(y)}", flush=True)
    model = MLPClassifier(hidden_layer_sizes=(HIDDEN,), alpha=1e-4, batch_size=256, random_state=1)
    # Of the classes with most windows no more than of the others, or their many would be the answer in doubt.
    rng = np.random.default_rng(5)
    most = int(np.median(np.bincount(y)) * 1.5)
    kept: list[list[np.ndarray]] = []
    for epoch in range(EPOCHS):
        chosen = np.concatenate([rng.permutation(np.flatnonzero(y == k))[:most] for k in range(len(CLASSES))])
        model.partial_fit(x[chosen].astype(np.float32), y[chosen], classes=np.arange(len(CLASSES)))
        if epoch >= EPOCHS - AVERAGED:
            kept.append([weights.copy() for weights in (*model.coefs_, *model.intercepts_)])
    first, second, *biases = (np.mean(states, axis=0) for states in zip(*kept, strict=True))
    model.coefs_, model.intercepts_ = [first, second], list(biases)
    for name, faces, seed in (("seen", TYPEFACES, 2), ("unseen", UNSEEN, 3)):
        report(name, model, faces, seed)
    store_network(model, CLASSES, Path(sys.argv[2]) if len(sys.argv) > 2 else TARGET)


if __name__ == "__main__":
    main()
