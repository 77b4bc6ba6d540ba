"""balagh's repairs beside those of other tools, on the same lines: what comes back, what is spoilt, how fast.

``python -m bench.repair [--tools PYTHON] [--every N]`` prints a table for docs/repair.md. PYTHON is an interpreter with
ftfy, arabic-repair and arabic-extract installed; every Nth garbled line is taken.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import balagh
from bench.repair_arabic import Case, cases
from bench.repair_clean import clean_lines
from bench.repair_other import TOOLS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Repair = Callable[[Sequence[str]], "Run"]

#: Seconds for one tool on all lines.
_PATIENCE = 3600
_OTHER = Path(__file__).with_name("repair_other.py")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a tool made of lines: None where it failed; `seconds` of wall time on one core."""

    lines: tuple[str | None, ...]
    seconds: float


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tools", help="an interpreter with the other tools")
    parser.add_argument("--every", type=int, default=1, help="take every Nth garbled line")
    arguments = parser.parse_args()
    tools: dict[str, Repair] = {"balagh": _balagh}
    if arguments.tools:
        tools |= {tool: _other(arguments.tools, tool) for tool in TOOLS}
    garbled = list(cases())[:: arguments.every]
    clean = [line for lines in clean_lines().values() for line in lines]
    runs = {
        tool: (repair([case.garbled for case in garbled]), repair(clean)) for tool, repair in tools.items()
    }
    _print_table(garbled, clean, runs)


def _balagh(lines: Sequence[str]) -> Run:
    balagh.repair_text(lines[0])
    started = time.perf_counter()
    found = tuple(balagh.repair_text(line).text for line in lines)
    return Run(lines=found, seconds=time.perf_counter() - started)


def _other(python: str, tool: str) -> Repair:
    def repair(lines: Sequence[str]) -> Run:
        command = [python, str(_OTHER), tool]
        done = subprocess.run(
            command,
            input=json.dumps(list(lines)),
            capture_output=True,
            text=True,
            check=True,
            timeout=_PATIENCE,
        )
        answer = json.loads(done.stdout)
        return Run(lines=tuple(answer["lines"]), seconds=answer["seconds"])

    return repair


def _print_table(garbled: Sequence[Case], clean: Sequence[str], runs: dict[str, tuple[Run, Run]]) -> None:
    print(f"| lines | of | {' | '.join(runs)} |")
    print(f"|---|---:|{'---:|' * len(runs)}")
    for process in dict.fromkeys(case.process for case in garbled):
        own = [at for at, case in enumerate(garbled) if case.process == process]
        shares = (
            sum(mended.lines[at] == garbled[at].truth for at in own) / len(own) for mended, _ in runs.values()
        )
        print(f"| {process} | {len(own)} | {' | '.join(f'{100 * share:.1f} %' for share in shares)} |")
    changed = (sum(a != b for a, b in zip(kept.lines, clean, strict=True)) for _, kept in runs.values())
    print(f"| clean lines changed | {len(clean)} | {' | '.join(map(str, changed))} |")
    digits = (_digits_changed(garbled, clean, *both) for both in runs.values())
    print(f"| lines whose figures changed | {len(garbled) + len(clean)} | {' | '.join(map(str, digits))} |")
    failed = (sum(line is None for run in both for line in run.lines) for both in runs.values())
    print(
        f"| lines that raised an exception | {len(garbled) + len(clean)} | {' | '.join(map(str, failed))} |"
    )
    speeds = (f"{len(clean) / kept.seconds:,.0f}" for _, kept in runs.values())
    print(f"| clean lines a second | | {' | '.join(speeds)} |")


def _digits_changed(garbled: Sequence[Case], clean: Sequence[str], mended: Run, kept: Run) -> int:
    """Count the lines in which the figures of the truth, in whatever order, are not those of the result."""
    truths = [*(case.truth for case in garbled), *clean]
    # A line that failed kept its figures: it was not changed.
    return sum(
        found is not None and _figures(found) != _figures(truth)
        for truth, found in zip(truths, (*mended.lines, *kept.lines), strict=True)
    )


def _figures(line: str) -> list[str]:
    return sorted(sign for sign in line if sign.isdecimal())


if __name__ == "__main__":
    main()
