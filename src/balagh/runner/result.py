"""What became of one file, and the reading of one file that always ends in such a value."""

from __future__ import annotations

import time
import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING

from balagh.errors import BalaghError, ExitCode

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from balagh.model import Document
    from balagh.settings import Settings

    #: Reads one file; the pool hands it to its workers by name, so it is a function of a module.
    Reader = Callable[[Path, Settings], Document]


class CrashError(BalaghError):
    """The process that read this file died, twice over, or had not enough memory."""

    exit_code = ExitCode.OTHER
    code = "B901"
    hint = (
        "the rest was read; try this file alone with --max-megapixels lowered, and report it if it dies again"
    )


class InternalError(BalaghError):
    """An exception nobody foresaw: a fault of balagh, not of the file."""

    exit_code = ExitCode.OTHER
    code = "B902"
    hint = "this is a fault in balagh: run again with -v for the details and report them"


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


def read_file(path: Path, settings: Settings) -> Document:
    """Read one file; the reader that the pool uses unless told otherwise."""
    from balagh.api import read_source  # the library call is built on the same function

    return read_source(path, settings)


def read_folder(path: Path, settings: Settings) -> Document:
    """Read a folder's files as one document, and a file as `read_file` does."""
    if not path.is_dir():
        return read_file(path, settings)
    from balagh.api import read_joined
    from balagh.ingest.files import list_folder
    from balagh.ingest.joining import natural_key
    from balagh.runner.own_files import is_own_output

    own = [file for file in list_folder(path).readable if not is_own_output(file)]
    files = sorted(own, key=lambda file: natural_key(file.name))
    return read_joined(files, settings, path.resolve().name)


def read_one(path: Path, settings: Settings, reader: Reader) -> Result:
    """Read one file with every exception turned into a value; only an interrupt gets through."""
    start = time.perf_counter()
    try:
        document = reader(path, settings)
    except BalaghError as error:
        return Result(path=path, error=error, seconds=time.perf_counter() - start, trace=_cause(error))
    except MemoryError:
        crash = CrashError(f"{path}: not enough memory to read it")
        return Result(path=path, error=crash, seconds=time.perf_counter() - start)
    except Exception as error:  # the runner's promise: one bad file never ends the batch
        fault = InternalError(f"{path}: {type(error).__name__}: {error}")
        return Result(
            path=path, error=fault, seconds=time.perf_counter() - start, trace=traceback.format_exc()
        )
    return Result(path=path, document=document, seconds=time.perf_counter() - start)


def _cause(error: BalaghError) -> str:
    """Give the traceback of what lay under a foreseen error, for -v; empty when nothing did."""
    return "".join(traceback.format_exception(error)) if error.__cause__ else ""
