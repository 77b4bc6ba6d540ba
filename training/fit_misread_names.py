"""Fit how sure a known name is: ``python -m training.fit_misread_names --pairs FILE``.

The pairs are made-up names (`training.misread_names`, printed by ``training.measure_confusions --names``), and such as
`training.train_misread_reader` did not see. Each stands against a file of names with its own among them and against the
same file without it; both alone and beside a line that says a name: its own, or, where that is not in the file, another
one. The files have names that differ from the line's by one word. Plain lines that pass the quick look are read, too.
Prints the numbers for ``pipelines/repair/tifinagh_evidence.py``, and for each threshold how many are put in and wrong:
fitted on one half of the lines, counted on the other, and the other way round.
"""

from __future__ import annotations

import argparse
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from balagh.pipelines.repair.tifinagh_evidence import Evidence, distance, evidence
from balagh.pipelines.repair.tifinagh_guesses import KnownName, guess_names, guess_texts, hear_line
from balagh.pipelines.repair.tifinagh_misread import known_names, may_be_misread
from training.confusion_lines import load_pairs
from training.plain_lines import plain_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

#: Names of a file; of those, how many differ from the line's by a word.
NAMES, NEAR = 30, 3
#: Lines taken; made-up plain lines; the seed of all lots; how strongly the numbers are held near 0.
LINES, PLAIN, SEED, HOLD = 300, 1200, 3, 0.5
#: What a line beside that is the name in another language says (`latin_arabic_context`).
SAID = 8.0
#: How often it says one of the names that differ by a word, where the true one is not in the file.
_SAYS_NEAR = 0.5
#: Letters in which two words differ that are not cases of one.
_DIFFERENT = 3
#: Letters of the shortest text that may be a name.
_FEWEST = 8
_THRESHOLDS = (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.98)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What speaks for the best name of a line; whether it is right; the number of the line; the kind of case."""

    seen: Evidence
    right: bool
    line: int
    kind: str


def near_names(text: str, words: Sequence[str], rng: np.random.Generator) -> list[str]:
    """Give names that differ from `text` by one word, and not by the case of a word only."""
    own = text.split()
    near: list[str] = []
    while len(near) < NEAR:
        at = max(range(len(own)), key=lambda place: (len(own[place]) > 1) * rng.random())
        word = words[int(rng.integers(len(words)))]
        if distance(word, own[at]) >= _DIFFERENT:
            near.append(" ".join([*own[:at], word, *own[at + 1 :]]))
    return near


def cases_of(pairs: Sequence[tuple[str, str]], rng: np.random.Generator) -> Iterator[Case]:
    """Give the cases of each line (what was printed, what was read)."""
    texts = sorted({truth for truth, _ in pairs})
    words = sorted({word for text in texts for word in text.split() if len(word) > 2})
    for number, (truth, read) in enumerate(pairs):
        near = near_names(truth, words, rng)
        far = [texts[int(at)] for at in rng.integers(len(texts), size=NAMES)]
        without = [
            KnownName(text=name, id=name)
            for name in dict.fromkeys([*near, *far])
            if distance(name, truth) >= _DIFFERENT
        ]
        other = without[0 if rng.random() < _SAYS_NEAR else -1].id
        line = hear_line(read)
        for known, told in (("in", truth), ("out", other)):
            names = [*without, KnownName(text=truth, id=truth)] if known == "in" else without
            free = guess_texts(line, names)
            for kind, said in ((known, {}), (f"{known} said", {told: SAID})):
                found = guess_names(line, names, said)
                if found:
                    others = [one for one in free if one.text != found[0].text]
                    seen = evidence(line, found, others, said)
                    yield Case(seen=seen, right=found[0].text == truth, line=number, kind=kind)


def plain_cases(rng: np.random.Generator) -> Iterator[Case]:
    """Give the cases of plain lines that are looked into."""
    names = known_names()
    for number, read in enumerate(filter(may_be_misread, plain_lines(rng, PLAIN))):
        line = hear_line(read)
        found = guess_names(line, names, {})
        if found:
            seen = evidence(line, found, guess_texts(line, names), {})
            yield Case(seen=seen, right=False, line=-1 - number, kind="plain")


def fit(table: NDArray[np.float64], right: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Give the bias and the weights of a logistic regression."""
    middle, spread = table.mean(axis=0), table.std(axis=0) + 1e-9
    scaled = np.column_stack([np.ones(len(table)), (table - middle) / spread])
    weights, hold = np.zeros(scaled.shape[1]), HOLD * np.eye(scaled.shape[1])
    for _ in range(40):
        chance = 1 / (1 + np.exp(-np.clip(scaled @ weights, -30, 30)))
        slope = scaled.T @ (right - chance) - hold @ weights
        bend = (scaled * (chance * (1 - chance))[:, None]).T @ scaled + hold
        weights += np.linalg.solve(bend, slope)
    plain = weights[1:] / spread
    return np.array([weights[0] - plain @ middle, *plain])


def chances(table: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give how sure each row is."""
    return np.asarray(1 / (1 + np.exp(-np.clip(weights[0] + table @ weights[1:], -30, 30))))


def _print_curve(cases: Sequence[Case], sure: NDArray[np.float64]) -> None:
    kinds = list(dict.fromkeys(case.kind for case in cases))
    for kind in kinds:
        some = [case.kind == kind for case in cases]
        right = sum(case.right for case in cases if case.kind == kind)
        print(f"{kind}: {sum(some)} cases, the right name first in {right}")  # a fit reports
    for least in _THRESHOLDS:
        row = []
        for kind in kinds:
            taken = [
                case.right
                for case, chance in zip(cases, sure, strict=True)
                if case.kind == kind and chance >= least
            ]
            row.append(f"{kind} {sum(taken)}/{len(taken) - sum(taken)}")
        print(f"from {least} put in right/wrong:", "; ".join(row))  # as above


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--lines", type=int, default=LINES)
    args = parser.parse_args()
    rng = np.random.default_rng(SEED)
    pairs = [(pair.truth, pair.read) for pair in load_pairs(args.pairs)]
    usable = [(truth, read) for truth, read in pairs if len(truth) >= _FEWEST and may_be_misread(read)]
    some = [usable[int(at)] for at in rng.permutation(len(usable))[: args.lines]]
    cases = [*cases_of(some, rng), *plain_cases(rng)]
    table = np.array([astuple(case.seen) for case in cases], float)
    right = np.array([case.right for case in cases])
    half = np.array([case.line % 2 == 0 for case in cases])
    sure = np.zeros(len(cases))
    for learnt in (half, ~half):
        sure[~learnt] = chances(table[~learnt], fit(table[learnt], right[learnt]))
    _print_curve(cases, sure)
    weights = fit(table, right)
    print(f"_BIAS = {weights[0]:.3f}")  # as above
    for field, weight in zip(fields(Evidence), weights[1:], strict=True):
        print(f"    {field.name}={weight:.3f},")  # as above


if __name__ == "__main__":
    main()
