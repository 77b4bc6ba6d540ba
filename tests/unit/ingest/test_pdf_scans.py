"""Scans in a PDF come out pixel for pixel, however the page holds them."""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING

import numpy as np
import pikepdf
import pytest
from PIL import Image as Pil

if TYPE_CHECKING:
    from balagh.ingest import Image
    from tests.unit.ingest.conftest import PdfMaker, ReadSheets

#: The page on which the `noise` picture (310 x 439) has 72 dots an inch less the rounding that writers do.
SMALL = (74.4, 105.36)


def inked(pixels: Image | None) -> Image:
    assert pixels is not None
    return pixels


@pytest.mark.parametrize("size", [(595.2, 841.92), (595, 842), (595.28, 841.89), (74.4, 105.36), (310, 439)])
def test_a_full_page_scan_is_given_pixel_for_pixel(
    size: tuple[float, float], maker: PdfMaker, noise: Image, read_sheets: ReadSheets
) -> None:
    [sheet] = read_sheets(maker.scan(noise, size=size).save())
    assert np.array_equal(inked(sheet.image), noise)
    assert sheet.notices == ()


def test_the_resolution_is_that_of_the_scan(maker: PdfMaker, noise: Image, read_sheets: ReadSheets) -> None:
    [sheet] = read_sheets(maker.scan(noise, size=SMALL).save())
    assert sheet.dpi == pytest.approx(300, abs=0.5)


def test_a_page_in_pixels_instead_of_points_has_no_known_resolution(
    maker: PdfMaker, read_sheets: ReadSheets
) -> None:
    page = np.full((3508, 2480), 200, dtype=np.uint8)
    [sheet] = read_sheets(maker.scan(page, size=(2480, 3508)).save())
    assert inked(sheet.image).shape == (3508, 2480)
    assert sheet.dpi is None


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_shown_turned(
    turn: int, maker: PdfMaker, noise: Image, read_sheets: ReadSheets
) -> None:
    [sheet] = read_sheets(maker.scan(noise, size=SMALL, Rotate=turn).save())
    assert np.array_equal(inked(sheet.image), np.rot90(noise, -turn // 90))


@pytest.mark.parametrize(
    ("matrix", "turn"),
    [
        (b"0 105.36 -74.4 0 74.4 0", 1),
        (b"-74.4 0 0 -105.36 74.4 105.36", 2),
        (b"0 -105.36 74.4 0 0 105.36", 3),
    ],
)
def test_a_scan_laid_sideways_on_its_page_is_turned_with_it(
    matrix: bytes, turn: int, maker: PdfMaker, noise: Image, read_sheets: ReadSheets
) -> None:
    content = b"q %b cm /T0 Do Q" % matrix
    stored = np.ascontiguousarray(np.rot90(noise, -turn))
    data = maker.page(content, size=SMALL, things=(maker.grey(stored),)).save()
    assert np.array_equal(inked(read_sheets(data)[0].image), noise)


def test_only_the_crop_box_is_shown(maker: PdfMaker, noise: Image, read_sheets: ReadSheets) -> None:
    # 10 points are 41.67 pixels: the box begins within a pixel, and whole pixels are still given.
    box = pikepdf.Array([10, 20, 60, 100])
    [sheet] = read_sheets(maker.scan(noise, size=SMALL, CropBox=box).save())
    image = inked(sheet.image)
    assert image.shape == pytest.approx((333, 208), abs=1)
    left, top = 42, round(439 - 100 * 439 / 105.36)
    assert np.array_equal(
        image[2:-2, 2:-2], noise[top + 2 : top + image.shape[0] - 2, left + 2 : left + image.shape[1] - 2]
    )


def test_a_scan_inside_a_form_is_found(maker: PdfMaker, noise: Image, read_sheets: ReadSheets) -> None:
    form = pikepdf.Stream(maker.pdf, b"q 0.5 0 0 0.5 0 0 cm /T9 Do Q")
    form["/Type"], form["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Form
    form["/BBox"] = pikepdf.Array([0, 0, 1, 1])
    form["/Matrix"] = pikepdf.Array([2, 0, 0, 2, 0, 0])
    form["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(T9=maker.grey(noise)))
    data = maker.page(b"q 74.4 0 0 105.36 0 0 cm /T0 Do Q", size=SMALL, things=(form,)).save()
    assert np.array_equal(inked(read_sheets(data)[0].image), noise)


@pytest.mark.parametrize("rows", [100, 40, 3])
def test_strips_join_pixel_for_pixel(rows: int, maker: PdfMaker, read_sheets: ReadSheets) -> None:
    page = np.random.default_rng(3).integers(0, 256, (600, 300), dtype=np.uint8)
    strips = tuple(maker.grey(page[top : top + rows]) for top in range(0, 600, rows))
    tall = 0.24 * rows
    places = b" ".join(
        b"q 72 0 0 %.4f 0 %.4f cm /T%d Do Q" % (tall, 144 - tall * (k + 1), k) for k in range(600 // rows)
    )
    [sheet] = read_sheets(maker.page(places, size=(72, 144), things=strips).save())
    assert np.array_equal(inked(sheet.image), page)


def test_a_mark_over_strips_is_not_lost(maker: PdfMaker, read_sheets: ReadSheets) -> None:
    strips = tuple(maker.grey(np.full((300, 300), 255, dtype=np.uint8)) for _ in range(2))
    places = b"q 72 0 0 72 0 72 cm /T0 Do Q q 72 0 0 72 0 0 cm /T1 Do Q 0 g 10 10 20 20 re f"
    [sheet] = read_sheets(maker.page(places, size=(72, 144), things=strips).save())
    assert inked(sheet.image)[520, 80] == 0


def test_white_margins_around_a_scan_keep_its_pixels(
    maker: PdfMaker, noise: Image, read_sheets: ReadSheets
) -> None:
    content = b"q 74.4 0 0 105.36 5.1 7.3 cm /T0 Do Q"
    [sheet] = read_sheets(maker.page(content, size=(84, 120), things=(maker.grey(noise),)).save())
    image = inked(sheet.image)
    assert image.shape == (500, 350)
    rows = [row for row in range(62) if np.array_equal(image[row : row + 439, 21:331], noise)]
    assert len(rows) == 1


def test_a_colour_jpeg_keeps_its_colours(maker: PdfMaker, noise: Image, read_sheets: ReadSheets) -> None:
    colours = (
        Pil.fromarray(np.dstack([noise, noise[::-1], noise[:, ::-1]])).resize((62, 88)).resize((310, 439))
    )
    file = io.BytesIO()
    colours.save(file, "JPEG", quality=90)
    picture = maker.encoded(colours, file.getvalue(), ColorSpace=pikepdf.Name.DeviceRGB)
    data = maker.page(b"q 74.4 0 0 105.36 0 0 cm /T0 Do Q", size=SMALL, things=(picture,)).save()
    image = inked(read_sheets(data)[0].image)
    assert image.shape == (439, 310, 3)
    decoded = np.asarray(Pil.open(file))[..., ::-1]
    assert np.abs(image.astype(int) - decoded).max() <= 2


def test_a_cmyk_jpeg_becomes_colour(maker: PdfMaker, read_sheets: ReadSheets) -> None:
    colours = Pil.new("CMYK", (310, 439), (0, 255, 255, 0))
    file = io.BytesIO()
    colours.save(file, "JPEG")
    entries = {"ColorSpace": pikepdf.Name.DeviceCMYK, "Decode": pikepdf.Array([1, 0] * 4)}
    picture = maker.encoded(colours, file.getvalue(), **entries)
    data = maker.page(b"q 74.4 0 0 105.36 0 0 cm /T0 Do Q", size=SMALL, things=(picture,)).save()
    blue, green, red = inked(read_sheets(data)[0].image)[200, 100].tolist()
    assert red > 180
    assert max(blue, green) < 80


def test_a_grey_scan_stored_in_three_colours_comes_out_grey(
    maker: PdfMaker, noise: Image, read_sheets: ReadSheets
) -> None:
    tripled = zlib.compress(np.dstack([noise] * 3).tobytes(), 1)
    picture = maker.encoded(
        Pil.fromarray(noise), tripled, Filter=pikepdf.Name.FlateDecode, ColorSpace=pikepdf.Name.DeviceRGB
    )
    data = maker.page(b"q 74.4 0 0 105.36 0 0 cm /T0 Do Q", size=SMALL, things=(picture,)).save()
    assert np.array_equal(inked(read_sheets(data)[0].image), noise)


def fax_lines(picture: Pil.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, "TIFF", compression="group4", strip_size=10_000_000)
    tags = Pil.open(io.BytesIO(file.getvalue())).tag_v2  # type: ignore[attr-defined]  # a TIFF has it
    start, length = tags[273][0], tags[279][0]
    return file.getvalue()[start : start + length]


@pytest.mark.parametrize("as_mask", [False, True])
def test_a_fax_is_black_on_white(
    as_mask: bool, maker: PdfMaker, noise: Image, read_sheets: ReadSheets
) -> None:
    bits = Pil.fromarray(noise).point(lambda level: 255 * (level > 60)).convert("1")
    parameters = pikepdf.Dictionary(K=-1, Columns=310, Rows=439, BlackIs1=True)  # Pillow codes white as 1
    entries: dict[str, object] = {"Filter": pikepdf.Name.CCITTFaxDecode, "BitsPerComponent": 1}
    entries["DecodeParms"] = parameters
    if as_mask:  # what is black in the fax is painted in the colour of the moment: black
        entries |= {"ImageMask": True, "ColorSpace": None}
    picture = maker.encoded(bits, fax_lines(bits), **entries)
    data = maker.page(b"q 74.4 0 0 105.36 0 0 cm 0 g /T0 Do Q", size=SMALL, things=(picture,)).save()
    assert np.array_equal(inked(read_sheets(data)[0].image), np.asarray(bits.convert("L")))


def test_a_coarse_fax_gets_square_pixels(maker: PdfMaker, read_sheets: ReadSheets) -> None:
    # 204 x 98 dots an inch on 4 x 6 inches; a square of one inch is drawn in the middle.
    fax = np.full((588, 816), 255, dtype=np.uint8)
    fax[245:343, 306:510] = 0
    [sheet] = read_sheets(maker.scan(fax, size=(288, 432)).save())
    image = inked(sheet.image)
    assert image.shape == (1224, 816)
    assert sheet.dpi == pytest.approx(204, abs=0.5)
    dark = np.argwhere(image < 128)
    height, width = dark.max(axis=0) - dark.min(axis=0) + 1
    assert width == pytest.approx(204, abs=2)
    assert height == pytest.approx(204, abs=3)


@pytest.mark.parametrize("bits", [1, 2, 4, 16])
def test_a_scan_of_any_depth_is_grey_of_eight_bits(
    bits: int, maker: PdfMaker, read_sheets: ReadSheets
) -> None:
    levels = np.random.default_rng(2).integers(0, 2 ** min(bits, 8), (439, 312), dtype=np.uint8)
    if bits == 16:
        stored = np.repeat(levels, 2, axis=1)  # the two bytes of a level are alike
    else:
        stored = np.packbits(np.unpackbits(levels[..., None], axis=2)[..., -bits:].reshape(439, -1), axis=1)
    picture = maker.grey(stored, Width=312, BitsPerComponent=bits)
    data = maker.page(b"q 74.88 0 0 105.36 0 0 cm /T0 Do Q", size=(74.88, 105.36), things=(picture,)).save()
    wanted = levels.astype(int) * 255 // (2 ** min(bits, 8) - 1)
    assert np.abs(inked(read_sheets(data)[0].image).astype(int) - wanted).max() <= 1


def test_scans_in_lab_and_with_a_palette_become_colour(maker: PdfMaker, read_sheets: ReadSheets) -> None:
    ranges = pikepdf.Dictionary(
        WhitePoint=pikepdf.Array([0.9642, 1, 0.8249]), Range=pikepdf.Array([-128, 127] * 2)
    )
    lab = pikepdf.Array([pikepdf.Name.Lab, ranges])
    table = pikepdf.Array(
        [pikepdf.Name.Indexed, pikepdf.Name.DeviceRGB, 1, pikepdf.String(b"\x00\x00\x00\xc8\x1e\x3c")]
    )
    red = np.full(
        (100, 100, 3), (113, 192, 158), dtype=np.uint8
    )  # 44 % light, towards red and a little yellow
    things = (
        maker.grey(red.reshape(100, 300), Width=100, ColorSpace=lab),
        maker.grey(np.ones((100, 100), dtype=np.uint8), ColorSpace=table),
    )
    for name in (b"/T0", b"/T1"):
        maker.page(b"q 24 0 0 24 0 0 cm " + name + b" Do Q", size=(24, 24), things=things)
    for sheet in read_sheets(maker.save()):
        assert np.abs(inked(sheet.image)[50, 50].astype(int) - (60, 30, 200)).max() <= 12


@pytest.mark.parametrize(
    ("size", "shape"), [((10, 10), (42, 42)), ((241, 156), (650, 1004)), ((2384, 3370), (14042, 9933))]
)
def test_pages_of_every_size_are_read(
    size: tuple[float, float], shape: tuple[int, int], maker: PdfMaker, read_sheets: ReadSheets
) -> None:
    [sheet] = read_sheets(maker.page(b"0 g 0 0 5 5 re f", size=size).save())
    assert inked(sheet.image).shape == shape
    assert inked(sheet.image)[-5, 5] == 0


def test_ink_in_four_colours_is_shown_as_on_a_screen(maker: PdfMaker, read_sheets: ReadSheets) -> None:
    [sheet] = read_sheets(maker.page(b"0 1 1 0 k 0 0 72 72 re f", size=(72, 72)).save())
    blue, green, red = inked(sheet.image)[100, 100].tolist()
    assert red > 180
    assert max(blue, green) < 80
