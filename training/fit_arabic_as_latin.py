"""Make the confusion model of Arabic read as Latin letters from measured pairs.

Usage: ``python training/fit_arabic_as_latin.py PAIRS.jsonl pipelines/repair/models/latin_arabic.json``

A shape of Arabic (a letter and how it is joined) is read as a string of none to three Latin letters, each independent
of its neighbours; what was read for which shape is not known, so the counts are found by expectation maximisation,
both lines running from left to right. The counts are stored; `balagh.pipelines.repair.latin_arabic_channel` smooths.
"""

from __future__ import annotations

import json
import math
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np

from balagh.pipelines.repair.latin_arabic_channel import LONGEST, Channel, letters_read
from balagh.pipelines.repair.latin_arabic_shapes import shapes_of

#: Rounds after which the likelihood rose by less than 0.2 % (2026-11-22).
ROUNDS = 12
#: A line of which less than this share of its shapes was read says nothing about shapes: part of it was lost.
FEWEST_READ, MOST_READ = 0.35, 2.5
#: An expected count below this is an accident of alignment.
LEAST = 0.7

Counts = dict[str, dict[str, float]]


def main(source: Path, target: Path) -> None:
    """Fit the pairs of `source` and write the counts to `target`."""
    rows = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]
    pairs = [(shapes_of(row["ar"]), letters_read(row["read"])) for row in rows]
    pairs = [(s, r) for s, r in pairs if s and FEWEST_READ <= len(r) / len(s) <= MOST_READ]
    print(f"{len(pairs)} of {len(rows)} pairs used")
    counts = first_counts(pairs)
    for number in range(ROUNDS):
        channel = Channel.from_counts(counts)
        fresh: Counts = defaultdict(lambda: defaultdict(float))
        total = sum(expect(shapes, read, channel, fresh) for shapes, read in pairs)
        letters = sum(len(read) for _, read in pairs)
        print(f"round {number + 1}: {total / letters:.4f} nats a letter")
        counts = fresh
    kept = {
        shape: {read: round(n, 1) for read, n in sorted(reads.items(), key=lambda item: -item[1]) if n >= LEAST}
        for shape, reads in sorted(counts.items())
    }
    text = json.dumps(kept, ensure_ascii=False, separators=(",", ":")).replace("},", "},\n")
    target.write_text(text + "\n", encoding="utf-8")
    print(f"{len(kept)} shapes, {target.stat().st_size} bytes")


def first_counts(pairs: list[tuple[tuple[str, ...], str]]) -> Counts:
    """Guess by place: the letters of a line are dealt out evenly to its shapes."""
    counts: Counts = defaultdict(lambda: defaultdict(float))
    for shapes, read in pairs:
        step = len(read) / len(shapes)
        for at, shape in enumerate(shapes):
            for shift, weight in ((-1, 0.25), (0, 0.5), (1, 0.25)):
                start, end = round((at + shift) * step), round((at + shift + 1) * step)
                if 0 <= start <= end <= len(read):
                    counts[shape][read[start:end][:LONGEST]] += weight
    return counts


def expect(shapes: tuple[str, ...], read: str, channel: Channel, counts: Counts) -> float:
    """Add the expected counts of one pair; give its log likelihood."""
    size = len(read)
    tables = [channel.table(shape, read) for shape in shapes]
    forward = np.zeros((len(shapes) + 1, size + 1))
    forward[0, 0] = 1.0
    total = 0.0
    for j, table in enumerate(tables):
        for n in range(min(LONGEST, size) + 1):
            forward[j + 1, n:] += forward[j, : size + 1 - n] * table[n, : size + 1 - n]
        scale = forward[j + 1].sum()
        forward[j + 1] /= scale
        total += math.log(scale)
    if forward[-1, size] <= 0:
        return total
    total += math.log(forward[-1, size])
    backward = np.zeros(size + 1)
    backward[size] = 1.0
    for j in range(len(shapes) - 1, -1, -1):
        table = tables[j]
        earlier = np.zeros(size + 1)
        joint = np.zeros((LONGEST + 1, size + 1))
        for n in range(min(LONGEST, size) + 1):
            step = table[n, : size + 1 - n] * backward[n:]
            earlier[: size + 1 - n] += step
            joint[n, : size + 1 - n] = forward[j, : size + 1 - n] * step
        joint /= joint.sum()
        for n, at in zip(*np.nonzero(joint > 1e-3), strict=True):
            counts[shapes[j]][read[at : at + n]] += float(joint[n, at])
        backward = earlier / earlier.sum()
    return total


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
