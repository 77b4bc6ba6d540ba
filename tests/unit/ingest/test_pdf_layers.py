"""The letters of a page: what they stand for, where they are, and whether anybody can see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream

from balagh.ingest import open_source
from balagh.ingest.pdf import PAGES_A_TIME
from balagh.settings import Settings
from tests.unit.ingest.conftest import layer_of, written

if TYPE_CHECKING:
    from balagh.ingest import Image
    from balagh.ingest.layer import TextLayer
    from tests.unit.ingest.conftest import PdfMaker, ReadSheets

#: Letters without tails or bearings worth mentioning fill their boxes.
HN = b"BT /F1 20 Tf 30 40 Td (HN) Tj ET "
PAGE = (200.0, 120.0)


def ink_and_boxes(layer: TextLayer, image: Image) -> tuple[np.ndarray, np.ndarray]:
    """Where there is ink, and where the layer says that there are letters, in pixels."""
    scale = image.shape[1] / layer.width
    boxes = np.zeros(image.shape[:2], dtype=bool)
    for glyph in layer.glyphs:
        left, right = round(glyph.x0 * scale) - 1, round(glyph.x1 * scale) + 1
        boxes[round(glyph.y0 * scale) - 1 : round(glyph.y1 * scale) + 1, left:right] = True
    flat = image if image.ndim == 2 else image.min(axis=2)
    return flat < 128, boxes


@pytest.mark.parametrize("unit", [1, 3])
@pytest.mark.parametrize("turn", [0, 90, 180, 270, -90, 450])
@pytest.mark.parametrize("cropped", [False, True])
def test_letters_are_where_they_are_drawn(turn: int, unit: int, cropped: bool, maker: PdfMaker) -> None:
    crop = Array([20, 30, 140, 110]) if cropped else None
    box = Array([-50, 17, 250, 217])
    content = HN + b"BT /F1 9 Tf 0 1 -1 0 120 40 Tm (HE) Tj ET"
    maker.page(content, size=PAGE, Rotate=turn, UserUnit=unit, MediaBox=box)
    if crop is not None:
        maker.pdf.pages[0].obj["/CropBox"] = crop
    sheets = open_source(maker.save(), settings=Settings()).sheets()
    sheet = next(sheets)  # `sheets` keeps its page open
    assert sheet.render is not None
    layer, image = layer_of(sheet), sheet.render(144)
    assert image.shape == (round(layer.height * 2), round(layer.width * 2))
    ink, boxes = ink_and_boxes(layer, image)
    assert ink.sum() > 200 * unit
    assert not (ink & ~boxes).any()
    for glyph in layer.glyphs:
        part = ink[int(glyph.y0 * 2) : int(glyph.y1 * 2), int(glyph.x0 * 2) : int(glyph.x1 * 2)]
        assert part.any()
        assert glyph.size == pytest.approx((20 if glyph.text in "HN" and glyph.order < 2 else 9) * unit)
    assert [glyph.angle for glyph in layer.glyphs] == [turn % 360] * 2 + [(turn - 90) % 360] * 2
    assert all(glyph.visible for glyph in layer.glyphs)


@pytest.mark.parametrize(
    "content",
    [
        b"BT /F1 10 Tf 3 Tc 150 Tz 10 20 Td (HH) Tj (HH) Tj [(H) -500 (H)] TJ ET",
        b"BT /F1 10 Tf 24 TL 5 Tw 10 90 Td (H H) Tj (H) ' 2 1 (H H) \" T* (H) Tj 4 Ts (H) Tj ET",
        b"2 0 0 0.5 10 10 cm BT /F1 20 Tf 1 0 0.3 1 5 9 Tm (HH) Tj ET",
        b"1 0 0 -1 0 120 cm BT /F1 20 Tf 1 0 0 -1 20 50 Tm (HH) Tj 0 -20 TD (H) Tj ET",
    ],
    ids=["spread", "lines", "slanted", "flipped"],
)
def test_spacing_scaling_and_rise_are_obeyed(content: bytes, maker: PdfMaker) -> None:
    sheets = open_source(maker.page(content, size=PAGE).save(), settings=Settings()).sheets()
    sheet = next(sheets)  # `sheets` keeps its page open
    assert sheet.render is not None
    ink, boxes = ink_and_boxes(layer_of(sheet), sheet.render(144))
    assert not (ink & ~boxes).any()
    for glyph in layer_of(sheet).glyphs:
        part = ink[int(glyph.y0 * 2) : int(glyph.y1 * 2), int(glyph.x0 * 2) : int(glyph.x1 * 2)]
        assert part.any() == (glyph.text != " ")


@pytest.mark.parametrize(
    ("content", "seen"),
    [
        (b"3 Tr", False),
        (b"7 Tr", False),
        (b"1 Tr", True),
        (b"2 Tr", True),
        (b"5 Tr", True),
        (b"/Clear gs", False),
        (b"/Faint gs", True),
        (b"1 g", False),
        (b"1 1 1 rg", False),
        (b"0 0 0 0 k", False),
        (b"/Cs cs 1 scn", True),
        (b"0.8 g", True),
        (b"2 Tr 1 g 0 G", True),
        (b"2 Tr 1 g 1 G", False),
        (b"300 0 Td", False),
        (b"-100 0 Td", False),
        (b"/F1 0.01 Tf", False),
        (b"/Multiply gs 1 g", True),
    ],
)
def test_ink_decides_what_is_seen(
    content: bytes, seen: bool, maker: PdfMaker, read_sheets: ReadSheets
) -> None:
    states = Dictionary(
        Clear=Dictionary(ca=0, CA=0), Faint=Dictionary(ca=0.4), Multiply=Dictionary(BM=Name.Multiply)
    )
    spot = Array(
        [Name.Separation, Name.Gold, Name.DeviceGray, Dictionary(FunctionType=2, Domain=Array([0, 1]), N=1)]
    )
    body = b"BT /F1 20 Tf 30 40 Td " + content + b" (HN) Tj ET"
    resources = Dictionary(
        ExtGState=states,
        ColorSpace=Dictionary(Cs=spot),
        Font=Dictionary(F1=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)),
    )
    [sheet] = read_sheets(maker.page(body, size=PAGE, Resources=resources).save())
    assert written(sheet, seen=seen) == "HN"
    assert (sheet.image is None) is seen


BLACK_BOX = b"0 g 0 0 200 120 re f "
WHITE_BOX = b"1 g 10 20 100 80 re f 0 g "


@pytest.mark.parametrize(
    ("content", "seen"),
    [
        (BLACK_BOX + b"1 g " + HN, True),
        (BLACK_BOX + HN, False),
        (HN + BLACK_BOX, False),
        (HN + b"/Faint gs " + BLACK_BOX, True),
        (HN + b"/Multiply gs 1 1 0 rg 0 0 200 120 re f", True),
        (HN + b"0 g 30 40 8 20 re f", True),
        (HN + b"0 G 0 0 200 120 re S", True),
        (BLACK_BOX + WHITE_BOX + HN, True),
        (b"q 0 0 10 10 re W n " + HN + b"Q", False),
        (b"q 0 0 180 110 re W n " + HN + b"Q", True),
        (b"q 0 0 5 5 re W* n 0 0 50 50 re W n " + HN + b"Q", False),
        (b"q 100 60 m 90 110 l 10 60 l h W n Q " + HN, True),
        (b"0 0 m 200 0 l 100 120 l f 1 g " + HN, True),
        (HN + b"q 200 0 0 120 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q", False),
        (HN + b"q 20 0 0 12 150 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q", True),
    ],
)
def test_what_is_painted_over_or_clipped_is_not_seen(
    content: bytes, seen: bool, maker: PdfMaker, read_sheets: ReadSheets
) -> None:
    resources = Dictionary(
        ExtGState=Dictionary(Faint=Dictionary(ca=0.3), Multiply=Dictionary(BM=Name.Multiply)),
        Font=Dictionary(F1=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)),
    )
    [sheet] = read_sheets(maker.page(content, size=PAGE, Resources=resources).save())
    assert written(sheet, seen=seen) == "HN"


def test_a_letter_drawn_twice_for_boldness_is_one(maker: PdfMaker, read_sheets: ReadSheets) -> None:
    twice = b"BT /F1 20 Tf 30 40 Td (elle) Tj 0.4 0 Td (elle) Tj -0.4 0.3 Td (elle) Tj 0 -30 Td (elle) Tj ET"
    [sheet] = read_sheets(maker.page(twice, size=PAGE).save())
    assert written(sheet) == "elleelle"


def test_letters_beneath_a_scan_do_not_hide_the_same_ones_over_it(
    maker: PdfMaker, read_sheets: ReadSheets
) -> None:
    [sheet] = read_sheets(maker.page(b"q BT 3 Tr /F1 20 Tf 30 40 Td (HN) Tj ET Q " + HN, size=PAGE).save())
    assert written(sheet, seen=False) == written(sheet, seen=True) == "HN"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"/Span <</ActualText (fi)>> BDC BT /F1 9 Tf 10 50 Td (x) Tj ET EMC", ["fi"]),
        (b"/Span <</ActualText <FEFF06440627>>> BDC BT /F1 9 Tf 10 50 Td (xy) Tj ET EMC", ["لا"]),
        (b"/Span <</ActualText (ab)>> BDC BT /F1 9 Tf 10 50 Td (ba) Tj ET EMC", ["b", "a"]),
        (b"/Span <</ActualText ()>> BDC BT /F1 9 Tf 10 50 Td (-) Tj ET EMC (", []),
        (b"/Span <</ActualText ()>> BDC BT /F1 9 Tf 10 50 Td (7) Tj ET EMC", ["7"]),
        (b"/Named /Props BDC BT /F1 9 Tf 10 50 Td (x) Tj ET EMC", ["œ"]),
        (
            b"/Span <</ActualText (one two)>> BDC BT /F1 9 Tf 10 50 Td (x) Tj 0 -30 Td (y) Tj ET EMC",
            ["x", "y"],
        ),
        (b"/Span <</MCID 0>> BDC BT /F1 9 Tf 10 50 Td (x) Tj ET EMC EMC EMC", ["x"]),
        (b"/Span <</ActualText (" + b"lie " * 99 + b")>> BDC BT /F1 9 Tf 10 50 Td (x) Tj ET EMC", ["x"]),
    ],
)
def test_a_text_that_the_file_gives_for_its_glyphs_is_taken(
    content: bytes, text: list[str], maker: PdfMaker, read_sheets: ReadSheets
) -> None:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    properties = Dictionary(Props=Dictionary(ActualText=pikepdf.String("œ")))
    resources = Dictionary(Font=Dictionary(F1=font), Properties=properties)
    rest = b" BT /F1 9 Tf 90 50 Td (.) Tj ET"
    [sheet] = read_sheets(
        maker.page(content.removesuffix(b" (") + rest, size=PAGE, Resources=resources).save()
    )
    assert [glyph.text for glyph in layer_of(sheet).glyphs] == [*text, "."]


def test_one_text_for_several_glyphs_has_the_box_around_them(
    maker: PdfMaker, read_sheets: ReadSheets
) -> None:
    content = b"/Span <</ActualText (fj)>> BDC BT /F1 10 Tf 10 50 Td (HH) Tj ET EMC"
    [sheet] = read_sheets(maker.page(content, size=PAGE).save())
    [glyph] = layer_of(sheet).glyphs
    assert (glyph.text, glyph.code) == ("fj", ord("H"))
    assert (glyph.x0, glyph.x1) == pytest.approx((10, 10 + 2 * 7.22), abs=0.01)


def form(maker: PdfMaker, content: bytes, **entries: object) -> Stream:
    """A form with fonts of its own."""
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    stream = Stream(maker.pdf, content, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 300, 300]))
    stream["/Resources"] = Dictionary(Font=Dictionary(F1=font))
    for key, value in entries.items():
        stream[f"/{key}"] = value
    return stream


def test_a_form_takes_over_the_state_of_its_caller(maker: PdfMaker, read_sheets: ReadSheets) -> None:
    things = (
        form(maker, b"BT /F1 10 Tf 30 60 Td (A) Tj ET"),
        form(maker, b"BT /F1 10 Tf 30 60 Td (B) Tj ET", BBox=Array([100, 100, 110, 110])),
        form(maker, b"BT /F1 10 Tf 10 20 Td (C) Tj ET", Matrix=Array([2, 0, 0, 2, 30, 10])),
    )
    content = b"q 3 Tr /T0 Do Q 1 0 0 1 50 0 cm /T0 Do /T1 Do /T2 Do BT /F1 10 Tf 0 5 Td (D) Tj ET"
    [sheet] = read_sheets(maker.page(content, size=PAGE, things=things).save())
    places = [
        (glyph.text, glyph.visible, round(glyph.x0), round(glyph.size)) for glyph in layer_of(sheet).glyphs
    ]
    assert places == [
        ("A", False, 30, 10),
        ("A", True, 80, 10),
        ("B", False, 80, 10),
        ("C", True, 100, 20),
        ("D", True, 50, 10),
    ]


def test_notes_and_filled_in_fields_are_written_on_the_page(maker: PdfMaker, read_sheets: ReadSheets) -> None:
    def note(text: bytes, **entries: object) -> Dictionary:
        look = maker.pdf.make_indirect(
            form(maker, b"BT /F1 10 Tf 0 0 Td (" + text + b") Tj ET", BBox=Array([0, 0, 20, 20]))
        )
        made = Dictionary(
            Type=Name.Annot, Subtype=Name.FreeText, Rect=Array([100, 50, 140, 90]), AP=Dictionary(N=look)
        )
        for key, value in entries.items():
            made[f"/{key}"] = value
        return made

    notes = Array(
        [note(b"S"), note(b"H", F=2), note(b"P", Subtype=Name.Popup), Dictionary(Subtype=Name.Link)]
    )
    [sheet] = read_sheets(maker.page(HN, size=PAGE, Annots=notes).save())
    assert written(sheet) == "HNS"
    last = layer_of(sheet).glyphs[-1]
    assert (last.x0, last.size) == pytest.approx((100, 20))


def test_layers_that_are_switched_off_are_not_seen(maker: PdfMaker, read_sheets: ReadSheets) -> None:
    shown, hidden = (maker.pdf.make_indirect(Dictionary(Type=Name.OCG, Name=pikepdf.String(n))) for n in "ab")
    maker.pdf.Root["/OCProperties"] = Dictionary(
        OCGs=Array([shown, hidden]), D=Dictionary(OFF=Array([hidden]))
    )
    group = Dictionary(Type=Name.OCMD, OCGs=Array([hidden]))
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    properties = Dictionary(On=shown, Off=hidden, Group=group)
    text = b"BT /F1 9 Tf 1 0 0 1 %d 50 Tm (%s) Tj ET "
    content = b"".join(
        b"/OC /%s BDC " % name + text % (place, letter) + b"EMC "
        for place, name, letter in ((10, b"On", b"a"), (30, b"Off", b"b"), (50, b"Group", b"c"))
    )
    resources = Dictionary(Font=Dictionary(F1=font), Properties=properties)
    [sheet] = read_sheets(maker.page(content + text % (70, b"d"), size=PAGE, Resources=resources).save())
    assert (written(sheet, seen=True), written(sheet, seen=False)) == ("ad", "bc")


def test_a_code_that_nothing_is_known_of_has_no_text_but_its_number(
    maker: PdfMaker, read_sheets: ReadSheets
) -> None:
    encoding = Dictionary(
        Type=Name.Encoding, Differences=Array([65, Name("/g17"), Name("/eacute"), Name("/uni2D30")])
    )
    meaning = Stream(maker.pdf, b"2 beginbfchar <44> <0000> <45> <006600660069> endbfchar")
    fonts = Dictionary(
        F1=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/ABCDEF+Odd"), Encoding=encoding),
        F2=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/Odd"), ToUnicode=meaning),
    )
    body = b"BT /F1 9 Tf 10 50 Td (ABC) Tj 50 0 Td /F2 9 Tf (DE) Tj ET"
    [sheet] = read_sheets(maker.page(body, size=PAGE, Resources=Dictionary(Font=fonts)).save())
    found = [(glyph.text, glyph.code, glyph.font) for glyph in layer_of(sheet).glyphs]
    assert found[:3] == [("", 65, "Odd"), ("é", 66, "Odd"), ("ⴰ", 67, "Odd")]
    assert found[3:] == [("", 68, "Odd"), ("ffi", 69, "Odd")]


@pytest.mark.parametrize(
    ("content", "places"),
    [
        (b"1 w 10 20 m 110 20 l S", [(10, 100, 110, 100)]),
        (b"10 20 100 1 re f", [(10, 99, 110, 100)]),
        (
            b"10 20 100 60 re S",
            [(10, 40, 110, 40), (10, 100, 110, 100), (10, 40, 10, 100), (110, 40, 110, 100)],
        ),
        (b"0.9 g 10 20 100 60 re f", []),
        (b"1 g 10 20 100 1 re f", []),
        (b"10 20 m 110 20 l 110 80 l S", [(10, 100, 110, 100), (110, 40, 110, 100)]),
        (b"10 20 m 110 20 l 109 21 l 11 21 l f", [(10, 99, 110, 100)]),
        (b"10 20 m 60 90 110 90 110 20 c S", []),
        (b"10 20 m 110 60 l S", []),
        (b"10 20 m 12 20 l S", []),
        (b"q 150 0 10 10 re W n 10 20 m 110 20 l S Q", []),
    ],
)
def test_rules_are_lines_and_frames_but_not_grounds(
    content: bytes, places: list[tuple[int, ...]], maker: PdfMaker, read_sheets: ReadSheets
) -> None:
    [sheet] = read_sheets(maker.page(content + b" 0 g " + HN, size=PAGE).save())
    found = {(r.x0, r.y0, r.x1, r.y1) for r in layer_of(sheet).rules}
    assert found == set(places)


def test_pictures_are_placed_as_the_page_is_shown(
    maker: PdfMaker, noise: Image, read_sheets: ReadSheets
) -> None:
    content = b"q 40 0 0 30 150 -10 cm /T0 Do Q " + HN
    [sheet] = read_sheets(
        maker.page(content, size=PAGE, things=(maker.grey(noise),), Rotate=90, UserUnit=2).save()
    )
    [picture] = layer_of(sheet).pictures
    assert (layer_of(sheet).width, layer_of(sheet).height) == (240, 400)
    assert (picture.x0, picture.y0, picture.x1, picture.y1) == pytest.approx((0, 300, 40, 380), abs=0.01)


def test_a_file_opened_anew_every_few_pages_goes_on_where_it_was(
    maker: PdfMaker, read_sheets: ReadSheets
) -> None:
    for number in range(1, 2 * PAGES_A_TIME + 2):
        maker.page(b"BT /F1 9 Tf 10 50 Td (page %d) Tj ET" % number, size=PAGE)
    sheets = read_sheets(maker.save())
    assert [written(sheet) for sheet in sheets] == [f"page {sheet.number}" for sheet in sheets]
    assert len(sheets) == 2 * PAGES_A_TIME + 1
