"""A small pool of worker processes that survives the death of any of them.

Each worker has one file at a time, so that a death names its culprit. The culprit may still be a bystander
(the kernel kills the largest process when memory runs out), so its file is tried once more, alone, after the
others.
"""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import time
from multiprocessing import Pipe
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Final

from balagh.runner.result import CrashError, Result, read_file, read_one
from balagh.runner.worker import BOOT, Orders

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import Self

    from balagh.runner.result import Reader
    from balagh.settings import Settings

log = logging.getLogger(__name__)

#: Every job is a process of its own: the libraries in it must not start a thread for every core as well.
ONE_THREAD: Final = ("OMP_THREAD_LIMIT", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "OPENCV_FOR_THREADS_NUM")

#: Seconds a worker that has no more work gets to leave by itself before it is killed.
FAREWELL: Final = 1.0


def run_many(
    paths: Iterable[Path], *, jobs: int, settings: Settings, reader: Reader = read_file
) -> Iterator[Result]:
    """Read every file with `jobs` processes (one: in this process), yielding results as they finish.

    Paths are taken from `paths` only when a worker is free, and a finished result waits in its worker until
    it is asked for. A path whose worker died comes last. Closing the iterator kills the workers and what they
    started.
    """
    if jobs == 1:
        return (read_one(path, settings, reader) for path in paths)
    return _run_parallel(paths, jobs, Orders(settings=settings, reader=reader, log_level=_level()))


class Worker:
    """A worker process and the file it is reading (None: idle)."""

    def __init__(self, orders: Orders) -> None:
        self.path: Path | None = None
        self.since = 0.0
        self.connection, theirs = Pipe()
        environment = {**dict.fromkeys(ONE_THREAD, "1"), **os.environ}
        command = [sys.executable, "-P", "-c", BOOT, str(theirs.fileno()), *sys.path]
        # A group of its own: Ctrl-C on the terminal reaches only this process, and killing the group also
        # ends an engine that the worker has started.
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
            env=environment,
            process_group=0,
        )
        theirs.close()
        self._tell(orders)

    def _tell(self, message: object) -> None:
        try:
            self.connection.send(message)
        except ConnectionError:
            log.debug("worker %d died before its orders reached it", self.process.pid)

    def start(self, path: Path) -> None:
        """Hand over a file; a dead worker is noticed when its answer is awaited."""
        self.path, self.since = path, time.perf_counter()
        self._tell(path)

    def finish(self) -> Result | None:
        """Take the answer that is waiting, and be idle again; None when the worker died instead."""
        try:
            result: Result = self.connection.recv()
        except (EOFError, OSError):  # OSError: it was killed in the middle of its answer
            return None
        self.path = None
        return result

    def bury(self) -> str:
        """Clear away a worker that broke off, and say how it ended."""
        try:
            status = self.process.wait(FAREWELL)
        except subprocess.TimeoutExpired:
            status = 0
        self.stop()
        if status < 0:
            return f"was killed by signal {-status} ({signal.strsignal(-status)})"
        return f"ended by itself with status {status}"

    def stop(self) -> None:
        """End the process, at once if it is reading, and everything in its group."""
        self.connection.close()
        if self.path is None:
            try:
                self.process.wait(FAREWELL)
            except subprocess.TimeoutExpired:
                log.debug("worker %d does not leave by itself", self.process.pid)
        _kill_group(self.process.pid)
        self.process.wait()


class Pool:
    """At most `size` workers, started when there is a file for them."""

    def __init__(self, size: int, orders: Orders) -> None:
        self.size = size
        self.orders = orders
        self.workers: list[Worker] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self.workers:
            if worker.path is not None:
                _kill_group(
                    worker.process.pid
                )  # all of them first, so that none works on while another is awaited
            else:
                worker.connection.close()
        for worker in self.workers:
            worker.stop()
        self.workers.clear()

    def feed(self, paths: Iterator[Path]) -> bool:
        """Give a file to every idle worker; say whether any worker is busy."""
        for worker in self.workers:
            if worker.path is None and (path := next(paths, None)) is not None:
                worker.start(path)
        while len(self.workers) < self.size and (path := next(paths, None)) is not None:
            worker = Worker(self.orders)
            self.workers.append(worker)
            worker.start(path)
        return any(worker.path is not None for worker in self.workers)

    def collect(self) -> list[tuple[Worker, Result | None]]:
        """Wait for at least one busy worker; give all that answered, with None for one that died."""
        ready = wait([worker.connection for worker in self.workers if worker.path is not None])
        answers = [(worker, worker.finish()) for worker in self.workers if worker.connection in ready]
        for worker, result in answers:
            if result is None:
                self.workers.remove(worker)
        return answers


def _run_parallel(paths: Iterable[Path], jobs: int, orders: Orders) -> Iterator[Result]:
    suspects: list[Path] = []
    with Pool(jobs, orders) as pool:
        remaining = iter(paths)
        busy = pool.feed(remaining)
        while busy:
            answers = pool.collect()
            busy = pool.feed(
                remaining
            )  # before the caller is given anything, so that nobody waits for the caller
            for worker, result in answers:
                if result is not None:
                    yield result
                elif worker.path is not None:
                    suspects.append(worker.path)
                    log.info("%s: its process %s; it is tried again, alone", worker.path, worker.bury())
    for path in suspects:
        yield _read_alone(path, orders)


def _read_alone(path: Path, orders: Orders) -> Result:
    with Pool(1, orders) as pool:
        pool.feed(iter([path]))
        [(worker, result)] = pool.collect()
        if result is not None:
            return result
        seconds = time.perf_counter() - worker.since
        error = CrashError(f"{path}: the process that read it {worker.bury()}")
        return Result(path=path, error=error, seconds=seconds)


def _kill_group(leader: int) -> None:
    try:
        os.killpg(leader, signal.SIGKILL)
    except ProcessLookupError:
        log.debug("worker group %d is gone already", leader)


def _level() -> int:
    return logging.getLogger("balagh").getEffectiveLevel()
