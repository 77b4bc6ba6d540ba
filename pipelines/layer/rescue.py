"""Reads from the picture what the layer does not say, or not rightly."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from balagh.pipelines.figures import sort_print
from balagh.pipelines.layer.still import still_page
from balagh.pipelines.layout.components import find_components
from balagh.pipelines.layout.lines import find_lines
from balagh.pipelines.layout.ruling import find_ruling
from balagh.pipelines.layout.walls import find_walls
from balagh.pipelines.recognise.reading import read_lines
from balagh.pipelines.recognise.sight import Sight
from balagh.pipelines.stamps import read_overlays

if TYPE_CHECKING:
    from collections.abc import Callable

    from balagh.ingest.sheet import Image
    from balagh.pipelines.layout.components import Components
    from balagh.pipelines.printed import Figure, PageLine
    from balagh.pipelines.tools import Tools

#: A piece of ink is read when at least this share of it is wanted.
WANTED = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescued:
    """What was read from the picture, in pixels of the document's page."""

    lines: tuple[PageLine, ...] = ()
    figures: tuple[Figure, ...] = ()


def read_wanted(number: int, picture: Image, mask: Image, dpi: float, tools: Callable[[], Tools]) -> Rescued:
    """Read what is marked on a page, as it stands; the engine is asked only where there are lines.

    Args:
        number: the page's one-based number.
        picture: (height, width) grey or (height, width, 3) BGR.
        mask: (height, width) uint8, 255 where the page is to be read.
        dpi: dots an inch of both.
        tools: makes what pictures are read with.

    Raises:
        MissingDependencyError: there are lines, and the engine is not installed.
        EngineError: it failed.
    """
    page = still_page(number, picture, dpi)
    whole = find_components(page.ink)
    parts = _wanted_parts(whole, mask)
    page = replace(page, gray=np.where(mask > 0, page.gray, np.uint8(255)).astype(np.uint8))
    lines = find_lines(parts, find_walls(whole, find_ruling(whole)))
    if not lines.lines and not page.overlays:
        return Rescued(figures=sort_print(page, parts, lines, ()).figures)
    ready = tools()
    sight = Sight(page=page, parts=parts, lines=lines, scripts=ready.scripts, signs=ready.signs)
    found = sort_print(page, parts, lines, read_lines(sight, ready.engine, ready.models))
    overlays = read_overlays(page.overlays, dpi, ready)
    return Rescued(lines=found.lines, figures=(*overlays, *found.figures))


def _wanted_parts(parts: Components, mask: Image) -> Components:
    """Leave out the pieces of ink that are not wanted; what the page's usual print is like stays known."""
    height, width = parts.labels.shape
    small = cv2.resize(mask, (width, height), interpolation=cv2.INTER_NEAREST) > 0
    count = parts.area.size
    inside = np.bincount(parts.labels.ravel()[small.ravel()], minlength=count)
    kept = inside >= WANTED * np.maximum(1, parts.area)
    kept[0] = True
    return replace(
        parts,
        labels=np.where(kept[parts.labels], parts.labels, 0).astype(np.int32),
        ruled=parts.ruled & small,
        letters=parts.letters & kept,
        marks=parts.marks & kept,
        rules=parts.rules & kept,
        pictures=parts.pictures & kept,
    )
