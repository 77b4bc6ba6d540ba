"""One document as a JSON file that a person can read too, never written over another document's."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from balagh.emit.files import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from balagh.model import Document

#: An array of numbers spread over lines. No string matches: in JSON a string holds no raw line feed.
_NUMBERS = re.compile(r"\[\n\s+(-?[\d.eE+-]+(?:,\n\s+-?[\d.eE+-]+)*)\n\s+\]")

#: A word (text, box, confidence) spread over lines, once its box is on one.
_WORD = re.compile(
    r'\{\n\s+("text": "(?:[^"\\\n]|\\.)*"),'
    r'\n\s+("bbox": (?:null|\[[^\]\n]*\])),'
    r'\n\s+("confidence": [^\n]+)\n\s+\}'
)

#: Hex digits of the document's hash that set its file apart when the plain name is another document's.
_SHORT, _WHOLE = 8, 64


def document_json(document: Document) -> str:
    """Give the document as indented JSON, boxes and words on one line each, with a line feed at the end."""
    text = document.model_dump_json(indent=2)
    text = _NUMBERS.sub(_on_one_line, text)
    return _WORD.sub(r"{\1, \2, \3}", text) + "\n"


def _on_one_line(numbers: re.Match[str]) -> str:
    return f"[{' '.join(numbers[1].split())}]"


def write_document(document: Document, folder: Path, name: str) -> Path:
    """Write ``NAME.json`` into `folder` and give its path; see `json_path` for the name.

    Raises:
        FileAccessError: the file cannot be written.
    """
    path = json_path(document, folder, name)
    write_whole(path, document_json(document).encode())
    return path


def json_path(document: Document, folder: Path, name: str) -> Path:
    """Give the place of the document's JSON file in `folder`: ``NAME.json``, where that is free or this document's.

    A file there that is not this document's (another id, or no document at all) stays as it is: the new one
    is then called NAME with the beginning of the document's hash.
    """
    digest = document.source.sha256
    for candidate in (name, f"{name}-{digest[:_SHORT]}", f"{name}-{digest[:_WHOLE]}"):
        path = folder / f"{candidate}.json"
        if not path.exists() or _document_id(path) == document.id:
            break
    return path


def _document_id(path: Path) -> str | None:
    """Give the id of the document in a JSON file; None for anything else."""
    try:
        content = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    identity = content.get("id") if isinstance(content, dict) and "schema_version" in content else None
    return identity if isinstance(identity, str) else None
