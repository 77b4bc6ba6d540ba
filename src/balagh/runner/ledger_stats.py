"""What a ledger tells of the nights: how much was read, how fast, what failed and why. It is only looked at."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from balagh.emit.names import printable
from balagh.runner.ledger_file import ledger_path, open_to_look, speaking_of
from balagh.runner.records import MAX_ATTEMPTS, MAX_INTERRUPTIONS, State

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """One run.

    Attributes:
        number: its number in the ledger.
        command, host, pid: what ran where.
        started: seconds since 1970.
        ended: seconds since 1970; None for a run that goes on, or was cut off.
        exit_code: None like `ended`.
        read, failed, interrupted, duplicates: files.
        pages: pages read.
        seconds: wall time, up to the last file's end where the run was cut off.
    """

    number: int
    command: str
    host: str
    pid: int
    started: float
    ended: float | None
    exit_code: int | None
    read: int
    failed: int
    interrupted: int
    duplicates: int
    pages: int
    seconds: float

    @property
    def pages_a_minute(self) -> float | None:
        """Pages read in a minute of wall time; None where nothing was read."""
        return 60 * self.pages / self.seconds if self.pages and self.seconds > 0 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Failures:
    """Documents that stand as failed for one reason.

    Attributes:
        reason: the folder's name in ``failed/``.
        count: how many.
        to_try: those of them that a later run tries again by itself.
        given_up: those that failed for a passing reason, too often.
        example: one of them.
    """

    reason: str
    count: int
    to_try: int
    given_up: int
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """All of a ledger in figures.

    Attributes:
        done, failed: documents.
        waiting: documents that were seen and not read: a run was cut off.
        pages: pages of the documents that are done.
        nights: the runs, the latest first.
        failures: by reason, the most frequent first.
    """

    done: int
    failed: int
    waiting: int
    pages: int
    nights: tuple[Night, ...]
    failures: tuple[Failures, ...]


def read_statistics(out: Path, *, nights: int) -> Statistics | None:
    """Read the ledger of `out`, even while a run writes it; None where there is none. At most so many `nights`.

    Raises:
        FileAccessError: it cannot be read.
        LedgerError: it is damaged or too new.
    """
    connection = open_to_look(out)
    if connection is None:
        return None
    with speaking_of(ledger_path(out)):
        try:
            return _gather(connection, nights)
        finally:
            connection.close()


def _gather(connection: sqlite3.Connection, nights: int) -> Statistics:
    counts = dict(connection.execute("SELECT state, count(*) FROM documents GROUP BY state").fetchall())
    # Pages stand in the attempts: of each document the last one that gave some counts.
    [(pages,)] = connection.execute(
        "SELECT coalesce(sum(pages), 0) FROM attempts WHERE id IN (SELECT max(a.id) FROM attempts a"
        " JOIN documents d ON d.key = a.key AND d.state = ? WHERE a.pages IS NOT NULL GROUP BY a.key)",
        (State.DONE,),
    ).fetchall()
    return Statistics(
        done=counts.get(State.DONE, 0),
        failed=counts.get(State.FAILED, 0),
        waiting=counts.get(State.SEEN, 0) + counts.get(State.BEGUN, 0),
        pages=pages,
        nights=tuple(_nights(connection, nights)),
        failures=tuple(_failures(connection)),
    )


def _nights(connection: sqlite3.Connection, most: int) -> list[Night]:
    rows = connection.execute(
        "SELECT r.id, r.command, r.host, r.pid, r.started, r.ended, r.exit_code, r.duplicates,"
        " coalesce(sum(a.outcome IN ('done', 'partial')), 0),"
        " coalesce(sum(a.outcome NOT IN ('done', 'partial', 'interrupted', '')), 0),"
        " coalesce(sum(a.outcome = 'interrupted'), 0), coalesce(sum(a.pages), 0),"
        " coalesce(max(a.ended), r.started)"
        " FROM runs r LEFT JOIN attempts a ON a.run = r.id GROUP BY r.id ORDER BY r.id DESC LIMIT ?",
        (most,),
    )
    return [
        Night(
            number=number,
            command=command,
            host=host,
            pid=pid,
            started=started,
            ended=ended,
            exit_code=exit_code,
            read=read,
            failed=failed,
            interrupted=interrupted,
            duplicates=duplicates,
            pages=pages,
            seconds=max(0.0, (last if ended is None else ended) - started),
        )
        for (
            number,
            command,
            host,
            pid,
            started,
            ended,
            exit_code,
            duplicates,
            read,
            failed,
            interrupted,
            pages,
            last,
        ) in rows
    ]


def _failures(connection: sqlite3.Connection) -> list[Failures]:
    # An inbox may have been told another number of attempts; the usual one is what can be said from here.
    rows = connection.execute(
        "SELECT reason, count(*),"
        " sum(passing AND attempts - interruptions < :tries AND interruptions < :deaths),"
        " sum(passing AND (attempts - interruptions >= :tries OR interruptions >= :deaths)),"
        " coalesce(place, path) FROM documents WHERE state = :failed"
        " GROUP BY reason ORDER BY count(*) DESC, reason",
        {"tries": MAX_ATTEMPTS, "deaths": MAX_INTERRUPTIONS, "failed": State.FAILED},
    )
    return [
        Failures(
            reason=reason,
            count=count,
            to_try=to_try,
            given_up=given_up,
            example=printable(os.fsdecode(example)),
        )
        for reason, count, to_try, given_up, example in rows
    ]
