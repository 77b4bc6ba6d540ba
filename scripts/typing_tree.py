"""Lay the three source folders out as one ``balagh`` package of relative links, for the type checkers.

mypy and pyright do not follow the package mapping of ``pyproject.toml``; they read ``.typing/balagh`` instead.
"""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TREE = ROOT / ".typing" / "balagh"


def main() -> None:
    """Make the tree anew; links are relative so that a copied checkout checks its own files."""
    shutil.rmtree(TREE, ignore_errors=True)
    TREE.mkdir(parents=True)
    for entry in (ROOT / "src" / "balagh").iterdir():
        if entry.name != "__pycache__":
            (TREE / entry.name).symlink_to(Path("../../src/balagh") / entry.name)
    for name in ("ingest", "pipelines"):
        (TREE / name).symlink_to(Path("../..") / name)


if __name__ == "__main__":
    main()
