"""``balagh read``: one document's JSON on standard output."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import Annotated

import typer

from balagh.cli.options import (
    ALL_LANGUAGES,
    AuthorityFile,
    Languages,
    PasswordFile,
    Passwords,
    Transliterate,
    gather_passwords,
)
from balagh.errors import ArgumentError, ExitCode
from balagh.settings import MAX_MEGAPIXELS, Settings, parse_languages, parse_pages


def read(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH", help="The document's file, or its files.", show_default=False),
    ],
    join: Annotated[
        bool,
        typer.Option("--join", help="The files are one document, in this order; a folder gives its files."),
    ] = False,
    languages: Languages = ALL_LANGUAGES,
    pages: Annotated[
        str | None, typer.Option("--pages", help="Pages to read, such as 1-3,7; all when left out.")
    ] = None,
    max_megapixels: Annotated[
        float, typer.Option("--max-megapixels", help="Refuse pages larger than this.")
    ] = MAX_MEGAPIXELS,
    transliterate: Transliterate = False,
    authority: AuthorityFile = None,
    password: Passwords = None,
    password_file: PasswordFile = None,
) -> ExitCode:
    """Read one document and print its JSON.

    With --join several files, such as photos of its pages, or all files of a folder, are read as one document: page
    numbers run on, page2 comes before page10. Warnings go to standard error.
    """
    if len(paths) > 1 and not join:
        message = "several files were given to 'balagh read'"
        raise ArgumentError(message, hint="add --join if they are one document; else use 'balagh run'")
    settings = Settings(
        languages=parse_languages(languages),
        pages=None if pages is None else parse_pages(pages),
        max_megapixels=max_megapixels,
        previews=False,
        transliterate=transliterate,
        authority=authority,
        passwords=gather_passwords(password, password_file),
    )
    from balagh.api import read_joined, read_source  # the readers load only now

    document = read_joined(paths, settings) if join else read_source(paths[0], settings)
    for warning in document.warnings:
        place = f" page {warning.page}:" if warning.page else ""
        typer.echo(f"balagh: warning: {document.source.name}:{place} {warning.message}", err=True)
    from balagh.emit.json_file import document_json

    typer.echo(document_json(document), nl=False)
    return ExitCode.OK
