"""Tasks carried out on this machine: by worker processes, or for a few texts by this process itself."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field, replace
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from balagh.errors import BalaghError, InternalError
from balagh.runner.many import log_level
from balagh.runner.pool import Pool
from balagh.runner.split import Compose, Kept, Part, Split, carry_out, shares, task_of
from balagh.runner.task import Outcome, Task, failed, perform
from balagh.runner.worker import Orders

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from balagh.runner.limits import Limits
    from balagh.runner.result import Reader
    from balagh.runner.split import Job
    from balagh.runner.task import Executor


def local_executor(jobs: int, *, reader: Reader | None = None) -> Executor:
    """Give an executor of so many worker processes, at least one; every task's limits are enforced.

    A long document's pages are spread over the workers. `reader` takes the place of balagh's own, and is imported by
    the workers by its name.
    """
    return Local(jobs=jobs, reader=reader)


def inline_executor(*, reader: Reader | None = None) -> Executor:
    """Give an executor that does all in this process: for what takes less time than a process takes to start.

    Nothing but the limit of pages is enforced.
    """
    return Inline(reader=reader)


@dataclass(frozen=True, slots=True, kw_only=True)
class Local:
    """Worker processes; see `local_executor`."""

    jobs: int
    reader: Reader | None = None

    def run(self, tasks: Iterable[Task]) -> Iterator[Outcome]:
        """Give an outcome for each task as it is done; closing the iterator kills the workers."""
        with open_pool(self.jobs, reader=self.reader, split=self.jobs > 1, log_level=log_level()) as pool:
            yield from pool.run(Tasks(tasks, self.jobs))


@dataclass(frozen=True, slots=True, kw_only=True)
class Inline:
    """This process; see `inline_executor`."""

    reader: Reader | None = None

    def run(self, tasks: Iterable[Task]) -> Iterator[Outcome]:
        """Give an outcome for each task, one after the other."""
        return (perform(task, reader=self.reader) for task in tasks)


def open_pool(
    jobs: int,
    *,
    reader: Reader | None = None,
    split: bool,
    folder: Path | None = None,
    log_level: int,
) -> Pool[Job]:
    """Give a pool of workers that carry out tasks; close it in the end.

    Args:
        jobs: processes.
        reader: takes the place of balagh's own.
        split: whether a long document is given back, to be read in parts.
        folder: where relative paths begin; None for where they do here.
        log_level: how much to say.
    """
    do = partial(carry_out, reader=reader, split=split)
    return Pool(jobs, Orders(perform=do, log_level=log_level, folder=folder))


@dataclass(slots=True, kw_only=True)
class Long:
    """A long document under way.

    Attributes:
        until: the moment (`time.monotonic`) at which the document has taken too long.
        missing: parts that are not read yet.
        kept: those that are.
    """

    until: float
    missing: int
    kept: list[Kept] = field(default_factory=list)


class Tasks:
    """Tasks for a pool to carry out, those of long documents in parts."""

    def __init__(self, tasks: Iterable[Task], jobs: int) -> None:
        self._tasks = iter(tasks)
        self._jobs = jobs
        #: Parts go first: what is begun is to be finished, and its limit of time is running.
        self._parts: deque[Part | Compose] = deque()
        self._long: dict[Task, Long] = {}

    def take(self) -> Job | None:
        """Give the next part of a long document, or the next task."""
        return self._parts.popleft() if self._parts else next(self._tasks, None)

    def limits(self, job: Job) -> Limits:
        """Give a task's limits; a part may take what time its document has left."""
        if isinstance(job, Task):
            return job.limits
        limits = job.task.limits
        long = self._long.get(job.task)
        left = limits.document_seconds if long is None else long.until - monotonic()
        return replace(limits, document_seconds=max(left, 0.01))

    def label(self, job: Job) -> str:
        """Give the file's path."""
        return str(task_of(job).path)

    def settle(self, job: Job, answer: object) -> Iterable[Outcome]:
        """Take in an answer: a task is done, or turns out long; a part is read, and perhaps the last one."""
        if isinstance(job, Part) and job.task not in self._long:
            return _forget(answer)
        if isinstance(answer, Split) and isinstance(job, Task):
            self._split(job, answer)
            return ()
        if isinstance(answer, Kept) and isinstance(job, Part):
            self._keep(job.task, answer)
            return ()
        if isinstance(answer, Outcome):
            return self._finish(job, answer)
        return self.lose(job, InternalError(f"{task_of(job).path}: {answer}"), 0.0)

    def lose(self, job: Job, error: BalaghError, seconds: float) -> Iterable[Outcome]:
        """Take in that a worker is dead, and with it the task that it was busy with."""
        task = task_of(job)
        if isinstance(job, Part) and task not in self._long:
            return ()
        return self._finish(job, failed(task, error, seconds=seconds))

    def _split(self, task: Task, answer: Split) -> None:
        parts = shares(answer.pages, self._jobs)
        self._long[task] = Long(until=monotonic() + task.limits.document_seconds, missing=len(parts))
        self._parts.extend(Part(task=task, pages=pages) for pages in parts)

    def _keep(self, task: Task, kept: Kept) -> None:
        long = self._long[task]
        long.missing -= 1
        long.kept.append(kept)
        if not long.missing:
            self._parts.appendleft(Compose(task=task, parts=tuple(long.kept)))

    def _finish(self, job: Job, outcome: Outcome) -> Iterator[Outcome]:
        """Give the outcome; what is left of a long document, which failed or was put together, goes."""
        long = self._long.pop(task_of(job), None)
        if long is not None:
            self._parts = deque(part for part in self._parts if part.task != task_of(job))
            for kept in long.kept:
                _forget(kept)
        yield outcome


def _forget(answer: object) -> tuple[()]:
    """Remove what was kept of a part that nobody wants any more."""
    if isinstance(answer, Kept):
        answer.path.unlink(missing_ok=True)
    return ()
