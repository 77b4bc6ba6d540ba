"""The worker process: carries out the jobs it is handed, one after the other, until its parent goes away.

It is a plain program, not a `multiprocessing` child: nothing of the caller's main module is imported again,
so a script without a ``__main__`` guard, or a notebook, can use several jobs.
"""

from __future__ import annotations

import io
import logging
import os
import resource
import signal
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pickle import PicklingError
from typing import TYPE_CHECKING, Any, Final

from balagh.errors import InternalError
from balagh.runner.memory import resident

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    #: Carries out a job and gives its answer; it tells of each page before it is read. Handed over by name, so it is a
    #: function of a module, or a `partial` of one.
    Performer = Callable[[Any, Callable[[int], None]], object]

#: How far above the limit that the parent enforces the system's own lies. It stops a worker that takes memory faster
#: than the parent looks; below that the parent, which sees all processes of the group, is the fairer judge.
BACKSTOP: Final = 2


#: What the new interpreter runs, with the descriptors and then the caller's import path as its arguments: a reader may
#: be a function of the caller's own module. With ``-P`` no file of the working folder can shadow a library.
BOOT: Final = "import sys; sys.path[:] = sys.argv[3:]; from balagh.runner.worker import main; main()"


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """What a worker is told once.

    Attributes:
        perform: what to do with jobs.
        log_level: how much to say.
        folder: where relative paths begin; None for where they do in the parent.
    """

    perform: Performer
    log_level: int
    folder: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A job, and the megabytes of memory that it may take (None: no limit)."""

    what: object
    memory_mb: int | None = None


@dataclass(frozen=True, slots=True)
class Beat:
    """A sign of life: this page is begun; 0 for the job itself, which may have waited for the process to start."""

    page: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of the job, and the megabytes that the process holds now."""

    what: object
    resident_mb: float


def main() -> None:
    """Serve the parent; the first two arguments are the descriptors of the connection to it and of the lifeline."""
    connection, lifeline = Connection(int(sys.argv[1])), int(sys.argv[2])
    # Whatever a library prints belongs to the messages: standard output is the parent's data.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Line by line: a worker that is ended takes what it has not written yet with it.
        sys.stdout.reconfigure(line_buffering=True)
    # A crash is reported; a picture of it in memory would only fill the disk.
    _limit(resource.RLIMIT_CORE, 0)
    threading.Thread(target=_follow, args=(lifeline,), daemon=True).start()
    try:
        serve(connection)
    except (EOFError, ConnectionError):
        return  # the parent has gone, or has no more work


def _follow(lifeline: int) -> None:
    """Wait for the parent's end, then end this process and all that it has started."""
    os.read(lifeline, 1)
    os.killpg(0, signal.SIGKILL)


def serve(connection: Connection) -> None:
    """Carry out each `Job`: a `Beat` at once and for every page, then an `Answer`.

    Raises:
        EOFError, OSError: the parent closed its end.
    """
    orders: Orders = connection.recv()
    logging.basicConfig(level=orders.log_level, format="%(message)s")
    if orders.folder is not None:
        with suppress(OSError):  # without it relative paths lead nowhere, which each file's error says
            os.chdir(orders.folder)
    while True:
        job: Job = connection.recv()
        connection.send(Beat(0))
        _limit(resource.RLIMIT_DATA, -1 if job.memory_mb is None else BACKSTOP * (job.memory_mb << 20))
        answer = orders.perform(job.what, lambda page: connection.send(Beat(page)))
        try:
            connection.send(Answer(answer, resident()))
        except (PicklingError, TypeError, AttributeError) as error:
            fault = InternalError(f"the result cannot be handed over: {error}")
            connection.send(Answer(fault, resident()))


def _limit(kind: int, amount: int) -> None:
    """Set one of the system's limits for this process, as far as the hard limit allows (-1: as far as that)."""
    _, most = resource.getrlimit(kind)
    allowed = amount if most == resource.RLIM_INFINITY else min(amount % (1 << 63), most)
    resource.setrlimit(kind, (allowed, most))
