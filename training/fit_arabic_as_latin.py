"""Make the confusion model of Arabic read as Latin letters from measured pairs.

Usage: ``python -m training.fit_arabic_as_latin PAIRS.jsonl … --target pipelines/repair/models/latin_arabic.json``

A shape of Arabic (a letter and how it is joined) is read as a string of none to three Latin letters, each independent
of its neighbours; what was read for which shape is not known, so the counts are found by expectation maximisation,
both lines running from left to right: once over all pairs, then apart for typefaces and models that are misread
alike. The counts are stored; `balagh.pipelines.repair.latin_arabic_channel` smooths.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from balagh.pipelines.repair.arabic_words import known_words
from balagh.pipelines.repair.latin_arabic_channel import LONGEST, Channel, letters_read
from balagh.pipelines.repair.latin_arabic_names import known_names
from balagh.pipelines.repair.latin_arabic_null import EDGE
from balagh.pipelines.repair.latin_arabic_shapes import BLANK, shapes_of
from balagh.pipelines.structure.authority import shipped_authorities
from training.latin_faces import JUDGED, TESTED

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Rounds after which the likelihood rose by less than 0.2 % (2026-11-22).
ROUNDS = 11
#: The same where the counts of an earlier model are gone on with.
ROUNDS_ON = 3
#: A line of which less than this share of its shapes was read says nothing about shapes: part of it was lost.
FEWEST_READ, MOST_READ = 0.35, 2.5
#: An expected count below this is an accident of alignment.
LEAST = 1.2

#: Ways of misreading that are told apart: a typeface read by one model is misread alike from line to line. More than
#: eight gave held-out lines no more likelihood.
WAYS = 8
#: Rounds of dealing out typefaces to ways; none changed its way after.
DEALS = 10
#: Rounds of counting for each way by itself.
OWN_ROUNDS = 2

#: What a common word of Arabic counts beside a name of the authority file.
COMMON_WORD = 0.3

Counts = dict[str, dict[str, float]]
Pair = tuple[tuple[str, ...], str]


def main() -> None:
    """Fit the pairs and write the counts."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sources", type=Path, nargs="+")
    parser.add_argument("--target", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="go on with the counts of this file")
    asked = parser.parse_args()
    rows = [
        json.loads(line) for path in asked.sources for line in path.read_text(encoding="utf-8").splitlines()
    ]
    groups: dict[str, list[Pair]] = defaultdict(list)
    for row in rows:
        if row["font"].startswith((*JUDGED, *TESTED)):
            continue
        shapes, read = shapes_of(row["ar"]), letters_read(row["read"])
        if shapes and FEWEST_READ <= len(read) / len(shapes) <= MOST_READ:
            groups[f"{row['font']} {row['model']}"].append((shapes, read))
    pairs = [pair for group in groups.values() for pair in group]
    print(f"{len(pairs)} of {len(rows)} pairs used, {len(groups)} typefaces and models")
    start = json.loads(asked.start.read_text(encoding="utf-8"))["every"] if asked.start else None
    every = start or first_counts(pairs)
    for number in range(ROUNDS_ON if start else ROUNDS):
        every, mean = count_again(pairs, Channel.from_counts(every))
        print(f"round {number + 1}: {mean:.4f} nats a letter", flush=True)
    pooled = Channel.from_counts(every)
    own = {name: count_again(group, pooled)[0] for name, group in groups.items()}
    ways = deal_out(own, every)
    kinds = []
    for names in ways:
        counts = add_up(own[name] for name in names)
        for _ in range(OWN_ROUNDS):
            counts, mean = count_again(
                [p for name in names for p in groups[name]], Channel.over(counts, every)
            )
        print(f"{mean:.4f} nats a letter: {', '.join(names)}")
        kinds.append(counts)
    ways_kept = ",\n".join(packed(kept(counts)) for counts in kinds)
    text = f'{{"every":{packed(kept(every))},\n"ways":[\n{ways_kept}],\n"follows":{packed(follows())}}}\n'
    asked.target.write_text(text, encoding="utf-8")
    print(f"{len(every)} shapes, {asked.target.stat().st_size} bytes")


def follows() -> Counts:
    """Count what follows each shape in the shipped names, and in common Arabic words."""
    counts: Counts = defaultdict(lambda: defaultdict(float))
    lines = [(EDGE, shapes_of(name.text), 1.0) for name in known_names(shipped_authorities())]
    lines += [(BLANK, shapes_of(word), COMMON_WORD) for word in sorted(known_words().usual)]
    for edge, shapes, weight in lines:
        for shape, after in zip((edge, *shapes), (*shapes, edge), strict=True):
            counts[shape][after] += weight
    return {shape: {after: round(n, 1) for after, n in found.items()} for shape, found in counts.items()}


def packed(counts: Counts) -> str:
    """Give counts as JSON without blanks."""
    return json.dumps(counts, ensure_ascii=False, separators=(",", ":"))


def kept(counts: Counts) -> Counts:
    """Give the counts worth storing, in a fixed order."""
    return {
        shape: {
            read: round(n, 1) for read, n in sorted(reads.items(), key=lambda item: -item[1]) if n >= LEAST
        }
        for shape, reads in sorted(counts.items())
    }


def count_again(pairs: list[Pair], channel: Channel) -> tuple[Counts, float]:
    """Give the expected counts of the pairs under a channel, and the log likelihood of a letter."""
    fresh: Counts = defaultdict(lambda: defaultdict(float))
    total = sum(expect(shapes, read, channel, fresh) for shapes, read in pairs)
    return fresh, total / sum(len(read) for _, read in pairs)


def add_up(several: Iterable[Counts]) -> Counts:
    """Add counts."""
    total: Counts = defaultdict(lambda: defaultdict(float))
    for counts in several:
        for shape, reads in counts.items():
            for read, n in reads.items():
                total[shape][read] += n
    return total


def deal_out(own: dict[str, Counts], every: Counts) -> list[list[str]]:
    """Deal typefaces (each read by one model) out to ways, each to the one under which its counts are likeliest."""
    names = sorted(own, key=lambda name: -sum(n for reads in own[name].values() for n in reads.values()))
    ways = [names[at::WAYS] for at in range(WAYS)]
    for _ in range(DEALS):
        channels = [Channel.over(add_up(own[name] for name in way), every) for way in ways if way]
        dealt: list[list[str]] = [[] for _ in channels]
        for name in names:
            fits = [likelihood_of(own[name], channel) for channel in channels]
            dealt[int(np.argmax(fits))].append(name)
        if dealt == ways:
            break
        ways = dealt
    return [way for way in ways if way]


def likelihood_of(counts: Counts, channel: Channel) -> float:
    """Give the log likelihood of counted readings."""
    return sum(
        n * math.log(float(channel.table(shape, read)[len(read), 0]) or 1e-9)
        for shape, reads in counts.items()
        for read, n in reads.items()
        if n >= LEAST
    )


def first_counts(pairs: list[Pair]) -> Counts:
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
    main()
