"""How well Tifinagh that was read as something else is read back: ``python -m bench.repair_tifinagh --out DIR``.

Names of the authority file and names composed of its glossary's words are printed in typefaces and worn in ways that
the confusions were not counted on, read by Tesseract models that know no Tifinagh, and given to the finder: with the
name in the authority file, without it, and in a letterhead, the same institution's name in French or Arabic beside it.
A name that is not in the file may still be made of known words. Pictures and answers stay under DIR; with ``--kept``
they are taken from there. Clean lines of other kinds follow, to count what is wrongly touched.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np

from balagh.pipelines.repair.latin_arabic_context import propose
from balagh.pipelines.repair.tifinagh_guesses import guess_names, hear_line
from balagh.pipelines.repair.tifinagh_misread import find_tifinagh_misread, known_names
from balagh.pipelines.structure.authority import shipped_authorities
from bench.tifinagh_lines import make_lines
from training.confusion_lines import load_pairs, read_by_all, save_pairs
from training.misread_names import annexed
from training.plain_lines import cldr_lines, code_lines, made_lines
from training.train_zgh_words import GLOSSARY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

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


#: Where a line's name stands: in the authority file, in it and beside the line in another language, nowhere.
SETTINGS = ("in the authority file", "in a letterhead", "not in the file")


@dataclass(slots=True)
class Tally:
    """What became of lines.

    Attributes:
        lines: how many.
        ranked: the true name fits best of those of the file, noticed or not.
        noticed: spoken of; first: rightly; offered: the truth among what is offered.
        applied: put in rightly; wrong: put in wrongly.
    """

    lines: int = 0
    ranked: int = 0
    noticed: int = 0
    first: int = 0
    offered: int = 0
    applied: int = 0
    wrong: int = 0


def composed_names(rng: np.random.Generator, count: int) -> list[str]:
    """Compose names of the glossary's words: X of Y, X of Y and Z, X of Y in Z."""
    words = GLOSSARY.split()
    names = []
    for _ in range(count):
        first, second, third = (words[int(i)] for i in rng.integers(len(words), size=3))
        forms = ("", f" ⴷ {annexed(third)}", f" ⴳ {annexed(third)}")
        names.append(f"{first} ⵏ {annexed(second)}{forms[int(rng.integers(len(forms)))]}")
    return names


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


def measure(pairs: Sequence[Pair], setting: str) -> dict[str, Tally]:
    """Count by reader, and for all; lines whose name is not in the file are left out where it should be."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    names = known_names()
    ids = {name.text: name.id for name in names if name.attested}
    for pair in pairs:
        known = setting != SETTINGS[2]
        if known and pair.truth not in ids:
            continue
        file = names if known else tuple(name for name in names if name.text != pair.truth)
        said = _said(ids[pair.truth]) if setting == SETTINGS[1] else {}
        ranked = guess_names(hear_line(pair.read), file, said)[:1]
        edits = find_tifinagh_misread(pair.read, file, said)[:1]
        for tally in (tallies[pair.reader], tallies["all"]):
            tally.lines += 1
            tally.ranked += any(guess.text == pair.truth for guess in ranked)
            for edit in edits:
                tally.noticed += 1
                tally.first += edit.after == pair.truth
                tally.offered += pair.truth in (edit.after, *edit.alternatives)
                tally.applied += edit.applied and edit.after == pair.truth
                tally.wrong += edit.applied and edit.after != pair.truth
    return tallies


def _said(identity: str) -> Mapping[str, float]:
    """Give what the institution's name beside a line says, in French, else in Arabic."""
    file = shipped_authorities()
    one = file.by_id[identity]
    return propose([one.fr or one.ar or ""], file)


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
    print(
        f"{title}\nreader   ", *(f"{field.name:>7}" for field in fields(Tally)), flush=True
    )  # a bench reports
    for reader, one in sorted(tallies.items()):
        print(f"{reader:9}", *(f"{value:7d}" for value in astuple(one)), flush=True)  # as above


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
    for setting in SETTINGS:
        _print(setting, measure(pairs[::step], setting))
    _print_confidence(pairs[:: 3 * step])
    clean = clean_lines()
    found = touched(clean)
    print(f"clean lines: {len(clean)}, touched: {len(found)}", *found[:10], sep="\n")  # as above


if __name__ == "__main__":
    main()
