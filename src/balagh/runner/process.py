"""One worker process as its parent sees it: its job, its signs of life, its end."""

from __future__ import annotations

import logging
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from multiprocessing import Pipe
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from balagh.runner.worker import BOOT, Answer, Beat, Job

if TYPE_CHECKING:
    from balagh.runner.limits import Limits
    from balagh.runner.worker import Orders

log = logging.getLogger(__name__)

J = TypeVar("J")

#: Every job is a process of its own: the libraries in it must not start a thread for every core as well.
ONE_THREAD: Final = ("OMP_THREAD_LIMIT", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "OPENCV_FOR_THREADS_NUM")

#: Megabytes that an idle worker may hold before another takes its place. With all models loaded it holds 250.
KEPT_MB: Final = 500

#: Seconds in which a worker that has closed its connection is to be dead.
FAREWELL: Final = 1.0


class Worker(Generic[J]):
    """A worker process and the job it is doing (None: idle).

    Args:
        orders: what it is told first.
        folder: where a folder for its passing files is made.

    Raises:
        OSError: the system has no room for another process, or for the folder.

    Attributes:
        job: what it is doing.
        limits: what that may cost.
        alone: whether nothing else is done meanwhile.
        deadline: the moment (`time.monotonic`) at which it has taken too long; None: never.
        answer: what it answered, until that is taken.
        group: the number of its process group.
    """

    def __init__(self, orders: Orders, folder: str) -> None:
        self.job: J | None = None
        self.limits: Limits | None = None
        self.alone = False
        self.deadline: float | None = None
        self.answer: Answer | None = None
        self._since = 0.0
        self._page = 0
        self._served = 0
        self.connection, theirs = Pipe()
        self._lifeline, its_end = Pipe()
        with theirs, its_end:
            self._passing = tempfile.mkdtemp(dir=folder)
            self._process = _start((theirs.fileno(), its_end.fileno()), self._passing)
        self.group = self._process.pid
        self._tell(orders)

    def start(self, job: J, limits: Limits | None, *, alone: bool) -> None:
        """Hand over a job; a dead worker is noticed when its answer is awaited."""
        self.job, self.limits, self.alone = job, limits, alone
        self._hear_page(0)
        self._tell(Job(what=job, memory_mb=None if limits is None else limits.memory_mb))

    def listen(self) -> bool:
        """Take in all that the worker has said; whether it has answered, or is dead."""
        try:
            while self.answer is None and self.connection.poll():
                said = self.connection.recv()
                if isinstance(said, Answer):
                    self.answer = said
                elif isinstance(said, Beat):
                    self._hear_page(said.page)
        except (EOFError, OSError):  # OSError: it was killed in the middle of its answer
            return True
        return self.answer is not None

    def finish(self) -> tuple[J, float]:
        """Be idle again; give the job and the seconds since it began."""
        job, self.job = self.job, None
        if job is None:
            message = "an idle worker has no job to finish"
            raise ValueError(message)
        self._served += 1
        self.deadline = None
        return job, time.monotonic() - self._since

    def overdue(self, now: float) -> str:
        """Say what took too long."""
        if self.limits is not None and now - self._since >= self.limits.document_seconds:
            return f"not read within the {self.limits.document_seconds:g} seconds that a document may take"
        place = f"after page {self._page} was begun" if self._page else "before its first page was begun"
        seconds = 0.0 if self.limits is None else self.limits.page_seconds
        return f"nothing happened for {seconds:g} seconds {place}"

    def worn_out(self, answer: Answer) -> bool:
        """Whether another process should take its place: it has read many files, or does not give memory back."""
        if self.limits is None:
            return False
        return self._served >= self.limits.recycle_after or answer.resident_mb > KEPT_MB

    def kill(self) -> None:
        """End everything in its process group."""
        try:
            os.killpg(self.group, signal.SIGKILL)
        except ProcessLookupError:
            log.debug("worker group %d is gone already", self.group)

    def status(self) -> int | None:
        """Give a dead worker's exit status, a signal's number negative; None where it is not dead after all."""
        until = time.monotonic() + FAREWELL
        while time.monotonic() < until:
            # Not waited for to the end: as long as it is not, no other process gets its number.
            ended = os.waitid(os.P_PID, self.group, os.WEXITED | os.WNOWAIT | os.WNOHANG)
            if ended is not None:
                return ended.si_status if ended.si_code == os.CLD_EXITED else -ended.si_status
            time.sleep(FAREWELL / 100)
        return None

    def bury(self) -> None:
        """Clear it away, after `kill`."""
        self.connection.close()
        self._lifeline.close()
        self._process.wait()
        shutil.rmtree(self._passing, ignore_errors=True)

    def _hear_page(self, number: int) -> None:
        now = time.monotonic()
        self._page = number
        if not number:
            self._since = now
        if self.limits is not None:
            whole = self._since + self.limits.document_seconds
            self.deadline = min(whole, now + self.limits.page_seconds)

    def _tell(self, message: object) -> None:
        try:
            self.connection.send(message)
        except ConnectionError:
            log.debug("worker group %d died before its orders reached it", self.group)


def describe(status: int | None) -> str:
    """Say how a process ended.

    >>> describe(7), describe(-9), describe(None)
    ('ended by itself with status 7', 'was killed by signal 9 (Killed)', 'was killed')
    """
    if status is None:
        return "was killed"
    if status < 0:
        return f"was killed by signal {-status} ({signal.strsignal(-status)})"
    return f"ended by itself with status {status}"


def _start(descriptors: tuple[int, int], folder: str) -> subprocess.Popen[bytes]:
    """Start a worker process that has these descriptors, and this folder for passing files."""
    # A group of its own: Ctrl-C on the terminal reaches only this process, and killing the group also ends an engine
    # that the worker has started.
    return subprocess.Popen(
        [sys.executable, "-P", "-c", BOOT, *map(str, descriptors), *sys.path],
        stdin=subprocess.DEVNULL,
        pass_fds=descriptors,
        env={**dict.fromkeys(ONE_THREAD, "1"), **os.environ, "TMPDIR": folder},
        process_group=0,
    )
