"""Run a program on one core and watch it: wall time, and the memory of its largest process and of all together."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, sleep
from typing import TYPE_CHECKING

from bench.tools import environment

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Seconds between two looks at the memory: a page takes a second, and this costs under 1 % of the core.
INTERVAL = 0.05

#: Bytes in a kilobyte of the kernel's figures.
KILO = 1024


class BenchError(Exception):
    """A measured program failed: its figures would mean nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run: wall seconds, the exit code, megabytes of its largest process and of all of them at once.

    What processes share is counted in each.
    """

    seconds: float
    code: int
    largest: float
    together: float


def run_on_one_core(command: Sequence[str], *, watch: bool = True) -> Run:
    """Run `command` on one core of this machine with its output thrown away.

    Args:
        command: the program and its arguments.
        watch: look at the memory; leave it off for programs of a few milliseconds.
    """
    core = {min(os.sched_getaffinity(0))}
    began = perf_counter()
    with subprocess.Popen(
        command,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=lambda: os.sched_setaffinity(0, core),
    ) as process:
        largest = together = 0
        while watch and process.poll() is None:
            sizes = [resident(number) for number in family(process.pid)]
            largest, together = max([largest, *sizes]), max(together, sum(sizes))
            sleep(INTERVAL)
        code = process.wait()
    seconds = perf_counter() - began
    return Run(seconds=seconds, code=code, largest=largest / KILO**2, together=together / KILO**2)


def family(root: int) -> list[int]:
    """Give the process and all that it started, found by the kernel's list of children."""
    found, waiting = [], [root]
    while waiting:
        number = waiting.pop()
        found.append(number)
        waiting += [int(child) for task in _tasks(number) for child in _read(task / "children").split()]
    return found


def _tasks(number: int) -> list[Path]:
    folder = Path(f"/proc/{number}/task")
    return list(folder.iterdir()) if folder.exists() else []


def resident(number: int) -> int:
    """Give the bytes of memory that a process holds now; 0 when it is gone."""
    fields = _read(Path(f"/proc/{number}/statm")).split()
    return int(fields[1]) * os.sysconf("SC_PAGE_SIZE") if len(fields) > 1 else 0


def _read(path: Path) -> str:
    # A process may end between being listed and being looked at.
    try:
        return path.read_text(encoding="ascii")
    except OSError:
        return ""
