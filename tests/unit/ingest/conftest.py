"""Makers of the files that the ingest tests open."""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING, Protocol

import numpy as np
import pikepdf
import pytest

from balagh.ingest import Sheet, open_source
from balagh.settings import Settings

if TYPE_CHECKING:
    from PIL import Image as Pil

    from balagh.ingest import Image
    from balagh.ingest.layer import TextLayer

A4 = (595.28, 841.89)


class PdfMaker:
    """Builds a PDF page by page."""

    def __init__(self) -> None:
        self.pdf = pikepdf.new()

    def grey(self, pixels: Image, **entries: object) -> pikepdf.Stream:
        """A picture of grey levels, without loss; `entries` change its dictionary."""
        return self._picture(
            zlib.compress(pixels.tobytes(), 1), pixels.shape, pikepdf.Name.FlateDecode, **entries
        )

    def encoded(self, picture: Pil.Image, data: bytes, **entries: object) -> pikepdf.Stream:
        """A picture in the form in which a JPEG file or a fax holds it."""
        return self._picture(data, (picture.height, picture.width), pikepdf.Name.DCTDecode, **entries)

    def _picture(
        self, data: bytes, shape: tuple[int, ...], coding: pikepdf.Name, **entries: object
    ) -> pikepdf.Stream:
        stream = pikepdf.Stream(self.pdf, data)
        values = {
            "Type": pikepdf.Name.XObject,
            "Subtype": pikepdf.Name.Image,
            "Width": shape[1],
            "Height": shape[0],
            "BitsPerComponent": 8,
            "ColorSpace": pikepdf.Name.DeviceGray,
            "Filter": coding,
        }
        for key, value in (values | entries).items():
            if value is not None:
                stream[f"/{key}"] = value
        return stream

    def page(
        self,
        content: bytes = b"",
        *,
        size: tuple[float, float] = A4,
        things: tuple[pikepdf.Object, ...] = (),
        **entries: object,
    ) -> PdfMaker:
        """Add a page; its content calls `things` /T0, /T1 and so on, and Helvetica /F1."""
        page = self.pdf.add_blank_page(page_size=size)
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        named = pikepdf.Dictionary({f"/T{k}": thing for k, thing in enumerate(things)})
        page.obj["/Resources"] = pikepdf.Dictionary(XObject=named, Font=pikepdf.Dictionary(F1=font))
        page.obj["/Contents"] = pikepdf.Stream(self.pdf, content)
        for key, value in entries.items():
            page.obj[f"/{key}"] = value
        return self

    def scan(
        self, pixels: Image, *, size: tuple[float, float] = A4, extra: bytes = b"", **entries: object
    ) -> PdfMaker:
        """Add a page that a grey scan fills, with `extra` drawn over it."""
        content = b"q %f 0 0 %f 0 0 cm /T0 Do Q " % size
        return self.page(content + extra, size=size, things=(self.grey(pixels),), **entries)

    def save(self, **options: object) -> bytes:
        """Give the file."""
        out = io.BytesIO()
        self.pdf.save(out, **options)  # type: ignore[arg-type]  # options are pikepdf's own, passed through
        return out.getvalue()


class ReadSheets(Protocol):
    def __call__(
        self,
        data: bytes,
        *,
        megapixels: float = ...,
        pages: set[int] | None = ...,
        passwords: tuple[str, ...] = ...,
    ) -> list[Sheet]: ...


def layer_of(sheet: Sheet) -> TextLayer:
    """The layer of a page that has one."""
    assert sheet.layer is not None
    return sheet.layer


def written(sheet: Sheet, *, seen: bool | None = None) -> str:
    """The letters of a page's layer in the order of its content; of those that can be seen or not, if asked."""
    return "".join(g.text or "?" for g in layer_of(sheet).glyphs if seen is None or g.visible is seen)


@pytest.fixture
def maker() -> PdfMaker:
    return PdfMaker()


@pytest.fixture
def noise() -> Image:
    """A picture in which every pixel counts: a shift by one, or a little smoothing, changes nearly all."""
    return np.random.default_rng(7).integers(0, 256, (439, 310), dtype=np.uint8)


@pytest.fixture
def read_sheets() -> ReadSheets:
    def read(
        data: bytes,
        *,
        megapixels: float = 150.0,
        pages: set[int] | None = None,
        passwords: tuple[str, ...] = (),
    ) -> list[Sheet]:
        wanted = None if pages is None else frozenset(pages)
        settings = Settings(max_megapixels=megapixels, pages=wanted, passwords=passwords)
        return list(open_source(data, settings=settings).sheets())

    return read
