"""``balagh repair``: a text, or a document's JSON, with what is garbled in it made right."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from balagh.cli.repairing import Outcome, repair_input
from balagh.errors import ArgumentError, ExitCode

_STREAM = "-"


def repair(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE", help="A text, or a JSON file that balagh wrote; - reads standard input."
        ),
    ],
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Write the result to this file.")] = None,
    in_place: Annotated[bool, typer.Option("--in-place", "-i", help="Write the result over FILE.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", "-n", help="Only say what would change; write nothing.")
    ] = False,
    explain: Annotated[
        bool, typer.Option("--explain", "-e", help="Say on standard error what was changed, and why.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print text and repairs as JSON instead of the text alone.")
    ] = False,
    authority: Annotated[
        Path | None,
        typer.Option("--authority", metavar="FILE", help="Institutions to know besides the shipped ones."),
    ] = None,
) -> ExitCode:
    """Repair a text, or the text of a document that balagh read, and account for every change.

    The result goes to standard output. What is not sure is only proposed and left alone; digits, dates, amounts, phone
    numbers and addresses are never guessed. With --dry-run the changes are printed instead of the result.
    """
    if in_place and (out is not None or file == _STREAM):
        message = "--in-place needs a file of its own and goes without --out"
        raise ArgumentError(message, hint="give either --in-place with a FILE, or --out")
    done = repair_input(file, authority, as_json=as_json)
    if dry_run:
        typer.echo(done.explanation)
        return ExitCode.OK
    if explain:
        typer.echo(done.explanation, err=True)
    _deliver(done, Path(file) if in_place else out, in_place=in_place)
    return ExitCode.OK


def _deliver(done: Outcome, path: Path | None, *, in_place: bool) -> None:
    for warning in done.warnings:
        typer.echo(f"balagh: warning: {warning}", err=True)
    if path is None:
        # Bytes: line ends must not be translated on their way out.
        typer.get_binary_stream("stdout").write(done.content)
        return
    if in_place and done.lossy:
        message = f"{path}: some of its bytes are no text; to write over it would lose them"
        raise ArgumentError(message, hint="use --out for a new file")
    if in_place and not done.changed:
        return
    from balagh.emit.files import write_whole  # loads only what is needed to write

    write_whole(path, done.content)
