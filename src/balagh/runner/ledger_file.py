"""The ledger's file: its tables, how it is opened, and what goes wrong with it put in words."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from balagh.errors import BalaghError, DiskFullError, ExitCode, FileAccessError
from balagh.ingest.inbox.lock import BOOKS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LEDGER_NAME: Final = "ledger.sqlite"

#: The tables' version, in SQLite's ``user_version``. A ledger of a later one is refused: it may mean something else.
VERSION: Final = 1

#: Seconds to wait for a reader (``balagh status``) that is in the way of a checkpoint.
_PATIENCE: Final = 30.0

#: Paths are bytes: a file name on Linux need not be text.
_TABLES: Final = """
CREATE TABLE runs (
    id INTEGER PRIMARY KEY, command TEXT NOT NULL, host TEXT NOT NULL, pid INTEGER NOT NULL, started REAL NOT NULL,
    ended REAL, exit_code INTEGER, duplicates INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE documents (
    seq INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, state TEXT NOT NULL, name TEXT NOT NULL DEFAULT '',
    folded TEXT, path BLOB NOT NULL, place BLOB, attempts INTEGER NOT NULL DEFAULT 0,
    interruptions INTEGER NOT NULL DEFAULT 0, settings TEXT NOT NULL DEFAULT '', models TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT '', passing INTEGER NOT NULL DEFAULT 0, first_seen REAL NOT NULL,
    last_tried REAL NOT NULL DEFAULT 0, entry TEXT
);
CREATE UNIQUE INDEX documents_folded ON documents (folded) WHERE folded IS NOT NULL;
CREATE INDEX documents_state ON documents (state, reason);
CREATE TABLE files (
    path BLOB PRIMARY KEY, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, inode INTEGER NOT NULL,
    key TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX files_key ON files (key);
CREATE TABLE attempts (
    id INTEGER PRIMARY KEY, run INTEGER NOT NULL, key TEXT NOT NULL, began REAL NOT NULL, ended REAL,
    outcome TEXT NOT NULL DEFAULT '', pages INTEGER, seconds REAL
);
CREATE INDEX attempts_run ON attempts (run);
CREATE TABLE moves (
    id INTEGER PRIMARY KEY, source BLOB NOT NULL, place BLOB NOT NULL, key TEXT NOT NULL, size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL, inode INTEGER NOT NULL, note TEXT NOT NULL, copy INTEGER NOT NULL
);
"""


class LedgerError(BalaghError):
    """The ledger is damaged, or written by a later balagh."""

    exit_code = ExitCode.FILE_ACCESS
    code = "B910"
    hint = "move it and its -wal file elsewhere: balagh then begins a new one and reads the documents anew"


def ledger_path(out: Path) -> Path:
    """Give the place of the ledger of the output folder `out`."""
    return out / BOOKS / LEDGER_NAME


def open_to_write(out: Path) -> sqlite3.Connection:
    """Open the ledger of `out`, which must exist, or begin one; the caller holds the folder's lock.

    Raises:
        FileAccessError: it cannot be written.
        LedgerError: it is damaged or too new.
    """
    path = ledger_path(out)
    with speaking_of(path):
        try:
            path.parent.mkdir(exist_ok=True)
        except OSError as error:
            message = f"{path.parent}: cannot be made: {error.strerror}"
            raise FileAccessError(message) from error
        connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
        try:
            _prepare(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


def open_to_look(out: Path) -> sqlite3.Connection | None:
    """Open the ledger of `out` for reading, beside a run that writes it; None where there is none.

    Raises:
        FileAccessError: it cannot be read.
        LedgerError: it is damaged or too new.
    """
    path = ledger_path(out)
    if not path.is_file():
        return None
    with speaking_of(path):
        # A reader of a WAL needs to write its shared memory; on a read-only file system the file is as it is.
        address = path.absolute().as_uri()
        connection = sqlite3.connect(f"{address}?mode=ro", timeout=_PATIENCE, isolation_level=None, uri=True)
        try:
            version = _version(connection)
        except sqlite3.OperationalError:
            connection.close()
            connection = sqlite3.connect(f"{address}?immutable=1", isolation_level=None, uri=True)
            version = _version(connection)
        if version > VERSION:
            connection.close()
            raise _too_new(path)
    return connection


@contextmanager
def speaking_of(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into balagh's, naming the file."""
    try:
        yield
    except sqlite3.OperationalError as error:
        name = getattr(error, "sqlite_errorname", "")
        if name == "SQLITE_FULL":
            message = f"{path}: the disk is full"
            raise DiskFullError(message) from error
        message = f"{path}: the ledger cannot be used: {error}"
        raise FileAccessError(message) from error
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
        raise  # a fault of ours, not of the file
    except sqlite3.DatabaseError as error:
        message = f"{path}: the ledger is damaged: {error}"
        raise LedgerError(message) from error


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    version = _version(connection)
    if version > VERSION:
        raise _too_new(path)
    connection.execute("PRAGMA journal_mode = WAL")
    # A commit is on the disk before the next step: a file is moved away only once the ledger knows it for good.
    connection.execute("PRAGMA synchronous = FULL")
    if version == 0:
        connection.executescript(f"BEGIN IMMEDIATE; {_TABLES} PRAGMA user_version = {VERSION}; COMMIT;")


def _version(connection: sqlite3.Connection) -> int:
    [(version,)] = connection.execute("PRAGMA user_version").fetchall()
    return int(version)


def _too_new(path: Path) -> LedgerError:
    message = f"{path}: a later version of balagh wrote this ledger"
    return LedgerError(message, hint="update balagh, or give another output folder")
