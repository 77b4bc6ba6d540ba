"""The Arabic names that a misread line may be, and how well each explains what was read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from balagh.pipelines.repair.latin_arabic_channel import align, letters_read, shipped_ways
from balagh.pipelines.repair.latin_arabic_odds import shipped_odds
from balagh.pipelines.repair.latin_arabic_shapes import BLANK, shapes_of
from balagh.pipelines.structure.authority import KINGDOM_ID

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from numpy.typing import NDArray

    from balagh.pipelines.repair.latin_arabic_channel import Channel
    from balagh.pipelines.structure.authority import Authorities

#: Log odds of a kind of name before anything is read: the names of before are rarer in print, each of the hundreds of
#: places is, and the country's stands over every ministry's.
_FORMER, _PLACE, _KINGDOM = -2.0, -3.0, 3.0
#: Names that every way of misreading is tried on; the single way over all lines picks them.
_FINALISTS = 60
#: Letters read for each shape of a name, blanks counted on both sides: the least and the most.
_LEAST_READ, _MOST_READ = 0.35, 2.2
#: Shapes of a word that may have left no trace at all.
_SWALLOWED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownName:
    """A name in Arabic: of which institution (None: of a place), and its log odds before anything is read."""

    text: str
    id: str | None
    prior: float
    shapes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A known name held against what was read.

    Attributes:
        name: the name.
        score: log likelihood of the reading, with the name's log odds.
        fit: by how many nats it explains the reading better than "some Arabic or other" does.
        way: which way of misreading (a place in `Ways.channels`) explains it best.
    """

    name: KnownName
    score: float
    fit: float
    way: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WordFit:
    """How the words of a name explain their parts of the reading, in nats.

    Attributes:
        weakest: by how much the worst of them explains its part better than "some Arabic or other" does.
        rivalled: by how much the worst of them explains its part better than any other known word (negative: worse).
    """

    weakest: float
    rivalled: float


@lru_cache(maxsize=8)
def known_names(names: Authorities) -> tuple[KnownName, ...]:
    """Give the Arabic names of an authority file's institutions and places, each once."""
    found: dict[str, KnownName] = {}
    for one in names:
        special = _KINGDOM if one.id == KINGDOM_ID else 0.0
        for text in (one.ar, *one.aliases, *one.former):
            prior = _FORMER if text in one.former else special
            if text and text not in found and (shapes := shapes_of(text)) and _is_arabic(text):
                found[text] = KnownName(text=text, id=one.id, prior=prior, shapes=shapes)
    for place in names.places:
        if place.ar and place.ar not in found and (shapes := shapes_of(place.ar)):
            found[place.ar] = KnownName(text=place.ar, id=None, prior=_PLACE, shapes=shapes)
    return tuple(found.values())


def _is_arabic(text: str) -> bool:
    return any("\u0620" <= letter <= "\u064a" for letter in text)


@lru_cache(maxsize=256)
def rank_names(line: str, names: Authorities) -> tuple[Match, ...]:
    """Give the names that explain what was read best, the best first; nothing where none can."""
    read = letters_read(line)
    known = known_names(names)
    if not read or not known:
        return ()
    ways = shipped_ways()
    # A name of which a third was read, or that would have been read twice over, is not worth the time.
    able = [at for at, name in enumerate(known) if _LEAST_READ <= len(read) / len(name.shapes) <= _MOST_READ]
    if not able:
        return ()
    priors = np.array([known[at].prior for at in able])
    rough = ways.every.likelihoods([known[at].shapes for at in able], read) + priors
    picked = [able[at] for at in np.argsort(-rough)[:_FINALISTS] if np.isfinite(rough[at])]
    if not picked:
        return ()
    by_way = ways.likelihoods([known[at].shapes for at in picked], read)
    likelihoods = np.logaddexp.reduce(by_way, axis=0) - np.log(len(by_way))
    generic = shipped_odds().likelihood(read)
    scores = likelihoods + np.array([known[at].prior for at in picked])
    return tuple(
        Match(
            name=known[picked[at]],
            score=float(scores[at]),
            fit=float(likelihoods[at] - generic),
            way=int(by_way[:, at].argmax()),
        )
        for at in np.argsort(-scores)
    )


def best_fit(line: str, names: Authorities, proposed: Collection[str]) -> float:
    """Give by how many nats a proposed institution's name explains a line better than "some Arabic" does."""
    read = letters_read(line)
    shapes = [name.shapes for name in known_names(names) if name.id in proposed] if proposed else []
    if not read or not shapes:
        return -np.inf
    return float(shipped_ways().every.likelihoods(shapes, read).max()) - shipped_odds().likelihood(read)


def fit_words(match: Match, line: str, names: Authorities) -> WordFit:
    """Hold each word of a matching name against its part of what was read, in the likeliest alignment."""
    read, odds = letters_read(line), shipped_odds()
    channel = shipped_ways().channels[match.way]
    known = known_words(names)
    weakest = rivalled = np.inf
    for shapes, start, end, likelihood in _parts(channel, match.name.shapes, read):
        weakest = min(weakest, likelihood - odds.likelihood(read, start, end))
        part = read[start:end]
        if part.strip():
            others = channel.likelihoods([*known, shapes], part)
            rivalled = min(rivalled, float(others[-1] - others.max()))
        elif len(shapes) > _SWALLOWED:
            rivalled = -np.inf
    return WordFit(weakest=float(weakest), rivalled=float(rivalled))


def _parts(
    channel: Channel, shapes: tuple[str, ...], read: str
) -> Iterator[tuple[tuple[str, ...], int, int, float]]:
    """Give for each word its shapes, where its part of the reading starts and ends, and that part's log likelihood."""
    word: list[str] = []
    start = place = 0
    likelihood = 0.0
    for shape, (cost, end) in zip(shapes, align(channel, shapes, read), strict=True):
        if shape == BLANK:
            yield tuple(word), start, place, likelihood
            word, start, likelihood = [], end, 0.0
        else:
            word.append(shape)
            likelihood += cost
        place = end
    yield tuple(word), start, len(read), likelihood


@lru_cache(maxsize=8)
def known_words(names: Authorities) -> tuple[tuple[str, ...], ...]:
    """Give the shapes of the words of all known names, each once."""
    words = {word for name in known_names(names) for word in name.text.split()}
    return tuple(shapes for word in sorted(words) if (shapes := shapes_of(word)))


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
