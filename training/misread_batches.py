"""Pairs of what was printed and what was read, in batches of numbers for `training.train_misread_reader`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from balagh.pipelines.repair.tifinagh_ctc import spellable
from balagh.pipelines.repair.tifinagh_reader import LETTERS, UNKNOWN
from balagh.pipelines.repair.tifinagh_signs import reading_orders

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from training.confusion_lines import Pair

#: Signs and letters of a batch's lines at most, from short to long; longer lines are left out.
SHAPES = ((16, 24), (24, 32), (32, 40), (44, 50), (64, 56))
#: Misread lines and plain lines of a batch.
MISREAD, PLAIN = 48, 8
#: Texts of more letters than this for each sign were not read but overlooked.
_MOST_LETTERS = 2.2
_FEWEST = 3
#: Signs seen less often get no number of their own.
_RARE = 6
#: Every other line is learnt with some signs taken by others, lost, or joined to the next word.
_NOISY, _EXCHANGED, _LOST, _JOINED = 0.5, 0.012, 0.006, 0.004
_USUAL = 60


@dataclass(slots=True)
class Example:
    """A text and what was read for it, in each order it may have stood in; `order` is the one that is learnt."""

    text: str
    orders: tuple[str, ...]
    order: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Numbers of signs (lines, signs), of letters (lines, letters); 1 for misread lines, 0 for plain ones (lines,)."""

    ids: NDArray[np.int32]
    texts: NDArray[np.int32]
    misread: NDArray[np.float32]


def examples_of(pairs: Sequence[Pair]) -> list[Example]:
    """Keep the pairs that something can be learnt from."""
    kept = []
    for pair in pairs:
        text = spellable(pair.truth)
        orders = tuple(o for o in reading_orders(pair.read) if _FEWEST <= len(o) <= SHAPES[-1][0])
        if orders and _FEWEST <= len(text) <= min(SHAPES[-1][1], _MOST_LETTERS * len(orders[0])):
            kept.append(Example(text, orders))
    return kept


def number_signs(examples: Sequence[Example]) -> dict[str, int]:
    """Number the signs that are not rare, the most frequent first."""
    counts = Counter(sign for one in examples for sign in one.orders[0])
    ranked = sorted(counts.items(), key=lambda row: -row[1])
    return {sign: UNKNOWN + 1 + at for at, (sign, number) in enumerate(ranked) if number >= _RARE}


def batches(
    examples: Sequence[Example], plain: Sequence[str], signs: dict[str, int], rng: np.random.Generator
) -> Iterator[Batch]:
    """Give all examples once in batches of lines of like length, with plain lines among them; the last few are left."""
    waiting: list[list[tuple[str, str]]] = [[] for _ in SHAPES]
    usual = [sign for sign in signs if signs[sign] < _USUAL]
    for at in rng.permutation(len(examples)):
        one = examples[at]
        read = _noisy(one.orders[one.order], usual, rng)[: SHAPES[-1][0]]
        shape = shape_of(read, one.text)
        waiting[shape].append((read, one.text))
        if len(waiting[shape]) == MISREAD:
            longest = SHAPES[shape][0]
            others = [_piece(plain[int(i)], longest, rng) for i in rng.integers(len(plain), size=PLAIN)]
            yield batch_of([*waiting[shape], *((line, "") for line in others)], shape, signs)
            waiting[shape] = []


def batch_of(rows: Sequence[tuple[str, str]], shape: int, signs: dict[str, int]) -> Batch:
    """Number the signs and letters of lines; a line without a text is a plain one."""
    longest, most = SHAPES[shape]
    ids = np.zeros((len(rows), longest), np.int32)
    texts = np.zeros((len(rows), most), np.int32)
    for at, (read, text) in enumerate(rows):
        ids[at, : len(read)] = [signs.get(sign, UNKNOWN) for sign in read]
        # A plain line's text does not count, but there must be one.
        texts[at, : max(1, len(text))] = [1 + LETTERS.index(letter) for letter in text or LETTERS[0]]
    return Batch(ids=ids, texts=texts, misread=np.array([bool(text) for _, text in rows], np.float32))


def shape_of(read: str, text: str) -> int:
    """Give the first of `SHAPES` that has room for a line and its text."""
    return next(
        at for at, (signs, letters) in enumerate(SHAPES) if len(read) <= signs and len(text) <= letters
    )


def _piece(line: str, longest: int, rng: np.random.Generator) -> str:
    start = int(rng.integers(max(0, len(line) - longest) + 1))
    return line[start : start + longest]


def _noisy(read: str, usual: Sequence[str], rng: np.random.Generator) -> str:
    if rng.random() > _NOISY:
        return read
    kept = []
    for sign in read:
        lot = rng.random()
        if lot < _EXCHANGED:
            kept.append(usual[int(rng.integers(len(usual)))])
        elif lot >= _EXCHANGED + _LOST + (_JOINED if sign == " " else 0.0):
            kept.append(sign)
    return "".join(kept) or read
