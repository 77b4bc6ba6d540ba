"""Telling balagh's own output from scans: an output folder may lie inside the scans' folder."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from balagh.emit.index import INDEX_NAME
from balagh.emit.report import is_report_page
from balagh.emit.report_part import MARK

if TYPE_CHECKING:
    from pathlib import Path

#: How a document's JSON file begins, and a line of the index.
_DOCUMENT: Final = re.compile(rb'\{\s*"schema_version":\s*"[^"]*",\s*"id":\s*"sha256:[0-9a-f]{64}"')
_INDEX: Final = re.compile(rb'\{"path": ".*", "json": ')

#: Bytes that show either; an index line begins with a path, which may be long.
_HEAD: Final = 5000


def is_own_output(path: Path) -> bool:
    """Say whether balagh wrote a file, from its place or its first bytes; no when it cannot be read."""
    if (path.parent / MARK).exists():
        return True
    try:
        return _begins_like_ours(path)
    except OSError:
        return False


def _begins_like_ours(path: Path) -> bool:
    if path.suffix == ".html":
        return is_report_page(path)
    if path.suffix not in (".json", ".jsonl"):
        return False
    with path.open("rb") as file:
        head = file.read(_HEAD)
    return bool(_DOCUMENT.match(head) or (path.name == INDEX_NAME and (not head or _INDEX.match(head))))
