"""Opens a PDF with pdfium: passwords tried, broken and empty files refused."""

from __future__ import annotations

import io
import re
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from balagh.errors import DamagedInputError, EmptyInputError, EncryptedError

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

    from balagh.ingest.source import Payload

#: A PDF ends with a mark; scanners and mail programs may put blanks or a few lines after it.
END_MARK_WITHIN = 2048

_NO_PAGE = re.compile(rb"/Count\s+0\b")
_A_PAGE = re.compile(rb"/Type\s*/Page\b")


def unlock(payload: Payload, passwords: tuple[str, ...]) -> Payload:
    """Give `payload` without encryption: as it is, or written anew by pdfium where it was locked.

    Raises:
        EncryptedError: a password is needed, and none of `passwords` is it.
        DamagedInputError: the file is cut off or broken.
        EmptyInputError: there is no page.
    """
    for password in ("", *passwords):
        document = _try(payload, password)
        if document is None:
            continue
        with closing(document):
            return replace(payload, data=_plain(document)) if _is_locked(payload) else payload
    count = len(passwords)
    message = f"{payload.label}: the PDF is locked with a password"
    if count:
        tried = (
            "the password given does not open it" if count == 1 else f"none of the {count} passwords opens it"
        )
        message = f"{message}, and {tried}"
    raise EncryptedError(message)


def open_document(payload: Payload) -> PdfDocument:
    """Open a PDF that `unlock` gave; raises as it does."""
    document = _try(payload, "")
    if document is None:
        message = f"{payload.label}: the PDF is damaged"
        raise DamagedInputError(message)
    return document


def _is_locked(payload: Payload) -> bool:
    return b"/Encrypt" in payload.data


def _plain(document: PdfDocument) -> bytes:
    # The other reader of the file knows fewer kinds of passwords, and deciphers old files at a crawl.
    from pypdfium2 import raw

    plain = io.BytesIO()
    document.save(plain, flags=raw.FPDF_REMOVE_SECURITY)
    return plain.getvalue()


def _try(payload: Payload, password: str) -> PdfDocument | None:
    # None: the password does not open it.
    import pypdfium2
    from pypdfium2 import raw

    # No copy is made of the file: it may be large.
    end = payload.data.rfind(b"%%EOF")
    if end < 0 or len(payload.data[end:].rstrip(b"\x00 \t\r\n")) > END_MARK_WITHIN:
        message = f"{payload.label}: the PDF breaks off before its end"
        raise DamagedInputError(message)
    try:
        return pypdfium2.PdfDocument(payload.data, password=password or None)
    except pypdfium2.PdfiumError as error:
        # pdfium does not reset its error code: an old "password" may stand there from the file before.
        if error.err_code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY} and _is_locked(payload):
            return None
        if _NO_PAGE.search(payload.data) and not _A_PAGE.search(payload.data):
            message = f"{payload.label}: the PDF has no page"
            raise EmptyInputError(message) from error
        message = f"{payload.label}: the PDF is damaged"
        raise DamagedInputError(message) from error
