"""What a PDF holds besides its pages, and is not read: attached files, a portfolio, a form drawn by a program."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from balagh.ingest.sheet import Notice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pypdfium2 import PdfAttachment, PdfDocument, PdfPage

#: Attached files are named up to this many; a warning is one line.
MOST_NAMES = 5

#: Names longer than this are cut: they are shown in a warning, not used.
LONGEST_NAME = 80


def file_notices(document: PdfDocument, data: bytes) -> tuple[Notice, ...]:
    """Say what the whole file holds that is not read."""
    from pypdfium2 import raw

    notices = []
    names = [_name(document.get_attachment(k)) for k in range(document.count_attachments())]
    if names and _is_portfolio(data):
        message = f"the file is a PDF portfolio: its pages are only a cover sheet, {_listed(names)} not read"
        notices.append(Notice(code="attachments", message=message))
    elif names:
        notices.append(_attachments(names))
    if document.get_formtype() in {raw.FORMTYPE_XFA_FULL, raw.FORMTYPE_XFA_FOREGROUND}:
        message = (
            "the file is an XFA form, drawn by a program inside it: only what its pages show without was read"
        )
        notices.append(Notice(code="xfa-form", message=message))
    return tuple(notices)


def page_notices(page: PdfPage) -> tuple[Notice, ...]:
    """Say which files are pinned to a page as notes."""
    from pypdfium2 import PdfAttachment, raw

    names = []
    for number in range(raw.FPDFPage_GetAnnotCount(page)):
        note = raw.FPDFPage_GetAnnot(page, number)
        if not note:
            continue
        if raw.FPDFAnnot_GetSubtype(note) == raw.FPDF_ANNOT_FILEATTACHMENT:
            file = raw.FPDFAnnot_GetFileAttachment(note)
            names.append(_name(PdfAttachment(file, page.pdf)) if file else "?")
        raw.FPDFPage_CloseAnnot(note)
    return (_attachments(names),) if names else ()


def _attachments(names: Sequence[str]) -> Notice:
    return Notice(code="attachments", message=f"{_listed(names)} attached and not read")


def _listed(names: Sequence[str]) -> str:
    rest = len(names) - MOST_NAMES
    listed = ", ".join(names[:MOST_NAMES]) + (f" and {rest} more" if rest > 0 else "")
    return f"the file {listed} is" if len(names) == 1 else f"the {len(names)} files {listed} are"


def _name(file: PdfAttachment) -> str:
    from pypdfium2 import PdfiumError

    try:
        name = file.get_name()
    except PdfiumError:
        return "?"
    # Shown on a terminal: no control characters, nothing endless.
    name = "".join(sign if sign.isprintable() else "?" for sign in name)
    return name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}…"


def _is_portfolio(data: bytes) -> bool:
    # pdfium does not tell; the catalog is often packed, so it takes a parser.
    import pdfplumber

    from balagh.ingest.pdf_guard import DAMAGE, LayerTooLargeError, check_packed_objects

    try:
        check_packed_objects(data)
        return "Collection" in pdfplumber.open(io.BytesIO(data)).doc.catalog
    except (LayerTooLargeError, *DAMAGE):
        return False
