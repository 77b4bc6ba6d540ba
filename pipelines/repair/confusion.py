"""What readers that know no Tifinagh make of its letters: measured counts, and the costs that follow from them.

The counts (``models/tifinagh_confusions.json``) come from ``python -m training.measure_confusions``. A cost is the
negative natural logarithm of a share.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import inf, log
from typing import TypedDict

#: Of a letter's answers, what is kept for signs never seen for it: as if so many more answers had been counted.
_UNSEEN_COUNT = 2.0
#: The share of what is unseen that one sign gets: readers give about eighty different ones.
_UNSEEN_SHARE = 1 / 80
#: Another channel's answers count for this share of a channel's own.
_FROM_OTHERS = 0.04
#: Least share of a place where a sign comes out of nothing.
_LEAST_INSERTED = 0.0006
#: A second letter swallowed costs at least this: pairs were counted by the best alignment only.
_PAIR_COST = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """One way of misreading.

    Attributes:
        name: latin, arabic or digits: the kind of signs it gives.
        costs: (printed, read) to cost; one or two letters, or a blank, were printed; up to three signs were read.
        sources: what was read to ((printed, cost), ...), the cheapest first.
        dropped: printed letter to the cost of its giving nothing.
        unseen: printed letter to the cost of one sign never seen for it.
        inserted: sign to the cost of its coming out of nothing; `inserted_unseen` for other signs.
    """

    name: str
    costs: dict[tuple[str, str], float]
    sources: dict[str, tuple[tuple[str, float], ...]]
    dropped: dict[str, float]
    unseen: dict[str, float]
    inserted: dict[str, float]
    inserted_unseen: float


_Table = dict[str, dict[str, int]]


class _Counted(TypedDict):
    slots: int
    inserted: dict[str, int]
    letters: _Table
    pairs: _Table


@cache
def channels() -> dict[str, Channel]:
    """Give the measured channels by name."""
    text = (
        files("balagh.pipelines.repair")
        .joinpath("models/tifinagh_confusions.json")
        .read_text(encoding="utf-8")
    )
    raw: dict[str, _Counted] = json.loads(text)
    return {name: _channel(name, raw) for name in raw}


@dataclass(frozen=True, slots=True, kw_only=True)
class WordRead:
    """A printed word, what was read for it (`start` to `end` of the line), and the cost."""

    word: str
    start: int
    end: int
    cost: float


def misreading_cost(printed: str, read: str, channel: Channel) -> float:
    """Give the cost of the cheapest way in which `printed` is misread as `read`; inf where there is none."""
    return _rows(printed, read, channel)[-1][-1]


def align_words(printed: str, read: str, channel: Channel) -> tuple[WordRead, ...]:
    """Part `read` among the words of `printed`; () where the one is no misreading of the other."""
    rows = _rows(printed, read, channel)
    if rows[-1][-1] == inf:
        return ()
    i, j = len(printed), len(read)
    end, words = j, []
    while i or j:
        back = min(
            _ways(printed, read, (i, j), channel), key=lambda way: rows[i - way[0]][j - way[1]] + way[2]
        )
        here = printed[i - back[0] : i]
        if " " in here or i == back[0]:
            start = j if " " in here else 0
            word = printed[i:].split(" ")[0] if " " in here else printed.split(" ")[0]
            words.append((word, start, end))
            end = j - back[1]
        i, j = i - back[0], j - back[1]
        if not i:
            break
    parts = ((word, start, end) for word, start, end in reversed(words))
    return tuple(
        WordRead(word=word, start=start, end=end, cost=misreading_cost(word, read[start:end], channel))
        for word, start, end in parts
    )


def _rows(printed: str, read: str, model: Channel) -> list[list[float]]:
    rows: list[list[float]] = []
    for i in range(len(printed) + 1):
        row = [inf] * (len(read) + 1)
        rows.append(row)
        for j in range(len(read) + 1):
            best = 0.0 if i == j == 0 else inf
            for di, dj, cost in _ways(printed, read, (i, j), model):
                total = rows[i - di][j - dj] + cost
                if total < best:
                    best = total
            row[j] = best
    return rows


def _ways(printed: str, read: str, at: tuple[int, int], model: Channel) -> list[tuple[int, int, float]]:
    """Give the pieces that may end at `at`: how many letters, how many signs, the cost."""
    i, j = at
    ways = []
    if j:
        ways.append((0, 1, model.inserted.get(read[j - 1], model.inserted_unseen)))
    if not i:
        return ways
    letter = printed[i - 1]
    ways.append((1, 0, model.dropped.get(letter, model.inserted_unseen)))
    if j:
        cost = model.costs.get((letter, read[j - 1]))
        ways.append((1, 1, model.unseen.get(letter, model.inserted_unseen) if cost is None else cost))
    for span in (2, 3)[: max(0, j - 1)]:
        cost = model.costs.get((letter, read[j - span : j]))
        if cost is not None:
            ways.append((1, span, cost))
    if i > 1:
        for span in (1, 2)[:j]:
            cost = model.costs.get((printed[i - 2 : i], read[j - span : j]))
            if cost is not None:
                ways.append((2, span, cost))
    return ways


def _channel(name: str, raw: dict[str, _Counted]) -> Channel:
    letters, pairs, slots = raw[name]["letters"], raw[name]["pairs"], raw[name]["slots"]
    others = [other["letters"] for key, other in raw.items() if key != name]
    costs: dict[tuple[str, str], float] = {}
    dropped, unseen = {}, {}
    for letter, reads in letters.items():
        shares = _shares(letter, reads, others)
        costs |= {(letter, read): -log(share) for read, share in shares.items() if read}
        rest = _UNSEEN_COUNT * _UNSEEN_SHARE / (sum(reads.values()) + _UNSEEN_COUNT)
        dropped[letter] = -log(shares.get("", rest))
        unseen[letter] = -log(rest)
    for pair, reads in pairs.items():
        total = sum(letters.get(pair[0], {}).values()) + sum(reads.values()) + _UNSEEN_COUNT
        costs |= {(pair, read): -log(count / total) + _PAIR_COST for read, count in reads.items()}
    return Channel(
        name=name,
        costs=costs,
        sources=_sources(costs),
        dropped=dropped,
        unseen=unseen,
        inserted={
            sign: -log(max(count / slots, _LEAST_INSERTED)) for sign, count in raw[name]["inserted"].items()
        },
        inserted_unseen=-log(_LEAST_INSERTED),
    )


def _shares(letter: str, reads: dict[str, int], others: list[_Table]) -> dict[str, float]:
    """Give the shares of what was read for a letter, with a little of what the other channels read."""
    shares: dict[str, float] = {}
    tables = [(reads, 1.0 - _FROM_OTHERS * len(others))]
    tables += [(table.get(letter, {}), _FROM_OTHERS) for table in others]
    for table, weight in tables:
        total = sum(table.values()) + _UNSEEN_COUNT
        for read, count in table.items():
            shares[read] = shares.get(read, 0.0) + weight * count / total
    return shares


def _sources(costs: dict[tuple[str, str], float]) -> dict[str, tuple[tuple[str, float], ...]]:
    found: dict[str, list[tuple[str, float]]] = {}
    for (printed, read), cost in costs.items():
        found.setdefault(read, []).append((printed, cost))
    return {read: tuple(sorted(rows, key=lambda row: row[1])) for read, rows in found.items()}
