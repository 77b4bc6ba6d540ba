"""Taking back what was written of a file that was not at rest: half a scan must not pass for a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from balagh.emit.files import unwritable
from balagh.emit.report_part import clear_pictures, part_path

if TYPE_CHECKING:
    from pathlib import Path

    from balagh.emit.summary import Entry
    from balagh.runner.ledger import Ledger


def discard_outputs(out: Path, entry: Entry, ledger: Ledger) -> None:
    """Remove the JSON, the report's part and the pictures that `entry` names, unless they are a known document's.

    Raises:
        FileAccessError: they cannot be removed.
    """
    if entry.json is None or entry.id is None:
        return
    known = ledger.record_of(entry.id.removeprefix("sha256:"))
    if known is not None and known.entry is not None and known.entry.json == entry.json:
        return
    path = out / entry.json
    try:
        path.unlink(missing_ok=True)
        part_path(out, path.stem).unlink(missing_ok=True)
    except OSError as error:
        raise unwritable(path, error) from error
    clear_pictures(out, path.stem, beyond=0)
