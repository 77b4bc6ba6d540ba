"""Shape features and the small network that reads them: which script a word is in, which sign a lone piece of ink is.

The features are histograms of oriented gradients (N. Dalal and B. Triggs, CVPR 2005), simplified: cells of 4 x 4
pixels, 6 directions over the half circle, and one normalisation for a whole window instead of one for each block,
since a line's ink is of one strength. The network has one hidden layer; its weights are made by `training/`.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from balagh.ingest.sheet import Image

#: Pixels along a cell's side.
CELL = 4

#: Directions of the gradient told apart, over 180 degrees.
DIRECTIONS = 6

#: Gradients weaker than this (of 1, paper to ink in one pixel) are the paper's grain and count for nothing.
GRAIN = 0.15


def cell_histograms(gray: Image) -> NDArray[np.float32]:
    """Give the gradient histogram of each cell, (rows, columns, `DIRECTIONS`) float32.

    `gray` is (4 * rows, 4 * columns) uint8 with dark ink; pixels beyond the last whole cell are left out.
    """
    rows, columns = gray.shape[0] // CELL, gray.shape[1] // CELL
    picture = gray[: rows * CELL, : columns * CELL].astype(np.float32) / 255.0
    dx = cv2.Sobel(picture, cv2.CV_32F, 1, 0, ksize=1)
    dy = cv2.Sobel(picture, cv2.CV_32F, 0, 1, ksize=1)
    strength, angle = cv2.cartToPolar(dx, dy)
    strength = np.maximum(strength - GRAIN, 0.0)
    bins = np.floor(angle * (DIRECTIONS / np.pi)).astype(np.int32) % DIRECTIONS
    histograms = np.empty((rows, columns, DIRECTIONS), np.float32)
    for direction in range(DIRECTIONS):
        kept = np.where(bins == direction, strength, 0.0)
        # Shrinking by whole cells gives their means.
        means = cv2.resize(kept, (columns, rows), interpolation=cv2.INTER_AREA)
        histograms[:, :, direction] = means * np.float32(CELL * CELL)
    return histograms


def normalised(features: NDArray[np.float32]) -> NDArray[np.float32]:
    """Give each row of (n, d) features at length 1, its square root taken first to tame strong edges."""
    rooted = np.sqrt(features)
    lengths = np.linalg.norm(rooted, axis=1, keepdims=True)
    return np.asarray(rooted / np.maximum(lengths, 1e-3), np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """One hidden layer with rectified units.

    Attributes:
        classes: names of the outputs.
        w1, b1: (inputs, hidden) and (hidden,); w2, b2: (hidden, classes) and (classes,); float32.
    """

    classes: tuple[str, ...]
    w1: NDArray[np.float32]
    b1: NDArray[np.float32]
    w2: NDArray[np.float32]
    b2: NDArray[np.float32]

    def log_probabilities(self, features: NDArray[np.float32]) -> NDArray[np.float32]:
        """Give (n, classes) natural logarithms of probabilities for (n, inputs) features."""
        hidden = np.maximum(features @ self.w1 + self.b1, 0.0)
        scores = hidden @ self.w2 + self.b2
        scores -= scores.max(axis=1, keepdims=True)
        return np.asarray(scores - np.log(np.exp(scores).sum(axis=1, keepdims=True)), np.float32)


def load_network(name: str) -> Network:
    """Read the packaged network `name` (a .npz beside this module).

    Raises:
        FileNotFoundError: there is no such network in the package.
    """
    path = resources.files("balagh.pipelines.recognise") / "models" / f"{name}.npz"
    with path.open("rb") as file, np.load(file) as arrays:
        parts = {key: arrays[key].astype(np.float32) for key in ("w1", "b1", "w2", "b2")}
        return Network(classes=tuple(str(c) for c in arrays["classes"]), **parts)
