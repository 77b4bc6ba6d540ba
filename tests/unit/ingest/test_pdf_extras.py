"""What a PDF holds besides its pages is named in a warning."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream

from balagh.ingest import open_source
from balagh.settings import Settings

if TYPE_CHECKING:
    from tests.unit.ingest.conftest import PdfMaker, ReadSheets

TEXT = b"BT /F1 12 Tf 20 30 Td (Rabat) Tj ET"


def attach(maker: PdfMaker, *names: str) -> PdfMaker:
    for name in names:
        maker.pdf.attachments[name] = b"data"
    return maker


def notices(data: bytes) -> list[tuple[str, str]]:
    return [(notice.code, notice.message) for notice in open_source(data, settings=Settings()).notices]


def test_attached_files_are_named(maker: PdfMaker) -> None:
    assert notices(maker.page(TEXT).save()) == []
    assert notices(attach(maker, "annexe.xlsx").save()) == [
        ("attachments", "the file annexe.xlsx is attached and not read")
    ]
    assert notices(attach(maker, "بلاغ.pdf").save()) == [
        ("attachments", "the 2 files annexe.xlsx, بلاغ.pdf are attached and not read")
    ]


def test_many_files_are_counted_and_long_names_cut(maker: PdfMaker) -> None:
    attach(maker.page(TEXT), *(f"{k}.txt" for k in range(7)), "9" * 300)
    [(_, message)] = notices(maker.save())
    assert message == "the 8 files 0.txt, 1.txt, 2.txt, 3.txt, 4.txt and 3 more are attached and not read"
    [(_, message)] = notices(attach(type(maker)().page(TEXT), "8" * 300 + "\n").save())
    assert "8" * 80 + "…" in message
    assert "8" * 81 not in message


@pytest.mark.parametrize("packed", [False, True])
def test_a_portfolio_is_told_apart(packed: bool, maker: PdfMaker) -> None:
    attach(maker.page(TEXT), "a.pdf", "b.pdf").pdf.Root["/Collection"] = Dictionary(Type=Name.Collection)
    mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
    [(code, message)] = notices(maker.save(object_stream_mode=mode))
    assert code == "attachments"
    assert message == (
        "the file is a PDF portfolio: its pages are only a cover sheet, the 2 files a.pdf, b.pdf are not read"
    )


def test_a_file_pinned_to_a_page_is_named_there(maker: PdfMaker, read_sheets: ReadSheets) -> None:
    stream = maker.pdf.make_indirect(Stream(maker.pdf, b"data", Type=Name.EmbeddedFile))
    file = Dictionary(Type=Name.Filespec, F=pikepdf.String("note.doc"), UF=pikepdf.String("note.doc"))
    file["/EF"] = Dictionary(F=stream)
    pin = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([0, 0, 9, 9]), FS=file)
    first, second = read_sheets(maker.page(TEXT, Annots=Array([pin])).page(TEXT).save())
    assert [notice.message for notice in first.notices] == ["the file note.doc is attached and not read"]
    assert second.notices == ()


def test_a_form_drawn_by_a_program_is_mentioned(maker: PdfMaker) -> None:
    maker.page(TEXT)
    parts = Stream(maker.pdf, b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'></xdp:xdp>")
    fields = Array([maker.pdf.make_indirect(Dictionary(FT=Name.Tx, T=pikepdf.String("a")))])
    maker.pdf.Root["/AcroForm"] = Dictionary(XFA=parts, Fields=fields)
    assert [code for code, _ in notices(maker.save())] == ["xfa-form"]
