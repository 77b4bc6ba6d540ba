"""PDF pages as sheets: a scan as its picture, any other page as its glyphs; one page in memory at a time."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

from balagh.errors import DamagedInputError, OversizeError
from balagh.ingest.pdf_open import open_document, unlock
from balagh.ingest.pixels import believable_dpi, check_size
from balagh.ingest.sheet import Notice, Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pypdfium2 import PdfDocument, PdfPage

    from balagh.ingest.layer import TextLayer
    from balagh.ingest.pdf_layers import LayerReader, Writing
    from balagh.ingest.pdf_page import Picture, RenderPlan
    from balagh.ingest.source import Payload
    from balagh.settings import Settings

#: pdfium and pdfplumber keep what they have read of a document until it is closed (half a megabyte a scanned
#: page): after so many pages it is opened anew, which takes milliseconds.
PAGES_A_TIME = 20


def open_pdf(
    payload: Payload, settings: Settings
) -> tuple[int, tuple[Notice, ...], Callable[[tuple[int, ...]], Iterator[Sheet]]]:
    """Give the number of pages, what is worth saying about the file, and the maker of its sheets.

    Raises:
        EncryptedError: a password is needed, and none of the settings' opens it.
        DamagedInputError: the file is cut off or broken.
        EmptyInputError: there is no page.
    """
    from balagh.ingest.pdf_extras import file_notices

    plain = unlock(payload, settings.passwords)
    with closing(open_document(plain)) as document:
        pages, notices = len(document), file_notices(document, plain.data)
    return pages, notices, partial(pdf_sheets, plain, pages, max_megapixels=settings.max_megapixels)


def pdf_sheets(
    payload: Payload, pages: int, numbers: tuple[int, ...], max_megapixels: float
) -> Iterator[Sheet]:
    """Make the sheets of the one-based page `numbers` of an unlocked PDF of so many `pages`, one at a time.

    Raises:
        OversizeError: a page's content, a scan or a picture is beyond the limit; it is not decoded.
        DamagedInputError: a page is broken, or a scan on it cut off.
    """
    from balagh.ingest.pdf_layers import LayerReader

    layers = LayerReader(payload.data, pages)
    for start in range(0, len(numbers), PAGES_A_TIME):
        with closing(layers), closing(open_document(payload)) as document:
            if document.get_formtype():
                document.init_forms()
            for number in numbers[start : start + PAGES_A_TIME]:
                label = f"{payload.label}, page {number}"
                if layers.is_too_heavy(number):
                    message = f"{label}: its content unpacks or repeats itself almost without end"
                    raise OversizeError(message, hint="print the page to a new PDF, or scan it")
                with closing(_load(document, number, label)) as page:
                    maker = _PageMaker(page, layers, number, max_megapixels, label)
                    with closing(maker):
                        # No name is bound to the sheet: while its user works, nothing of it is kept here.
                        yield maker.make()


def _load(document: PdfDocument, number: int, label: str) -> PdfPage:
    from pypdfium2 import PdfiumError

    try:
        return document[number - 1]
    except PdfiumError as error:
        message = f"{label}: the page is damaged"
        raise DamagedInputError(message) from error


class _PageMaker:
    """Makes the sheet of one page, and lets go of the page when closed."""

    def __init__(self, page: PdfPage, layers: LayerReader, number: int, limit: float, label: str) -> None:
        from balagh.ingest.pdf_render import PageDrawer

        self.page, self.layers, self.number = page, layers, number
        self.limit, self.label = limit, label
        self.unit = layers.user_unit(number)
        self.drawer = PageDrawer(page, self.unit, limit)

    def make(self) -> Sheet:
        """Make the sheet."""
        from pypdfium2 import PdfiumError

        from balagh.ingest.pdf_extras import page_notices

        try:
            pictures = self._pictures()
            writing, notices = self._writing()
            return self._sheet(pictures, writing, notices + page_notices(self.page))
        except PdfiumError as error:
            message = f"{self.label}: the page is damaged"
            raise DamagedInputError(message) from error

    def close(self) -> None:
        """Let go of the page, which is about to be closed."""
        self.drawer.close()

    def _pictures(self) -> list[Picture]:
        from balagh.ingest.pdf_page import pictures_on
        from balagh.ingest.pdf_render import check_whole

        pictures = pictures_on(self.page)
        for picture in pictures:
            check_size(*picture.pixels, self.limit, f"{self.label}, a picture on it")
            check_whole(picture, self.label)
        return pictures

    def _writing(self) -> tuple[Writing | None, tuple[Notice, ...]]:
        # What is written on the page; None where that cannot be told, and why.
        from balagh.ingest.pdf_layers import LayerError
        from balagh.ingest.pdf_page import frame_of, may_have_text

        if not may_have_text(self.page):
            return None, ()
        try:
            return self.layers.read(self.number, frame_of(self.page, self.unit)), ()
        except LayerError as error:
            return None, (
                Notice(code="text-layer-unusable", message=f"{error}; the page was read as a picture"),
            )

    def _sheet(self, pictures: list[Picture], writing: Writing | None, notices: tuple[Notice, ...]) -> Sheet:
        from balagh.ingest.pdf_page import plan_rendering
        from balagh.ingest.pdf_render import draw, within

        seen = (
            None if writing is None else any(glyph.visible and glyph.text != " " for glyph in writing.glyphs)
        )
        wanted = plan_rendering(self.page, pictures, self.unit, text_seen=seen)
        layer = self._layer(pictures, writing, wanted) if writing is not None and writing.glyphs else None
        if seen and not wanted.scan:
            return Sheet(number=self.number, layer=layer, render=self.drawer, notices=notices)
        plan = within(wanted, self.limit, self.label)
        if plan is not wanted:
            message = f"the page is very large: it was read at {plan.dpi:.0f} dpi instead of {wanted.dpi:.0f}"
            notices += (Notice(code="resolution-reduced", message=message),)
        image = draw(self.page, pictures, plan)
        height, width = image.shape[:2]
        dpi = believable_dpi(plan.dpi, width, height)
        return Sheet(
            number=self.number, image=image, dpi=dpi, layer=layer, render=self.drawer, notices=notices
        )

    def _layer(self, pictures: list[Picture], writing: Writing, plan: RenderPlan) -> TextLayer:
        from balagh.ingest.layer import TextLayer
        from balagh.ingest.pdf_page import frame_of, place_of

        frame = frame_of(self.page, self.unit)
        return TextLayer(
            width=frame.width,
            height=frame.height,
            glyphs=writing.glyphs,
            rules=writing.rules,
            pictures=tuple(place_of(picture, frame, self.unit) for picture in pictures),
            scan=plan.scan,
        )
