"""A run as JSON, a line an event, for the machines that watch the nights."""

from __future__ import annotations

import json
import sys
import time
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING, Self

from balagh._version import __version__
from balagh.emit.files import unwritable
from balagh.emit.names import printable
from balagh.runner.observer import Start, Sums

if TYPE_CHECKING:
    from pathlib import Path

    from balagh.errors import BalaghError, ExitCode
    from balagh.runner.task import Outcome


class EventLog:
    """Appends to a file (``-``: standard output), each line on its way at once.

    Every line has ``time`` (ISO 8601, UTC) and ``event``: ``run-begun``, ``file-begun``, ``file-done``,
    ``file-failed``, ``file-known``, ``run-stopped`` or ``run-ended``. docs/cli.md names the other keys.

    Raises:
        FileAccessError: the file cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._sums = Sums()
        self._began = time.monotonic()
        self._own = str(path) != "-"
        self._file: IO[str] = self._open() if self._own else sys.stdout

    def _open(self) -> IO[str]:
        try:
            return self._path.open("a", encoding="utf-8", buffering=1, newline="\n")
        except OSError as error:
            raise unwritable(self._path, error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._own:
            self._file.close()

    def begin(self, start: Start) -> None:
        """Tell what there is to do."""
        self._began = time.monotonic()
        self._write(
            "run-begun",
            balagh=__version__,
            files=start.total,
            done_before=start.known,
            failed_before=start.failed_before,
            skipped=start.skipped,
        )

    def started(self, path: Path) -> None:
        """Tell that a file's reading begins."""
        self._write("file-begun", path=printable(path))

    def known(self, path: Path, original: str | None) -> None:
        """Tell of a file that need not be read."""
        self._sums.leave(original)
        self._write("file-known", path=printable(path), original=original or printable(path))

    def advance(self, outcome: Outcome) -> None:
        """Tell what became of a file."""
        entry, error = outcome.entry, outcome.error
        self._sums.add(entry)
        seconds = round(entry.seconds, 3)
        if error is None:
            self._write(
                "file-done",
                path=entry.path,
                json=entry.json,
                status=entry.status,
                pages=entry.pages,
                seconds=seconds,
                warnings=list(outcome.warnings),
            )
        else:
            self._write("file-failed", path=entry.path, seconds=seconds, **_reason(error))

    def stopped(self, error: BalaghError) -> None:
        """Tell why the run cannot go on."""
        self._write("run-stopped", **_reason(error))

    def ended(self, exit_code: ExitCode) -> None:
        """Tell how the run ended."""
        self._write(
            "run-ended",
            done=self._sums.read,
            failed=self._sums.failed,
            copied=self._sums.copies,
            pages=self._sums.pages,
            seconds=round(time.monotonic() - self._began, 3),
            exit_code=int(exit_code),
        )

    def _write(self, event: str, **facts: object) -> None:
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        line = json.dumps({"time": now, "event": event, **facts}, ensure_ascii=False)
        try:
            self._file.write(line + "\n")
            self._file.flush()
        except OSError as error:
            raise unwritable(self._path, error) from error


def _reason(error: BalaghError) -> dict[str, object]:
    return {
        "reason": error.reason,
        "code": error.code,
        "passing": error.passing,
        "message": printable(error.message),
        "hint": error.hint,
    }
