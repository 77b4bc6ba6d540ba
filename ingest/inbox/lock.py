"""One run at a time in a folder, by a lock that the kernel drops when its holder dies, however it dies."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import socket
import sys
import time
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from balagh.errors import BusyError, FileAccessError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: The folder of balagh's own books inside a folder it works in; hidden, so that no walk takes it for scans.
BOOKS: Final = ".balagh"

LOCK_NAME: Final = "lock"

#: Seconds after which a lock is tried once more: `holder_of` takes it for some microseconds to see whether it can.
GLANCE: Final = 0.05

#: Bytes read of a lock's note; it takes three hundred.
_NOTE_BYTES: Final = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who holds a lock.

    Attributes:
        pid: the process.
        host: the machine it runs on; the folder may be shared.
        command: its command line, without what follows ``--password``.
        since: when it took the lock, ISO 8601 with the offset.
    """

    pid: int
    host: str
    command: str
    since: str

    def __str__(self) -> str:
        return f"process {self.pid} on {self.host} since {self.since} ({self.command})"


@contextmanager
def hold(folder: Path) -> Iterator[Holder]:
    """Hold `folder`, which must exist, until the block is left; its books' folder is made where it is missing.

    The file stays behind: only the lock on it counts, and that ends with its holder, be it by ``kill -9``.

    Raises:
        BusyError: another run holds it; the message says which.
        FileAccessError: the lock file cannot be written, or the file system knows no locks.
    """
    path = folder / BOOKS / LOCK_NAME
    try:
        path.parent.mkdir(exist_ok=True)
        # Not O_TRUNC: until we hold the lock the note in it is another's.
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    except OSError as error:
        message = f"{path}: the lock cannot be opened: {error.strerror}"
        hint = "check the permissions; an inbox that cannot be written to wants --keep"
        raise FileAccessError(message, hint=hint) from error
    with os.fdopen(descriptor, "r+b", buffering=0) as file:
        _lock(file.fileno(), path)
        holder = _myself()
        try:
            file.truncate(0)
            file.write(json.dumps(asdict(holder)).encode() + b"\n")
        except OSError as error:  # a full disk: the run would come to nothing anyway
            message = f"{path}: the lock cannot be written: {error.strerror}"
            raise FileAccessError(message) from error
        yield holder


def holder_of(folder: Path) -> Holder | None:
    """Say who holds `folder`; None when nobody does. Nothing is written."""
    path = folder / BOOKS / LOCK_NAME
    try:
        with path.open("rb") as file:
            fcntl.flock(file.fileno(), fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return _read_note(path) or Holder(pid=0, host="unknown", command="unknown", since="unknown")
    except OSError:
        return None
    return None


def _lock(descriptor: int, path: Path) -> None:
    try:
        if not _free(descriptor):
            time.sleep(GLANCE)
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        message = (
            f"{path.parent.parent}: another run is at work: {_read_note(path) or 'its name is not known'}"
        )
        raise BusyError(message) from error
    except OSError as error:
        message = f"{path}: this file system gives no locks: {errno.errorcode.get(error.errno or 0, error)}"
        raise FileAccessError(message, hint="keep the folder on a file system that has them") from error


def _free(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _read_note(path: Path) -> Holder | None:
    """Give what the holder wrote; None where it has not written yet."""
    try:
        with path.open("rb") as file:
            note: object = json.loads(file.read(_NOTE_BYTES))
    except (OSError, ValueError):
        return None
    match note:
        case {"pid": int(pid), "host": str(host), "command": str(command), "since": str(since)}:
            return Holder(pid=pid, host=host, command=command, since=since)
        case _:
            return None


def _myself() -> Holder:
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    return Holder(pid=os.getpid(), host=socket.gethostname(), command=_command(), since=now)


def _command() -> str:
    """Give this process's command line without passwords: the note can be read by everyone who sees the folder."""
    words, hidden = [], False
    for word in sys.argv:
        words.append("…" if hidden else "--password=…" if word.startswith("--password=") else word)
        hidden = word == "--password"
    return " ".join(words)
