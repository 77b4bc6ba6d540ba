"""The index of an output folder: ``index.jsonl``, one line an input of any run, in the order in which they were met."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from balagh.emit.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from balagh.emit.summary import Entry

INDEX_NAME: Final = "index.jsonl"

#: The index's keys, in order; docs/json.md describes them.
KEYS: Final = (
    *("path", "json", "status", "id", "title", "date", "languages"),
    *("pages", "seconds", "confidence", "warnings", "error"),
)


def index_line(entry: Entry) -> str:
    """Give one entry as a line of JSON without its line feed."""
    record: dict[str, object] = {key: getattr(entry, key) for key in KEYS}
    record["seconds"] = round(entry.seconds, 2)
    record["confidence"] = None if entry.confidence is None else round(entry.confidence, 3)
    record["error"] = None if entry.error is None else asdict(entry.error)
    return json.dumps(record, ensure_ascii=False)


def write_index(folder: Path, entries: Iterable[Entry]) -> Path:
    """Write the index, line by line, replacing an older one whole, and give its path.

    Raises:
        FileAccessError: the file cannot be written.
    """
    path = folder / INDEX_NAME
    write_whole(path, (f"{index_line(entry)}\n".encode() for entry in entries))
    return path
