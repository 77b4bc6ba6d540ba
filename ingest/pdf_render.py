"""Draws PDF pages with pdfium, and refuses pictures on them that are too large or cut off."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from balagh.errors import DamagedInputError
from balagh.ingest.pdf_page import plan_at
from balagh.ingest.pixels import check_size, plain_grey, whole_files_only

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

    from balagh.ingest.pdf_page import Picture, RenderPlan
    from balagh.ingest.sheet import Image

#: A page too large for the limit is rendered coarser, down to this: below it, small print is not readable.
LEAST_DPI = 150.0

#: pdfium rounds a picture's edges outwards: at the exact scale it would stretch 2480 pixels over 2481. Drawn
#: this much inside the window (pixels; more than the error of its 32-bit arithmetic), every pixel comes through.
INSET = 0.02

#: What pdfium means by 8 and 24 bits a pixel: one to eight inks of 1, 2, 4, 8 or 16 bits each.
_TRUE_BITS = {8: (2, 3, 4, 6, 8), 24: (12, 16, 24, 32, 40, 48, 56, 64)}


class PageDrawer:
    """Draws one open page at any resolution, within a limit of megapixels, until it is closed."""

    def __init__(self, page: PdfPage, user_unit: float, limit: float) -> None:
        self._page: PdfPage | None = page
        self._unit, self._limit = user_unit, limit

    def __call__(self, dpi: float) -> Image:
        """Draw the page at `dpi`, coarser where it would be beyond the limit.

        Raises:
            ValueError: the page is closed: the sheet is no longer the newest one made.
        """
        if self._page is None:
            message = "this page was closed when the next sheet was made"
            raise ValueError(message)
        return draw(self._page, [], plan_at(self._page, dpi, self._unit).reduced_to(self._limit))

    def close(self) -> None:
        """Let go of the page."""
        self._page = None


def within(wanted: RenderPlan, limit: float, label: str) -> RenderPlan:
    """Give the plan that `limit` megapixels allow; raises `OversizeError` where nothing readable is left."""
    plan = wanted.reduced_to(limit)
    if plan is not wanted and plan.dpi < LEAST_DPI:
        check_size(wanted.width, wanted.height, limit, label)
    return plan


def draw(page: PdfPage, pictures: list[Picture], plan: RenderPlan) -> Image:
    """Draw `page` as `plan` says; `pictures` are those on it, for plans that draw them one by one."""
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
    if any(part.alone is not None for part in plan.parts):
        for picture in pictures:
            raw.FPDFPageObj_SetIsActive(picture.handle, True)
    if page.formenv:
        raw.FPDF_FFLDraw(page.formenv, bitmap, page, 0, 0, plan.width, plan.height, 0, raw.FPDF_ANNOT)
    pixels: Image = bitmap.to_numpy()
    return plain_grey(pixels)


def check_whole(picture: Picture, label: str) -> None:
    """Refuse a picture of which a part is missing: pdfium paints what is left and is silent about the rest.

    Raises:
        DamagedInputError: it is cut off.
        pypdfium2.PdfiumError: it cannot be decoded at all.
    """
    filters = picture.handle.get_filters(skip_simple=True)
    if filters == ["DCTDecode"]:
        _check_jpeg(bytes(picture.handle.get_data(decode_simple=True)), label)
    elif filters:
        picture.handle.get_bitmap()  # raises when the picture cannot be decoded at all
    else:
        details = picture.handle.get_metadata()
        length = len(picture.handle.get_data(decode_simple=True))
        if not _is_whole(length, details.width, details.height, details.bits_per_pixel):
            _refuse_cut_off(label)


def _is_whole(length: int, width: int, height: int, told: int) -> bool:
    # pdfium rounds the bits of a pixel up to 1, 8 or 24: the length has to be that of one of the true numbers.
    # The last row may lack a byte or two: some writers drop trailing zeros.
    rows = [(width * bits + 7) // 8 for bits in _TRUE_BITS.get(told, (told,))]
    return length >= max(rows) * (height - 1) or any(
        row * (height - 1) <= length <= row * height + 2 for row in rows
    )


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
