"""Write a trained network as the package reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sklearn.neural_network import MLPClassifier


def store_network(model: MLPClassifier, classes: Sequence[str], target: Path) -> None:
    """Write the weights in half precision (enough for a choice among a dozen classes) to an .npz file."""
    (w1, w2), (b1, b2) = model.coefs_, model.intercepts_
    halves = {
        name: array.astype(np.float16) for name, array in (("w1", w1), ("b1", b1), ("w2", w2), ("b2", b2))
    }
    np.savez_compressed(target, classes=np.array(classes), **halves)
    print(f"{target.name}: {target.stat().st_size} bytes")
