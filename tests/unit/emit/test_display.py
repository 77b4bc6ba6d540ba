from __future__ import annotations

import re

from balagh.emit.blocks import page_html
from balagh.emit.display import MOST_BLOCKS, MOST_PAGES, document_html
from balagh.model import Block, Box, Document, Line, Origin, Page, Repair, Script, Word
from tests.unit.emit.reading import check_html
from tests.unit.runner.fakes import document

ATTACK = '<script>alert(1)</script>"onload="x'


def test_a_fragment_is_well_formed_and_loads_nothing() -> None:
    fragment = document()._repr_html_()
    check_html(fragment)
    assert not re.search(r"""(?:src|href)=["'](?!data:image/jpeg;base64,|#)""", fragment)
    assert "url(" not in fragment
    assert "@import" not in fragment


def test_whatever_the_document_says_is_escaped() -> None:
    line = Line(
        text=ATTACK, bbox=Box(0, 0, 9, 9), words=(Word(text=ATTACK, bbox=Box(0, 0, 9, 9), confidence=0.1),)
    )
    block = Block(id="p1b1", text=ATTACK, original="x", language=ATTACK, bbox=Box(0, 0, 9, 9), lines=(line,))
    repair = Repair(id="r1", block="p1b1", rule=ATTACK, span=(0, 1), before="x", after=ATTACK)
    page = Page(number=1, width=10, height=10, origin=Origin.OCR, blocks=(block,))
    base = document(ATTACK, title=ATTACK)
    whole = base.model_copy(update={"pages": (page,), "repairs": (repair,)}).with_previews({1: b"\xff"})
    fragment = document_html(whole)
    check_html(fragment)
    assert "<script" not in fragment
    assert '"onload=' not in fragment
    assert "&lt;script&gt;alert(1)" in fragment


def test_a_long_document_is_cut_short_and_says_so() -> None:
    blocks = tuple(Block(id=f"p1b{i}", text="x", original="x") for i in range(1, MOST_BLOCKS + 6))
    base = document(pages=MOST_PAGES + 2)
    first = base.pages[0].model_copy(update={"blocks": blocks})
    fragment = document_html(base.model_copy(update={"pages": (first, *base.pages[1:])}))
    assert fragment.count('<section class="page">') == MOST_PAGES
    assert "… and 2 more pages" in fragment
    assert "… and 5 more blocks" in fragment


def test_every_block_runs_in_its_own_direction_and_its_box_leads_to_it() -> None:
    block = Block(
        id="p1b1",
        text="بلاغ",
        original="بلاغ",
        language="ar",
        script=Script.ARABIC,
        direction="rtl",
        bbox=Box(1, 2, 9, 8),
    )
    page = Page(number=1, width=10, height=10, origin=Origin.OCR, blocks=(block,))
    text = page_html(document(), page, picture="report/x-p1.jpg", prefix="d1-")
    check_html(text)
    assert 'lang="ar" dir="rtl"' in text
    assert '<a href="#d1-p1b1"' in text
    assert 'id="d1-p1b1"' in text
    assert '<rect x="1" y="2" width="8" height="6" class="block s-Arab"/>' in text
    assert 'alt="Page 1 of x.txt as scanned"' in text


def repaired(*repairs: Repair) -> str:
    block = Block(id="p1b1", text="Le 12 mai", original="Ie l2 mai", language="fr")
    page = Page(number=1, width=0, height=0, origin=Origin.TEXT, blocks=(block,))
    base: Document = document().model_copy(update={"pages": (page,), "repairs": repairs})
    return page_html(base, page, picture=None, prefix="")


def test_repairs_are_marked_where_they_ended_up_and_listed() -> None:
    text = repaired(
        Repair(id="r1", block="p1b1", rule="capital_i", span=(0, 2), before="Ie", after="Le"),
        Repair(id="r2", block="p1b1", rule="digit", span=(3, 5), before="l2", after="12"),
        Repair(id="r3", block="p1b1", rule="month", span=(6, 9), before="mai", after="mars", applied=False),
    )
    assert re.search(r"<mark[^>]*>Le</mark> <mark[^>]*>12</mark> mai", text)
    assert text.count("<del") == 3
    assert "(left as it was)" in text


def test_a_doubtful_word_is_marked_and_a_sure_one_is_not() -> None:
    fragment = document_html(document())
    assert re.search(r'Rabat <mark class="doubt" title="doubtful: 40 %">2O21</mark>', fragment)


def test_a_document_without_pages_or_fields_still_shows() -> None:
    bare = document().model_copy(
        update={"pages": (), "warnings": (), "communique": type(document().communique)()}
    )
    fragment = document_html(bare)
    check_html(fragment)
    assert "No field was found." in fragment
