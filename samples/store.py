"""Scanned pages as a file: PDF with a JPEG a page, PNG, JPEG with its EXIF tag, bilevel TIFF, WebP."""

from __future__ import annotations

import io
from time import gmtime
from typing import TYPE_CHECKING

import cv2
import numpy as np
from PIL import Image as PillowImage

from samples.render import DPI

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samples.degrade import Image
    from samples.document import Scan

#: EXIF's number of the orientation tag.
ORIENTATION = 274

#: How the pixels are stored for each orientation: the turn that a viewer undoes.
TURNS = {
    3: PillowImage.Transpose.ROTATE_180,
    6: PillowImage.Transpose.ROTATE_90,
    8: PillowImage.Transpose.ROTATE_270,
}

#: Grey levels kept in a PNG: office scanners save 16, and noise on white paper then costs nothing.
PNG_LEVELS = 16

#: Neighbourhood in pixels and offset in grey levels of the scanner's own black-and-white decision.
BILEVEL_BLOCK, BILEVEL_OFFSET = 61, 24


def store(pages: Sequence[Image], scan: Scan) -> bytes:
    """Give the bytes of the file that holds `pages` in the scan's format.

    Raises:
        ValueError: several pages for a format that holds one.
    """
    if len(pages) > 1 and scan.format not in {"pdf", "tiff"}:
        message = f"{scan.format} holds one page, not {len(pages)}"
        raise ValueError(message)
    buffer = io.BytesIO()
    _WRITERS[scan.format](pages, scan, buffer)
    return buffer.getvalue()


def _write_pdf(pages: Sequence[Image], scan: Scan, buffer: io.BytesIO) -> None:
    first, *rest = (PillowImage.fromarray(page) for page in pages)
    # A fixed time makes the same document give the same bytes.
    first.save(
        buffer,
        "PDF",
        save_all=True,
        append_images=rest,
        resolution=DPI,
        quality=scan.quality,
        creationDate=gmtime(0),
        modDate=gmtime(0),
    )


def _write_png(pages: Sequence[Image], scan: Scan, buffer: io.BytesIO) -> None:
    step = 255 / (PNG_LEVELS - 1)
    levels = np.rint(np.rint(pages[0] / step) * step).astype(np.uint8)
    picture = PillowImage.fromarray(levels)
    if not scan.colour:
        picture = picture.quantize(PNG_LEVELS)
    picture.save(buffer, "PNG", dpi=(DPI, DPI), optimize=True)


def _write_jpeg(pages: Sequence[Image], scan: Scan, buffer: io.BytesIO) -> None:
    picture = PillowImage.fromarray(pages[0])
    exif = PillowImage.Exif()
    if scan.rotation != 1:
        picture = picture.transpose(TURNS[scan.rotation])
        exif[ORIENTATION] = scan.rotation
    picture.save(buffer, "JPEG", quality=scan.quality, dpi=(DPI, DPI), exif=exif, optimize=True)


def _write_tiff(pages: Sequence[Image], scan: Scan, buffer: io.BytesIO) -> None:
    del scan
    first, *rest = (_bilevel(page) for page in pages)
    first.save(
        buffer,
        "TIFF",
        save_all=True,
        append_images=rest,
        compression="group4",
        dpi=(DPI, DPI),
        resolution_unit=2,
    )


def _bilevel(page: Image) -> PillowImage.Image:
    grey = cv2.cvtColor(page, cv2.COLOR_RGB2GRAY) if page.ndim == 3 else page
    black = cv2.adaptiveThreshold(
        grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, BILEVEL_BLOCK, BILEVEL_OFFSET
    )
    return PillowImage.fromarray(black).convert("1", dither=PillowImage.Dither.NONE)


def _write_webp(pages: Sequence[Image], scan: Scan, buffer: io.BytesIO) -> None:
    PillowImage.fromarray(pages[0]).convert("RGB").save(buffer, "WEBP", quality=scan.quality, method=6)


_WRITERS = {
    "pdf": _write_pdf,
    "png": _write_png,
    "jpeg": _write_jpeg,
    "tiff": _write_tiff,
    "webp": _write_webp,
}
