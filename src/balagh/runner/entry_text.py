"""An entry as one text and back: how the ledger keeps what index and report say of a document."""

from __future__ import annotations

import json
from dataclasses import asdict, fields

from balagh.emit.names import printable
from balagh.emit.summary import Entry, Problem, Status

#: Of an entry's parts, those that are tuples, which JSON gives back as lists.
_TUPLES = ("issuers", "languages")


def entry_text(entry: Entry) -> str:
    """Give an entry as JSON.

    >>> entry_from_text(entry_text(Entry(path="x.pdf", status=Status.DONE, languages=("fr",)))).languages
    ('fr',)
    """
    # A message may name a file whose name is no text; SQLite takes none of that.
    return printable(json.dumps(asdict(entry), ensure_ascii=False))


def entry_from_text(text: str) -> Entry:
    """Give the entry that `entry_text` wrote; parts that only another version of balagh knows are left out.

    Raises:
        ValueError, KeyError: the text is not an entry's.
    """
    record = json.loads(text)
    known = {field.name for field in fields(Entry)}
    values = {name: value for name, value in record.items() if name in known}
    for name in _TUPLES:
        values[name] = tuple(values.get(name) or ())
    values["status"] = Status(values["status"])
    if values.get("error") is not None:
        parts = {field.name for field in fields(Problem)}
        values["error"] = Problem(**{name: value for name, value in values["error"].items() if name in parts})
    return Entry(**values)
