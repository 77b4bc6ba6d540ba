"""What became of one file, and the reading of one file that always ends in such a value."""

from __future__ import annotations

import time
import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING

from balagh.errors import BalaghError, InternalError, MemoryLimitError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from balagh.ingest.sheet import OpenedSource
    from balagh.model import Document
    from balagh.settings import Settings

    #: Is told a page's number before that page is read.
    OnPage = Callable[[int], None]

    #: Reads one file; the pool hands it to its workers by name, so it is a function of a module.
    Reader = Callable[[Path, Settings, OnPage], Document]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of one file: a document or an error, never both.

    Attributes:
        path: the file.
        document: what was read; None after a failure.
        error: why nothing was read; None after a success.
        seconds: wall time spent on it.
        trace: the traceback of an unforeseen exception; empty otherwise.
    """

    path: Path
    document: Document | None = None
    error: BalaghError | None = None
    seconds: float = 0.0
    trace: str = ""

    @property
    def ok(self) -> bool:
        """Whether the file was read."""
        return self.error is None


def ignore_page(_: int) -> None:
    """Hear of a page and do nothing."""


def read_file(path: Path, settings: Settings, on_page: OnPage = ignore_page) -> Document:
    """Read one file; the reader that the pool uses unless told otherwise."""
    opened = open_file(path, settings)
    from balagh.pipelines import communique  # heavy, and not needed to say that a file is missing

    return communique.read_source(opened, settings, on_page)


def open_file(path: Path, settings: Settings) -> OpenedSource:
    """Open one file; raises `BalaghError` where it cannot be read."""
    from balagh.ingest import open_source  # the readers are heavy: loaded when the first document is read

    return open_source(path, settings=settings)


def open_folder(path: Path, settings: Settings) -> OpenedSource:
    """Open a folder's files as one document, and a file as `open_file` does; balagh's own output is no page."""
    if not path.is_dir():
        return open_file(path, settings)
    from balagh.ingest import open_joined
    from balagh.ingest.files import list_folder
    from balagh.ingest.joining import natural_key
    from balagh.runner.own_files import is_own_output

    own = [file for file in list_folder(path).readable if not is_own_output(file)]
    files = sorted(own, key=lambda file: natural_key(file.name))
    return open_joined(files, name=path.resolve().name, settings=settings)


def read_folder(path: Path, settings: Settings, on_page: OnPage = ignore_page) -> Document:
    """Read a folder's files as one document, and a file as `read_file` does."""
    opened = open_folder(path, settings)
    from balagh.pipelines import communique

    return communique.read_source(opened, settings, on_page)


def read_one(path: Path, settings: Settings, reader: Reader, on_page: OnPage = ignore_page) -> Result:
    """Read one file with every exception turned into a value; only an interrupt gets through."""
    start = time.perf_counter()
    try:
        document = reader(path, settings, on_page)
    except Exception as raised:  # the runner's promise: one bad file never ends the batch
        error, trace = explain(path, raised)
        return Result(path=path, error=error, seconds=time.perf_counter() - start, trace=trace)
    return Result(path=path, document=document, seconds=time.perf_counter() - start)


def explain(path: Path, raised: Exception) -> tuple[BalaghError, str]:
    """Give the error that the user is told of, and the traceback that ``-v`` shows (empty where there is no need)."""
    if isinstance(raised, BalaghError):
        return raised, "".join(traceback.format_exception(raised)) if raised.__cause__ else ""
    if isinstance(raised, MemoryError):
        return MemoryLimitError(f"{path}: not enough memory to read it"), ""
    trace = "".join(traceback.format_exception(raised))
    return InternalError(f"{path}: {type(raised).__name__}: {raised}"), trace
