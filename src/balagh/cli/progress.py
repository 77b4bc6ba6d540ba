"""What a run tells the person who started it: a bar on a terminal, a line for what went wrong, one line in the end."""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from balagh.emit.markup import counted
from balagh.emit.names import printable
from balagh.emit.report import REPORT_NAME
from balagh.emit.summary import Status
from balagh.runner.observer import Start, Sums

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from rich.progress import Progress

    from balagh.errors import BalaghError
    from balagh.runner.task import Outcome

#: The journal's levels, as systemd reads them at the beginning of a line.
ERROR: Final = 3
WARNING: Final = 4
NOTICE: Final = 5
INFO: Final = 6


class Teller:
    """Writes to standard error: errors always, one closing line unless quiet, every file when verbose."""

    def __init__(self, *, verbose: bool, quiet: bool) -> None:
        self.verbose = verbose
        self.quiet = quiet
        self.terminal = sys.stderr.isatty()
        self.journal = _is_journal()
        self.show: Callable[[str], object] = _write_line
        self.bar: Progress | None = None
        self.start = Start(total=0)
        self.sums = Sums()
        self.began = time.monotonic()

    def begin(self, start: Start) -> None:
        """Set the bar's length."""
        self.start, self.began = start, time.monotonic()
        if self.bar is not None and start.total:
            self.bar.add_task("", total=start.total, pace="", failed="")

    def started(self, path: Path) -> None:
        """Say nothing: a line a file is enough."""

    def known(self, path: Path, original: str | None) -> None:
        """Tell of a file that need not be read, and move the bar on."""
        self.sums.leave(original)
        if self.verbose and original is not None:
            self.write(INFO, f"{printable(path)}: the same bytes as {original}")
        self._move_on()

    def advance(self, outcome: Outcome) -> None:
        """Tell of one file, and move the bar on."""
        self.sums.add(outcome.entry)
        self._tell(outcome)
        self._move_on()

    def stopped(self, error: BalaghError) -> None:
        """Say why the run ends here."""
        hint = f" ({error.hint})" if error.hint else ""
        self.write(ERROR, f"balagh: error: {printable(error.message)}{hint}")
        left = self.start.total - self.sums.ended
        self.write(
            ERROR, f"balagh: stopped, for every file would fail like this; {counted(left, 'file')} left"
        )

    def finished(self, out: Path) -> None:
        """Sum up, unless there was nothing to do and nobody is looking."""
        happened = self.start.total > 0
        if self.quiet or not (happened or self.terminal or self.verbose):
            return
        parts = [counted(self.sums.read, "document") + " read" if happened else "nothing new to read"]
        counts = (
            (self.sums.statuses[Status.PARTIAL], "only in part"),
            (self.sums.failed, "failed"),
            (self.sums.copies, "known already under another name"),
            (self.start.skipped, "left out"),
            (self.start.known + self.sums.touched, "done before"),
            (self.start.failed_before, "failed before"),
        )
        parts += [f"{number:,} {word}" for number, word in counts if number]
        if self.sums.warnings:
            parts.append(counted(self.sums.warnings, "warning"))
        self.write(NOTICE, f"{', '.join(parts)}; look at {printable(out / REPORT_NAME)}")
        if self.start.differing and (self.terminal or self.verbose):
            self.write(
                NOTICE,
                f"{self.start.differing:,} of those done before were read with other settings or models: "
                "--redo-if settings or --redo-if models reads them again",
            )

    def interrupted(self, out: Path) -> None:
        """Say that the run was cut short, that what was done is safe, and how to carry on."""
        done = f"{self.sums.ended:,} of {counted(self.start.total, 'file')}"
        self.write(
            ERROR,
            f"balagh: interrupted; {done} done and kept in {printable(out)}: the same command carries on",
        )

    def write(self, level: int, text: str) -> None:
        """Write a line of the journal's `level`; what has several lines stays together there."""
        if self.journal:
            text = "\n".join(f"<{level}>{line}" for line in text.split("\n"))
        self.show(text)

    def _tell(self, outcome: Outcome) -> None:
        entry = outcome.entry
        if entry.error is not None:
            hint = f" ({entry.error.hint})" if entry.error.hint else ""
            self.write(ERROR, f"balagh: error: {printable(entry.error.message)}{hint}")
            if self.verbose and outcome.trace:
                self.write(ERROR, outcome.trace.rstrip())
        elif self.verbose:
            facts = [counted(entry.pages or 0, "page"), f"{entry.seconds:.1f} s", entry.json or ""]
            self.write(INFO, f"{entry.path}: {', '.join(facts)}")
            for warning in outcome.warnings:
                self.write(WARNING, f"balagh: warning: {entry.path}: {warning}")

    def _move_on(self) -> None:
        if self.bar is None or not self.bar.tasks:
            return
        failed = f"{self.sums.failed:,} failed" if self.sums.failed else ""
        pace = f"{self.sums.pages / max(0.001, time.monotonic() - self.began):.1f} pages/s"
        self.bar.update(self.bar.tasks[0].id, completed=self.sums.ended, pace=pace, failed=failed)


@contextmanager
def show_progress(teller: Teller) -> Iterator[None]:
    """Keep a progress bar at the bottom of the terminal; without a terminal, or when quiet, do nothing."""
    if teller.quiet or not teller.terminal:
        yield
        return
    from rich.console import Console  # a tenth of a second that a pipe or a timer need not wait for
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[pace]}"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[failed]}"),
    )
    with Progress(*columns, console=console) as bar:
        teller.bar, teller.show = bar, console.print
        try:
            yield
        finally:
            teller.bar, teller.show = None, _write_line


def _is_journal() -> bool:
    """Say whether standard error goes to systemd's journal, which names the file in the environment."""
    device, _, inode = os.environ.get("JOURNAL_STREAM", "").partition(":")
    try:
        status = os.fstat(sys.stderr.fileno())
    except (OSError, ValueError):  # no file at all: a notebook's, or a test's
        return False
    return (device, inode) == (str(status.st_dev), str(status.st_ino))


def _write_line(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()
