"""The program: its commands, and the one place where an error becomes an exit code."""

from __future__ import annotations

import signal
import sys
import traceback
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from balagh._version import __version__
from balagh.cli import doctor, inbox, read, repair, run, schema, status
from balagh.errors import BalaghError, ExitCode

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Shown under ``balagh --help`` and ``balagh run --help``; docs/cli.md says the same.
EXIT_CODES = """Exit codes: 0 all went well; 1 bad arguments; 2 bad or missing input; 3 a program or a model
is missing; 5 a file cannot be read or written; 7 the recognition engine failed; 8 a password is needed;
15 another error; 16 some of the files failed; 75 another run is at work in the output folder; 130 interrupted.
When all files fail for one reason, the code is that reason's."""


def _flowing(text: str | None) -> str:
    """Give paragraphs without their line breaks, so that they fill a terminal of any width."""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in (text or "").split("\n\n"))


app = typer.Typer(
    name="balagh",
    help="Turn scanned communiqués in French, Arabic and Amazigh into clean structured JSON.",
    epilog=_flowing(EXIT_CODES),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("run", help=_flowing(run.run.__doc__), epilog=_flowing(EXIT_CODES), no_args_is_help=True)(run.run)
app.command("inbox", help=_flowing(inbox.inbox.__doc__), epilog=_flowing(EXIT_CODES), no_args_is_help=True)(
    inbox.inbox
)
app.command("status", help=_flowing(status.status.__doc__), no_args_is_help=True)(status.status)
app.command("read", help=_flowing(read.read.__doc__), epilog=_flowing(EXIT_CODES), no_args_is_help=True)(
    read.read
)
app.command(
    "repair", help=_flowing(repair.repair.__doc__), epilog=_flowing(EXIT_CODES), no_args_is_help=True
)(repair.repair)
app.command("schema")(schema.schema)
app.command("doctor")(doctor.doctor)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"balagh {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and stop."),
    ] = False,
) -> None:
    """Turn scanned communiqués in French, Arabic and Amazigh into clean structured JSON."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program with `arguments` (those of the command line when None) and give its exit code."""
    signal.signal(signal.SIGTERM, _interrupt)
    command = typer.main.get_command(app)
    try:
        code = command.main(args=arguments, prog_name="balagh", standalone_mode=False)
    except typer.TyperException as error:
        # Usage errors: click's own exit code for them, 2, is a bad input file here.
        if message := error.format_message():
            _say(message, "see 'balagh --help'")
        return ExitCode.BAD_ARGUMENTS
    except BalaghError as error:
        _say(error.message, error.hint)
        return error.exit_code
    except (KeyboardInterrupt, typer.Abort):
        return ExitCode.INTERRUPTED
    except Exception as error:  # the program's last line of defence: nobody wants a traceback unasked
        _say(f"a fault in balagh: {type(error).__name__}: {error}", "run again with -v for the details")
        if {"-v", "--verbose"} & set(sys.argv[1:] if arguments is None else arguments):
            traceback.print_exc()
        return ExitCode.OTHER
    return int(code or ExitCode.OK)


def _say(message: str, hint: str) -> None:
    sys.stderr.write(f"balagh: error: {message}" + (f" ({hint})" if hint else "") + "\n")


def _interrupt(*_: object) -> NoReturn:
    """Treat the signal of ``kill`` and of a service manager as Ctrl-C."""
    raise KeyboardInterrupt
