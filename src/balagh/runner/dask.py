"""Tasks carried out by the workers of a Dask scheduler, on this machine or on many.

Dask says where a task is done, and sends it elsewhere when a machine goes down. Everything else is as on one machine:
there a process of balagh's own reads the file, within its limits, and writes the outputs into the shared folder; only
the task and its outcome travel.
"""

from __future__ import annotations

import logging
import secrets
import time
from collections import deque
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Final

from balagh._version import __version__
from balagh.errors import ArgumentError, CrashError, InternalError, MissingDependencyError
from balagh.runner.local import Tasks
from balagh.runner.many import log_level

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dask.typing import Key
    from distributed import Client, Future

    from balagh.errors import BalaghError
    from balagh.runner.result import Reader
    from balagh.runner.split import Answer, Job
    from balagh.runner.task import Executor, Outcome, Task

#: The address that stands for a cluster of this machine's own.
LOCAL: Final = "local"

#: Jobs handed over for every one that can be worked on: the next is there when one is done, and few are lost when the
#: run is cut short.
AHEAD: Final = 2

#: Seconds to wait for a scheduler, and for its first worker.
PATIENCE: Final = 30.0

#: Seconds without any worker after which a run is given up; machines are started again in less.
DESERTED: Final = 600.0

#: Seconds between two looks at who works; machines may come and go during a night.
LOOK: Final = 5.0


def dask_executor(address: str, *, jobs: int, reader: Reader | None = None) -> Executor:
    """Give an executor that works on the scheduler at `address` (``tcp://host:8786``), or on a cluster of its own.

    Args:
        address: where the scheduler is; `LOCAL` starts one here, and ends it afterwards.
        jobs: workers of a local cluster; a scheduler has those that it has.
        reader: takes the place of balagh's own; the workers import it by its name.

    Raises:
        MissingDependencyError: Dask is not installed.
    """
    try:
        import distributed  # noqa: F401 - only to learn now, before a file is taken, whether it is there
    except ImportError as error:
        message = "Dask is not installed"
        raise MissingDependencyError(message, hint="pip install 'balagh[dask]'") from error
    return Dask(address=address, jobs=jobs, reader=reader)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dask:
    """A scheduler's workers; see `dask_executor`."""

    address: str
    jobs: int
    reader: Reader | None = None

    def run(self, tasks: Iterable[Task]) -> Iterator[Outcome]:
        """Give an outcome for each task as it is done; closing the iterator ends what is under way.

        Raises:
            ArgumentError: no scheduler, or a worker without this version of balagh, at the address.
            CrashError: all workers are gone and none comes back.
        """
        from balagh.runner.crew import Crew

        with _client(self.address, self.jobs) as client:
            _check_workers(client, self.address)
            crew = Crew(reader=self.reader, folder=Path.cwd(), log_level=log_level())
            client.register_plugin(crew)
            try:
                yield from Run(client, tasks).outcomes()
            finally:
                with suppress(OSError, TimeoutError, ValueError):  # the scheduler may have gone
                    client.unregister_worker_plugin(crew.name)


class Run:
    """A run's jobs on their way: handed over a few at a time, taken back as they are done."""

    def __init__(self, client: Client, tasks: Iterable[Task]) -> None:
        self._client = client
        self._hands = _hands(client)
        self._looked = self._seen = time.monotonic()
        self._work = Tasks(tasks, self._hands)
        self._under_way: dict[Key, tuple[Future[Answer], Job]] = {}
        self._done: SimpleQueue[Future[Answer]] = SimpleQueue()
        self._suspects: deque[Job] = deque()
        self._alone = False
        self._name = secrets.token_hex(4)
        self._number = 0

    def outcomes(self) -> Iterator[Outcome]:
        """Give an outcome for each task as it is done."""
        try:
            self._hand_over()
            while self._under_way:
                finished: list[Outcome] = []
                with suppress(Empty):
                    finished += self._take_back(self._done.get(timeout=LOOK))
                self._look()
                self._hand_over()  # before the caller is given anything, so that nobody waits for the caller
                yield from finished
        finally:
            self._client.cancel([future for future, _ in self._under_way.values()])

    def _hand_over(self) -> None:
        """Hand over what can be worked on; when all is done, what was under way on machines that went down."""
        if self._alone and self._under_way:
            return
        self._alone = False
        while len(self._under_way) < AHEAD * self._hands and (job := self._work.take()) is not None:
            self._submit(job)
        if self._suspects and not self._under_way:
            self._alone = True
            self._submit(self._suspects.popleft())

    def _submit(self, job: Job) -> None:
        from balagh.runner.crew import carry_out_here

        # A name of its own: two files of the same bytes are two jobs.
        key = f"balagh-{self._name}-{self._number}"
        self._number += 1
        future = self._client.submit(carry_out_here, job, key=key, pure=False)
        self._under_way[key] = (future, job)
        future.add_done_callback(self._done.put)

    def _take_back(self, future: Future[Answer]) -> Iterable[Outcome]:
        from distributed import KilledWorker

        _, job = self._under_way.pop(future.key)
        if future.status == "finished":
            return self._work.settle(job, future.result())
        fault = future.exception() if future.status == "error" else None
        if isinstance(fault, KilledWorker) and not self._alone:
            # Dask counts a death against all that was handed to that worker.
            self._suspects.append(job)
            return ()
        return self._work.lose(job, _explain(fault, future.status, self._work.label(job)), 0.0)

    def _look(self) -> None:
        """See how many can work now.

        Raises:
            CrashError: nobody has for a long time.
        """
        now = time.monotonic()
        if now < self._looked + LOOK:
            return
        self._looked = now
        hands = _hands(self._client)
        if hands:
            self._hands, self._seen = hands, now
        elif now > self._seen + DESERTED:
            message = f"the Dask scheduler has had no worker for {DESERTED:g} seconds"
            raise CrashError(message, hint="start workers, then run again: what was done is kept")


def _explain(fault: BaseException | None, status: str | None, label: str) -> BalaghError:
    """Say why there is no answer."""
    from distributed import KilledWorker

    if isinstance(fault, KilledWorker):
        return CrashError(f"{label}: every Dask worker that read it went down")
    if fault is None:
        return CrashError(f"{label}: the Dask scheduler gave it up ({status})")
    return InternalError(f"{label}: {type(fault).__name__}: {fault}")


def _hands(client: Client) -> int:
    """Give the number of jobs that can be worked on at once."""
    return sum(client.nthreads().values())


@contextmanager
def _client(address: str, jobs: int) -> Iterator[Client]:
    from dask import config
    from distributed import Client, LocalCluster

    if address == LOCAL:
        # Threads are enough: each only waits for a process of balagh's own, where the work is done. Dask need not look
        # a hundred times a second what they are at.
        with config.set({"distributed.worker.profile.enabled": False}):
            cluster = LocalCluster(
                n_workers=jobs,
                threads_per_worker=1,
                processes=False,
                memory_limit=0,
                dashboard_address="127.0.0.1:0",
                silence_logs=logging.ERROR,
            )
        with cluster, Client(cluster, set_as_default=False) as client:
            yield client
        return
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        message = f"no Dask scheduler answers at {address}"
        raise ArgumentError(message, hint="give an address such as tcp://host:8786, or 'local'") from error
    with client:
        yield client


def _check_workers(client: Client, address: str) -> None:
    """Make sure that somebody works there, and with this version of balagh.

    Raises:
        ArgumentError: nobody does, or with another version, or without balagh.
    """
    from balagh.runner.crew import version

    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError as error:
        message = f"the Dask scheduler at {address} has no workers"
        raise ArgumentError(message, hint="start some with 'dask worker ADDRESS --nthreads 1'") from error
    found = client.run(version, on_error="return")
    for worker, has in found.items():
        if has != __version__:
            what = f"balagh {has}" if isinstance(has, str) else f"no balagh ({has})"
            message = f"the Dask worker {worker} has {what}, and this is balagh {__version__}"
            raise ArgumentError(message, hint="install the same version on every machine")
