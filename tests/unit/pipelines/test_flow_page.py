"""Pages of Word files: blocks in order, what was changed on the way, tables, pictures where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

import balagh
from balagh.errors import NoTextError
from balagh.ingest.flow import Flow, FlowItem, FlowPicture, FlowTable, FlowText, Region
from balagh.ingest.sheet import Image, Sheet
from balagh.model import Origin, Role
from balagh.pipelines.flow import read_flow_page
from balagh.pipelines.repair.ledger import apply_repairs, undo_repairs
from balagh.pipelines.tools import Tools, tools_for
from balagh.settings import Settings
from tests.wordfile import drawing, par, png, word_file

if TYPE_CHECKING:
    from balagh.pipelines.stage import ReadPage

LONG = "Le conseil a tenu sa session ordinaire et a pris connaissance des rapports. " * 3


def no_tools() -> Tools:
    pytest.fail("text alone needs no engine")


def real_tools() -> Tools:
    return tools_for(Settings())


def read(*items: FlowItem, number: int = 1) -> ReadPage:
    return read_flow_page(Sheet(number=number, flow=Flow(items=items)), no_tools)


def written(*lines: str, size: tuple[int, int] = (600, 160)) -> Image:
    picture = np.full((size[1], size[0], 3), 255, np.uint8)
    for at, line in enumerate(lines):
        cv2.putText(
            picture, line, (10, 50 + 60 * at), cv2.FONT_HERSHEY_SIMPLEX, 1.3, (120, 40, 20), 3, cv2.LINE_AA
        )
    return picture


def test_paragraphs_are_blocks_without_places() -> None:
    page = read(FlowText(text="un\ndeux"), FlowText(text="trois", marker="-"), number=3).page
    assert [(block.id, block.text) for block in page.blocks] == [("p3b1", "un\ndeux"), ("p3b2", "- trois")]
    assert page.origin is Origin.DOCX
    assert (page.width, page.height) == (0, 0)
    assert all(block.bbox is None for block in page.blocks)
    assert [len(line.words) for line in page.blocks[0].lines] == [1, 1]


def test_an_empty_line_parts_paragraphs() -> None:
    assert [b.text for b in read(FlowText(text="un\n \ndeux\n")).page.blocks] == ["un", "deux"]


def test_a_head_in_two_columns_of_tabs_is_read_column_by_column() -> None:
    head = ("ROYAUME DU MAROC\t\tالمملكة المغربية", "Ministère de la Pêche        وزارة الصيد")
    page = read(*(FlowText(text=line) for line in head), FlowText(text="Rabat\tle 5 mai")).page
    assert [block.text for block in page.blocks] == [
        "ROYAUME DU MAROC",
        "Ministère de la Pêche",
        "المملكة المغربية",
        "وزارة الصيد",
        "Rabat le 5 mai",
    ]


def test_what_stands_in_the_foot_is_a_footer_or_a_page_number() -> None:
    foot = (FlowText(text=text, region=Region.FOOTER) for text in ("Reproduction libre", "Page 1 sur 3"))
    assert [block.role for block in read(FlowText(text="x"), *foot).page.blocks] == [
        Role.OTHER,
        Role.FOOTER,
        Role.OTHER,
    ]


def test_changes_are_in_the_ledger_and_can_be_undone() -> None:
    found = read(FlowText(text=" \tLa  DGCT"), FlowText(text="الـــمغرب"))
    for block in found.page.blocks:
        own = [repair for repair in found.repairs if repair.block == block.id]
        assert own
        assert apply_repairs(block.original, own) == block.text
        assert undo_repairs(block.text, own) == block.original
    assert [block.text for block in found.page.blocks] == ["La DGCT", "المغرب"]
    assert len({repair.id for repair in found.repairs}) == len(found.repairs)


def test_a_table_keeps_its_cells_beside_its_lines() -> None:
    found = read(FlowText(text="x"), FlowTable(rows=(("Ville ", "de\nFès"), ("", ""), ("", "12"))))
    table = found.page.blocks[1]
    assert (table.role, table.text) == (Role.TABLE, "Ville de Fès\n12")
    assert found.tables == {"p1b2": (("Ville", "de Fès"), ("", "12"))}


@pytest.mark.engine
def test_a_picture_is_read_in_its_place() -> None:
    logo = FlowPicture(image=written("Agence Urbaine", "de Ouarzazate"), name="l.png", region=Region.HEADER)
    flow = Flow(items=(logo, FlowText(text=LONG), FlowPicture(image=written("Annexe deux"), name="b.png")))
    found = read_flow_page(Sheet(number=1, flow=flow), real_tools)
    texts = [(block.role, " ".join(block.text.split())) for block in found.page.blocks if block.text]
    assert texts[0] == (Role.LOGO, "Agence Urbaine de Ouarzazate")
    assert texts[-1][1] == "Annexe deux"
    assert texts[-1][0] is not Role.LOGO
    assert found.page.blocks[0].text == ""  # the picture itself
    assert all(word.bbox is None for b in found.page.blocks for line in b.lines for word in line.words)


@pytest.mark.engine
def test_a_picture_without_words_is_a_block_without_text() -> None:
    disc = np.full((300, 300), 255, np.uint8)
    cv2.circle(disc, (150, 150), 120, (0,), -1)
    flow = Flow(items=(FlowPicture(image=disc, name="d.png"), FlowText(text=LONG)))
    blocks = read_flow_page(Sheet(number=1, flow=flow), real_tools).page.blocks
    assert [(block.role, block.text) for block in blocks[:1]] == [(Role.LOGO, "")]
    assert len(blocks) == 2


@pytest.mark.engine
def test_a_page_that_is_one_scan_is_read_as_a_scan() -> None:
    scan = written("COMMUNIQUE DE PRESSE", "Le conseil se tient mardi", size=(1200, 900))
    flow = Flow(items=(FlowPicture(image=scan, name="p.png", dpi=150.0),))
    page = read_flow_page(Sheet(number=2, flow=flow), real_tools).page
    assert page.origin is Origin.OCR
    assert page.number == 2
    assert all(block.bbox is not None for block in page.blocks)
    assert "COMMUNIQUE DE PRESSE" in page.blocks[0].text


def test_a_word_file_becomes_a_document_without_an_engine() -> None:
    body = par("Communiqué de presse") + par("Le conseil se réunit") + par("Rabat, le 5 mai 2021 - " + LONG)
    document = balagh.read(word_file(body))
    version = document.communique.versions["fr"]
    assert (version.kind, version.title, version.place) == (
        "Communiqué de presse",
        "Le conseil se réunit",
        "Rabat",
    )
    assert document.provenance.engine == "none"
    assert document.source.media_type.endswith("wordprocessingml.document")


@pytest.mark.engine
def test_a_word_file_without_any_text_says_so() -> None:
    data = word_file(
        par(drawing(1)), parts={"word/a.png": png((200, 100))}, relations={"rId1": ("image", "a.png")}
    )
    with pytest.raises(NoTextError):
        balagh.read(data)
