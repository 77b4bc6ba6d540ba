"""Coarse pages in black and white alone (faxes): mended dot by dot, then drawn smooth at a scan's resolution.

A fax has no greys to tell how a stroke ran between two dots, its lines get lost, and dirt on the sender's glass draws
streaks through the print. All of that is put right on the dots themselves; then the page is made as fine as an office
scan, with soft edges, and goes the way of all others.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from balagh.model import Step
from balagh.pipelines.clean.dropouts import fill_dropouts
from balagh.pipelines.clean.resolution import estimate_dpi
from balagh.pipelines.clean.rules import mend_rules
from balagh.pipelines.clean.streaks import lift_streaks

if TYPE_CHECKING:
    from balagh.ingest.sheet import Image

#: Finer pages in black and white show strokes well enough as they are.
COARSE_DPI = 250.0

#: Grey levels nearer than this to black and to white count as such: pages stored as JPEG are never quite either.
NEAR = 36

#: Rows (or columns) of a stretched page that fall on rows of dots as they were sent have fewer grey dots for each step
#: from paper to ink or back than this; where edges are soft, each step has one.
MOST_GREY = 0.25

#: The share of rows (or columns) with print that must be so: where dots were made square by stretching, a row in three
#: falls near enough on one that was sent (0.27 to 0.5 of them); soft print gave up to 0.04.
SHARP_SHARE = 0.15

#: Steps that a row needs to be looked at, and the share of rows that must have them.
LEAST_STEPS, LEAST_ROWS = 12, 0.02

#: The resolution that mended pages are drawn at.
DRAWN_DPI = 300.0

#: Standard deviation, in dots, of the blur that draws the dots as strokes. Swept 0.4 to 1.2 on 26 faxes (2026-11-22).
SOFTNESS = 0.75

#: Runs of ink longer than this many dots are no strokes across.
LONGEST_STROKE = 14

#: Specks cover at most this share of the square of the stroke's width, and this share where no print is near.
SPECK, LONE_SPECK = 0.22, 0.9

#: Above this share of dots that stand alone, the page is a halftone: its greys were sent as scattered dots.
HALFTONE = 0.004

#: Dots of the nine around a point that make it ink on a halftone: fewer than half, so that thin strokes stay.
MAJORITY = 4

#: Print is near a speck within this many stroke widths.
NEARNESS = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SentPage:
    """A fax made fit to read: (height, width) uint8 grey at `dpi`, and what was done to it."""

    picture: Image
    dpi: float
    steps: tuple[Step, ...]


def is_bilevel(gray: Image) -> bool:
    """Tell whether a grey picture holds black and white alone, but for what stretching it made of the edges."""
    return any(_sharp_share(picture) >= SHARP_SHARE for picture in (gray, gray.T))


def _sharp_share(gray: Image) -> float:
    """Give the share of rows without grey edges among those with print; a few rows of print say nothing."""
    steps = np.count_nonzero(np.diff(gray < 128, axis=1), axis=1)
    grey = np.count_nonzero((gray >= NEAR) & (gray <= 255 - NEAR), axis=1)
    told = steps >= LEAST_STEPS
    if told.mean() < LEAST_ROWS:
        return 0.0
    return float((grey[told] <= MOST_GREY * steps[told]).mean())


def mend_fax(gray: Image, stated_dpi: float | None) -> SentPage | None:
    """Mend and redraw a coarse page in black and white; None for any other page.

    Args:
        gray: (height, width) uint8, left unchanged; its dots are square. A picture in colours is no fax.
        stated_dpi: what the file says, or None.
    """
    dpi = estimate_dpi(gray.shape[0], gray.shape[1], stated_dpi)
    if dpi > COARSE_DPI or gray.ndim != 2 or not is_bilevel(gray):
        return None
    ink = np.where(gray < 128, 1, 0).astype(np.uint8)
    ink, halftone = undo_halftone(ink)
    ink, streaks = lift_streaks(ink, dpi)
    ink, filled = fill_dropouts(ink, dpi)
    ink, rules = mend_rules(ink, dpi)
    ink, specks = remove_specks(ink)
    drawn = draw_smooth(ink, DRAWN_DPI / dpi)
    steps = (
        Step(name="undo_halftone", applied=halftone, value=None),
        Step(name="lift_streaks", applied=bool(streaks), value=float(streaks), note="streaks"),
        Step(name="fill_dropouts", applied=bool(filled), value=float(filled), note="lines"),
        Step(name="mend_rules", applied=bool(rules), value=float(rules), note="rules"),
        Step(name="remove_specks", applied=bool(specks), value=float(specks), note="specks"),
        Step(name="draw_smooth", applied=True, value=round(DRAWN_DPI / dpi, 3), note="times as fine"),
    )
    return SentPage(picture=drawn, dpi=DRAWN_DPI, steps=steps)


def stroke_width(ink: Image) -> float:
    """Give the commonest thickness of strokes in dots: half of the ink is in runs as short; 1 without ink.

    Runs count by their length, so that the lone dots of a halftone do not pull the figure down, and long ones (rules,
    solid areas) not at all.
    """
    changes = np.diff(np.pad(ink[::2].astype(np.int8), ((0, 0), (1, 1))), axis=1).ravel()
    edges = np.flatnonzero(changes)
    runs = np.sort(edges[1::2] - edges[::2])
    runs = runs[runs <= LONGEST_STROKE]
    if not runs.size:
        return 1.0
    weight = np.cumsum(runs)
    return float(runs[np.searchsorted(weight, weight[-1] / 2)])


def undo_halftone(ink: Image) -> tuple[Image, bool]:
    """Give a page that was sent as a halftone with its scattered dots gathered to strokes; any other as it is."""
    around = cv2.boxFilter(ink, -1, (3, 3), normalize=False, borderType=cv2.BORDER_CONSTANT)
    if float(((ink > 0) & (around == 1)).mean()) < HALFTONE:
        return ink, False
    return (around >= MAJORITY).astype(np.uint8), True


def remove_specks(ink: Image) -> tuple[Image, int]:
    """Take out pieces far smaller than a dot of the print, and small ones far from any print; say how many."""
    width = stroke_width(ink)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    areas = stats[:, cv2.CC_STAT_AREA]
    small = areas <= LONE_SPECK * width * width
    small[0] = False
    reach = 2 * round(NEARNESS * width) + 1
    print_ = np.where(small[labels], 0, ink).astype(np.uint8)
    near_print = cv2.dilate(print_, np.ones((reach, reach), np.uint8))
    beside = np.zeros(count, bool)
    beside[np.unique(labels[near_print > 0])] = True
    specks = small & ((areas <= SPECK * width * width) | ~beside)
    return np.where(specks[labels], 0, ink).astype(np.uint8), int(specks.sum())


def draw_smooth(ink: Image, factor: float) -> Image:
    """Draw dots (1 = ink) as strokes with soft edges, `factor` times as fine: uint8, dark on white."""
    levels = cv2.GaussianBlur(ink.astype(np.float32), (0, 0), SOFTNESS)
    size = (round(ink.shape[1] * factor), round(ink.shape[0] * factor))
    large = np.asarray(cv2.resize(levels, size, interpolation=cv2.INTER_CUBIC), np.float32)
    return np.asarray(np.clip(255.0 * (1.0 - large) + 0.5, 0, 255), np.uint8)
