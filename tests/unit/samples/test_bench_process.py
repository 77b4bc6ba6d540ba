"""The process watcher sees time, exit code and the memory of children."""

from __future__ import annotations

import sys

from bench.process import run_on_one_core

#: Holds 80 MB in a child of the child for half a second.
CHILD = "b = bytearray(80_000_000); import time; time.sleep(0.5)"
GREEDY = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {CHILD!r}])"


def test_time_and_code() -> None:
    run = run_on_one_core([sys.executable, "-c", "raise SystemExit(3)"], watch=False)
    assert run.code == 3
    assert 0 < run.seconds < 30


def test_memory_of_a_grandchild_counts() -> None:
    run = run_on_one_core([sys.executable, "-c", GREEDY])
    assert run.largest > 75
    assert run.together > run.largest
