"""Pages taken as far as the reading of their lines, for the tests of layout and recognition."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from balagh.model import Script
from balagh.pipelines.clean import clean_sheet
from balagh.pipelines.layout.components import find_components
from balagh.pipelines.layout.lines import find_lines
from balagh.pipelines.recognise.shapes import Network, load_network
from balagh.pipelines.recognise.sight import Sight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from balagh.ingest import Image
    from balagh.pipelines.recognise.engine import EngineWord
    from tests.drawing import Canvas

#: Dots an inch of the pages drawn for these tests, and 11-point print there.
DPI, SIZE = 300, 46

MODELS = {Script.LATIN: "fra", Script.ARABIC: "ara"}


@cache
def network(name: str) -> Network:
    """The packaged network `name`."""
    return load_network(name)


def look(canvas: Canvas) -> Sight:
    """What reading sees of a page drawn at `DPI`."""
    return look_at(canvas.bgr())


def look_at(picture: Image) -> Sight:
    """What reading sees of a picture at `DPI`."""
    clean = clean_sheet(1, picture, float(DPI))
    parts = find_components(clean.ink)
    lines = find_lines(parts)
    return Sight(page=clean, parts=parts, lines=lines, scripts=network("scripts"), signs=network("signs"))


class Parrot:
    """An engine that has its answers ready, by model, and remembers what it was shown."""

    def __init__(self, answers: dict[str, list[tuple[EngineWord, ...]]]) -> None:
        self.answers = {model: list(words) for model, words in answers.items()}
        self.asked: list[tuple[str, int]] = []

    def read_lines(
        self, pictures: Sequence[Image], model: str, *, framed: bool = False
    ) -> list[tuple[EngineWord, ...]]:
        self.asked.append((model, len(pictures)))
        ready = self.answers.get(model, [])
        given = [ready.pop(0) if ready else () for _ in pictures]
        self.answers[model] = ready
        return given
