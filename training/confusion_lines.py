"""Tifinagh lines read by Tesseract models that know no Tifinagh: pairs of what was printed and what was read."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from training.tifinagh.faces import BESIDE, Manner, font_file, print_line
from training.tifinagh.skeletons import draw_style
from training.tifinagh.wear import wear_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from balagh.ingest.sheet import Image

#: Typefaces that the confusions are counted on. FreeSans Bold, MPH 2B Damase and Unifont are kept out, to measure on.
FONTS = (
    "DejaVu Sans",
    "DejaVu Sans:bold",
    "DejaVu Sans Condensed",
    "FreeSans",
    "FreeSans:italic",
    "Noto Sans Tifinagh",
)
#: The share of lines in typefaces drawn by strokes, no two alike; of lines with paper between letters, as letterheads
#: have them, and how much of it in ems; of printed lines with thickened strokes.
DRAWN_SHARE, SPREAD_SHARE, SPREAD, THICK_SHARE = 0.45, 0.3, (0.02, 0.2), 0.2
#: How worn lines are at most, 0 to 1: beyond this Tesseract reads nothing but noise.
HARDEST = 0.6
#: Paper around a line, pixels: Tesseract reads badly up to the edge.
_MARGIN = 10

#: What reads, and which share of the lines. `fas` is kept to figures and signs: the reader that takes all Tifinagh for
#: figures. `Arabic` is the model for the script, which knows Latin letters too.
READERS = {"fra": 1.0, "eng": 1.0, "fra+ara": 1.0, "ara": 1.0, "Arabic": 0.3, "fas": 0.3}
_FIGURES = "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹+| "


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One line: the model that read it, what was printed, what was read."""

    reader: str
    truth: str
    read: str


def draw_setting(
    rng: np.random.Generator, fonts: Sequence[str] = FONTS, drawn: float = DRAWN_SHARE
) -> Manner:
    """Draw by lot the typeface and size of a line."""
    by_strokes = rng.random() < drawn
    size = int(rng.integers(18, 50))
    return Manner(
        font=None if by_strokes else font_file(fonts[int(rng.integers(len(fonts)))]),
        style=draw_style(rng) if by_strokes else None,
        beside=font_file(BESIDE[int(rng.integers(len(BESIDE)))]),
        arabic=font_file("DejaVu Sans"),
        size=size,
        spread=float(rng.uniform(*SPREAD)) * size if rng.random() < SPREAD_SHARE else 0.0,
        stroke=int(not by_strokes and rng.random() < THICK_SHARE),
    )


def picture_of(text: str, manner: Manner, rng: np.random.Generator) -> Image:
    """Print a line, wear it, and put some paper around it."""
    worn = wear_line(print_line(text, manner, rng), rng, float(rng.uniform(0, HARDEST)))
    paper = int(np.percentile(worn, 90))
    size = (_MARGIN,) * 4
    return np.asarray(cv2.copyMakeBorder(worn, *size, cv2.BORDER_CONSTANT, value=(paper,)), np.uint8)


def read_pictures(pictures: Sequence[Path], reader: str, psm: int) -> list[str]:
    """Read the pictures, one line each, in one Tesseract process; "" for one that gave nothing."""
    listing = pictures[0].parent / f"{reader}-{psm}.txt"
    listing.write_text("\n".join(map(str, pictures)) + "\n", encoding="utf-8")
    call = ["tesseract", str(listing), "-", "-l", reader, "--psm", str(psm)]
    if reader == "fas":
        call += ["-c", f"tessedit_char_whitelist={_FIGURES}"]
    done = subprocess.run(
        call, capture_output=True, text=True, check=True, env={**os.environ, "OMP_THREAD_LIMIT": "1"}
    )
    pages = done.stdout.split("\f")
    return [" ".join(page.split()) for page in pages[: len(pictures)]]


def save_pairs(pairs: Sequence[Pair], target: Path) -> None:
    """Write pairs, one a line."""
    rows = (json.dumps(asdict(pair), ensure_ascii=False) for pair in pairs)
    target.write_text("\n".join(rows) + "\n", encoding="utf-8")


def load_pairs(source: Path) -> list[Pair]:
    """Read what `save_pairs` wrote."""
    return [Pair(**json.loads(row)) for row in source.read_text(encoding="utf-8").splitlines()]


def read_by_all(texts: Sequence[str], pictures: Sequence[Path], readers: Sequence[str]) -> list[Pair]:
    """Read every picture with every reader, half of them as one raw line (13), half as one line (7)."""
    pairs = []
    for reader in readers:
        for offset, psm in enumerate((7, 13)):
            some = list(pictures[offset::2])
            answers = read_pictures(some, reader, psm)
            truths = texts[offset::2]
            pairs += [
                Pair(reader=reader, truth=truth, read=read)
                for truth, read in zip(truths, answers, strict=True)
                if read
            ]
    return pairs
