"""How a run tells of itself: to a person, to a log, to nobody."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from balagh.emit.summary import Status

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from balagh.emit.summary import Entry
    from balagh.errors import BalaghError
    from balagh.runner.task import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What a run finds when it begins.

    Attributes:
        total: documents that may have to be read; a copy of a known one shows itself only when its turn comes.
        known: documents that are done with since an earlier run.
        failed_before: documents of earlier runs that failed and are not tried again.
        differing: known documents that were read with other settings or models.
        skipped: files that are left out.
    """

    total: int
    known: int = 0
    failed_before: int = 0
    differing: int = 0
    skipped: int = 0


@dataclass(slots=True)
class Sums:
    """What a run has done so far."""

    statuses: Counter[Status] = field(default_factory=Counter)
    pages: int = 0
    warnings: int = 0
    copies: int = 0
    touched: int = 0

    def add(self, entry: Entry) -> None:
        """Take in one document."""
        self.statuses[entry.status] += 1
        self.pages += entry.pages or 0
        self.warnings += entry.warnings

    def leave(self, original: str | None) -> None:
        """Take in a file that need not be read: a copy of another, or (None) only touched since it was read."""
        if original is None:
            self.touched += 1
        else:
            self.copies += 1

    @property
    def read(self) -> int:
        """Documents read, wholly or in part."""
        return self.statuses[Status.DONE] + self.statuses[Status.PARTIAL]

    @property
    def failed(self) -> int:
        """Documents that failed."""
        return self.statuses[Status.FAILED]

    @property
    def ended(self) -> int:
        """Documents that are done with, one way or the other."""
        return self.read + self.failed + self.copies + self.touched


class Observer(Protocol):
    """Told how a run goes on."""

    def begin(self, start: Start) -> None:
        """Hear what there is to do."""

    def started(self, path: Path) -> None:
        """Hear that the reading of a file begins."""

    def known(self, path: Path, original: str | None) -> None:
        """Hear that a file's bytes are known: from another file, or (None) from itself, unchanged but for its time."""

    def advance(self, outcome: Outcome) -> None:
        """Hear what became of one file; it is recorded."""

    def stopped(self, error: BalaghError) -> None:
        """Hear that the run cannot go on, and why."""


@dataclass(frozen=True, slots=True)
class Observers:
    """Several observers as one."""

    each: tuple[Observer, ...]

    @classmethod
    def of(cls, each: Iterable[Observer]) -> Observers:
        """Join them."""
        return cls(tuple(each))

    def begin(self, start: Start) -> None:
        """Pass it on."""
        for observer in self.each:
            observer.begin(start)

    def started(self, path: Path) -> None:
        """Pass it on."""
        for observer in self.each:
            observer.started(path)

    def known(self, path: Path, original: str | None) -> None:
        """Pass it on."""
        for observer in self.each:
            observer.known(path, original)

    def advance(self, outcome: Outcome) -> None:
        """Pass it on."""
        for observer in self.each:
            observer.advance(outcome)

    def stopped(self, error: BalaghError) -> None:
        """Pass it on."""
        for observer in self.each:
            observer.stopped(error)
