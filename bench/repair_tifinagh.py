"""How well Tifinagh that was read as something else is read back: ``python -m bench.repair_tifinagh --out DIR``.

Names of the authority file and names composed of its glossary's words are printed in typefaces and worn in ways that
the confusions were not counted on, read by Tesseract models that know no Tifinagh, and given to the finder: with the
name in the authority file, and without. A name that is not in the file may still be made of known words. Pictures and
answers stay under DIR; with ``--kept`` they are taken from there. Clean lines of other kinds follow, to count what is
wrongly touched.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np

from balagh.pipelines.repair.tifinagh_misread import find_tifinagh_misread, known_names
from bench.tifinagh_lines import make_lines
from training.confusion_lines import load_pairs, read_by_all, save_pairs
from training.plain_lines import cldr_lines, code_lines, made_lines
from training.train_zgh_words import GLOSSARY

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from training.confusion_lines import Pair

FACES = ("MPH 2B Damase", "FreeSans", "Unifont")
WEARS = ("office", "letterhead")
#: The share of lines that each model reads.
READERS = {"fra": 0.5, "eng": 0.3, "fra+ara": 0.3, "ara": 0.2}
COMPOSED, SEED, MARGIN = 90, 11, 10
#: Clean lines of languages and modules that training does not use, and made-up ones.
LANGUAGES, MODULES, MADE = (
    ("nl", "sv", "tr", "fi", "fr_CA", "en_GB", "ar_EG"),
    ("fractions.py", "gzip.py", "shlex.py"),
    2000,
)


@dataclass(slots=True)
class Tally:
    """What became of lines: how many, noticed, put in right and wrong, first right, right among what is offered."""

    lines: int = 0
    noticed: int = 0
    applied: int = 0
    wrong: int = 0
    first: int = 0
    offered: int = 0


def composed_names(rng: np.random.Generator, count: int) -> list[str]:
    """Compose names of the glossary's words: X of Y, X of Y and Z, X of Y in Z."""
    words = GLOSSARY.split()
    names = []
    for _ in range(count):
        first, second, third = (words[int(i)] for i in rng.integers(len(words), size=3))
        forms = ("", f" ⴷ {_annexed(third)}", f" ⴳ {_annexed(third)}")
        names.append(f"{first} ⵏ {_annexed(second)}{forms[int(rng.integers(len(forms)))]}")
    return names


def _annexed(noun: str) -> str:
    if noun.startswith("ⵜⴰ"):
        return "ⵜ" + noun[2:]
    return "ⵓ" + noun[1:] if noun.startswith("ⴰ") else noun


def make_pairs(out: Path) -> list[Pair]:
    """Print, wear and read the names."""
    out.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(SEED)
    texts = [*(name.text for name in known_names() if name.attested), *composed_names(rng, COMPOSED)]
    printed: list[tuple[str, Path]] = []
    for wear in WEARS:
        for face in FACES:
            lines = make_lines(texts, wear, (face,), seed=SEED)
            for line in lines:
                if line.loose is not None:
                    path = out / f"{len(printed):05d}.png"
                    edge = (MARGIN,) * 4
                    paper = (float(np.percentile(line.loose, 90)),) * 3
                    cv2.imwrite(
                        str(path), cv2.copyMakeBorder(line.loose, *edge, cv2.BORDER_CONSTANT, value=paper)
                    )
                    printed.append((line.text, path))
    pairs = []
    for reader, share in READERS.items():
        some = [row for row in printed if rng.random() < share]
        pairs += read_by_all([text for text, _ in some], [path for _, path in some], [reader])
    save_pairs(pairs, out / "pairs.jsonl")
    return pairs


def measure(pairs: Sequence[Pair], *, known: bool) -> dict[str, Tally]:
    """Count by reader; `known`: lines whose name is in the file; else lines with their name taken out of it."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    names = known_names()
    for pair in pairs:
        if known and all(name.text != pair.truth for name in names):
            continue
        file = names if known else tuple(name for name in names if name.text != pair.truth)
        tally = tallies[pair.reader]
        tally.lines += 1
        for edit in find_tifinagh_misread(pair.read, file)[:1]:
            tally.noticed += 1
            tally.first += edit.after == pair.truth
            tally.offered += pair.truth in (edit.after, *edit.alternatives)
            tally.applied += edit.applied and edit.after == pair.truth
            tally.wrong += edit.applied and edit.after != pair.truth
    return tallies


def _print_confidence(pairs: Sequence[Pair]) -> None:
    """Print, for readings with and without the name in the file, how many of each confidence are right."""
    bins: dict[int, list[bool]] = defaultdict(list)
    names = known_names()
    for pair in pairs:
        for file in (names, tuple(name for name in names if name.text != pair.truth)):
            for edit in find_tifinagh_misread(pair.read, file)[:1]:
                bins[int(edit.confidence * 5)].append(edit.after == pair.truth)
    for bound, right in sorted(bins.items()):
        print(f"confidence from {bound / 5:.1f}: {len(right)}, right {sum(right) / len(right):.2f}")


def clean_lines() -> list[str]:
    """Give lines in which nothing is misread."""
    rng = np.random.default_rng(SEED)
    lines = [*cldr_lines(rng, LANGUAGES), *code_lines(MODULES), *made_lines(rng, MADE)]
    return [line for line in lines + [line.upper() for line in lines[::3]] if line.strip()]


def _print(title: str, tallies: dict[str, Tally]) -> None:
    print(f"{title}\nreader    lines noticed applied wrong first offered", flush=True)  # a bench reports
    for reader, one in tallies.items():
        row = (one.lines, one.noticed, one.applied, one.wrong, one.first, one.offered)
        print(f"{reader:9}", *(f"{value:6d}" for value in row))  # as above


def touched(lines: Iterable[str]) -> list[str]:
    """Give the clean lines that something is found in."""
    return [line for line in lines if find_tifinagh_misread(line)]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--kept", action="store_true", help="take the answers from DIR/pairs.jsonl")
    parser.add_argument("--most", type=int, default=10**6, help="measure on so many lines only")
    args = parser.parse_args()
    pairs = load_pairs(args.out / "pairs.jsonl") if args.kept else make_pairs(args.out)
    step = max(1, len(pairs) // args.most)
    _print("name in the authority file", measure(pairs[::step], known=True))
    _print("name not in the file", measure(pairs[::step], known=False))
    _print_confidence(pairs[:: 3 * step])
    clean = clean_lines()
    found = touched(clean)
    print(f"clean lines: {len(clean)}, touched: {len(found)}", *found[:10], sep="\n")  # as above


if __name__ == "__main__":
    main()
