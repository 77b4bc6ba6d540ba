"""The ledger of an output folder: every document ever seen, what became of it, and what is still to be done.

The process that holds the folder's lock opens it, and no other writes it. Each method that changes it is one
transaction, on the disk when the method returns.
"""

from __future__ import annotations

import os
import time
import unicodedata
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Self

from balagh.emit.names import printable
from balagh.emit.summary import Status, failed_entry
from balagh.errors import CrashError
from balagh.runner.entry_text import entry_from_text, entry_text
from balagh.runner.ledger_file import ledger_path, open_to_write, speaking_of
from balagh.runner.ledger_rows import (
    MOVE,
    RECORD,
    Move,
    figures,
    move_from,
    path_bytes,
    path_from,
    record_from,
)
from balagh.runner.records import MAX_INTERRUPTIONS, Decision, Fingerprint, Record, State, decide

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from balagh.emit.summary import Entry
    from balagh.errors import BalaghError, ExitCode
    from balagh.ingest.inbox.settle import Stamp
    from balagh.runner.records import Policy

#: Hex digits of a document's key that set its name apart when every name for it is taken.
_DIGITS = 8


class Ledger:
    """See the module; open it with `Ledger.open` and close it, or use it as a context manager."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path
        self._run = 0
        #: A run before this one died: what it was doing may be half done, and index and report may be behind.
        self.torn = False

    @classmethod
    def open(cls, out: Path) -> Ledger:
        """Open or begin the ledger of `out` and mark what an earlier run was torn from; `out` must be locked.

        Raises:
            FileAccessError: it cannot be written.
            LedgerError: it is damaged or too new.
        """
        ledger = cls(open_to_write(out), ledger_path(out))
        ledger._recover()
        return ledger

    def close(self) -> None:
        """Close the file; nothing is pending."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def known(self, path: Path, stamp: Stamp) -> str | None:
        """Give the key of an unchanged file that was looked at before, without reading it."""
        row = self._one(
            "SELECT key FROM files WHERE path = ? AND size = ? AND mtime_ns = ? AND inode = ?",
            (path_bytes(path), *figures(stamp)),
        )
        return None if row is None else str(row[0])

    def learn(self, path: Path, stamp: Stamp, key: str) -> None:
        """Remember that the file at `path` has the bytes `key`, while it looks like `stamp`."""
        with self._transaction() as connection:
            _learn(connection, path, stamp, key)

    def record_of(self, key: str) -> Record | None:
        """Give what is known of a document."""
        row = self._one(f"SELECT {RECORD} FROM documents WHERE key = ?", (key,))
        return None if row is None else record_from(row)

    def records(self, *states: State) -> Iterator[Record]:
        """Give the documents in these states, or all, in the order in which they were first begun."""
        marks = ", ".join("?" * len(states))
        where = f" WHERE state IN ({marks})" if states else ""
        with speaking_of(self._path):
            rows = self._connection.execute(f"SELECT {RECORD} FROM documents{where} ORDER BY seq", states)
            for row in rows:
                yield record_from(row)

    def decide(self, key: str, fingerprint: Fingerprint, policy: Policy) -> Decision:
        """Say what to do with these bytes now."""
        return decide(self.record_of(key), fingerprint, policy, time.time())

    def settle_name(self, key: str, choices: Sequence[str]) -> str:
        """Give the name of a document's outputs: the one it has, or the first of `choices` that is free.

        It is the document's from `begin` on. Where all are taken the last is followed by the key's beginning.
        """
        row = self._one("SELECT name FROM documents WHERE key = ? AND name != ''", (key,))
        if row is not None:
            return str(row[0])
        for name in (*choices, f"{choices[-1]}-{_digits(key)}"):
            taken = self._one("SELECT 1 FROM documents WHERE folded = ?", (_fold(name),))
            if taken is None:
                return name
        return f"{choices[-1]}-{key.removeprefix('path:')}"

    def begin(
        self, key: str, *, path: Path, stamp: Stamp | None, name: str, fingerprint: Fingerprint
    ) -> None:
        """Count an attempt, before the reading of the file at `path` begins: a file that kills us is counted too.

        With other settings than before the count begins anew. `stamp` is None for what cannot be looked at, `name` is
        empty for what will have no output.
        """
        now = time.time()
        with self._transaction() as connection:
            if stamp is not None:
                _learn(connection, path, stamp, key)
            connection.execute(
                "INSERT INTO documents (key, state, path, first_seen) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (key) DO NOTHING",
                (key, State.SEEN, path_bytes(path), now),
            )
            connection.execute(
                "UPDATE documents SET state = ?, name = ?, folded = ?, path = ?, last_tried = ?,"
                " attempts = 1 + iif(settings = ?, attempts, 0),"
                " interruptions = iif(settings = ?, interruptions, 0), settings = ?, models = ? WHERE key = ?",
                (State.BEGUN, name, _fold(name) or None, path_bytes(path), now)
                + (fingerprint.settings,) * 3
                + (fingerprint.models, key),
            )
            connection.execute(
                "INSERT INTO attempts (run, key, began) VALUES (?, ?, ?)", (self._run, key, now)
            )

    def finish(self, key: str, entry: Entry, error: BalaghError | None, *, move: Move | None = None) -> int:
        """Record what became of a document, its outputs being in place, and where its file is to go.

        Gives the number of the move; 0 where there is none.
        """
        state, reason = (State.DONE, "") if error is None else (State.FAILED, error.reason)
        with self._transaction() as connection:
            connection.execute(
                "UPDATE documents SET state = ?, reason = ?, passing = ?, entry = ?,"
                " attempts = iif(?, 0, attempts), interruptions = iif(?, 0, interruptions) WHERE key = ?",
                (state, reason, error is not None and error.passing, entry_text(entry))
                + (error is None,) * 2
                + (key,),
            )
            connection.execute(
                "UPDATE attempts SET ended = ?, outcome = ?, pages = ?, seconds = ?"
                " WHERE key = ? AND outcome = '' AND run = ?",
                (time.time(), reason or str(entry.status), entry.pages, entry.seconds, key, self._run),
            )
            return 0 if move is None else _plan_move(connection, move)

    def put_back(self, key: str) -> None:
        """Call an attempt off: it counts for nothing, and the document is as if it had never been begun."""
        with self._transaction() as connection:
            connection.execute(
                "UPDATE documents SET attempts = max(attempts - 1, 0),"
                " state = CASE WHEN entry IS NULL THEN ? WHEN reason = '' THEN ? ELSE ? END"
                " WHERE key = ? AND state = ?",
                (State.SEEN, State.DONE, State.FAILED, key, State.BEGUN),
            )
            connection.execute(
                "DELETE FROM attempts WHERE key = ? AND run = ? AND outcome = ''", (key, self._run)
            )

    def forget(self, key: str) -> None:
        """Drop a document of which nothing was ever made: its file changed, or went, before it could be read."""
        with self._transaction() as connection:
            connection.execute("DELETE FROM files WHERE key = ?", (key,))
            connection.execute("DELETE FROM documents WHERE key = ? AND entry IS NULL", (key,))

    def drop(self, key: str) -> None:
        """Drop what was known of a file that could not be read, now that it can be."""
        with self._transaction() as connection:
            connection.execute("DELETE FROM documents WHERE key = ?", (key,))

    def lines(self) -> Iterator[Entry]:
        """Give every line of index and report: all documents, then the further copies of them that lie about."""
        yield from self.entries()
        for path, entry in self.copies():
            shown = replace(entry, path=printable(path), seconds=0.0)
            if entry.error is None:
                note = f"the same bytes as {entry.path}"
                shown = replace(shown, status=Status.DUPLICATE, note=note)
            yield shown

    def entries(self) -> Iterator[Entry]:
        """Give every document's entry for index and report, in the order in which they were first begun."""
        with speaking_of(self._path):
            for (text,) in self._connection.execute(
                "SELECT entry FROM documents WHERE entry IS NOT NULL ORDER BY seq"
            ):
                yield entry_from_text(text)

    def copies(self) -> Iterator[tuple[Path, Entry]]:
        """Give the files that have the same bytes as another that was read, with that one's entry."""
        with speaking_of(self._path):
            for path, text in self._connection.execute(
                "SELECT f.path, d.entry FROM files f JOIN documents d ON d.key = f.key"
                " WHERE d.entry IS NOT NULL AND f.path != d.path ORDER BY d.seq, f.path"
            ):
                yield path_from(path), entry_from_text(text)

    def begin_run(self, command: str, host: str) -> int:
        """Open a run: the attempts that follow are its own. Gives its number."""
        with self._transaction() as connection:
            cursor = connection.execute(
                "INSERT INTO runs (command, host, pid, started) VALUES (?, ?, ?, ?)",
                (printable(command), host, os.getpid(), time.time()),
            )
            self._run = int(cursor.lastrowid or 0)
        return self._run

    def end_run(self, exit_code: ExitCode, *, duplicates: int = 0) -> None:
        """Close the run; one in which nothing was tried and nothing found is forgotten."""
        with self._transaction() as connection:
            tried = connection.execute(
                "SELECT 1 FROM attempts WHERE run = ? LIMIT 1", (self._run,)
            ).fetchone()
            if tried is None and not duplicates and not exit_code:
                connection.execute("DELETE FROM runs WHERE id = ?", (self._run,))
            connection.execute(
                "UPDATE runs SET ended = ?, exit_code = ?, duplicates = ? WHERE id = ?",
                (time.time(), int(exit_code), duplicates, self._run),
            )

    def plan_move(self, move: Move) -> int:
        """Write down a move before it is made; gives its number."""
        with self._transaction() as connection:
            return _plan_move(connection, move)

    def moves(self) -> list[tuple[int, Move]]:
        """Give the moves that were written down and not made, or not known to be, with their numbers."""
        with speaking_of(self._path):
            rows = self._connection.execute(f"SELECT {MOVE} FROM moves ORDER BY id").fetchall()
        return [(row[0], move_from(row)) for row in rows]

    def moved(self, number: int) -> None:
        """Note that a move was made: the document's place is known, and what comes to lie at the source is new."""
        with self._transaction() as connection:
            row = connection.execute(
                "SELECT source, place, key, copy FROM moves WHERE id = ?", (number,)
            ).fetchone()
            if row is None:
                return
            source, place, key, copy = row
            connection.execute("DELETE FROM files WHERE path = ?", (source,))
            if not copy:
                connection.execute("UPDATE documents SET place = ? WHERE key = ?", (place, key))
            connection.execute("DELETE FROM moves WHERE id = ?", (number,))

    def unplan(self, number: int) -> None:
        """Forget a move whose file is nowhere to be found."""
        with self._transaction() as connection:
            connection.execute("DELETE FROM moves WHERE id = ?", (number,))

    def _recover(self) -> None:
        """Turn what a dead run had begun into what can be begun again, or is given up."""
        with self._transaction() as connection:
            # Without an exit code it still shows that it was cut off.
            ended = connection.execute(
                "UPDATE runs SET ended = max(started, coalesce((SELECT max(coalesce(ended, began)) FROM attempts"
                " WHERE run = runs.id), 0)) WHERE ended IS NULL"
            )
            self.torn = ended.rowcount > 0
            connection.execute("UPDATE attempts SET outcome = 'interrupted' WHERE outcome = ''")
            connection.execute(
                "UPDATE documents SET state = ?, interruptions = interruptions + 1 WHERE state = ?",
                (State.SEEN, State.BEGUN),
            )
        condition = "state = ? AND interruptions >= ?"
        deadly = self._connection.execute(
            f"SELECT {RECORD} FROM documents WHERE {condition}", (State.SEEN, MAX_INTERRUPTIONS)
        ).fetchall()
        for record in map(record_from, deadly):
            path = printable(record.path)
            error = CrashError(f"{path}: {record.interruptions} runs died while they read it")
            self.finish(record.key, failed_entry(error, path=path, seconds=0.0), error)

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with speaking_of(self._path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:  # a full disk has rolled it back already
                    self._connection.execute("ROLLBACK")
                raise

    def _one(self, query: str, values: tuple[object, ...]) -> tuple[object, ...] | None:
        with speaking_of(self._path):
            row: tuple[object, ...] | None = self._connection.execute(query, values).fetchone()
        return row


def _learn(connection: sqlite3.Connection, path: Path, stamp: Stamp, key: str) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO files (path, size, mtime_ns, inode, key) VALUES (?, ?, ?, ?, ?)",
        (path_bytes(path), *figures(stamp), key),
    )


def _plan_move(connection: sqlite3.Connection, move: Move) -> int:
    cursor = connection.execute(
        "INSERT INTO moves (source, place, key, size, mtime_ns, inode, note, copy) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            path_bytes(move.source),
            path_bytes(move.place),
            move.key,
            *figures(move.stamp),
            move.note,
            move.copy,
        ),
    )
    return int(cursor.lastrowid or 0)


def _digits(key: str) -> str:
    return key.removeprefix("path:")[:_DIGITS]


def _fold(name: str) -> str:
    return unicodedata.normalize("NFC", name.casefold())
