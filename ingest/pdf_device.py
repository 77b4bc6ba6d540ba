"""Takes down what a page paints: each glyph with its place, and the areas and pictures that may hide it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pdfminer.converter import PDFPageAggregator
from pdfminer.pdftypes import resolve1
from pdfminer.utils import apply_matrix_rect, decode_text, mult_matrix

from balagh.ingest.pdf_fonts import meaning
from balagh.ingest.pdf_guard import LayerTooLargeError
from balagh.ingest.pdf_ink import colour_of, cut

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pdfminer.pdfdevice import PDFTextSeq
    from pdfminer.pdfinterp import PDFGraphicState, PDFStackT, PDFTextState
    from pdfminer.pdftypes import PDFStream
    from pdfminer.psparser import PSLiteral
    from pdfminer.utils import Matrix, PathSegment, Rect

    from balagh.ingest.pdf_fonts import Face, FontShelf
    from balagh.ingest.pdf_ink import Colour, Ink

#: Glyphs kept of one page. The densest newspaper pages have 20,000.
MAX_GLYPHS = 40_000

#: Painted areas and paths kept of one page: a form with many boxes has 1,000. What is beyond is drawing.
MAX_AREAS = 4_000

#: Corners that add up to more than this (points), or to no number at all, are damage: no page is a mile long.
FARTHEST = 1e6

#: A path with more pieces than this is a drawing; the grid of a large table drawn as one path has 500.
MAX_PIECES = 2_000

#: Text render modes (PDF 32000, table 106): no ink at all, stroked only, filled and stroked; each + 4 clips too.
_NO_INK, _STROKED, _BOTH = 3, 1, 2

#: Clearer than this is not seen.
LEAST_ALPHA = 0.02

#: Below this (points, as drawn) nobody sees a letter, and no printer prints one.
LEAST_SIZE = 0.05


@dataclass(slots=True, kw_only=True)
class Stamp:
    """A glyph as it was painted; places in the device's points, y upwards."""

    text: str
    code: int
    box: Rect
    font: str
    size: float
    angle: float
    drawn: bool
    colours: tuple[Colour, ...]
    span: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """Something painted: its box, its colour (None: unknown or many), whether it hides what is under it.

    `after` is the number of glyphs painted before it.
    """

    box: Rect
    colour: Colour
    hides: bool
    after: int


class PageDevice(PDFPageAggregator):
    """Listens to a `PageInterpreter`; lines and boxes go on to pdfminer's layout, glyphs are kept here."""

    def __init__(self, fonts: FontShelf, number: int) -> None:
        super().__init__(fonts, pageno=number, laparams=None)
        self.fonts = fonts
        self.stamps: list[Stamp] = []
        self.areas: list[Area] = []
        self.spans: dict[int, str] = {}
        self._marks: list[int] = []
        self._hidden = 0
        self._seen: set[tuple[object, ...]] = set()
        self._colours: dict[tuple[object, ...], tuple[Colour, ...]] = {}
        self._paths = 0

    # --- marked content ---

    def begin_tag(self, tag: PSLiteral, props: PDFStackT | None = None) -> None:
        """Begin marked content; inside one with a text of its own, inner ones say nothing more."""
        span = self._marks[-1] if self._marks else 0
        text = resolve1(props.get("ActualText")) if isinstance(props, dict) and not span else None
        if isinstance(text, bytes):
            span = len(self.spans) + 1
            self.spans[span] = meaning(decode_text(text))
        self._marks.append(span)

    def end_tag(self) -> None:
        """End marked content."""
        if self._marks:
            self._marks.pop()

    def hide(self, hidden: bool) -> None:
        """Begin or end what belongs to a layer that is switched off."""
        self._hidden += 1 if hidden else -1

    # --- text ---

    def show(self, state: PDFTextState, seq: PDFTextSeq, ink: Ink) -> None:
        """Take down one string; moves on `state`'s place in its line."""
        if state.font is None or self.ctm is None:
            return
        face = self.fonts.face(state.font)
        matrix = mult_matrix(state.matrix, self.ctm)
        size = abs(state.fontsize) * face.em * math.hypot(matrix[2], matrix[3])
        drawn = not self._hidden and size >= LEAST_SIZE and _inks(state.render, ink)
        colours = self._text_colours(state.render, ink)
        angle = _angle(matrix, state.fontsize * state.scaling, face.vertical)
        x, y = state.linematrix
        spread = state.scaling * 0.01
        span = self._marks[-1] if self._marks else 0
        for item in seq:
            if isinstance(item, int | float):
                move = item * 0.001 * state.fontsize
                x, y = (x, y - move) if face.vertical else (x - move * spread, y)
                continue
            if not isinstance(item, bytes):
                continue
            for code in state.font.decode(item):
                text, width = face.glyph(code)
                space = state.charspace
                if code == 32 and not face.multibyte:
                    space += state.wordspace
                box, step = _box(face, state, (x, y), width)
                box = _placed(box, matrix)
                seen = drawn and _touches(box, ink.clip)
                self._keep(text, code, box, face, size, angle, seen, colours, span)
                x, y = (x, y + step + space) if face.vertical else (x + (step + space) * spread, y)
        state.linematrix = (x, y)

    def _text_colours(self, mode: int, ink: Ink) -> tuple[Colour, ...]:
        key = (mode % 4, ink.plain, ink.ncs.name, ink.ncolor, ink.scs.name, ink.scolor)
        colours = self._colours.get(key)
        if colours is None:
            stroked, filled = colour_of(ink, stroke=True), colour_of(ink, stroke=False)
            colours = {_STROKED: (stroked,), _BOTH: (filled, stroked)}.get(mode % 4, (filled,))
            colours = self._colours[key] = colours if ink.plain else (None,)
        return colours

    def _keep(
        self,
        text: str,
        code: int,
        box: Rect,
        face: Face,
        size: float,
        angle: float,
        drawn: bool,
        colours: tuple[Colour, ...],
        span: int,
    ) -> None:
        if not sum(map(abs, box)) < FARTHEST:
            return
        # The same glyph in the same ink on the same place again: nothing new, however often.
        key = (code, face.name, round(box[0], 1), round(box[1], 1), drawn, colours)
        if key in self._seen:
            return
        self._seen.add(key)
        if len(self.stamps) >= MAX_GLYPHS:
            raise LayerTooLargeError
        self.stamps.append(
            Stamp(
                text=text,
                code=code,
                box=box,
                font=face.name,
                size=size,
                angle=angle,
                drawn=drawn,
                colours=colours,
                span=span,
            )
        )

    # --- all else ---

    def paint_path(
        self, gstate: PDFGraphicState, stroke: bool, fill: bool, evenodd: bool, path: Sequence[PathSegment]
    ) -> None:
        """Take down a painted path; straight ones go on to pdfminer."""
        ink: Ink = gstate  # type: ignore[assignment]  # the interpreter makes no other
        if self._hidden or not 1 < len(path) <= MAX_PIECES or self._paths >= MAX_AREAS:
            return
        box = cut(_outline(path, self.ctm), ink.clip)
        if box[2] < box[0] or box[3] < box[1]:
            return
        self._paths += 1
        straight = all(piece[0] in "mlh" for piece in path)
        whole = straight and _is_box(path, self.ctm)
        if fill:
            self._paint(box, colour_of(ink, stroke=False), ink, whole and ink.fill_alpha > 1 - LEAST_ALPHA)
        if straight:
            super().paint_path(gstate, stroke, fill, evenodd, path)

    def paint_area(self, box: Rect, ink: Ink) -> None:
        """Take down a shading: it has many colours."""
        self._paint(box, None, ink, hides=False)

    def paint_picture(self, matrix: Matrix, stream: PDFStream, ink: Ink) -> None:
        """Take down a picture."""
        clear = any(name in stream for name in ("SMask", "Mask", "ImageMask", "IM", "SMaskInData"))
        square = matrix[1] == matrix[2] == 0 or matrix[0] == matrix[3] == 0
        box = cut(apply_matrix_rect(matrix, (0, 0, 1, 1)), ink.clip)
        self._paint(box, None, ink, square and not clear and ink.fill_alpha > 1 - LEAST_ALPHA)

    def _paint(self, box: Rect, colour: Colour, ink: Ink, hides: bool) -> None:
        if not self._hidden and len(self.areas) < MAX_AREAS:
            known = colour if hides and ink.plain else None
            area = Area(box=box, colour=known, hides=hides and ink.plain, after=len(self.stamps))
            self.areas.append(area)


def _inks(mode: int, ink: Ink) -> bool:
    mode %= 4
    if mode == _NO_INK:
        return False
    alpha = ink.stroke_alpha if mode == _STROKED else ink.fill_alpha
    if mode == _BOTH:
        alpha = max(alpha, ink.stroke_alpha)
    return alpha > LEAST_ALPHA and ink.clip[0] < ink.clip[2] and ink.clip[1] < ink.clip[3]


def _angle(matrix: Matrix, sense: float, vertical: bool) -> float:
    # Clockwise turn of the baseline as shown (the device's y runs upwards), in whole hundredths of a degree.
    a, b = matrix[0], matrix[1]
    if sense < 0:
        a, b = -a, -b
    turn = math.degrees(-math.atan2(b, a)) + (90 if vertical else 0)
    return round(turn % 360, 2) % 360


def _box(face: Face, state: PDFTextState, place: tuple[float, float], width: float) -> tuple[Rect, float]:
    # The glyph's box in text space, and the step to the next one.
    x, y = place[0], place[1] + state.rise
    size, step = state.fontsize, width * state.fontsize
    if face.vertical:
        return _sorted(x - size / 2, y, x + size / 2, y + step), step
    across = step * state.scaling * 0.01
    return _sorted(x, y + face.descent * size, x + across, y + face.ascent * size), step


def _placed(box: Rect, matrix: Matrix) -> Rect:
    a, b, c, d, e, f = matrix
    if b or c:
        return apply_matrix_rect(matrix, box)
    x0, x1, y0, y1 = a * box[0] + e, a * box[2] + e, d * box[1] + f, d * box[3] + f
    return (x0 if x0 < x1 else x1), (y0 if y0 < y1 else y1), (x1 if x0 < x1 else x0), (y1 if y0 < y1 else y0)


def _sorted(x0: float, y0: float, x1: float, y1: float) -> Rect:
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _touches(box: Rect, clip: Rect) -> bool:
    # Its middle is inside: a letter of which a clip leaves a sliver cannot be read.
    across, down = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return clip[0] <= across <= clip[2] and clip[1] <= down <= clip[3]


def _outline(path: Sequence[PathSegment], matrix: Matrix) -> Rect:
    numbers = [value for piece in path for value in piece[1:]]
    if len(numbers) < 2:
        return 0.0, 0.0, -1.0, -1.0
    box = min(numbers[::2]), min(numbers[1::2]), max(numbers[::2]), max(numbers[1::2])
    return apply_matrix_rect(matrix, box)


def _is_box(path: Sequence[PathSegment], matrix: Matrix) -> bool:
    # One upright rectangle: four corners that take only two values across and two down.
    if len(path) not in (4, 5, 6) or sum(piece[0] == "m" for piece in path) != 1:
        return False
    if not (matrix[1] == matrix[2] == 0 or matrix[0] == matrix[3] == 0):
        return False
    corners = {piece[1:] for piece in path if len(piece) == 3}
    return len(corners) == 4 and len({x for x, _ in corners}) == 2 == len({y for _, y in corners})
