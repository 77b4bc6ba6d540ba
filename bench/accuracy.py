"""Accuracy of balagh and other tools on one set: ``python -m bench.accuracy --set DIR [--tools a,b]``."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bench.fields import FIELDS, GOAL_FIELDS
from bench.measure import Measures, measure
from bench.pages import is_wanted, load_truths
from bench.tools import TOOLS, Reading, available, read_with

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Languages of the table's columns.
LANGUAGES = ("fr", "ar", "en", "zgh")


def accuracy_table(results: Sequence[tuple[Reading, Measures]]) -> str:
    """Give the Markdown table of error rates, a row for each tool."""
    head = ["tool", *(f"CER {code} %" for code in LANGUAGES), "digit strings lost", "block language %"]
    head += ["table cells %", "mixed lines"]
    rows = [head, ["---"] * len(head)]
    for reading, found in results:
        rates = [number(found.cer(code)) for code in LANGUAGES]
        share = percent(found.languages_right, found.languages_total)
        rows.append([reading.tool, *rates, f"{found.digits_wrong}/{found.digits_total}", share])
        rows[-1] += [percent(found.cells_right, found.cells_total), str(found.mixed)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def field_table(found: Measures) -> str:
    """Give the Markdown table of exact fields, one row a field, and the share over the goal's fields."""
    rows = [["field", "right", "total", "%"], ["---"] * 4]
    for name in FIELDS:
        right, total = found.fields.right[name], found.fields.total[name]
        rows.append([name, str(right), str(total), percent(right, total)])
    right, total = goal_fields(found)
    rows.append(
        [f"**all of {GOAL_FIELDS[0]} … {GOAL_FIELDS[-1]}**", str(right), str(total), percent(right, total)]
    )
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def goal_fields(found: Measures) -> tuple[int, int]:
    """Give how many values of the fields that the goal is set for are right, and how many there are."""
    right, total = (
        sum(counts[name] for name in GOAL_FIELDS) for counts in (found.fields.right, found.fields.total)
    )
    return right, total


def as_json(results: Sequence[tuple[Reading, Measures]]) -> str:
    """Give all counts and failures as JSON."""
    record = {reading.tool: _record(reading, found) for reading, found in results}
    return json.dumps(record, ensure_ascii=False, indent=1)


def _record(reading: Reading, found: Measures) -> dict[str, object]:
    return {
        "version": reading.version,
        "seconds": round(reading.seconds, 2),
        "cer": {code: found.cer(code) for code in LANGUAGES},
        "edits": dict(found.edits),
        "characters": dict(found.characters),
        "digits": {"lost": found.digits_wrong, "total": found.digits_total},
        "languages": {"right": found.languages_right, "total": found.languages_total},
        "cells": {"right": found.cells_right, "total": found.cells_total},
        "mixed_lines": found.mixed,
        "fields": {
            n: [found.fields.right[n], found.fields.total[n]] for n in FIELDS if found.fields.total[n]
        },
        "field_misses": found.fields.misses,
        "failures": found.failures,
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the tools over a set, print the tables, write the JSON; give the exit code."""
    parser = argparse.ArgumentParser(
        prog="bench.accuracy", description="Error rates on a set of scans with truth."
    )
    parser.add_argument(
        "--set", type=Path, required=True, dest="folder", help="a folder with scans/ and truth/"
    )
    parser.add_argument("--tools", default=",".join(TOOLS), help=f"comma-separated, of {', '.join(TOOLS)}")
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
    tools = options.tools.split(",")
    unknown = [tool for tool in tools if tool not in TOOLS]
    if unknown:
        parser.error(f"unknown tool {', '.join(unknown)}: choose from {', '.join(TOOLS)}")
    truths = [t for t in load_truths(options.folder) if is_wanted(t.name, options.only or ())]
    results = []
    for tool in tools:
        if not available(tool):
            print(f"{tool} is not installed: left out", file=sys.stderr)
            continue
        with tempfile.TemporaryDirectory() as work:
            reading = read_with(tool, truths, options.folder, Path(work), languages=options.languages)
        results.append((reading, measure(truths, reading)))
    print(accuracy_table(results))
    for reading, found in results:
        if reading.tool == "balagh":
            print(f"\n{field_table(found)}")
    if options.json:
        options.json.write_text(as_json(results) + "\n", encoding="utf-8")
    return 0


def number(rate: float | None) -> str:
    """Give a rate with two decimals, a dash for none."""
    return "-" if rate is None else f"{rate:.2f}"


def percent(right: int, total: int) -> str:
    """Give a share in percent, a dash where there is nothing to have a share of."""
    return f"{100.0 * right / total:.1f}" if total else "-"


if __name__ == "__main__":
    raise SystemExit(main())
