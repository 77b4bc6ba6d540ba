"""Text layers that are damaged, or made to fill memory: bounded, told of, and the page read from its picture."""

from __future__ import annotations

import io
import random
import zlib
from typing import TYPE_CHECKING

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream

from balagh.errors import BalaghError, OversizeError
from balagh.ingest import pdf_device, pdf_guard, pdf_weight
from balagh.ingest.pdf_guard import LayerTooLargeError, check_packed_objects
from tests.unit.ingest.conftest import layer_of, written

if TYPE_CHECKING:
    from balagh.ingest import Sheet
    from tests.unit.ingest.conftest import PdfMaker, ReadSheets

PAGE = (200.0, 120.0)
HN = b"BT /F1 20 Tf 30 40 Td (HN) Tj ET "


def refused(sheet: Sheet) -> str:
    """The reason why a page's layer was not used; the page came as a picture."""
    assert sheet.layer is None
    assert sheet.image is not None
    [notice] = sheet.notices
    assert notice.code == "text-layer-unusable"
    return notice.message


def composite_font(maker: PdfMaker, **entries: object) -> Dictionary:
    """A font with codes of two bytes."""
    system = Dictionary(Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0)
    about = Dictionary(Type=Name.FontDescriptor, FontName=Name.X, Flags=4, FontBBox=Array([0, 0, 1000, 1000]))
    inner = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name.X, CIDSystemInfo=system)
    inner["/FontDescriptor"] = about
    font = Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.X, Encoding=Name("/Identity-H"))
    for key, value in entries.items():
        (about if key == "FontFile2" else inner if key in {"W", "W2"} else font)[f"/{key}"] = value
    font["/DescendantFonts"] = Array([maker.pdf.make_indirect(inner)])
    return font


def test_too_many_letters_on_one_page_are_not_used(
    maker: PdfMaker, read_sheets: ReadSheets, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_device, "MAX_GLYPHS", 500)
    [sheet] = read_sheets(maker.page(b"BT /F1 2 Tf 5 50 Td (" + b"ab" * 300 + b") Tj ET", size=PAGE).save())
    assert "too large" in refused(sheet)


def test_a_letter_painted_a_thousand_times_on_one_place_is_one(
    maker: PdfMaker, read_sheets: ReadSheets, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_device, "MAX_GLYPHS", 5)
    deep = b"BT /F1 9 Tf " + b"1 0 0 1 50 50 Tm (a) Tj " * 1000 + b"ET"
    [sheet] = read_sheets(maker.page(deep, size=PAGE).save())
    assert written(sheet) == "a"


def test_content_without_end_is_not_run(
    maker: PdfMaker, read_sheets: ReadSheets, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_guard, "MAX_CONTENT_BYTES", 20_000)
    monkeypatch.setattr("balagh.ingest.pdf_interpreter.MAX_CONTENT_BYTES", 20_000)
    [sheet] = read_sheets(maker.page(HN + b"0 0 m 9 9 l S " * 2000, size=PAGE).save())
    assert "too large" in refused(sheet)


def test_a_page_that_unpacks_to_a_flood_is_refused_unread(
    maker: PdfMaker, read_sheets: ReadSheets, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_weight, "MAX_PAGE_BYTES", 1_000_000)
    maker.page(HN, size=PAGE)
    flood = Stream(maker.pdf, b"")
    flood.write(zlib.compress(HN + b" " * 3_000_000), filter=Name.FlateDecode)
    maker.pdf.pages[0].obj["/Contents"] = flood
    with pytest.raises(OversizeError, match=r"page 1.*without end"):
        read_sheets(maker.save())


def test_forms_that_call_each_other_a_billion_times_are_refused(
    maker: PdfMaker, read_sheets: ReadSheets
) -> None:
    def form(content: bytes, inner: pikepdf.Object | None = None) -> pikepdf.Object:
        made = Stream(maker.pdf, content, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 200, 120]))
        made["/Resources"] = Dictionary() if inner is None else Dictionary(XObject=Dictionary(X=inner))
        return maker.pdf.make_indirect(made)

    last = form(b"0 0 m 9 9 l S")
    for _ in range(9):
        last = form(b"/X Do " * 10, last)
    with pytest.raises(OversizeError, match="page 1"):
        read_sheets(maker.page(b"/T0 Do", size=PAGE, things=(last,)).save())


def test_a_form_that_calls_itself_is_run_once(maker: PdfMaker, read_sheets: ReadSheets) -> None:
    made = Stream(
        maker.pdf, HN + b"/X Do", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 200, 120])
    )
    form = maker.pdf.make_indirect(made)
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    form["/Resources"] = Dictionary(XObject=Dictionary(X=form), Font=Dictionary(F1=font))
    [sheet] = read_sheets(maker.page(b"/T0 Do", size=PAGE, things=(form,)).save())
    assert written(sheet) == "HN"


def test_states_saved_without_end_are_not_kept(maker: PdfMaker, read_sheets: ReadSheets) -> None:
    [sheet] = read_sheets(maker.page(HN + b"q " * 5000, size=PAGE).save())
    assert "too large" in refused(sheet)


@pytest.mark.parametrize(
    "table",
    [
        b"1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange",
        b"1 begincidrange <00000000> <FFFFFFFF> 7 endcidrange",
        b"3 beginbfrange " + b"<0000> <FFFF> <0041> " * 8 + b"endbfrange",
    ],
)
def test_a_font_that_names_billions_of_codes_is_not_used(
    table: bytes, maker: PdfMaker, read_sheets: ReadSheets
) -> None:
    font = composite_font(maker, ToUnicode=Stream(maker.pdf, table))
    body = b"BT /F1 20 Tf 30 40 Td <00410042> Tj ET"
    [sheet] = read_sheets(maker.page(body, size=PAGE, Resources=Dictionary(Font=Dictionary(F1=font))).save())
    assert "too large" in refused(sheet)


def test_widths_and_tables_that_span_billions_are_not_used(maker: PdfMaker, read_sheets: ReadSheets) -> None:
    groups = (12).to_bytes(2, "big") + bytes(10) + (1).to_bytes(4, "big") + bytes(4) + b"\x7f" * 4 + bytes(4)
    cmap = bytes(2) + b"\0\1" + b"\0\3\0\1" + (12).to_bytes(4, "big") + groups
    head = (
        b"\0\1\0\0"
        + b"\0\1"
        + bytes(6)
        + b"cmap"
        + bytes(4)
        + (28).to_bytes(4, "big")
        + len(cmap).to_bytes(4, "big")
    )
    body = b"BT /F1 20 Tf 30 40 Td <00410042> Tj ET"
    for entries in ({"W": Array([0, 2_000_000_000, 500])}, {"FontFile2": Stream(maker.pdf, head + cmap)}):
        fonts = Dictionary(F1=composite_font(maker, **entries))
        maker.page(body, size=PAGE, Resources=Dictionary(Font=fonts))
    for sheet in read_sheets(maker.save()):
        assert "too large" in refused(sheet)


def test_tables_of_objects_that_unpack_to_a_flood_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_guard, "MAX_PACKED_BYTES", 100_000)
    packed = b"9 0 obj <</Type /ObjStm /N 1>> stream\n%s endstream"
    check_packed_objects(packed % zlib.compress(bytes(90_000)))
    with pytest.raises(LayerTooLargeError):
        check_packed_objects(packed % zlib.compress(bytes(200_000)))


@pytest.mark.parametrize(
    "font",
    [
        Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.X),
        Dictionary(Type=Name.Font, Subtype=Name.Type3, FontMatrix=Array([1]), CharProcs=Dictionary()),
        Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name.X, Widths=Name.No, FontDescriptor=7),
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.X, Encoding=Array([1])),
    ],
    ids=["no parts", "type 3", "widths", "encoding"],
)
def test_a_broken_font_spoils_only_its_own_letters(
    font: Dictionary, maker: PdfMaker, read_sheets: ReadSheets
) -> None:
    good = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    resources = Dictionary(Font=Dictionary(F1=good, F2=maker.pdf.make_indirect(font)))
    body = HN + b"BT /F2 20 Tf 90 40 Td (ab) Tj ET"
    [sheet] = read_sheets(maker.page(body, size=PAGE, Resources=resources).save())
    assert written(sheet).startswith("HN")
    assert sheet.notices == ()


def test_places_beyond_all_reason_are_left_out(maker: PdfMaker, read_sheets: ReadSheets) -> None:
    far = b"BT /F1 20 Tf 1 0 0 1 99999999999999999999 0 Tm (x) Tj 1e999 0 0 1 5 5 Tm (y) Tj ET "
    [sheet] = read_sheets(maker.page(far + HN, size=PAGE).save())
    assert written(sheet, seen=True).endswith("HN")
    assert all(abs(glyph.x1) < 1e6 for glyph in layer_of(sheet).glyphs)


def test_spoilt_bytes_raise_nothing_but_our_own_errors(maker: PdfMaker, read_sheets: ReadSheets) -> None:
    font = composite_font(maker, ToUnicode=Stream(maker.pdf, b"1 beginbfchar <0041> <0627> endbfchar"))
    fonts = Dictionary(F1=font)
    body = (
        b"q 1 0 0 1 5 5 cm /Span <</ActualText (ab)>> BDC BT /F1 20 Tf 30 40 Td [<0041>-20<0042>] TJ ET EMC Q"
    )
    maker.page(body, size=PAGE, Resources=Dictionary(Font=fonts)).page(HN, size=PAGE)
    file = io.BytesIO(maker.save(object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False))
    choose, outcomes = random.Random(11), set()
    for _ in range(150):
        data = bytearray(file.getvalue())
        for _ in range(choose.choice((1, 3, 12))):
            place = choose.randrange(len(data))
            if choose.random() < 0.6:
                data[place] = choose.randrange(256)
            else:
                del data[place : place + choose.randrange(1, 9)]
        try:
            outcomes |= {notice.code for sheet in read_sheets(bytes(data)) for notice in sheet.notices} | {
                "read"
            }
        except BalaghError as error:
            outcomes.add(type(error).__name__)
    assert {"read", "DamagedInputError"} <= outcomes
