"""A night's pace and size: ``python -m bench.night_throughput [--files N] [--copies N] [--runs N] [--work DIR]``.

Three questions. How much memory does the parent process take over thousands of files, and does it grow? How many known
files a second does a second run see through? And what do two workers bring over one, on this machine or with Dask?
Only a quiet machine answers the second and the third.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter, sleep
from typing import TYPE_CHECKING, Final

from bench.process import INTERVAL, KILO, BenchError, family, resident
from bench.tools import environment

if TYPE_CHECKING:
    from collections.abc import Sequence

SCANS: Final = Path(__file__).resolve().parent.parent / "samples" / "scans"

#: Files to a folder, as a year's or a ministry's scans would lie.
FOLDER: Final = 500

#: The share of a long run after which the parent's memory is compared with what it is in the end.
SETTLED: Final = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """One run: seconds, and megabytes of the parent early and at the end of it, and of its largest child."""

    seconds: float
    early: float
    late: float
    child: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """What was measured; a throughput is pages a second."""

    files: int
    first_seconds: float
    parent_early: float
    parent_late: float
    worker: float
    rerun_seconds: float
    rerun_files_a_second: float
    pages: int
    one: float
    two: float
    dask: float | None


def make_texts(folder: Path, number: int) -> None:
    """Write so many short communiqués, all different."""
    for k in range(number):
        place = folder / f"{k // FOLDER:03}"
        place.mkdir(parents=True, exist_ok=True)
        text = f"COMMUNIQUÉ DE PRESSE\n\nRabat, le {k % 28 + 1} mars 2021 - Le conseil a tenu sa réunion numéro {k}.\n"
        (place / f"note-{k:05}.txt").write_text(text, encoding="utf-8")


def make_scans(folder: Path, copies: int) -> int:
    """Copy the JPEG samples so often, each copy with bytes of its own after its end; give their number."""
    folder.mkdir(parents=True)
    scans = sorted(SCANS.glob("*.jpg"))
    for scan in scans:
        for k in range(copies):
            (folder / f"{scan.stem}-{k}.jpg").write_bytes(scan.read_bytes() + b"%d" % k)
    return len(scans) * copies


def watch(source: Path, out: Path, *options: str) -> Watched:
    """Run the program on `source` and watch its memory.

    Raises:
        BenchError: it failed.
    """
    command = [sys.executable, "-m", "balagh", "run", str(source), "--out", str(out), "-q", *options]
    began = perf_counter()
    sizes: list[int] = []
    child = 0
    with subprocess.Popen(command, env=environment()) as process:
        while process.poll() is None:
            parent, *others = family(process.pid)
            sizes.append(resident(parent))
            child = max([child, *map(resident, others)])
            sleep(INTERVAL)
    seconds = perf_counter() - began
    if process.returncode:
        message = f"{' '.join(command)} ended with code {process.returncode}"
        raise BenchError(message)
    cut = max(1, int(len(sizes) * SETTLED))
    return Watched(
        seconds=seconds,
        early=max(sizes[:cut], default=0) / KILO**2,
        late=max(sizes[cut:], default=0) / KILO**2,
        child=child / KILO**2,
    )


def measure_night(files: int, copies: int, runs: int, work: Path, *, dask: bool) -> Night:
    """Measure all of it in the folder `work`."""
    make_texts(work / "texts", files)
    first = watch(work / "texts", work / "out")
    again = min(watch(work / "texts", work / "out").seconds for _ in range(runs))
    pages = make_scans(work / "scans", copies)

    def pace(*options: str) -> float:
        best = float("inf")
        for _ in range(runs):
            shutil.rmtree(work / "read", ignore_errors=True)
            best = min(best, watch(work / "scans", work / "read", *options).seconds)
        return pages / best

    return Night(
        files=files,
        first_seconds=first.seconds,
        parent_early=first.early,
        parent_late=first.late,
        worker=first.child,
        rerun_seconds=again,
        rerun_files_a_second=files / again,
        pages=pages,
        one=pace("--jobs", "1"),
        two=pace("--jobs", "2"),
        dask=pace("--jobs", "2", "--dask", "local") if dask else None,
    )


def night_table(night: Night) -> str:
    """Give the measures as a Markdown table."""
    rows = [
        ("files in the first run", f"{night.files:,} in {night.first_seconds:.1f} s"),
        ("parent, MB early and late", f"{night.parent_early:.0f}, {night.parent_late:.0f}"),
        ("largest worker process, MB", f"{night.worker:.0f}"),
        ("second run, start-up included", f"{night.rerun_seconds:.2f} s"),
        ("known files a second", f"{night.rerun_files_a_second:,.0f}"),
        ("scanned pages", f"{night.pages}"),
        ("--jobs 1, pages a second", f"{night.one:.3f}"),
        ("--jobs 2, pages a second", f"{night.two:.3f} ({night.two / night.one:.2f} times)"),
    ]
    if night.dask is not None:
        share = f"{night.dask / night.two:.2f} of --jobs 2"
        rows.append(("--dask local with 2 workers, pages a second", f"{night.dask:.3f} ({share})"))
    lines = (f"| {name} | {value} |" for name, value in rows)
    return "\n".join(["| measure | value |", "| --- | --- |", *lines])


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the table, write the JSON; give the exit code."""
    parser = argparse.ArgumentParser(prog="bench.night_throughput", description="A night's pace and size.")
    parser.add_argument("--files", type=int, default=10_000, help="short texts of the long run")
    parser.add_argument("--copies", type=int, default=4, help="copies of each scanned sample")
    parser.add_argument("--runs", type=int, default=3, help="the best of so many runs is taken")
    parser.add_argument("--no-dask", action="store_true", help="leave Dask out")
    parser.add_argument("--work", type=Path, help="a folder to work in; one in memory leaves the disk out")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(dir=options.work) as work:
        night = measure_night(
            options.files, options.copies, options.runs, Path(work), dask=not options.no_dask
        )
    print(night_table(night))
    if options.json:
        options.json.write_text(json.dumps(asdict(night), indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
