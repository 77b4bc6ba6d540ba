from __future__ import annotations

import itertools
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from balagh.errors import DamagedInputError
from balagh.runner import CrashError, InternalError, Result, run_many
from balagh.settings import Settings
from tests.unit.runner import fakes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def read_all(names: Iterable[str], jobs: int) -> dict[str, Result]:
    results = run_many(map(Path, names), jobs=jobs, settings=Settings(), reader=fakes.read)
    return {result.path.name: result for result in results}


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_failure_is_a_value_and_the_others_are_read(jobs: int) -> None:
    results = read_all(["ok-1", "damaged", "fault", "memory", "ok-2"], jobs)
    assert {name for name, result in results.items() if result.ok} == {"ok-1", "ok-2"}
    damaged, fault, memory = (results[name] for name in ("damaged", "fault", "memory"))
    assert isinstance(damaged.error, DamagedInputError)
    assert damaged.error.hint == "scan it again"
    assert isinstance(fault.error, InternalError)
    assert "one over none in fault" in fault.error.message
    assert "ZeroDivisionError" in fault.trace
    assert "_fault" in fault.trace
    assert isinstance(memory.error, CrashError)
    assert all(result.document is None for result in (damaged, fault, memory))


@pytest.mark.parametrize(
    ("deed", "how"), [("exit", "status 7"), ("kill", "signal 9 (Killed)"), ("segfault", "signal 11")]
)
def test_a_dead_worker_costs_only_its_own_file(deed: str, how: str) -> None:
    results = read_all(["ok-1", deed, "ok-2", "ok-3"], 2)
    assert {name for name, result in results.items() if result.ok} == {"ok-1", "ok-2", "ok-3"}
    error = results[deed].error
    assert isinstance(error, CrashError)
    assert deed in error.message
    assert how in error.message


def test_a_worker_killed_as_a_bystander_gets_a_second_chance(tmp_path: Path) -> None:
    bystander = tmp_path / "once.png"
    results = read_all([str(bystander), "ok-1"], 2)
    assert bystander.with_suffix(".tried").exists()
    assert results["once.png"].ok


def test_results_come_as_they_finish(tmp_path: Path) -> None:
    slow = tmp_path / "gate.png"
    results = run_many([slow, Path("ok-1"), Path("ok-2")], jobs=2, settings=Settings(), reader=fakes.read)
    assert [next(results).path.name for _ in range(2)] == ["ok-1", "ok-2"]
    slow.with_suffix(".open").touch()
    assert [result.path for result in results] == [slow]


def test_pictures_come_over_from_a_worker() -> None:
    document = read_all(["ok"], 2)["ok"].document
    assert document is not None
    assert document.preview(1) == fakes.JPEG


def test_a_long_generator_is_taken_in_bit_by_bit() -> None:
    taken = 0

    def endless() -> Iterator[Path]:
        nonlocal taken
        for number in itertools.count():
            taken += 1
            yield Path(f"ok-{number}")

    results = run_many(endless(), jobs=2, settings=Settings(), reader=fakes.read)
    some = list(itertools.islice(results, 10))
    results.close()  # type: ignore[attr-defined]  # it is a generator
    assert all(result.ok for result in some)
    assert taken <= 10 + 2 * 2


def test_what_a_reader_prints_does_not_reach_standard_output(capfd: pytest.CaptureFixture[str]) -> None:
    assert read_all(["noisy"], 2)["noisy"].ok
    captured = capfd.readouterr()
    assert captured.out == ""
    assert "noise" in captured.err


def test_leaving_early_kills_the_workers(tmp_path: Path) -> None:
    stuck = tmp_path / "forever.png"
    results = run_many([stuck, Path("ok")], jobs=2, settings=Settings(), reader=fakes.read)
    assert next(results).path == Path("ok")
    note = stuck.with_suffix(".pid")
    deadline = time.monotonic() + 10
    while not (note.exists() and note.read_text(encoding="ascii")):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    results.close()  # type: ignore[attr-defined]  # it is a generator
    with pytest.raises(ProcessLookupError):
        os.kill(int(note.read_text(encoding="ascii")), 0)


def test_no_file_starts_no_process() -> None:
    assert read_all([], 2) == {}
