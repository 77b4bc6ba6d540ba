"""Who does the work of a run: this process, worker processes, or the workers of a Dask scheduler."""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from balagh.runner.result import Reader
    from balagh.runner.task import Executor

#: A few small texts are read here, in less time than a process takes to start. What makes trouble is no small text.
_FEW: Final = 20
_SMALL: Final = 1 << 20


def hire(
    paths: Sequence[Path], *, jobs: int | None, dask: str | None, reader: Reader | None = None
) -> Executor:
    """Give the executor for `paths`; `jobs` is None for as many as are sensible.

    Raises:
        MissingDependencyError: Dask is asked for and not installed.
    """
    if dask is not None:
        from balagh.runner.dask import dask_executor

        executor = dask_executor(dask, jobs=jobs or default_jobs(paths), reader=reader)
        # Dask sets its own level when it is imported, and would tell of every connection.
        logging.getLogger("distributed").setLevel(logging.ERROR)
        return executor
    from balagh.runner.local import inline_executor, local_executor

    if jobs in (None, 1) and are_few_texts(paths):
        return inline_executor(reader=reader)
    return local_executor(jobs or default_jobs(paths), reader=reader)


def default_jobs(paths: Sequence[Path]) -> int:
    """Give a process to every core, but no more than there are files, where the pages of one cannot be shared out."""
    cores = len(os.sched_getaffinity(0))
    shared = any(path.suffix.lower() in (".pdf", ".tif", ".tiff") for path in paths)
    return cores if shared else max(1, min(len(paths), cores))


def are_few_texts(paths: Sequence[Path]) -> bool:
    """Say whether there is nothing to do but to read a few small texts, called so and being so."""
    return len(paths) <= _FEW and all(
        path.suffix.lower() == ".txt" and _is_small_text(path) for path in paths
    )


def _is_small_text(path: Path) -> bool:
    from balagh.ingest.sniff import MediaType, sniff

    try:
        if not path.is_file() or path.stat().st_size > _SMALL:
            return False
        return sniff(path.read_bytes()) is MediaType.TEXT
    except OSError:
        return False
