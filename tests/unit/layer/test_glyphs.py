from __future__ import annotations

import math

from balagh.ingest.layer import TextLayer
from balagh.pipelines.layer.glyphs import UNKNOWN, Usable, usable_glyphs
from tests.unit.layer.glyphing import glyph


def usable(*glyphs: object) -> Usable:
    return usable_glyphs(TextLayer(width=600, height=800, glyphs=glyphs))  # type: ignore[arg-type]  # glyphs


def test_senseless_places_and_sizes_are_left_out() -> None:
    bad = [
        glyph("a", x0=math.nan),
        glyph("a", y1=100.0),
        glyph("a", size=math.inf),
        glyph("a", size=0.0),
        glyph("a", x0=700.0),
        glyph("a", y0=-50.0),
    ]
    assert usable(*bad).glyphs == ()


def test_hidden_and_turned_letters_are_counted_and_left_out() -> None:
    found = usable(glyph("a"), glyph("b", visible=False), glyph("c", angle=90.0), glyph(" ", visible=False))
    assert ([g.text for g in found.glyphs], found.hidden, len(found.turned)) == (["a"], 1, 1)


def test_a_slight_slant_is_a_line_of_the_page() -> None:
    assert len(usable(glyph("a", angle=359.0), glyph("b", angle=2.0)).glyphs) == 2


def test_an_arabic_mark_joins_the_letter_drawn_after_it() -> None:
    # From left to right: ta, then the mark, then the alef that it stands on.
    found = usable(glyph("ت", 10), glyph("\u0654", 15, x1=15.0), glyph("ا", 15))
    assert [g.text for g in found.glyphs] == ["ت", "ا\u0654"]


def test_a_latin_accent_joins_the_letter_drawn_before_it() -> None:
    found = usable(glyph("e", 10), glyph("\u0301", 15, x1=15.0), glyph("t", 15))
    assert [g.text for g in found.glyphs] == ["e\u0301", "t"]


def test_a_mark_without_text_is_remembered() -> None:
    found = usable(glyph("ا", 10), glyph("", 12, x1=12.0))
    assert [g.text for g in found.glyphs] == ["ا" + UNKNOWN]
