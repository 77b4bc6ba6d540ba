"""The way of a page with a text layer: lines from the places of glyphs, what cannot be trusted from the picture."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import cv2

from balagh.ingest.sheet import Notice
from balagh.model import Box, Origin, Page, Quality, Role, Script, Step
from balagh.pipelines.blocks import gather_blocks
from balagh.pipelines.clean.sheet import small_view
from balagh.pipelines.layer.glyphs import usable_glyphs
from balagh.pipelines.layer.ink import SHRINK, can_be_seen, line_inks, see_page, unexplained
from balagh.pipelines.layer.lam_alef import turn_by_letters
from balagh.pipelines.layer.lines import read_rows
from balagh.pipelines.layer.mask import large_mask, wanted_ink
from balagh.pipelines.layer.mend import mend_lines
from balagh.pipelines.layer.merge import merge_lines
from balagh.pipelines.layer.mojibake import decode_rows
from balagh.pipelines.layer.rescue import Rescued, read_wanted
from balagh.pipelines.layer.rows import Cut, find_rows
from balagh.pipelines.layer.tifinagh import turn_tifinagh
from balagh.pipelines.layer.trust import hand_of, judge_lines
from balagh.pipelines.layer.words import printed_word
from balagh.pipelines.layout.grids import find_grids
from balagh.pipelines.printed import Figure, PageLine
from balagh.pipelines.stage import ReadPage

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from balagh.ingest.layer import PlacedBox, TextLayer
    from balagh.ingest.sheet import Image, Sheet
    from balagh.pipelines.layer.glyphs import Usable
    from balagh.pipelines.layer.ink import Drawing, LineInk
    from balagh.pipelines.layer.lines import LayerLine
    from balagh.pipelines.layer.rows import Row
    from balagh.pipelines.layer.trust import Trust
    from balagh.pipelines.tools import Tools

#: Dots an inch of a page made of glyphs: what scans of offices have.
DPI = 300.0

#: Points an inch.
POINTS = 72.0

#: How sure we are of a word that the layer gives and nothing speaks against.
SURE = 0.99

#: JPEG quality of the small picture kept for displays.
PREVIEW_QUALITY = 60


def read_layer(sheet: Sheet, tools: Callable[[], Tools], *, previews: bool = True) -> ReadPage:
    """Read a page by its text layer, and from its picture what the layer says wrongly or not at all.

    Args:
        sheet: a page with a layer, and with a way to draw it.
        tools: makes what pictures are read with; asked only where something has to be read from the picture.
        previews: keep a small picture for displays.

    Raises:
        MissingDependencyError: something must be read from the picture, and the engine is not installed.
        EngineError: the engine failed.
    """
    layer, render = sheet.layer, sheet.render
    if layer is None or render is None:
        message = "a page is read by its layer where it has one and can be drawn"
        raise ValueError(message)
    usable = usable_glyphs(layer)
    rows = find_rows(usable.glyphs)
    if layer.scan or not rows:
        return _by_picture(sheet, render, tools, "the page is a scan: its picture was read")
    if len(usable.turned) > len(usable.glyphs):
        return _by_picture(sheet, render, tools, "its lines do not run across the page: its picture was read")
    picture = render(DPI / SHRINK)
    read = _read_rows(sheet, layer, usable, rows, picture, tools)
    return replace(read, preview=_preview(picture)) if previews else read


def _by_picture(
    sheet: Sheet, render: Callable[[float], Image], tools: Callable[[], Tools], why: str
) -> ReadPage:
    """Read the page as if it had no layer, and say so."""
    from balagh.pipelines.picture import read_picture

    if sheet.image is None:
        image = render(DPI)
        sheet = replace(sheet, image=image, dpi=DPI)
    read = read_picture(sheet, tools())
    step = Step(name="judge_layer", applied=False, note=why)
    quality = read.page.quality.model_copy(update={"steps": (step, *read.page.quality.steps)})
    return replace(read, page=read.page.model_copy(update={"quality": quality}))


def _read_rows(
    sheet: Sheet,
    layer: TextLayer,
    usable: Usable,
    rows: Sequence[Row],
    picture: Image,
    tools: Callable[[], Tools],
) -> ReadPage:
    drawing = see_page(picture, layer.width, rows, usable.turned)
    turned = turn_tifinagh(rows, drawing)
    decoded = decode_rows(turned.rows)
    mended = turn_by_letters(mend_lines(read_rows(decoded.rows), {**turned.given, **decoded.given}))
    lines, unseen = _visible(mended, drawing)
    trust = judge_lines(lines, turned.unsure, turned.reasons)
    printed = [_page_line(line, ink) for line, ink in zip(lines, line_inks(drawing, rows), strict=True)]
    found = _from_picture(sheet, layer, drawing, lines, trust, tools)
    merged = merge_lines(printed, trust.doubtful, trust.unmarked, found.lines)
    grids, whole = find_grids(merged.lines, [_rule_box(rule) for rule in layer.rules])
    width, height = round(layer.width * DPI / POINTS), round(layer.height * DPI / POINTS)
    figures = (*found.figures, *(_drawing(box, height) for box in merged.drawings))
    gathered = gather_blocks(sheet.number, (width, height), whole, figures, grids)
    page = Page(
        number=sheet.number,
        width=width,
        height=height,
        dpi=DPI,
        origin=Origin.MIXED if merged.read else Origin.TEXT_LAYER,
        quality=Quality(steps=tuple(_steps(trust, merged.read))),
        blocks=gathered.blocks,
    )
    return ReadPage(
        page=page,
        repairs=gathered.repairs,
        tables=gathered.tables,
        notices=tuple(_notices(len(usable.turned), usable.hidden + unseen, turned.reasons)),
    )


def _visible(lines: Sequence[LayerLine], drawing: Drawing) -> tuple[list[LayerLine], int]:
    """Leave out the words of which nothing can be seen on the page, and count their letters."""
    kept, unseen = [], 0
    for line in lines:
        words = tuple(word for word in line.words if can_be_seen(drawing, word.glyphs))
        unseen += sum(len(word.original) for word in line.words) - sum(len(word.original) for word in words)
        kept.append(line if len(words) == len(line.words) else replace(line, words=words))
    return kept, unseen


def _page_line(line: LayerLine, ink: LineInk) -> PageLine:
    return PageLine(
        box=_full(ink.box),
        core=_full(ink.core),
        letter_height=ink.letter_height * SHRINK,
        script=line.script,
        words=tuple(printed_word(word, DPI / POINTS, SURE) for word in line.words),
    )


def _drawing(box: Box, height: int) -> Figure:
    return Figure(role=Role.LOGO if box.y1 < height / 3 else Role.OTHER, box=box)


def _rule_box(rule: PlacedBox) -> Box:
    sides = (round(side * DPI / POINTS) for side in (rule.x0, rule.y0, rule.x1, rule.y1))
    return Box(*sides)


def _full(box: Box) -> Box:
    return Box(*(side * SHRINK for side in box))


def _from_picture(
    sheet: Sheet,
    layer: TextLayer,
    drawing: Drawing,
    lines: Sequence[LayerLine],
    trust: Trust,
    tools: Callable[[], Tools],
) -> Rescued:
    """Read what the layer does not say, or not rightly."""
    doubtful: list[Cut] = []
    trusted: list[Cut] = []
    for line, bad, unmarked in zip(lines, trust.doubtful, trust.unmarked, strict=True):
        again = _read_again(line, bad | unmarked)
        for k, word in enumerate(line.words):
            (doubtful if k in again else trusted).append(Cut(word.glyphs))
    mask = wanted_ink(drawing, doubtful, unexplained(drawing, layer.rules), layer.pictures)
    if mask is None or sheet.render is None:
        return Rescued()
    picture = sheet.render(DPI)
    scale = picture.shape[1] / layer.width
    mask = large_mask(mask, (picture.shape[0], picture.shape[1]), trusted, scale)
    return read_wanted(sheet.number, picture, mask, scale * POINTS, tools)


def _read_again(line: LayerLine, wanted: frozenset[int]) -> frozenset[int]:
    """Add the words around, which help the engine: a letter or figure alone may be of any script.

    Not Tifinagh, which the layer has right where it has it at all.
    """
    scripts = [hand_of(word)[1] for word in line.words]
    kinds = {scripts[k] for k in wanted}
    if Script.COMMON in kinds:
        kinds |= {*scripts} - {Script.TIFINAGH}
    if kinds:
        kinds.add(Script.COMMON)
    return frozenset(k for k, script in enumerate(scripts) if script in kinds)


def _steps(trust: Trust, read: int) -> list[Step]:
    note = "; ".join(trust.reasons) or "share of its letters that are trusted"
    return [
        Step(name="judge_layer", applied=True, value=trust.score, note=note),
        Step(name="read_wanted", applied=read > 0, value=float(read), note="words read from the picture"),
    ]


def _preview(picture: Image) -> bytes:
    _, coded = cv2.imencode(".jpg", small_view(picture), [cv2.IMWRITE_JPEG_QUALITY, PREVIEW_QUALITY])
    return coded.tobytes()


def _notices(turned: int, hidden: int, reasons: Sequence[str]) -> list[Notice]:
    notices = []
    if turned:
        message = f"{turned} letter(s) that do not run across the page were left out"
        notices.append(Notice(code="turned-text", message=message))
    if hidden:
        message = f"{hidden} letter(s) of the text layer cannot be seen on the page and were left out"
        notices.append(Notice(code="hidden-text", message=message))
    for reason in reasons:
        message = f"text in a font for Tifinagh was read from the picture ({reason})"
        notices.append(Notice(code="legacy-font", message=message))
    return notices
