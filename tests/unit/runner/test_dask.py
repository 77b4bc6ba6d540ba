from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, Any

import pytest
from dask import config
from distributed import LocalCluster

from balagh.errors import ArgumentError, CrashError, DamagedInputError, MissingDependencyError, TimeLimitError
from balagh.runner import crew, dask
from balagh.runner.dask import LOCAL, dask_executor
from balagh.runner.limits import Limits
from tests.unit.runner import fakes
from tests.unit.runner.tasks import ends_soon, number_in, tasks_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from balagh.runner.task import Outcome


@pytest.fixture
def machines() -> Iterator[str]:
    """The address of a scheduler with two workers, each a process that can be killed."""
    with (
        config.set({"distributed.scheduler.allowed-failures": 1}),
        LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            memory_limit=0,
            dashboard_address="127.0.0.1:0",
            silence_logs=logging.CRITICAL,
        ) as cluster,
    ):
        yield cluster.scheduler_address


def run(address: str, folder: Path, names: list[str], limits: Limits | None = None) -> dict[str, Outcome]:
    outcomes = dask_executor(address, jobs=2, reader=fakes.read).run(tasks_for(folder, names, limits))
    return {outcome.task.path.name: outcome for outcome in outcomes}


def test_a_cluster_of_its_own_does_what_local_workers_do(tmp_path: Path) -> None:
    names = ["ok-1", "damaged", "segfault", "forever", *(f"ok-{number}" for number in range(2, 12))]
    outcomes = run(LOCAL, tmp_path, names, Limits(page_seconds=4))
    assert sorted(outcomes) == sorted(names)
    errors = {name: type(outcome.error) for name, outcome in outcomes.items() if outcome.error}
    assert errors == {"damaged": DamagedInputError, "segfault": CrashError, "forever": TimeLimitError}
    # The content is the file's name, as far as its suffix: every document is its own.
    assert len(list((tmp_path / "out").glob("ok-*.json"))) == 11


def test_leaving_early_ends_what_is_under_way(tmp_path: Path) -> None:
    executor = dask_executor(LOCAL, jobs=2, reader=fakes.read)
    outcomes: Any = executor.run(tasks_for(tmp_path, ["children", "ok-1"]))
    assert next(outcomes).task.path.name == "ok-1"
    worker, child = (number_in(tmp_path / f"children.{what}") for what in ("pid", "child"))
    outcomes.close()
    assert ends_soon(worker)
    assert ends_soon(child)


def test_a_machine_that_goes_down_costs_nothing_and_a_poison_only_itself(
    tmp_path: Path, machines: str
) -> None:
    outcomes = run(machines, tmp_path, ["ok-1", "outage", "ok-2", "poison", "ok-3"])
    assert (tmp_path / "outage.tried").exists()
    assert [name for name, outcome in outcomes.items() if outcome.error] == ["poison"]
    error = outcomes["poison"].error
    assert isinstance(error, CrashError)
    assert "every Dask worker that read it went down" in error.message
    assert len(list((tmp_path / "out").glob("*.json"))) == 4


def test_another_version_on_a_worker_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "__version__", "0.0.1")  # the local workers are threads of this process
    with pytest.raises(ArgumentError, match=r"has balagh 0\.0\.1, and this is"):
        run(LOCAL, tmp_path, ["ok"])


def test_a_scheduler_that_does_not_answer_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask, "PATIENCE", 1.0)
    for address in ("tcp://127.0.0.1:9", "nowhere"):
        with pytest.raises(ArgumentError, match=f"answers at {address}"):
            run(address, tmp_path, ["ok"])


def test_dask_that_is_not_installed_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(MissingDependencyError, match="Dask is not installed") as caught:
        dask_executor(LOCAL, jobs=1)
    assert "balagh[dask]" in caught.value.hint


def test_processes_without_work_are_ended_though_nobody_says_goodbye(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crew, "REST", 0.5)
    executor = dask_executor(LOCAL, jobs=1, reader=fakes.read)
    outcomes: Any = executor.run(tasks_for(tmp_path, ["marked"]))
    assert next(outcomes).error is None
    assert ends_soon(number_in(tmp_path / "marked.pid"))
    outcomes.close()
