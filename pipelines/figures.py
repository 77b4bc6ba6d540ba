"""Told apart on a page that was a picture: lines of print, and the figures among them (logos, stamps, drawings)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from balagh.model import Box, Role, Script, union
from balagh.pipelines.clean.overlays import SIGNED_BELOW, is_pen
from balagh.pipelines.layout.machine_line import find_machine_line
from balagh.pipelines.printed import Figure, PageLine

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from balagh.pipelines.clean.page import CleanPage
    from balagh.pipelines.layout.components import Components
    from balagh.pipelines.layout.lines import LineMap, LineOfInk
    from balagh.pipelines.recognise.reading import ReadLine

#: A line read with less confidence than this, and no word of it with much more, is no print: a drawing, a scribble.
NO_PRINT = 0.40

#: So many letters or digits read make a line print whatever their confidence.
FEWEST_LETTERS = 6

#: The confidence of a single word that shows a line to be print all the same.
SURE_WORD = 0.75

#: A line whose letters are no taller than this many body heights, and which shares this part of its height with a
#: line surely read, is a cell of a table or the other half of a line: print, however unsure its few signs are.
CELL_HEIGHT, LEVEL = 1.6, 0.6

#: Fewer letters and digits than this may be a bar or a speck beside a line.
FEWEST_SIGNS = 2

#: Print is at most this many body heights tall where it is one or two pieces only: more is a drawing.
DRAWING_HEIGHT = 3.2

#: A line of one sign that is no letter is a drawing from this height on, in body heights: asterisks, dashes and bullets
#: that part paragraphs are no taller than letters.
DISC_HEIGHT = 1.2

#: A line of fewer pieces of ink than words is a drawing where no word was read with this confidence.
SURE_STROKE = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """What stands on a page: its lines of print in the order of the line map, and its figures."""

    lines: tuple[PageLine, ...]
    figures: tuple[Figure, ...]


def sort_print(page: CleanPage, parts: Components, lines: LineMap, read: Sequence[ReadLine]) -> Sorted:
    """Tell the lines of print from what is drawn, and put both in pixels of the clean page."""
    sure = [lines.lines[line.index].core for line in read if line.words and line.confidence >= SURE_WORD]
    drawn = [
        (_is_drawing(line, parts, lines) and not _is_cell(line, parts, lines, sure))
        or _is_scribble(line, page, lines)
        for line in read
    ]
    prints = tuple(_page_line(line, lines, page) for line, no in zip(read, drawn, strict=True) if not no)
    drawings = [_full_box(lines, line.index, page) for line, yes in zip(read, drawn, strict=True) if yes]
    machine = find_machine_line(prints, page.gray.shape[0])
    figures = [*_figures(page, parts, drawings)]
    if machine:
        own = tuple(prints[k] for k in machine)
        figures.append(Figure(role=Role.FOOTER, box=union([line.box for line in own]), lines=own))
    kept = tuple(line for k, line in enumerate(prints) if k not in machine)
    return Sorted(lines=kept, figures=tuple(figures))


def _is_drawing(line: ReadLine, parts: Components, lines: LineMap) -> bool:
    found = lines.lines[line.index]
    large = found.core.height > DRAWING_HEIGHT * parts.body and len(found.pieces) <= 3
    if line.script is Script.TIFINAGH and not line.words:
        # Nothing was read, so shape alone must say: letters of one size side by side.
        return large or len(found.pieces) < 3 or found.core.width < 1.5 * found.core.height
    surest = max((word.confidence for word in line.words), default=0.0)
    letters = sum(c.isalnum() for word in line.words for c in word.text)
    # A long row of letters, however badly read, is print: an address in small type is never thrown away.
    unsure = line.confidence < NO_PRINT and letters < FEWEST_LETTERS
    if not line.words or ((unsure or large) and surest < SURE_WORD):
        return True
    return _is_disc(line, parts, found) or (surest < SURE_STROKE and _is_stroke(line, found))


def _is_stroke(line: ReadLine, found: LineOfInk) -> bool:
    """Tell whether a line has fewer pieces of ink than words, each of which has one at least: waves, a flourish."""
    return len(found.pieces) < len(line.words)


def _is_disc(line: ReadLine, parts: Components, found: LineOfInk) -> bool:
    """Tell whether a line is one large sign that is no letter or digit: the disc of an emblem is read as ©."""
    text = "".join(word.text for word in line.words)
    return len(text) == 1 and not text.isalnum() and found.core.height > DISC_HEIGHT * parts.body


def _is_cell(line: ReadLine, parts: Components, lines: LineMap, sure: Sequence[Box]) -> bool:
    """Tell whether a line of print's size, in which figures were read, stands level with one of the `sure` ones.

    Letters alone are not enough: an emblem beside a name gives letters too.
    """
    core = lines.lines[line.index].core
    signs = [c for word in line.words for c in word.text if c.isalnum()]
    if core.height > CELL_HEIGHT * parts.body or len(signs) < FEWEST_SIGNS:
        return False
    return any(c.isdigit() for c in signs) and any(
        core.overlap_x(other) < 0 and core.overlap_y(other) >= LEVEL * max(core.height, other.height)
        for other in sure
    )


def _is_scribble(line: ReadLine, page: CleanPage, lines: LineMap) -> bool:
    """Tell whether a line that did not read well is pen strokes."""
    if line.confidence >= SURE_WORD:
        return False
    box = lines.lines[line.index].box
    own = lines.owner[box.y0 : box.y1, box.x0 : box.x1] == line.index + 1
    return is_pen(own, page.dpi / page.shrink)


def _page_line(line: ReadLine, lines: LineMap, page: CleanPage) -> PageLine:
    found = lines.lines[line.index]
    return PageLine(
        box=_full_box(lines, line.index, page),
        core=Box(*(side * page.shrink for side in found.core)),
        letter_height=found.letter_height * page.shrink,
        script=line.script,
        words=line.words,
    )


def _full_box(lines: LineMap, index: int, page: CleanPage) -> Box:
    return Box(*(side * page.shrink for side in lines.lines[index].box))


def _figures(page: CleanPage, parts: Components, drawings: Sequence[Box]) -> Iterator[Figure]:
    """Give each logo and other picture; what is left of overlays is none."""
    boxes = list(drawings)
    for piece in parts.pictures.nonzero()[0]:
        small = Box(int(parts.x0[piece]), int(parts.y0[piece]), int(parts.x1[piece]), int(parts.y1[piece]))
        boxes.append(Box(*(side * page.shrink for side in small)))
    for box in _merged(boxes):
        if not any(box.overlap_x(o.box) > 0 and box.overlap_y(o.box) > 0 for o in page.overlays):
            yield Figure(role=_role(box, page), box=box)


def _role(box: Box, page: CleanPage) -> Role:
    if box.y1 < page.gray.shape[0] / 3:
        return Role.LOGO
    small = Box(*(side // page.shrink for side in box)).clip(page.ink.shape[1], page.ink.shape[0])
    inked = page.ink[small.y0 : small.y1, small.x0 : small.x1] > 0
    low = box.y0 > SIGNED_BELOW * page.gray.shape[0]
    return Role.SIGNATURE if low and is_pen(inked, page.dpi / page.shrink) else Role.OTHER


def _merged(boxes: Sequence[Box]) -> list[Box]:
    """Join boxes that touch: one drawing falls into many pieces."""
    merged: list[Box] = []
    for box in sorted(boxes):
        touching = [other for other in merged if other.overlap_x(box) >= 0 and other.overlap_y(box) >= 0]
        merged = [other for other in merged if other not in touching]
        merged.append(union([box, *touching]))
    return merged
