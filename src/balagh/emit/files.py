"""Whole files or none: everything balagh writes is written beside its place, then renamed."""

from __future__ import annotations

import errno
import os
import re
import secrets
import time
from typing import TYPE_CHECKING, Final

from balagh.errors import DiskFullError, FileAccessError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

#: How a file under way is called; short, so that no name of a finished file is too long for it.
TEMPORARY_PREFIX: Final = ".balagh-"
TEMPORARY_SUFFIX: Final = ".tmp"

#: Hex digits between the two, two for each random byte.
_RANDOM_BYTES: Final = 8
_TEMPORARY: Final = re.compile(
    re.escape(TEMPORARY_PREFIX) + rf"[0-9a-f]{{{2 * _RANDOM_BYTES}}}" + re.escape(TEMPORARY_SUFFIX)
)

#: balagh's own folder in an output folder: the ledger, the lock and what the report is made of. Hidden, so that no
#: walk over scans enters it.
OWN_FOLDER: Final = ".balagh"

#: Seconds after which a temporary file is nobody's any more, where nobody holds the folder's lock: a file is written
#: in a moment, an hour leaves no doubt.
ABANDONED: Final = 3600.0

#: What the system says when there is no room: the disk, or the user's share of it.
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})

#: A file system that cannot flush a folder says so with one of these; there is nothing more to be done there.
_NO_FOLDER_SYNC: Final = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EBADF})


class OutputError(FileAccessError):
    """A file of ours cannot be written where the user wants it: no fault of the document that it belongs to."""

    code = "B504"
    reason = "output"
    hint = "check that the folder is there and may be written to, then run again: what was done is kept"


def write_whole(path: Path, content: bytes | Iterable[bytes], *, durable: bool = True) -> None:
    """Put `content` (whole, or piece by piece) at `path`, replacing a file there; a failure leaves all as it was.

    Durable files are on the disk before they take their name, so that a power cut leaves the old or the new one;
    what can be made again need not be. That the name itself has reached the disk, `sync_folder` says.

    Raises:
        DiskFullError: there is no room for it.
        OutputError: the folder cannot be written to.
    """
    pieces = (content,) if isinstance(content, bytes) else content
    try:
        _write_and_rename(path, pieces, durable=durable)
    except OSError as error:
        raise unwritable(path, error) from error


def unwritable(path: Path, error: OSError) -> FileAccessError:
    """Give the error that says that `path` cannot be written, and why."""
    message = f"{path}: cannot be written: {error.strerror or error}"
    return DiskFullError(message) if error.errno in _FULL else OutputError(message)


def sync_folder(folder: Path) -> None:
    """Bring the names in `folder` to the disk: only then does a renamed file survive a power cut under its name.

    Raises:
        FileAccessError: the disk failed.
    """
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise unwritable(folder, error) from error


def _write_and_rename(path: Path, pieces: Iterable[bytes], *, durable: bool) -> None:
    temporary = temporary_beside(path)
    # Opened by hand: `tempfile` would give the finished file mode 600 whatever the user's umask says.
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        with os.fdopen(descriptor, "wb") as file:
            for piece in pieces:
                file.write(piece)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:  # an interrupt too: the half-written file must go whatever stops us
        temporary.unlink(missing_ok=True)
        raise


def temporary_beside(path: Path) -> Path:
    """Give a new temporary name in the folder of `path`."""
    return path.with_name(f"{TEMPORARY_PREFIX}{secrets.token_hex(_RANDOM_BYTES)}{TEMPORARY_SUFFIX}")


def make_folder(folder: Path) -> None:
    """Make `folder` where it is missing, prove that files can be written there, and clear abandoned litter.

    Raises:
        FileAccessError: it cannot be made or written to, or it is a file.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        clear_litter(folder, older=ABANDONED)
    except OSError as error:
        message = f"{folder}: the output folder cannot be made: {error.strerror or error}"
        raise FileAccessError(message) from error
    probe = temporary_beside(folder / "probe")
    write_whole(probe, b"")
    probe.unlink()


def clear_litter(folder: Path, *, older: float = 0.0) -> None:
    """Remove balagh's own temporary files in `folder` (not below it) that are `older` seconds old, and no others.

    A run that holds the folder's lock may remove them all: whoever wrote them is dead.

    Raises:
        OSError: the folder cannot be read, or a file in it not removed.
    """
    with os.scandir(folder) as entries:
        for entry in entries:
            if _TEMPORARY.fullmatch(entry.name) and _age(entry) >= older:
                (folder / entry.name).unlink(missing_ok=True)


def _age(entry: os.DirEntry[str]) -> float:
    try:
        return time.time() - entry.stat(follow_symlinks=False).st_mtime
    except FileNotFoundError:  # its writer has just renamed it
        return -1.0
