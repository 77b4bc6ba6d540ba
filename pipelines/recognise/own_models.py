"""Balagh's own models for Tesseract: where they lie, and their hashes.

Loads nothing heavy: the doctor looks here too.
"""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from pathlib import Path

#: The folder of balagh's own models. They go before the system's of the same name: what was measured is what reads.
OWN_MODELS = Path(__file__).resolve().with_name("models")

#: The environment variable that names another folder of models, taken before balagh's own and the system's.
MODELS_VARIABLE = "BALAGH_MODELS"


def own_models() -> dict[str, Path]:
    """Give the files of the models that do not come from the system, by name.

    They are balagh's own, or those that the user named in their place.

    >>> own_models()["zgh"].name
    'zgh.traineddata'
    """
    named = os.environ.get(MODELS_VARIABLE)
    folders = (OWN_MODELS, Path(named).absolute()) if named else (OWN_MODELS,)
    return {path.stem: path for folder in folders for path in sorted(folder.glob("*.traineddata"))}


def file_hash(path: Path) -> str:
    """Give a file's SHA-256 in hex; read once, and again when it has changed.

    Raises:
        OSError: it cannot be read.
    """
    return _hash_of(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=16)
def _hash_of(path: Path, changed: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
