"""A batch: files in, a folder of JSON, an index and a report out, complete or not at all file by file."""

from __future__ import annotations

import signal
import traceback
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from balagh.emit.files import make_folder
from balagh.emit.index import write_index
from balagh.emit.json_file import write_document
from balagh.emit.names import plan_names, printable
from balagh.emit.report import Report
from balagh.emit.summary import Entry, Status, document_entry, failed_entry
from balagh.errors import BalaghError, ExitCode, InputError
from balagh.ingest.files import find_files, list_folder
from balagh.ingest.joining import find_documents
from balagh.runner.own_files import is_own_output
from balagh.runner.pool import run_many
from balagh.runner.result import InternalError, Result, read_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from balagh.runner.result import Reader
    from balagh.settings import Settings


class Observer(Protocol):
    """Told how a batch goes on."""

    def begin(self, total: int) -> None:
        """Hear how many files will be read."""

    def advance(self, entry: Entry, result: Result) -> None:
        """Hear what became of one file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a batch is going to do.

    Attributes:
        paths: the files to read; their places are the order of index and report.
        names: the JSON file's name for each, without suffix.
        skipped: the files in the given folders that are left out.
        out: the output folder.
    """

    paths: tuple[Path, ...]
    names: tuple[str, ...]
    skipped: tuple[Entry, ...]
    out: Path


@dataclass(slots=True)
class Batch:
    """What a batch has done so far: an entry for each file that is done with, by its place in the plan."""

    plan: Plan
    settings: Settings
    report: Report
    entries: dict[int, Entry] = field(default_factory=dict)
    codes: list[ExitCode] = field(default_factory=list)

    def in_order(self) -> list[Entry]:
        """Give the entries in the order of the plan, then what was left out."""
        return [*(self.entries[i] for i in sorted(self.entries)), *self.plan.skipped]

    def finish(self) -> Path:
        """Write index and report of what is done and give the report's path.

        Raises:
            FileAccessError: one of them cannot be written.
        """
        entries = self.in_order()
        write_index(self.plan.out, entries)
        return self.report.finish(entries)

    @property
    def exit_code(self) -> ExitCode:
        """Nought when all went well, a failure's own code when all failed alike, `SOME_FAILED` otherwise."""
        if not self.codes:
            return ExitCode.OK
        alike = len(self.codes) == len(self.entries) and len(set(self.codes)) == 1
        return self.codes[0] if alike else ExitCode.SOME_FAILED


def plan_batch(given: Sequence[Path], out: Path, *, join: bool = False) -> Plan:
    """Prove that `out` can be written, find the files and name their outputs; nothing is read yet.

    balagh's own output, met while walking a folder, is no input: `out` may lie inside the scans' folder. With `join`
    each folder of files is one document, to be read with `read_folder`.

    Raises:
        FileAccessError: `out` cannot be written.
        InputError: there is nothing to read.
    """
    make_folder(out)
    found = find_documents(given) if join else find_files(given)
    named = set(given)
    paths = tuple(path for path in found.readable if path in named or not _is_output(path))
    if not paths:
        message = f"nothing to read in {', '.join(map(printable, given))}"
        raise InputError(message, hint="give files that balagh reads, or a folder that holds some")
    skipped = tuple(
        Entry(path=printable(skip.path), status=Status.SKIPPED, note=skip.reason)
        for skip in found.skipped
        if not is_own_output(skip.path)
    )
    return Plan(paths=paths, names=tuple(plan_names(paths)), skipped=skipped, out=out)


def _is_output(path: Path) -> bool:
    """Say whether balagh wrote a file, or every file in a folder."""
    if path.is_dir():
        return all(is_own_output(file) for file in list_folder(path).readable)
    return is_own_output(path)


def run_batch(
    plan: Plan, settings: Settings, *, jobs: int, observer: Observer, reader: Reader = read_file
) -> Batch:
    """Read every file of the plan and write what it gave; index and report too, even when interrupted.

    Raises:
        FileAccessError: index or report cannot be written (a document that cannot be is a failed entry).
        KeyboardInterrupt: after index and report of what was done have been written.
    """
    batch = Batch(plan=plan, settings=settings, report=Report(plan.out))
    places = {path: place for place, path in enumerate(plan.paths)}
    observer.begin(len(plan.paths))
    results = run_many(plan.paths, jobs=jobs, settings=settings, reader=reader)
    try:
        for result in results:
            with _undisturbed():
                entry, told = _record(batch, places[result.path], result)
            observer.advance(entry, told)
    finally:
        batch.finish()
    return batch


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Hold Ctrl-C and ``kill`` back for a moment, so that no JSON file is missing from the index."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _record(batch: Batch, place: int, result: Result) -> tuple[Entry, Result]:
    """Write one result's files; what goes wrong in that is this file's failure, not the batch's end."""
    try:
        entry = _save(batch, place, result)
    except BalaghError as error:
        result = Result(path=result.path, error=error, seconds=result.seconds)
        entry = _failed(batch, result, error)
    except Exception as error:  # the runner's promise again: a display that fails costs one file
        fault = InternalError(f"{result.path}: {type(error).__name__}: {error}")
        result = Result(path=result.path, error=fault, seconds=result.seconds, trace=traceback.format_exc())
        entry = _failed(batch, result, fault)
    batch.entries[place] = entry
    return entry, result


def _save(batch: Batch, place: int, result: Result) -> Entry:
    document = result.document
    if document is None:
        return _failed(
            batch, result, result.error or InternalError(f"{result.path}: neither read nor failed")
        )
    written = write_document(document, batch.plan.out, batch.plan.names[place])
    wanted = sum(map(batch.settings.wants_page, range(1, document.source.pages + 1)))
    path = printable(result.path)
    entry = document_entry(document, path=path, json=written.name, seconds=result.seconds, wanted=wanted)
    batch.report.add(place, entry, document)
    return entry


def _failed(batch: Batch, result: Result, error: BalaghError) -> Entry:
    batch.codes.append(error.exit_code)
    return failed_entry(error, path=printable(result.path), seconds=result.seconds)
