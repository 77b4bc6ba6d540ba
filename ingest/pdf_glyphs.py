"""From what a page painted to its glyphs: texts of their own given, doubles dropped, hidden ones marked."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from balagh.ingest.layer import Glyph
from balagh.ingest.pdf_fonts import MOST_LETTERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from pdfminer.utils import Rect

    from balagh.ingest.pdf_device import Area, Stamp

#: Letters painted again this near (in parts of the font size) make one bold letter; the two l of "elle" are a fifth
#: of it apart.
DOUBLE_WITHIN = 0.12

#: Ink that differs from its ground by less than this in red, green and blue (0 to 1) is not seen on a screen.
LEAST_CONTRAST = 0.03

#: Areas thinner than this (points) are rules: nothing is written on them, and they hide nothing.
LEAST_AREA_SIDE = 3.0

#: Glyphs of one text whose middles lie further apart than this (parts of the font size) are on several lines.
ONE_LINE = 0.8

#: An area hides a glyph of which it covers all but this (points) on each side.
BARELY = 0.5


def make_glyphs(
    stamps: Sequence[Stamp], spans: dict[int, str], areas: Sequence[Area], width: float, height: float
) -> tuple[Glyph, ...]:
    """Give the glyphs of a page of width x height points, in the order in which they were painted.

    What cannot be seen is marked in `stamps` too.
    """
    for number in np.flatnonzero(~_seen(stamps, areas, (0.0, 0.0, width, height))).tolist():
        stamps[number].drawn = False
    glyphs = []
    for order, stamp in enumerate(_without_doubles(_spoken(stamps, spans))):
        x0, y0, x1, y1 = stamp.box
        glyphs.append(
            Glyph(
                text=stamp.text,
                code=stamp.code,
                x0=x0,
                y0=height - y1,
                x1=x1,
                y1=height - y0,
                font=stamp.font,
                size=stamp.size,
                angle=stamp.angle,
                visible=stamp.drawn,
                order=order,
            )
        )
    return tuple(glyphs)


def _seen(stamps: Sequence[Stamp], areas: Sequence[Area], page: Rect) -> NDArray[np.bool_]:
    # Which glyphs leave ink on the page that differs from what is under it and is not painted over.
    boxes = np.array([stamp.box for stamp in stamps], dtype=np.float64).reshape(-1, 4)
    across, down = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    number = np.arange(len(stamps))
    ground = np.ones((len(stamps), 3))
    shown = np.array([stamp.drawn for stamp in stamps], dtype=bool)
    shown &= (across >= page[0]) & (across <= page[2]) & (down >= page[1]) & (down <= page[3])
    for area in areas:
        x0, y0, x1, y1 = area.box
        if min(x1 - x0, y1 - y0) < LEAST_AREA_SIDE:
            continue
        under = (across >= x0) & (across <= x1) & (down >= y0) & (down <= y1)
        later = under & (number >= area.after)
        ground[later] = np.nan if area.colour is None else area.colour
        if area.hides:
            whole = (boxes[:, 0] >= x0 - BARELY) & (boxes[:, 2] <= x1 + BARELY)
            whole &= (boxes[:, 1] >= y0 - BARELY) & (boxes[:, 3] <= y1 + BARELY)
            shown &= ~(under & whole & (number < area.after))
    lost = np.ones(len(stamps), dtype=bool)
    for rank in range(max((len(stamp.colours) for stamp in stamps), default=0)):
        # Where there is a second colour (a contour), either one is enough to be seen.
        ink = np.array(
            [stamp.colours[min(rank, len(stamp.colours) - 1)] or (np.nan,) * 3 for stamp in stamps]
        )
        alike = (np.abs(ink - ground) < LEAST_CONTRAST).all(axis=1)
        lost &= alike
    return shown & ~lost


def _spoken(stamps: Sequence[Stamp], spans: dict[int, str]) -> Iterator[Stamp]:
    # Stretches for which the file gives a text (ActualText) speak it instead of their glyphs' own.
    for span, group in groupby(stamps, key=lambda stamp: stamp.span):
        members = list(group)
        text = spans.get(span)
        if text is None:
            yield from members
        else:
            yield from _speak(members, text)


def _speak(members: list[Stamp], text: str) -> list[Stamp]:
    own = "".join(stamp.text for stamp in members)
    if len(text) > MOST_LETTERS * len(members):
        return members
    if not text:
        # Nothing to say: of hyphens and ornaments one may believe it, of letters and figures not.
        return members if any(sign.isalnum() for sign in own) else []
    if len(members) == 1:
        members[0].text = text
        return members
    mapped = all(stamp.text for stamp in members)
    if mapped and (sorted(own) == sorted(text) or not _on_one_line(members) or " " in text.strip()):
        return members
    boxes = [stamp.box for stamp in members]
    union = (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )
    return [replace(members[0], text=text, box=union, drawn=any(stamp.drawn for stamp in members))]


def _on_one_line(members: list[Stamp]) -> bool:
    across = [(stamp.box[0] + stamp.box[2]) / 2 for stamp in members]
    down = [(stamp.box[1] + stamp.box[3]) / 2 for stamp in members]
    spread = across if members[0].angle in {90.0, 270.0} else down
    return max(spread) - min(spread) <= ONE_LINE * members[0].size


def _without_doubles(stamps: Iterator[Stamp]) -> Iterator[Stamp]:
    # The first of two that make one bold letter stays. They are looked up by squares of the plane.
    kept: dict[tuple[str, str, bool, int, int], list[Stamp]] = {}
    for stamp in stamps:
        reach = max(DOUBLE_WITHIN * stamp.size, 0.01)
        side = 2 * reach
        left, low = stamp.box[0] / side, stamp.box[1] / side
        column, row = int(left // 1), int(low // 1)
        near = (
            other
            for i in (column, column + (1 if left % 1 > 0.5 else -1))
            for j in (row, row + (1 if low % 1 > 0.5 else -1))
            for other in kept.get((stamp.text, stamp.font, stamp.drawn, i, j), ())
        )
        if any(
            abs(other.box[0] - stamp.box[0]) <= reach
            and abs(other.box[1] - stamp.box[1]) <= reach
            and other.code == stamp.code
            for other in near
        ):
            continue
        kept.setdefault((stamp.text, stamp.font, stamp.drawn, column, row), []).append(stamp)
        yield stamp
