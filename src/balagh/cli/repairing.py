"""What ``balagh repair`` does between reading its input and writing its output."""

from __future__ import annotations

import codecs
import json
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from balagh.errors import FileAccessError

if TYPE_CHECKING:
    from pathlib import Path

    from balagh.ingest.source import Payload
    from balagh.model import Document
    from balagh.pipelines.structure.authority import Authorities

#: How messages call what came on standard input.
_STANDARD_INPUT = "standard input"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A repaired input.

    Attributes:
        content: what is written.
        explanation: a line for every repair.
        changed: whether `content` differs from the input's text.
        lossy: whether bytes of the input were no text and are replaced in `content`.
        warnings: what the user should know.
    """

    content: bytes
    explanation: str
    changed: bool
    lossy: bool = False
    warnings: tuple[str, ...] = ()


def repair_input(name: str, authority: Path | None, *, as_json: bool) -> Outcome:
    """Repair the file `name`, or what comes on standard input for ``-``.

    Raises:
        BalaghError: the input or the authority file cannot be read.
    """
    from balagh.api import authorities_of
    from balagh.ingest.source import read_payload

    names = authorities_of(authority)
    payload = read_payload(_standard_input(), name=_STANDARD_INPUT) if name == "-" else read_payload(name)
    document = _document(payload)
    return _repair_json(document, names) if document else _repair_text(payload, names, as_json=as_json)


def _standard_input() -> bytes:
    try:
        return sys.stdin.buffer.read()
    except OSError as error:
        message = f"{_STANDARD_INPUT} cannot be read: {error.strerror or error}"
        raise FileAccessError(message) from error


def _document(payload: Payload) -> Document | None:
    """Give the document whose JSON this is; None for any other text."""
    if (
        not payload.data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
        or b'"schema_version"' not in payload.data
    ):
        return None
    from pydantic import ValidationError

    from balagh.errors import DamagedInputError
    from balagh.model import Document

    try:
        return Document.model_validate_json(payload.data.removeprefix(codecs.BOM_UTF8))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        message = f"{payload.label}: no document that this balagh can read: {where}: {first['msg']}"
        raise DamagedInputError(message, hint="see 'balagh schema', or read the scan again") from error


def _repair_json(document: Document, names: Authorities) -> Outcome:
    from balagh.emit.json_file import document_json
    from balagh.pipelines.repair.document import repair_document

    repaired = repair_document(document, names)
    known = {repair.id for repair in document.repairs}
    new = [repair for repair in repaired.repairs if repair.id not in known]
    lines = [
        f"{repair.block} {repair.rule}: {repair.before!r} {'->' if repair.applied else 'perhaps'} {repair.after!r}"
        + (f"; or {', '.join(map(repr, repair.alternatives))}" if repair.alternatives else "")
        for repair in new
    ]
    return Outcome(
        content=document_json(repaired).encode(),
        explanation="\n".join(lines) or "nothing to repair",
        changed=repaired != document,
    )


def _repair_text(payload: Payload, names: Authorities, *, as_json: bool) -> Outcome:
    from balagh.pipelines.repair.text import repair_whole

    text, lossy, warnings = _decode(payload)
    repaired = repair_whole(text, names)
    content = repaired.text
    if as_json:
        record = {
            "text": repaired.text,
            "original": repaired.original,
            "repairs": [repair.model_dump(mode="json", exclude={"block"}) for repair in repaired.repairs],
        }
        content = json.dumps(record, ensure_ascii=False, indent=2) + "\n"
    return Outcome(
        content=content.encode(),
        explanation=repaired.explain(),
        changed=repaired.changed,
        lossy=lossy,
        warnings=warnings,
    )


def _decode(payload: Payload) -> tuple[str, bool, tuple[str, ...]]:
    """Give the text of `payload`, whether bytes were lost, and warnings.

    Unlike a scan's text layer a text to be repaired may hold anything: controls are kept, and so are line ends.
    """
    data = payload.data
    if data.startswith(_UTF16):
        return data.decode("utf-16", errors="replace"), False, ()
    try:
        return data.decode(), False, ()
    except UnicodeDecodeError:
        text = data.decode(errors="replace")
    from balagh.ingest.text import decode_text

    if b"\x00" in data:
        return text, True, (f"{payload.label}: bytes that are no UTF-8 stand as \ufffd",)
    guessed, notices = decode_text(payload)
    lossy = "\ufffd" in guessed
    return guessed, lossy, tuple(f"{payload.label}: {notice.message}" for notice in notices)
