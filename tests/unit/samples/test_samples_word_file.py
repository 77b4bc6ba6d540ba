"""Word files made from written documents, opened again."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import numpy as np
import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from PIL import Image

from balagh.model import Role
from samples.cutout import picture_of
from samples.document import PageStyle, Part, Written, load
from samples.word_file import docx_of
from samples.word_text import directions, look_of

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

TEXT = """
purpose = "every kind of part"
language = "fr"
issuers = [{ key = "a" }]
parts = [
  { role = "logo", mark = "star", style = "small centre" },
  { role = "logo", text = "Maison d'Essai", style = "centre bold", issuer = "a" },
  { role = "letterhead", row = "head", column = 0, text = "Commune\\nd'Essai" },
  { role = "letterhead", row = "head", column = 1, language = "ar", text = "جماعة التجربة" },
  { role = "kind", text = "Communiqué", style = "boxed centre bold" },
  { role = "title", text = "Un **titre** gras", style = "big" },
  { role = "paragraph", text = "Une première phrase assez longue pour que la coupe y trouve sa place, et une suite." },
  { role = "list_item", marker = "1.", text = "premier point" },
  { role = "list_item", marker = "2.", text = "second point" },
  { role = "list_item", marker = "-", text = "tiret" },
  { role = "table", rows = [["Nom", "Somme"], ["Un", "12,5"]] },
  { role = "paragraph", language = "ar", text = "الهاتف 0537-00-11-22 والبريد a.b@essai.ma" },
  { role = "paragraph", text = "Ceci s'arrête" },
  { role = "footer", text = "Au pied" },
  { role = "page_number", language = "und", text = "1/2" },
  { role = "paragraph", page = 2, continues = true, text = "et continue." },
  { role = "footer", page = 2, text = "Au pied" },
  { role = "page_number", page = 2, language = "und", text = "2/2" },
]
[page]
latin = "DejaVu Sans"
arabic = "DejaVu Sans"
[scan]
"""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    path = tmp_path_factory.mktemp("word") / "essai.toml"
    path.write_text(TEXT, encoding="utf-8")
    return load(path)


@pytest.fixture(scope="module")
def docx(written: Written) -> bytes:
    return docx_of(written)


def _body(docx: bytes) -> BaseOxmlElement:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return parse_xml(archive.read("word/document.xml"))


def _words(root: BaseOxmlElement) -> str:
    return "".join(node.text or "" for node in root.iter(qn("w:t")))


def test_the_text_is_there_and_what_was_struck_out_is_not(docx: bytes) -> None:
    body = _body(docx)
    words = _words(body)
    assert "Un titre gras" in words
    assert "Une première phrase assez longue pour que la coupe y trouve sa place, et une suite" in words
    assert "Ceci s'arrête et continue." in words
    assert "provisoire" not in words
    assert ["provisoire" in (node.text or "") for node in body.iter(qn("w:delText"))] == [True]
    assert [node.get(qn("w:name")) for node in body.iter(qn("w:bookmarkStart"))] == ["_GoBack"]
    assert len(list(body.iter(qn("w:ins")))) == 1


def test_nothing_is_struck_out_in_the_file_that_is_printed(written: Written) -> None:
    body = _body(docx_of(written, printed=True))
    assert not list(body.iter(qn("w:del"), qn("w:ins")))
    assert "\u20660537-00-11-22\u2069" in _words(body)


def test_a_text_box_has_its_words_twice(docx: bytes) -> None:
    boxes = list(_body(docx).iter(qn("w:txbxContent")))
    assert [_words(box) for box in boxes] == ["Communiqué", "Communiqué"]


def test_the_logo_is_a_picture_and_no_text(docx: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        [name] = [name for name in archive.namelist() if name.startswith("word/media/")]
        with Image.open(io.BytesIO(archive.read(name))) as picture:
            assert picture.width > 150
        assert not any(
            b"Maison" in archive.read(other) for other in archive.namelist() if other.endswith(".xml")
        )


def test_lists_count_as_their_markers_do(docx: bytes) -> None:
    paper = Document(io.BytesIO(docx))
    numbers = [int(node.get(qn("w:val")) or 0) for node in _body(docx).iter(qn("w:numId"))]
    assert len(numbers) == 3
    assert numbers[0] == numbers[1] != numbers[2]
    formats = {
        kind.get(qn("w:abstractNumId")): kind.find(f"{qn('w:lvl')}/{qn('w:numFmt')}").get(qn("w:val"))
        for kind in paper.part.numbering_part.element.findall(qn("w:abstractNum"))
    }
    assert formats[str(numbers[0])] == "decimal"
    assert formats[str(numbers[2])] == "bullet"


def test_tables_heads_and_feet(docx: bytes) -> None:
    paper = Document(io.BytesIO(docx))
    table = paper.tables[-1]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["Nom", "Somme"], ["Un", "12,5"]]
    foot = paper.sections[0].footer._element
    assert [node.text for node in foot.iter(qn("w:instrText"))] == [" PAGE ", " NUMPAGES "]
    assert _words(foot) == "Au pied1/2"
    assert len([node for node in _body(docx).iter(qn("w:br")) if node.get(qn("w:type")) == "page"]) == 1


def test_arabic_runs_from_the_right_and_its_numbers_do_not(docx: bytes) -> None:
    look = look_of(Part(role=Role.PARAGRAPH, language="ar", text=""), PageStyle(latin="DejaVu Sans"))
    assert directions("الهاتف 0537-00-11-22 غدا", look) == [
        ("الهاتف ", True),
        ("0537-00-11-22", False),
        (" غدا", True),
    ]
    paragraphs = [p for p in _body(docx).iter(qn("w:p")) if "الهاتف" in _words(p)]
    assert all(p.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None for p in paragraphs)
    [link] = list(_body(docx).iter(qn("w:hyperlink")))
    assert _words(link) == "a.b@essai.ma"


def test_the_same_document_gives_the_same_bytes(written: Written, docx: bytes) -> None:
    assert docx_of(written) == docx


def test_a_picture_is_cut_to_its_ink() -> None:
    page = PageStyle(latin="DejaVu Sans", arabic="DejaVu Sans")
    short, long = (
        picture_of([Part(role=Role.LOGO, language="fr", text=text)], page, 100.0)
        for text in ("Un", "Un nom bien long")
    )
    assert long.width > 3 * short.width
    assert short.height < 10
    with Image.open(io.BytesIO(long.png)) as picture:
        levels = np.asarray(picture.convert("L"))
    assert levels[0, 0] == 255
    assert levels.min() < 60
