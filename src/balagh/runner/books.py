"""Index and report of an output folder, brought up to date at the end of a run, and only when something changed."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from balagh.emit.files import OWN_FOLDER, clear_litter, unwritable, write_whole
from balagh.emit.index import INDEX_NAME, write_index
from balagh.emit.report import REPORT_NAME, write_report
from balagh.emit.report_part import PARTS, pictures_folder, prepare_report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from balagh.emit.summary import Entry

#: Stands in balagh's own folder while index and report say all that the ledger says; its content is a digest of what
#: was left out in that run, which the ledger does not know.
_MARK: Final = "indexed"


class Books:
    """Index and report of `out`; a run that dies leaves them marked as behind, and the next one catches up."""

    def __init__(self, out: Path, skipped: Sequence[Entry]) -> None:
        self._out = out
        self._mark = out / OWN_FOLDER / _MARK
        self._digest = hashlib.sha256(repr(skipped).encode("utf-8", "replace")).hexdigest().encode()
        self._open = False

    def prepare(self) -> None:
        """Make the folders that outputs go to, and clear away what a run that was killed left half written.

        The caller holds the folder's lock: nobody else is writing.

        Raises:
            FileAccessError: the output folder cannot be written to.
        """
        prepare_report(self._out)
        own = self._out / OWN_FOLDER
        for folder in (self._out, own, own / PARTS, pictures_folder(self._out)):
            try:
                clear_litter(folder)
            except OSError as error:
                raise unwritable(folder, error) from error

    def open(self) -> None:
        """Mark index and report as behind, before anything is done that they do not tell."""
        if self._open:
            return
        try:
            self._mark.unlink(missing_ok=True)
        except OSError as error:
            raise unwritable(self._mark, error) from error
        self._open = True

    def close(self, entries: Callable[[], Iterator[Entry]]) -> None:
        """Write index and report of `entries`, unless they are up to date.

        Raises:
            FileAccessError: one of them cannot be written.
        """
        if self._is_current():
            return
        write_index(self._out, entries())
        write_report(self._out, entries())
        write_whole(self._mark, self._digest, durable=False)

    def _is_current(self) -> bool:
        there = all((self._out / name).is_file() for name in (INDEX_NAME, REPORT_NAME))
        try:
            return there and self._mark.read_bytes() == self._digest
        except OSError:
            return False
