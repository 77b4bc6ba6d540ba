"""The carriers: one written document as an office scan, born-digital, as a Word file, a fax, a photograph.

Whatever carries it, the truth is the same text; `Carried` says what a carrier changes about the pages.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from samples.degrade import degrade, generator
from samples.markup import browser_rules, html_of
from samples.programs import convert_with_libreoffice, lay_text_under, print_with_chromium
from samples.render import PageCountError, check_fonts, pdf_of, pictures_of
from samples.store import store
from samples.unicode_maps import garble_arabic, swap_lam_alef

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import numpy as np

    from samples.degrade import Image
    from samples.document import Carrier, Overlay, Written

#: Arabic fonts that join two glyphs where others have one for lam-alef, and a font that has one.
WITHOUT_LIGATURE = frozenset({"Amiri", "Scheherazade", "Noto Naskh Arabic"})
WITH_LIGATURE = "FreeSerif"

#: The language that OCRmyPDF is wrongly told, for a document in another.
WRONG_LANGUAGES = {"fr": "eng", "en": "fra", "ar": "fra"}

#: Shares of a document's own text size, tried one after the other where another program sets it wider.
SHRINKING = (1.0, 0.97, 0.94, 0.9, 0.85)

#: JPEG quality of a telephone's camera.
PHOTO_QUALITY = 88


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A document as files.

    Attributes:
        name: the file's name; a folder's where each page is a file of its own.
        files: the bytes of the file, or of each page's file in order.
        reflows: pages and their head and foot lines are the word processor's own: they stand once in the file.
        joined: a word processor set its pages: no paragraph is cut where the document says.
        printed: it is a picture of paper, with what a hand put over the print.
    """

    name: str
    files: tuple[bytes, ...]
    reflows: bool = False
    joined: bool = False
    printed: bool = False

    @property
    def page_names(self) -> tuple[str, ...]:
        """The names of the pages' files in the folder `name`; empty for a single file."""
        suffix = "jpg"
        return tuple(f"{n}.{suffix}" for n in range(1, len(self.files) + 1)) if len(self.files) > 1 else ()


def carry(written: Written, carrier: Carrier, seed: int = 0) -> Carried:
    """Make the document's files.

    Args:
        written: the document.
        carrier: what carries it.
        seed: another number gives other noise.

    Raises:
        MissingFontError: a font that it is set in is not installed.
        MissingProgramError: the carrier needs a program that is not installed.
        PageCountError: the text runs over its pages.
    """
    check_fonts(written.fonts)
    return _CARRIERS[carrier](written, generator(written.name, seed + written.scan.seed))


def clean_pages(written: Written) -> list[Image]:
    """Render a document: one RGB picture a page, with its stamps and signatures, before any scanner.

    Raises:
        PageCountError: it runs over its pages.
    """
    pages = pictures_of(pdf_of(html_of(written)), written.pages)
    # A generator of their own: stamps do not change the scanner's noise.
    rng = generator(f"{written.name} overlays", written.scan.seed)
    for overlay in written.scan.overlays:
        pages[overlay.page - 1] = _put_over(pages[overlay.page - 1], overlay, rng)
    return pages


def _put_over(page: Image, overlay: Overlay, rng: np.random.Generator) -> Image:
    from samples.stamps import Stamp, press, sign

    if overlay.kind == "signature":
        return sign(page, overlay.at, rng, width=overlay.size, colour=overlay.colour)
    stamp = Stamp(
        lines=overlay.lines,
        ring=overlay.ring,
        shape=overlay.shape,
        colour=overlay.colour,
        size=overlay.size,
        angle=overlay.angle,
        font=overlay.font,
    )
    return press(page, stamp, overlay.at, rng)


def _scan(written: Written, rng: np.random.Generator) -> Carried:
    scanned = [degrade(page, written.scan, rng) for page in clean_pages(written)]
    return Carried(name=written.file_name, files=(store(scanned, written.scan),), printed=True)


def _weasyprint(written: Written, rng: np.random.Generator) -> Carried:
    del rng
    return _pdf(written, _counted(pdf_of(html_of(written)), written))


def _chromium(written: Written, rng: np.random.Generator) -> Carried:
    del rng
    rules = browser_rules(written)
    return _pdf(written, _fitted(written, lambda smaller: print_with_chromium(html_of(smaller, rules))))


def _swapped(written: Written, rng: np.random.Generator) -> Carried:
    del rng
    if written.page.arabic in WITHOUT_LIGATURE:
        page = written.page.model_copy(update={"arabic": WITH_LIGATURE})
        written = written.model_copy(update={"page": page})
        check_fonts(written.fonts)
    pdf = _fitted(written, lambda smaller: pdf_of(html_of(smaller)))
    return _pdf(written, swap_lam_alef(pdf) if "لا" in _letters(written) else pdf)


def _fitted(written: Written, render: Callable[[Written], bytes]) -> bytes:
    """Render in the largest letters, from the document's own down, that keep the text on its pages.

    Another program or font breaks lines elsewhere and may need another page.

    Raises:
        PageCountError: the text runs over even in the smallest.
    """
    for share in SHRINKING:
        page = written.page.model_copy(update={"size": written.page.size * share})
        pdf = render(written.model_copy(update={"page": page}))
        try:
            return _counted(pdf, written)
        except PageCountError:
            if share == SHRINKING[-1]:
                raise
    raise AssertionError  # the last round returns or raises


def _letters(written: Written) -> str:
    """Give the Arabic text with every alef bare, as one string."""
    text = " ".join(part.plain for part in written.parts if part.language == "ar")
    return text.translate(dict.fromkeys(map(ord, "آأإ"), "ا"))


def _garbled(written: Written, rng: np.random.Generator) -> Carried:
    del rng
    return _pdf(written, garble_arabic(_counted(pdf_of(html_of(written)), written)))


def _sandwich(written: Written, rng: np.random.Generator) -> Carried:
    scan = written.scan.model_copy(update={"format": "pdf"})
    scanned = [degrade(page, scan, rng) for page in clean_pages(written)]
    language = WRONG_LANGUAGES.get(written.language, "eng")
    return _pdf(written, lay_text_under(store(scanned, scan), language), printed=True)


def _docx(written: Written, rng: np.random.Generator) -> Carried:
    from samples.word_file import docx_of

    del rng
    return Carried(name=f"{written.name}.docx", files=(docx_of(written),), reflows=True, joined=True)


def _libreoffice(written: Written, rng: np.random.Generator) -> Carried:
    from samples.word_file import docx_of

    del rng
    pdf = convert_with_libreoffice(docx_of(written, printed=True))
    return Carried(name=f"{written.name}.pdf", files=(pdf,), joined=True)


def _fax(written: Written, rng: np.random.Generator) -> Carried:
    from samples.fax import fax_tiff

    # Half of the documents in fine resolution, half in the coarse one with pixels that are not square.
    fine = bool(rng.integers(0, 2))
    sent = fax_tiff(clean_pages(written), rng, fine=fine)
    return Carried(name=f"{written.name}.tif", files=(sent,), printed=True)


def _photo(written: Written, rng: np.random.Generator) -> Carried:
    from samples.photo import photograph

    files = tuple(_jpeg(photograph(page, rng)) for page in clean_pages(written))
    name = written.name if len(files) > 1 else f"{written.name}.jpg"
    return Carried(name=name, files=files, printed=True)


def _jpeg(picture: Image) -> bytes:
    from PIL import Image as PillowImage

    buffer = io.BytesIO()
    PillowImage.fromarray(picture).save(buffer, "JPEG", quality=PHOTO_QUALITY)
    return buffer.getvalue()


def _pdf(written: Written, data: bytes, *, printed: bool = False) -> Carried:
    return Carried(name=f"{written.name}.pdf", files=(data,), printed=printed)


def _counted(pdf: bytes, written: Written) -> bytes:
    """Give the PDF when it has the document's pages.

    Raises:
        PageCountError: it has not.
    """
    pictures_of(pdf, written.pages)
    return pdf


_CARRIERS: Mapping[Carrier, Callable[[Written, np.random.Generator], Carried]] = {
    "scan": _scan,
    "weasyprint": _weasyprint,
    "chromium": _chromium,
    "docx": _docx,
    "libreoffice": _libreoffice,
    "sandwich": _sandwich,
    "swapped": _swapped,
    "garbled": _garbled,
    "fax": _fax,
    "photo": _photo,
}
