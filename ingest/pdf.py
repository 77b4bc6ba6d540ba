"""PDF pages as sheets: rendered by pdfium one at a time, each released before the next is made."""

from __future__ import annotations

import io
import re
import zlib
from contextlib import closing
from typing import TYPE_CHECKING

from balagh.errors import DamagedInputError, EmptyInputError, EncryptedError
from balagh.ingest.pixels import believable_dpi, check_size, plain_grey, whole_files_only
from balagh.ingest.sheet import Notice, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdfium2 import PdfDocument, PdfPage

    from balagh.ingest.pdf_page import Picture, RenderPlan
    from balagh.ingest.sheet import Image
    from balagh.ingest.source import Payload

#: A PDF ends with a mark; scanners and mail programs may put blanks or a few lines after it.
END_MARK_WITHIN = 2048

#: A page too large for the limit is rendered coarser, down to this: below it, small print is not readable.
LEAST_DPI = 150.0

#: pdfium rounds a picture's edges outwards: at the exact scale it would stretch 2480 pixels over 2481. Drawn
#: this much inside the window (pixels; more than the error of its 32-bit arithmetic), every pixel comes through.
INSET = 0.02

#: pdfium keeps what it has read of a document until that is closed (half a megabyte a scanned page): after so
#: many pages it is opened anew, which takes milliseconds.
PAGES_A_TIME = 20

_NO_PAGE = re.compile(rb"/Count\s+0\b")
_A_PAGE = re.compile(rb"/Type\s*/Page\b")


def count_pages(payload: Payload) -> int:
    """Give the number of pages.

    Raises:
        EncryptedError: a password is needed.
        DamagedInputError: the file is cut off or broken.
        EmptyInputError: there is no page.
    """
    with closing(_open(payload)) as document:
        return len(document)


def pdf_sheets(payload: Payload, numbers: tuple[int, ...], max_megapixels: float) -> Iterator[Sheet]:
    """Make the sheets of the one-based page `numbers`, one at a time.

    Raises:
        OversizeError: a page, or a picture on it, is beyond the limit; it is not decoded.
        DamagedInputError: a page is broken, or a scan on it cut off.
    """
    units = _user_units(payload)
    for start in range(0, len(numbers), PAGES_A_TIME):
        with closing(_open(payload)) as document:
            if document.get_formtype():
                document.init_forms()
            for number in numbers[start : start + PAGES_A_TIME]:
                label = f"{payload.label}, page {number}"
                yield _sheet(document, number, units.get(number, 1.0), max_megapixels, label)


def _open(payload: Payload) -> PdfDocument:
    import pypdfium2
    from pypdfium2 import raw

    tail = payload.data.rstrip(b"\x00 \t\r\n")[-END_MARK_WITHIN:]
    if b"%%EOF" not in tail:
        message = f"{payload.label}: the PDF breaks off before its end"
        raise DamagedInputError(message)
    try:
        return pypdfium2.PdfDocument(payload.data)
    except pypdfium2.PdfiumError as error:
        # pdfium does not reset its error code: an old "password" may stand there from the file before.
        if error.err_code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY} and b"/Encrypt" in payload.data:
            message = f"{payload.label}: the PDF is locked with a password"
            raise EncryptedError(message) from error
        if _NO_PAGE.search(payload.data) and not _A_PAGE.search(payload.data):
            message = f"{payload.label}: the PDF has no page"
            raise EmptyInputError(message) from error
        message = f"{payload.label}: the PDF is damaged"
        raise DamagedInputError(message) from error


def _sheet(document: PdfDocument, number: int, user_unit: float, limit: float, label: str) -> Sheet:
    from pypdfium2 import PdfiumError

    from balagh.ingest.pdf_page import pictures_on, plan_rendering

    try:
        with closing(document[number - 1]) as page:
            pictures = pictures_on(page)
            for picture in pictures:
                check_size(*picture.pixels, limit, f"{label}, a picture on it")
                _check_whole(picture, label)
            wanted = plan_rendering(page, pictures, user_unit)
            plan = _within(wanted, limit, label)
            image = _render(page, pictures, plan)
            notices = _notices(page, wanted, plan)
    except PdfiumError as error:
        message = f"{label}: the page is damaged"
        raise DamagedInputError(message) from error
    height, width = image.shape[:2]
    return Sheet(number=number, image=image, dpi=believable_dpi(plan.dpi, width, height), notices=notices)


def _within(wanted: RenderPlan, limit: float, label: str) -> RenderPlan:
    plan = wanted.reduced_to(limit)
    if plan is not wanted and plan.dpi < LEAST_DPI:
        check_size(wanted.width, wanted.height, limit, label)
    return plan


def _notices(page: PdfPage, wanted: RenderPlan, plan: RenderPlan) -> tuple[Notice, ...]:
    notices = []
    with closing(page.get_textpage()) as text:
        has_text = bool(text.get_text_range().strip())
    if has_text:
        message = "the page has a text layer; for now it is read as a picture, its text is not used"
        notices.append(Notice(code="text-layer-ignored", message=message))
    if plan is not wanted:
        message = f"the page is very large: it was read at {plan.dpi:.0f} dpi instead of {wanted.dpi:.0f}"
        notices.append(Notice(code="resolution-reduced", message=message))
    return tuple(notices)


def _render(page: PdfPage, pictures: list[Picture], plan: RenderPlan) -> Image:
    import pypdfium2
    from pypdfium2 import raw

    bitmap = pypdfium2.PdfBitmap.new_native(plan.width, plan.height, raw.FPDFBitmap_BGR)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, plan.width, plan.height)
    for part in plan.parts:
        if part.alone is not None:
            for picture in pictures:
                raw.FPDFPageObj_SetIsActive(picture.handle, picture.handle is part.alone)
        left, top, right, bottom = part.window
        shrink_x, shrink_y = 2 * INSET / (right - left), 2 * INSET / (bottom - top)
        matrix = raw.FS_MATRIX(
            a=part.scale_x * (1 - shrink_x),
            d=part.scale_y * (1 - shrink_y),
            e=part.shift_x + (left + right) / 2 * shrink_x,
            f=part.shift_y + (top + bottom) / 2 * shrink_y,
        )
        window = raw.FS_RECTF(left, top, right, bottom)
        raw.FPDF_RenderPageBitmapWithMatrix(bitmap, page, matrix, window, raw.FPDF_ANNOT)
    if page.formenv:
        raw.FPDF_FFLDraw(page.formenv, bitmap, page, 0, 0, plan.width, plan.height, 0, raw.FPDF_ANNOT)
    pixels: Image = bitmap.to_numpy()
    return plain_grey(pixels)


def _check_whole(picture: Picture, label: str) -> None:
    # pdfium paints what is left of a cut-off picture and is silent about the rest.
    filters = picture.handle.get_filters(skip_simple=True)
    if filters == ["DCTDecode"]:
        _check_jpeg(bytes(picture.handle.get_data(decode_simple=True)), label)
    elif filters:
        picture.handle.get_bitmap()  # raises when the picture cannot be decoded at all
    else:
        details = picture.handle.get_metadata()
        row = (details.width * details.bits_per_pixel + 7) // 8
        # The last row may lack a byte or two: some writers drop trailing zeros.
        if len(picture.handle.get_data(decode_simple=True)) < row * (details.height - 1):
            _refuse_cut_off(label)


def _check_jpeg(data: bytes, label: str) -> None:
    if b"\xff\xd9" in data[-64:]:
        return
    from PIL.JpegImagePlugin import JpegImageFile

    try:
        with whole_files_only():
            JpegImageFile(io.BytesIO(data)).load()
    except (OSError, SyntaxError) as error:
        _refuse_cut_off(label, error)


def _refuse_cut_off(label: str, cause: Exception | None = None) -> None:
    message = f"{label}: the scan on it is cut off"
    raise DamagedInputError(message) from cause


def _user_units(payload: Payload) -> dict[int, float]:
    # pdfium does not tell a page's unit. It is rare (pages beyond 5 m): only files with one are parsed twice.
    if b"/UserUnit" not in payload.data and not _in_packed_objects(payload.data):
        return {}
    import pdfplumber

    with pdfplumber.open(io.BytesIO(payload.data)) as document:
        return {
            page.page_number: float(page.page_obj.attrs["UserUnit"])
            for page in document.pages
            if "UserUnit" in page.page_obj.attrs
        }


def _in_packed_objects(data: bytes) -> bool:
    for start in re.finditer(rb"/ObjStm[^>]{0,200}>>\s*stream\r?\n", data):
        unpacked = zlib.decompressobj()
        try:
            if b"/UserUnit" in unpacked.decompress(data[start.end() :]):
                return True
        except zlib.error:
            continue
    return False
