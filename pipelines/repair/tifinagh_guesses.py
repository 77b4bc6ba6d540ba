"""What a misread line may say: known names that fit it, and texts made of the language's words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from math import exp, inf, log
from typing import TYPE_CHECKING

from balagh.pipelines.repair.confusion import align_words, channels, misreading_cost
from balagh.pipelines.repair.tifinagh_ctc import misread_costs, spellable
from balagh.pipelines.repair.tifinagh_decode import decode
from balagh.pipelines.repair.tifinagh_evidence import evidence, name_confidence
from balagh.pipelines.repair.tifinagh_reader import hear
from balagh.pipelines.repair.tifinagh_signs import kind_of, reading_orders
from balagh.pipelines.repair.tifinagh_words import words_with

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from balagh.pipelines.repair.confusion import Channel
    from balagh.pipelines.repair.tifinagh_reader import Heard

#: Half of the misread lines that matter are names of bodies: what a known name costs beside one of many texts.
_NAME_SHARE = 0.5
#: Costs of texts are divided by this before they become shares: the network is surer than it should be.
_TEMPERATURE = 1.6
#: A name is read as at most so many times its signs, or as so many times fewer.
_LENGTHS = 2.2
#: Specks and rules at a line's ends; no name begins or ends with ⵏ, which a bar within a line is.
_STRAY = ' |_"“”«»~—`'
#: How much the network's cost counts beside that of the measured confusions of single letters. Swept from 0 to 1.2 on
#: 80 lines kept out: 0.2 has the right text among six in 36, 0 in 35, 0.5 in 36, 1.2 in 32; first in 26, 26, 21, 16.
_HEARD = 0.2
#: Names that are looked at closer; texts that are.
_FEW, _MANY = 6, 20
#: How often a text that is no known name is among those that are found.
_AMONG = 0.45
#: What is written down beside the likeliest: other texts, and other words in the place of the least likely one.
_WORD_ALTERNATIVES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownName:
    """A name in Tifinagh; `attested` where a source has it, else somebody's reading of a garbled line.

    `id` is its institution's in the authority file, "" where that does not matter.
    """

    text: str
    attested: bool = True
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """A text that may have been printed.

    Attributes:
        text: the text.
        cost: what it costs altogether, nats; what other lines say for it is taken off.
        confidence: how sure it is.
        name: the name that it is.
        order: which of the line's orders it fits.
        misread, heard: its costs by the measured confusions of single letters and by the network.
    """

    text: str
    cost: float
    confidence: float = 0.0
    name: KnownName | None = None
    order: int = 0
    misread: float = 0.0
    heard: float = 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """A line in each order that its signs may have stood in, as the network hears it, and what may have misread it."""

    signs: int
    orders: tuple[str, ...]
    heard: tuple[Heard, ...]
    channel: Channel

    @property
    def odds(self) -> float:
        """Logarithm of the odds that the line is misread Tifinagh at all, by the look of its signs."""
        return max((one.odds for one in self.heard), default=-inf)


@lru_cache(maxsize=64)
def hear_line(text: str) -> Line:
    """Have the network read `text`; no order at all where there are no signs."""
    orders = tuple(order for order in reading_orders(text.strip(_STRAY)) if order)
    heard = tuple(hear(order) for order in orders)
    return Line(len(text.replace(" ", "")), orders, heard, channels()[kind_of(text)])


def guess_names(line: Line, names: Sequence[KnownName], said: Mapping[str, float]) -> list[Guess]:
    """Give the names that `line` may be, the likeliest first.

    Args:
        line: what was heard.
        names: names to look for.
        said: what other lines say for institutions, by id: logarithms of odds.
    """
    known, costs = _heard_names(line, names)
    share = -log(_NAME_SHARE / max(1, len(known)))
    few = sorted(costs, key=lambda spelt: costs[spelt][0] - said.get(known[spelt].id, 0.0))[:_FEW]
    guesses = []
    for spelt in few:
        heard_cost, order = costs[spelt]
        misread = misreading_cost(spelt, line.orders[order], line.channel)
        name = known[spelt]
        cost = misread + _HEARD * heard_cost + share - said.get(name.id, 0.0)
        guess = Guess(text=name.text, cost=cost, name=name, order=order, misread=misread, heard=heard_cost)
        guesses.append(guess)
    return sorted(guesses, key=lambda guess: guess.cost)


def may_be_name(line: Line, names: Sequence[KnownName], far: float) -> bool:
    """Tell whether a name costs less than `far` a sign above the cheapest way through the network's rows."""
    _, costs = _heard_names(line, names)
    least = [float(heard.rows.max(axis=1).sum()) for heard in line.heard]
    return any(cost + least[order] < far * line.signs for cost, order in costs.values())


def _heard_names(
    line: Line, names: Sequence[KnownName]
) -> tuple[dict[str, KnownName], dict[str, tuple[float, int]]]:
    """Give the names by spelling, and what each costs by the network at least, and in which order."""
    # Where somebody's reading is spelt as an attested name, the name counts.
    known = {spellable(name.text): name for name in sorted(names, key=lambda name: name.attested)}
    known.pop("", None)
    costs: dict[str, tuple[float, int]] = {}
    for order, heard in enumerate(line.heard):
        signs = len(line.orders[order])
        fit = [spelt for spelt in known if signs / _LENGTHS <= len(spelt) <= signs * _LENGTHS]
        for spelt, cost in zip(fit, misread_costs(heard.rows, fit) if fit else (), strict=True):
            costs[spelt] = min(costs.get(spelt, (inf, 0)), (float(cost), order))
    return known, costs


def guess_texts(line: Line, names: Sequence[KnownName]) -> list[Guess]:
    """Give the likeliest texts made of the language's words and those of `names`, the likeliest first.

    Of several orders the one is taken that the network makes most of.
    """
    if not line.heard:
        return []
    lexicon = words_with(name.text for name in names)
    order = max(range(len(line.heard)), key=lambda at: float(line.heard[at].rows.max(axis=1).mean()))
    found = decode(line.orders[order], line.channel, lexicon, most=_MANY)
    if not found:
        return []
    heard = misread_costs(line.heard[order].rows, [one.text for one in found])
    costs = [
        one.cost - log(1 - _NAME_SHARE) + _HEARD * float(cost) for one, cost in zip(found, heard, strict=True)
    ]
    guesses = (Guess(text=one.text, cost=cost) for one, cost in zip(found, costs, strict=True))
    return sorted(guesses, key=lambda guess: guess.cost)


def rank(text: str, names: Sequence[KnownName], said: Mapping[str, float]) -> tuple[Line, list[Guess]]:
    """Give what `text` was heard as, and what it may say, the likeliest first, with confidences."""
    line = hear_line(text)
    found = guess_names(line, names, said)
    spelt = {spellable(guess.text) for guess in found[:1]}
    others = [guess for guess in guess_texts(line, names) if guess.text not in spelt]
    sure = name_confidence(evidence(line, found, others, said)) if found else 0.0
    rows = _with_shares(sorted((*found[1:], *others), key=lambda guess: guess.cost), _AMONG * (1.0 - sure))
    if not found:
        return line, rows
    name = replace(found[0], confidence=sure)
    before = [row for row in rows if row.confidence > sure and row.cost < name.cost]
    after = (replace(row, confidence=min(row.confidence, sure)) for row in rows[len(before) :])
    return line, [*before, name, *after]


def _with_shares(rows: Sequence[Guess], whole: float) -> list[Guess]:
    """Give each guess its share of `whole`, the cheapest the most."""
    weights = [exp((rows[0].cost - guess.cost) / _TEMPERATURE) for guess in rows]
    return [
        replace(guess, confidence=whole * weight / sum(weights))
        for guess, weight in zip(rows, weights, strict=True)
    ]


def other_words(line: Line, text: str, names: Sequence[KnownName]) -> list[str]:
    """Give `text` with its word that fits what was read worst exchanged for others that fit."""
    spelt = spellable(text)
    order = min(line.orders, key=lambda one: misreading_cost(spelt, one, line.channel))
    parts = align_words(spelt, order, line.channel)
    if len(parts) < 2:
        return []
    worst = max(range(len(parts)), key=lambda at: parts[at].cost / len(parts[at].word))
    part = parts[worst]
    lexicon = words_with(name.text for name in names)
    before = parts[worst - 1].word if worst else ""
    found = decode(order[part.start : part.end].strip(), line.channel, lexicon, before=before)
    words = [one.word for one in parts]
    texts = (" ".join([*words[:worst], other.text, *words[worst + 1 :]]) for other in found)
    return [other for other in texts if other != spelt][:_WORD_ALTERNATIVES]
