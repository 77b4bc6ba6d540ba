"""The network behind ``models/tifinagh_reader.npz`` in JAX: the same layers as in `pipelines.repair.tifinagh_reader`.

Kept apart from what uses it, since JAX is wanted for training only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import jax
import jax.numpy as jnp
import optax

from balagh.pipelines.repair.tifinagh_reader import FRAMES, LETTERS, WIDTH

if TYPE_CHECKING:
    import numpy as np

#: Numbers for each sign; for each layer, how far apart the signs are that it looks at.
SIZE, STEPS = 128, (1, 1, 2, 2, 4, 1)
#: Numbers between the line as a whole and the odds of its being misread.
_HIDDEN = 32
_COLUMNS = 1 + len(LETTERS)
_DROP, _SMALL = 0.1, 1e-5
#: A line that costs more nats a letter tells nothing: most of it was not read at all.
_HOPELESS = 6.0
#: What plain lines weigh in telling them from misread ones, and what telling weighs beside reading.
_PLAIN_WEIGHT, _TELLING = 1.5, 0.3

Weights = dict[str, jax.Array]


def first_weights(rng: np.random.Generator, signs: int) -> Weights:
    """Draw the weights to begin with for `signs` numbered signs."""

    def draw(*shape: int, spread: float) -> jax.Array:
        return jnp.asarray(rng.normal(0, spread**-0.5, shape), jnp.float32)

    weights = {
        "E": draw(signs, SIZE, spread=4.0),
        "g": jnp.ones(SIZE),
        "out": draw(SIZE, FRAMES * _COLUMNS, spread=SIZE),
        "outb": jnp.zeros(FRAMES * _COLUMNS),
        "d1": draw(2 * SIZE, _HIDDEN, spread=2 * SIZE),
        "d1b": jnp.zeros(_HIDDEN),
        "d2": draw(_HIDDEN, 1, spread=_HIDDEN),
        "d2b": jnp.zeros(1),
    }
    for layer in range(len(STEPS)):
        weights[f"a{layer}"] = draw(WIDTH * SIZE, SIZE, spread=WIDTH * SIZE / 2)
        weights[f"ab{layer}"] = jnp.zeros(SIZE)
        weights[f"b{layer}"] = draw(SIZE, SIZE, spread=4 * SIZE)
        weights[f"g{layer}"] = jnp.ones(SIZE)
    return weights


def forward(weights: Weights, ids: jax.Array, key: jax.Array | None = None) -> tuple[jax.Array, jax.Array]:
    """Give rows before normalisation (lines, signs * FRAMES, columns) and odds (lines,); `key` drops by lot."""
    there = (ids > 0)[..., None].astype(jnp.float32)
    x = weights["E"][ids] * there
    for layer, step in enumerate(STEPS):
        reach = WIDTH // 2 * step
        wide = jnp.pad(_levelled(x, weights[f"g{layer}"]) * there, ((0, 0), (reach, reach), (0, 0)))
        seen = jnp.concatenate([wide[:, at * step : at * step + ids.shape[1]] for at in range(WIDTH)], -1)
        hidden = jax.nn.relu(seen @ weights[f"a{layer}"] + weights[f"ab{layer}"])
        if key is not None:
            key, own = jax.random.split(key)
            hidden = hidden * jax.random.bernoulli(own, 1 - _DROP, hidden.shape) / (1 - _DROP)
        x = x + (hidden @ weights[f"b{layer}"]) * there
    x = _levelled(x, weights["g"]) * there
    rows = (x @ weights["out"] + weights["outb"]).reshape(ids.shape[0], -1, _COLUMNS)
    pooled = jnp.concatenate([x.sum(1) / there.sum(1), jnp.where(there > 0, x, -1e9).max(1)], -1)
    told = jax.nn.relu(pooled @ weights["d1"] + weights["d1b"]) @ weights["d2"] + weights["d2b"]
    return rows, told[:, 0]


def text_costs(rows: jax.Array, ids: jax.Array, texts: jax.Array) -> jax.Array:
    """Give the cost of each line's text (numbers of letters, 0 for none) under its rows, in nats."""
    outside = 1 - jnp.repeat(ids > 0, FRAMES, axis=1).astype(jnp.float32)
    return jnp.asarray(optax.ctc_loss(rows, outside, texts, (texts == 0).astype(jnp.float32)))


def loss(
    weights: Weights, ids: jax.Array, texts: jax.Array, misread: jax.Array, key: jax.Array
) -> tuple[jax.Array, jax.Array]:
    """Give what is made small, and the mean cost a letter of the misread lines; `misread` is 1 or 0 for each line."""
    rows, odds = forward(weights, ids, key)
    costs = text_costs(rows, ids, texts) / jnp.maximum(1, (texts > 0).sum(1))
    reading = (jnp.minimum(costs, _HOPELESS) * misread).sum() / misread.sum()
    telling = optax.sigmoid_binary_cross_entropy(odds, misread) * jnp.where(misread > 0, 1, _PLAIN_WEIGHT)
    return reading + _TELLING * telling.mean(), reading


def _levelled(x: jax.Array, gain: jax.Array) -> jax.Array:
    return x * gain * jax.lax.rsqrt(jnp.mean(x * x, -1, keepdims=True) + _SMALL)
