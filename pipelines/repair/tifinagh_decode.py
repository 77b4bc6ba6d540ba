"""The likeliest Amazigh texts behind a misread line: a beam search through a noisy channel."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from balagh.pipelines.repair.tifinagh_words import PARTICLES, place_after

if TYPE_CHECKING:
    from balagh.pipelines.repair.confusion import Channel
    from balagh.pipelines.repair.tifinagh_words import Lexicon, Words

#: Texts kept at each sign of the line, and those of them that may go on with a letter that gave no sign. Swept on lines
#: kept out: of 40, 200 and 60 find no more; 50 and 15 have the right text among six in 14, not 17.
_BEAM, _DROPPERS = 100, 30
#: What follows depends on the word being spelt and its place only: of texts that agree in these so many are kept.
_ALIKE = 3
#: Letters in a row that gave nothing.
_MOST_DROPPED = 1
#: A printed blank's own cost is in the words' costs: each word ends somewhere.
_BLANK = " "
#: What it costs a text to end with of, and, with, in or to.
_PARTICLE_LAST = 4.0


@dataclass(frozen=True, slots=True)
class _State:
    """A text begun: whole words, the word being spelt, costs, how many letters just gave nothing.

    `pending` is the cost of the word's beginning, which is in `cost`; `words` the lexicon at the word's place.
    """

    done: str
    word: str
    cost: float
    pending: float
    dropped: int
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A text that may have been printed, and the cost of its being printed and misread."""

    text: str
    cost: float


def decode(
    read: str, channel: Channel, lexicon: Lexicon, most: int = 8, before: str = ""
) -> tuple[Reading, ...]:
    """Give the likeliest texts behind `read`, the likeliest first; () where the channel cannot explain it.

    Args:
        read: what was read, from left to right on paper.
        channel: what misread it.
        lexicon: the words that may be there.
        most: how many texts are given.
        before: the word that stands before, where `read` is a part of a line.
    """
    if not read:
        return ()
    beams: list[dict[str, _State]] = [{} for _ in range(len(read) + 1)]
    _keep(beams[0], _State("", "", 0.0, 0.0, 0, lexicon[place_after(before)]))
    for at in range(len(read) + 1):
        for state in _best(beams[at], _DROPPERS):
            _drop(state, beams[at], channel, lexicon)
        if at == len(read):
            break
        for state in _best(beams[at], _BEAM):
            _go_on(state, read, at, beams, channel, lexicon)
    ends = [_ended(state) for state in beams[-1].values() if state.word]
    best: dict[str, float] = {}
    for reading in ends:
        best[reading.text] = min(reading.cost, best.get(reading.text, reading.cost))
    rows = sorted(best.items(), key=lambda row: row[1])[:most]
    return tuple(Reading(text=text, cost=cost) for text, cost in rows)


def text_cost(text: str, lexicon: Lexicon) -> float:
    """Give the cost of `text` being written at all."""
    words = ["", *text.split()]
    costs = [-lexicon[place_after(before)].word(word) for before, word in pairwise(words)]
    return sum(costs) + (_PARTICLE_LAST if words[-1] in PARTICLES else 0.0)


def _best(beam: dict[str, _State], most: int) -> list[_State]:
    """Give the cheapest states, at most `_ALIKE` of those that go on alike."""
    kept: list[_State] = []
    alike: dict[tuple[str, int, int], int] = {}
    for state in sorted(beam.values(), key=lambda state: state.cost):
        key = (state.word, id(state.words), state.dropped)
        alike[key] = alike.get(key, 0) + 1
        if alike[key] <= _ALIKE:
            kept.append(state)
            if len(kept) == most:
                break
    return kept


def _keep(beam: dict[str, _State], state: _State) -> None:
    key = state.done + state.word
    other = beam.get(key)
    if other is None or state.cost < other.cost:
        beam[key] = state


def _drop(state: _State, beam: dict[str, _State], channel: Channel, lexicon: Lexicon) -> None:
    if state.dropped >= _MOST_DROPPED:
        return
    for letter, cost in channel.dropped.items():
        new = _spell(state, letter, state.cost + cost, lexicon, state.dropped + 1)
        if new is not None:
            _keep(beam, new)


def _go_on(
    state: _State, read: str, at: int, beams: list[dict[str, _State]], channel: Channel, lexicon: Lexicon
) -> None:
    sign = read[at]
    inserted = channel.inserted.get(sign, channel.inserted_unseen)
    _keep(
        beams[at + 1],
        _State(state.done, state.word, state.cost + inserted, state.pending, state.dropped, state.words),
    )
    for span in (1, 2, 3):
        seen = read[at : at + span]
        if len(seen) < span:
            break
        for printed, cost in channel.sources.get(seen, ()):
            new = _spell(state, printed, state.cost + cost, lexicon, 0)
            if new is not None:
                _keep(beams[at + span], new)


def _spell(state: _State, printed: str, cost: float, lexicon: Lexicon, dropped: int) -> _State | None:
    """Add the printed letters (or blanks) to a text begun; None where a word would be empty."""
    done, word, pending, words = state.done, state.word, state.pending, state.words
    for letter in printed:
        if letter == _BLANK:
            if not word:
                return None
            cost += -words.word(word) - pending
            words = lexicon[place_after(word)]
            done, word, pending = done + word + _BLANK, "", 0.0
        else:
            word += letter
            begun = -words.beginning(word)
            cost, pending = cost + begun - pending, begun
    return _State(done, word, cost, pending, dropped, words)


def _ended(state: _State) -> Reading:
    cost = state.cost - state.words.word(state.word) - state.pending
    cost += _PARTICLE_LAST if state.word in PARTICLES else 0.0
    return Reading(text=state.done + state.word, cost=cost)
