"""The Arabic names that a misread line may be, and how well each explains what was read.

Two models judge, and know different things: the reader (`latin_arabic_reader`) what a whole line's letters go back to,
the confusion model (`latin_arabic_channel`) how each shape is misread. Both pick names, the latter orders them:
measured on typefaces kept out, it puts the right one first more often than the reader or any mix of both.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from balagh.pipelines.repair.latin_arabic_channel import letters_read, shipped_ways
from balagh.pipelines.repair.latin_arabic_ctc import free_likelihood, likelihoods
from balagh.pipelines.repair.latin_arabic_null import null_likelihood
from balagh.pipelines.repair.latin_arabic_odds import shipped_odds
from balagh.pipelines.repair.latin_arabic_reader import letters_printed, shipped_reader
from balagh.pipelines.repair.latin_arabic_shapes import shapes_of
from balagh.pipelines.structure.authority import KINGDOM_ID

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from numpy.typing import NDArray

    from balagh.pipelines.structure.authority import Authorities

#: Log odds of a kind of name before anything is read: the names of before are rarer in print and so are other names of
#: a body, each of the hundreds of places is, and the country's stands over every ministry's.
_FORMER, _ALIAS, _PLACE, _KINGDOM = -2.0, -1.0, -3.0, 3.0
#: Names that every way of misreading is tried on: so many that the reader picks, and so many that the confusion model
#: over all ways does. Of 245 names misread in unseen typefaces both have all but 4, the reader's first 120 89 %.
_HEARD, _SEEN = 15, 35
#: What a nat of the confusion model counts: shapes beside each other are not misread independently. With 0.6 the right
#: name is first for 96 % of 245 names misread in unseen typefaces, for 94 % with 1, and its share is the most honest.
_BELIEVED = 0.6
#: A name the reader finds less likely than its own reading by more nats than this is as unlikely as any.
_FURTHEST = 80.0
#: Names held against a line at once: of like length, so that little is reckoned in vain.
_TOGETHER = 120
#: Letters read for each shape of a name, blanks counted on both sides: the least and the most.
_LEAST_READ, _MOST_READ = 0.35, 2.2


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownName:
    """A name in Arabic: of which institution (None: of a place), and its log odds before anything is read."""

    text: str
    id: str | None
    prior: float
    shapes: tuple[str, ...]
    letters: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A known name held against what was read.

    Attributes:
        name: the name.
        score: log likelihood of the reading as far as it is believed, with the name's log odds.
        fit: by how many nats it explains the reading better than "some Arabic or other" does.
        apart: by how many nats it does so better than all rows of shapes together (`latin_arabic_null`).
        heard: by how many nats the reader finds it less likely than the likeliest way through its rows (never above 0
            by much).
    """

    name: KnownName
    score: float
    fit: float
    apart: float
    heard: float


@lru_cache(maxsize=8)
def known_names(names: Authorities) -> tuple[KnownName, ...]:
    """Give the Arabic names of an authority file's institutions and places, each once."""
    found: dict[str, KnownName] = {}
    for one in names:
        special = _KINGDOM if one.id == KINGDOM_ID else 0.0
        for text in (one.ar, *one.aliases, *one.former):
            prior = _FORMER if text in one.former else _ALIAS if text != one.ar else special
            if text and text not in found and (shapes := shapes_of(text)) and _is_arabic(text):
                found[text] = KnownName(
                    text=text, id=one.id, prior=prior, shapes=shapes, letters=letters_printed(text)
                )
    for place in names.places:
        if place.ar and place.ar not in found and (shapes := shapes_of(place.ar)):
            found[place.ar] = KnownName(
                text=place.ar, id=None, prior=_PLACE, shapes=shapes, letters=letters_printed(place.ar)
            )
    return tuple(found.values())


def _is_arabic(text: str) -> bool:
    return any("\u0620" <= letter <= "\u064a" for letter in text)


@lru_cache(maxsize=256)
def rank_names(line: str, names: Authorities, wanted: frozenset[str] = frozenset()) -> tuple[Match, ...]:
    """Give the names that explain what was read best, the best first; nothing where none can.

    Those of the institutions `wanted` (ids) are always among them.
    """
    read = letters_read(line)
    known = known_names(names)
    # A name of which a third was read, or that would have been read twice over, is not worth the time.
    able = [name for name in known if _LEAST_READ <= len(read) / len(name.shapes) <= _MOST_READ]
    if not read or not able:
        return ()
    rows = shipped_reader().rows(read)
    heard = _heard(rows, able)
    priors = np.array([name.prior for name in able])
    ways = shipped_ways()
    roughly = ways.every.likelihoods([name.shapes for name in able], read)
    chosen = {
        *np.argsort(-(heard + priors))[:_HEARD].tolist(),
        *np.argsort(-(roughly + priors))[:_SEEN].tolist(),
    }
    picked = sorted(chosen | {at for at, name in enumerate(able) if name.id in wanted})
    finalists = [able[at] for at in picked]
    by_way = ways.likelihoods([name.shapes for name in finalists], read)
    seen = np.logaddexp.reduce(by_way, axis=0) - np.log(len(by_way))
    generic, free, null = shipped_odds().likelihood(read), free_likelihood(rows), null_likelihood(read)
    scores = _BELIEVED * seen + priors[picked]
    return tuple(
        Match(
            name=finalists[at],
            score=float(scores[at]),
            fit=float(seen[at] - generic),
            apart=float(seen[at] - null),
            heard=float(heard[picked[at]] - free),
        )
        for at in np.argsort(-scores)
        if np.isfinite(scores[at])
    )


def _heard(rows: NDArray[np.float32], able: Sequence[KnownName]) -> NDArray[np.float64]:
    """Give the log chance of each name under the reader's rows, in the order of `able`; long ones apart from short."""
    found = np.zeros(len(able))
    order = sorted(range(len(able)), key=lambda at: len(able[at].letters))
    for start in range(0, len(order), _TOGETHER):
        part = order[start : start + _TOGETHER]
        found[part] = likelihoods(rows, [able[at].letters for at in part])
    return np.maximum(found, free_likelihood(rows) - _FURTHEST)


def best_fit(line: str, names: Authorities, proposed: Collection[str]) -> float:
    """Give by how many nats a proposed institution's name explains a line better than "some Arabic" does."""
    read = letters_read(line)
    shapes = [name.shapes for name in known_names(names) if name.id in proposed] if proposed else []
    if not read or not shapes:
        return -np.inf
    return float(shipped_ways().every.likelihoods(shapes, read).max()) - shipped_odds().likelihood(read)


def support(
    matches: tuple[Match, ...], proposed: Mapping[str, float]
) -> tuple[tuple[Match, ...], NDArray[np.float64]]:
    """Order matches anew with what the rest of the letterhead proposes.

    Args:
        matches: names held against a line.
        proposed: log odds that others lines add for an institution's id.

    Returns:
        the matches, the likeliest first, and the share of the likelihood that each has among them.
    """
    scores = np.array([match.score + proposed.get(match.name.id or "", 0.0) for match in matches])
    order = np.argsort(-scores, kind="stable")
    shares = np.exp(scores[order] - np.logaddexp.reduce(scores))
    return tuple(matches[int(at)] for at in order), shares
