"""Reading line pictures with one model and nothing else: Tesseract, one process, one core."""

from __future__ import annotations

import csv
import os
import resource
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import cv2

from balagh.pipelines.recognise.engine import model_file
from bench.tools import environment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from balagh.ingest.sheet import Image

#: How the pipeline calls Tesseract for a prepared line, and how a user would for a line of his own.
RAW = ("--psm", "13", "-c", "tessedit_do_invert=0")
PLAIN = ("--psm", "7")


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRead:
    """What was read in one picture: its words, and the confidence (0 to 1) of each."""

    words: tuple[str, ...] = ()
    confidences: tuple[float, ...] = ()

    @property
    def text(self) -> str:
        """The words, parted by blanks."""
        return " ".join(self.words)

    @property
    def confidence(self) -> float:
        """The mean confidence by character; 0 where nothing was read."""
        letters = sum(map(len, self.words))
        weighed = sum(len(word) * sure for word, sure in zip(self.words, self.confidences, strict=True))
        return weighed / letters if letters else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """What was read in each picture, and the seconds of one core that it took, start included."""

    lines: tuple[LineRead, ...]
    seconds: float


def find_model(given: str) -> Path:
    """Give the model's file: a file, a folder with ``zgh.traineddata`` or a single model, or a model's name.

    Raises:
        FileNotFoundError: there is none.
    """
    path = Path(given)
    if path.is_file():
        return path
    if path.is_dir():
        own = path / "zgh.traineddata"
        found = [own] if own.is_file() else sorted(path.glob("*.traineddata"))
        if len(found) == 1:
            return found[0]
        message = f"{path} has no zgh.traineddata and not one model alone"
        raise FileNotFoundError(message)
    named = model_file(given)
    if named is None:
        message = f"no model {given}: give --model a .traineddata file, a folder or an installed name"
        raise FileNotFoundError(message)
    return named


def read_pictures(pictures: Sequence[Image | None], model: Path, options: Sequence[str] = RAW) -> Readings:
    """Read every picture with one process; where there is None nothing is read.

    Raises:
        subprocess.CalledProcessError: Tesseract gave up.
    """
    there = [picture for picture in pictures if picture is not None]
    lines, seconds = _read(there, model, options) if there else ([], 0.0)
    answers = iter(lines)
    return Readings(
        lines=tuple(LineRead() if picture is None else next(answers) for picture in pictures),
        seconds=seconds,
    )


def _read(pictures: Sequence[Image], model: Path, options: Sequence[str]) -> tuple[list[LineRead], float]:
    with tempfile.TemporaryDirectory() as work:
        names = [str(Path(work) / f"{number:05d}.pgm") for number in range(len(pictures))]
        for name, picture in zip(names, pictures, strict=True):
            cv2.imwrite(name, picture)
        listing = Path(work) / "lines.txt"
        listing.write_text("\n".join(names), encoding="utf-8")
        place = ("--tessdata-dir", str(model.parent), "-l", model.stem)
        # By variables: a folder with one model has no configs.
        table = ("-c", "tessedit_create_tsv=1", "-c", "tessedit_create_txt=0", "--dpi", "300")
        command = ["tesseract", str(listing), str(Path(work) / "out"), *place, *options, *table]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        core = {max(os.sched_getaffinity(0))}
        subprocess.run(
            command,
            env=environment(),
            check=True,
            capture_output=True,
            preexec_fn=lambda: os.sched_setaffinity(0, core),
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        rows = (Path(work) / "out.tsv").read_text(encoding="utf-8")
    seconds = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return _split(rows, len(pictures)), seconds


def _split(rows: str, pictures: int) -> list[LineRead]:
    words: list[list[str]] = [[] for _ in range(pictures)]
    sure: list[list[float]] = [[] for _ in range(pictures)]
    for row in csv.DictReader(rows.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row["text"] or "").strip()
        if text:
            number = int(row["page_num"]) - 1
            words[number].append(text)
            sure[number].append(min(1.0, max(0.0, float(row["conf"]) / 100.0)))
    return [LineRead(words=tuple(w), confidences=tuple(c)) for w, c in zip(words, sure, strict=True)]
