"""How a printed page of lines reaches the reader: clean, scanned, faxed, photographed, small and coarse.

The wear is that of `samples` (its scanner, fax machine and telephone), which no training code uses.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, get_args

import cv2
import numpy as np

from balagh.model import Box
from samples.degrade import degrade
from samples.document import Scan
from samples.fax import LINE_DOTS, SOFTWARE, make_sender, send_page
from samples.photo import photograph
from samples.render import DPI

if TYPE_CHECKING:
    from collections.abc import Mapping

    from samples.degrade import Image

#: What can happen to a page: `none` of it, an office scan, the same in colour, a fax of 200 x 200 dots an inch, a
#: photo by telephone, a poor scan at 150 dpi, a scan in colour brought down to 200 dpi for mailing.
Wear = Literal["none", "office", "colour", "fax", "photo", "coarse", "mailed"]
WEARS: tuple[Wear, ...] = get_args(Wear)

#: Ranges that each office scan draws from: those of the scans in `bench/documents`. Slant in degrees either way.
SLANT, LIGHT, NOISE, BLUR, SPECKS, INK = 0.8, (0.06, 0.16), (2.0, 3.5), (0.45, 0.8), (10, 40), (0.8, 0.95)

#: JPEG quality of office scans, and of the poor ones.
QUALITY, POOR_QUALITY = (52, 62), (35, 50)

#: The scans of fewer dots: dots an inch, noise in grey levels and blur in pixels after the reduction, JPEG quality.
_REDUCED: Mapping[Wear, tuple[int, tuple[float, float], tuple[float, float], tuple[int, int]]] = {
    "coarse": (150, (6.0, 12.0), (0.4, 0.7), POOR_QUALITY),
    "mailed": (200, (1.0, 3.0), (0.3, 0.5), QUALITY),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Worn:
    """A page as it reaches the reader.

    Attributes:
        picture: grey (height, width) or BGR (height, width, 3) uint8.
        dpi: what its file would say; None where it would say nothing.
        scale: pixels across and down for one of the page at 300 dpi; None where no such factor exists (a photo).
        shift: where the page's left edge lies, pixels.
    """

    picture: Image
    dpi: float | None
    scale: tuple[float, float] | None
    shift: float = 0.0

    def place(self, box: Box, size: tuple[int, int], page: tuple[int, int]) -> Box:
        """Say where a box of the printed page lies once a cleaner has made this picture `size` pixels wide and high.

        A photo's cleaner is taken to have cut the sheet out and laid it flat.

        Args:
            box: pixels of the page at 300 dpi.
            size: width and height after cleaning.
            page: width and height of the page at 300 dpi.
        """
        if self.scale is None:
            across, down, shift = size[0] / page[0], size[1] / page[1], 0.0
        else:
            grown = size[0] / self.picture.shape[1], size[1] / self.picture.shape[0]
            across, down = self.scale[0] * grown[0], self.scale[1] * grown[1]
            shift = self.shift * grown[0]
        x0, x1 = (round(x * across + shift) for x in (box.x0, box.x1))
        return Box(x0, round(box.y0 * down), x1, round(box.y1 * down))


def wear_page(page: Image, wear: Wear, rng: np.random.Generator, *, straight: bool = False) -> Worn:
    """Give the page as it arrives.

    Args:
        page: RGB (height, width, 3) uint8 at 300 dpi.
        wear: what happens to it.
        rng: decides how badly.
        straight: keep slant and stretching out of it, where boxes must be exact.
    """
    if wear == "none":
        return Worn(picture=_recolour(page, cv2.COLOR_RGB2GRAY), dpi=DPI, scale=(1.0, 1.0))
    if wear == "fax":
        return _fax(page, rng, straight=straight)
    if wear == "photo":
        return Worn(picture=_recolour(photograph(page, rng), cv2.COLOR_RGB2BGR), dpi=None, scale=None)
    scan = _draw_scan(rng, colour=wear in {"colour", "mailed"}, straight=straight)
    scanned = degrade(page, scan, rng)
    picture = _recolour(scanned, cv2.COLOR_RGB2BGR) if scanned.ndim == 3 else scanned
    if wear in _REDUCED:
        return _reduced(picture, wear, rng)
    return Worn(picture=_jpeg(picture, scan.quality), dpi=DPI, scale=(1.0, 1.0))


def _draw_scan(rng: np.random.Generator, *, colour: bool, straight: bool) -> Scan:
    return Scan(
        skew=0.0 if straight else float(rng.uniform(-SLANT, SLANT)),
        light=float(rng.uniform(*LIGHT)),
        noise=float(rng.uniform(*NOISE)),
        blur=float(rng.uniform(*BLUR)),
        specks=int(rng.integers(*SPECKS)),
        colour=colour,
        quality=int(rng.integers(*QUALITY)),
        ink=float(rng.uniform(*INK)),
    )


def _fax(page: Image, rng: np.random.Generator, *, straight: bool) -> Worn:
    across, down = SOFTWARE
    sender = replace(make_sender(rng, fine=True), across=across, down=down)
    if straight:
        sender = replace(sender, slant=0.0, stretch=1.0, lost=0, doubled=0)
    width = round(page.shape[1] * across / DPI)
    return Worn(
        picture=send_page(page, sender, rng),
        dpi=across,
        scale=(across / DPI, sender.stretch * down / DPI),
        shift=max(0, LINE_DOTS - width) // 2,
    )


def _reduced(scanned: Image, wear: Wear, rng: np.random.Generator) -> Worn:
    dpi, noise, blur, quality = _REDUCED[wear]
    share = dpi / DPI
    small = cv2.resize(scanned, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    soft = cv2.GaussianBlur(small, (0, 0), float(rng.uniform(*blur))).astype(np.float32)
    grain = rng.standard_normal(soft.shape, dtype=np.float32) * np.float32(rng.uniform(*noise))
    noisy = np.clip(np.rint(soft + grain), 0, 255).astype(np.uint8)
    return Worn(picture=_jpeg(noisy, int(rng.integers(*quality))), dpi=dpi, scale=(share, share))


def _jpeg(picture: Image, quality: int) -> Image:
    _, coded = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(coded, cv2.IMREAD_UNCHANGED), np.uint8)


def _recolour(picture: Image, way: int) -> Image:
    return np.asarray(cv2.cvtColor(picture, way), np.uint8)
