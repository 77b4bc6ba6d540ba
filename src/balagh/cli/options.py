"""Options that several commands share."""

from __future__ import annotations

import logging
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from balagh.errors import ArgumentError, FileAccessError, MissingFileError
from balagh.settings import Settings

#: The largest password file read; a thousand passwords take a hundredth of it.
MAX_PASSWORD_BYTES = 1 << 20

Passwords: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--password", metavar="PW", help="A password to try on locked PDFs; may be repeated."),
]
PasswordFile: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--password-file", metavar="FILE", help="Passwords to try on locked PDFs, one a line.", dir_okay=True
    ),
]
Transliterate: TypeAlias = Annotated[
    bool,
    typer.Option("--transliterate", help="Add what is in Tifinagh in Latin letters, for searching."),
]
AuthorityFile: TypeAlias = Annotated[
    Path | None,
    typer.Option("--authority", metavar="FILE", help="Institutions to know besides the shipped ones."),
]
#: What ``--languages`` says when it is left out.
ALL_LANGUAGES = "+".join(Settings().languages)
Languages: TypeAlias = Annotated[
    str,
    typer.Option("--languages", "-l", help="Languages to expect: fra, ara, zgh, eng, spa, joined by +."),
]
Jobs: TypeAlias = Annotated[
    int | None,
    typer.Option("--jobs", "-j", min=1, help="Processes that read side by side; as a rule one a core."),
]


class RedoIf(StrEnum):
    """What makes a document that is done worth reading again."""

    SETTINGS = "settings"
    MODELS = "models"


RedoIfs: TypeAlias = Annotated[
    list[RedoIf] | None,
    typer.Option("--redo-if", metavar="settings|models", help="Read again what was read with others."),
]
DaskAddress: TypeAlias = Annotated[
    str | None,
    typer.Option("--dask", metavar="ADDRESS", help="Work on a Dask scheduler's machines; or 'local'."),
]
LogJson: TypeAlias = Annotated[
    Path | None,
    typer.Option("--log-json", metavar="FILE", help="Append a line of JSON for every event; - is stdout."),
]
Verbose: TypeAlias = Annotated[
    bool, typer.Option("--verbose", "-v", help="Tell of every file, and show tracebacks.")
]
Quiet: TypeAlias = Annotated[bool, typer.Option("--quiet", "-q", help="Only tell of errors.")]


def set_logging(*, verbose: bool, quiet: bool) -> None:
    """Let balagh's own messages through from `INFO` on, or only its errors; other libraries' errors always.

    Raises:
        ArgumentError: both are asked for.
    """
    if verbose and quiet:
        message = "-v and -q contradict each other"
        raise ArgumentError(message)
    level = logging.INFO if verbose else logging.ERROR
    logging.basicConfig(level=logging.ERROR, format="%(message)s")
    logging.getLogger("balagh").setLevel(level)


def gather_passwords(given: list[str] | None, file: Path | None) -> tuple[str, ...]:
    """Give the passwords of the command line, then those of `file`, each once and in order.

    Raises:
        MissingFileError, FileAccessError: the file cannot be read.
        ArgumentError: it is no list of passwords.
    """
    listed = [] if file is None else _read_lines(file)
    return tuple(dict.fromkeys(password for password in (*(given or ()), *listed) if password))


def _read_lines(file: Path) -> list[str]:
    try:
        with file.open("rb") as opened:
            data = opened.read(MAX_PASSWORD_BYTES + 1)
    except FileNotFoundError as error:
        message = f"{file}: there is no such password file"
        raise MissingFileError(message) from error
    except OSError as error:
        message = f"{file}: the password file cannot be read"
        raise FileAccessError(message) from error
    if len(data) > MAX_PASSWORD_BYTES or b"\x00" in data:
        message = f"{file}: this is no list of passwords"
        raise ArgumentError(message, hint="write one password a line")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    # Blanks may be part of a password: only the ends of lines go.
    return [line.rstrip("\r") for line in text.split("\n")]
