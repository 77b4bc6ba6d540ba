"""``balagh inbox``: read what people and scanners drop into a folder, and put it away."""

from __future__ import annotations

import time
from contextlib import nullcontext
from functools import partial
from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import TYPE_CHECKING, Annotated, Final

import typer

from balagh.cli import limits as limit  # noqa: TC001 - typer reads the annotations
from balagh.cli.options import (
    ALL_LANGUAGES,
    AuthorityFile,
    DaskAddress,
    Jobs,
    Languages,
    LogJson,
    PasswordFile,
    Passwords,
    Quiet,
    RedoIf,
    RedoIfs,
    Transliterate,
    Verbose,
    gather_passwords,
    set_logging,
)
from balagh.errors import BalaghError, ExitCode, FileAccessError
from balagh.ingest.inbox.settle import SETTLE_SECONDS
from balagh.runner.limits import Limits
from balagh.settings import Settings, parse_languages

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from balagh.cli.event_log import EventLog
    from balagh.cli.progress import Teller
    from balagh.runner.inbox import Inbox, InboxJob
    from balagh.runner.task import Executor

    Hire = Callable[[Sequence[Path]], Executor]

_SETTINGS, _LIMITS = Settings(), Limits()

#: Tries that a passing failure gets; as `balagh.runner.records.MAX_ATTEMPTS`, which takes longer to load.
ATTEMPTS: Final = 3

#: Seconds before a passing failure is tried again: a machine that swaps, or a share that is away, needs some minutes.
RETRY_AFTER: Final = 600.0

#: Seconds between two looks of ``--watch``, at least, and after a failure of the machine.
LOOK: Final = 2.0
PAUSE: Final = 60.0


def inbox(
    folder: Annotated[Path, typer.Argument(metavar="INBOX", help="The folder that files are dropped into.")],
    out: Annotated[
        Path, typer.Option("--out", "-o", help="Folder for the JSON files, the report and the ledger.")
    ],
    languages: Languages = ALL_LANGUAGES,
    jobs: Jobs = None,
    settle: Annotated[
        float,
        typer.Option("--settle", metavar="S", min=0, help="Seconds for which a file must be at rest."),
    ] = SETTLE_SECONDS,
    watch: Annotated[bool, typer.Option("--watch", help="Stay, and look again and again.")] = False,
    keep: Annotated[bool, typer.Option("--keep", help="Leave all files where they are.")] = False,
    done: Annotated[
        Path | None, typer.Option("--done", metavar="DIR", help="For files that were read. [INBOX/done]")
    ] = None,
    failed: Annotated[
        Path | None,
        typer.Option("--failed", metavar="DIR", help="For files that could not be read. [INBOX/failed]"),
    ] = None,
    duplicate: Annotated[
        Path | None,
        typer.Option("--duplicate", metavar="DIR", help="For further copies. [INBOX/duplicate]"),
    ] = None,
    attempts: Annotated[
        int,
        typer.Option("--attempts", metavar="N", min=1, help="Tries for what fails for a passing reason."),
    ] = ATTEMPTS,
    retry_after: Annotated[
        float,
        typer.Option("--retry-after", metavar="S", min=0, help="Seconds before such a failure's next try."),
    ] = RETRY_AFTER,
    transliterate: Transliterate = False,
    authority: AuthorityFile = None,
    password: Passwords = None,
    password_file: PasswordFile = None,
    redo_if: RedoIfs = None,
    dask: DaskAddress = None,
    log_json: LogJson = None,
    max_megapixels: limit.MaxMegapixels = _SETTINGS.max_megapixels,
    max_pages: limit.MaxPages = _LIMITS.max_pages,
    max_unpacked: limit.MaxUnpacked = _SETTINGS.max_unpacked_mb,
    max_memory: limit.MaxMemory = _LIMITS.memory_mb,
    document_seconds: limit.DocumentSeconds = _LIMITS.document_seconds,
    page_seconds: limit.PageSeconds = _LIMITS.page_seconds,
    engine_seconds: limit.EngineSeconds = _SETTINGS.engine_timeout,
    recycle_after: limit.RecycleAfter = _LIMITS.recycle_after,
    verbose: Verbose = False,
    quiet: Quiet = False,
) -> ExitCode:
    """Read what was dropped into a folder, once, and put each file away: done, failed or duplicate.

    For cron and systemd: only files at rest are taken, one run works at a time, a second one exits with 75, and where
    nothing happened nothing is said. Nothing is ever deleted. What fails for a passing reason is tried again by the
    next run.
    """
    settings = Settings(
        languages=parse_languages(languages),
        max_megapixels=max_megapixels,
        max_unpacked_mb=max_unpacked,
        engine_timeout=engine_seconds,
        transliterate=transliterate,
        authority=authority,
        passwords=gather_passwords(password, password_file),
    )
    limits = Limits(
        document_seconds=document_seconds,
        page_seconds=page_seconds,
        memory_mb=max_memory,
        max_pages=max_pages,
        recycle_after=recycle_after,
    )
    set_logging(verbose=verbose, quiet=quiet)
    from balagh.cli.event_log import EventLog
    from balagh.cli.hiring import hire
    from balagh.ingest.inbox.places import settle_places
    from balagh.runner.fingerprint import take_fingerprint
    from balagh.runner.inbox import InboxJob
    from balagh.runner.records import Policy

    job = InboxJob(
        places=settle_places(folder, out, done=done, failed=failed, duplicate=duplicate),
        out=out,
        settings=settings,
        fingerprint=take_fingerprint(settings),
        limits=limits,
        policy=Policy(
            redo_settings=RedoIf.SETTINGS in (redo_if or ()),
            redo_models=RedoIf.MODELS in (redo_if or ()),
            passwords=bool(settings.passwords),
            attempts=attempts,
            retry_after=retry_after,
        ),
        settle=settle,
        keep=keep,
    )
    with nullcontext() if log_json is None else EventLog(log_json) as log:
        work = _watch if watch else _pass_once
        return work(job, partial(hire, jobs=jobs, dask=dask), log, (verbose, quiet))


def _pass_once(job: InboxJob, hire: Hire, log: EventLog | None, manner: tuple[bool, bool]) -> ExitCode:
    """Make one pass: a round, and another for what had not been at rest in the first."""
    from balagh.cli.progress import INFO, show_progress
    from balagh.runner.inbox_open import open_inbox
    from balagh.runner.observer import Observers

    teller = _teller(manner)
    observer = Observers((teller,) if log is None else (teller, log))
    code = ExitCode.OTHER
    try:
        with show_progress(teller), open_inbox(job) as opened:
            begun = time.monotonic()
            opened.round(hire, observer)
            if opened.watch.waiting and opened.stopped is None:
                time.sleep(max(0.0, job.settle - (time.monotonic() - begun)) + 0.01)
                opened.round(hire, observer, revisit=False)
            code = opened.exit_code
        _tell_closed(opened, teller, set())
        teller.finished(job.out)
        if opened.watch.waiting and manner[0]:
            teller.write(INFO, f"{opened.watch.waiting:,} still being written to; left for the next run")
    except KeyboardInterrupt:
        code = ExitCode.INTERRUPTED
        teller.interrupted(job.out)
    except BalaghError as error:
        code = error.exit_code
        raise
    finally:
        if log is not None:
            log.ended(code)
    return code


def _watch(job: InboxJob, hire: Hire, log: EventLog | None, manner: tuple[bool, bool]) -> ExitCode:
    """Make round after round until Ctrl-C or ``kill``, which are the usual end and no failure."""
    from balagh.runner.inbox_open import open_inbox
    from balagh.runner.observer import Observers

    told: set[str] = set()
    try:
        with open_inbox(job) as opened:
            while True:
                teller = _teller(manner)
                observer = Observers((teller,) if log is None else (teller, log))
                pause = max(LOOK, job.settle)
                try:
                    if opened.round(hire, observer) and opened.stopped is None:
                        teller.finished(job.out)
                        told.clear()
                    _tell_closed(opened, teller, told)
                except FileAccessError as error:  # a share that is away comes back
                    _tell_once(error.message, error.hint, teller, told)
                    pause = PAUSE
                time.sleep(PAUSE if opened.stopped else pause)
    except KeyboardInterrupt:
        return ExitCode.OK
    finally:
        if log is not None:
            log.ended(ExitCode.OK)


def _teller(manner: tuple[bool, bool]) -> Teller:
    from balagh.cli.progress import Teller

    verbose, quiet = manner
    return Teller(verbose=verbose, quiet=quiet)


def _tell_closed(opened: Inbox, teller: Teller, told: set[str]) -> None:
    for path, reason in opened.closed.items():
        message = reason if reason.startswith(str(path)) else f"{path}: {reason}"
        _tell_once(message, "", teller, told)


def _tell_once(message: str, hint: str, teller: Teller, told: set[str]) -> None:
    from balagh.cli.progress import ERROR
    from balagh.emit.names import printable

    if message not in told:
        told.add(message)
        teller.write(ERROR, f"balagh: error: {printable(message)}" + (f" ({hint})" if hint else ""))
