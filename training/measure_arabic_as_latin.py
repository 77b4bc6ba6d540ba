"""Measure what Tesseract makes of Arabic lines when it is told to read French or English.

Usage: ``python training/measure_arabic_as_latin.py PAIRS.jsonl --lines 3000 [--seed 1] [--unseen]``

Every line of PAIRS is one printed line: the Arabic text, what was read in its place, the model and the typeface. The
words are those of the Unicode CLDR and of the place names in the authority file; the names of institutions are printed
with ``--unseen`` only, in typefaces kept out of the training, to measure on. `training/fit_arabic_as_latin.py` makes
the confusion model from the pairs.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np

from training.fonts import ARABIC, TYPEFACES, UNSEEN
from training.print_lines import cldr_words, pick, print_text, wear

if TYPE_CHECKING:
    from collections.abc import Sequence

    from balagh.ingest.sheet import Image

#: Engine models that a French or English reader tries on any line, and how the line is handed over (one line, a block).
MODELS, MODES = ("fra", "eng", "fra+eng"), ("7", "7", "6")
#: Pixels from the top of the highest letter to the foot of the lowest: from a logo of a web page to a 300 dpi heading.
SIZES = (26, 90)
#: White around the line, in pixels.
MARGIN = 14
#: Lines that one engine process reads.
BATCH = 40
#: Words in a line of loose words, at most and at least.
FEWEST, MOST = 1, 6
#: Share of the lines that are a whole place name.
PLACES = 0.3


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
    parser.add_argument("--unseen", action="store_true", help="names of institutions in typefaces kept out")
    asked = parser.parse_args()
    rng = np.random.default_rng(asked.seed)
    jobs = (_names if asked.unseen else _words)(asked.lines, rng)
    batches = [jobs[at : at + BATCH] for at in range(0, len(jobs), BATCH)]
    pictures = [[_picture(job, rng) for job in batch] for batch in batches]
    with ThreadPoolExecutor(2) as pool, asked.target.open("w", encoding="utf-8") as target:
        for batch, texts in zip(batches, pool.map(_read, batches, pictures), strict=True):
            for job, text in zip(batch, texts, strict=True):
                row = {"ar": job.text, "read": text, "model": job.model, "font": Path(job.path).stem}
                target.write(json.dumps(row, ensure_ascii=False) + "\n")


def _jobs(texts: Sequence[str], paths: Sequence[str], rng: np.random.Generator) -> list[Job]:
    """Deal out typefaces and models; the lines of one batch go to one process, so they share model and mode."""
    jobs = []
    for at, text in enumerate(texts):
        batch = at // BATCH
        jobs.append(
            Job(
                text=text,
                path=pick(paths, rng),
                model=MODELS[batch % len(MODELS)],
                mode=MODES[batch // len(MODELS) % len(MODES)],
            )
        )
    return jobs


def _words(count: int, rng: np.random.Generator) -> list[Job]:
    words = cldr_words("ar")
    words = [word for word in words if _is_arabic(word)]
    places = [str(item["ar"]) for item in json.loads(_shipped("places.json"))["places"]]
    texts = [
        pick(places, rng)
        if rng.random() < PLACES
        else " ".join(pick(words, rng) for _ in range(int(rng.integers(FEWEST, MOST + 1))))
        for _ in range(count)
    ]
    return _jobs(texts, [face.path for face in TYPEFACES if ARABIC in face.prints], rng)


def _names(count: int, rng: np.random.Generator) -> list[Job]:
    names = sorted({entry["ar"] for entry in json.loads(_shipped("institutions.json")) if entry["ar"]})
    texts = [names[int(at)] for at in rng.permutation(np.arange(count) % len(names))]
    return _jobs(texts, [face.path for face in UNSEEN if ARABIC in face.prints], rng)


def _is_arabic(word: str) -> bool:
    return len(word) > 1 and all("\u0621" <= letter <= "\u064a" for letter in word)


def _shipped(name: str) -> str:
    return files("balagh.data").joinpath(name).read_text(encoding="utf-8")


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
