"""A pool of worker processes that survives the death of any of them, and ends those that cost too much.

Each worker has one job at a time, so that a death names its culprit. A worker killed from outside may still have been
a bystander (the kernel kills the largest process when memory runs out), so its job is tried once more, alone, after
the others.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from multiprocessing.connection import wait
from signal import SIGKILL
from typing import TYPE_CHECKING, Final, Generic, Protocol, TypeVar

from balagh.errors import CrashError, MemoryLimitError, TimeLimitError
from balagh.runner.guard import Guard
from balagh.runner.memory import group_memory
from balagh.runner.process import Worker, describe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Self

    from balagh.errors import BalaghError
    from balagh.runner.limits import Limits
    from balagh.runner.worker import Orders

log = logging.getLogger(__name__)

Job = TypeVar("Job")
Out_co = TypeVar("Out_co", covariant=True)
Out = TypeVar("Out")

#: Seconds between two looks at the workers' memory. A look takes some milliseconds; in this time a worker can fill
#: about a gigabyte.
LOOK: Final = 0.5


class Work(Protocol[Job, Out_co]):
    """What a pool's workers are given to do, and what is made of their answers."""

    def take(self) -> Job | None:
        """Give the next job; None where there is none just now."""

    def limits(self, job: Job) -> Limits | None:
        """Say what a job may cost."""

    def label(self, job: Job) -> str:
        """Give a job's name for messages."""

    def settle(self, job: Job, answer: object) -> Iterable[Out_co]:
        """Take in a worker's answer; give what is finished by it."""

    def lose(self, job: Job, error: BalaghError, seconds: float) -> Iterable[Out_co]:
        """Take in that a job's worker is dead; give what is finished by that."""


class Pool(Generic[Job]):
    """At most `size` workers, started when there is a job for them."""

    def __init__(self, size: int, orders: Orders) -> None:
        self.size = size
        self.orders = orders
        self.workers: list[Worker[Job]] = []
        self._guard: Guard | None = None
        self._abandoned = False
        self._looked = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End all workers and what they have started."""
        for worker in self.workers:
            worker.kill()  # all of them first, so that none works on while another is awaited
        for worker in self.workers[:]:
            self._remove(worker)
        if self._guard is not None:
            self._guard.close()
            self._guard = None

    def abandon(self) -> None:
        """From another thread: end what is under way, so that `run` comes to its end; it is no good for more."""
        self._abandoned = True
        for worker in self.workers[:]:
            worker.kill()

    def run(self, work: Work[Job, Out]) -> Iterator[Out]:
        """Have all work done, yielding what is finished; the workers stay for more.

        Jobs are taken only when a worker is free, and an answer waits in its worker until it is asked for.
        """
        suspects: deque[Job] = deque()
        while True:
            self._feed(work)
            if not self._busy():
                if not suspects:
                    return
                self._start(suspects.popleft(), work, alone=True)
            finished: list[Out] = []
            for worker in self._collect():
                finished += self._settle(worker, work, suspects)
            for worker, error in self._condemned(work):
                finished += self._end(worker, error, work)
            self._feed(work)  # before the caller is given anything, so that nobody waits for the caller
            yield from finished

    def _busy(self) -> list[Worker[Job]]:
        return [worker for worker in self.workers if worker.job is not None]

    def _feed(self, work: Work[Job, Out]) -> None:
        """Give a job to every idle worker, and to new ones."""
        if any(worker.alone for worker in self._busy()):
            return
        while len(self._busy()) < self.size and (job := work.take()) is not None:
            self._start(job, work)

    def _start(self, job: Job, work: Work[Job, Out], *, alone: bool = False) -> None:
        worker = next((worker for worker in self.workers if worker.job is None), None)
        if worker is None:
            worker = self._hire()
        worker.start(job, work.limits(job), alone=alone)

    def _hire(self) -> Worker[Job]:
        """Start another worker; raises `CrashError` where the system has no room for it."""
        try:
            if self._guard is None:
                self._guard = Guard()
            worker: Worker[Job] = Worker(self.orders, self._guard.folder)
        except OSError as error:
            message = f"a process to read with cannot be started: {error.strerror}"
            raise CrashError(message, hint="end other programs, make room, or use fewer --jobs") from error
        self.workers.append(worker)
        self._guard.watch(worker.group)
        return worker

    def _collect(self) -> list[Worker[Job]]:
        """Wait until a worker answers, dies, or is to be looked after; give those that answered or died."""
        busy = self._busy()
        moments = [worker.deadline for worker in busy if worker.deadline is not None]
        # Whoever has a deadline has a limit of memory too.
        first = min((*moments, self._looked + LOOK)) if moments else None
        timeout = None if first is None else max(0.0, first - time.monotonic())
        ready = wait([worker.connection for worker in busy], timeout)
        return [worker for worker in busy if worker.connection in ready and worker.listen()]

    def _settle(self, worker: Worker[Job], work: Work[Job, Out], suspects: deque[Job]) -> Iterable[Out]:
        job, seconds = worker.finish()
        answer, worker.answer = worker.answer, None
        if answer is not None:
            if worker.worn_out(answer):
                self._remove(worker)
            return work.settle(job, answer.what)
        status = worker.status()
        self._remove(worker)
        if status in (None, -SIGKILL) and not (worker.alone or self._abandoned):
            log.info("%s: its process %s; it is tried again, alone", work.label(job), describe(status))
            suspects.append(job)
            return ()
        error = CrashError(f"{work.label(job)}: the process that read it {describe(status)}")
        return work.lose(job, error, seconds)

    def _condemned(self, work: Work[Job, Out]) -> Iterator[tuple[Worker[Job], BalaghError]]:
        """Give the workers whose job costs too much, and what to say of it."""
        now = time.monotonic()
        for worker in self._busy():
            if worker.deadline is not None and now >= worker.deadline:
                yield worker, TimeLimitError(f"{_label(worker, work)}: {worker.overdue(now)}")
        if now < self._looked + LOOK:
            return
        self._looked = now
        watched = {worker.group: worker for worker in self._busy() if worker.limits is not None}
        for group, megabytes in (group_memory(watched) if watched else {}).items():
            worker = watched[group]
            if worker.limits is not None and megabytes > worker.limits.memory_mb:
                yield (
                    worker,
                    MemoryLimitError(
                        f"{_label(worker, work)}: reading it took {megabytes:.0f} MB of memory,"
                        f" and the limit is {worker.limits.memory_mb}"
                    ),
                )

    def _end(self, worker: Worker[Job], error: BalaghError, work: Work[Job, Out]) -> Iterable[Out]:
        job, seconds = worker.finish()
        self._remove(worker)
        return work.lose(job, error, seconds)

    def _remove(self, worker: Worker[Job]) -> None:
        self.workers.remove(worker)
        worker.kill()
        if self._guard is not None:
            self._guard.forget(worker.group)  # while the number still is the group's
        worker.bury()


def _label(worker: Worker[Job], work: Work[Job, Out]) -> str:
    return "" if worker.job is None else work.label(worker.job)
