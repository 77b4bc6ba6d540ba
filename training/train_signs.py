"""Train the network that tells the lone signs of Arabic print: ``python -m training.train_signs``.

It prints the accuracy on typefaces that were kept out of training, then writes ``signs.npz``.
"""

from __future__ import annotations

import sys
from functools import lru_cache
from pathlib import Path

import numpy as np
from sklearn.neural_network import MLPClassifier

from balagh.pipelines.clean.ink import find_ink
from balagh.pipelines.layout.components import find_components
from balagh.pipelines.recognise.signs import (
    COMMA,
    DASH,
    EUROPEAN,
    HAMZA,
    LETTER,
    SLASH,
    STOP,
    sign_features,
    trim,
)
from training.fonts import INDIC, TYPEFACES, UNSEEN
from training.print_lines import INDIC as INDIC_DIGITS
from training.print_lines import Typeface, pick, print_text, wear
from training.store import store_network

#: Letters that stand alone within words, and joined pieces like them.
LETTERS = [
    "د",
    "ر",
    "و",
    "ه",
    "ا",
    "ى",
    "لا",
    "م",
    "ح",
    "ع",
    "ط",
    "ص",
    "لد",
    "حد",
    "مد",
    "عه",
    "سه",
    "ـه",
    "كا",
    "ما",
]

#: What is printed for each class.
PRINTED = {
    COMMA: ["،"],
    STOP: ["."],
    DASH: ["-", "–"],
    HAMZA: ["ء"],
    LETTER: [*LETTERS],
    SLASH: ["/"],
    EUROPEAN: list("0123456789"),
    **{str(digit): [INDIC_DIGITS[digit]] for digit in range(10)},
}
CLASSES = tuple(PRINTED)

#: A line of common words, for the height of a typeface's letters as the line finder measures it.
REFERENCE = "على المملكة المغربية وزارة الشؤون والتعاون"

#: How many pictures are printed for each class.
PICTURES = 900


@lru_cache(maxsize=1000)
def letter_height(path: str, size: int) -> float:
    """Give the median height in pixels of the letters of `REFERENCE` in a typeface at `size` pixels."""
    gray = print_text(REFERENCE, path, size)
    padded = np.pad(gray, 10, constant_values=255)
    parts = find_components(find_ink(padded, 1, 0.0))
    return float(np.median(parts.heights[parts.letters]))


def examples(faces: tuple[Typeface, ...], count: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Print `count` signs a class; give their features and class numbers."""
    rng = np.random.default_rng(seed)
    indic = [face for face in faces if INDIC in face.prints]
    features, classes = [], []
    for number, name in enumerate(CLASSES):
        # European digits are set in Latin typefaces as often as in Arabic ones.
        usable = list(faces) if name == EUROPEAN else indic
        for _ in range(count * (3 if name in {EUROPEAN, LETTER} else 1)):
            face = usable[int(rng.integers(len(usable)))]
            size = int(rng.integers(32, 96))
            reference = face if INDIC in face.prints else indic[int(rng.integers(len(indic)))]
            gray = trim(wear(print_text(pick(PRINTED[name], rng), face.path, size), rng))
            if gray.size:
                # Lines differ in the share of tall letters, and so does their measured height.
                height = letter_height(reference.path, size) * rng.uniform(0.88, 1.12)
                features.append(sign_features(gray, height))
                classes.append(number)
    return np.stack(features), np.array(classes)


def main() -> None:
    """Train, report and write."""
    x, y = examples(TYPEFACES, int(sys.argv[1]) if len(sys.argv) > 1 else PICTURES, seed=1)
    model = MLPClassifier(hidden_layer_sizes=(64,), alpha=1e-4, batch_size=128, max_iter=40, random_state=1)
    model.fit(x, y)
    for name, faces, seed in (("seen", TYPEFACES, 2), ("unseen", UNSEEN, 3)):
        tx, ty = examples(faces, 100, seed=seed)
        guess = model.predict(tx)
        each = {c: round(float((guess[ty == i] == i).mean()), 3) for i, c in enumerate(CLASSES)}
        print(f"{name} typefaces: right {float((guess == ty).mean()):.4f} {each}")
    store_network(model, CLASSES, Path(__file__).parent.parent / "pipelines/recognise/models/signs.npz")


if __name__ == "__main__":
    main()
