"""A small network that reads back what misread Tifinagh said: signs in, chances of letters out.

``models/tifinagh_reader.npz`` comes from ``python -m training.train_misread_reader``. Each sign is seen with some
fifteen signs on either side of it, and gives `FRAMES` rows of chances: of each letter, of a blank between words, of
nothing. What a text's chance is follows from the rows by connectionist temporal classification (`tifinagh_ctc`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: What can have been printed, by column of the rows; column 0 is nothing.
LETTERS = "ⴰⴱⴳⴷⴹⴻⴼⴽⵀⵃⵄⵅⵇⵉⵊⵍⵎⵏⵓⵔⵕⵖⵙⵚⵛⵜⵟⵡⵢⵣⵥⵯ "
#: Rows for each sign: a reader makes one sign of two or three letters at times.
FRAMES = 3
#: Signs that a layer looks at.
WIDTH = 5
#: The number of a sign never met; 0 is for no sign.
UNKNOWN = 1
_SMALL = 1e-5


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What the network makes of a line.

    Attributes:
        rows: (frames, 1 + letters) float64, natural logarithms of chances; column 0 is nothing.
        odds: logarithm of the odds that the line is misread Tifinagh at all.
    """

    rows: NDArray[np.float64]
    odds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Network:
    """`signs` numbers the signs; `steps` says for each layer how far apart the signs are that it looks at."""

    signs: dict[str, int]
    steps: tuple[int, ...]
    weights: dict[str, NDArray[np.float32]]


def hear(line: str) -> Heard:
    """Read `line`, its signs in the order of paper, with single blanks.

    Raises:
        ValueError: the line is empty.
    """
    import numpy as np

    if not line:
        message = "an empty line cannot be read"
        raise ValueError(message)
    net = _network()
    weights = net.weights
    x = weights["E"][[net.signs.get(sign, UNKNOWN) for sign in line]]
    for layer, step in enumerate(net.steps):
        seen = _around(_levelled(x, weights[f"g{layer}"]), step)
        x = x + np.maximum(seen @ weights[f"a{layer}"] + weights[f"ab{layer}"], 0) @ weights[f"b{layer}"]
    x = _levelled(x, weights["g"])
    rows = (x @ weights["out"] + weights["outb"]).reshape(len(line) * FRAMES, 1 + len(LETTERS)).astype(float)
    rows -= rows.max(axis=1, keepdims=True)
    rows -= np.log(np.exp(rows).sum(axis=1, keepdims=True))
    pooled = np.concatenate([x.mean(axis=0), x.max(axis=0)])
    hidden = np.maximum(pooled @ weights["d1"] + weights["d1b"], 0)
    return Heard(rows=rows, odds=float((hidden @ weights["d2"] + weights["d2b"])[0]))


def _levelled(x: NDArray[np.float32], gain: NDArray[np.float32]) -> NDArray[np.float32]:
    import numpy as np

    level = np.sqrt((x * x).mean(axis=1, keepdims=True) + _SMALL)
    return np.asarray(x / level * gain, np.float32)


def _around(x: NDArray[np.float32], step: int) -> NDArray[np.float32]:
    """Give each sign's numbers beside those of its neighbours: (signs, WIDTH * numbers)."""
    import numpy as np

    reach = WIDTH // 2 * step
    wide = np.pad(x, ((reach, reach), (0, 0)))
    return np.concatenate([wide[at * step : at * step + len(x)] for at in range(WIDTH)], axis=1)


@cache
def _network() -> _Network:
    import numpy as np

    with files("balagh.pipelines.repair").joinpath("models/tifinagh_reader.npz").open("rb") as stream:
        data = np.load(stream)
        signs = {sign: UNKNOWN + 1 + at for at, sign in enumerate(str(data["signs"]))}
        steps = tuple(map(int, data["steps"]))
        weights = {}
        for name in data.files:
            if name not in {"signs", "steps"} and not name.endswith("_scale"):
                scale = data[f"{name}_scale"] if f"{name}_scale" in data.files else np.float32(1)
                weights[name] = np.asarray(data[name] * scale, np.float32)
    return _Network(signs=signs, steps=steps, weights=weights)
