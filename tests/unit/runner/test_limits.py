from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from balagh.errors import ArgumentError, CrashError, MemoryLimitError, TimeLimitError
from balagh.runner.limits import Limits
from balagh.runner.local import local_executor
from balagh.runner.memory import group_memory, resident
from tests.unit.runner import fakes
from tests.unit.runner.tasks import carry_out, ends_soon, is_alive, number_in, tasks_for

ROOT = Path(__file__).resolve().parents[3]

#: Runs tasks as a program of its own, so that it can be killed: folder, jobs, names.
PROGRAM = (
    "import sys; from pathlib import Path; from tests.unit.runner.tasks import carry_out;"
    "carry_out(Path(sys.argv[1]), sys.argv[3:], int(sys.argv[2]))"
)


@pytest.mark.parametrize("deed", ["forever", "busy"])
def test_a_file_that_hangs_is_ended_and_the_others_are_read(tmp_path: Path, deed: str) -> None:
    outcomes = carry_out(tmp_path, ["ok-1", deed, "ok-2", "ok-3"], 2, Limits(page_seconds=3))
    assert [name for name, outcome in outcomes.items() if outcome.error] == [deed]
    error = outcomes[deed].error
    assert isinstance(error, TimeLimitError)
    assert (error.reason, error.passing) == ("timeout", True)
    assert deed in error.message
    assert "3 seconds before its first page" in error.message


def test_a_page_that_takes_too_long_is_named(tmp_path: Path) -> None:
    outcomes = carry_out(tmp_path, ["pages-1-1-100-1"], 1, Limits(page_seconds=3))
    error = outcomes["pages-1-1-100-1"].error
    assert isinstance(error, TimeLimitError)
    assert "after page 3" in error.message


def test_many_pages_may_take_longer_than_one(tmp_path: Path) -> None:
    names = ["pages-9-9-9-9", f"pages{'-9' * 20}"]
    outcomes = carry_out(tmp_path, names, 2, Limits(page_seconds=3, document_seconds=7))
    assert outcomes[names[0]].error is None
    error = outcomes[names[1]].error
    assert isinstance(error, TimeLimitError)
    assert "7 seconds that a document may take" in error.message


@pytest.mark.parametrize("deed", ["balloon", "burst"])
def test_a_file_that_takes_too_much_memory_is_ended(tmp_path: Path, deed: str) -> None:
    outcomes = carry_out(tmp_path, ["ok-1", deed, "ok-2"], 2, Limits(memory_mb=300))
    assert [name for name, outcome in outcomes.items() if outcome.error] == [deed]
    error = outcomes[deed].error
    assert isinstance(error, MemoryLimitError)
    assert (error.reason, error.passing) == ("memory", True)


@pytest.mark.parametrize("deed", ["children", "orphan"])
def test_no_program_outlives_the_worker_that_started_it(tmp_path: Path, deed: str) -> None:
    outcomes = carry_out(tmp_path, [deed, "ok"], 2, Limits(page_seconds=3 if deed == "children" else 60))
    assert isinstance(outcomes[deed].error, TimeLimitError if deed == "children" else CrashError)
    assert outcomes["ok"].error is None
    assert ends_soon(number_in(tmp_path / f"{deed}.child"))
    assert deed == "orphan" or not passing_file(tmp_path).exists()


@pytest.mark.parametrize("names", [["children", "busy-1"], ["busy-1", "children"]])
def test_a_killed_program_leaves_nothing_running(tmp_path: Path, names: list[str]) -> None:
    program = start(tmp_path, 2, names)
    worker, child = (number_in(tmp_path / f"children.{what}") for what in ("pid", "child"))
    everything = group_memory(groups_of(program))
    assert len(everything) >= 3  # two workers and the guard
    program.send_signal(signal.SIGKILL)
    program.wait()
    assert ends_soon(worker)
    assert ends_soon(child)
    assert all(ends_soon(group) for group in everything)
    assert not passing_file(tmp_path).exists()


def test_a_killed_guard_leaves_nothing_running_either(tmp_path: Path) -> None:
    program = start(tmp_path, 1, ["children"])
    worker, child = (number_in(tmp_path / f"children.{what}") for what in ("pid", "child"))
    [guard] = groups_of(program) - {worker}
    for process in (guard, program.pid):
        os.kill(process, signal.SIGKILL)
    program.wait()
    assert ends_soon(worker)
    assert ends_soon(child)


def test_closing_the_iterator_ends_workers_and_guard(tmp_path: Path) -> None:
    outcomes: Any = local_executor(2, reader=fakes.read).run(tasks_for(tmp_path, ["children", "ok"]))
    assert next(outcomes).task.path.name == "ok"
    worker, child = (number_in(tmp_path / f"children.{what}") for what in ("pid", "child"))
    before = groups_of(None)
    assert worker in before
    outcomes.close()
    assert not is_alive(worker)
    assert ends_soon(child)
    assert not any(map(is_alive, before))


def test_a_worker_is_replaced_after_some_files(tmp_path: Path) -> None:
    names = [f"marked-{number}" for number in range(5)]
    carry_out(tmp_path, names, 1, Limits(recycle_after=2))
    readers = [number_in(tmp_path / f"{name}.pid") for name in names]
    assert readers[0] == readers[1]
    assert readers[2] == readers[3]
    assert len(set(readers)) == 3


def test_memory_of_a_group_is_that_of_its_processes() -> None:
    own = os.getpgid(0)
    held = group_memory({own, 1 << 30})
    assert set(held) == {own}
    assert held[own] >= resident() * 0.9 > 5


def test_a_process_that_cannot_be_started_is_an_error_of_balagh_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "full"))
    with pytest.raises(CrashError, match="cannot be started: No such file"):
        carry_out(tmp_path, ["ok"])


@pytest.mark.parametrize(
    "wrong",
    [{"page_seconds": 0}, {"document_seconds": -1}, {"memory_mb": 0}, {"max_pages": 0}, {"recycle_after": 0}],
)
def test_limits_that_nothing_could_keep_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ArgumentError):
        Limits(**wrong)


def passing_file(folder: Path) -> Path:
    """The file that a killed worker left in the place for such files."""
    return Path((folder / "children.passing").read_text(encoding="utf-8"))


def start(folder: Path, jobs: int, names: list[str]) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(folder)}
    command = [sys.executable, "-c", PROGRAM, str(folder), str(jobs), *names]
    return subprocess.Popen(command, env=environment, start_new_session=True)


def groups_of(program: subprocess.Popen[bytes] | None) -> set[int]:
    """The process groups led by children of a program (None: of this one)."""
    parent = os.getpid() if program is None else program.pid
    found = set()
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            fields = (entry / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[1]) == parent and int(fields[2]) == int(entry.name):
            found.add(int(entry.name))
    return found
