"""The bytes of a source, wherever they come from: a path, bytes in memory or an open file."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeAlias

from balagh.errors import ArgumentError, EmptyInputError, FileAccessError, MissingFileError, OversizeError

if TYPE_CHECKING:
    from typing import NoReturn

#: What can be opened. A `str` is a path; content is given as bytes.
Source: TypeAlias = "str | os.PathLike[str] | bytes | BinaryIO"

#: The largest file taken into memory. 300 pages in colour are a third of it; what is larger is an archive, a
#: film or a pipe that never ends.
MAX_FILE_BYTES = 1 << 30

#: What a source without a name is called.
NAMELESS = "document"


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """A source's bytes.

    Attributes:
        data: the whole content, never empty.
        name: the file's name without its folder.
        label: how messages call it: the path as the user gave it, or the name.
    """

    data: bytes
    name: str
    label: str


def read_payload(source: Source, *, name: str | None = None) -> Payload:
    """Read all of `source`; `name` replaces the name it has.

    An open file is read from where it stands and is left open.

    Raises:
        MissingFileError: the path leads nowhere.
        FileAccessError: it is a folder or a device, or may not be read.
        EmptyInputError: it has no bytes.
        OversizeError: it has more than `MAX_FILE_BYTES`.
        ArgumentError: `source` is of another type, or a file opened as text.
    """
    if isinstance(source, bytes | bytearray | memoryview):
        label = name or NAMELESS
        data = bytes(source)
    elif isinstance(source, str | os.PathLike):
        label = os.fspath(source)
        data = _read_path(Path(source))
    else:
        label = name or _stream_name(source)
        data = _read_stream(source, label)
    if len(data) > MAX_FILE_BYTES:
        message = f"{label}: larger than {MAX_FILE_BYTES >> 20} MB"
        raise OversizeError(message, hint="split it into smaller files")
    if not data:
        message = f"{label}: the file is empty"
        raise EmptyInputError(message)
    # A file's name need not be text on Linux; what goes into a document must be.
    named = os.fsencode(name or Path(label).name or NAMELESS).decode("utf-8", "replace")
    return Payload(data=data, name=named, label=label)


def read_head(path: Path, size: int) -> bytes:
    """Read the first `size` bytes of the file at `path`; the errors are those of `read_payload`."""
    return _read_path(path, size)


def _read_path(path: Path, size: int = MAX_FILE_BYTES + 1) -> bytes:
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:  # a name with a NUL in it is a ValueError
        _refuse(path, error)
    if stat.S_ISDIR(mode):
        message = f"{path}: this is a folder"
        raise FileAccessError(message, hint="give the files in it, or 'balagh run' the folder")
    if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
        message = f"{path}: this is a device, not a file"
        raise FileAccessError(message, hint="give a regular file")
    try:
        with path.open("rb") as file:
            return file.read(size)
    except OSError as error:
        _refuse(path, error)


def _refuse(path: Path, error: OSError | ValueError) -> NoReturn:
    if isinstance(error, FileNotFoundError | NotADirectoryError | ValueError):
        message = f"{path}: there is no such file"
        raise MissingFileError(message) from error
    if isinstance(error, PermissionError):
        message = f"{path}: reading it is not permitted"
        raise FileAccessError(message, hint="check its permissions with ls -l") from error
    message = f"{path}: it cannot be read: {error.strerror}"
    raise FileAccessError(message) from error


def _stream_name(stream: object) -> str:
    # A file descriptor opened by number has that number for its name.
    found = getattr(stream, "name", None)
    return found if isinstance(found, str) else NAMELESS


def _read_stream(stream: BinaryIO, label: str) -> bytes:
    if not hasattr(stream, "read"):
        message = f"cannot read a {type(stream).__name__}"
        raise ArgumentError(message, hint="give a path, bytes or a file opened with open(path, 'rb')")
    data: object = stream.read(MAX_FILE_BYTES + 1)
    if not isinstance(data, bytes):
        message = f"{label}: this file was opened as text"
        raise ArgumentError(message, hint="open it with open(path, 'rb')")
    return data
