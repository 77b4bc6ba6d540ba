"""``balagh doctor``: what is installed, what is missing, and how to get it."""

from __future__ import annotations

from typing import Annotated

import typer

from balagh.errors import ExitCode


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
) -> ExitCode:
    """Show what balagh needs, what of it is installed, and how to get the rest.

    The exit code is 3 when something that balagh cannot do without is missing.
    """
    from balagh.doctor import examine, findings_json, findings_text

    findings = examine()
    typer.echo(findings_json(findings) if as_json else findings_text(findings))
    healthy = all(finding.ok for finding in findings if finding.required)
    return ExitCode.OK if healthy else ExitCode.MISSING_DEPENDENCY
