"""Opening an inbox: its locks, its ledger, its clock."""

from __future__ import annotations

import time
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Final

from balagh.emit.files import make_folder
from balagh.errors import MissingFileError
from balagh.ingest.inbox.lock import BOOKS, LOCK_NAME, hold
from balagh.ingest.inbox.settle import Watch
from balagh.runner.books import Books
from balagh.runner.inbox import Inbox
from balagh.runner.inbox_moves import Mover
from balagh.runner.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from balagh.runner.inbox import InboxJob

#: Seconds by which the clock of the inbox's file system must differ from ours to be believed to. File systems keep
#: times to two seconds at worst.
_CLOCK_STEP: Final = 2.0


@contextmanager
def open_inbox(job: InboxJob) -> Iterator[Inbox]:
    """Lock the output folder and, where files are moved, the inbox; open the ledger; close all in the end.

    Raises:
        MissingFileError: there is no such inbox.
        BusyError: another run is at work in one of the folders.
        FileAccessError: one of them cannot be written to.
    """
    inbox = job.places.inbox
    if not inbox.is_dir():
        message = f"{inbox}: there is no such inbox"
        raise MissingFileError(message, hint="check the spelling, and whether the disk or share is mounted")
    make_folder(job.out)
    with ExitStack() as stack:
        holder = stack.enter_context(hold(job.out))
        ahead = 0.0
        if not job.keep:
            stack.enter_context(hold(inbox))
            ahead = _clock_ahead(inbox)
        ledger = stack.enter_context(Ledger.open(job.out))
        yield Inbox(
            job=job,
            holder=holder,
            ledger=ledger,
            mover=Mover(job.places, ledger),
            books=Books(job.out, ()),
            watch=Watch(job.settle, ahead=ahead),
        )


def _clock_ahead(inbox: Path) -> float:
    """Give the seconds by which the clock behind the inbox (a file server's) is ahead of ours.

    The lock's note was written a moment ago.
    """
    written = (inbox / BOOKS / LOCK_NAME).stat().st_mtime
    ahead = written - time.time()
    return ahead if abs(ahead) > _CLOCK_STEP else 0.0
