"""Pages without a scan, pages with text, and PDFs that cannot be read."""

from __future__ import annotations

import gc
import io
import weakref
from typing import TYPE_CHECKING

import numpy as np
import pikepdf
import pytest
from PIL import Image as Pil

from balagh.errors import DamagedInputError, EmptyInputError, EncryptedError, InputError, OversizeError
from balagh.ingest import open_source
from balagh.settings import Settings
from tests.unit.ingest.conftest import layer_of, written

if TYPE_CHECKING:
    from balagh.ingest import Image, Sheet
    from tests.unit.ingest.conftest import PdfMaker, ReadSheets

SMALL = (74.4, 105.36)
VISIBLE = b"BT /F1 12 Tf 20 30 Td (Rabat) Tj ET"
LINE = b"1 w 10 10 m 60 10 l S"
HIDDEN = b"BT 3 Tr /F1 12 Tf 20 30 Td (Rabat) Tj ET"


def pixels(sheet: Sheet) -> Image:
    assert sheet.image is not None
    return sheet.image


def drawn(sheet: Sheet, dpi: float = 300) -> Image:
    assert sheet.image is None
    assert sheet.render is not None
    return sheet.render(dpi)


def test_a_typeset_page_is_given_by_its_letters(maker: PdfMaker, read_sheets: ReadSheets) -> None:
    [sheet] = read_sheets(maker.page(VISIBLE).save())
    assert sheet.image is None
    assert sheet.dpi is None
    assert written(sheet) == "Rabat"
    assert sheet.notices == ()


def test_a_page_is_drawn_as_finely_as_asked(maker: PdfMaker) -> None:
    sheets = open_source(maker.page(VISIBLE).save(), settings=Settings()).sheets()
    sheet = next(sheets)
    assert drawn(sheet).shape == (3508, 2480)
    assert drawn(sheet).min() == 0
    assert drawn(sheet, 72).shape == (842, 595)


def test_a_page_is_drawn_within_the_limit(maker: PdfMaker) -> None:
    settings = Settings(max_megapixels=1.0)
    sheets = open_source(maker.page(VISIBLE).save(), settings=settings).sheets()
    sheet = next(sheets)  # `sheets` keeps its page open
    assert 0.98e6 < drawn(sheet).size <= 1e6


def test_a_page_is_drawn_until_the_next_sheet_is_made(maker: PdfMaker) -> None:
    sheets = open_source(maker.page(VISIBLE).page(VISIBLE).save(), settings=Settings()).sheets()
    first, second = next(sheets), next(sheets)
    with pytest.raises(ValueError, match="closed"):
        drawn(first)
    assert drawn(second, 72).shape == (842, 595)


def test_a_scan_keeps_the_letters_under_it(maker: PdfMaker, noise: Image, read_sheets: ReadSheets) -> None:
    data = maker.scan(noise, extra=HIDDEN).scan(noise).save()
    first, second = read_sheets(data)
    assert written(first) == "Rabat"
    assert layer_of(first).scan
    assert not any(glyph.visible for glyph in layer_of(first).glyphs)
    assert first.image is not None
    assert second.layer is None
    assert first.notices == second.notices == ()


def test_hidden_text_does_not_change_the_scan(maker: PdfMaker, noise: Image, read_sheets: ReadSheets) -> None:
    [sheet] = read_sheets(maker.scan(noise, size=SMALL, extra=HIDDEN).save())
    assert np.array_equal(pixels(sheet), noise)


def test_print_over_a_coarse_background_is_rendered_fine(
    maker: PdfMaker, noise: Image, read_sheets: ReadSheets
) -> None:
    # The picture has 37 dots an inch, the text over it wants 300.
    [sheet] = read_sheets(maker.scan(noise, extra=VISIBLE).save())
    assert sheet.image is None
    assert written(sheet, seen=True) == "Rabat"
    assert not layer_of(sheet).scan


def test_a_small_logo_does_not_set_the_resolution(maker: PdfMaker, read_sheets: ReadSheets) -> None:
    logo = maker.grey(np.zeros((1200, 1200), dtype=np.uint8))
    data = maker.page(b"q 72 0 0 72 300 700 cm /T0 Do Q", things=(logo,)).save()
    assert pixels(read_sheets(data)[0]).shape == (3508, 2480)


def test_an_empty_page_is_white(maker: PdfMaker, read_sheets: ReadSheets) -> None:
    [sheet] = read_sheets(maker.page(size=(72, 72)).save())
    assert pixels(sheet).shape == (300, 300)
    assert pixels(sheet).min() == 255


@pytest.mark.parametrize("packed", [False, True])
def test_the_length_of_a_point_is_obeyed(packed: bool, maker: PdfMaker, read_sheets: ReadSheets) -> None:
    mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
    data = (
        maker.page(LINE, size=(72, 144), UserUnit=2).page(LINE, size=(72, 144)).save(object_stream_mode=mode)
    )
    assert (b"/UserUnit" in data) is not packed
    assert [pixels(sheet).shape for sheet in read_sheets(data)] == [(1200, 600), (600, 300)]


def test_a_stamp_put_on_as_an_annotation_is_seen(maker: PdfMaker, read_sheets: ReadSheets) -> None:
    look = pikepdf.Stream(maker.pdf, b"0 g 0 0 20 20 re f")
    look["/Type"], look["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Form
    look["/BBox"] = pikepdf.Array([0, 0, 20, 20])
    stamp = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Stamp, Rect=pikepdf.Array([10, 10, 30, 30]), F=4
    )
    stamp["/AP"] = pikepdf.Dictionary(N=maker.pdf.make_indirect(look))
    [sheet] = read_sheets(maker.page(size=(72, 72), Annots=pikepdf.Array([stamp])).save())
    assert pixels(sheet)[230, 80] == 0


def test_a_very_large_page_is_rendered_coarser_and_says_so(maker: PdfMaker, read_sheets: ReadSheets) -> None:
    [sheet] = read_sheets(maker.page(size=(720, 720)).save(), megapixels=4.0)
    assert pixels(sheet).shape == (2000, 2000)
    assert sheet.dpi == 200
    assert [notice.code for notice in sheet.notices] == ["resolution-reduced"]


def test_a_page_that_would_be_unreadable_is_refused(maker: PdfMaker, read_sheets: ReadSheets) -> None:
    with pytest.raises(OversizeError, match=r"page 1.*3000 x 3000"):
        read_sheets(maker.page(size=(720, 720)).save(), megapixels=1.0)


def test_a_huge_picture_on_a_page_is_refused_undecoded(maker: PdfMaker, read_sheets: ReadSheets) -> None:
    picture = maker.grey(np.zeros((1, 1), dtype=np.uint8), Width=30000, Height=30000)
    data = maker.page(b"q 595 0 0 842 0 0 cm /T0 Do Q", things=(picture,)).save()
    with pytest.raises(OversizeError, match="30000 x 30000"):
        read_sheets(data)


def test_a_password_is_an_encrypted_error(maker: PdfMaker, noise: Image) -> None:
    data = maker.scan(noise).save(encryption=pikepdf.Encryption(user="secret", owner="owner"))
    with pytest.raises(EncryptedError, match=r"locked\.pdf.*password"):
        open_source(data, name="locked.pdf", settings=Settings())


def test_an_owner_password_alone_does_not_lock(
    maker: PdfMaker, noise: Image, read_sheets: ReadSheets
) -> None:
    data = maker.scan(noise, size=SMALL).save(encryption=pikepdf.Encryption(user="", owner="owner"))
    assert np.array_equal(pixels(read_sheets(data)[0]), noise)


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.99])
def test_a_pdf_that_breaks_off_is_damaged(
    share: float, maker: PdfMaker, noise: Image, read_sheets: ReadSheets
) -> None:
    data = maker.scan(noise).scan(noise).save()
    with pytest.raises(DamagedInputError, match="breaks off"):
        read_sheets(data[: int(len(data) * share)])


def test_a_pdf_of_rubbish_is_damaged(read_sheets: ReadSheets) -> None:
    with pytest.raises(DamagedInputError):
        read_sheets(b"%PDF-1.4\nnothing of the kind\n%%EOF")


def test_zeros_after_the_end_do_no_harm(maker: PdfMaker, noise: Image, read_sheets: ReadSheets) -> None:
    data = maker.scan(noise, size=SMALL).save() + bytes(5000) + b"\r\n"
    assert np.array_equal(pixels(read_sheets(data)[0]), noise)


def test_lines_before_the_header_do_no_harm(maker: PdfMaker, noise: Image, read_sheets: ReadSheets) -> None:
    data = b"Received: by mail\r\n" * 5 + maker.scan(noise, size=SMALL).save()
    assert np.array_equal(pixels(read_sheets(data)[0]), noise)


def test_a_pdf_without_a_page_is_empty(maker: PdfMaker) -> None:
    with pytest.raises(EmptyInputError, match="no page"):
        open_source(maker.save(), settings=Settings())


def test_a_locked_file_does_not_make_the_next_one_look_locked(maker: PdfMaker, noise: Image) -> None:
    locked = maker.scan(noise).save(encryption=pikepdf.Encryption(user="secret", owner="owner"))
    with pytest.raises(EncryptedError):
        open_source(locked, settings=Settings())
    with pytest.raises(EmptyInputError):
        open_source(type(maker)().save(), settings=Settings())


def test_a_jpeg_cut_off_inside_a_pdf_is_no_half_grey_page(
    maker: PdfMaker, noise: Image, read_sheets: ReadSheets
) -> None:
    file = io.BytesIO()
    Pil.fromarray(noise).save(file, "JPEG")
    picture = maker.encoded(Pil.fromarray(noise), file.getvalue()[: file.tell() // 2])
    data = maker.page(b"q 595 0 0 842 0 0 cm /T0 Do Q", things=(picture,)).save()
    with pytest.raises(DamagedInputError, match="page 1: the scan on it is cut off"):
        read_sheets(data)


def test_raw_pixels_cut_off_inside_a_pdf_are_no_half_grey_page(
    maker: PdfMaker, noise: Image, read_sheets: ReadSheets
) -> None:
    picture = maker.grey(noise[:200], Height=439)
    data = maker.page(b"q 595 0 0 842 0 0 cm /T0 Do Q", things=(picture,)).save()
    with pytest.raises(DamagedInputError, match="cut off"):
        read_sheets(data)


def test_only_the_pages_asked_for_are_made(maker: PdfMaker, noise: Image, read_sheets: ReadSheets) -> None:
    for _ in range(4):
        maker.scan(noise, size=SMALL)
    data = maker.save()
    assert [sheet.number for sheet in read_sheets(data, pages={2, 4, 9})] == [2, 4]
    with pytest.raises(InputError, match="4 pages, none of those asked for"):
        read_sheets(data, pages={5})


def test_pages_are_made_when_asked_for_and_not_kept(maker: PdfMaker, noise: Image) -> None:
    broken = maker.grey(noise[:200], Height=439)
    maker.scan(noise, size=SMALL).scan(noise, size=SMALL)
    data = maker.page(b"q 595 0 0 842 0 0 cm /T0 Do Q", things=(broken,)).save()
    sheets = open_source(data, settings=Settings()).sheets()
    first = next(sheets)
    assert first.image is not None
    alive = weakref.ref(first.image)
    del first
    gc.collect()
    assert alive() is None
    assert next(sheets).number == 2
    with pytest.raises(DamagedInputError):  # only now does the broken third page matter
        next(sheets)
