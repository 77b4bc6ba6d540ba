from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NoReturn

import cv2
import numpy as np
import pytest

from balagh.ingest.layer import Glyph, PlacedBox, TextLayer
from balagh.ingest.sheet import Sheet
from balagh.model import Origin
from balagh.pipelines.layer.read import read_layer
from tests.unit.layer.glyphing import set_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from balagh.ingest.sheet import Image
    from balagh.pipelines.stage import ReadPage

WIDTH, HEIGHT = 300.0, 200.0


@dataclass(frozen=True)
class Page:
    """Draws a black box for the ink of each glyph, and what else is asked for."""

    inked: Sequence[Glyph]
    boxes: Sequence[PlacedBox] = ()

    def __call__(self, dpi: float) -> Image:
        scale = dpi / 72
        page = np.full((round(HEIGHT * scale), round(WIDTH * scale)), 255, np.uint8)
        for glyph in self.inked:
            if glyph.text.strip():
                place = (glyph.x0 + 1, glyph.y0 + 3, glyph.x1 - 1, glyph.y1 - 2)
                self.fill(page, place, scale)
        for box in self.boxes:
            self.fill(page, (box.x0, box.y0, box.x1, box.y1), scale)
        return page

    @staticmethod
    def fill(page: Image, place: tuple[float, float, float, float], scale: float) -> None:
        x0, y0, x1, y1 = (round(side * scale) for side in place)
        cv2.rectangle(page, (x0, y0), (x1, y1), 0, -1)


def no_tools() -> NoReturn:
    pytest.fail("the engine was asked for")


def read(glyphs: Sequence[Glyph], page: Page | None = None, **layer: object) -> ReadPage:
    made = TextLayer(width=WIDTH, height=HEIGHT, glyphs=tuple(glyphs))
    made = replace(made, **layer)  # type: ignore[arg-type]  # every value is of its field's type
    return read_layer(Sheet(number=1, layer=made, render=page or Page(glyphs)), no_tools)


def text_of(page: ReadPage) -> list[str]:
    return [block.text for block in page.page.blocks if block.text]


def test_a_plain_page_is_read_without_the_engine() -> None:
    found = read([*set_text("Une réunion publique"), *set_text("est annoncée", y0=114, first=30)])
    assert text_of(found) == ["Une réunion publique\nest annoncée"]
    assert found.page.origin is Origin.TEXT_LAYER
    assert (found.page.width, found.page.height, found.page.dpi) == (1250, 833, 300.0)
    assert found.page.quality.steps[0].value == 1.0
    assert found.notices == ()
    assert found.preview is not None


def test_boxes_are_where_the_ink_is() -> None:
    line = read(set_text("mot")).page.blocks[0].lines[0]
    assert line.bbox is not None
    # 50 and 65 points, less a point of white at both sides, in pixels of 300 dots an inch.
    assert [line.bbox.x0, line.bbox.x1] == pytest.approx([51 * 300 / 72, 64 * 300 / 72], abs=4)


def test_words_without_ink_are_no_text_of_the_page() -> None:
    seen = set_text("visible")
    found = read([*seen, *set_text("secret", y0=150, first=20)], Page(seen))
    assert text_of(found) == ["visible"]
    assert [(notice.code, notice.message[:2]) for notice in found.notices] == [("hidden-text", "6 ")]


def test_turned_letters_are_left_out_with_a_notice() -> None:
    turned = [replace(one, angle=90.0) for one in set_text("bord", y0=20, first=40)]
    found = read([*set_text("un texte droit"), *turned])
    assert text_of(found) == ["un texte droit"]
    assert [notice.code for notice in found.notices] == ["turned-text"]


def test_a_frame_and_a_rule_do_not_wake_the_engine() -> None:
    glyphs = set_text("dans un cadre")
    rules = (
        PlacedBox(x0=40, y0=90, x1=240, y1=90.5),
        PlacedBox(x0=40, y0=120, x1=240, y1=120.5),
        PlacedBox(x0=40, y0=90, x1=40.5, y1=120.5),
        PlacedBox(x0=240, y0=90, x1=240.5, y1=120.5),
    )
    assert "".join(text_of(read(glyphs, Page(glyphs, rules), rules=rules))) == "dans un cadre"


def test_a_page_without_a_layer_is_refused() -> None:
    with pytest.raises(ValueError, match="layer"):
        read_layer(Sheet(number=1), no_tools)
