"""Rows whose letters are turned to Tifinagh, run by run."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from balagh.pipelines.layer.given import Given
from balagh.pipelines.layer.ink import see_page
from balagh.pipelines.layer.lines import read_rows
from balagh.pipelines.layer.mend import mend_lines
from balagh.pipelines.layer.mojibake import decode_rows
from balagh.pipelines.layer.rows import find_rows
from balagh.pipelines.layer.tifinagh import Turned, turn_tifinagh
from balagh.pipelines.layer.tifinagh_fonts import IRCAM
from balagh.pipelines.layer.trust import judge_lines
from balagh.pipelines.repair.rules import Rule
from tests.legacyfont import reordered, typed
from tests.unit.layer.glyphing import set_text

if TYPE_CHECKING:
    from balagh.ingest.layer import Glyph
    from balagh.pipelines.layer.rows import Row

OLD, BODY = "Tifinaghe-IRCAM", "Body"
TAMAZIGHT = "ⵜⴰⵎⴰⵡⴰⵙⵜ ⵏ ⵓⵙⴳⵎⵉ ⴰⵏⴰⵎⵓⵔ"
FRENCH = "Le directeur de la commune"


def row(*runs: tuple[str, str], y: float = 100.0, first: int = 0) -> list[Glyph]:
    """A row of runs, each a text and its font."""
    glyphs: list[Glyph] = []
    for text, font in runs:
        at = len(glyphs)
        own = set_text(text, 30 + 5 * at, y, first=first + at)
        glyphs += (replace(glyph, font=font) for glyph in own)
    return glyphs


def turned(*rows: list[Glyph]) -> Turned:
    """The rows turned, on a page that shows nothing."""
    found = find_rows([glyph for one in rows for glyph in one])
    return turn_tifinagh(found, see_page(np.full((400, 800), 255, np.uint8), 400.0, found))


def read(one: Row) -> str:
    return " ".join("".join(glyph.text for glyph in word.glyphs) for word in one.words)


def test_a_page_without_such_fonts_stays() -> None:
    found = turned(row((FRENCH, BODY)))
    assert [read(one) for one in found.rows] == [FRENCH]
    assert found == Turned(rows=found.rows)


def test_runs_of_the_old_font_change_and_the_ledger_has_what_was_there() -> None:
    typed_text = typed(TAMAZIGHT, IRCAM)
    found = turned(row((FRENCH + " ", BODY), (typed_text + ", 12", OLD)))
    assert [read(one) for one in found.rows] == [f"{FRENCH} {TAMAZIGHT}, 12"]
    assert "".join(given.text for given in found.given.values()) == typed_text.replace(" ", "")
    assert {given.rule for given in found.given.values()} == {Rule.LEGACY_TIFINAGH}
    (line,) = mend_lines(read_rows(found.rows), found.given)
    assert " ".join(word.original for word in line.words) == f"{FRENCH} {typed_text}, 12"
    assert [len(word.edits) for word in line.words] == [0, 0, 0, 0, 0, 1, 1, 1, 1, 0]
    assert judge_lines([line]).score == 1.0


def test_short_runs_go_with_their_neighbours_in_the_font() -> None:
    found = turned(row((typed(TAMAZIGHT, IRCAM), OLD)), row(("d", OLD), y=130, first=90))
    assert [read(one) for one in found.rows] == [TAMAZIGHT, "ⴷ"]


def test_styles_of_a_family_are_judged_together() -> None:
    bold = row(("isic", OLD + "-Bold"), y=130, first=90)
    assert read(turned(bold).rows[0]) == "isic"
    found = turned(row((typed(TAMAZIGHT, IRCAM), OLD)), bold)
    assert [read(one) for one in found.rows] == [TAMAZIGHT, "ⵉⵙⵉⵛ"]


def test_letters_of_symbol_fonts_are_turned_and_stay_in_the_ledger() -> None:
    stored = "".join(sign if sign == " " else chr(0xF000 + ord(sign)) for sign in typed(TAMAZIGHT, IRCAM))
    found = turned(row((stored, OLD)))
    assert read(found.rows[0]) == TAMAZIGHT
    assert all("\uf000" <= given.text <= "\uf0ff" for given in found.given.values())


def test_an_unknown_order_is_marked_and_not_turned() -> None:
    text = typed(TAMAZIGHT, reordered(IRCAM))
    found = turned(row((FRENCH + " ", BODY), (text + " 12", "Tifinagh")))
    assert read(found.rows[0]) == f"{FRENCH} {text} 12"
    assert not found.given
    assert len(found.reasons) == 1
    lines = mend_lines(read_rows(found.rows))
    assert judge_lines(lines, found.unsure, found.reasons).doubtful == (frozenset({5, 6, 7, 8, 9}),)


def test_a_french_line_in_the_old_font_is_asked_for() -> None:
    texts = [typed(TAMAZIGHT, IRCAM)] * 3
    rows = [row((text, OLD), y=100 + 20 * k, first=100 * k) for k, text in enumerate(texts)]
    found = turned(*rows, row((FRENCH, OLD), y=180, first=900))
    assert [read(one) for one in found.rows] == [*[TAMAZIGHT] * 3, FRENCH]
    assert found.unsure == {900 + k for k, sign in enumerate(FRENCH) if sign != " "}


def test_letters_of_the_old_font_are_not_taken_for_arabic() -> None:
    found = turned(row((typed("ⵜⵖⵓⵕⵉ ⵏ ⵉⵎⵣⵥⵕⴰⵢ ⵉⵃⵃⴰⴹⵏ ⴰⴹⵕⵉⵚ", IRCAM), OLD)))
    again = decode_rows(found.rows)
    assert again.rows == found.rows
    assert again.given == {}
    assert all(isinstance(given, Given) for given in found.given.values())
