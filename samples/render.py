"""HTML to a vector PDF (WeasyPrint shapes with Pango and HarfBuzz), and the PDF to pictures at 300 dpi."""

from __future__ import annotations

import subprocess
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pypdfium2 as pdfium

if TYPE_CHECKING:
    from collections.abc import Iterable

    from samples.degrade import Image

#: Dots an inch of an office scan.
DPI = 300

#: PDF user space has 72 units an inch.
UNITS = 72


class PageCountError(ValueError):
    """A document runs over the pages it was written for."""


class MissingFontError(LookupError):
    """A font family is not installed: another would be taken silently, and the page would not be the one meant."""


def check_fonts(families: Iterable[str]) -> None:
    """Make sure that every font family is installed.

    Raises:
        MissingFontError: one is not; the message names it.
    """
    missing = sorted(set(families) - _installed())
    if missing:
        message = f"not installed: {', '.join(missing)} (samples/README.md lists the packages)"
        raise MissingFontError(message)


@cache
def _installed() -> frozenset[str]:
    listed = subprocess.run(["fc-list", ":", "family"], check=True, capture_output=True, text=True).stdout
    return frozenset(name.strip() for line in listed.splitlines() for name in line.split(","))


def pdf_of(html: str) -> bytes:
    """Render HTML as a vector PDF with the fonts embedded."""
    import weasyprint

    pdf = weasyprint.HTML(string=html).write_pdf()
    if pdf is None:  # write_pdf answers None only when it writes to a file
        message = "WeasyPrint gave no PDF"
        raise ValueError(message)
    return bytes(pdf)


def pictures_of(pdf: bytes, pages: int) -> list[Image]:
    """Rasterise every page of `pdf` to RGB (height, width, 3) at 300 dpi.

    Raises:
        PageCountError: the PDF has not exactly `pages` pages: the text runs over.
    """
    document = pdfium.PdfDocument(pdf)
    try:
        if len(document) != pages:
            message = f"written for {pages} pages but takes {len(document)}"
            raise PageCountError(message)
        return [
            np.ascontiguousarray(page.render(scale=DPI / UNITS, rev_byteorder=True).to_numpy()[..., :3])
            for page in document
        ]
    finally:
        document.close()
