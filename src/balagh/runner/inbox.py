"""The inbox: what was dropped into a folder is read once, and put where it belongs.

`balagh.runner.inbox_open` opens an `Inbox` (locks, ledger); it makes rounds. docs/inbox.md draws the way of a file and
says what happens when a run dies anywhere on it.
"""

from __future__ import annotations

import os
import time
from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from balagh.emit.names import name_choices, printable
from balagh.emit.summary import Problem
from balagh.errors import BalaghError, ExitCode, FileAccessError, NotAFileError
from balagh.ingest.digest import file_digest
from balagh.ingest.inbox.settle import Closed, Dropped, Stamp, walk_inbox
from balagh.runner.batch import MACHINES
from balagh.runner.inbox_notes import duplicate_note, failure_note
from balagh.runner.inbox_outputs import discard_outputs
from balagh.runner.observer import Start, Sums
from balagh.runner.plan import path_key
from balagh.runner.records import Decision, State, decide
from balagh.runner.task import Task, failed
from balagh.runner.undisturbed import undisturbed

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence
    from pathlib import Path

    from balagh.ingest.inbox.lock import Holder
    from balagh.ingest.inbox.places import Places
    from balagh.ingest.inbox.settle import Watch
    from balagh.runner.books import Books
    from balagh.runner.inbox_moves import Mover
    from balagh.runner.ledger import Ledger
    from balagh.runner.limits import Limits
    from balagh.runner.observer import Observer
    from balagh.runner.records import Fingerprint, Policy, Record
    from balagh.runner.task import Executor, Outcome
    from balagh.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxJob:
    """What an inbox is to do.

    Attributes:
        places: the folders.
        out: the output folder.
        settings, fingerprint, limits, policy: as for a batch.
        settle: seconds for which a file must have been at rest.
        keep: leave all files where they are.
    """

    places: Places
    out: Path
    settings: Settings
    fingerprint: Fingerprint
    limits: Limits
    policy: Policy
    settle: float
    keep: bool = False


@dataclass(slots=True)
class Inbox:
    """An opened inbox; get it from `open_inbox`.

    Attributes:
        job: what it is to do.
        holder: this process, as the locks name it.
        ledger, mover, books, watch: what it works with.
        sums: what was done since it was opened.
        closed: what went wrong in the last round without a file's being read: folders that cannot be opened, files
            that cannot be moved, or are set aside because run after run died with them.
        stopped: the failure of the machine that ended the last round; None where there was none.
    """

    job: InboxJob
    holder: Holder
    ledger: Ledger
    mover: Mover
    books: Books
    watch: Watch
    sums: Sums = field(default_factory=Sums)
    closed: dict[Path, str] = field(default_factory=dict)
    stopped: BalaghError | None = None
    _opened: float = field(default_factory=time.time)
    _began: float = 0.0
    _under_way: dict[str, tuple[str, Dropped]] = field(default_factory=dict)
    _unreadable: dict[Path, str] = field(default_factory=dict)
    _twins: defaultdict[str, list[Dropped]] = field(default_factory=lambda: defaultdict(list))

    @property
    def exit_code(self) -> ExitCode:
        """Nought when nothing failed; the machine's failure where that was what stopped us; else `SOME_FAILED`."""
        if self.stopped is not None:
            return self.stopped.exit_code
        return ExitCode.SOME_FAILED if self.sums.failed or self.closed else ExitCode.OK

    def round(
        self, hire: Callable[[Sequence[Path]], Executor], observer: Observer, *, revisit: bool = True
    ) -> bool:
        """Look at the inbox once and do what there is to do; say whether there was anything.

        With `revisit` what failed for a passing reason is tried again from where it was put, as far as the policy says.

        Raises:
            MissingFileError, FileAccessError: the inbox cannot be read, ledger or report not be written.
            KeyboardInterrupt: what is done is recorded; what was under way counts as never begun.
        """
        self._began, self.stopped, self.closed = time.time(), None, {}
        self.mover.stuck.clear()
        self.mover.catch_up()
        found = [*(self._revisits() if revisit else ()), *self._look()]
        # A file that kills the whole run must not keep the others from being read.
        found.sort(key=self._deaths)
        if found:
            self._work(found, hire, observer)
        elif self.ledger.torn:  # it may have died between its last file and the report
            self.books.prepare()
            self.books.close(self.ledger.lines)
        self.ledger.torn = False
        self.closed |= {path: error.message for path, error in self.mover.stuck.items()}
        return bool(found)

    def _work(
        self, found: list[Dropped], hire: Callable[[Sequence[Path]], Executor], observer: Observer
    ) -> None:
        self.books.prepare()
        self.ledger.begin_run(self.holder.command, self.holder.host)
        observer.begin(Start(total=len(found)))
        copies, code = self.sums.copies, ExitCode.INTERRUPTED
        try:
            executor = hire([dropped.path for dropped in found])
            with closing(_closable(executor.run(self._tasks(found, observer)))) as outcomes:
                for outcome in outcomes:
                    with undisturbed():
                        told = self._settle(outcome, observer)
                    if self.stopped is not None:
                        observer.stopped(self.stopped)
                        break
                    if told:
                        observer.advance(outcome)
            code = self.exit_code
        except BalaghError as error:
            code = error.exit_code
            raise
        finally:
            self._call_off()
            self.books.close(self.ledger.lines)
            self.ledger.end_run(code, duplicates=self.sums.copies - copies)

    def _look(self) -> Iterator[Dropped]:
        """Give what is at rest in the inbox and not known to be done with."""
        seen: set[Path] = set()
        for found in walk_inbox(self.job.places.inbox, self.job.places.left_alone):
            if isinstance(found, Closed):
                self.closed[found.path] = f"the folder cannot be opened: {found.reason}"
                continue
            seen.add(found.path)
            if found.path not in self.mover.stuck and self.watch.sift(found) and not self._is_kept(found):
                yield found
        self.watch.keep_only(seen)

    def _is_kept(self, found: Dropped) -> bool:
        """Say whether a file that stays where it is has been dealt with."""
        if not self.job.keep:
            return False
        key = path_key(found.path) if found.kind != "file" else self.ledger.known(found.path, found.stamp)
        record = None if key is None else self.ledger.record_of(key)
        return record is not None and not self._decide(record).to_read

    def _revisits(self) -> Iterator[Dropped]:
        """Give what was put away and is to be read again, from where it lies."""
        policy = self.job.policy
        again = policy.again or policy.redo_settings or policy.redo_models
        states = (State.SEEN, State.FAILED, *((State.DONE,) if again else ()))
        for record in list(self.ledger.records(*states)):
            if record.place is None or not self._decide(record).to_read:
                continue
            try:
                status = record.place.lstat()
            except OSError:
                continue  # somebody took it: it is his now
            if record.key.startswith("path:"):
                self._unreadable[record.place] = record.key
            yield Dropped(
                path=record.place,
                stamp=Stamp.of(status),
                ctime_ns=status.st_ctime_ns,
                mode=status.st_mode,
            )

    def _deaths(self, found: Dropped) -> int:
        """Say how many runs have died while they read a file."""
        key = self.ledger.known(found.path, found.stamp)
        record = None if key is None else self.ledger.record_of(key)
        return 0 if record is None else record.interruptions

    def _tasks(self, found: Sequence[Dropped], observer: Observer) -> Iterator[Task]:
        for dropped in found:
            task = self._consider(dropped, observer)
            if task is not None:
                observer.started(dropped.path)
                yield task
            if self.stopped is not None:
                return

    def _consider(self, dropped: Dropped, observer: Observer) -> Task | None:
        """Decide about one file when its turn comes; give a task, its attempt counted, where it is to be read."""
        path = dropped.path
        if Stamp.at(path) != dropped.stamp:
            return None  # gone, or written to while it waited: the next round's
        if dropped.kind != "file":
            self._refuse(dropped, _no_file(dropped), observer)
            return None
        key = self.ledger.known(path, dropped.stamp) or file_digest(path, follow=False)
        if Stamp.at(path) != dropped.stamp:
            return None
        if key is None or key.startswith("path:"):
            message = f"{path}: reading it is not permitted"
            self._refuse(dropped, FileAccessError(message, hint="check its permissions with ls -l"), observer)
            return None
        record = self.ledger.record_of(key)
        if record is not None and not self._is_to_read(dropped, record, observer):
            return None
        unreadable = self._unreadable.pop(path, None)
        if unreadable is not None:
            self.ledger.drop(unreadable)
        name = self.ledger.settle_name(key, name_choices(path))
        self.books.open()
        self.ledger.begin(key, path=path, stamp=dropped.stamp, name=name, fingerprint=self.job.fingerprint)
        self._under_way[name] = (key, dropped)
        job = self.job
        return Task(path=path, name=name, out=job.out, settings=job.settings, limits=job.limits)

    def _is_to_read(self, dropped: Dropped, record: Record, observer: Observer) -> bool:
        """Say whether a file with known bytes is to be read; where not, it is put where it belongs."""
        decision = self._decide(record)
        if decision is Decision.UNDER_WAY:
            self._twins[record.key].append(dropped)
            return False
        if decision.to_read:
            return True
        own = dropped.path == (record.place or record.path)
        if record.state is State.FAILED and not own and record.last_tried < self._began:
            return True  # a person has put it here again, and knows why
        self._put_away(dropped, record, observer, own=own)
        return False

    def _put_away(self, dropped: Dropped, record: Record, observer: Observer, *, own: bool) -> None:
        """Move a file whose bytes are dealt with: the document's own that was left behind, or a copy."""
        places = self.job.places
        self.books.open()
        if not own:
            self.sums.copies += 1
            observer.known(dropped.path, printable(record.place or record.path))
        if self.job.keep:
            self.ledger.learn(dropped.path, dropped.stamp, record.key)
            return
        inside = places.inside(dropped.path)
        if record.state is State.FAILED:
            folder = places.failed / (record.reason or "error")
            note = failure_note(record, inside, _problem(record), self.job.policy)
            if own:
                self.closed[dropped.path] = _problem(record).message
        else:
            folder = places.done if own else places.duplicate
            note = "" if own else duplicate_note(record, inside)
        move = self.mover.draft(dropped.path, dropped.stamp, record.key, folder, note=note, copy=not own)
        self.mover.make(self.ledger.plan_move(move), move)

    def _refuse(self, dropped: Dropped, error: FileAccessError, observer: Observer) -> None:
        """Record what cannot be read at all, and set it aside."""
        key = self._unreadable.pop(dropped.path, None) or path_key(dropped.path)
        self.books.open()
        self.ledger.begin(key, path=dropped.path, stamp=None, name="", fingerprint=self.job.fingerprint)
        task = Task(path=dropped.path, name="", out=self.job.out, settings=self.job.settings)
        outcome = failed(task, error, seconds=0.0)
        self._finish(key, dropped, outcome)
        observer.advance(outcome)

    def _settle(self, outcome: Outcome, observer: Observer) -> bool:
        """Take in one outcome; say whether it counts."""
        key, dropped = self._under_way.pop(outcome.task.name)
        error = outcome.error
        if error is not None and error.reason in MACHINES:
            self.ledger.put_back(key)
            self.stopped = error
            return False
        now = Stamp.at(dropped.path)
        gone_unread = now is None and error is not None
        written_to = now is not None and now != dropped.stamp
        if gone_unread or written_to or outcome.sha256 not in ("", key):
            self._call_back(key, outcome)
            return False
        self._finish(key, dropped, outcome)
        record = self.ledger.record_of(key)
        for twin in self._twins.pop(key, ()):
            if record is not None and Stamp.at(twin.path) == twin.stamp:
                self._put_away(twin, record, observer, own=False)
        return True

    def _call_back(self, key: str, outcome: Outcome) -> None:
        """Undo the reading of a file that was written to meanwhile, or taken away: it was not at rest."""
        self._twins.pop(key, None)
        if outcome.error is None:
            discard_outputs(self.job.out, outcome.entry, self.ledger)
        self.ledger.put_back(key)
        self.ledger.forget(key)

    def _finish(self, key: str, dropped: Dropped, outcome: Outcome) -> None:
        """Record an outcome and move the file; it is one transaction, and the outputs are in place."""
        before = self.ledger.record_of(key)
        error, places = outcome.error, self.job.places
        folder = places.done if error is None else places.failed / error.reason
        entry, move = outcome.entry, None
        self.sums.add(entry)
        if not self.job.keep and before is not None:
            inside = places.inside(dropped.path)
            note = ""
            if error is not None and entry.error is not None:
                about = replace(before, reason=error.reason, passing=error.passing)
                note = failure_note(about, inside, entry.error, self.job.policy)
            if dropped.path.is_relative_to(folder):
                self.mover.renew_note(dropped.path, note)
            else:
                move = self.mover.draft(dropped.path, dropped.stamp, key, folder, note=note)
                entry = replace(entry, path=printable(move.place))
        number = self.ledger.finish(key, entry, error, move=move)
        if move is not None:
            self.mover.make(number, move)
        if before is not None and not key.startswith("path:"):
            self._replace_older(before, dropped)

    def _replace_older(self, before: Record, dropped: Dropped) -> None:
        """Move an older copy that failed out of the way of the one that was dropped again."""
        older = before.place
        stamp = None if older is None else Stamp.at(older)
        record = self.ledger.record_of(before.key)
        if self.job.keep or older is None or stamp is None or record is None:
            return
        if older in (dropped.path, record.place):
            return
        note = duplicate_note(record, self.job.places.inside(older))
        folder = self.job.places.duplicate
        move = self.mover.draft(older, stamp, before.key, folder, note=note, copy=True)
        self.mover.make(self.ledger.plan_move(move), move)

    def _decide(self, record: Record) -> Decision:
        """Ask the ledger; what is done must be there, and what was done since we opened is not done again."""
        decision = decide(record, self.job.fingerprint, self.job.policy, time.time())
        if decision is Decision.REDO and record.last_tried >= self._opened:
            decision = Decision.DONE if record.state is State.DONE else Decision.FAILED
        if decision is not Decision.DONE:
            return decision
        name = "" if record.entry is None else record.entry.json or ""
        return decision if name and (self.job.out / name).is_file() else Decision.REDO

    def _call_off(self) -> None:
        for key, _ in self._under_way.values():
            self.ledger.put_back(key)
        self._under_way.clear()
        self._twins.clear()


def _problem(record: Record) -> Problem:
    """Give the failure that a record tells of."""
    known = None if record.entry is None else record.entry.error
    return known or Problem(code=BalaghError.code, message="it failed", hint="")


def _no_file(dropped: Dropped) -> NotAFileError:
    """Say what something is that is no file; nothing of it was opened."""
    if dropped.kind != "link":
        return NotAFileError(f"{dropped.path}: this is a {dropped.kind}, not a file")
    try:
        target = os.readlink(dropped.path)  # noqa: PTH115 - as it is written, not as a path
    except OSError:
        target = "?"
    message = f"{dropped.path}: this is a link to {target}; balagh follows none in an inbox"
    return NotAFileError(message, hint="put the file itself into the inbox")


def _closable(outcomes: Iterator[Outcome]) -> Generator[Outcome, None, None]:
    """Make a generator of any iterator: closing it closes the other, where that can be closed."""
    yield from outcomes
