"""Whole files or none: everything balagh writes is written beside its place, then renamed."""

from __future__ import annotations

import os
import secrets
import time
from typing import TYPE_CHECKING, Final

from balagh.errors import FileAccessError

if TYPE_CHECKING:
    from pathlib import Path

#: How a file under way is called; short, so that no name of a finished file is too long for it.
TEMPORARY_PREFIX: Final = ".balagh-"
TEMPORARY_SUFFIX: Final = ".tmp"

#: Seconds after which a temporary file is nobody's any more: it is written in a moment, an hour leaves no
#: doubt.
ABANDONED: Final = 3600.0


def write_whole(path: Path, content: bytes, *, durable: bool = True) -> None:
    """Put `content` at `path`, replacing a file there; after a failure all is as it was before.

    Durable files are on the disk before they take their name, so that a power cut leaves the old or the new one;
    what can be made again need not be.

    Raises:
        FileAccessError: the folder cannot be written to or is full.
    """
    try:
        _write_and_rename(path, content, durable=durable)
    except OSError as error:
        message = f"{path}: cannot be written: {error.strerror or error}"
        raise FileAccessError(message) from error


def _write_and_rename(path: Path, content: bytes, *, durable: bool) -> None:
    temporary = temporary_beside(path)
    # Opened by hand: `tempfile` would give the finished file mode 600 whatever the user's umask says.
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:  # an interrupt too: the half-written file must go whatever stops us
        temporary.unlink(missing_ok=True)
        raise


def temporary_beside(path: Path) -> Path:
    """Give a new temporary name in the folder of `path`."""
    return path.with_name(f"{TEMPORARY_PREFIX}{secrets.token_hex(8)}{TEMPORARY_SUFFIX}")


def make_folder(folder: Path) -> None:
    """Make `folder` where it is missing, prove that files can be written there, and clear abandoned litter.

    Raises:
        FileAccessError: it cannot be made or written to, or it is a file.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _clear_abandoned(folder)
    except OSError as error:
        message = f"{folder}: the output folder cannot be made: {error.strerror or error}"
        raise FileAccessError(message) from error
    probe = temporary_beside(folder / "probe")
    write_whole(probe, b"")
    probe.unlink()


def _clear_abandoned(folder: Path) -> None:
    for litter in folder.glob(f"{TEMPORARY_PREFIX}*{TEMPORARY_SUFFIX}"):
        if time.time() - litter.stat().st_mtime > ABANDONED:
            litter.unlink(missing_ok=True)
