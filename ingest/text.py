"""Plain text as a source: its encoding found, its pages cut at form feeds."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from balagh.errors import EmptyInputError, OversizeError, UnknownKindError
from balagh.ingest.sheet import Notice, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from balagh.ingest.source import Payload

#: A communiqué is a few kilobytes, a year's minutes a few megabytes; more is a log or a table.
MAX_TEXT_BYTES = 20_000_000

#: In Arabic text of one byte a letter, nearly all high bytes stand beside another; in French an accent stands
#: alone, and even a sentence full of guillemets and dashes stays below one in four.
ARABIC_NEIGHBOURS = 0.5

#: A file that is UTF-8 but for a few bytes (cut off within a letter, pasted together) has many good letters
#: for each bad one; French in a one-byte encoding has none.
GOOD_LETTERS_A_BAD_ONE = 4

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode_text(payload: Payload) -> tuple[str, tuple[Notice, ...]]:
    """Give the text of `payload` with line feeds for line ends, and a notice where the encoding was guessed.

    Raises:
        OversizeError: more than `MAX_TEXT_BYTES`.
        EmptyInputError: nothing but blanks.
        UnknownKindError: it is no text after all.
    """
    if len(payload.data) > MAX_TEXT_BYTES:
        message = f"{payload.label}: a text of {len(payload.data) // 1_000_000} MB is no communiqué"
        raise OversizeError(message, hint="split it into one file a document")
    text, notices = _decode(payload)
    if "\x00" in text:
        message = f"{payload.label}: a text with NUL characters in it is binary data"
        raise UnknownKindError(message)
    text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\x1a")
    if not text.strip():
        message = f"{payload.label}: the file holds nothing but blanks"
        raise EmptyInputError(message)
    return text, notices


def split_pages(text: str) -> tuple[str, ...]:
    r"""Cut a text at its form feeds; the one that programs put after the last page opens no page.

    >>> split_pages("one\ftwo\f")
    ('one', 'two')
    """
    pages = text.split("\f")
    if len(pages) > 1 and not pages[-1].strip():
        pages.pop()
    return tuple(pages)


def text_sheets(pages: tuple[str, ...], numbers: tuple[int, ...]) -> Iterator[Sheet]:
    """Make the sheets of the one-based `numbers` among `pages`."""
    for number in numbers:
        yield Sheet(number=number, text=pages[number - 1])


def _decode(payload: Payload) -> tuple[str, tuple[Notice, ...]]:
    data = payload.data
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_as(encoding, payload, len(mark)), ()
    text = data.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    if not bad or text == data.decode("utf-8", errors="ignore"):
        return text, ()
    if sum(not letter.isascii() for letter in text) - bad >= GOOD_LETTERS_A_BAD_ONE * bad:
        message = f"{bad} characters of the text are broken UTF-8 and stand as \ufffd"
        return text, (Notice(code="encoding-damaged", message=message),)
    encoding = _one_byte_encoding(data)
    message = f"the text is not UTF-8; it was read as {encoding}"
    return _decode_as(encoding, payload), (Notice(code="encoding-guessed", message=message),)


def _decode_as(encoding: str, payload: Payload, start: int = 0) -> str:
    try:
        return payload.data[start:].decode(encoding)
    except UnicodeDecodeError as error:
        message = f"{payload.label}: it begins like a text but is none (byte {start + error.start})"
        raise UnknownKindError(message) from error


def _one_byte_encoding(data: bytes) -> str:
    runs = [len(run) for run in re.findall(rb"[\x80-\xff]+", data)]
    beside_another = sum(length for length in runs if length > 1)
    return "cp1256" if beside_another > ARABIC_NEIGHBOURS * sum(runs) else "cp1252"
