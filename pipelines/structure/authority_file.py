"""Read authority files: the shipped one, and an archivist's own (YAML or JSON) merged over it.

The form is that of `balagh/data/authority.schema.json`; docs/authority.md shows it by example.
"""

from __future__ import annotations

import json
from dataclasses import fields, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from balagh.errors import FileAccessError, MissingFileError, OversizeError
from balagh.pipelines.structure.authority import Authorities, Authority, Place, shipped_authorities
from balagh.pipelines.structure.authority_rules import AuthorityFileError, Entry, Given, check_file

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

#: An authority file is typed by hand: one larger than this (bytes) is something else.
_LARGEST = 20_000_000


def load_authority(path: Path) -> Authorities:
    """Give the shipped institutions and places with those of the file `path` (YAML or JSON) merged over them.

    An entry whose id is known replaces what it gives of the shipped one (aliases and former names are added), any
    other is new.

    Raises:
        MissingFileError: nothing is at `path`.
        FileAccessError: it cannot be read.
        AuthorityFileError: its content is not an authority file's; the message says where and what to do.
    """
    return merge_authorities(shipped_authorities(), *_checked(path))


def merge_authorities(base: Authorities, entries: Sequence[Entry], places: Sequence[Entry]) -> Authorities:
    """Give `base` with `entries` (checked) merged over its institutions and `places` added to its places."""
    merged = dict(base.by_id)
    for entry in entries:
        identity = str(entry.given["id"])
        old = merged.get(identity)
        merged[identity] = _authority(entry.given, old)
    own = (*base.own_places, *(_place(entry.given) for entry in places))
    return Authorities(entries=tuple(merged.values()), own_places=own)


def read_shipped() -> Authorities:
    """Give the institutions that ship with balagh; tests check the file, so nothing is checked here."""
    text = files("balagh.data").joinpath("institutions.json").read_text(encoding="utf-8")
    return Authorities(entries=tuple(_authority(entry) for entry in json.loads(text)))


def read_shipped_places() -> tuple[Place, ...]:
    """Give the places that ship with balagh; tests check the file, so nothing is checked here."""
    text = files("balagh.data").joinpath("places.json").read_text(encoding="utf-8")
    return tuple(_place(entry) for entry in json.loads(text)["places"])


@cache
def _fields() -> frozenset[str]:
    return frozenset(field.name for field in fields(Authority))


def _authority(given: Given, old: Authority | None = None) -> Authority:
    """Make an institution of what a file gives; what it does not give stays as `old` has it."""
    values = {key: value for key, value in given.items() if key in _fields()}
    sure = given.get("confidence")
    unsure = isinstance(sure, dict) and sure.get("zgh") not in (None, "attested")
    if unsure and values.get("zgh"):
        # A reading stays a reading, wherever it was written down.
        values["zgh_reading"] = values.pop("zgh")
    texts = {key: value for key, value in values.items() if isinstance(value, str)}
    lists = {key: tuple(value) for key, value in values.items() if isinstance(value, list)}
    tables = {
        key: tuple((about, said) for about, said in value.items() if said is not None)
        for key, value in values.items()
        if isinstance(value, dict)
    }
    if old is not None:
        lists = {key: tuple(dict.fromkeys((*getattr(old, key), *more))) for key, more in lists.items()}
        tables = {
            key: tuple({**dict(getattr(old, key)), **dict(more)}.items()) for key, more in tables.items()
        }
    # The rules of the file checked what each key holds.
    made: dict[str, Any] = {**texts, **lists, **tables}
    return Authority(**made) if old is None else replace(old, **made)


def _place(given: Given) -> Place:
    texts = {key: value for key in ("fr", "ar", "zgh") if isinstance(value := given.get(key), str)}
    return Place(type=str(given["type"]), **texts)


def _checked(path: Path) -> tuple[list[Entry], list[Entry]]:
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        message = f"no authority file at {path}"
        raise MissingFileError(message) from None
    except OSError as fault:
        message = f"{path}: cannot be opened: {fault.strerror}"
        raise FileAccessError(message) from fault
    if size > _LARGEST:
        message = f"{path}: {size} bytes are too many for an authority file (at most {_LARGEST})"
        raise OversizeError(message, hint="give a YAML or JSON file of institutions and places")
    try:
        content = path.read_bytes()
    except OSError as fault:
        message = f"{path}: cannot be read: {fault.strerror}"
        raise FileAccessError(message, hint="give a file that you may read") from fault
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content[: fault.start].count(b"\n") + 1
        message = f"{path}, line {line}: not UTF-8"
        raise AuthorityFileError(message, hint="save the file as UTF-8") from fault
    return check_file(text, str(path), known=frozenset(shipped_authorities().by_id))
