"""Many files read into results, for callers that want the documents themselves."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING

from balagh.errors import BalaghError, InternalError
from balagh.runner.pool import Pool
from balagh.runner.result import Result, read_file, read_one
from balagh.runner.worker import Orders

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from balagh.runner.result import OnPage, Reader
    from balagh.settings import Settings


def run_many(
    paths: Iterable[Path], *, jobs: int, settings: Settings, reader: Reader = read_file
) -> Iterator[Result]:
    """Read every file with `jobs` processes (one: in this process), yielding results as they finish.

    Paths are taken from `paths` only when a worker is free, and a finished result waits in its worker until
    it is asked for. A path whose worker was killed comes last. Closing the iterator kills the workers and what they
    started.
    """
    if jobs == 1:
        return (read_one(path, settings, reader) for path in paths)
    perform = partial(read_path, settings=settings, reader=reader)
    return _run_parallel(paths, jobs, Orders(perform=perform, log_level=log_level()))


def read_path(path: Path, on_page: OnPage, *, settings: Settings, reader: Reader) -> Result:
    """Read one file, in a worker."""
    return read_one(path, settings, reader, on_page)


def log_level() -> int:
    """Give the level at which balagh speaks, for its workers to keep to."""
    return logging.getLogger("balagh").getEffectiveLevel()


class Paths:
    """Files for a pool to read; nothing is limited, as in a call of `read`."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._paths = iter(paths)

    def take(self) -> Path | None:
        """Give the next file."""
        return next(self._paths, None)

    def limits(self, job: Path) -> None:
        """Say that a file may cost what it will."""

    def label(self, job: Path) -> str:
        """Give the file's path."""
        return str(job)

    def settle(self, job: Path, answer: object) -> Iterable[Result]:
        """Take in what a worker read."""
        if isinstance(answer, Result):
            return (answer,)
        return self.lose(job, InternalError(f"{job}: {answer}"), 0.0)

    def lose(self, job: Path, error: BalaghError, seconds: float) -> Iterable[Result]:
        """Take in that the worker died."""
        return (Result(path=job, error=error, seconds=seconds),)


def _run_parallel(paths: Iterable[Path], jobs: int, orders: Orders) -> Iterator[Result]:
    pool: Pool[Path] = Pool(jobs, orders)
    with pool:
        yield from pool.run(Paths(paths))
