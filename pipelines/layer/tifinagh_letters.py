"""How likely a word is in Standard Moroccan Tamazight, three letters at a time."""

from __future__ import annotations

from functools import cache
from importlib import resources

import numpy as np

from balagh.pipelines.layer.letters import STEP, Letters, numbers_of

#: The letters of the IRCAM alphabet and the sign of labio-velars; all others count as one, and so do a word's ends.
TIFINAGH = "ⴰⴱⴳⴷⴹⴻⴼⴽⵀⵃⵄⵅⵇⵉⵊⵍⵎⵏⵓⵔⵕⵖⵙⵚⵛⵜⵟⵡⵢⵣⵥⵯ"


def tifinagh_bits(word: str) -> float:
    """Give what a word's letters and its end cost in bits, all together.

    >>> tifinagh_bits("ⵜⴰⵎⴰⵣⵉⵖⵜ") < tifinagh_bits("ⵇⵥⵃⵇⵥⵃⵇⵥ")
    True
    """
    return _letters().bits(word)


@cache
def _letters() -> Letters:
    path = resources.files("balagh.pipelines.layer") / "models" / "tifinagh.npz"
    with path.open("rb") as file, np.load(file) as tables:
        cost = tables["tifinagh"].astype(np.float32) * STEP
    return Letters(numbers=numbers_of(TIFINAGH), cost=cost)
