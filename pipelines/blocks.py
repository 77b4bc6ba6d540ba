"""From read lines to the page's blocks: order, grouping, original and text, and the repairs between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from balagh.model import Block, Box, Direction, Line, Repair, Role, Script, Word, union
from balagh.pipelines.layout.paragraphs import Laid, group_lines
from balagh.pipelines.layout.zones import reading_order
from balagh.pipelines.repair.normalise import repairs_of
from balagh.pipelines.repair.rules import Edit, Rule, apply_edits, find_edits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from balagh.pipelines.clean.page import CleanPage
    from balagh.pipelines.layout.components import Components
    from balagh.pipelines.layout.lines import LineMap
    from balagh.pipelines.recognise.reading import ReadLine, ReadWord

#: A line read with less confidence than this, and no word of it with much more, is no print: a drawing, a scribble.
NO_PRINT = 0.40

#: So many letters or digits read make a line print whatever their confidence.
FEWEST_LETTERS = 6

#: The confidence of a single word that shows a line to be print all the same.
SURE_WORD = 0.75

#: Print is at most this many body heights tall where it is one or two pieces only: more is a drawing.
DRAWING_HEIGHT = 3.2

#: How sure we are of lines in a script that no model reads.
UNREAD_CONFIDENCE = 0.1

#: How sure a comma's shape is; all of it measured in `recognise.commas`.
COMMA_CONFIDENCE = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBlocks:
    """A page's blocks in reading order and the repairs made in them."""

    blocks: tuple[Block, ...]
    repairs: tuple[Repair, ...]


def gather_blocks(page: CleanPage, parts: Components, lines: LineMap, read: Sequence[ReadLine]) -> PageBlocks:
    """Put the page's lines in reading order, group them into blocks, and set pictures and stamps apart."""
    prints = [line for line in read if not _is_drawing(line, parts, lines)]
    drawings = [_full_box(lines, line.index, page) for line in read if _is_drawing(line, parts, lines)]
    boxes = [_full_box(lines, line.index, page) for line in prints]
    rtl = 2 * sum(line.script is Script.ARABIC for line in prints) > len(prints)
    groups: list[list[ReadLine]] = []
    for column in reading_order(boxes, rtl=rtl):
        laid = [_laid(prints[i], lines, page) for i in column]
        groups += [[prints[column[k]] for k in group] for group in group_lines(laid)]
    blocks: list[Block] = []
    repairs: list[Repair] = []
    for group in groups:
        block, made = _block(group, f"p{page.number}b{len(blocks) + 1}", lines, page, len(repairs) + 1)
        blocks.append(block)
        repairs += made
    blocks += _pictures(page, parts, drawings, len(blocks))
    return PageBlocks(blocks=tuple(blocks), repairs=tuple(repairs))


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
    return not line.words or ((unsure or large) and surest < SURE_WORD)


def _full_box(lines: LineMap, index: int, page: CleanPage) -> Box:
    return Box(*(side * page.shrink for side in lines.lines[index].box))


def _laid(line: ReadLine, lines: LineMap, page: CleanPage) -> Laid:
    found = lines.lines[line.index]
    return Laid(
        box=_full_box(lines, line.index, page),
        core=Box(*(side * page.shrink for side in found.core)),
        letter_height=found.letter_height * page.shrink,
        script=line.script,
        text=" ".join(word.text for word in line.words),
        first_word=line.words[0].box.width if line.words else 0,
    )


def _block(
    group: Sequence[ReadLine], name: str, lines: LineMap, page: CleanPage, first_repair: int
) -> tuple[Block, tuple[Repair, ...]]:
    rows = [" ".join(word.original for word in line.words) for line in group]
    edits = [_edits(line, row) for line, row in zip(group, rows, strict=True)]
    texts = [apply_edits(row, made) for row, made in zip(rows, edits, strict=True)]
    boxes = [_full_box(lines, line.index, page) for line in group]
    script = _main_script(group)
    block = Block(
        id=name,
        role=Role.OTHER,
        bbox=union(boxes),
        script=script,
        direction=Direction.RTL if script is Script.ARABIC else Direction.LTR,
        confidence=_mean(
            [(_confidence(line), len(text) + 1) for line, text in zip(group, texts, strict=True)]
        ),
        text="\n".join(texts),
        original="\n".join(rows),
        lines=tuple(_line(line, text, box) for line, text, box in zip(group, texts, boxes, strict=True)),
    )
    repairs = repairs_of(name, rows, edits, first_repair)
    sure = COMMA_CONFIDENCE
    return block, tuple(
        r.model_copy(update={"confidence": sure}) if r.rule == Rule.ARABIC_COMMA.value else r for r in repairs
    )


def _edits(line: ReadLine, row: str) -> tuple[Edit, ...]:
    """Give the edits of a line: the words that were changed, and what brings the rest to its normal form."""
    edits = list(_word_edits(line.words))
    taken = [(edit.start, edit.end) for edit in edits]
    for edit in find_edits(row):
        if all(edit.end <= start or edit.start >= end for start, end in taken):
            edits.append(edit)
    return tuple(sorted(edits, key=lambda edit: edit.start))


def _word_edits(words: Sequence[ReadWord]) -> Iterator[Edit]:
    start = 0
    for word in words:
        if word.text != word.original:
            same = _common_prefix(word.original, word.text)
            yield Edit(
                start=start + same,
                end=start + len(word.original),
                after=word.text[same:],
                rule=Rule.ARABIC_COMMA,
                note="the shape of the mark at the word's end",
            )
        start += len(word.original) + 1


def _common_prefix(a: str, b: str) -> int:
    return next((k for k, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _line(line: ReadLine, text: str, box: Box) -> Line:
    words = tuple(Word(text=w.text, bbox=w.box, confidence=round(w.confidence, 3)) for w in line.words)
    return Line(bbox=box, text=text, script=line.script, confidence=_confidence(line), words=words)


def _confidence(line: ReadLine) -> float:
    return round(line.confidence, 3) if line.words else UNREAD_CONFIDENCE


def _main_script(group: Sequence[ReadLine]) -> Script:
    weight: dict[Script, int] = {}
    for line in group:
        weight[line.script] = weight.get(line.script, 0) + 1 + sum(len(word.text) for word in line.words)
    letters = {script: w for script, w in weight.items() if script is not Script.COMMON}
    return max(letters or weight, key=lambda script: (letters or weight)[script])


def _mean(weighted: Sequence[tuple[float, int]]) -> float:
    total = sum(weight for _, weight in weighted)
    return round(sum(value * weight for value, weight in weighted) / total, 3) if total else 0.0


def _pictures(page: CleanPage, parts: Components, drawings: Sequence[Box], count: int) -> Iterator[Block]:
    """Give a block without text for each stamp, logo and other picture."""
    boxes = [(Role.STAMP, box) for box in page.stamps]
    for piece in parts.pictures.nonzero()[0]:
        small = Box(int(parts.x0[piece]), int(parts.y0[piece]), int(parts.x1[piece]), int(parts.y1[piece]))
        drawings = [*drawings, Box(*(side * page.shrink for side in small))]
    for box in _merged(drawings):
        if not any(box.overlap_x(stamp) > 0 and box.overlap_y(stamp) > 0 for stamp in page.stamps):
            boxes.append((Role.LOGO if box.y1 < page.gray.shape[0] / 3 else Role.OTHER, box))
    for number, (role, box) in enumerate(boxes, start=count + 1):
        clipped = box.clip(page.gray.shape[1], page.gray.shape[0])
        yield Block(id=f"p{page.number}b{number}", role=role, bbox=clipped, text="", original="")


def _merged(boxes: Sequence[Box]) -> list[Box]:
    """Join boxes that touch: one drawing falls into many pieces."""
    merged: list[Box] = []
    for box in sorted(boxes):
        touching = [other for other in merged if other.overlap_x(box) >= 0 and other.overlap_y(box) >= 0]
        merged = [other for other in merged if other not in touching]
        merged.append(union([box, *touching]))
    return merged
