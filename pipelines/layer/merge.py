"""Puts what was read from the picture in the place of the words it replaces."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from balagh.ingest.layer import Glyph
from balagh.model import Script
from balagh.pipelines.languages.scripts import count_letters, main_script
from balagh.pipelines.layer.letters import bits_a_letter
from balagh.pipelines.layer.order import logical_order
from balagh.pipelines.layer.trust import LIKELY_BITS
from balagh.pipelines.layer.words import marked_as

if TYPE_CHECKING:
    from collections.abc import Sequence

    from balagh.model import Box
    from balagh.pipelines.printed import PageLine, ReadWord

#: Pixels around a doubtful word within which the middle of its reading lies.
NEAR = 12

#: Beside the layer's lines, fewer letters and figures than the first are no text. What was read less surely than
#: the third is none either, unless there are as many letters as the second and they are those of a language: the waves
#: of an emblem are read as two short Arabic words with 0.67 to 0.82.
FEWEST_LETTERS, ENOUGH_LETTERS, SURE_READ = 2, 8, 0.88

#: How sure we are of a word of the layer that lacks a mark which the picture did not show either.
UNSURE = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """A page's lines, put together.

    Attributes:
        lines: those of the layer, with what was read from the picture.
        drawings: where the engine made letters of a drawing.
        read: how many words are from the picture.
    """

    lines: tuple[PageLine, ...]
    drawings: tuple[Box, ...]
    read: int


@dataclass(slots=True, kw_only=True)
class _Found:
    """What was read where a line of the layer stands.

    Attributes:
        own: the line, as the layer has it.
        doubtful: places of its words that are to be replaced.
        words: what was read at their places.
        whole: lines that replace the whole of it.
        context: what was read where its other words stand.
    """

    own: PageLine
    doubtful: frozenset[int]
    words: list[ReadWord] = field(default_factory=list)
    whole: list[PageLine] = field(default_factory=list)
    context: list[ReadWord] = field(default_factory=list)


def merge_lines(
    lines: Sequence[PageLine],
    doubtful: Sequence[frozenset[int]],
    unmarked: Sequence[frozenset[int]],
    found: Sequence[PageLine],
) -> Merged:
    """Put the lines `found` in the picture among those of the layer.

    Args:
        lines: the layer's.
        doubtful: for each, the places of the words to be replaced; they go whether anything was read for them or not.
        unmarked: for each, those of words that only take over hamzas and accents.
        found: what was read; lines of which no word replaces one are lines of their own.
    """
    rows = [_Found(own=line, doubtful=bad) for line, bad in zip(lines, doubtful, strict=True)]
    extra = [rest for line in found if (rest := _share_out(line, rows)) is not None]
    merged = [line for line in extra if is_text(line)]
    drawings = tuple(line.box for line in extra if not is_text(line))
    read = sum(len(line.words) for line in merged)
    for row, marks in zip(rows, unmarked, strict=True):
        line, taken = _mended(row, marks)
        read += taken
        if line is not None and (line.words or row.whole):
            merged.append(line)
    return Merged(lines=tuple(merged), drawings=drawings, read=read)


def is_text(line: PageLine) -> bool:
    """Tell a line of print beside the layer's lines from a drawing that the engine made letters of.

    What was seen to be print but is in a script that no model reads counts as print.
    """
    if not line.words:
        return True
    letters = sum(sign.isalnum() for word in line.words for sign in word.text)
    if letters < FEWEST_LETTERS:
        return False
    if line.confidence >= SURE_READ:
        return True
    if letters < ENOUGH_LETTERS:
        return False
    costs = [cost for word in line.words if (cost := bits_a_letter(word.text, line.script)) is not None]
    return not costs or sum(costs) / len(costs) <= LIKELY_BITS


def _mended(row: _Found, marks: frozenset[int]) -> tuple[PageLine | None, int]:
    """Give a line of the layer with what was read for it, and how many of its words are from the picture."""
    if row.whole:
        return _rejoined(row), sum(len(line.words) for line in row.whole) + len(row.words)
    words = list(row.own.words)
    taken = 0
    for k in marks:
        words[k], better = _marked(words[k], row.context)
        taken += better
    good = [word for k, word in enumerate(words) if k not in row.doubtful]
    if row.words:
        return _in_order(row.own, [*good, *row.words]), taken + len(row.words)
    return (replace(row.own, words=tuple(good)) if good else None), taken


def _rejoined(row: _Found) -> PageLine:
    """Give the line that replaces one of the layer: the layer knows that its parts are one line."""
    if len(row.whole) == 1 and not row.words:
        return row.whole[0]
    script = main_script(count_letters(" ".join(word.text for line in row.whole for word in line.words)))
    parts = sorted(row.whole, key=lambda line: line.box.x0, reverse=script is Script.ARABIC)
    words = [word for line in parts for word in line.words]
    if row.words:
        return _in_order(row.own, [*words, *row.words])
    return replace(row.own, script=script, words=tuple(words))


def _marked(word: ReadWord, context: Sequence[ReadWord]) -> tuple[ReadWord, bool]:
    """Give a word with its marks as they were read where it stands; unsure as it is where that failed."""
    across = word.box.center[0]
    for read in sorted(context, key=lambda read: abs(read.box.center[0] - across)):
        better = marked_as(word, read.text)
        if better is not None:
            return better, True
    return replace(word, confidence=UNSURE), False


def _share_out(line: PageLine, rows: Sequence[_Found]) -> PageLine | None:
    """Give a line from the picture to the lines it was read for, as a whole or word by word; give back what is left."""
    middle = line.core.center[1]
    boxes = [word.box for word in line.words] or [line.box]
    owners = [_owner(box, middle, rows) for box in boxes]
    first = owners[0]
    if first is not None and all(owner == first for owner in owners):
        row, replaces = first
        if replaces and len(row.doubtful) == len(row.own.words):
            row.whole.append(line)
            return None
    rest = []
    for word, owner in zip(line.words, owners, strict=False):
        if owner is None:
            rest.append(word)
        else:
            (owner[0].words if owner[1] else owner[0].context).append(word)
    return replace(line, words=tuple(rest)) if rest or not line.words else None


def _owner(box: Box, middle: float, rows: Sequence[_Found]) -> tuple[_Found, bool] | None:
    """Give the line in which something was read, and whether a doubtful word stands there; None beside all lines."""
    best: tuple[float, _Found, bool] | None = None
    for row in rows:
        for k, word in enumerate(row.own.words):
            shared = min(box.x1, word.box.x1 + NEAR) - max(box.x0, word.box.x0 - NEAR)
            if shared <= 0 or not word.box.y0 <= middle <= word.box.y1:
                continue
            off = abs(word.box.center[1] - middle) - shared / max(1, min(box.width, word.box.width))
            if best is None or off < best[0]:
                best = off, row, k in row.doubtful
    return None if best is None else (best[1], best[2])


def _in_order(line: PageLine, words: Sequence[ReadWord]) -> PageLine:
    """Give a line with other words, put in logical order by their places."""
    placed = sorted(words, key=lambda word: word.box.center[0])
    script = main_script(count_letters(" ".join(word.text for word in words)))
    items: list[Glyph | None] = []
    for k, word in enumerate(placed):
        if items:
            items.append(None)
        items.append(_sign(word, k))
    ordered = logical_order(items, rtl=script is Script.ARABIC)
    return replace(
        line, script=script, words=tuple(placed[item.code] for item in ordered if item is not None)
    )


def _sign(word: ReadWord, number: int) -> Glyph:
    """Give a whole word as if it were one sign."""
    x0, y0, x1, y1 = word.box
    return Glyph(text=word.text, code=number, x0=x0, y0=y0, x1=x1, y1=y1, font="", size=1.0)
