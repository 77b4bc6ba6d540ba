"""The ledger's rows as values, and values as what goes into rows."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from balagh.ingest.inbox.settle import Stamp
from balagh.runner.entry_text import entry_from_text
from balagh.runner.records import Fingerprint, Record, State

if TYPE_CHECKING:
    from collections.abc import Sequence

#: The columns that make a `Record`, in the order in which `record_from` takes them.
RECORD: str = (
    "key, state, name, path, place, attempts, interruptions, settings, models, reason, passing,"
    " first_seen, last_tried, entry"
)

#: The columns of a move, in the order of `move_from`.
MOVE: str = "id, source, place, key, size, mtime_ns, inode, note, copy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A file that the inbox has to put in its place; written down before it is moved.

    Attributes:
        source: where it lies.
        place: where it goes; nothing lay there when this was written.
        key: the document's key.
        stamp: the file itself: after a crash it tells whether the file is at `source` or at `place`.
        note: the JSON to write beside it; empty for none.
        copy: the file is a further copy of a document that has its place elsewhere.
    """

    source: Path
    place: Path
    key: str
    stamp: Stamp
    note: str = ""
    copy: bool = False


def move_from(row: Sequence[object]) -> Move:
    """Give a row of `MOVE`."""
    _, source, place, key, size, mtime_ns, inode, note, copy = row
    stamp = Stamp(size=_integer(size), mtime_ns=_integer(mtime_ns), inode=_integer(inode))
    return Move(
        source=path_from(source),
        place=path_from(place),
        key=str(key),
        stamp=stamp,
        note=str(note),
        copy=bool(copy),
    )


def figures(stamp: Stamp) -> tuple[int, int, int]:
    """Give a stamp as size, time and inode, the order of the columns."""
    return stamp.size, stamp.mtime_ns, stamp.inode


def record_from(row: Sequence[object]) -> Record:
    """Give a row of `RECORD`."""
    key, state, name, path, place, attempts, interruptions, settings, models, reason, passing, *rest = row
    first_seen, last_tried, entry = rest
    return Record(
        key=str(key),
        state=State(str(state)),
        name=str(name),
        path=path_from(path),
        place=None if place is None else path_from(place),
        attempts=_integer(attempts),
        interruptions=_integer(interruptions),
        fingerprint=Fingerprint(settings=str(settings), models=str(models)),
        reason=str(reason),
        passing=bool(passing),
        first_seen=_seconds(first_seen),
        last_tried=_seconds(last_tried),
        entry=None if entry is None else entry_from_text(str(entry)),
    )


def path_bytes(path: Path) -> bytes:
    """Give a path as it is kept: absolute, in bytes, for a name on Linux need not be text."""
    return os.fsencode(os.path.abspath(path))  # noqa: PTH100 - not resolve(): a link is itself, not its target


def path_from(value: object) -> Path:
    """Give the path that `path_bytes` made."""
    return Path(os.fsdecode(value if isinstance(value, bytes) else str(value)))


def _integer(value: object) -> int:
    return value if isinstance(value, int) else 0


def _seconds(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
