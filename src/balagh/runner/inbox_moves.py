"""Moves of an inbox's files: written into the ledger, made, crossed out; whoever dies in between is caught up with."""

from __future__ import annotations

import logging
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from balagh.emit.files import clear_litter, write_whole
from balagh.emit.names import printable
from balagh.errors import DiskFullError, FileAccessError
from balagh.ingest.inbox.places import choose_place, note_of, put, release
from balagh.ingest.inbox.settle import Stamp
from balagh.runner.ledger_rows import Move

if TYPE_CHECKING:
    from balagh.ingest.inbox.places import Places
    from balagh.runner.ledger import Ledger

log = logging.getLogger(__name__)


class Mover:
    """Puts files where they belong.

    Attributes:
        stuck: what could not be moved in this run, by where it lies; it is left alone until the next.
    """

    def __init__(self, places: Places, ledger: Ledger) -> None:
        self._places = places
        self._ledger = ledger
        self.stuck: dict[Path, FileAccessError] = {}

    def draft(
        self, source: Path, stamp: Stamp, key: str, folder: Path, *, note: str = "", copy: bool = False
    ) -> Move:
        """Give the move of `source` into `folder`, under the name it has; nothing is written down yet."""
        place = choose_place(folder, self._places.inside(source))
        return Move(source=source, place=place, key=key, stamp=stamp, note=note, copy=copy)

    def make(self, number: int, move: Move) -> None:
        """Make a move that is written down under `number`.

        A file that cannot be moved is noted in `stuck`; the ledger keeps the move for the next run.

        Raises:
            DiskFullError: there is no room for a copy or a note.
        """
        digest = None if move.key.startswith("path:") else move.key
        try:
            there = put(move.source, move.place, move.stamp, digest)
            if there:
                self._write_note(move)
        except DiskFullError:
            raise
        except FileAccessError as error:
            self.stuck[move.source] = error
            return
        if there:
            self._drop_old_note(move)
            self._ledger.moved(number)
        else:
            # Somebody took it away or wrote on it: it is looked at anew, should it be there.
            release(move.place, move.stamp)
            self._ledger.unplan(number)
            log.info("%s: changed or gone before it could be moved", printable(move.source))

    def catch_up(self) -> None:
        """Make the moves that a run which died, or could not make them, has left."""
        for number, move in self._ledger.moves():
            _clear(move.place.parent)
            if self._is_taken(move):
                self._ledger.unplan(number)
                again = replace(move, place=choose_place(move.place.parent, Path(move.source.name)))
                self.make(self._ledger.plan_move(again), again)
            else:
                self.make(number, move)

    def renew_note(self, file: Path, note: str) -> None:
        """Write the note of a file that stays where it was set aside; an empty one changes nothing."""
        if note:
            _clear(file.parent)
            write_whole(note_of(file), note.encode("utf-8", "replace"))

    def _is_taken(self, move: Move) -> bool:
        """Say whether another file has come to lie in the place since it was chosen."""
        release(move.place, move.stamp)
        return (
            os.path.lexists(move.place)
            and Stamp.at(move.source) == move.stamp
            and Stamp.at(move.place) != move.stamp
        )

    def _write_note(self, move: Move) -> None:
        if move.note:
            write_whole(note_of(move.place), move.note.encode("utf-8", "replace"))

    def _drop_old_note(self, move: Move) -> None:
        """Remove our own note from where a file lay that was set aside and is so no more."""
        if not move.source.is_relative_to(self._places.failed):
            return
        try:
            note_of(move.source).unlink(missing_ok=True)
        except OSError as error:
            log.info("%s: cannot be removed: %s", printable(note_of(move.source)), error.strerror)


def _clear(folder: Path) -> None:
    """Clear away a note or a copy that a killed run left half written; we hold the inbox's lock."""
    try:
        clear_litter(folder)
    except OSError as error:
        log.debug("%s: %s", printable(folder), error)
