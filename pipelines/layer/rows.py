"""Lines from the places of glyphs: gathered by height, parted at gutters, cut into words at blanks and gaps."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from balagh.pipelines.layer.glyphs import is_blank

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from balagh.ingest.layer import Glyph

#: Glyphs drawn one after the other stay on one row while their middles move by no more than this share of the size.
STEADY = 0.12

#: The share of a glyph's size around its middle that says which row it is on: text set solid has rows a whole size
#: apart, a raised figure stands a fifth of a size off.
BAND = 0.5

#: Rows share at least this much of the lower band.
SHARED_BAND = 0.5

#: Letters of one row differ in size at most by this factor; what is larger (an initial, a drawing) is a row of its own.
MOST_SIZES = 2.6

#: A gap of so many font sizes parts two columns or cells; word gaps of justified print reach 0.8.
GUTTER = 1.0

#: Columns may stand closer where the file draws one after the other: between the two it drew this many glyphs more than
#: the row has.
NARROW_GUTTER, JUMP = 0.5, 8

#: A wider gap, up to so many font sizes, is justified print where a line above or below runs over it.
SPANNED_GUTTER, SPAN_REACH = 4.5, 1.9

#: A bullet or number stands up to so many font sizes before its line; it is at most so many wide.
BULLET_GAP, BULLET_WIDTH = 2.2, 1.6

#: Letters further apart than this share of the size are two words where the file draws no blanks: blanks of justified
#: print shrink to 0.18, kerning reaches 0.1.
WORD_GAP = 0.14

#: With blanks drawn, only a gap this wide parts words without one: a tabulator.
TAB_GAP = 0.45

#: Cairo draws some blanks of a line and steps over the others. Then its gaps are of two kinds, with none between these
#: shares of the size: kerning and rounding (Amiri 0.1), and blanks (0.24 to 0.3 in six text faces).
KERNED, STEPPED = 0.12, 0.2

#: A blank with less room than this between its neighbours is none: it was drawn and stepped back over.
NO_ROOM = 0.04

#: Letters spaced by more than this are a spaced title; its words are parted by gaps this many times wider.
SPACED, SPACED_FACTOR, SPACED_LETTERS = 0.12, 1.8, 4


@dataclass(frozen=True, slots=True)
class Cut:
    """A word as it stands: its glyphs from left to right, no blank among them."""

    glyphs: tuple[Glyph, ...]

    @property
    def x0(self) -> float:
        """Left end in points."""
        return min(glyph.x0 for glyph in self.glyphs)

    @property
    def x1(self) -> float:
        """Right end in points."""
        return max(glyph.x1 for glyph in self.glyphs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of print as it stands: words from left to right.

    Attributes:
        words: at least one.
        size: the font size of most of its letters, in points.
        x0, y0, x1, y1: around its glyphs' boxes, in points.
    """

    words: tuple[Cut, ...]
    size: float
    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def glyphs(self) -> tuple[Glyph, ...]:
        """All glyphs from left to right."""
        return tuple(glyph for word in self.words for glyph in word.glyphs)

    @property
    def middle(self) -> float:
        """Height of the middle of its letters, in points."""
        return (self.y0 + self.y1) / 2


def find_rows(glyphs: Sequence[Glyph]) -> tuple[Row, ...]:
    """Gather glyphs into lines of words, top to bottom."""
    parts: list[list[Glyph]] = []
    for members in _gather(glyphs):
        parts += _part(_in_order(members))
    parts = _join_spanned(parts)
    parts = _join_bullets(parts)
    rows = [_row(part) for part in parts]
    return tuple(sorted(rows, key=lambda row: (row.y0, row.x0)))


def _row(part: Sequence[Glyph]) -> Row:
    inked = [glyph for glyph in part if not is_blank(glyph)]
    return Row(
        words=tuple(Cut(tuple(word)) for word in _words(part)),
        size=_size(inked),
        x0=min(glyph.x0 for glyph in inked),
        y0=min(glyph.y0 for glyph in inked),
        x1=max(glyph.x1 for glyph in inked),
        y1=max(glyph.y1 for glyph in inked),
    )


def _size(glyphs: Sequence[Glyph]) -> float:
    """Give the font size that most of the glyphs have, by width."""
    widths: dict[float, float] = {}
    for glyph in glyphs:
        size = round(glyph.size, 1)
        widths[size] = widths.get(size, 0.0) + glyph.x1 - glyph.x0 + 0.01
    return max(widths, key=lambda size: widths[size])


# --- rows ---


def _gather(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Gather glyphs that stand at one height; rows without any ink are left out."""
    runs = sorted(_runs(glyphs), key=lambda run: -_weight(run))
    rows: list[tuple[float, float, float, list[Glyph]]] = []
    by_height: dict[int, list[int]] = {}
    for run in runs:
        size = _size(run)
        middle = median(_middle(glyph) for glyph in run)
        low, high = middle - BAND / 2 * size, middle + BAND / 2 * size
        near = {k for cell in range(int(low // 8) - 1, int(high // 8) + 2) for k in by_height.get(cell, ())}
        best, most = None, 0.0
        for k in near:
            top, bottom, other, _ = rows[k]
            shared = (min(high, bottom) - max(low, top)) / min(high - low, bottom - top)
            like = max(size, other) <= MOST_SIZES * min(size, other)
            if like and shared >= SHARED_BAND and shared > most:
                best, most = k, shared
        if best is None:
            for cell in range(int(low // 8), int(high // 8) + 1):
                by_height.setdefault(cell, []).append(len(rows))
            rows.append((low, high, size, list(run)))
        else:
            rows[best][3].extend(run)
    return [members for *_, members in rows if any(not is_blank(glyph) for glyph in members)]


def _runs(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Part the stream where the height or the size of the letters changes."""
    run: list[Glyph] = []
    for glyph in glyphs:
        if run:
            first = run[0]
            level = abs(_middle(glyph) - _middle(first)) <= STEADY * first.size
            if not level or abs(glyph.size - first.size) > STEADY * first.size:
                yield run
                run = []
        run.append(glyph)
    if run:
        yield run


def _weight(run: Sequence[Glyph]) -> float:
    return sum(glyph.x1 - glyph.x0 for glyph in run if not is_blank(glyph)) * run[0].size


def _middle(glyph: Glyph) -> float:
    return (glyph.y0 + glyph.y1) / 2


def _in_order(members: Sequence[Glyph]) -> list[Glyph]:
    """Sort a row's glyphs from left to right; where two lie over each other their middles decide."""
    return sorted(members, key=lambda glyph: (glyph.x0 + glyph.x1, glyph.order))


# --- gutters ---


def _part(row: Sequence[Glyph]) -> list[list[Glyph]]:
    """Part a row at its wide gaps."""
    inked = [k for k, glyph in enumerate(row) if not is_blank(glyph)]
    usual = _usual_gap([row[k] for k in inked])
    parts, start, right = [], inked[0], row[inked[0]].x1
    for before, k in pairwise(inked):
        gap, size = row[k].x0 - right, min(row[before].size, row[k].size)
        gutter = NARROW_GUTTER if _is_jump(row[before], row[k], len(row)) else GUTTER
        if gap > max(gutter * size, SPACED_FACTOR * 1.5 * usual):
            parts.append(list(row[start : before + 1]))
            start, right = k, row[k].x1
        right = max(right, row[k].x1)
    parts.append(list(row[start : inked[-1] + 1]))
    return parts


def _is_jump(left: Glyph, right: Glyph, count: int) -> bool:
    """Tell whether the file draws two neighbours of a row of `count` glyphs at quite different times."""
    return abs(left.order - right.order) > count + JUMP


def _usual_gap(letters: Sequence[Glyph]) -> float:
    """Give the space between the letters of a spaced title in points; 0 for usual print."""
    if len(letters) < SPACED_LETTERS or sum(glyph.text.isalpha() for glyph in letters) < 0.8 * len(letters):
        return 0.0
    gap = median(max(0.0, b.x0 - a.x1) for a, b in pairwise(letters))
    return gap if gap > SPACED * _size(letters) else 0.0


def _join_spanned(parts: list[list[Glyph]]) -> list[list[Glyph]]:
    """Join parts of justified lines: a line of like print just above or below runs over the gap between them."""
    while True:
        boxes = [_row_box(part) for part in parts]
        order = sorted(range(len(parts)), key=lambda k: boxes[k][0])
        joined: dict[int, list[Glyph]] = {}
        gone: set[int] = set()
        for k in order:
            if k in gone:
                continue
            mate = _mate(k, boxes, [j for j in order if j not in gone and j not in joined and j != k])
            if mate is not None and not _is_apart(parts[k], parts[mate]):
                joined[k] = [*parts[k], *parts[mate]]
                gone.add(mate)
        if not gone:
            return parts
        parts = [joined.get(k, part) for k, part in enumerate(parts) if k not in gone]


def _is_apart(left: Sequence[Glyph], right: Sequence[Glyph]) -> bool:
    """Tell whether the file draws two parts of a row as parts of two columns."""
    first, last = max(left, key=lambda glyph: glyph.x1), min(right, key=lambda glyph: glyph.x0)
    return _is_jump(first, last, len(left) + len(right))


#: Left, top, right, bottom and font size of a part of a row.
_Extent = tuple[float, float, float, float, float]


def _row_box(part: Sequence[Glyph]) -> _Extent:
    inked = [glyph for glyph in part if not is_blank(glyph)]
    size, middle = _size(inked), median(_middle(glyph) for glyph in inked)
    left, right = min(glyph.x0 for glyph in inked), max(glyph.x1 for glyph in inked)
    return left, middle - BAND / 2 * size, right, middle + BAND / 2 * size, size


def _mate(k: int, boxes: Sequence[_Extent], others: Sequence[int]) -> int | None:
    """Give the nearest part at the right of part `k` that belongs to its line though far away."""
    x0, y0, x1, y1, size = boxes[k]
    for j in others:
        left, top, _, bottom, other = boxes[j]
        gap = left - x1
        level = min(y1, bottom) - max(y0, top) >= SHARED_BAND * min(y1 - y0, bottom - top)
        if level and 0 <= gap <= SPANNED_GUTTER * min(size, other) and left > x0:
            return j if _is_spanned(x1, left, boxes[k], boxes) else None
    return None


def _is_spanned(gap0: float, gap1: float, row: _Extent, boxes: Sequence[_Extent]) -> bool:
    size, middle = row[4], (row[1] + row[3]) / 2
    return any(
        x0 < gap0 - size / 2
        and x1 > gap1 + size / 2
        and 0.5 * size < abs((y0 + y1) / 2 - middle) < SPAN_REACH * size
        and 0.6 < other / size < 1.6
        for x0, y0, x1, y1, other in boxes
    )


def _join_bullets(parts: list[list[Glyph]]) -> list[list[Glyph]]:
    """Join what is very short and stands close before a line, at either side, to it: a bullet, a number, a dash."""
    boxes = [_row_box(part) for part in parts]
    lone = [k for k, box in enumerate(boxes) if box[2] - box[0] <= BULLET_WIDTH * box[4]]
    joined = {k: list(part) for k, part in enumerate(parts) if k not in lone}
    for k in lone:
        hosts = [j for j in joined if _is_beside(boxes[k], boxes[j])]
        if hosts:
            host = min(hosts, key=lambda j: max(boxes[j][0] - boxes[k][2], boxes[k][0] - boxes[j][2]))
            joined[host] = _in_order([*joined[host], *parts[k]])
        else:
            joined[k] = parts[k]
    return list(joined.values())


def _is_beside(bullet: _Extent, line: _Extent) -> bool:
    gap = max(line[0] - bullet[2], bullet[0] - line[2])
    level = min(bullet[3], line[3]) - max(bullet[1], line[1]) >= SHARED_BAND * (bullet[3] - bullet[1])
    return level and 0 <= gap <= BULLET_GAP * line[4] and line[2] - line[0] > 4 * (bullet[2] - bullet[0])


# --- words ---


def _words(part: Sequence[Glyph]) -> list[list[Glyph]]:
    """Cut a line into words, at blanks and at gaps."""
    inked = [glyph for glyph in part if not is_blank(glyph)]
    usual = _usual_gap(inked)
    least = _least_gap(part)
    words: list[list[Glyph]] = []
    blank, right = True, inked[0].x1
    for glyph in part:
        if is_blank(glyph):
            blank = True
            continue
        gap, size = glyph.x0 - right, glyph.size
        if not words or _is_word_gap(gap, size, usual, None if blank else least):
            words.append([])
            right = glyph.x1
        words[-1].append(glyph)
        right, blank = max(right, glyph.x1), False
    return words


def _least_gap(part: Sequence[Glyph]) -> float:
    """Give the gap, in font sizes, that parts two words of a line where no blank is drawn."""
    if not any(is_blank(glyph) for glyph in part):
        return WORD_GAP
    gaps, right = [], part[0].x1
    for before, glyph in pairwise(part):
        right = max(right, before.x1)
        if not is_blank(before) and not is_blank(glyph):
            gaps.append((glyph.x0 - right) / glyph.size)
    return TAB_GAP if any(KERNED < gap < STEPPED for gap in gaps) else STEPPED


def _is_word_gap(gap: float, size: float, usual: float, least: float | None) -> bool:
    """Tell whether a gap of `gap` points parts two words; `least` is None where a blank is drawn in it."""
    if usual:
        return gap > SPACED_FACTOR * usual
    return gap > (NO_ROOM if least is None else least) * size
