"""The rules on a page: pdfplumber's lines, boxes and edges, without the grounds and drawings among them."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from pdfplumber.utils.geometry import curve_to_edges, line_to_edge, rect_to_edges

from balagh.ingest.layer import PlacedBox

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pdfplumber.page import Page

#: A filled box at most this thick (points) is a rule: twice the heaviest lines of tables.
THICKEST = 3.0

#: A rule is at least this many times as long as it is thick, and no shorter than this many points.
LEAST_RATIO, SHORTEST = 3.0, 4.0

#: Paint lighter than this, 0 to 1, is a ground of the page's own colour, no rule.
LIGHTEST = 0.97


def find_rules(page: Page) -> tuple[PlacedBox, ...]:
    """Give the straight rules on `page`, each once; places as pdfplumber has them: points from the top left."""
    found = {
        (item["x0"], item["top"], item["x1"], item["bottom"]): None
        for item in chain(_of_lines(page.lines), _of_boxes(page.rects), _of_paths(page.curves))
    }
    places = (
        (max(0.0, x0), max(0.0, y0), min(float(page.width), x1), min(float(page.height), y1))
        for x0, y0, x1, y1 in found
    )
    return tuple(
        PlacedBox(x0=float(x0), y0=float(y0), x1=float(x1), y1=float(y1))
        for x0, y0, x1, y1 in places
        if x0 <= x1 and y0 <= y1 and max(x1 - x0, y1 - y0) >= SHORTEST
    )


def _of_lines(lines: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for line in lines:
        if (
            _inked(line["stroking_color"])
            and line["stroke"]
            and min(line["width"], line["height"]) < THICKEST
        ):
            yield line_to_edge(line)


def _of_boxes(boxes: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for box in boxes:
        if _is_thin(box) and (box["stroke"] or _inked(box["non_stroking_color"])):
            yield box
        elif box["stroke"] and _inked(box["stroking_color"]):
            yield from rect_to_edges(box)


def _of_paths(paths: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    # A border drawn as a thin quadrangle with slanted ends, or several rules drawn in one stroke.
    for path in paths:
        if _is_thin(path) and path["fill"] and _inked(path["non_stroking_color"]):
            yield path
        elif path["stroke"] and _inked(path["stroking_color"]):
            yield from (edge for edge in curve_to_edges(path) if edge["orientation"])


def _is_thin(item: dict[str, Any]) -> bool:
    thin, long = sorted((float(item["width"]), float(item["height"])))
    return thin <= THICKEST and long >= LEAST_RATIO * thin


def _inked(colour: object) -> bool:
    parts = colour if isinstance(colour, tuple | list) else (colour,)
    levels = [float(part) for part in parts if isinstance(part, int | float)]
    if len(levels) == 4:
        return max(levels) > 1 - LIGHTEST
    return not levels or min(levels) < LIGHTEST
