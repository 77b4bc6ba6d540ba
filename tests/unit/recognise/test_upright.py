from __future__ import annotations

import numpy as np
import pytest

import balagh
from balagh.model import Script
from balagh.pipelines.printed import ReadWord
from balagh.pipelines.recognise.engine import EngineWord
from balagh.pipelines.recognise.reading import ReadLine
from balagh.pipelines.recognise.upright import stands_on_its_head
from tests.drawing import french_page
from tests.pictures import as_png
from tests.seeing import MODELS, Parrot, look

SIGHT = look(french_page(lines=8, height=4))


def read(confidence: float) -> list[ReadLine]:
    """The page's lines, each read with this confidence."""
    return [
        ReadLine(
            index=k,
            script=Script.LATIN,
            words=(ReadWord(original="mot", text="mot", box=line.box, confidence=confidence),),
        )
        for k, line in enumerate(SIGHT.lines.lines)
    ]


def answers(confidence: float) -> Parrot:
    word = EngineWord(text="mot", x0=0, x1=9, confidence=confidence)
    return Parrot({"fra": [(word,)] * 20})


@pytest.mark.parametrize(
    ("upright", "turned", "wanted"), [(0.3, 0.95, True), (0.3, 0.32, False), (0.95, 0.99, False)]
)
def test_a_page_is_turned_when_its_lines_read_better_that_way(
    upright: float, turned: float, wanted: bool
) -> None:
    found = stands_on_its_head(SIGHT.page, SIGHT.lines, read(upright), answers(turned), MODELS)
    assert found is wanted


def test_a_page_that_reads_well_costs_no_second_reading() -> None:
    parrot = answers(0.99)
    stands_on_its_head(SIGHT.page, SIGHT.lines, read(0.95), parrot, MODELS)
    assert parrot.asked == []


def test_a_page_without_lines_is_not_turned() -> None:
    assert not stands_on_its_head(SIGHT.page, SIGHT.lines, [], answers(0.9), MODELS)


@pytest.mark.engine
@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_a_page_laid_any_way_round_is_read(turns: int) -> None:
    page = french_page(dpi=200, lines=10, height=5).gray()
    document = balagh.read(as_png(np.ascontiguousarray(np.rot90(page, turns)), 200), previews=False)
    # Turned counter-clockwise by so many quarters: it takes as many clockwise to stand upright.
    assert document.pages[0].rotation == 90 * turns
    assert (document.pages[0].width, document.pages[0].height) == page.shape[::-1]
    text = document.text()
    assert "conseil de la commune" in text
    assert "les comptes de l'année passée" in text.replace("’", "'")
