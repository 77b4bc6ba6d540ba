"""Picture files: every kind and mode, turned upright, on white, square; damaged and huge ones refused."""

from __future__ import annotations

import io
import random
import struct
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
import pytest
from PIL import Image as Pil
from PIL import ImageCms, ImageDraw

from balagh.errors import BalaghError, DamagedInputError, OversizeError
from balagh.ingest import open_source
from balagh.settings import Settings

if TYPE_CHECKING:
    from balagh.ingest import Image, Sheet
    from tests.unit.ingest.conftest import ReadSheets


def page(mode: str = "L", size: tuple[int, int] = (60, 90)) -> Pil.Image:
    """A page on which up and left can be told: black in the top left corner only."""
    picture = Pil.new("RGB", size, "white")
    ImageDraw.Draw(picture).rectangle((0, 0, size[0] // 3, size[1] // 4), fill="black")
    return picture.convert(mode)


def saved(picture: Pil.Image, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def pixels(sheet: Sheet) -> Image:
    assert sheet.image is not None
    return sheet.image


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "BMP", "GIF", "WEBP"])
@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB"])
def test_grey_pages_of_every_kind_are_read_exactly(kind: str, mode: str, read_sheets: ReadSheets) -> None:
    picture = page().convert(mode)
    options = {"lossless": True} if kind == "WEBP" else {}
    [sheet] = read_sheets(saved(picture, kind, **options))
    assert np.array_equal(pixels(sheet), np.asarray(picture.convert("L")))


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "BMP", "WEBP"])
def test_colours_come_as_blue_green_red(kind: str, read_sheets: ReadSheets) -> None:
    picture = Pil.new("RGB", (5, 4), (200, 100, 50))
    options = {"lossless": True} if kind == "WEBP" else {}
    [sheet] = read_sheets(saved(picture, kind, **options))
    assert pixels(sheet).shape == (4, 5, 3)
    assert pixels(sheet)[0, 0].tolist() == [50, 100, 200]
    assert pixels(sheet).dtype == np.uint8


def test_a_single_coloured_pixel_keeps_a_page_in_colour(read_sheets: ReadSheets) -> None:
    picture = page("RGB")
    picture.putpixel((33, 57), (255, 254, 255))
    assert pixels(read_sheets(saved(picture, "PNG"))[0]).ndim == 3


@pytest.mark.parametrize("mode", ["LA", "RGBA"])
def test_what_is_transparent_is_white_paper(mode: str, read_sheets: ReadSheets) -> None:
    picture = Pil.new("RGBA", (4, 4), (0, 0, 0, 0)).convert(mode)
    picture.putpixel((1, 1), (0, 255) if mode == "LA" else (0, 0, 0, 255))
    image = pixels(read_sheets(saved(picture, "PNG"))[0])
    assert image[0, 0] == 255
    assert image[1, 1] == 0


def test_a_transparent_palette_entry_is_white_paper(read_sheets: ReadSheets) -> None:
    picture = Pil.new("P", (4, 4), 0)
    picture.putpalette([0, 0, 0, 10, 10, 10])
    picture.putpixel((1, 1), 1)
    image = pixels(read_sheets(saved(picture, "PNG", transparency=0))[0])
    assert image[0, 0] == 255
    assert image[1, 1] == 10


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_sixteen_bits_become_eight(kind: str, read_sheets: ReadSheets) -> None:
    levels = np.array([[0, 0x1234, 0x80FF, 0xFFFF]], dtype=np.uint16)
    image = pixels(read_sheets(saved(Pil.fromarray(levels), kind))[0])
    assert image.tolist() == [[0, 0x12, 0x80, 0xFF]]


def test_floating_point_greys_become_eight_bits(read_sheets: ReadSheets) -> None:
    levels = np.array([[0.0, 0.5, 1.0]], dtype=np.float32)
    assert pixels(read_sheets(saved(Pil.fromarray(levels), "TIFF"))[0]).tolist() == [[0, 127, 255]]


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_cmyk_becomes_colour(kind: str, read_sheets: ReadSheets) -> None:
    image = pixels(read_sheets(saved(Pil.new("CMYK", (16, 16), (0, 255, 255, 0)), kind))[0])
    blue, green, red = image[8, 8].tolist()
    assert red > 200
    assert max(blue, green) < 60


def lab(picture: Pil.Image) -> Pil.Image:
    screen, absolute = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
    converted: Pil.Image | None = ImageCms.profileToProfile(picture, screen, absolute, outputMode="LAB")
    assert converted is not None
    return converted


def test_lab_becomes_colour(read_sheets: ReadSheets) -> None:
    image = pixels(read_sheets(saved(lab(Pil.new("RGB", (4, 6), (200, 30, 60))), "TIFF"))[0])
    assert np.abs(image[3, 2].astype(int) - (60, 30, 200)).max() <= 2


def test_a_grey_page_in_lab_is_grey(read_sheets: ReadSheets) -> None:
    image = pixels(read_sheets(saved(lab(page("RGB")), "TIFF"))[0])
    assert image.ndim == 2
    assert np.abs(image.astype(int) - np.asarray(page("L"))).max() <= 2


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_a_palette_of_any_depth_becomes_colour(kind: str, read_sheets: ReadSheets) -> None:
    for colours in (2, 4, 16, 256):
        picture = Pil.new("RGB", (5, 4), (200, 100, 50)).quantize(colours)
        assert pixels(read_sheets(saved(picture, kind))[0])[0, 0].tolist() == [50, 100, 200]


def test_sixteen_bits_of_each_colour_become_eight(read_sheets: ReadSheets) -> None:
    colours = np.full((4, 5, 3), (0x3200, 0x6400, 0xC800), dtype=np.uint16)
    for kind in (".png", ".tiff"):
        done, coded = cv2.imencode(kind, colours)
        assert done
        assert pixels(read_sheets(coded.tobytes())[0])[0, 0].tolist() == [0x32, 0x64, 0xC8]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
@pytest.mark.parametrize(
    ("orientation", "undo"),
    [
        (1, None),
        (2, Pil.Transpose.FLIP_LEFT_RIGHT),
        (3, Pil.Transpose.ROTATE_180),
        (4, Pil.Transpose.FLIP_TOP_BOTTOM),
        (5, Pil.Transpose.TRANSPOSE),
        (6, Pil.Transpose.ROTATE_90),
        (7, Pil.Transpose.TRANSVERSE),
        (8, Pil.Transpose.ROTATE_270),
    ],
)
def test_exif_orientation_is_obeyed(
    kind: str, orientation: int, undo: Pil.Transpose | None, read_sheets: ReadSheets
) -> None:
    upright = page("L", (64, 96))
    stored = upright if undo is None else upright.transpose(undo)
    exif = Pil.Exif()
    exif[274] = orientation
    options = {"lossless": True} if kind == "WEBP" else {}
    image = pixels(read_sheets(saved(stored, kind, exif=exif, **options))[0])
    assert image.shape == (96, 64)
    assert np.abs(image.astype(int) - np.asarray(upright)).mean() < 2


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP"])
def test_the_resolution_is_the_files_own(kind: str, read_sheets: ReadSheets) -> None:
    assert read_sheets(saved(page(), kind, dpi=(300, 300)))[0].dpi == pytest.approx(300, abs=0.1)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "GIF", "WEBP"])
def test_a_file_that_names_no_resolution_has_none(kind: str, read_sheets: ReadSheets) -> None:
    assert read_sheets(saved(page(), kind))[0].dpi is None


@pytest.mark.parametrize(("dpi", "size"), [(1, (60, 90)), (20000, (60, 90)), (72, (2500, 1800))])
def test_an_unbelievable_resolution_is_unknown(
    dpi: int, size: tuple[int, int], read_sheets: ReadSheets
) -> None:
    assert read_sheets(saved(page(size=size), "PNG", dpi=(dpi, dpi)))[0].dpi is None


@pytest.mark.parametrize("mode", ["1", "L", "RGB"])
def test_a_coarse_fax_gets_square_pixels(mode: str, read_sheets: ReadSheets) -> None:
    [sheet] = read_sheets(saved(page(mode, (408, 294)), "TIFF", dpi=(204, 98)))
    assert pixels(sheet).shape[:2] == (612, 408)
    assert sheet.dpi == pytest.approx(204, abs=0.1)


@pytest.mark.parametrize("coding", ["group3", "group4", "tiff_ccitt"])
def test_every_page_of_a_coarse_fax_gets_square_pixels(coding: str, read_sheets: ReadSheets) -> None:
    pages = [page("1", (1728, 294)), page("1", (1728, 400)).transpose(Pil.Transpose.ROTATE_180)]
    data = tiff_pages(*pages, compression=coding, dpi=(204, 98))
    first, second = read_sheets(data)
    assert pixels(first).shape == (612, 1728)
    assert pixels(second).shape == (833, 1728)
    assert pixels(first)[40, 40] == pixels(second)[-40, -40] == 0
    assert pixels(first)[-40, -40] == pixels(second)[40, 40] == 255


def test_a_fine_fax_is_left_as_it_is(read_sheets: ReadSheets) -> None:
    [sheet] = read_sheets(saved(page("1", (204, 196)), "TIFF", dpi=(204, 201)))
    assert pixels(sheet).shape == (196, 204)


def test_a_fax_stored_sideways_is_stretched_along_the_right_axis(read_sheets: ReadSheets) -> None:
    exif = Pil.Exif()
    exif[274] = 6
    stored = page("L", (408, 294)).transpose(Pil.Transpose.ROTATE_90)  # 294 wide: the coarse axis
    image = pixels(read_sheets(saved(stored, "PNG", exif=exif, dpi=(98, 204)))[0])
    assert image.shape == (612, 408)


def test_nonsense_pixel_shapes_are_ignored(read_sheets: ReadSheets) -> None:
    assert pixels(read_sheets(saved(page(), "PNG", dpi=(300, 3)))[0]).shape == (90, 60)


def test_a_jpeg_without_unit_gives_only_the_shape_of_its_pixels(read_sheets: ReadSheets) -> None:
    data = bytearray(saved(page("L", (100, 100)), "JPEG", dpi=(200, 100)))
    data[data.index(b"JFIF") + 7] = 0
    [sheet] = read_sheets(bytes(data))
    assert pixels(sheet).shape == (200, 100)
    assert sheet.dpi is None


def tiff_pages(*pages: Pil.Image, **options: Any) -> bytes:
    return saved(pages[0], "TIFF", save_all=True, append_images=list(pages[1:]), **options)


def test_a_fax_of_many_pages_is_read_page_by_page(read_sheets: ReadSheets) -> None:
    pages = [page("1"), page("1").transpose(Pil.Transpose.ROTATE_180), page("1", (30, 40))]
    data = tiff_pages(*pages, compression="group4", dpi=(300, 300))
    sheets = read_sheets(data)
    assert [sheet.number for sheet in sheets] == [1, 2, 3]
    for sheet, picture in zip(sheets, pages, strict=True):
        assert np.array_equal(pixels(sheet), np.asarray(picture.convert("L")))
        assert sheet.dpi == 300
    assert [sheet.number for sheet in read_sheets(data, pages={2})] == [2]


def test_the_small_copies_in_a_tiff_are_no_pages(read_sheets: ReadSheets) -> None:
    first = page()
    small = page(size=(6, 9))
    vars(small)["encoderinfo"] = {"tiffinfo": {254: 1}}
    sheets = read_sheets(tiff_pages(first, small, page(size=(61, 91))))
    assert [pixels(sheet).shape for sheet in sheets] == [(90, 60), (91, 61)]
    assert [sheet.number for sheet in sheets] == [1, 2]


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_a_moving_picture_gives_its_first_frame_and_says_so(kind: str) -> None:
    frames = [page("L"), page("L").transpose(Pil.Transpose.ROTATE_180)]
    data = saved(frames[0], kind, save_all=True, append_images=frames[1:], lossless=True)
    source = open_source(data, settings=Settings())
    assert source.pages == 1
    assert [notice.code for notice in source.notices] == ["first-frame-only"]
    [sheet] = source.sheets()
    assert np.array_equal(pixels(sheet), np.asarray(page("L")))


def test_a_picture_of_one_pixel_is_read(read_sheets: ReadSheets) -> None:
    assert pixels(read_sheets(saved(Pil.new("L", (1, 1), 77), "PNG"))[0]).tolist() == [[77]]


def huge_png(side: int) -> bytes:
    """A PNG that claims side x side pixels and holds next to nothing."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        )

    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    content = chunk(b"IDAT", zlib.compress(bytes(1000)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + content + chunk(b"IEND", b"")


def test_a_huge_picture_is_refused_before_it_is_decoded(read_sheets: ReadSheets) -> None:
    with pytest.raises(OversizeError, match=r"30000 x 30000 pixels are 900 megapixels.*--max-megapixels"):
        read_sheets(huge_png(30000))


def test_the_limit_is_our_own(read_sheets: ReadSheets, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Pil, "MAX_IMAGE_PIXELS", 100)
    assert pixels(read_sheets(saved(page(), "PNG"))[0]).shape == (90, 60)
    with pytest.raises(OversizeError):
        read_sheets(saved(page(), "PNG"), megapixels=0.005)


def samples() -> dict[str, bytes]:
    noise = Pil.fromarray(np.random.default_rng(1).integers(0, 256, (90, 60), dtype=np.uint8))
    return {
        "png": saved(noise, "PNG"),
        "jpeg": saved(noise, "JPEG"),
        "progressive": saved(noise, "JPEG", progressive=True),
        "tiff": saved(noise, "TIFF"),
        "deflate": saved(noise, "TIFF", compression="tiff_deflate"),
        "group4": saved(noise.convert("1"), "TIFF", compression="group4"),
        "webp": saved(noise, "WEBP"),
        "bmp": saved(noise, "BMP"),
        "gif": saved(noise, "GIF"),
    }


@pytest.mark.parametrize("kind", samples())
def test_a_cut_off_picture_is_never_half_a_page(kind: str, read_sheets: ReadSheets) -> None:
    data = samples()[kind]
    whole = pixels(read_sheets(data)[0])
    damaged = 0
    for length in range(40, len(data), max(1, len(data) // 60)):
        try:
            [sheet] = read_sheets(data[:length])
        except DamagedInputError:
            damaged += 1
        else:  # only what stands after the pixels is missing
            assert np.array_equal(pixels(sheet), whole), length
    assert damaged > 40


@pytest.mark.parametrize("kind", samples())
def test_spoilt_bytes_raise_nothing_but_our_own_errors(kind: str, read_sheets: ReadSheets) -> None:
    dice = random.Random(kind)
    data = samples()[kind]
    for _ in range(60):
        spoilt = bytearray(data)
        for _ in range(4):
            spoilt[dice.randrange(min(len(data), 400))] = dice.randrange(256)
        with suppress(BalaghError):
            assert read_sheets(bytes(spoilt), megapixels=1)


def test_a_broken_second_page_is_named() -> None:
    data = bytearray(tiff_pages(page(), Pil.effect_noise((200, 200), 90), compression="tiff_lzw"))
    middle = len(data) // 2  # within the second page's pixels, which are nearly the whole file
    data[middle : middle + 2000] = b"\xff" * 2000
    sheets = open_source(bytes(data), name="fax.tif", settings=Settings()).sheets()
    assert next(sheets).number == 1
    with pytest.raises(DamagedInputError, match=r"fax\.tif, page 2"):
        next(sheets)
