"""The text layers of a PDF, page by page: opened by pdfplumber, glyphs taken down by our own device."""

from __future__ import annotations

import io
import logging
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pdfplumber
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFObjRef, PDFStream, dict_value, list_value, resolve1
from pdfminer.utils import MATRIX_IDENTITY, apply_matrix_rect, mult_matrix
from pdfplumber.page import Page

from balagh.ingest.pdf_device import PageDevice
from balagh.ingest.pdf_fonts import FontShelf
from balagh.ingest.pdf_glyphs import make_glyphs
from balagh.ingest.pdf_guard import DAMAGE, LayerTooLargeError, check_packed_objects
from balagh.ingest.pdf_ink import as_matrix
from balagh.ingest.pdf_interpreter import Budget, PageInterpreter
from balagh.ingest.pdf_rules import find_rules
from balagh.ingest.pdf_weight import check_weight

if TYPE_CHECKING:
    from pdfminer.layout import LTPage
    from pdfminer.utils import Matrix, Rect
    from pdfplumber.pdf import PDF

    from balagh.ingest.layer import Glyph, PlacedBox
    from balagh.ingest.pdf_page import Frame

# A library does not write to its user's standard error because a file is odd.
logging.getLogger("pdfminer").addHandler(logging.NullHandler())

#: Unpacked content (bytes) held of the pages read so far; beyond it the file is opened anew.
MAX_HELD = 64_000_000

#: Flags of an annotation that is not shown (PDF 32000, table 165): hidden, and not on the screen.
_HIDDEN, _NO_VIEW = 2, 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """What pdfplumber found on one page, in points from the top left of the page as shown."""

    glyphs: tuple[Glyph, ...]
    rules: tuple[PlacedBox, ...]


class LayerError(Exception):
    """A page's text layer cannot be read; the message says why, for a warning."""


class ShownPage(Page):
    """A pdfplumber page in the coordinates of the page as it is shown: turned, cropped, its unit obeyed."""

    def __init__(self, pdf: PDF, page: PDFPage, number: int, frame: Frame) -> None:
        page.attrs["MediaBox"] = list(page.mediabox)  # as pdfminer took it, where the file's own is nonsense
        page.attrs["Rotate"] = 0
        page.attrs.pop("CropBox", None)
        super().__init__(pdf, page, page_number=number)
        self.mediabox = self.cropbox = self.bbox = (0.0, 0.0, frame.width, frame.height)
        self.frame = frame
        self.painted: LTPage | None = None

    @property
    def layout(self) -> LTPage:
        """The lines and boxes that the device passed on, for pdfplumber to sort out."""
        if self.painted is None:
            message = "the page was not read yet"
            raise ValueError(message)
        return self.painted


class LayerReader:
    """Reads text layers from one PDF; forgets what it holds when told to."""

    def __init__(self, data: bytes, pages: int) -> None:
        self.data, self.pages = data, pages
        self._book: tuple[PDF, FontShelf] | None = None
        self._held = 0
        self._damage: Exception | None = None
        self._list: list[PDFPage] = []
        self._hidden: frozenset[int] = frozenset()

    def close(self) -> None:
        """Forget all that was parsed; the next page opens the file anew."""
        self._list = []
        self._held = 0
        if self._book is not None:
            self._book[0].flush_cache()
            self._book = None

    def is_too_heavy(self, number: int) -> bool:
        """Say whether the content of a page is beyond what any reader should open."""
        if self._held > MAX_HELD:
            self.close()
        try:
            page = self._page(number)
            self._held += check_weight(page.contents, page.resources)
        except LayerTooLargeError:
            return True
        except (LayerError, *DAMAGE):
            return False
        return False

    def user_unit(self, number: int) -> float:
        """Give the length of a page's point in points: 1 but on enormous pages."""
        try:
            unit = resolve1(self._page(number).attrs.get("UserUnit"))
        except LayerError:
            return 1.0
        return float(unit) if isinstance(unit, int | float) and unit > 0 else 1.0

    def read(self, number: int, frame: Frame) -> Writing:
        """Read the layer of the one-based page `number`, which is shown as `frame` says.

        Raises:
            LayerError: it is damaged, or too large.
        """
        page = self._page(number)
        try:
            return self._read(page, number, frame)
        except LayerTooLargeError as error:
            message = "the text layer of this page is far too large to be used"
            raise LayerError(message) from error
        except DAMAGE as error:
            message = "the text layer of this page is damaged"
            raise LayerError(message) from error

    def _read(self, page: PDFPage, number: int, frame: Frame) -> Writing:
        book, fonts = self._open()
        shown = ShownPage(book, page, number, frame)
        device = PageDevice(fonts, number)
        interpreter = PageInterpreter(fonts, device, device, self._hidden, Budget())
        device.begin_page(page, MATRIX_IDENTITY)
        interpreter.render_contents(page.resources or {}, page.contents, ctm=frame.matrix)
        for annotation in list_value(page.annots or []):
            _run_annotation(interpreter, annotation, frame.matrix)
        device.end_page(page)
        shown.painted = device.get_result()
        glyphs = make_glyphs(device.stamps, device.spans, device.areas, frame.width, frame.height)
        rules = find_rules(shown) if glyphs else ()
        shown.close()
        return Writing(glyphs=glyphs, rules=rules)

    def _page(self, number: int) -> PDFPage:
        self._open()
        if len(self._list) != self.pages:
            message = "the text layer is not used: the file's list of pages is damaged"
            raise LayerError(message)
        return self._list[number - 1]

    def _open(self) -> tuple[PDF, FontShelf]:
        if self._book is not None:
            return self._book
        message = "the text layer is not used: the file is damaged"
        if self._damage is not None:
            raise LayerError(message) from self._damage
        try:
            check_packed_objects(self.data)
            book, fonts = pdfplumber.open(io.BytesIO(self.data)), FontShelf()
            book.rsrcmgr = fonts
            self._list = list(PDFPage.create_pages(book.doc))
            self._hidden = _hidden_layers(book.doc.catalog)
        except (LayerTooLargeError, *DAMAGE) as error:
            self._damage = error  # looking for the pages of a damaged file takes long: once is enough
            raise LayerError(message) from error
        self._book = book, fonts
        return self._book


def _hidden_layers(catalog: dict[str, Any]) -> frozenset[int]:
    # The layers (optional content groups) that are switched off when the file is opened.
    try:
        properties = dict_value(catalog.get("OCProperties", {}))
        usual = dict_value(properties.get("D", {}))
        off = {item.objid for item in list_value(usual.get("OFF", [])) if isinstance(item, PDFObjRef)}
        if getattr(resolve1(usual.get("BaseState")), "name", "") == "OFF":
            off |= {
                item.objid for item in list_value(properties.get("OCGs", [])) if isinstance(item, PDFObjRef)
            }
            off -= {item.objid for item in list_value(usual.get("ON", [])) if isinstance(item, PDFObjRef)}
    except DAMAGE:
        return frozenset()
    return frozenset(off)


def _run_annotation(interpreter: PageInterpreter, item: object, matrix: Matrix) -> None:
    # What a note, a stamp or a filled-in field shows is a form of its own, fitted into a box on the page.
    with suppress(*DAMAGE):
        note = dict_value(item)
        flags = resolve1(note.get("F", 0))
        kind = getattr(resolve1(note.get("Subtype")), "name", "")
        if kind == "Popup" or (isinstance(flags, int) and flags & (_HIDDEN | _NO_VIEW)):
            return
        look = resolve1(dict_value(note.get("AP", {})).get("N"))
        if isinstance(look, dict):
            look = resolve1(look.get(getattr(resolve1(note.get("AS")), "name", "")))
        if not isinstance(look, PDFStream):
            return
        own = as_matrix(look.get("Matrix"))
        fitted = _fit(apply_matrix_rect(own, _box(look.get("BBox"))), _box(note.get("Rect")))
        interpreter.init_state(matrix)
        interpreter.resources = {}
        interpreter.run_form(look, mult_matrix(own, mult_matrix(fitted, matrix)))


def _fit(box: Rect, place: Rect) -> Matrix:
    # Raises ZeroDivisionError where the box has no extent.
    across, up = (place[2] - place[0]) / (box[2] - box[0]), (place[3] - place[1]) / (box[3] - box[1])
    return across, 0.0, 0.0, up, place[0] - box[0] * across, place[1] - box[1] * up


def _box(value: object) -> Rect:
    # Raises ValueError or TypeError where there are no four numbers.
    x0, y0, x1, y1 = (float(resolve1(part)) for part in list_value(value))
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
