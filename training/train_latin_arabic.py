"""Train the network that reads back Arabic from the Latin letters it was misread as.

Usage: ``python -m training.train_latin_arabic LEARNED.jsonl … --judged JUDGED.jsonl --target MODEL.npz``

The pairs are those of `training/measure_arabic_as_latin.py`. Needs jax and optax (for training only; balagh itself
runs the network with numpy, `balagh.pipelines.repair.latin_arabic_reader`). The loss is that of connectionist temporal
classification; the weights kept are an average over the last steps, as bytes of half precision.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import jax
import jax.numpy as jnp
import numpy as np
import optax

from balagh.pipelines.repair.latin_arabic_channel import letters_read
from balagh.pipelines.repair.latin_arabic_ctc import best_path, likelihoods
from balagh.pipelines.repair.latin_arabic_reader import (
    DILATIONS,
    FRAMES,
    LETTERS,
    NONE,
    TOLD,
    UNKNOWN,
    WIDTH,
    Reader,
    letters_printed,
)
from training.latin_faces import JUDGED, TESTED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Numbers that stand for a character, lines in a step, the highest rate of learning.
SIZE, BATCH, RATE = 72, 48, 3e-3
#: Characters met less often are unknown.
RARE = 15
#: Share of the characters that are hidden from the network at each step, and of its numbers.
HIDDEN, DROPPED = 0.04, 0.1
#: Lines are cut to one of these lengths, so that few sizes are compiled.
LENGTHS = (24, 40, 72)
#: Latin letters for an Arabic one: a line of which fewer or more were read is left out.
FEWEST, MOST = 0.4, 2.2
#: Characters of a line that is joined to another, to be learned from once more.
JOINED = 28
BLANK = 1 + LETTERS.index(" ")
#: Share of the weights' average that a step renews.
RENEWED = 0.003

Weights = dict[str, jax.Array]
Pair = tuple[str, tuple[int, ...]]


def main() -> None:
    """Train and write the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sources", type=Path, nargs="+")
    parser.add_argument("--judged", type=Path, required=True)
    parser.add_argument("--target", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="go on with the weights of this file")
    parser.add_argument("--minutes", type=float, default=12)
    asked = parser.parse_args()
    learned, judged = pairs(asked.sources), pairs([asked.judged], every=True)
    counts = Counter(sign for read, _ in learned for sign in read)
    rng = np.random.default_rng(1)
    signs, weights = load(asked.start) if asked.start else ("", {})
    signs = signs or "".join(sorted(sign for sign, n in counts.items() if n >= RARE))
    print(f"{len(learned)} lines learned from, {len(judged)} judged, {len(signs)} characters", flush=True)
    places = {sign: UNKNOWN + 1 + at for at, sign in enumerate(signs)}
    weights = weights or first_weights(len(signs) + 2, rng)
    print(f"{sum(each.size for each in weights.values())} weights", flush=True)
    rate = optax.inject_hyperparams(optax.adamw)(learning_rate=RATE, weight_decay=0.01)
    state, average, losses = rate.init(weights), weights, list[float]()
    started, shown = time.monotonic(), 0.0
    key = jax.random.PRNGKey(1)
    for number, batch in enumerate(batches(learned, places, rng)):
        past = (time.monotonic() - started) / 60 / asked.minutes
        if past >= 1:
            break
        state.hyperparams["learning_rate"] = jnp.asarray(
            RATE * min(1.0, (number + 1) / 200) * max(0.02, 1 - past)
        )
        key, drop = jax.random.split(key)
        weights, state, average, loss = learn(weights, state, average, drop, *batch)
        losses.append(float(loss))
        if past - shown >= 1 / 8:
            shown = past
            reader = Reader(signs=places, weights={name: np.asarray(each) for name, each in average.items()})
            print(
                f"{past:.2f} step {number}: loss {np.mean(losses[-200:]):.2f}; judged {judge(reader, judged)}",
                flush=True,
            )
            save(asked.target, signs, average)
    save(asked.target, signs, average)
    print(f"{len(losses)} steps, {asked.target.stat().st_size} bytes")


def pairs(sources: Sequence[Path], *, every: bool = False) -> list[Pair]:
    """Give what was read and the columns of what was printed; of typefaces kept out only if `every`."""
    found: list[Pair] = []
    short: dict[str, Pair] = {}
    for path in sources:
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            read, printed = letters_read(row["read"]), letters_printed(row["ar"])
            if not every and row["font"].startswith((*JUDGED, *TESTED)):
                continue
            if FEWEST <= len(read) / max(1, len(printed)) <= MOST and len(read) <= LENGTHS[-1]:
                found.append((read, printed))
                if every or len(read) > JOINED:
                    continue
                # A typeface is misread alike by one model: two short lines make a third.
                before = short.get(way := f"{row['font']} {row['model']}")
                if before is not None:
                    found.append((f"{before[0]} {read}", (*before[1], BLANK, *printed)))
                short[way] = read, printed
    return found


def batches(
    learned: Sequence[Pair], places: dict[str, int], rng: np.random.Generator
) -> Iterator[tuple[np.ndarray, ...]]:
    """Give without end lines of like length: characters, their padding, letters, their padding."""
    dealt: dict[int, list[int]] = {size: [] for size in LENGTHS}
    while True:
        for at in rng.permutation(len(learned)):
            size = next(size for size in LENGTHS if size >= len(learned[int(at)][0]))
            dealt[size].append(int(at))
            if len(dealt[size]) == BATCH:
                yield _batch([learned[one] for one in dealt[size]], size, places, rng)
                dealt[size] = []


def _batch(
    chosen: Sequence[Pair], size: int, places: dict[str, int], rng: np.random.Generator
) -> tuple[np.ndarray, ...]:
    codes = np.full((len(chosen), size), NONE, np.int32)
    letters = np.zeros((len(chosen), int(size / FEWEST) + 1), np.int32)
    for row, (read, printed) in enumerate(chosen):
        codes[row, : len(read)] = [places.get(sign, UNKNOWN) for sign in read]
        letters[row, : len(printed)] = printed
    beside = (codes == NONE).astype(np.float32)
    codes[(rng.random(codes.shape) < HIDDEN) & (codes != NONE)] = UNKNOWN
    return codes, beside, letters, (letters == 0).astype(np.float32)


def first_weights(signs: int, rng: np.random.Generator) -> Weights:
    """Give weights to start from."""

    def dealt(rows: int, columns: int, scale: float = 1.0) -> jax.Array:
        return jnp.asarray(rng.normal(0, scale / np.sqrt(rows), (rows, columns)), jnp.float32)

    weights = {"E": jnp.asarray(rng.normal(0, 0.3, (signs, SIZE)), jnp.float32), "g": jnp.ones(SIZE)}
    for layer in range(len(DILATIONS)):
        weights[f"g{layer}"] = jnp.ones(SIZE)
        weights[f"a{layer}"] = dealt(WIDTH * SIZE, SIZE, 1.4)
        weights[f"ab{layer}"] = jnp.zeros(SIZE)
        weights[f"b{layer}"] = dealt(SIZE, SIZE, 0.5)
    weights |= {"t1": dealt(SIZE, SIZE), "t1b": jnp.zeros(SIZE), "t2": dealt(SIZE, SIZE, 0.3)}
    width = FRAMES * (1 + len(LETTERS))
    return weights | {"out": dealt(SIZE, width, 0.5), "outb": jnp.zeros(width)}


def chances(weights: Weights, codes: jax.Array, beside: jax.Array, drop: jax.Array) -> jax.Array:
    """Give the network's logits, (lines, rows, 1 + letters), as `Reader.rows` does for one line."""
    inside = 1 - beside[..., None]
    x = weights["E"][codes] * inside
    for layer, step in enumerate(DILATIONS):
        level = x / jnp.sqrt((x * x).mean(axis=-1, keepdims=True) + 1e-5) * weights[f"g{layer}"] * inside
        reach, size = WIDTH // 2 * step, x.shape[1]
        wide = jnp.pad(level, ((0, 0), (reach, reach), (0, 0)))
        seen = jnp.concatenate([wide[:, at * step : at * step + size] for at in range(WIDTH)], axis=-1)
        hidden = jax.nn.relu(seen @ weights[f"a{layer}"] + weights[f"ab{layer}"])
        kept = jax.random.bernoulli(jax.random.fold_in(drop, layer), 1 - DROPPED, hidden.shape)
        x = (x + jnp.where(kept, hidden / (1 - DROPPED), 0) @ weights[f"b{layer}"]) * inside
        if layer == TOLD:
            whole = x.sum(axis=1) / inside.sum(axis=1)
            x = x + (jax.nn.relu(whole @ weights["t1"] + weights["t1b"]) @ weights["t2"])[:, None] * inside
    x = x / jnp.sqrt((x * x).mean(axis=-1, keepdims=True) + 1e-5) * weights["g"]
    rows = x @ weights["out"] + weights["outb"]
    return rows.reshape(len(codes), codes.shape[1] * FRAMES, 1 + len(LETTERS))


@jax.jit
def learn(
    weights: Weights,
    state: optax.OptState,
    average: Weights,
    drop: jax.Array,
    codes: jax.Array,
    beside: jax.Array,
    letters: jax.Array,
    after: jax.Array,
) -> tuple[Weights, optax.OptState, Weights, jax.Array]:
    """Take one step of learning."""

    def loss(now: Weights) -> jax.Array:
        rows = chances(now, codes, beside, drop)
        each = optax.ctc_loss(rows, jnp.repeat(beside, FRAMES, axis=1), letters, after)
        # A line that lost more letters than rows can make up has no chance at all: it teaches nothing.
        return jnp.where(each < 1000, each, 0).mean()

    value, slope = jax.value_and_grad(loss)(weights)
    length = optax.global_norm(slope)
    slope = jax.tree.map(lambda each: each * jnp.minimum(1.0, 5.0 / (length + 1e-6)), slope)
    rate = optax.inject_hyperparams(optax.adamw)(learning_rate=RATE, weight_decay=0.01)
    steps, state = rate.update(slope, state, weights)
    weights = optax.apply_updates(weights, steps)
    average = jax.tree.map(lambda old, new: old + RENEWED * (new - old), average, weights)
    return weights, state, average, value


def judge(reader: Reader, judged: Sequence[Pair]) -> str:
    """Say how likely the letters of judged lines are, and how often the likeliest of their names is the right one."""
    names = sorted({printed for _, printed in judged})
    right, total, letters = 0, 0.0, 0
    for read, printed in judged:
        found = likelihoods(reader.rows(read), names)
        right += names[int(found.argmax())] == printed
        total += max(-300.0, float(found[names.index(printed)]))
        letters += len(printed)
    read, printed = judged[0]
    sample = best_path(reader.rows(read))
    said = "".join(LETTERS[column - 1] for column in reversed(printed))
    return f"{-total / letters:.3f} nats a letter, {100 * right / len(judged):.1f} % first; {sample} | {said}"


def load(source: Path) -> tuple[str, Weights]:
    """Read what `save` wrote."""
    with np.load(source) as stored:
        return str(stored["signs"]), {
            name: jnp.asarray(stored[name], jnp.float32) for name in stored.files if name != "signs"
        }


def save(target: Path, signs: str, weights: Weights) -> None:
    """Write the weights in half precision."""
    halves = {name: np.asarray(each).astype(np.float16) for name, each in weights.items()}
    with target.open("wb") as file:
        np.savez_compressed(file, signs=np.array(signs), **halves)  # type: ignore[arg-type]  # allow_pickle is none of them


if __name__ == "__main__":
    main()
