"""Train the network that tells scripts apart: ``python -m training.train_scripts``.

It prints the accuracy on typefaces that were kept out of training, then writes ``scripts.npz``.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
from sklearn.neural_network import MLPClassifier

from balagh.pipelines.recognise.script_windows import LINE_HEIGHT, line_windows
from training.fonts import TYPEFACES, UNSEEN
from training.print_lines import Typeface, cldr_words, number_text, pick, print_text, wear
from training.store import store_network

if TYPE_CHECKING:
    from balagh.ingest.sheet import Image

CLASSES = ("Latn", "Arab", "Tfng", "digits", "indic")
#: How many texts are printed for a class of amount 1; 2500 take four minutes on one core.
TEXTS = 2500

#: How many texts each class gets, relative to the others: long words make many windows, numbers few.
AMOUNT = {"Latn": 1.2, "Arab": 2.0, "Tfng": 1.0, "digits": 2.6, "indic": 2.0}

TARGET = Path(__file__).parent.parent / "pipelines" / "recognise" / "models" / "scripts.npz"


def make_text(kind: str, words: dict[str, list[str]], rng: np.random.Generator) -> str:
    """Make one to four words of one class, capitals among the Latin ones."""
    if kind in {"digits", "indic"}:
        return number_text(rng, indic=kind == "indic")
    locales = {"Latn": ("fr", "fr", "en", "es"), "Arab": ("ar",), "Tfng": ("zgh",)}[kind]
    if rng.random() < 0.3:
        return " ".join(pick(SHORT[kind], rng) for _ in range(int(rng.integers(1, 4))))
    chosen = [pick(words[pick(locales, rng)], rng) for _ in range(int(rng.integers(1, 5)))]
    text = " ".join(chosen)
    return text.upper() if kind == "Latn" and rng.random() < 0.35 else text


#: Short words of running text, which lists of names lack, and the lone letters that Arabic words fall into.
SHORT = {
    "Latn": [
        "le",
        "la",
        "les",
        "de",
        "du",
        "des",
        "et",
        "en",
        "à",
        "au",
        "un",
        "une",
        "il",
        "ou",
        "où",
        "ce",
        "se",
        "ne",
        "par",
        "sur",
        "est",
        "the",
        "of",
        "to",
        "in",
        "and",
        "on",
        "is",
        "at",
        "el",
        "los",
        "y",
    ],
    "Arab": [
        "و",
        "أو",
        "في",
        "من",
        "إلى",
        "على",
        "عن",
        "أن",
        "لا",
        "ما",
        "هو",
        "ذلك",
        "كل",
        "قد",
        "تم",
        "له",
        "به",
        "هذا",
        "ثم",
        "بن",
        "أي",
        "ا",
        "د",
        "ر",
        "ز",
        "ذ",
        "إذ",
        "دار",
        "وزارة",
        "رأى",
        "لم",
    ],
    "Tfng": ["ⵏ", "ⴷ", "ⵙ", "ⵉ", "ⴳ", "ⵖ", "ⴰⴷ", "ⵉⵏ", "ⵙⴳ", "ⵅⴼ", "ⵎⴰⵙ", "ⴰⵔ", "ⵡⵉⵏ", "ⵜⵉⵏ"],
}


def headroom(gray: Image, rng: np.random.Generator) -> Image:
    """Add the paper that taller neighbours on the same line leave above and below a word."""
    above, below = (rng.uniform(0, 0.45, 2) * gray.shape[0] * (rng.random(2) < 0.6)).astype(int)
    return np.asarray(
        cv2.copyMakeBorder(gray, above, below, 0, 0, cv2.BORDER_CONSTANT, value=(255,)), np.uint8
    )


def examples(faces: tuple[Typeface, ...], count: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Print `count` texts a class and give the features and class numbers of their windows."""
    rng = np.random.default_rng(seed)
    words = {locale: cldr_words(locale) for locale in ("fr", "en", "es", "ar", "zgh")}
    needs = {"Latn": "latin", "Arab": "arabic", "Tfng": "tifinagh", "digits": "latin", "indic": "indic"}
    features, classes = [], []
    for number, kind in enumerate(CLASSES):
        usable = [face for face in faces if needs[kind] in face.prints]
        for _ in range(round(count * AMOUNT[kind])):
            face = usable[int(rng.integers(len(usable)))]
            gray = print_text(make_text(kind, words, rng), face.path, int(rng.integers(18, 52)))
            if gray.size < 50:
                continue
            rows, middles = line_windows(headroom(wear(gray, rng), rng))
            inked = (middles > 0.1 * LINE_HEIGHT) & (np.abs(rows).sum(axis=1) > 1.0)
            features.append(rows[inked])
            classes.append(np.full(int(inked.sum()), number))
    return np.concatenate(features), np.concatenate(classes)


def main() -> None:
    """Train, report and write."""
    x, y = examples(TYPEFACES, int(sys.argv[1]) if len(sys.argv) > 1 else TEXTS, seed=1)
    print(f"{len(x)} windows, {np.bincount(y)}")
    model = MLPClassifier(
        hidden_layer_sizes=(128,),
        alpha=1e-4,
        batch_size=256,
        max_iter=12,
        random_state=1,
        early_stopping=False,
    )
    model.fit(x, y)
    for name, faces, seed in (("seen", TYPEFACES, 2), ("unseen", UNSEEN, 3)):
        tx, ty = examples(faces, 200, seed=seed)
        guess = model.predict(tx)
        each = {
            c: round(float((guess[ty == i] == i).mean()), 3) for i, c in enumerate(CLASSES) if (ty == i).any()
        }
        print(f"{name} typefaces: windows right {float((guess == ty).mean()):.4f} {each}")
    store_network(model, CLASSES, TARGET)


if __name__ == "__main__":
    main()
