"""Make the held-out set: ``python -m bench.make --out DIR [--only NAME] [--seed N]``.

Other texts, fonts, layouts and scanner settings than those of ``samples``; the rendering is the same code.
"""

from __future__ import annotations

from pathlib import Path

from samples.make import run

DOCUMENTS = Path(__file__).with_name("documents")

if __name__ == "__main__":
    raise SystemExit(run(DOCUMENTS, None, program="bench.make"))
