"""Wall time a page on one core, against Tesseract: ``python -m bench.speed --set DIR [--runs N]``."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from bench.pages import load_truths, write_pages
from bench.process import BenchError, Run, run_on_one_core
from bench.tools import balagh_command, load_documents, tesseract_command

if TYPE_CHECKING:
    from collections.abc import Sequence

#: The two public press releases as badly OCRed text.
TEXTS = Path(__file__).resolve().parent.parent / "samples" / "texts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """What was measured: seconds a page (median of the runs), their ratio, megabytes, seconds for start and texts."""

    pages: int
    runs: int
    balagh: float
    tesseract: float
    ratio: float
    largest_process: float
    all_processes: float
    start: float
    texts: float


def measure_speed(folder: Path, runs: int, work: Path) -> Speed:
    """Time both programs on the same pages, turn about so that a busy moment of the machine hits both.

    Raises:
        BenchError: a program failed or left documents out.
    """
    truths = load_truths(folder)
    pictures = [path for t in truths for path in write_pages(folder / "scans" / t.file, work / "pages")]
    ours: list[Run] = []
    theirs: list[float] = []
    for number in range(runs):
        out = work / f"out{number}"
        ours.append(_checked(balagh_command(folder / "scans", out)))
        if len(load_documents(out)) < len(truths):
            message = f"balagh read only {len(load_documents(out))} of {len(truths)} documents"
            raise BenchError(message)
        theirs.append(sum(_checked(tesseract_command(path), watch=False).seconds for path in pictures))
    balagh, tesseract = median(run.seconds for run in ours) / len(pictures), median(theirs) / len(pictures)
    return Speed(
        pages=len(pictures),
        runs=runs,
        balagh=balagh,
        tesseract=tesseract,
        ratio=balagh / tesseract,
        largest_process=max(run.largest for run in ours),
        all_processes=max(run.together for run in ours),
        start=median(_checked([sys.executable, "-m", "balagh", "--version"]).seconds for _ in range(runs)),
        texts=median(
            _checked(balagh_command(TEXTS, work / f"t{n}"), watch=False).seconds for n in range(runs)
        ),
    )


def speed_table(speed: Speed) -> str:
    """Give the measures as a Markdown table."""
    rows = [
        ("pages, runs", f"{speed.pages}, {speed.runs}"),
        ("balagh, seconds a page", f"{speed.balagh:.2f}"),
        ("tesseract -l fra+ara, seconds a page", f"{speed.tesseract:.2f}"),
        ("ratio", f"{speed.ratio:.2f}"),
        ("largest process, MB", f"{speed.largest_process:.0f}"),
        ("all processes at once, MB", f"{speed.all_processes:.0f}"),
        ("balagh --version, seconds", f"{speed.start:.2f}"),
        ("both text seeds with start-up, seconds", f"{speed.texts:.2f}"),
    ]
    return "\n".join(
        ["| measure | value |", "| --- | --- |", *(f"| {name} | {value} |" for name, value in rows)]
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the table, write the JSON; give the exit code."""
    parser = argparse.ArgumentParser(
        prog="bench.speed", description="Time a page on one core, against Tesseract."
    )
    parser.add_argument(
        "--set", type=Path, required=True, dest="folder", help="a folder with scans/ and truth/"
    )
    parser.add_argument("--runs", type=int, default=3, help="the median of so many runs is taken")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as work:
        speed = measure_speed(options.folder, options.runs, Path(work))
    print(speed_table(speed))
    if options.json:
        options.json.write_text(json.dumps(asdict(speed), indent=1) + "\n", encoding="utf-8")
    return 0


def _checked(command: Sequence[str], *, watch: bool = True) -> Run:
    run = run_on_one_core(command, watch=watch)
    if run.code:
        message = f"{' '.join(command)} ended with code {run.code}"
        raise BenchError(message)
    return run


if __name__ == "__main__":
    raise SystemExit(main())
