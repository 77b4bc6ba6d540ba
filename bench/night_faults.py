"""What a night survives: ``python -m bench.night_faults kill|known|inbox``.

``kill`` reads a thousand small documents while run and workers are killed with signal 9 at random moments; ``known``
measures a second run over ten thousand files that are done; ``inbox`` reads a hundred files, ten of them bad.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bench.night_files import drop_hundred

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: The program, run by the Python that runs us.
BALAGH = (sys.executable, "-m", "balagh")

#: Kills between which a run is left alone for so many seconds, at random: from its start-up (two to four seconds) to
#: deep in the work.
LEAST, MOST = 0.3, 9.0

#: Seconds for a whole measurement.
PATIENCE = 3600.0

#: Days with a communiqué each make the texts: short, all different, with a date to be found.
MONTHS = ("janvier", "mars", "mai", "juillet", "septembre", "novembre")


@dataclass(frozen=True, slots=True, kw_only=True)
class Survival:
    """What came of the documents after all kills: counts of documents, of kills by victim, of orphans seen."""

    documents: int
    right: int
    lost: int
    doubled: int
    wrong: int
    in_place: int
    recorded: int
    runs_killed: int
    workers_killed: int
    orphans: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A run over files that are done: files a second, wall seconds, megabytes of the largest process."""

    files: int
    seconds: float
    files_a_second: float
    megabytes: float
    written: int


def write_texts(folder: Path, count: int) -> dict[str, str]:
    """Write `count` small communiqués, no two alike; give their SHA-256 by name."""
    folder.mkdir(parents=True, exist_ok=True)
    digests = {}
    for number in range(count):
        day, month = number % 28 + 1, MONTHS[number % len(MONTHS)]
        text = (
            f"COMMUNIQUÉ DE PRESSE\n\nRéunion numéro {number} du conseil\n\nRabat, le {day} {month} 2021 - Le conseil "
            f"s'est réuni pour la fois {number} et a adopté {number % 9 + 2} projets.\n"
        ).encode()
        path = folder / f"c{number:05}.txt"
        path.write_bytes(text)
        digests[path.name] = hashlib.sha256(text).hexdigest()
    return digests


def survive(command: str, count: int, kills: int, seed: int, work: Path) -> Survival:
    """Read `count` documents with ``run`` or ``inbox`` and kill run or worker `kills` times; look at what is left."""
    chance = random.Random(seed)
    source, out = work / "in", work / "out"
    digests = write_texts(source, count)
    words = [*BALAGH, command, str(source), "--out", str(out), "--jobs", "2"]
    if command == "inbox":
        words += ["--settle", "0", "--retry-after", "0"]
    began, killed, orphans = time.monotonic(), Counter[str](), 0
    while sum(killed.values()) < kills:
        before = descendants()
        with subprocess.Popen(words, stderr=subprocess.DEVNULL) as run:
            killed += _kill_at_random(run, chance, kills - sum(killed.values()))
        orphans += len(_left_over(before))
        if run.returncode == 0 and time.monotonic() - began < PATIENCE:
            # All was read before the kills were spent: what is left of them falls on runs with nothing to do.
            _age_some(source, out, command, chance)
    while subprocess.run(words, check=False).returncode not in (0, 16):
        if time.monotonic() - began > PATIENCE:
            break
    return _look_at(digests, work, command, killed, orphans, time.monotonic() - began)


def _kill_at_random(run: subprocess.Popen[bytes], chance: random.Random, most: int) -> Counter[str]:
    """Kill workers of a run, or the run itself, which ends it."""
    killed: Counter[str] = Counter()
    while killed.total() < most:
        try:
            run.wait(chance.uniform(LEAST, MOST))
        except subprocess.TimeoutExpired:
            workers = children(run.pid)
            if workers and chance.random() < 0.5:
                os.kill(chance.choice(workers), signal.SIGKILL)
                killed["worker"] += 1
                continue
            run.kill()
            killed["run"] += 1
        break
    run.wait()
    return killed


def _age_some(source: Path, out: Path, command: str, chance: random.Random) -> None:
    """Remove some JSON files, so that there is something to do again: they must come back under their names."""
    for path in chance.sample(sorted(out.glob("c*.json")), 50):
        path.unlink()
        if command == "inbox":
            name = f"{path.stem}.txt"
            (source / "done" / name).rename(source / name)


def _look_at(
    digests: dict[str, str], work: Path, command: str, killed: Counter[str], orphans: int, seconds: float
) -> Survival:
    source, out = work / "in", work / "out"
    ids: Counter[str] = Counter()
    wrong = 0
    for path in out.glob("*.json"):
        try:
            document = json.loads(path.read_bytes())
            ids[document["id"].removeprefix("sha256:")] += 1
            wrong += digests.get(f"{path.stem}.txt") != document["source"]["sha256"]
        except (ValueError, KeyError):
            wrong += 1
    home = source / "done" if command == "inbox" else source
    status = subprocess.run([*BALAGH, "status", str(out), "--json"], capture_output=True, check=True)
    return Survival(
        documents=len(digests),
        right=sum(ids[digest] == 1 for digest in digests.values()),
        lost=sum(ids[digest] == 0 for digest in digests.values()),
        doubled=sum(ids[digest] > 1 for digest in digests.values()),
        wrong=wrong,
        in_place=sum(_digest(home / name) == digest for name, digest in digests.items()),
        recorded=json.loads(status.stdout)["done"],
        runs_killed=killed["run"],
        workers_killed=killed["worker"],
        orphans=orphans,
        seconds=round(seconds, 1),
    )


def measure_known(count: int, work: Path) -> Known:
    """Fill a ledger with `count` texts, then run over them again."""
    source, out = work / "in", work / "out"
    write_texts(source, count)
    words = [*BALAGH, "run", str(source), "--out", str(out)]
    subprocess.run([*words, "--jobs", "2"], check=True)
    before = _times(out)
    seconds = []
    for _ in range(3):
        start = time.monotonic()
        subprocess.run(words, check=True)
        seconds.append(time.monotonic() - start)
    written = sum(before.get(path) != when for path, when in _times(out).items())
    # What starting costs is no file's: a run over one known file.
    alone = work / "alone"
    one = write_texts(alone, 1)
    lone = [*BALAGH, "run", str(alone / next(iter(one))), "--out", str(out)]
    starts = []
    for _ in range(3):
        start = time.monotonic()
        subprocess.run(lone, check=True)
        starts.append(time.monotonic() - start)
    took = max(0.001, min(seconds) - min(starts))
    return Known(
        files=count,
        seconds=round(min(seconds), 2),
        files_a_second=round(count / took),
        megabytes=round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024),
        written=written,
    )


def measure_inbox(work: Path) -> dict[str, object]:
    """Read an inbox of a hundred files, ten of them bad; give where each bad one ended, beside where it should."""
    source, out = work / "in", work / "out"
    expected = drop_hundred(source)
    start = time.monotonic()
    run = subprocess.run(
        [
            *(*BALAGH, "inbox", str(source), "--out", str(out), "--settle", "0.5", "--jobs", "2"),
            *("--page-seconds", "20", "--engine-seconds", "15"),
        ],
        capture_output=True,
        text=True,
        errors="surrogateescape",
        check=False,
    )
    failed = source / "failed"
    found = {
        path.name: path.parent.name
        for path in failed.glob("*/*")
        if path.suffix != ".json" and (failed / path.parent.name / f"{path.name}.json").is_file()
    }
    left = [
        path.name
        for path in source.rglob("*")
        if not path.is_dir()
        and path.relative_to(source).parts[0] not in ("done", "failed", "duplicate", ".balagh")
    ]
    return {
        "exit_code": run.returncode,
        "seconds": round(time.monotonic() - start, 1),
        "json": len(list(out.glob("*.json"))),
        "done": sum(not path.is_dir() for path in (source / "done").rglob("*")),
        "bad_ones_as_expected": sum(found.get(name) == reason for name, reason in expected.items()),
        "unexpected": {
            name: found.get(name, "-") for name in expected | found if found.get(name) != expected.get(name)
        },
        "left": left,
    }


def children(parent: int) -> list[int]:
    """Give the processes that `parent` has started."""
    return [pid for pid, its in _parents() if its == parent]


def descendants() -> set[int]:
    """Give the processes that run balagh's workers or Tesseract now."""
    return {pid for pid, _ in _parents() if re.search(rb"balagh\.runner|tesseract", _command(pid))}


def _left_over(before: set[int]) -> set[int]:
    """Give workers that outlive their run by two seconds."""
    time.sleep(2.0)
    return {pid for pid in descendants() - before if dict(_parents()).get(pid) == 1}


def _parents() -> Iterator[tuple[int, int]]:
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (
                    (entry / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
                )
            except OSError:
                continue
            yield int(entry.name), int(fields[1])


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def _times(out: Path) -> dict[Path, int]:
    return {
        path: path.stat().st_mtime_ns
        for path in out.rglob("*")
        if path.is_file() and ".balagh" not in path.relative_to(out).parts[:1]
    }


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the figures as JSON, and say by the exit code whether they are what they must be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("kill", "known", "inbox"))
    parser.add_argument("--command", choices=("run", "inbox"), default="inbox")
    parser.add_argument("--files", type=int, default=None)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--seed", type=int, default=20261122)
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="balagh-night-") as folder:
        work = Path(folder)
        if chosen.what == "kill":
            survival = survive(chosen.command, chosen.files or 1000, chosen.kills, chosen.seed, work)
            print(json.dumps(asdict(survival), indent=2))
            whole = {survival.right, survival.in_place, survival.recorded} == {survival.documents}
            return int(not whole or bool(survival.wrong + survival.orphans))
        if chosen.what == "known":
            known = measure_known(chosen.files or 10_000, work)
            print(json.dumps(asdict(known), indent=2))
            return int(known.files_a_second < 3000)
        inbox = measure_inbox(work)
        print(json.dumps(inbox, indent=2, ensure_ascii=True))
        return int(bool(inbox["unexpected"] or inbox["left"]))


if __name__ == "__main__":
    sys.exit(main())
