"""Lines that are no Tifinagh of IRCAM's alphabet: what the model makes of them shall be unsure or refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from bench.front import cut_page
from bench.routing_text import ARABIC_FONTS, LATIN_FONTS, script_lines
from bench.strips import INCH, MARGIN, Strip, print_strips
from bench.wear import wear_page
from samples.degrade import generator
from samples.render import DPI

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.front import CutLine
    from bench.strips import PrintedStrip, StripPage
    from bench.wear import Wear

#: Letters of the Tuareg alphabets, which IRCAM's has not.
TUAREG = "ⴲⴴⴵⴶⴸⴺⴾⴿⵁⵂⵆⵈⵋⵌⵐⵑⵒⵗⵘⵝⵞⵠⵤⵦⵧ"

#: Letters that both have, strewn in at this share: no word of Tuareg is without them.
SHARED, SHARE = "ⵍⵏⵎⵔⵙⵜⴷⵓⵡⵢⴱⴼⵏⵔ", 0.4

#: Typefaces with the Tuareg letters, some of them of one people's hand.
TUAREG_FONTS = (
    "Noto Sans Tifinagh",
    "Noto Sans Tifinagh Ahaggar",
    "Noto Sans Tifinagh Hawad",
    "Noto Sans Tifinagh Ghat",
    "DejaVu Sans",
    "Unifont",
)

#: What kinds of lines there are.
KINDS = ("french", "english", "arabic", "digits", "tuareg", "scribbles")

#: Wears that the lines share among them.
WEARS: tuple[Wear, ...] = ("none", "office", "fax")

#: Millimetres from line to line, points of print.
PITCH, SIZES = 9.0, (10.0, 13.0)


def make_foreign(kind: str, count: int, seed: int = 0) -> list[CutLine]:
    """Print or scribble `count` lines of a kind, wear them and cut them out as the pipeline does."""
    rng = generator(f"foreign {kind}", seed)
    texts = _texts(kind, count, rng)
    fonts = {"arabic": ARABIC_FONTS, "tuareg": TUAREG_FONTS}.get(kind, LATIN_FONTS)
    strips = [
        Strip(
            text=text,
            css=f"font-family: '{fonts[number % len(fonts)]}'; font-size: {rng.uniform(*SIZES):.1f}pt",
            rtl=kind == "arabic",
        )
        for number, text in enumerate(texts)
    ]
    cut: list[CutLine] = []
    share = -(-len(strips) // len(WEARS))
    for number, wear in enumerate(WEARS):
        for page in print_strips(strips[number * share : (number + 1) * share], PITCH):
            if kind == "scribbles":
                scribble_over(page, rng)
            cut += cut_page(page, wear_page(page.picture, wear, rng))
    return [line for line in cut if line.picture is not None]


def _texts(kind: str, count: int, rng: np.random.Generator) -> list[str]:
    if kind == "scribbles":
        # The lines only keep the places; their ink is wiped off.
        return ["scribble"] * count
    if kind == "tuareg":
        return [" ".join(_tuareg_word(rng) for _ in range(int(rng.integers(3, 8)))) for _ in range(count)]
    language = {"french": "fr", "english": "en", "arabic": "ar", "digits": "digits"}[kind]
    lines = script_lines(language, rng)
    return [lines[number % len(lines)] for number in range(count)]


def _tuareg_word(rng: np.random.Generator) -> str:
    size = int(rng.integers(2, 8))
    letters = [
        SHARED[int(rng.integers(len(SHARED)))]
        if rng.random() < SHARE
        else TUAREG[int(rng.integers(len(TUAREG)))]
        for _ in range(size)
    ]
    letters[int(rng.integers(size))] = TUAREG[int(rng.integers(len(TUAREG)))]
    return "".join(letters)


def scribble_over(page: StripPage, rng: np.random.Generator) -> None:
    """Wipe the page and draw on each line what looks like hasty handwriting: loops of a pen, word by word."""
    page.picture[:] = 255
    for printed in page.lines:
        _scribble_line(page, printed, rng)


def _scribble_line(page: StripPage, printed: PrintedStrip, rng: np.random.Generator) -> None:
    height = printed.band.height
    base, tall = printed.band.y0 + 0.45 * height, rng.uniform(0.12, 0.2) * height
    left = MARGIN / INCH * DPI
    slant, thick = rng.uniform(-0.2, 0.5), int(rng.integers(2, 5))
    for _ in range(int(rng.integers(3, 9))):
        loops = int(rng.integers(2, 9))
        along = np.linspace(0, loops * 2 * np.pi, 24 * loops)
        swell = np.interp(along, np.linspace(0, along[-1], loops + 1), rng.uniform(0.4, 1.6, loops + 1))
        turn = rng.uniform(0.5, 1.1)
        y = -tall * swell * np.sin(along) - 0.3 * tall * np.sin(0.37 * along)
        x = left + along * tall * 0.35 + tall * turn * 0.5 * np.cos(along) - slant * y
        points = np.stack([x, base + y], axis=1)
        cv2.polylines(
            page.picture, [np.rint(points).astype(np.int32)], False, (40, 30, 60), thick, cv2.LINE_AA
        )
        left = float(x.max()) + rng.uniform(0.8, 1.8) * tall
        if left > page.picture.shape[1] * 0.8:
            break


def kinds_of(names: str) -> Sequence[str]:
    """Give the kinds of a comma-separated list, all for an empty one.

    Raises:
        ValueError: one is unknown; the message names it.
    """
    wanted = names.split(",") if names else list(KINDS)
    unknown = [name for name in wanted if name not in KINDS]
    if unknown:
        message = f"unknown kind {', '.join(unknown)}: choose from {', '.join(KINDS)}"
        raise ValueError(message)
    return wanted
