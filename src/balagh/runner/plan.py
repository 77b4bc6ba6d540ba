"""What a batch is going to look at: the files of a command line, before any of them is read."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from balagh.emit.files import make_folder
from balagh.emit.names import printable
from balagh.emit.summary import Entry, Status
from balagh.errors import BalaghError, InputError
from balagh.ingest.digest import file_digest
from balagh.ingest.files import find_files, list_folder
from balagh.ingest.inbox.settle import Stamp
from balagh.ingest.joining import find_documents, natural_key
from balagh.runner.own_files import is_own_output

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from balagh.runner.ledger import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a batch is going to look at.

    Attributes:
        paths: the documents' files; with `join`, folders too.
        named: those among them that the user named himself, rather than a folder that holds them.
        skipped: the files in the given folders that are left out.
        out: the output folder.
        join: whether a folder is one document.
    """

    paths: tuple[Path, ...]
    named: frozenset[Path]
    skipped: tuple[Entry, ...]
    out: Path
    join: bool = False


def plan_batch(given: Sequence[Path], out: Path, *, join: bool = False) -> Plan:
    """Prove that `out` can be written and find the files; nothing is read yet.

    balagh's own output, met while walking a folder, is no input: `out` may lie inside the scans' folder. With `join`
    each folder of files is one document.

    Raises:
        FileAccessError: `out` cannot be written.
        InputError: there is nothing to read.
    """
    make_folder(out)
    found = find_documents(given) if join else find_files(given)
    named = frozenset(given)
    paths = tuple(path for path in found.readable if path in named or not _is_output(path, join=join))
    if not paths:
        message = f"nothing to read in {', '.join(map(printable, given))}"
        raise InputError(message, hint="give files that balagh reads, or a folder that holds some")
    skipped = tuple(
        Entry(path=printable(skip.path), status=Status.SKIPPED, note=printable(skip.reason))
        for skip in found.skipped
        if not is_own_output(skip.path)
    )
    named_files = frozenset(path for path in paths if path in named)
    return Plan(paths=paths, named=named_files, skipped=skipped, out=out, join=join)


def _is_output(path: Path, *, join: bool) -> bool:
    """Say whether balagh wrote a file, or every file in a folder (which only `join` gives as a document)."""
    if join and path.is_dir():
        return all(is_own_output(file) for file in list_folder(path).readable)
    return is_own_output(path)


def stamp_of(path: Path) -> Stamp | None:
    """Give what changes when the file changes; None where it cannot be looked at."""
    try:
        return Stamp.of(path.stat())
    except OSError:
        return None


def known_key(path: Path, ledger: Ledger) -> str | None:
    """Give the ledger's key of a document that is as it was when it was last looked at, without reading it."""
    if path.is_dir():
        keys = [known_key(file, ledger) for file in _parts(path)]
        return _joined_key([key for key in keys if key is not None]) if keys and None not in keys else None
    stamp = stamp_of(path)
    return None if stamp is None else ledger.known(path, stamp)


def read_key(path: Path, ledger: Ledger) -> str:
    """Give the ledger's key of a document by reading its bytes; what cannot be read is known by its path."""
    if path.is_dir():
        return _joined_key([known_key(file, ledger) or _learn(file, ledger) for file in _parts(path)])
    return file_digest(path) or path_key(path)


def path_key(path: Path) -> str:
    """Give the key of a file whose bytes cannot be had."""
    absolute = os.path.abspath(path)  # noqa: PTH100 - not resolve(): a link is itself, not its target
    return f"path:{hashlib.sha256(os.fsencode(absolute)).hexdigest()}"


def _learn(file: Path, ledger: Ledger) -> str:
    """Read one part of a document of several files, and remember its key for the next run."""
    stamp, digest = stamp_of(file), file_digest(file)
    if stamp is None or not digest:
        return path_key(file)
    ledger.learn(file, stamp, digest)
    return digest


def _parts(folder: Path) -> list[Path]:
    """Give the files of a folder that is a document, in the order of its pages; none where it cannot be opened."""
    try:
        readable = list_folder(folder).readable
    except BalaghError:
        return []
    own = (file for file in readable if not is_own_output(file))
    return sorted(own, key=lambda file: natural_key(file.name))


def _joined_key(digests: Sequence[str]) -> str:
    """Give the digest of a document of several files, as `balagh.ingest.joining` makes it."""
    return hashlib.sha256("".join(digests).encode()).hexdigest()
