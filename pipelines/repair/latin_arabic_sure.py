"""How sure it is that the best known name is what a misread line says: evidence weighed on lines of known truth."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from balagh.pipelines.repair.latin_arabic_words import fit_words

if TYPE_CHECKING:
    from balagh.pipelines.repair.latin_arabic_names import Match
    from balagh.pipelines.structure.authority import Authorities

#: What the evidence counts in the log odds that the name is right: nothing, by how many nats it is ahead of all others
#: together, what the reader says of a letter of it, what the confusion model says of a letter of it beside Arabic that
#: is not known and beside any letters that a reader puts, its worst word's chance and its lead over other known words,
#: and that it is a place (of hundreds, two differ by a short word). Fitted on 2026-11-23 by logistic regression to half
#: of the names misread in typefaces kept out of learning, with the name in the file and taken out of it, by
#: training/fit_latin_arabic_sure.py. What the confusion model says of its words told nothing more.
_ALONE = (0.657, 0.327, 0.283, 2.314, 0.804, 0.115, 0.07, -4.422)
#: The first four, where the letterhead agrees on the name, or on a name that is not this line's.
_AGREED = (-2.008, 0.416, 1.678, 3.42)
#: Log odds from which a name is put in place. Alone: of 332 names taken out of the file 2 % are taken for another, half
#: of them for another name of the same body. Agreed: where the letterhead names a body that is not the line's (half
#: of them among the likeliest 25), 1.6 % of 1,042 lines are wrong; where it names the line's own, none of 247 is.
SURE_ALONE, SURE_AGREED = 2.0, 0.0
#: No name read by its shapes is surer than this.
_SUREST = 0.99
#: Bounds of the evidence, in the same order: beyond them it tells no more.
_BOUNDS = (
    (-5.0, 15.0), (-3.0, 0.0), (-2.0, 3.0), (-1.5, 1.5), (-30.0, 0.0), (-20.0, 15.0),
)  # fmt: skip


def log_odds(best: Match, ahead: float, text: str, names: Authorities, *, agreed: bool) -> float:
    """Give the log odds that a name is what a line says.

    Args:
        best: the name that explains the line best.
        ahead: by how many nats it does so better than all others together.
        text: what was read.
        names: the authority file, in which there may be words that explain a part of it better.
        agreed: whether the rest of the letterhead names the same institution.
    """
    told = evidence(best, ahead, text, names, agreed=agreed)
    first, *weights = _AGREED if agreed else _ALONE
    return first + sum(weight * value for weight, value in zip(weights, told, strict=True))


def least_odds(*, agreed: bool) -> float:
    """Give the log odds from which a name is put in place."""
    return SURE_AGREED if agreed else SURE_ALONE


def chance_of(odds: float) -> float:
    """Give the chance that log odds stand for, short of certainty."""
    return min(_SUREST, 1.0 / (1.0 + math.exp(-odds)))


def evidence(best: Match, ahead: float, text: str, names: Authorities, *, agreed: bool) -> list[float]:
    """Give what is weighed, within its bounds, in the order of the weights; arguments as of `log_odds`."""
    size = len(best.name.letters)
    told = [ahead, best.heard / size, best.apart / len(best.name.shapes)]
    if not agreed:
        words = fit_words(best, text, names)
        told += [best.fit / size, words.weakest, words.rivalled]
    bounded = [max(low, min(high, value)) for value, (low, high) in zip(told, _BOUNDS, strict=False)]
    if not agreed:
        bounded.append(0.0 if best.name.id else 1.0)
    return bounded
