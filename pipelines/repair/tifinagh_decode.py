"""The likeliest Amazigh texts behind a misread line: a beam search through a noisy channel."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING

from balagh.pipelines.repair.tifinagh_words import PARTICLES, place_after

if TYPE_CHECKING:
    from balagh.pipelines.repair.confusion import Channel
    from balagh.pipelines.repair.tifinagh_words import Lexicon, Words

#: Texts kept at each sign of the line, and those of them that may go on with a letter that gave no sign. Swept on lines
#: kept out: of 40, 200 and 60 find no more; 50 and 15 have the right text among six in 14, not 17.
_BEAM, _DROPPERS = 100, 30
#: In long lines fewer are kept, so that all are read in half a second: so many in all, but no fewer at a sign.
_WORK, _FEWEST_KEPT = 2500, 30
#: A text so much dearer than the cheapest one at its place is given up, nats. On 38 lines kept
#: out 8 loses one of the 16 that come out right, 18 finds no more and takes twice the time.
_FAR = 10.0
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


@dataclass(slots=True)
class _Beam:
    """The texts that explain what was read up to one place, by text, and what the cheapest costs."""

    states: dict[str, _State] = field(default_factory=dict)
    least: float = inf

    def keep(self, state: _State) -> None:
        key = state.done + state.word
        other = self.states.get(key)
        if other is None or state.cost < other.cost:
            self.states[key] = state
            self.least = min(self.least, state.cost)

    def best(self, most: int) -> list[_State]:
        """Give the cheapest texts that are not too dear, at most `_ALIKE` of those that go on alike."""
        kept: list[_State] = []
        alike: dict[tuple[str, int, int], int] = {}
        near = [state for state in self.states.values() if state.cost <= self.least + _FAR]
        for state in sorted(near, key=_cost):
            key = (state.word, id(state.words), state.dropped)
            alike[key] = alike.get(key, 0) + 1
            if alike[key] <= _ALIKE:
                kept.append(state)
                if len(kept) == most:
                    break
        return kept


def _cost(state: _State) -> float:
    return state.cost


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
    kept = max(_FEWEST_KEPT, min(_BEAM, _WORK // len(read)))
    beams = [_Beam() for _ in range(len(read) + 1)]
    beams[0].keep(_State("", "", 0.0, 0.0, 0, lexicon[place_after(before)]))
    for at in range(len(read) + 1):
        for state in beams[at].best(min(kept, _DROPPERS)):
            _drop(state, beams[at], channel, lexicon)
        if at == len(read):
            break
        for state in beams[at].best(kept):
            _go_on(state, read, at, beams, channel, lexicon)
    ends = [_ended(state) for state in beams[-1].states.values() if state.word]
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


def _drop(state: _State, beam: _Beam, channel: Channel, lexicon: Lexicon) -> None:
    if state.dropped >= _MOST_DROPPED:
        return
    for letter, cost in channel.dropped.items():
        if state.cost + cost <= beam.least + _FAR:
            new = _spell(state, letter, state.cost + cost, lexicon, state.dropped + 1)
            if new is not None:
                beam.keep(new)


def _go_on(state: _State, read: str, at: int, beams: list[_Beam], channel: Channel, lexicon: Lexicon) -> None:
    inserted = state.cost + channel.inserted.get(read[at], channel.inserted_unseen)
    beams[at + 1].keep(
        _State(state.done, state.word, inserted, state.pending, state.dropped, state.words),
    )
    for span in (1, 2, 3):
        seen = read[at : at + span]
        if len(seen) < span:
            break
        beam = beams[at + span]
        for printed, cost in channel.sources.get(seen, ()):
            # Words only add to the cost, and sources come the cheapest first.
            if state.cost + cost > beam.least + _FAR:
                break
            new = _spell(state, printed, state.cost + cost, lexicon, 0)
            if new is not None:
                beam.keep(new)


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
