"""Train the network that reads misread Tifinagh back: ``python -m training.train_misread_reader --pairs FILE ...``.

The files are those of `training.measure_confusions`; lines of figures (`training.misread_figures`) and plain lines
(`training.plain_lines`) join them. Wants JAX and Optax (``pip install jax optax``). The shipped model was trained on
43,000 pairs for 27 minutes, on less than half a core. Writes ``pipelines/repair/models/tifinagh_reader.npz``.
"""

from __future__ import annotations

import argparse
import time
from math import cos, pi
from pathlib import Path
from typing import TYPE_CHECKING

import jax
import numpy as np
import optax

from balagh.pipelines.repair.tifinagh_signs import reading_orders
from training.confusion_lines import load_pairs
from training.confusion_text import words_to_print
from training.misread_batches import SHAPES, batch_of, batches, examples_of, number_signs, shape_of
from training.misread_figures import make_figures
from training.misread_network import STEPS, first_weights, forward, loss, text_costs
from training.plain_lines import plain_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from training.misread_batches import Batch, Example
    from training.misread_network import Weights

TARGET = Path(__file__).parent.parent / "pipelines" / "repair" / "models" / "tifinagh_reader.npz"
FIGURES, PLAIN, SEED = 3500, 9000, 5
#: Highest step, the share of the time in which it is come to, how strongly weights are held near 0.
STEP, WARM, HOLD = 2e-3, 0.03, 0.01
#: After these rounds each line of Arabic letters takes the order of signs that costs least.
ORDER_ROUNDS = frozenset((4, 8, 14))
#: Tables of more weights than this are kept in whole numbers of one byte, with a scale for each column.
_LARGE = 2000


def train(examples: Sequence[Example], signs: dict[str, int], minutes: float) -> Weights:
    """Learn for so many minutes."""
    rng = np.random.default_rng(SEED)
    plain = _plain(rng)
    weights = first_weights(rng, len(signs) + 2)
    adam = optax.inject_hyperparams(optax.adamw)(learning_rate=STEP, weight_decay=HOLD)
    optimiser = optax.chain(optax.clip_by_global_norm(1.0), adam)
    state = optimiser.init(weights)

    @jax.jit
    def step(
        weights: Weights, state: optax.OptState, batch: tuple[jax.Array, ...], key: jax.Array, rate: float
    ) -> tuple[Weights, optax.OptState, jax.Array]:
        state[1].hyperparams["learning_rate"] = rate
        (_, reading), slopes = jax.value_and_grad(loss, has_aux=True)(weights, *batch, key)
        updates, state = optimiser.update(slopes, state, weights)
        return optax.apply_updates(weights, updates), state, reading

    key, start, rounds = jax.random.PRNGKey(SEED), time.monotonic(), 0
    while (done := (time.monotonic() - start) / (60 * minutes)) < 1:
        costs = []
        for batch in batches(examples, plain, signs, rng):
            done = min(1.0, (time.monotonic() - start) / (60 * minutes))
            key, own = jax.random.split(key)
            rate = STEP * min(1.0, done / WARM) * (0.5 + 0.5 * cos(pi * done) + 0.01)
            weights, state, reading = step(weights, state, _on_device(batch), own, rate)
            costs.append(float(reading))
            if done == 1.0:
                break
        rounds += 1
        print(f"round {rounds}: {np.mean(costs):.3f} nats a letter", flush=True)
        if rounds in ORDER_ROUNDS:
            choose_orders(examples, weights, signs)
    return weights


def choose_orders(examples: Sequence[Example], weights: Weights, signs: dict[str, int]) -> None:
    """Give each example of several orders the one that costs least."""

    @jax.jit
    def costs(ids: jax.Array, texts: jax.Array) -> jax.Array:
        return text_costs(forward(weights, ids)[0], ids, texts)

    size = 256
    waiting: list[list[tuple[Example, int]]] = [[] for _ in SHAPES]
    for one in examples:
        for order, read in enumerate(one.orders):
            if len(one.orders) > 1:
                waiting[shape_of(read, one.text)].append((one, order))
    best: dict[int, float] = {}
    for shape, jobs in enumerate(waiting):
        for at in range(0, len(jobs), size):
            some = jobs[at : at + size]
            rows = [(one.orders[order], one.text) for one, order in some]
            # Always as many rows, or all is compiled anew.
            batch = batch_of(rows + rows[:1] * (size - len(rows)), shape, signs)
            found = np.asarray(costs(jax.numpy.asarray(batch.ids), jax.numpy.asarray(batch.texts)))
            for (one, order), cost in zip(some, found[: len(some)], strict=True):
                if cost < best.get(id(one), np.inf):
                    best[id(one)], one.order = float(cost), order


def write(weights: Weights, signs: dict[str, int], target: Path) -> None:
    """Write the model, the large tables in bytes."""
    kept: dict[str, np.ndarray] = {"signs": np.array("".join(signs)), "steps": np.array(STEPS, np.int8)}
    for name, table in weights.items():
        values = np.asarray(table, np.float32)
        if values.ndim == 2 and values.size > _LARGE:
            scale = np.abs(values).max(axis=0, keepdims=True) / 127
            kept[name], kept[f"{name}_scale"] = np.rint(values / scale).astype(np.int8), scale
        else:
            kept[name] = values
    np.savez_compressed(target, **kept)  # type: ignore[arg-type]  # its signature has allow_pickle among them


def _plain(rng: np.random.Generator) -> list[str]:
    lines = plain_lines(rng, PLAIN)
    shown = (reading_orders(line)[0] for line in [*lines, *(line.upper() for line in lines[::4])])
    return [line for line in shown if len(line) > len("+212")]


def _on_device(batch: Batch) -> tuple[jax.Array, jax.Array, jax.Array]:
    return jax.numpy.asarray(batch.ids), jax.numpy.asarray(batch.texts), jax.numpy.asarray(batch.misread)


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=Path, nargs="+", required=True)
    parser.add_argument("--texts", type=Path, nargs="*", default=[], help="running text, kept elsewhere")
    parser.add_argument("--minutes", type=float, default=20.0)
    parser.add_argument("--target", type=Path, default=TARGET)
    args = parser.parse_args()
    pairs = [pair for source in args.pairs for pair in load_pairs(source)]
    pairs += make_figures(np.random.default_rng(SEED), FIGURES, words_to_print(args.texts))
    examples = examples_of(pairs)
    signs = number_signs(examples)
    write(train(examples, signs, args.minutes), signs, args.target)


if __name__ == "__main__":
    main()
