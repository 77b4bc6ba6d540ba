"""The pictures of Tifinagh lines that the model is measured on, made once and kept in a folder.

Seven conditions, each in typefaces that training saw and in two that it never saw; every line stands in each of them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from balagh.pipelines.layout.pictures import TIFINAGH_MARGIN
from bench.front import CutLine, cut_page
from bench.strips import Strip, print_strips
from bench.wear import wear_page
from samples.degrade import generator

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bench.wear import Wear
    from samples.degrade import Image

#: Typefaces by class. Noto Sans Tifinagh has no digits or signs: they come from the typeface named after it.
FACES = {
    "seen": ("DejaVu Sans", "FreeSans", "Noto Sans Tifinagh"),
    "unseen": ("MPH 2B Damase", "Unifont"),
}
FALLBACK = "Noto Sans"

#: Characters of a line; the widest typeface sets so many on a sheet's width at the largest size.
LONGEST = 56

#: Inks of letterheads, and the grounds that white print stands on.
INKS = ("#1d5c96", "#7a1f2b", "#005c3b", "#333333", "#4a2a7a", "#a0522d")
GROUNDS = ("#003a5d", "#7a1f2b", "#00573f", "#222222", "#5b3a8c", "#8a4b08")


#: One line in so many stands on a coloured ground.
BANDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """How lines are set and worn.

    Attributes:
        wear: what happens to the page.
        sizes: points, from and to.
        pitch: millimetres from line to line.
        bold: the share of bold lines.
        spacing: letter-spacing in ems, up to.
        inked: lines are coloured; grounded: they are white on colour.
    """

    wear: Wear
    sizes: tuple[float, float] = (10.5, 13.0)
    pitch: float = 9.0
    bold: float = 0.15
    spacing: float = 0.0
    inked: bool = False
    grounded: bool = False


#: Letterheads have an em of 19 to 27 pixels at 200 dpi; small lines on poor scans one of 19 to 24 at 150. Every
#: third line of a page with bands of colour is one, as in print: a page full of them is another thing.
CONDITIONS = {
    "clean": Condition(wear="none"),
    "office": Condition(wear="office"),
    "fax": Condition(wear="fax"),
    "photo": Condition(wear="photo"),
    "dark": Condition(wear="colour", pitch=9.5, bold=0.4, grounded=True),
    "letterhead": Condition(wear="mailed", sizes=(6.9, 9.7), pitch=8.0, bold=0.6, spacing=0.14, inked=True),
    "coarse": Condition(wear="coarse", sizes=(9.2, 11.5)),
}


def make_lines(
    texts: Sequence[str],
    condition: str,
    faces: Sequence[str],
    *,
    seed: int = 0,
    squeeze: float = 1.0,
    room: float = TIFINAGH_MARGIN,
) -> list[CutLine]:
    """Print `texts`, the typefaces taking turns, wear the pages and cut the lines out.

    Args:
        texts: lines of at most `LONGEST` characters.
        condition: a name of `CONDITIONS`.
        faces: type families.
        seed: another number gives other sizes, colours and noise.
        squeeze: how much narrower the pictures are made than their height asks for.
        room: paper around a line as a share of its height; as the pipeline leaves around Tifinagh.
    """
    setting = CONDITIONS[condition]
    rng = generator(f"lines {condition} {' '.join(faces)}", seed)
    strips = []
    for number, text in enumerate(texts):
        strips.append(Strip(text=text, css=_css(setting, faces[number % len(faces)], rng)))
        if setting.grounded:
            plain = replace(setting, grounded=False)
            others = (texts[(number + k) % len(texts)] for k in range(1, BANDS))
            strips += [Strip(text=other, css=_css(plain, faces[0], rng)) for other in others]
    cut = []
    for page in print_strips(strips, setting.pitch):
        cut += cut_page(page, wear_page(page.picture, setting.wear, rng), squeeze, room)
    return cut[::BANDS] if setting.grounded else cut


def _css(setting: Condition, face: str, rng: np.random.Generator) -> str:
    css = f"font-family: '{face}', '{FALLBACK}'; font-size: {rng.uniform(*setting.sizes):.2f}pt"
    if rng.random() < setting.bold:
        css += "; font-weight: bold"
    if setting.spacing:
        css += f"; letter-spacing: {rng.uniform(0, setting.spacing):.3f}em"
    if setting.inked:
        css += f"; color: {INKS[int(rng.integers(len(INKS)))]}"
    if setting.grounded:
        ground = GROUNDS[int(rng.integers(len(GROUNDS)))]
        css += f"; color: white; background: {ground}; padding: 1mm 3mm"
    return css


def face_of(css: str) -> str:
    """Give the typeface that a line is set in.

    >>> face_of("font-family: 'FreeSans', 'Noto Sans'; font-size: 11pt")
    'FreeSans'
    """
    return css.split("'")[1]


def save_lines(lines: Sequence[CutLine], folder: Path) -> None:
    """Write the pictures as PNG and the texts as ``lines.json``."""
    folder.mkdir(parents=True, exist_ok=True)
    record = []
    for number, line in enumerate(lines):
        names = {}
        for kind, picture in (("picture", line.picture), ("loose", line.loose)):
            names[kind] = "" if picture is None else f"{number:04d}-{kind}.png"
            if picture is not None:
                cv2.imwrite(str(folder / names[kind]), picture)
        record.append({"text": line.text, "css": line.css, "found": line.found, **names})
    (folder / "lines.json").write_text(json.dumps(record, ensure_ascii=False, indent=1), encoding="utf-8")


def load_lines(folder: Path) -> list[CutLine]:
    """Read what `save_lines` wrote.

    Raises:
        FileNotFoundError: the folder holds no lines.
    """
    record = json.loads((folder / "lines.json").read_text(encoding="utf-8"))
    return [
        CutLine(
            text=line["text"],
            css=line["css"],
            picture=_picture(folder, line["picture"]),
            loose=_picture(folder, line["loose"]),
            found=line["found"],
        )
        for line in record
    ]


def _picture(folder: Path, name: str) -> Image | None:
    return np.asarray(cv2.imread(str(folder / name), cv2.IMREAD_GRAYSCALE), np.uint8) if name else None
