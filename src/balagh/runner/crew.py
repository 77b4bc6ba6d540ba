"""What a Dask worker needs to carry out balagh's jobs: processes of its own, one for each job at a time."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Final

from distributed import WorkerPlugin, get_worker

from balagh._version import __version__
from balagh.errors import InternalError
from balagh.runner.local import open_pool
from balagh.runner.split import Kept, Split, task_of
from balagh.runner.task import Outcome, failed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from distributed import Worker

    from balagh.errors import BalaghError
    from balagh.runner.limits import Limits
    from balagh.runner.pool import Pool
    from balagh.runner.result import Reader
    from balagh.runner.split import Answer, Job

#: What the crew is called on every worker: a new run's takes the place of one that a killed run has left.
NAME: Final = "balagh"

#: Seconds without work after which a process is ended; starting another takes one.
REST: Final = 60.0


def version() -> str:
    """Give the version of balagh that is installed here."""
    return __version__


def carry_out_here(job: Job) -> Answer:
    """Carry out a job on the Dask worker that this is called on; a failure is an outcome."""
    crew = get_worker().plugins.get(NAME)
    if not isinstance(crew, Crew):
        error = InternalError(f"{task_of(job).path}: this Dask worker was not told how to read")
        return failed(task_of(job), error, seconds=0.0)
    return crew.carry_out(job)


class Crew(WorkerPlugin):
    """A Dask worker's processes. It travels to each worker before its `setup`.

    Args:
        reader: takes the place of balagh's own.
        folder: where relative paths begin.
        log_level: how much to say.
    """

    name = NAME

    def __init__(self, *, reader: Reader | None, folder: Path, log_level: int) -> None:
        self._reader = reader
        self._folder = folder
        self._log_level = log_level

    def setup(self, worker: Worker) -> None:
        """Make ready on a worker; processes are started with the first jobs."""
        self._lock = threading.Lock()
        self._idle: list[tuple[float, Pool[Job]]] = []
        self._busy: list[Pool[Job]] = []
        self._over = False

    def teardown(self, worker: Worker) -> None:
        """End all processes: the run is over, or the worker is."""
        with self._lock:
            self._over = True
            for pool in self._busy:
                pool.abandon()
            for _, pool in self._idle:
                pool.close()
            self._idle.clear()

    def carry_out(self, job: Job) -> Answer:
        """Carry out a job in a process that nobody uses."""
        with self._lock:
            pool = self._idle.pop()[1] if self._idle else self._open()
            self._busy.append(pool)
        try:
            [answer] = pool.run(One(job))
        finally:
            self._put_back(pool)
        return answer

    def _open(self) -> Pool[Job]:
        return open_pool(1, reader=self._reader, split=True, folder=self._folder, log_level=self._log_level)

    def _put_back(self, pool: Pool[Job]) -> None:
        with self._lock:
            self._busy.remove(pool)
            if not self._over:
                self._idle.append((time.monotonic(), pool))
        if self._over:
            pool.close()
            return
        tidy = threading.Timer(REST, self._tidy)
        tidy.daemon = True
        tidy.start()

    def _tidy(self) -> None:
        """End the processes that have had no work for long: a run that was killed says no goodbye."""
        long_ago = time.monotonic() - REST
        with self._lock:
            tired = [pool for since, pool in self._idle if since <= long_ago]
            self._idle = [(since, pool) for since, pool in self._idle if since > long_ago]
        for pool in tired:
            pool.close()


class One:
    """A single job for a pool."""

    def __init__(self, job: Job) -> None:
        self._jobs = [job]

    def take(self) -> Job | None:
        """Give the job, once."""
        return self._jobs.pop() if self._jobs else None

    def limits(self, job: Job) -> Limits:
        """Give its task's limits."""
        return task_of(job).limits

    def label(self, job: Job) -> str:
        """Give the file's path."""
        return str(task_of(job).path)

    def settle(self, job: Job, answer: object) -> Iterable[Answer]:
        """Hand the answer on."""
        if isinstance(answer, Outcome | Split | Kept):
            return (answer,)
        return self.lose(job, InternalError(f"{task_of(job).path}: {answer}"), 0.0)

    def lose(self, job: Job, error: BalaghError, seconds: float) -> Iterable[Answer]:
        """Say that the process is dead."""
        return (failed(task_of(job), error, seconds=seconds),)
