"""Opens a source: tells its kind, checks it, and hands out its sheets one at a time."""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING

from balagh.errors import EncryptedError, InputError, UnknownKindError
from balagh.ingest.sheet import OpenedSource
from balagh.ingest.sniff import SNIFF_BYTES, MediaType, describe, is_locked_office, sniff
from balagh.ingest.source import read_payload

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from balagh.ingest.sheet import Notice, Sheet
    from balagh.ingest.source import Payload, Source
    from balagh.settings import Settings


def open_source(source: Source, *, name: str | None = None, settings: Settings) -> OpenedSource:
    """Open a path, bytes or an open file; `name` replaces the name that the source has.

    Whether it can be read is found out here; the pages are decoded only when `OpenedSource.sheets` is called
    and walked, so a page that is damaged or too large is met there.

    Raises:
        FileAccessError, MissingFileError: the path cannot be read.
        EmptyInputError: it has no bytes, no page, or none of the pages asked for.
        UnknownKindError: it is of no kind that balagh reads.
        EncryptedError: it is locked with a password.
        DamagedInputError: it is cut off or broken.
        OversizeError: it is beyond the limits.
    """
    payload = read_payload(source, name=name)
    media_type = sniff(payload.data[:SNIFF_BYTES])
    if media_type is None:
        raise _refusal(payload)
    pages, notices, make = _open(payload, media_type, settings)
    numbers = tuple(number for number in range(1, pages + 1) if settings.wants_page(number))
    if not numbers:
        message = f"{payload.label}: it has {pages} page{'s' * (pages > 1)}, none of those asked for"
        raise InputError(message, hint="ask for other pages")
    return OpenedSource(
        name=payload.name,
        media_type=str(media_type),
        sha256=hashlib.sha256(payload.data).hexdigest(),
        size=len(payload.data),
        pages=pages,
        sheets=partial(make, numbers),
        notices=notices,
    )


def _refusal(payload: Payload) -> EncryptedError | UnknownKindError:
    if is_locked_office(payload.data):
        message = f"{payload.label}: this is an Office file locked with a password"
        return EncryptedError(message, hint="save it without the password, or as PDF")
    what, advice = describe(payload.data[:SNIFF_BYTES])
    message = f"{payload.label}: this is {what}, which balagh does not read"
    return UnknownKindError(message, hint=advice)


def _open(
    payload: Payload, media_type: MediaType, settings: Settings
) -> tuple[int, tuple[Notice, ...], Callable[[tuple[int, ...]], Iterator[Sheet]]]:
    # The number of pages, what is worth saying, and the maker of sheets. Each reader is imported when needed.
    if media_type is MediaType.TEXT:
        from balagh.ingest.text import decode_text, split_pages, text_sheets

        text, notices = decode_text(payload)
        texts = split_pages(text)
        return len(texts), notices, partial(text_sheets, texts)
    if media_type is MediaType.PDF:
        from balagh.ingest.pdf import open_pdf

        return open_pdf(payload, settings)
    if media_type is MediaType.DOCX:
        from balagh.ingest.docx import docx_sheets, open_docx

        document = open_docx(payload, settings.max_unpacked_mb)
        make_docx = partial(docx_sheets, document, max_megapixels=settings.max_megapixels)
        return len(document.pages), document.notices, make_docx
    from balagh.ingest.images import image_pages, image_sheets

    frames, notices = image_pages(payload, media_type)
    make = partial(image_sheets, payload, media_type, frames, max_megapixels=settings.max_megapixels)
    return len(frames), notices, make
