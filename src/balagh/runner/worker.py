"""The worker process: reads the files it is handed, one after the other, until its parent goes away.

It is a plain program, not a `multiprocessing` child: nothing of the caller's main module is imported again,
so a script without a ``__main__`` guard, or a notebook, can use several jobs.
"""

from __future__ import annotations

import logging
import os
import sys
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pickle import PicklingError
from typing import TYPE_CHECKING

from balagh.runner.result import InternalError, Result, read_one

if TYPE_CHECKING:
    from pathlib import Path

    from balagh.runner.result import Reader
    from balagh.settings import Settings

#: What the new interpreter runs, with the descriptor and then the caller's import path as its arguments: the
#: reader may be a function of the caller's own module. With ``-P`` no file of the working folder can shadow a
#: library.
BOOT = "import sys; sys.path[:] = sys.argv[2:]; from balagh.runner.worker import main; main()"


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """What a worker is told once: how to read, and how much to say."""

    settings: Settings
    reader: Reader
    log_level: int


def main() -> None:
    """Serve the parent at the other end of the descriptor named in the first argument."""
    connection = Connection(int(sys.argv[1]))
    # Whatever a library prints belongs to the messages: standard output is the parent's data.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    try:
        serve(connection)
    except (EOFError, ConnectionError):
        return  # the parent has gone, or has no more work


def serve(connection: Connection) -> None:
    """Answer each path with its `Result`.

    Raises:
        EOFError, OSError: the parent closed its end.
    """
    orders: Orders = connection.recv()
    logging.basicConfig(level=orders.log_level, format="%(message)s")
    while True:
        path: Path = connection.recv()
        result = read_one(path, orders.settings, orders.reader)
        try:
            connection.send(result)
        except (PicklingError, TypeError, AttributeError) as error:
            fault = InternalError(f"{path}: the result cannot be handed over: {error}")
            connection.send(Result(path=path, error=fault, seconds=result.seconds))
