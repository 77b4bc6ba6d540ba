"""A batch: files in, a folder of JSON, an index and a report out, complete or not at all file by file.

One process runs a batch: it holds the folder's lock, asks the ledger what is still to be done, hands tasks to an
executor and records each outcome when the outputs are in place. It never sees a document, so that it stays small.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from balagh.emit.names import name_choices, plan_names, printable
from balagh.errors import ExitCode
from balagh.ingest.inbox.lock import hold
from balagh.runner.books import Books
from balagh.runner.ledger import Ledger
from balagh.runner.limits import Limits
from balagh.runner.observer import Start, Sums
from balagh.runner.plan import known_key, read_key, stamp_of
from balagh.runner.records import Decision, Policy, State, decide
from balagh.runner.task import Task
from balagh.runner.undisturbed import undisturbed

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence

    from balagh.emit.summary import Entry
    from balagh.errors import BalaghError
    from balagh.runner.observer import Observer
    from balagh.runner.plan import Plan
    from balagh.runner.records import Fingerprint, Record
    from balagh.runner.task import Executor, Outcome
    from balagh.settings import Settings

#: Failures that are the machine's, not the file's: every file that follows would fail in the same way.
MACHINES: Final = frozenset({"disk-full", "output", "missing-program"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """How a batch is to be read.

    Attributes:
        settings: how to read each document.
        fingerprint: digests of the settings and of the models, for the ledger.
        limits: what one document may cost.
        policy: which known documents are read again.
        keep_going: go on even where the machine is at fault.
    """

    settings: Settings
    fingerprint: Fingerprint
    limits: Limits = field(default_factory=Limits)
    policy: Policy = field(default_factory=Policy)
    keep_going: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A document that may have to be read; its key is empty while its bytes have not been looked at."""

    path: Path
    name: str
    key: str = ""


@dataclass(slots=True)
class Batch:
    """What a batch has done so far.

    Attributes:
        plan, job: what it has to do, and how.
        ledger, books: where it is recorded.
        observer: who is told.
        sums: what was done.
        codes: the failures' exit codes.
        stopped: why the run could not go on.
        under_way: the key and the path of what is being read, by the name of its outputs.
        failed: the keys of what failed in earlier runs, by its path.
    """

    plan: Plan
    job: Job
    ledger: Ledger
    books: Books
    observer: Observer
    sums: Sums = field(default_factory=Sums)
    codes: Counter[ExitCode] = field(default_factory=Counter)
    stopped: BalaghError | None = None
    under_way: dict[str, tuple[str, Path]] = field(default_factory=dict)
    failed: dict[Path, str] = field(default_factory=dict)

    @property
    def exit_code(self) -> ExitCode:
        """Nought when all that was tried went well, a failure's own code when all failed alike, else `SOME_FAILED`."""
        if self.stopped is not None:
            return self.stopped.exit_code
        if not self.codes:
            return ExitCode.OK
        alike = len(self.codes) == 1 and not self.sums.read
        return next(iter(self.codes)) if alike else ExitCode.SOME_FAILED

    def look(self) -> tuple[Start, list[Pending]]:
        """Sort out what the ledger knows already, without reading a file."""
        self.failed = {record.path: record.key for record in self.ledger.records(State.FAILED)}
        counts: Counter[Decision] = Counter()
        differing = 0
        waiting: list[tuple[Path, str]] = []
        suspects: list[tuple[Path, str]] = []
        now = time.time()
        for path in self.plan.paths:
            key = known_key(path, self.ledger)
            record = None if key is None else self.ledger.record_of(key)
            decision = self._decide(record, path, now)
            if record is None or decision.to_read:
                # What was being read when a run died goes last: should it be the cause, the others are done by then.
                suspect = record is not None and record.interruptions > 0
                (suspects if suspect else waiting).append((path, key or ""))
                continue
            counts[decision] += 1
            differing += decision is Decision.DONE and record.fingerprint != self.job.fingerprint
        waiting += suspects
        names = plan_names([path for path, _ in waiting])
        pending = [
            Pending(path=path, name=name, key=key) for (path, key), name in zip(waiting, names, strict=True)
        ]
        start = Start(
            total=len(pending),
            known=counts[Decision.DONE],
            failed_before=counts.total() - counts[Decision.DONE],
            differing=differing,
            skipped=len(self.plan.skipped),
        )
        return start, pending

    def _decide(self, record: Record | None, path: Path, now: float) -> Decision:
        """Ask the ledger; and what is done must be there, and who names a file wants to know why it fails."""
        decision = decide(record, self.job.fingerprint, self.job.policy, now)
        if record is None or decision.to_read or decision is Decision.UNDER_WAY:
            return decision
        if decision is Decision.DONE:
            lost = record.entry is None or not (self.plan.out / (record.entry.json or "")).is_file()
            return Decision.REDO if lost else decision
        return Decision.RETRY if path in self.plan.named else decision

    def tasks(self, pending: Sequence[Pending]) -> Iterator[Task]:
        """Give a task for each document that is to be read, when its turn comes; its attempt is counted by then."""
        for item in pending:
            key = item.key or read_key(item.path, self.ledger)
            stamp = stamp_of(item.path) if item.path.is_file() and not key.startswith("path:") else None
            record = self.ledger.record_of(key)
            decision = self._decide(record, item.path, time.time())
            if record is not None and not decision.to_read:
                if stamp is not None:
                    self.ledger.learn(item.path, stamp, key)
                self._leave(item.path, record)
                continue
            self.books.open()
            self._forgive(item.path, key)
            name = self._settle_name(key, item.name, item.path)
            self.ledger.begin(key, path=item.path, stamp=stamp, name=name, fingerprint=self.job.fingerprint)
            self.under_way[name] = (key, item.path)
            self.observer.started(item.path)
            yield Task(
                path=item.path,
                name=name,
                out=self.plan.out,
                settings=self.job.settings,
                limits=self.job.limits,
                join=self.plan.join,
            )

    def _forgive(self, path: Path, key: str) -> None:
        """Drop the failure of what lay at `path` before it was scanned anew or could be opened; free its name."""
        old = self.failed.pop(_absolute(path), key)
        if old != key:
            self.ledger.drop(old)

    def _settle_name(self, key: str, wanted: str, path: Path) -> str:
        """Give the name of a document's outputs; where one of an earlier run has `wanted`, folders tell them apart."""
        _, suffixed, *longer = name_choices(path)
        return self.ledger.settle_name(key, (wanted, longer[0], suffixed, *longer[1:]))

    def _leave(self, path: Path, record: Record) -> None:
        """Take note of a file whose bytes turn out to be known: from another file, or from itself before a touch."""
        if record.path == _absolute(path):
            original = None
        else:
            original = printable(record.path if record.entry is None else record.entry.path)
            self.books.open()
        self.sums.leave(original)
        self.observer.known(path, original)

    def record(self, outcome: Outcome) -> None:
        """Write one outcome into the ledger; its files are in place."""
        key, path = self.under_way.pop(outcome.task.name)
        error = outcome.error
        if error is not None and error.reason in MACHINES and not self.job.keep_going:
            self.ledger.put_back(key)
            self.stopped = error
            return
        if error is None and outcome.sha256 != key and path.is_file():
            key = self._changed(key, path, outcome)
        self.ledger.finish(key, outcome.entry, error)
        self.sums.add(outcome.entry)
        if error is not None:
            self.codes[error.exit_code] += 1

    def _changed(self, key: str, path: Path, outcome: Outcome) -> str:
        """Give the key of a file that was written to between our look and its reading: what was read is what counts.

        Its stamp is not learnt, so that the next run looks at it again.
        """
        self.ledger.put_back(key)
        self.ledger.forget(key)
        name = self._settle_name(outcome.sha256, outcome.task.name, path)
        self.ledger.begin(outcome.sha256, path=path, stamp=None, name=name, fingerprint=self.job.fingerprint)
        return outcome.sha256

    def call_off(self) -> None:
        """Give back what was under way when the run ended: it counts as never begun."""
        for key, _ in self.under_way.values():
            self.ledger.put_back(key)
        self.under_way.clear()

    def entries(self) -> Iterator[Entry]:
        """Give every line of index and report: all documents of all runs, copies of them, what was left out now."""
        yield from self.ledger.lines()
        yield from self.plan.skipped


def _absolute(path: Path) -> Path:
    """Give a path as the ledger has it."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - not resolve(): a link is itself, not its target


def run_batch(
    plan: Plan, job: Job, *, hire: Callable[[Sequence[Path]], Executor], observer: Observer
) -> Batch:
    """Read what is new in the plan and write what it gives; index and report too, even when interrupted.

    Args:
        plan: the files.
        job: how to read them.
        hire: gives the executor for the paths that may have to be read; not asked when there is nothing to do.
        observer: is told how it goes on.

    Raises:
        BusyError: another run is at work in the output folder.
        FileAccessError: ledger, index or report cannot be written (a document that cannot be is a failed entry, or
            the end of the run where the disk is full).
        KeyboardInterrupt: after index and report of what was done have been written.
    """
    with hold(plan.out) as holder, Ledger.open(plan.out) as ledger:
        books = Books(plan.out, plan.skipped)
        batch = Batch(plan=plan, job=job, ledger=ledger, books=books, observer=observer)
        ledger.begin_run(holder.command, holder.host)
        code = ExitCode.INTERRUPTED
        try:
            _work(batch, hire)
            code = batch.exit_code
        finally:
            batch.call_off()
            books.close(batch.entries)
            ledger.end_run(code, duplicates=batch.sums.copies)
    return batch


def _work(batch: Batch, hire: Callable[[Sequence[Path]], Executor]) -> None:
    start, pending = batch.look()
    batch.observer.begin(start)
    if not pending:
        return
    batch.books.prepare()
    executor = hire([item.path for item in pending])
    with closing(_closable(executor.run(batch.tasks(pending)))) as outcomes:
        for outcome in outcomes:
            with undisturbed():
                batch.record(outcome)
            if batch.stopped is not None:
                batch.observer.stopped(batch.stopped)
                return
            batch.observer.advance(outcome)


def _closable(outcomes: Iterator[Outcome]) -> Generator[Outcome, None, None]:
    """Make a generator of any iterator: closing it closes the other, where that can be closed."""
    yield from outcomes
