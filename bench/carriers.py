"""Accuracy of balagh on every carrier: ``python -m bench.carriers --out DIR [--carriers a,b] [--json F]``.

The held-out documents are made once for each carrier, under ``DIR/CARRIER/``, then read and compared with the truth.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bench.accuracy import goal_fields, number, percent
from bench.make import DOCUMENTS
from bench.measure import Measures, measure
from bench.pages import is_wanted, load_truths
from bench.tools import Reading, read_with
from samples.document import CARRIERS, load_all
from samples.make import make
from samples.programs import MissingProgramError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samples.document import Carrier

#: The columns of the table.
HEAD = (
    "carrier",
    "CER fr %",
    "CER ar %",
    "CER zgh %",
    "block language %",
    "digits lost",
    "fields %",
    "table cells %",
    "mixed lines",
    "s a page",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One carrier's set as balagh read it."""

    carrier: Carrier
    pages: int
    reading: Reading
    found: Measures


def measure_carrier(
    carrier: Carrier, folder: Path, *, only: Sequence[str] = (), languages: str = ""
) -> Outcome:
    """Make the carrier's set in `folder`, read it and compare it with the truth.

    Args:
        carrier: what carries the documents.
        folder: for the set; what is there already under the same names is made anew.
        only: the names of the documents, or patterns such as ``zgh-*``; all when empty.
        languages: what balagh is told to expect, by Tesseract's names; its own default when empty.

    Raises:
        MissingProgramError: the carrier needs a program that is not installed.
    """
    chosen = [written for written in load_all(DOCUMENTS) if is_wanted(written.name, only)]
    for written in chosen:
        make(written, folder, carrier=carrier)
    names = {written.name for written in chosen}
    truths = [truth for truth in load_truths(folder) if truth.name in names]
    with tempfile.TemporaryDirectory() as work:
        reading = read_with("balagh", truths, folder, Path(work), languages=languages)
    pages = sum(truth.pages for truth in truths)
    return Outcome(carrier=carrier, pages=pages, reading=reading, found=measure(truths, reading))


def carrier_table(outcomes: Sequence[Outcome]) -> str:
    """Give the Markdown table, a row for each carrier."""
    rows = [list(HEAD), ["---"] * len(HEAD)]
    for outcome in outcomes:
        found = outcome.found
        right, total = goal_fields(found)
        rows.append(
            [
                outcome.carrier,
                *(number(found.cer(code)) for code in ("fr", "ar", "zgh")),
                percent(found.languages_right, found.languages_total),
                f"{found.digits_wrong}/{found.digits_total}",
                percent(right, total),
                percent(found.cells_right, found.cells_total),
                str(found.mixed),
                f"{outcome.reading.seconds / outcome.pages:.2f}",
            ]
        )
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def as_json(outcomes: Sequence[Outcome]) -> str:
    """Give the counts and what went wrong, for each carrier, as JSON."""
    record = {
        outcome.carrier: {
            "pages": outcome.pages,
            "seconds": round(outcome.reading.seconds, 2),
            "cer": {code: outcome.found.cer(code) for code in ("fr", "ar", "en", "zgh")},
            "languages": [outcome.found.languages_right, outcome.found.languages_total],
            "digits": [outcome.found.digits_wrong, outcome.found.digits_total],
            "fields": goal_fields(outcome.found),
            "cells": [outcome.found.cells_right, outcome.found.cells_total],
            "mixed_lines": outcome.found.mixed,
            "field_misses": outcome.found.fields.misses,
            "failures": outcome.found.failures,
        }
        for outcome in outcomes
    }
    return json.dumps(record, ensure_ascii=False, indent=1)


def main(arguments: Sequence[str] | None = None) -> int:
    """Make and read the sets, print the table, write the JSON; give the exit code."""
    parser = argparse.ArgumentParser(
        prog="bench.carriers", description="Error rates of balagh on every carrier."
    )
    parser.add_argument("--out", type=Path, required=True, help="folder for the sets, one folder a carrier")
    parser.add_argument(
        "--carriers", default=",".join(CARRIERS), help=f"comma-separated, of {', '.join(CARRIERS)}"
    )
    parser.add_argument(
        "--languages", default="", help="what balagh is told to expect, such as fra+ara+zgh+eng"
    )
    parser.add_argument("--json", type=Path, help="also write all counts and failures here")
    parser.add_argument(
        "--only",
        action="append",
        metavar="NAME",
        help="only this document, or those of a pattern such as 'zgh-*' (may be repeated)",
    )
    options = parser.parse_args(arguments)
    wanted = options.carriers.split(",")
    unknown = [name for name in wanted if name not in CARRIERS]
    if unknown:
        parser.error(f"unknown carrier {', '.join(unknown)}: choose from {', '.join(CARRIERS)}")
    outcomes = []
    for carrier in (name for name in CARRIERS if name in wanted):
        try:
            outcome = measure_carrier(
                carrier, options.out / carrier, only=options.only or (), languages=options.languages
            )
        except MissingProgramError as error:
            print(f"{carrier} left out: {error}", file=sys.stderr)
            continue
        outcomes.append(outcome)
        print(carrier_table([outcome]).splitlines()[-1], file=sys.stderr)
    print(carrier_table(outcomes))
    if options.json:
        options.json.write_text(as_json(outcomes) + "\n", encoding="utf-8")
    return 0 if outcomes else 1


if __name__ == "__main__":
    raise SystemExit(main())
