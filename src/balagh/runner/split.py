"""A long document's pages spread over several workers: ranges of pages are read apart and put together at the end.

The worker that opens a document finds out that it is long, and gives it back. Its ranges then are jobs like any other.
What was read of each waits in a file of balagh's own folder, so that no document passes through the parent.
"""

from __future__ import annotations

import hashlib
import pickle
import time
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeAlias

from balagh.emit.files import OWN_FOLDER, make_folder, temporary_beside, write_whole
from balagh.errors import FileAccessError
from balagh.runner.task import Outcome, Task, attempt, open_task, pages_wanted, perform, read_opened, write

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from balagh.pipelines.gather import Gathered
    from balagh.runner.result import OnPage, Reader

#: The fewest pages that are worth a job of their own. Opening a file again takes milliseconds and the hand-over of a
#: page five, where reading one takes 170 from a text layer and two seconds from a scan; but with a share for every page
#: the file would be opened and something handed over for each (measured in November 2026).
FEWEST: Final = 4

#: Jobs for each worker: with one each, all would wait for the one with the densest pages.
SHARES: Final = 3

#: The kinds of file whose pages can be read one without the other. A Word file is walked from its beginning each time.
KINDS: Final = frozenset({"application/pdf", "image/tiff"})

#: Where what was read of a range waits, in balagh's own folder.
_FOLDER: Final = "pages"


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """The answer to a task: it is long; these are the numbers of its pages."""

    pages: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The job to read some of a task's pages."""

    task: Task
    pages: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The answer to a part: the file with what was read, and its SHA-256; nobody else's file is ever unpickled."""

    path: Path
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Compose:
    """The job to put a task's parts together and to write its outputs."""

    task: Task
    parts: tuple[Kept, ...]


Job: TypeAlias = Task | Part | Compose
Answer: TypeAlias = Outcome | Split | Kept


def task_of(job: Job) -> Task:
    """Give the task that a job belongs to."""
    return job if isinstance(job, Task) else job.task


def carry_out(job: Job, on_page: OnPage, *, reader: Reader | None, split: bool) -> Answer:
    """Do a job in a worker; a failure is an outcome.

    Args:
        job: what to do.
        on_page: is told of each page.
        reader: takes the place of balagh's own reader; it reads whole documents.
        split: whether a long document may be given back.
    """
    if isinstance(job, Part):
        return attempt(job.task, lambda: _read_part(job, on_page))
    if isinstance(job, Compose):
        return attempt(job.task, lambda: _compose(job))
    if reader is not None or not split:
        return perform(job, on_page=on_page, reader=reader)
    return attempt(job, lambda: _read_or_split(job, on_page))


def shares(pages: Sequence[int], jobs: int) -> list[frozenset[int]]:
    """Cut page numbers into ranges for so many workers, none shorter than `FEWEST` pages.

    >>> [sorted(share) for share in shares(range(1, 10), 2)]
    [[1, 2, 3, 4, 5], [6, 7, 8, 9]]
    """
    count = max(1, min(jobs * SHARES, len(pages) // FEWEST))
    bounds = [-(-len(pages) * number // count) for number in range(count + 1)]
    return [frozenset(pages[first:last]) for first, last in pairwise(bounds)]


def _read_or_split(task: Task, on_page: OnPage) -> Answer:
    start = time.perf_counter()
    opened = open_task(task)
    pages = pages_wanted(opened, task)
    if opened.media_type in KINDS and len(pages) >= 2 * FEWEST:
        return Split(pages=pages)
    document = read_opened(opened, task, on_page)
    return write(task, document, seconds=time.perf_counter() - start)


def _read_part(part: Part, on_page: OnPage) -> Kept:
    task = replace(part.task, settings=replace(part.task.settings, pages=part.pages))
    opened = open_task(task)
    from balagh.pipelines.gather import gather_pages

    content = pickle.dumps(gather_pages(opened, task.settings, on_page))
    folder = task.out / OWN_FOLDER / _FOLDER
    make_folder(folder)  # also clears what killed runs left in it
    place = temporary_beside(folder / "part")
    write_whole(place, content, durable=False)
    return Kept(path=place, sha256=hashlib.sha256(content).hexdigest())


def _compose(job: Compose) -> Outcome:
    start = time.perf_counter()
    from balagh.pipelines.communique import compose_document
    from balagh.pipelines.gather import join_gathered

    gathered = join_gathered([_load(job.task, part) for part in job.parts])
    document = compose_document(gathered, job.task.settings)
    return write(job.task, document, seconds=gathered.seconds + time.perf_counter() - start)


def _load(task: Task, part: Kept) -> Gathered:
    content = part.path.read_bytes()
    if hashlib.sha256(content).hexdigest() != part.sha256:
        message = f"{task.path}: what was read of it was changed in {part.path.parent}"
        raise FileAccessError(message, hint="let nobody else write there, then run again")
    gathered: Gathered = pickle.loads(content)
    return gathered
