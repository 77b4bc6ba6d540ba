"""What a run tells the person who started it: a bar on a terminal, lines for what went wrong."""

from __future__ import annotations

import sys
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING

from balagh.emit.markup import counted
from balagh.emit.names import printable
from balagh.emit.report import REPORT_NAME
from balagh.emit.summary import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from rich.progress import Progress

    from balagh.emit.summary import Entry
    from balagh.runner.result import Result


class Teller:
    """Writes to standard error: errors always, warnings unless quiet, every file when verbose."""

    def __init__(self, *, verbose: bool, quiet: bool) -> None:
        self.verbose = verbose
        self.quiet = quiet
        self.terminal = sys.stderr.isatty()
        self.write: Callable[[str], object] = _write_line
        self.bar: Progress | None = None

    def begin(self, total: int) -> None:
        """Set the bar's length."""
        if self.bar is not None:
            self.bar.add_task("", total=total, failed="")

    def advance(self, entry: Entry, result: Result) -> None:
        """Tell of one file, and move the bar on."""
        self._tell(entry, result)
        if self.bar is not None:
            task = self.bar.tasks[0]
            failed = int(task.fields.get("count", 0)) + (entry.error is not None)
            self.bar.update(task.id, advance=1, count=failed, failed=f"{failed} failed" if failed else "")

    def finished(self, entries: Sequence[Entry], out: Path) -> None:
        """Sum up, on a terminal or when verbose."""
        if self.quiet or not (self.terminal or self.verbose):
            return
        found = Counter(entry.status for entry in entries)
        read = found[Status.DONE] + found[Status.PARTIAL]
        parts = [counted(read, "document") + " read"]
        parts += [f"{found[s]:,} {word}" for s, word in _OUTCOMES.items() if found[s]]
        self.write(f"{', '.join(parts)}; look at {printable(out / REPORT_NAME)}")

    def interrupted(self, out: Path) -> None:
        """Say that the run was cut short, and that what was done is safe."""
        self.write(f"balagh: interrupted; what was read until then is in {printable(out)}")

    def _tell(self, entry: Entry, result: Result) -> None:
        if entry.error is not None:
            hint = f" ({entry.error.hint})" if entry.error.hint else ""
            self.write(f"balagh: error: {printable(entry.error.message)}{hint}")
            if self.verbose and result.trace:
                self.write(result.trace.rstrip())
        elif result.document is not None and not self.quiet:
            for warning in result.document.warnings:
                page = f" page {warning.page}:" if warning.page else ""
                self.write(f"balagh: warning: {entry.path}:{page} {warning.message}")
            if self.verbose:
                self.write(
                    f"{entry.path}: {counted(entry.pages or 0, 'page')}, {entry.seconds:.1f} s, {entry.json}"
                )


_OUTCOMES = {Status.PARTIAL: "only in part", Status.FAILED: "failed", Status.SKIPPED: "left out"}


@contextmanager
def show_progress(teller: Teller) -> Iterator[None]:
    """Keep a progress bar at the bottom of the terminal; without a terminal, or when quiet, do nothing."""
    if teller.quiet or not teller.terminal:
        yield
        return
    from rich.console import Console  # a tenth of a second that a pipe or a timer need not wait for
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.fields[failed]}"))
    with Progress(*columns, console=console) as bar:
        teller.bar, teller.write = bar, console.print
        try:
            yield
        finally:
            teller.bar, teller.write = None, _write_line


def _write_line(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()
