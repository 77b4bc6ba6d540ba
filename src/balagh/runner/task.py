"""One file's work from beginning to end: read it, write its outputs, and say in a few words what became of it."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TypeVar

from balagh.errors import OversizeError
from balagh.ingest.digest import file_digest
from balagh.runner.limits import Limits
from balagh.runner.result import explain, ignore_page, open_file, open_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from balagh.emit.summary import Entry
    from balagh.errors import BalaghError
    from balagh.ingest.sheet import OpenedSource
    from balagh.model import Document, Source
    from balagh.runner.result import OnPage, Reader
    from balagh.settings import Settings

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One input to be read and written.

    Attributes:
        path: the file, or with `join` the folder of a document's files.
        name: the JSON file's name without its suffix.
        out: the output folder.
        settings: how to read.
        limits: what it may cost.
        join: whether a folder is one document.
    """

    path: Path
    name: str
    out: Path
    settings: Settings
    limits: Limits = field(default_factory=Limits)
    join: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a task, in little: the document itself stays on the disk.

    Attributes:
        task: the task.
        entry: its line in index and report; its JSON and report part are on the disk when `error` is None.
        sha256: of the content that was read; empty where it was not, or where its process was ended.
        error: why it failed; None after a success.
        warnings: what the document's reader should know, a line each.
        trace: the traceback of an unforeseen exception; empty otherwise.
    """

    task: Task
    entry: Entry
    sha256: str = ""
    error: BalaghError | None = None
    warnings: tuple[str, ...] = ()
    trace: str = ""


class Executor(Protocol):
    """Carries out tasks somewhere."""

    def run(self, tasks: Iterable[Task]) -> Iterator[Outcome]:
        """Give an outcome for each task as it is done; tasks are taken only when somebody is free for them.

        Closing the iterator ends what is under way, and every process that it has started.
        """


def perform(task: Task, *, on_page: OnPage = ignore_page, reader: Reader | None = None) -> Outcome:
    """Read a task's file and write what it gives; every failure is in the outcome, only an interrupt gets through.

    `reader` takes the place of balagh's own, which obeys the limit of pages.
    """

    def deed() -> Outcome:
        start = time.perf_counter()
        if reader is None:
            document = read_opened(open_task(task), task, on_page)
        else:
            document = reader(task.path, task.settings, on_page)
        return write(task, document, seconds=time.perf_counter() - start)

    return attempt(task, deed)


def attempt(task: Task, deed: Callable[[], T]) -> T | Outcome:
    """Do something for a task, and give what it gives; or the outcome of its failure."""
    start = time.perf_counter()
    try:
        return deed()
    except Exception as raised:  # the runner's promise: one bad file never ends the batch
        error, trace = explain(task.path, raised)
        seconds = time.perf_counter() - start
        return failed(task, error, seconds=seconds, trace=trace, sha256=file_digest(task.path) or "")


def write(task: Task, document: Document, *, seconds: float) -> Outcome:
    """Write a document's outputs; raises `FileAccessError` where that cannot be done."""
    # What displays a document is needed where documents are written, not where tasks are only handed on.
    from balagh.emit.names import printable
    from balagh.emit.outputs import write_outputs

    entry = write_outputs(
        document,
        out=task.out,
        name=task.name,
        path=printable(task.path),
        seconds=seconds,
        wanted=len(pages_wanted(document.source, task)),
    )
    return Outcome(
        task=task,
        entry=entry,
        sha256=document.source.sha256,
        warnings=tuple(
            f"page {warning.page}: {warning.message}" if warning.page else warning.message
            for warning in document.warnings
        ),
    )


def failed(task: Task, error: BalaghError, *, seconds: float, trace: str = "", sha256: str = "") -> Outcome:
    """Give the outcome of a task that failed."""
    from balagh.emit.names import printable
    from balagh.emit.summary import failed_entry

    entry = failed_entry(error, path=printable(task.path), seconds=seconds)
    return Outcome(task=task, entry=entry, sha256=sha256, error=error, trace=trace)


def open_task(task: Task) -> OpenedSource:
    """Open a task's file.

    Raises:
        BalaghError: it cannot be read.
        OversizeError: more pages are asked for than the limit.
    """
    opened = (open_folder if task.join else open_file)(task.path, task.settings)
    pages = len(pages_wanted(opened, task))
    if pages > task.limits.max_pages:
        message = f"{task.path}: {pages} pages, and the limit is {task.limits.max_pages}"
        raise OversizeError(message, hint="raise the limit with --max-pages, or choose pages with --pages")
    return opened


def pages_wanted(source: OpenedSource | Source, task: Task) -> tuple[int, ...]:
    """Give the one-based numbers of the pages that are asked for and are there."""
    return tuple(filter(task.settings.wants_page, range(1, source.pages + 1)))


def read_opened(opened: OpenedSource, task: Task, on_page: OnPage) -> Document:
    """Read what `open_task` opened; raises `BalaghError` where that cannot be done."""
    from balagh.pipelines import communique  # heavy, and not needed to say that a file is missing

    return communique.read_source(opened, task.settings, on_page)
