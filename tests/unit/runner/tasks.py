"""Tasks, and the ends of processes, for the tests of the runner."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from balagh.emit.report_part import prepare_report
from balagh.runner.limits import Limits
from balagh.runner.local import local_executor
from balagh.runner.task import Outcome, Task
from balagh.settings import Settings
from tests.unit.runner import fakes

if TYPE_CHECKING:
    from collections.abc import Iterable


def tasks_for(folder: Path, names: Iterable[str], limits: Limits | None = None) -> list[Task]:
    """A task for each file, with its output in ``out``; the files need not exist for the fake reader."""
    out = folder / "out"
    prepare_report(out)
    return [
        Task(path=folder / name, name=name, out=out, settings=Settings(), limits=limits or Limits())
        for name in names
    ]


def carry_out(
    folder: Path, names: Iterable[str], jobs: int = 1, limits: Limits | None = None
) -> dict[str, Outcome]:
    """What became of each file, by its name, with the fake reader in real processes."""
    outcomes = local_executor(jobs, reader=fakes.read).run(tasks_for(folder, names, limits))
    return {outcome.task.path.name: outcome for outcome in outcomes}


def is_alive(process: int) -> bool:
    """Whether a process runs; one that is dead and waits for its parent does not."""
    try:
        status = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return status.rpartition(")")[2].split()[0] not in ("Z", "X")


def number_in(file: Path, patience: float = 60.0) -> int:
    """The number of a process that a file tells, as soon as it does."""
    until = time.monotonic() + patience
    while not (file.exists() and file.read_text(encoding="ascii")):
        assert time.monotonic() < until, f"{file.name} was never written"
        time.sleep(0.02)
    return int(file.read_text(encoding="ascii"))


def ends_soon(process: int, patience: float = 30.0) -> bool:
    """Whether a process is gone within some seconds."""
    until = time.monotonic() + patience
    while is_alive(process):
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True
