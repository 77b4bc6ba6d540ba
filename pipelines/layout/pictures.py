"""Line pictures for the recognition engine: cut out, freed of their neighbours' ink, and brought to its own height."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from balagh.model import Box

if TYPE_CHECKING:
    from balagh.ingest.sheet import Image
    from balagh.pipelines.clean.page import CleanPage
    from balagh.pipelines.layout.lines import LineMap

#: White paper left around a line's ink, as a share of its height. Swept 0.05 to 0.35 on ten pages, six Arabic, with
#: one line a picture (--psm 13): 0.15 read best (2026-11-22).
MARGIN = 0.15

#: The same for a line all in Tifinagh, whose letters stand as tall as capitals: with the margin of other lines they
#: would be a third larger in the picture than Latin letters of the same print, and cost as much more. With this one a
#: line takes 19 instead of 25 ms and is read as well (122 lines worn like scans, four typefaces, 2026-11-22).
TIFINAGH_MARGIN = 0.3

#: The height in pixels that Tesseract's fra, ara and eng networks read at. Bringing lines to it with our own area
#: filter instead of leaving it to the engine lowered the Arabic errors by a tenth and the time by a third.
READ_HEIGHT = 36

#: Latin lines are read this much narrower than they are: it takes a sixth less time. On 29 pages French errors went
#: from 0.10 to 0.07-0.09 % at 0.85 and 0.78, English ones from 0.07 to 0.11 and 0.22; Arabic lost by it (2026-11-22).
LATIN_SQUEEZE = 0.83

#: A line is never blown up by more than this: tiny specks would become long blurs.
MOST_ZOOM = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LinePicture:
    """A line or part of a line, ready to be read.

    Attributes:
        image: (READ_HEIGHT, width) uint8, dark on white.
        box: where it was cut out, margin included, in pixels of the clean page.
        zoom: pixels of `image` for one of the clean page, along the line.
    """

    image: Image
    box: Box
    zoom: float


def cut_line(
    page: CleanPage,
    lines: LineMap,
    index: int,
    span: tuple[int, int] | None = None,
    squeeze: float = 1.0,
    room: float = MARGIN,
) -> LinePicture:
    """Cut line `index` of `lines` out of the page, or only the columns `span` of it (pixels of the layout picture).

    The picture is `squeeze` times as wide as its height asks for, and has `room` of its height as paper around it.
    """
    line = lines.lines[index]
    margin = max(2, round(room * line.box.height))
    x0, x1 = span if span is not None else (line.box.x0, line.box.x1)
    small = Box(x0, line.box.y0, x1, line.box.y1).grow(margin, margin)
    small = small.clip(page.ink.shape[1], page.ink.shape[0])
    box = Box(*(side * page.shrink for side in small)).clip(page.gray.shape[1], page.gray.shape[0])
    picture = page.gray[box.y0 : box.y1, box.x0 : box.x1]
    foreign = _foreign_ink(lines, index, small, (x0, x1))
    if foreign.any():
        grown = cv2.resize(foreign, (picture.shape[1], picture.shape[0]), interpolation=cv2.INTER_NEAREST)
        # One pixel more on each side, so that the blurred rim of the neighbour's ink goes too.
        grown = cv2.dilate(grown, np.ones((3, 3), np.uint8))
        picture = np.where(grown > 0, 255, picture).astype(np.uint8)
    zoom = min(MOST_ZOOM, READ_HEIGHT / max(1, picture.shape[0]))
    across = zoom * squeeze
    size = (max(READ_HEIGHT // 2, round(picture.shape[1] * across)), READ_HEIGHT)
    way = cv2.INTER_AREA if zoom < 1 else cv2.INTER_CUBIC
    return LinePicture(
        image=np.asarray(cv2.resize(picture, size, interpolation=way), np.uint8), box=box, zoom=across
    )


def _foreign_ink(lines: LineMap, index: int, window: Box, span: tuple[int, int]) -> Image:
    """Mark ink in the window that is another line's, dirt, or of this line but outside the columns asked for."""
    owner = lines.owner[window.y0 : window.y1, window.x0 : window.x1]
    foreign = (owner != 0) & (owner != index + 1)
    foreign[:, : max(0, span[0] - window.x0)] |= owner[:, : max(0, span[0] - window.x0)] != 0
    foreign[:, span[1] - window.x0 :] |= owner[:, span[1] - window.x0 :] != 0
    return np.asarray(foreign, np.uint8)
