"""Training pictures: lines composed, printed, worn, and written to files that the trainer reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from training.tifinagh.compose import compose
from training.tifinagh.faces import draw_manner, print_line
from training.tifinagh.lstmf import write_lstmf
from training.tifinagh.wear import wear_line

if TYPE_CHECKING:
    from pathlib import Path

    from balagh.ingest.sheet import Image
    from training.tifinagh.compose import Stock

#: Lines in one file: the trainer reads a whole file at a time.
LINES_A_FILE = 200

#: Pictures wider than this (pixels, at the model's height) are left out: the trainer is slow on them.
_WIDEST = 1500


def make_line(
    stock: Stock, rng: np.random.Generator, most_words: int, hardness: float
) -> tuple[Image, str] | None:
    """Make one training line; None where chance made one that cannot be used."""
    line = compose(stock, rng, most_words)
    if not line.truth:
        return None
    picture = wear_line(print_line(line.drawn, draw_manner(rng), rng), rng, float(rng.uniform(0, hardness)))
    if picture.shape[1] > _WIDEST * picture.shape[0] / 36 or min(picture.shape) < 8:
        return None
    return picture, line.truth


def render_set(
    stock: Stock, folder: Path, *, lines: int, most_words: int, hardness: float, seed: int
) -> Path:
    """Write `lines` training lines to files in `folder`; give the path of the list of these files."""
    rng = np.random.default_rng(seed)
    folder.mkdir(parents=True, exist_ok=True)
    names = []
    for number in range(max(1, lines // LINES_A_FILE)):
        made: list[tuple[Image, str]] = []
        while len(made) < min(lines, LINES_A_FILE):
            line = make_line(stock, rng, most_words, hardness)
            if line is not None:
                made.append(line)
        target = folder / f"{number:04d}.lstmf"
        write_lstmf(made, target)
        names.append(str(target))
    listing = folder / "files.list"
    listing.write_text("\n".join(names) + "\n", encoding="utf-8")
    return listing
