"""``balagh run``: a folder of scans becomes a folder of JSON."""

from __future__ import annotations

import logging
from functools import partial
from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import Annotated

import typer

from balagh.cli.options import AuthorityFile, PasswordFile, Passwords, Transliterate, gather_passwords
from balagh.errors import ArgumentError, ExitCode
from balagh.settings import MAX_MEGAPIXELS, Settings, parse_languages, parse_pages


def run(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH", help="Files, or folders to walk.", show_default=False)
    ],
    out: Annotated[
        Path, typer.Option("--out", "-o", help="Folder for the JSON files, index.jsonl and report.html.")
    ],
    languages: Annotated[
        str,
        typer.Option("--languages", "-l", help="Languages to expect: fra, ara, zgh, eng, spa, joined by +."),
    ] = "+".join(Settings().languages),
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", "-j", min=1, help="Files to read side by side; as a rule one a core."),
    ] = None,
    pages: Annotated[
        str | None, typer.Option("--pages", help="Pages to read, such as 1-3,7; all when left out.")
    ] = None,
    max_megapixels: Annotated[
        float, typer.Option("--max-megapixels", help="Refuse pages larger than this.")
    ] = MAX_MEGAPIXELS,
    join: Annotated[
        bool, typer.Option("--join", help="Read each folder of files as one document, in natural order.")
    ] = False,
    transliterate: Transliterate = False,
    authority: AuthorityFile = None,
    password: Passwords = None,
    password_file: PasswordFile = None,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Tell of every file, and show tracebacks.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Only tell of errors.")] = False,
) -> ExitCode:
    """Read scans, pictures and plain text, and write a JSON file for each.

    Next to the JSON files come index.jsonl, a line for every input, and report.html, to be looked at in a
    browser. Messages go to standard error. A file that cannot be read does not stop the others.
    """
    settings = Settings(
        languages=parse_languages(languages),
        pages=None if pages is None else parse_pages(pages),
        max_megapixels=max_megapixels,
        transliterate=transliterate,
        authority=authority,
        passwords=gather_passwords(password, password_file),
    )
    if verbose and quiet:
        message = "-v and -q contradict each other"
        raise ArgumentError(message)
    _set_logging(verbose=verbose)
    # The document model and the readers load only now: --help and bad arguments answer at once.
    from balagh.cli.progress import Teller, show_progress
    from balagh.runner.batch import plan_batch, run_batch
    from balagh.runner.result import read_folder

    read_all = partial(run_batch, reader=read_folder) if join else run_batch
    plan = plan_batch(paths, out, join=join)
    teller = Teller(verbose=verbose, quiet=quiet)
    try:
        with show_progress(teller):
            batch = read_all(plan, settings, jobs=jobs or default_jobs(plan.paths), observer=teller)
    except KeyboardInterrupt:
        teller.interrupted(out)
        return ExitCode.INTERRUPTED
    teller.finished(batch.in_order(), out)
    return batch.exit_code


def default_jobs(paths: tuple[Path, ...]) -> int:
    """Give a process to every core, but no more than there are files; none at all for plain text.

    A text is read in less time than a process takes to start.
    """
    import os

    pictures = sum(path.suffix.lower() != ".txt" for path in paths)
    return max(1, min(pictures, len(os.sched_getaffinity(0))))


def _set_logging(*, verbose: bool) -> None:
    level = logging.INFO if verbose else logging.ERROR
    logging.basicConfig(level=logging.ERROR, format="%(message)s")
    logging.getLogger("balagh").setLevel(level)
