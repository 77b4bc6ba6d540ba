"""A page of printed lines as the pipeline's first stages see it, and its lines cut out where they are known to be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from balagh.model import Box
from balagh.pipelines.clean import clean_sheet
from balagh.pipelines.layout.components import find_components
from balagh.pipelines.layout.lines import LineMap, LineOfInk, find_lines
from balagh.pipelines.layout.pictures import MARGIN, cut_line
from balagh.pipelines.layout.ruling import find_ruling
from balagh.pipelines.layout.walls import find_walls

if TYPE_CHECKING:
    from balagh.ingest.sheet import Image
    from balagh.pipelines.clean.page import CleanPage
    from balagh.pipelines.layout.components import Components
    from bench.strips import PrintedStrip, StripPage
    from bench.wear import Worn

#: Ink up to this many line heights outside the box where a line was printed is still taken for the line's.
REACH = 0.35

#: Paper around a line that somebody cuts out by hand, as a share of its height.
LOOSE = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenPage:
    """A worn page cleaned, and the lines found on it.

    Attributes:
        worn: the page as it arrived.
        clean, parts, lines: what the pipeline's first stages make of it.
        own: for each printed line, the found lines in its stripe of paper, left to right.
        paper: width and height of the printed page, pixels at 300 dpi.
    """

    worn: Worn
    clean: CleanPage
    parts: Components
    lines: LineMap
    own: tuple[tuple[int, ...], ...]
    paper: tuple[int, int]

    def place(self, box: Box) -> Box:
        """Give a box of the printed page in pixels of the layout picture."""
        height, width = self.clean.gray.shape
        placed = self.worn.place(box, (width, height), self.paper)
        return Box(*(side // self.clean.shrink for side in placed))


@dataclass(frozen=True, slots=True, kw_only=True)
class CutLine:
    """One printed line as pictures.

    Attributes:
        text: what was printed.
        css: how.
        picture: the line as the pipeline would read it; None where there is no ink.
        loose: the line cut out with paper around it, at the page's own size; None where there is no ink.
        found: how many lines the pipeline's line finder makes of it.
    """

    text: str
    css: str
    picture: Image | None
    loose: Image | None
    found: int


def see_page(page: StripPage, worn: Worn) -> SeenPage:
    """Clean a worn page and find its lines."""
    clean = clean_sheet(1, worn.picture, worn.dpi)
    parts = find_components(clean.ink)
    lines = find_lines(parts, find_walls(parts, find_ruling(parts)))
    paper = page.picture.shape[1], page.picture.shape[0]
    seen = SeenPage(worn=worn, clean=clean, parts=parts, lines=lines, own=(), paper=paper)
    own = tuple(_own_lines(seen, printed) for printed in page.lines)
    return SeenPage(worn=worn, clean=clean, parts=parts, lines=lines, own=own, paper=paper)


def _own_lines(seen: SeenPage, printed: PrintedStrip) -> tuple[int, ...]:
    band, lines = seen.place(printed.band), seen.lines.lines
    inside = [k for k, line in enumerate(lines) if band.y0 <= line.box.center[1] < band.y1]
    return tuple(sorted(inside, key=lambda k: lines[k].box.x0))


def cut_page(page: StripPage, worn: Worn, squeeze: float = 1.0, room: float = MARGIN) -> list[CutLine]:
    """Cut every printed line out of a worn page; `squeeze` and `room` as in `cut_line`."""
    seen = see_page(page, worn)
    boxes = [_ink_box(seen, printed) for printed in page.lines]
    known = _known_lines(seen, [box for box in boxes if box is not None])
    cut, index = [], 0
    for printed, box, own in zip(page.lines, boxes, seen.own, strict=True):
        strip = printed.strip
        picture = loose = None
        if box is not None:
            picture = cut_line(seen.clean, known, index, squeeze=squeeze, room=room).image
            loose = _loose(seen, box)
            index += 1
        cut.append(CutLine(text=strip.text, css=strip.css, picture=picture, loose=loose, found=len(own)))
    return cut


def _ink_box(seen: SeenPage, printed: PrintedStrip) -> Box | None:
    """Give the box around the ink where the line was printed, pixels of the layout picture; None without ink."""
    placed = seen.place(printed.box)
    reach = round(REACH * placed.height)
    height, width = seen.clean.ink.shape
    near = placed.grow(reach, reach).clip(width, height)
    rows, columns = np.nonzero(seen.clean.ink[near.y0 : near.y1, near.x0 : near.x1])
    if not len(rows):
        return None
    left, top = near.x0, near.y0
    return Box(
        left + int(columns.min()),
        top + int(rows.min()),
        left + int(columns.max()) + 1,
        top + int(rows.max()) + 1,
    )


def _known_lines(seen: SeenPage, boxes: list[Box]) -> LineMap:
    """Give a map of the lines that are known to stand on the page, each owning the ink of its box."""
    owner = np.zeros(seen.clean.ink.shape, np.int16)
    for number, box in enumerate(boxes, start=1):
        inked = seen.clean.ink[box.y0 : box.y1, box.x0 : box.x1] > 0
        owner[box.y0 : box.y1, box.x0 : box.x1][inked] = number
    lines = tuple(LineOfInk(box=box, core=box, pieces=(), letter_height=box.height) for box in boxes)
    return LineMap(lines=lines, owner=owner)


def _loose(seen: SeenPage, small: Box) -> Image:
    box = Box(*(side * seen.clean.shrink for side in small))
    margin = round(LOOSE * box.height)
    height, width = seen.clean.gray.shape
    box = box.grow(margin, margin).clip(width, height)
    return seen.clean.gray[box.y0 : box.y1, box.x0 : box.x1]
