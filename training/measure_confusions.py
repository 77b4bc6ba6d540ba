"""See what Tesseract makes of Tifinagh: ``python -m training.measure_confusions --work DIR [--texts TEXT ...]``.

Prints lines (`training.confusion_text`) in the typefaces of `training.confusion_lines`, wears them and has them read by
models that know no Tifinagh. The pairs, ``DIR/pairs.jsonl``, are what `training.train_misread_reader` learns from.
What became of each letter (`training.confusion_counts`) is written to ``tifinagh_confusions.json``, from which
lines of figures are made (`training.misread_figures`). A thousand lines take two to four minutes of one core; with
``--counts-only`` the pairs are those that are in DIR. With ``--names`` made-up names are printed, for
`training.fit_misread_names`, and nothing is counted.
"""

from __future__ import annotations

import argparse
import json
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np

from balagh.pipelines.repair.tifinagh_signs import kind_of, reading_orders
from training.confusion_counts import Counts, align, costs_of, count
from training.confusion_lines import READERS, draw_setting, load_pairs, picture_of, read_by_all, save_pairs
from training.confusion_shapes import count_shapes
from training.confusion_text import draw_lines, words_to_print
from training.misread_names import draw_names

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Sequence

    from training.confusion_lines import Pair

TARGET = Path(__file__).parent.parent / "pipelines" / "repair" / "models" / "tifinagh_confusions.json"
#: What the letters were taken for.
KINDS = ("latin", "arabic", "digits")
#: Lines printed, rounds of counting, and how many of the pairs the early rounds take.
LINES, ROUNDS, EARLY_PAIRS = 1000, 6, 700
#: Kept to figures, Tesseract leaves out what it would read as letters: answers of less than this share of the printed
#: signs tell nothing.
_FULL = 0.75
#: What was seen less often is chance: strings of one sign, of more signs.
_RARE_SIGN, _RARE_STRING = 2, 3


def make_pairs(
    folder: Path, lines: int, seed: int, sources: Sequence[Path], *, names: bool = False
) -> list[Pair]:
    """Print, wear and read lines, or `names`; the pairs are also written to `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(seed)
    texts = (draw_names if names else draw_lines)(rng, lines, words_to_print(sources))
    pictures = [folder / f"{number:05d}.png" for number in range(lines)]
    for text, picture in zip(texts, pictures, strict=True):
        cv2.imwrite(str(picture), picture_of(text, draw_setting(rng), rng))
    pairs: list[Pair] = []
    for reader, share in READERS.items():
        some = int(share * lines)
        pairs += read_by_all(texts[:some], pictures[:some], [reader])
    save_pairs(pairs, folder / "pairs.jsonl")
    return pairs


def count_channel(pairs: Sequence[Pair]) -> Counts:
    """Align the pairs of one channel, round after round, and give the last round's counts."""
    counts: Counts | None = None
    for number in range(ROUNDS):
        costs = costs_of(counts) if counts is not None else None
        counts = Counts()
        early = number < ROUNDS - 2
        for pair in pairs[:: max(1, len(pairs) // EARLY_PAIRS)] if early else pairs:
            ways = [align(pair.truth, read, costs) for read in reading_orders(pair.read)]
            cost, pieces = min(ways, key=lambda way: way[0])
            if cost < inf:
                count(pieces, counts)
    return counts or Counts()


def write_counts(channels: dict[str, Counts], target: Path) -> None:
    """Write the counts as JSON, one line a letter, so that a change shows."""
    parts = []
    for name, counts in channels.items():
        rows = [f'"slots": {counts.slots}', f'"inserted": {_row(counts.inserted)}']
        for kind, table in (("letters", counts.letters), ("pairs", counts.pairs)):
            kept = ((letter, _row(reads)) for letter, reads in sorted(table.items()))
            lines = [
                f"{json.dumps(letter, ensure_ascii=False)}: {row}" for letter, row in kept if row != "{}"
            ]
            rows.append(f'"{kind}": {{\n' + ",\n".join(lines) + "\n}")
        parts.append(f'"{name}": {{\n' + ",\n".join(rows) + "\n}")
    target.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")


def _is_of(pair: Pair, channel: str) -> bool:
    if pair.reader != "fas":
        return kind_of(pair.read) == channel
    return channel == "digits" and len(pair.read) >= _FULL * len(pair.truth)


def _row(reads: Counter[str]) -> str:
    kept = {
        read: number
        for read, number in reads.most_common()
        if number >= (_RARE_SIGN if len(read) < 2 else _RARE_STRING)
    }
    return json.dumps(kept, ensure_ascii=False)


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--texts", type=Path, nargs="*", default=[], help="running text, kept elsewhere")
    parser.add_argument("--lines", type=int, default=LINES)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--counts-only", action="store_true")
    parser.add_argument("--names", action="store_true", help="print made-up names and count nothing")
    parser.add_argument("--target", type=Path, default=TARGET)
    args = parser.parse_args()
    kept = args.work / "pairs.jsonl"
    if args.names:
        make_pairs(args.work, args.lines, args.seed, args.texts, names=True)
        return
    pairs = load_pairs(kept) if args.counts_only else make_pairs(args.work, args.lines, args.seed, args.texts)
    channels = {}
    for name in KINDS:
        channels[name] = count_channel([pair for pair in pairs if _is_of(pair, name)])
    count_shapes(np.random.default_rng(args.seed), channels["digits"])
    write_counts(channels, args.target)


if __name__ == "__main__":
    main()
