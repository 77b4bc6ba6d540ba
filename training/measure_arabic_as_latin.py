"""Measure what Tesseract makes of Arabic lines when it is told to read French or English.

Usage: ``python -m training.measure_arabic_as_latin PAIRS.jsonl --lines 3000 [--seed 1] [--faces learned]``

Every line of PAIRS is one printed line: the Arabic text, what was read in its place, the model and the typeface. With
``--faces learned`` the lines are those of `training.latin_texts`; with ``judged`` and ``unseen`` (typefaces kept out
of the learning) they are the names of institutions, to choose thresholds and to measure on.
`training/fit_arabic_as_latin.py` and `training/train_latin_arabic.py` make the models from the pairs.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import cv2
import numpy as np

from training.latin_faces import COMMON, faces
from training.latin_texts import Lines, institution_names
from training.print_lines import pick, print_text, wear

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from balagh.ingest.sheet import Image

#: Engine models that a French or English reader tries on any line, and how the line is handed over (one line, a block).
MODELS, MODES = ("fra", "eng", "fra+eng"), ("7", "7", "6")
#: Pixels from the top of the highest letter to the foot of the lowest: from a logo of a web page to a 300 dpi heading.
SIZES = (26, 90)
#: White around the line, in pixels.
MARGIN = 14
#: Lines that one engine process reads.
BATCH = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A line to print: its text, the font file, and the engine's model and mode."""

    text: str
    path: str
    model: str
    mode: str


def main() -> None:
    """Print, read and write the pairs."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("target", type=Path)
    parser.add_argument("--lines", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--faces", choices=("learned", "judged", "unseen"), default="learned")
    asked = parser.parse_args()
    rng = np.random.default_rng(asked.seed)
    jobs = list(_jobs(asked.lines, asked.faces, rng))
    batches = [jobs[at : at + BATCH] for at in range(0, len(jobs), BATCH)]
    # One engine process at a time; the pictures of the next batch are printed meanwhile.
    with ThreadPoolExecutor(1) as pool, asked.target.open("w", encoding="utf-8") as target:
        waiting = None
        for batch in batches:
            pictures = [_picture(job, rng) for job in batch]
            if waiting is not None:
                _write(*waiting, target)
            waiting = (batch, pool.submit(_read, batch, pictures))
        if waiting is not None:
            _write(*waiting, target)


def _write(batch: Sequence[Job], reading: Future[list[str]], target: TextIO) -> None:
    for job, text in zip(batch, reading.result(), strict=True):
        row = {"ar": job.text, "read": text, "model": job.model, "font": Path(job.path).stem}
        target.write(json.dumps(row, ensure_ascii=False) + "\n")
    target.flush()


def _jobs(count: int, kind: str, rng: np.random.Generator) -> Iterator[Job]:
    """Deal out texts, typefaces and models; the lines of one batch go to one process, so they share model and mode."""
    common, others = faces(kind)
    lines, names = Lines(rng), institution_names()
    order = rng.permutation(np.arange(count) % len(names))
    for at in range(count):
        batch = at // BATCH
        chosen = others if others and rng.random() > COMMON else common
        yield Job(
            text=lines.line() if kind == "learned" else names[int(order[at])],
            path=pick(chosen, rng),
            model=MODELS[batch % len(MODELS)],
            mode=MODES[batch // len(MODELS) % len(MODES)],
        )


def _picture(job: Job, rng: np.random.Generator) -> Image:
    worn = wear(print_text(job.text, job.path, 64), rng)
    height = rng.uniform(*SIZES)
    scale = height / worn.shape[0]
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    small = cv2.resize(worn, None, fx=scale, fy=scale, interpolation=way)
    if rng.random() < 0.3:  # a picture saved for the web
        _, coded = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(35, 80))])
        small = np.asarray(cv2.imdecode(coded, cv2.IMREAD_GRAYSCALE), np.uint8)
    paper = int(small.max())
    framed = cv2.copyMakeBorder(small, MARGIN, MARGIN, MARGIN, MARGIN, cv2.BORDER_CONSTANT, value=(paper,))
    return np.asarray(framed, np.uint8)


def _read(batch: Sequence[Job], pictures: Sequence[Image]) -> list[str]:
    """Read one batch in one engine process; a line of which nothing was read gives an empty text."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number}.png" for number in range(len(pictures))]
        for path, picture in zip(paths, pictures, strict=True):
            cv2.imwrite(str(path), picture)
        listed = Path(folder) / "list.txt"
        listed.write_text("\n".join(map(str, paths)), encoding="utf-8")
        command = [
            "tesseract",
            str(listed),
            "-",
            "-l",
            batch[0].model,
            "--psm",
            batch[0].mode,
            "--dpi",
            "300",
        ]
        read = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    pages = read.split("\f")
    return [" ".join(page.split()) for page in pages[: len(batch)]]


if __name__ == "__main__":
    main()
