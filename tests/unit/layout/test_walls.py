from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from balagh.pipelines.clean import clean_sheet
from balagh.pipelines.layout.components import find_components
from balagh.pipelines.layout.lines import find_lines
from balagh.pipelines.layout.ruling import find_ruling, join_rules, lies_across, scale_rules
from balagh.pipelines.layout.walls import find_walls
from tests.drawing import ARABIC, BLACK, FRENCH, WHITE, Canvas, slanted
from tests.seeing import DPI, SIZE

if TYPE_CHECKING:
    from balagh.ingest import Image
    from balagh.model import Box
    from balagh.pipelines.layout.lines import LineMap


def lines_of(picture: Image) -> tuple[LineMap, tuple[Box, ...]]:
    """A page's lines and its walls."""
    parts = find_components(clean_sheet(1, picture, float(DPI)).ink)
    walls = find_walls(parts, find_ruling(parts))
    return find_lines(parts, walls), walls


def columns(gutter: int, *, leading: int = 70, offset: int = 0) -> Canvas:
    """French at the left and Arabic at the right; both justified to the gutter."""
    page = Canvas(2480, 1200)
    for k in range(8):
        text = FRENCH[k % len(FRENCH)][:46].rsplit(" ", 1)[0]
        page.write_wide(text, 150, 150 + 70 * k, SIZE, 1050)
        page.write_back(ARABIC[k % len(ARABIC)][:34], 1200 + gutter + 950, 150 + offset + leading * k, SIZE)
    return page


@pytest.mark.parametrize(("leading", "offset"), [(70, 0), (84, 10), (96, -12)])
@pytest.mark.parametrize("gutter", [60, 120])
def test_no_line_runs_from_one_column_into_the_other(gutter: int, leading: int, offset: int) -> None:
    found, walls = lines_of(columns(gutter, leading=leading, offset=offset).bgr())
    assert len(found.lines) == 16
    edge = (1200 + gutter // 2) / 2
    assert all(line.core.x1 < edge or line.core.x0 > edge for line in found.lines)
    assert walls


def test_the_blanks_of_justified_print_are_no_gutter() -> None:
    page = Canvas(2480, 1000)
    for k in range(10):
        # Every other line has a word less: its blanks are wider than its letters are high.
        words = FRENCH[k % len(FRENCH)].split()
        page.write_wide(" ".join(words[: len(words) - k % 2]), 300, 120 + 70 * k, SIZE, 1560)
    found, walls = lines_of(page.bgr())
    assert walls == ()
    assert len(found.lines) == 10


def test_list_markers_keep_their_lines() -> None:
    page = Canvas(2480, 800)
    for k in range(6):
        page.write("•", 300, 120 + 75 * k, SIZE)
        page.write(FRENCH[k], 365, 120 + 75 * k, SIZE)
    found, walls = lines_of(page.bgr())
    assert walls == ()
    assert len(found.lines) == 6


def text_above(page: Canvas, lines: int = 5) -> int:
    """Print running text at the top of a page, so that it is plain which way up it is; give the next base line."""
    for k in range(lines):
        page.write(FRENCH[k % len(FRENCH)], 200, 120 + 70 * k, SIZE)
    return 120 + 70 * lines


def put_words(page: Canvas, base: int, *words: tuple[str, int]) -> None:
    """Print words, each at its own left edge."""
    for word, x in words:
        page.write(word, x, base, SIZE)


def test_a_blank_in_line_with_a_gutter_below_it_cuts_no_text() -> None:
    page = Canvas(2480, 1100)
    base = text_above(page)
    # The last line of the text has one wide blank, right above the gutter of what follows.
    put_words(page, base, ("Le conseil de", 200), ("la commune a siégé hier", 550))
    for k in range(5):
        put_words(page, base + 110 + 80 * k, ("Mehdia", 200), ("12,5 km", 900))
    found, walls = lines_of(page.bgr())
    assert len(walls) == 1
    assert len(found.lines) == 6 + 10


def test_a_column_of_single_letters_far_from_its_neighbour_is_parted() -> None:
    page = Canvas(2480, 1100)
    base = text_above(page)
    for k, letter in enumerate("ABCD"):
        put_words(page, base + 60 + 80 * k, ("16 h 15", 300), (letter, 620))
    found, walls = lines_of(page.bgr())
    assert len(walls) == 1
    assert len(found.lines) == 5 + 8


def ruled(*, gap: int = 0) -> Canvas:
    """A table of three columns and four rows, its cells narrow; `gap` pixels are missing in the middle of each rule."""
    page = Canvas(2480, 900)
    for row in range(4):
        for column, text in enumerate(("Kénitra", "12,5 km", "3 450 000")):
            page.write(text, 215 + 300 * column, 254 + 80 * row, SIZE)
    for y in range(200, 521, 80):
        page.rectangle((200, y, 1100, y + 4), BLACK)
        if gap:
            page.rectangle((640, y, 640 + gap, y + 4), WHITE)
    for x in (200, 500, 800, 1100):
        page.rectangle((x, 200, x + 4, 524), BLACK)
        if gap:
            page.rectangle((x, 300, x + 4, 300 + gap), WHITE)
    return page


@pytest.mark.parametrize("gap", [0, 14])
@pytest.mark.parametrize("slant", [0.0, 0.4])
def test_the_rules_of_a_table_are_found_and_part_its_cells(gap: int, slant: float) -> None:
    picture = slanted(ruled(gap=gap).gray(), slant)
    clean = clean_sheet(1, picture, float(DPI))
    parts = find_components(clean.ink)
    rules = scale_rules(find_ruling(parts), clean.shrink)
    assert sum(map(lies_across, rules)) == 5
    assert len(rules) == 9
    assert all(max(rule.width, rule.height) > 300 for rule in rules)
    found, _ = lines_of(picture)
    assert len(found.lines) == 12


def test_a_page_without_rules_has_none() -> None:
    parts = find_components(clean_sheet(1, columns(120).bgr(), float(DPI)).ink)
    assert find_ruling(parts) == ()
    assert join_rules([]) == []
