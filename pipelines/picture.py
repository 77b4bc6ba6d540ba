"""The stages that a page goes through when it is a picture."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from balagh.ingest.sheet import Notice
from balagh.model import Origin, Page, Script
from balagh.pipelines.blocks import gather_blocks
from balagh.pipelines.clean import clean_sheet
from balagh.pipelines.figures import sort_print
from balagh.pipelines.languages.evidence import weigh_latin
from balagh.pipelines.layout.components import find_components
from balagh.pipelines.layout.grids import find_grids
from balagh.pipelines.layout.lines import find_lines
from balagh.pipelines.layout.ruling import find_ruling, scale_rules
from balagh.pipelines.layout.walls import find_walls
from balagh.pipelines.recognise.engine import engine_version, model_hash
from balagh.pipelines.recognise.reading import read_lines
from balagh.pipelines.recognise.rubbish import reads_as_rubbish
from balagh.pipelines.recognise.sight import Sight
from balagh.pipelines.recognise.upright import stands_on_its_head
from balagh.pipelines.stage import PageState, ReadPage, Stage, check_stages, run_stages
from balagh.pipelines.stamps import read_overlays
from balagh.pipelines.tools import Tools, tools_for

if TYPE_CHECKING:
    from typing import TypeVar

    from balagh.ingest.sheet import Sheet

    Value = TypeVar("Value")

#: JPEG quality of the small picture kept for displays.
PREVIEW_QUALITY = 60


def _clean(state: PageState, tools: Tools) -> PageState:
    sheet = state.sheet
    return replace(state, clean=clean_sheet(sheet.number, _there(sheet.image), sheet.dpi))


def _find_lines(state: PageState, tools: Tools) -> PageState:
    parts = find_components(_there(state.clean).ink)
    walls = find_walls(parts, find_ruling(parts))
    return replace(state, parts=parts, lines=find_lines(parts, walls))


def _read_lines(state: PageState, tools: Tools) -> PageState:
    clean, parts, lines = _there(state.clean), _there(state.parts), _there(state.lines)
    sight = Sight(page=clean, parts=parts, lines=lines, scripts=tools.scripts, signs=tools.signs)
    return replace(state, read=read_lines(sight, tools.engine, tools.models))


def _read_own_language(state: PageState, tools: Tools) -> PageState:
    """Read a page anew that turns out to be in another of the Latin languages asked for than the first."""
    text = " ".join(
        word.text for line in _there(state.read) if line.script is Script.LATIN for word in line.words
    )
    language = weigh_latin(text, ("fr", *tools.others)).language
    model = tools.others.get(language or "")
    if model is None:
        return state
    return _read_lines(state, replace(tools, models={**tools.models, Script.LATIN: model}))


def _stand_upright(state: PageState, tools: Tools) -> PageState:
    """Turn a page that reads badly by 180 degrees and read it anew, if its lines read better that way."""
    clean, lines, read = _there(state.clean), _there(state.lines), _there(state.read)
    if not stands_on_its_head(clean, lines, read, tools.engine, tools.models):
        return state
    sheet = state.sheet
    turned = clean_sheet(sheet.number, _there(sheet.image), sheet.dpi, turn=180)
    return _read_lines(_find_lines(replace(state, clean=turned), tools), tools)


def _forget_rubbish(state: PageState, tools: Tools) -> PageState:
    """Take a photo in which nothing reads like print for what it is: a picture, its page blank."""
    clean = _there(state.clean)
    photographed = any(step.name == "find_page" for step in clean.quality.steps)
    if not photographed or not reads_as_rubbish(_there(state.read)):
        return state
    blank = replace(clean, gray=np.full_like(clean.gray, 255), ink=np.zeros_like(clean.ink), overlays=())
    return replace(_find_lines(replace(state, clean=blank), tools), read=())


def _read_overlays(state: PageState, tools: Tools) -> PageState:
    clean = _there(state.clean)
    return replace(state, overlays=read_overlays(clean.overlays, clean.dpi, tools))


def _gather_blocks(state: PageState, tools: Tools) -> PageState:
    clean = _there(state.clean)
    height, width = clean.gray.shape
    sorted_out = sort_print(clean, _there(state.parts), _there(state.lines), _there(state.read))
    figures = (*_there(state.overlays), *sorted_out.figures)
    rules = scale_rules(find_ruling(_there(state.parts)), clean.shrink)
    grids, lines = find_grids(sorted_out.lines, rules)
    found = gather_blocks(clean.number, (width, height), lines, figures, grids)
    page = Page(
        number=clean.number,
        width=width,
        height=height,
        dpi=round(clean.dpi, 1),
        rotation=clean.rotation,
        skew=clean.skew,
        origin=Origin.OCR,
        quality=clean.quality,
        blocks=found.blocks,
    )
    return replace(state, page=page, repairs=found.repairs, tables=found.tables)


def _draw_preview(state: PageState, tools: Tools) -> PageState:
    if not tools.settings.previews:
        return state
    view = _there(state.clean).view
    _, coded = cv2.imencode(".jpg", view, [cv2.IMWRITE_JPEG_QUALITY, PREVIEW_QUALITY])
    return replace(state, preview=coded.tobytes())


PICTURE_STAGES = check_stages(
    (
        Stage(name="clean", run=_clean, requires=frozenset({"sheet"}), provides=frozenset({"clean"})),
        Stage(
            name="find_lines",
            run=_find_lines,
            requires=frozenset({"clean"}),
            provides=frozenset({"parts", "lines"}),
        ),
        Stage(
            name="read_lines",
            run=_read_lines,
            requires=frozenset({"clean", "parts", "lines"}),
            provides=frozenset({"read"}),
        ),
        Stage(
            name="stand_upright",
            run=_stand_upright,
            requires=frozenset({"clean", "lines", "read"}),
            provides=frozenset({"clean", "parts", "lines", "read"}),
        ),
        Stage(
            name="read_own_language",
            run=_read_own_language,
            requires=frozenset({"clean", "parts", "lines", "read"}),
            provides=frozenset({"read"}),
        ),
        Stage(
            name="forget_rubbish",
            run=_forget_rubbish,
            requires=frozenset({"clean", "lines", "read"}),
            provides=frozenset({"clean", "parts", "lines", "read"}),
        ),
        Stage(
            name="read_overlays",
            run=_read_overlays,
            requires=frozenset({"clean"}),
            provides=frozenset({"overlays"}),
        ),
        Stage(
            name="gather_blocks",
            run=_gather_blocks,
            requires=frozenset({"clean", "parts", "lines", "read", "overlays"}),
            provides=frozenset({"page", "repairs", "tables"}),
        ),
        Stage(
            name="draw_preview",
            run=_draw_preview,
            requires=frozenset({"clean"}),
            provides=frozenset({"preview"}),
        ),
    )
)


def read_picture(sheet: Sheet, tools: Tools) -> ReadPage:
    """Read a sheet that is a picture."""
    state = run_stages(PICTURE_STAGES, sheet, tools)
    unread = sum(line.unread for line in _there(state.read))
    message = f"{unread} word(s) could not be read beside Tifinagh: they are left out of the text"
    return ReadPage(
        page=_there(state.page),
        repairs=_there(state.repairs),
        tables=_there(state.tables),
        preview=state.preview,
        notices=(Notice(code="unread-words", message=message),) if unread else (),
    )


def describe(tools: Tools) -> tuple[str, str, dict[str, str]]:
    """Give the engine's name and version and the hash of each model it may use."""
    names = (*tools.models.values(), *tools.others.values())
    return "tesseract", engine_version(), {name: model_hash(name) for name in names}


def _there(value: Value | None) -> Value:
    """Give a field that an earlier stage has set; `check_stages` saw to that."""
    if value is None:
        message = "a stage ran before the one that provides for it"
        raise ValueError(message)
    return value


__all__ = ["PICTURE_STAGES", "describe", "read_picture", "tools_for"]
