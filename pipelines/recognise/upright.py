"""Whether a page stands on its head: lines that read badly are tried upside down."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from balagh.pipelines.layout.pictures import cut_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from balagh.model import Script
    from balagh.pipelines.clean.page import CleanPage
    from balagh.pipelines.layout.lines import LineMap
    from balagh.pipelines.recognise.engine import Engine, EngineWord
    from balagh.pipelines.recognise.reading import ReadLine

#: A page read with at least this mean confidence stands upright: pages on their heads give 0.2 to 0.5.
UPRIGHT = 0.72

#: How many of the widest lines are tried, and how much surer they must read to turn the page.
PROBES, MARGIN = 6, 0.15


def stands_on_its_head(
    page: CleanPage,
    lines: LineMap,
    read: Sequence[ReadLine],
    engine: Engine,
    models: Mapping[Script, str],
) -> bool:
    """Tell whether the page's widest lines read better when turned by 180 degrees."""
    widest = sorted(read, key=lambda line: lines.lines[line.index].box.width, reverse=True)[:PROBES]
    if not widest or _mean([line.confidence for line in widest]) >= UPRIGHT:
        return False
    turned = [np.ascontiguousarray(np.rot90(cut_line(page, lines, line.index).image, 2)) for line in widest]
    best = [0.0] * len(widest)
    for model in models.values():
        for k, words in enumerate(engine.read_lines(turned, model)):
            best[k] = max(best[k], _confidence(words))
    return _mean(best) > _mean([line.confidence for line in widest]) + MARGIN


def _confidence(words: tuple[EngineWord, ...]) -> float:
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
