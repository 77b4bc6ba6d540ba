"""Which files a command line means: files as given, folders walked in a stable order."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from balagh.errors import FileAccessError
from balagh.ingest.sniff import SNIFF_BYTES, describe, sniff
from balagh.ingest.source import read_head

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A file in a folder that was left out, and why."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFiles:
    """What was found: each file once.

    Attributes:
        readable: the files to read, in the order of the arguments, and by name within a folder.
        skipped: files and folders inside the given folders that cannot be read.
    """

    readable: tuple[Path, ...]
    skipped: tuple[Skipped, ...]


def find_files(paths: Sequence[Path]) -> FoundFiles:
    """Turn the `paths` of a command line into files.

    A path that is no folder is taken as it is, even when it is missing or of an unknown kind: whoever named
    it shall read why it fails. A folder gives every file under it whose content can be read, hidden ones
    left out; folders reached a second time through a link are not walked again.
    """
    readable: dict[Path, Path] = {}
    skipped: list[Skipped] = []
    for path in paths:
        found = _walk(path, skipped, set()) if path.is_dir() else iter([path])
        for file in found:
            readable.setdefault(Path(os.path.realpath(file)), file)
    return FoundFiles(readable=tuple(readable.values()), skipped=tuple(skipped))


def list_folder(folder: Path) -> FoundFiles:
    """Give the files right in a folder that can be read, by name, and those that cannot; hidden ones are left out.

    Raises:
        FileAccessError: the folder cannot be opened.
    """
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        message = f"{folder}: the folder cannot be opened: {error.strerror}"
        raise FileAccessError(message) from error
    files = [entry for entry in entries if not entry.name.startswith(".") and not entry.is_dir()]
    reasons = {file: _why_not(file) for file in files}
    return FoundFiles(
        readable=tuple(file for file, reason in reasons.items() if reason is None),
        skipped=tuple(Skipped(path=file, reason=reason) for file, reason in reasons.items() if reason),
    )


def _walk(folder: Path, skipped: list[Skipped], seen: set[Path]) -> Iterator[Path]:
    real = Path(os.path.realpath(folder))
    if real in seen:
        return
    seen.add(real)
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        skipped.append(Skipped(path=folder, reason=f"the folder cannot be opened: {error.strerror}"))
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from _walk(entry, skipped, seen)
        elif reason := _why_not(entry):
            skipped.append(Skipped(path=entry, reason=reason))
        else:
            yield entry


def _why_not(file: Path) -> str | None:
    if not file.exists():
        return "a link that leads nowhere"
    if not file.is_file():
        return "no regular file"
    try:
        head = read_head(file, SNIFF_BYTES)
    except FileAccessError as error:
        return str(error)
    if not head:
        return "empty"
    return None if sniff(head) else describe(head)[0]
