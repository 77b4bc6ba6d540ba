"""``balagh run``: a folder of scans becomes a folder of JSON."""

from __future__ import annotations

from contextlib import nullcontext
from functools import partial
from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import TYPE_CHECKING, Annotated

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
from balagh.errors import BalaghError, ExitCode
from balagh.runner.limits import Limits
from balagh.settings import Settings, parse_languages, parse_pages

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from balagh.cli.event_log import EventLog
    from balagh.cli.progress import Teller
    from balagh.runner.batch import Job
    from balagh.runner.plan import Plan
    from balagh.runner.records import Policy
    from balagh.runner.task import Executor


#: What the options say when they are left out.
_SETTINGS, _LIMITS = Settings(), Limits()


def run(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH", help="Files, or folders to walk.", show_default=False)
    ],
    out: Annotated[
        Path, typer.Option("--out", "-o", help="Folder for the JSON files, index.jsonl and report.html.")
    ],
    languages: Languages = ALL_LANGUAGES,
    jobs: Jobs = None,
    pages: Annotated[
        str | None, typer.Option("--pages", help="Pages to read, such as 1-3,7; all when left out.")
    ] = None,
    join: Annotated[
        bool, typer.Option("--join", help="Read each folder of files as one document, in natural order.")
    ] = False,
    transliterate: Transliterate = False,
    authority: AuthorityFile = None,
    password: Passwords = None,
    password_file: PasswordFile = None,
    redo_if: RedoIfs = None,
    again: Annotated[
        bool, typer.Option("--again", help="Read everything again, whatever is known of it.")
    ] = False,
    keep_going: Annotated[
        bool,
        typer.Option("--keep-going", help="Go on even where a full disk or a missing program fails all."),
    ] = False,
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
    """Read scans, pictures and plain text, and write a JSON file for each; a second run reads what is new.

    Next to the JSON files come index.jsonl, a line for every input, and report.html, to be looked at in a
    browser. Messages go to standard error. A file that cannot be read does not stop the others.
    """
    settings = Settings(
        languages=parse_languages(languages),
        pages=None if pages is None else parse_pages(pages),
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
    # The document model and the readers load only now: --help and bad arguments answer at once.
    from balagh.cli.event_log import EventLog
    from balagh.cli.hiring import hire
    from balagh.cli.progress import Teller
    from balagh.runner.batch import Job
    from balagh.runner.fingerprint import take_fingerprint
    from balagh.runner.plan import plan_batch

    plan = plan_batch(paths, out, join=join)
    job = Job(
        settings=settings,
        fingerprint=take_fingerprint(settings),
        limits=limits,
        policy=_policy(redo_if or (), again=again, passwords=bool(settings.passwords)),
        keep_going=keep_going,
    )
    with nullcontext() if log_json is None else EventLog(log_json) as log:
        teller = Teller(verbose=verbose, quiet=quiet)
        return carry_out(plan, job, teller, log, partial(hire, jobs=jobs, dask=dask))


def carry_out(
    plan: Plan, job: Job, teller: Teller, log: EventLog | None, hire: Callable[[Sequence[Path]], Executor]
) -> ExitCode:
    """Run a batch under the eyes of whoever started it, and give its exit code."""
    from balagh.cli.progress import show_progress
    from balagh.runner.batch import run_batch
    from balagh.runner.observer import Observers

    observer = Observers((teller,) if log is None else (teller, log))
    code = ExitCode.OTHER
    try:
        with show_progress(teller):
            code = run_batch(plan, job, hire=hire, observer=observer).exit_code
        teller.finished(plan.out)
    except KeyboardInterrupt:
        code = ExitCode.INTERRUPTED
        teller.interrupted(plan.out)
    except BalaghError as error:
        code = error.exit_code
        raise
    finally:
        if log is not None:
            log.ended(code)
    return code


def _policy(redo: Sequence[RedoIf], *, again: bool, passwords: bool) -> Policy:
    from balagh.runner.records import Policy

    return Policy(
        again=again,
        redo_settings=RedoIf.SETTINGS in redo,
        redo_models=RedoIf.MODELS in redo,
        passwords=passwords,
    )
