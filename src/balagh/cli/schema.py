"""``balagh schema``: the JSON Schema of the documents, on standard output."""

from __future__ import annotations

import typer

from balagh.errors import ExitCode


def schema() -> ExitCode:
    """Print the JSON Schema of the documents that balagh writes."""
    from balagh.emit.schema import schema_text  # loads the document model

    typer.echo(schema_text(), nl=False)
    return ExitCode.OK
