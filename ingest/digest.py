"""The SHA-256 of a file, by which the ledger knows it."""

from __future__ import annotations

import hashlib
import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def file_digest(path: Path, *, follow: bool = True) -> str | None:
    """Give a regular file's SHA-256 in hex; None where there is no such file or it cannot be read.

    A pipe is not waited for. Without `follow` a link is no file either.
    """
    # Opened before it is looked at: what is looked at is what is read.
    flags = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | (0 if follow else os.O_NOFOLLOW)
    try:
        descriptor = os.open(path, flags)
    except OSError:
        return None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        return None
    with os.fdopen(descriptor, "rb") as file:
        try:
            return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            return None
