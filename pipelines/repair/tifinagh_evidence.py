"""How sure it is that a misread line is the name that fits it best."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from math import exp, log
from typing import TYPE_CHECKING

from balagh.pipelines.repair.confusion import align_words
from balagh.pipelines.repair.tifinagh_ctc import misread_costs, spellable
from balagh.pipelines.repair.tifinagh_reader import FRAMES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from balagh.pipelines.repair.tifinagh_guesses import Guess, Line

#: Margins of more nats than this say no more, nor does a word so badly read that each letter costs so many, nor odds.
_MOST_MARGIN, _MOST_MISFIT, _MOST_ODDS = 20.0, 8.0, 12.0
#: What other lines say is counted in eighths: eight is what the name itself in another language says.
_SAID = 8.0
#: Letters of the shortest word that is looked at for itself.
_FEWEST_LETTERS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What speaks for and against the name that fits a line best.

    Attributes:
        beside: what the next name costs more, nats.
        before: what the best other text costs more.
        above: the network's cost above the cheapest way through its rows, for each sign.
        misread: the cost by the counts, for each sign.
        worst_heard, worst_misread: the same for each letter of the word that is read worst.
        odds: of the line being misread Tifinagh, their logarithm.
        signs: how many there are, the logarithm.
        unlike: the share of the name in which the best other text differs from it.
        said, said_other: what other lines say for the name; at most for any other one.
    """

    beside: float
    before: float
    above: float
    misread: float
    worst_heard: float
    worst_misread: float
    odds: float
    signs: float
    unlike: float
    said: float
    said_other: float


#: The bias and what each of `Evidence` weighs: fitted by ``python -m training.fit_misread_names`` on 659 lines, each
#: with its name in the file and without it, alone and beside a line that says a name, and on plain lines.
_BIAS = 0.083
_WEIGHTS = Evidence(
    beside=0.085,
    before=0.144,
    above=-0.214,
    misread=0.800,
    worst_heard=-0.626,
    worst_misread=-0.516,
    odds=0.102,
    signs=-0.295,
    unlike=-0.905,
    said=2.616,
    said_other=-5.962,
)


def evidence(
    line: Line, found: Sequence[Guess], others: Sequence[Guess], said: Mapping[str, float]
) -> Evidence:
    """Give what speaks for the first of the names `found`, the others being what else the line may say."""
    best, rest = found[0], found[1:]
    spelt = spellable(best.text)
    rows = line.heard[best.order].rows
    own = best.name.id if best.name is not None else ""
    told = said.get(own, 0.0)
    worst_heard, worst_misread = _worst_word(line, best)
    return Evidence(
        beside=_margin(best.cost + told, [_without(one, said) for one in rest]),
        before=_margin(best.cost + told, [others[0].cost] if others else []),
        above=(best.heard + float(rows.max(axis=1).sum())) / max(1, line.signs),
        misread=min(_MOST_MISFIT, best.misread / max(1, line.signs)),
        worst_heard=worst_heard,
        worst_misread=worst_misread,
        odds=max(-_MOST_ODDS, min(_MOST_ODDS, line.odds)),
        signs=log(max(1, line.signs)),
        unlike=distance(spelt, others[0].text) / len(spelt) if others else 1.0,
        said=told / _SAID,
        said_other=max((value for id_, value in said.items() if id_ != own), default=0.0) / _SAID,
    )


def name_confidence(seen: Evidence) -> float:
    """Give how sure the name is that `seen` speaks for so much."""
    total = sum(weight * value for weight, value in zip(astuple(_WEIGHTS), astuple(seen), strict=True))
    return 1 / (1 + exp(-max(-30.0, min(30.0, _BIAS + total))))


def _without(guess: Guess, said: Mapping[str, float]) -> float:
    return guess.cost + (said.get(guess.name.id, 0.0) if guess.name is not None else 0.0)


def _margin(best: float, rest: Sequence[float]) -> float:
    return max(-_MOST_MARGIN, min(_MOST_MARGIN, min(rest, default=best + _MOST_MARGIN) - best))


def _worst_word(line: Line, best: Guess) -> tuple[float, float]:
    """Give, for the word that fits its part of the line worst, the costs for each letter: heard, misread."""
    rows = line.heard[best.order].rows
    heard, misread = [0.0], [0.0]
    for part in align_words(spellable(best.text), line.orders[best.order], line.channel):
        if len(part.word) < _FEWEST_LETTERS:
            continue
        own = rows[part.start * FRAMES : max(part.end, part.start + 1) * FRAMES]
        cost = float(misread_costs(own, [part.word])[0] + own.max(axis=1).sum()) if len(own) else _MOST_MISFIT
        heard.append(min(_MOST_MISFIT, cost / len(part.word)))
        misread.append(min(_MOST_MISFIT, part.cost / len(part.word)))
    return max(heard), max(misread)


def distance(one: str, other: str) -> int:
    """Give how many letters must be exchanged, put in or left out to make the one text of the other."""
    row = list(range(len(other) + 1))
    for at, char in enumerate(one, start=1):
        left, row[0] = row[0], at
        for place, letter in enumerate(other, start=1):
            left, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, left + (char != letter))
    return row[-1]
