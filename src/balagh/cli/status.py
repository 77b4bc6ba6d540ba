"""``balagh status``: what the nights did to an output folder."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import TYPE_CHECKING, Annotated

import typer

from balagh.errors import ExitCode, MissingFileError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from balagh.ingest.inbox.lock import Holder
    from balagh.runner.ledger_stats import Night, Statistics


def status(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The output folder of 'run' or 'inbox'.")],
    nights: Annotated[
        int, typer.Option("--nights", metavar="N", min=1, help="How many runs to show, the latest first.")
    ] = 7,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> ExitCode:
    """Show what was read into a folder, run by run, what failed and why, and who is at work there now.

    Nothing is written, and a run that is under way is not disturbed.
    """
    from balagh.ingest.inbox.lock import holder_of
    from balagh.runner.ledger_stats import read_statistics

    statistics = read_statistics(out, nights=nights)
    if statistics is None:
        message = f"{out}: there is no ledger here"
        raise MissingFileError(message, hint="give the --out of a 'balagh run' or 'balagh inbox'")
    holder = holder_of(out)
    if as_json:
        typer.echo(_as_json(statistics, holder))
    else:
        typer.echo("\n".join(_as_text(statistics, holder)))
    return ExitCode.OK


def _as_json(statistics: Statistics, holder: Holder | None) -> str:
    record: dict[str, object] = {
        "at_work": None if holder is None else asdict(holder),
        "done": statistics.done,
        "failed": statistics.failed,
        "waiting": statistics.waiting,
        "given_up": sum(failures.given_up for failures in statistics.failures),
        "pages": statistics.pages,
        "nights": [
            {
                **asdict(night),
                "started": _iso(night.started),
                "ended": None if night.ended is None else _iso(night.ended),
                "seconds": round(night.seconds, 2),
                "pages_a_minute": None if night.pages_a_minute is None else round(night.pages_a_minute, 1),
            }
            for night in statistics.nights
        ],
        "failures": [asdict(failures) for failures in statistics.failures],
    }
    return json.dumps(record, ensure_ascii=False, indent=2)


def _as_text(statistics: Statistics, holder: Holder | None) -> Iterator[str]:
    yield (
        f"{statistics.done:,} documents done ({statistics.pages:,} pages), {statistics.failed:,} failed, "
        f"{statistics.waiting:,} waiting"
    )
    yield "at work: " + ("nobody" if holder is None else str(holder))
    if statistics.nights:
        yield ""
        yield f"{'run':>5}  {'begun':<16}  {'read':>7}  {'failed':>6}  {'copies':>6}  {'pages':>7}  {'p/min':>6}  end"
    for night in statistics.nights:
        pace = f"{night.pages_a_minute:.1f}" if night.pages_a_minute is not None else "-"
        begun = datetime.fromtimestamp(night.started).astimezone().strftime("%Y-%m-%d %H:%M")
        yield (
            f"{night.number:>5}  {begun:<16}  {night.read:>7,}  {night.failed:>6,}  {night.duplicates:>6,}  "
            f"{night.pages:>7,}  {pace:>6}  {_end(night, holder)}"
        )
    if statistics.failures:
        yield ""
        yield f"{'failed':>7}  {'to try':>6}  {'given up':>8}  reason"
    for failures in statistics.failures:
        yield (
            f"{failures.count:>7,}  {failures.to_try:>6,}  {failures.given_up:>8,}  "
            f"{failures.reason}, such as {failures.example}"
        )


def _end(night: Night, holder: Holder | None) -> str:
    if night.exit_code is not None:
        return f"exit {night.exit_code}"
    return "at work" if holder is not None and holder.pid == night.pid else "cut off"


def _iso(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
