"""Pages of known lines: words are found where they are printed, before and after wear; scripts are counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from balagh.model import Box
from balagh.pipelines.recognise.runs import Hand
from balagh.pipelines.recognise.segments import LinePlan, Segment
from bench.front import cut_page, see_page
from bench.routing import Routing, count_page, line_table, script_of, word_table
from bench.routing_text import KINDS, make_lines
from bench.strips import Strip, StripPage, print_strips, wrap_words
from bench.wear import Worn, wear_page
from samples.degrade import generator

if TYPE_CHECKING:
    from bench.front import SeenPage
    from bench.wear import Wear

CSS = "font-family: 'DejaVu Sans'; font-size: 13pt"
TEXTS = ("ⴰⵙⵙⵓⵎⵔ ⵏ 2024", "COMMUNIQUE DE PRESSE", "ⵜⴰⴷⵍⵙⴰ / Culture")


@pytest.fixture(scope="module")
def page() -> StripPage:
    (only,) = print_strips([Strip(text=text, css=CSS) for text in TEXTS], 12.0)
    return only


def test_words_stand_in_order_and_on_their_ink(page: StripPage) -> None:
    for printed, text in zip(page.lines, TEXTS, strict=True):
        assert [word.text for word in printed.words] == [w for w in text.split() if w != "/" or "/" in text]
        lefts = [word.box.x0 for word in printed.words]
        assert lefts == sorted(lefts)
        for word in printed.words:
            box = word.box
            assert page.picture[box.y0 : box.y1, box.x0 : box.x1].min() < 60
            assert printed.band.y0 <= box.y0 < box.y1 <= printed.band.y1
            assert printed.box.x0 <= box.x0 < box.x1 <= printed.box.x1


def test_many_lines_take_many_pages() -> None:
    pages = print_strips([Strip(text="a", css=CSS)] * 3, 140.0)
    assert [len(found.lines) for found in pages] == [1, 1, 1]


@pytest.mark.parametrize("wear", ["none", "fax", "mailed"])
def test_a_box_is_placed_where_its_ink_has_gone(page: StripPage, wear: Wear) -> None:
    worn = wear_page(page.picture, wear, generator("strips", 3), straight=True)
    grey = worn.picture if worn.picture.ndim == 2 else worn.picture.min(axis=2)
    size = grey.shape[1], grey.shape[0]
    paper = page.picture.shape[1], page.picture.shape[0]
    for printed in page.lines:
        box = worn.place(printed.box, size, paper)
        band = worn.place(printed.band, size, paper)
        rows, columns = np.nonzero(grey[band.y0 : band.y1] < 128)
        # Dust may lie anywhere: most of the band's ink is meant.
        inside = (columns >= box.x0 - 2) & (columns <= box.x1 + 2)
        inside &= (rows + band.y0 >= box.y0 - 2) & (rows + band.y0 <= box.y1 + 2)
        assert inside.mean() > 0.9


def test_a_photo_has_no_scale_but_the_sheet_laid_flat() -> None:
    worn = Worn(picture=np.zeros((5, 7), np.uint8), dpi=None, scale=None)
    assert worn.place(Box(10, 20, 30, 40), (2000, 1500), (1000, 500)) == Box(20, 60, 60, 120)


def test_lines_are_cut_as_the_pipeline_reads_them(page: StripPage) -> None:
    cut = cut_page(page, wear_page(page.picture, "office", generator("strips", 5)))
    assert [line.text for line in cut] == list(TEXTS)
    assert [line.found for line in cut] == [1, 1, 1]
    for line in cut:
        assert line.picture is not None
        assert line.loose is not None
        assert line.picture.shape[0] == 36
        assert line.loose.shape[0] > 36
        assert line.picture.min() < 128 < line.picture.max()


def test_a_line_without_ink_has_no_picture(page: StripPage) -> None:
    blank = StripPage(picture=page.picture.copy(), lines=page.lines)
    band = page.lines[1].band
    blank.picture[band.y0 : band.y1] = 255
    pictures = [line.picture for line in cut_page(blank, wear_page(blank.picture, "none", generator("s", 1)))]
    assert [picture is None for picture in pictures] == [False, True, False]


@pytest.mark.parametrize(
    ("word", "script"),
    [
        ("«ⵜⴰⴷⵍⵙⴰ»", "tifinagh"),
        ("ANDZOA", "latin"),
        ("(قرار)", "arabic"),
        ("١٦", "indic"),
        ("12,5", "digits"),
        ("–", None),
    ],
)
def test_the_script_of_a_word_is_that_of_its_letters(word: str, script: str | None) -> None:
    assert script_of(word) == script


def test_words_are_counted_by_the_segment_they_lie_in(
    page: StripPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    worn = wear_page(page.picture, "none", generator("strips", 1))
    seen = see_page(page, worn)
    middle = seen.place(page.lines[2].words[1].box).x0
    whole = LinePlan(main=Hand.LATIN, segments=(Segment(hand=Hand.LATIN, span=(0, 9999)),), doubtful=False)
    parted = (Segment(hand=Hand.TIFINAGH, span=(0, middle)), Segment(hand=Hand.ARABIC, span=(middle, 9999)))

    def plans(found: SeenPage) -> list[LinePlan | None]:
        assert len(found.lines.lines) == 3
        return [whole, whole, LinePlan(main=Hand.TIFINAGH, segments=parted, doubtful=True)]

    monkeypatch.setattr("bench.routing.plan_lines", plans)
    routing = Routing()
    count_page(page, ("tifinagh", "latin", "latin+tifinagh"), seen, routing)
    assert routing.lines == {("tifinagh", "Latn"): 1, ("latin", "Latn"): 1, ("latin+tifinagh", "Tfng"): 1}
    assert routing.doubtful["latin+tifinagh"] == 1
    assert routing.words == {
        ("latin+tifinagh", "tifinagh", "Tfng"): 1,
        ("latin+tifinagh", "latin", "Arab"): 1,
    }
    assert len(routing.misses) == 2
    assert "| **of one script** |  |  |  |  |  |  |  | 50.00 |" in line_table(routing)
    assert word_table(routing).endswith("| 50.00 |")


def test_every_kind_has_its_lines() -> None:
    lines = make_lines(2, generator("routing", 0))
    assert sorted(line.kind for line in lines) == sorted([*KINDS, *KINDS])
    for line in lines:
        scripts = {script_of(word) for word in line.strip.text.split()} - {None}
        assert set(line.kind.split("+")) <= scripts
        assert line.strip.rtl == line.kind.startswith("arabic")


def test_a_word_longer_than_a_line_stands_alone() -> None:
    assert wrap_words("ⴰ ⵜⴰⵎⴰⵡⴰⵙⵜ ⵏ ⵓ", 4) == ["ⴰ", "ⵜⴰⵎⴰⵡⴰⵙⵜ", "ⵏ ⵓ"]
    assert wrap_words("", 4) == []
