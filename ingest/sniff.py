"""What kind of file some bytes are: told from the content, never from the name."""

from __future__ import annotations

from enum import StrEnum

#: A PDF's header may stand anywhere in its first kilobyte: mail gateways put lines before it.
PDF_HEADER_WITHIN = 1024

#: Bytes that `sniff` wants to see: enough for every magic number and for a fair look at text.
SNIFF_BYTES = 65536

#: More control characters than this share, and it is no text: text by other programs holds form feeds and
#: a stray escape here and there, while compressed data is one tenth control characters.
MAX_CONTROL_SHARE = 0.02

_TEXT_CONTROLS = frozenset(b"\t\n\v\f\r\x1a\x1b")
_UNICODE_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


class MediaType(StrEnum):
    """The kinds of file that balagh reads."""

    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    PNG = "image/png"
    JPEG = "image/jpeg"
    TIFF = "image/tiff"
    WEBP = "image/webp"
    BMP = "image/bmp"
    GIF = "image/gif"
    TEXT = "text/plain"


_PICTURES = (
    (b"\x89PNG\r\n\x1a\n", MediaType.PNG),
    (b"\xff\xd8\xff", MediaType.JPEG),
    (b"II*\x00", MediaType.TIFF),
    (b"MM\x00*", MediaType.TIFF),
    (b"II+\x00", MediaType.TIFF),
    (b"MM\x00+", MediaType.TIFF),
    (b"GIF87a", MediaType.GIF),
    (b"GIF89a", MediaType.GIF),
)

#: How the files of Office before 2007 begin, and the files of today's behind a password.
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

#: The name, as it is stored in there, of what a password locks.
_LOCKED = "EncryptedPackage".encode("utf-16-le")

_ZIP = b"PK\x03\x04"

#: Names in a ZIP that show what it holds; those of Office files lie open before each part.
_ZIPPED = (
    (b"mimetypeapplication/vnd.oasis.opendocument.text", "an OpenDocument text (ODT)"),
    (b"mimetypeapplication/vnd.oasis.opendocument", "an OpenDocument file (ODS, ODP)"),
    (b"mimetypeapplication/epub", "an e-book (EPUB)"),
    (b"xl/workbook.", "an Excel workbook (XLSX)"),
    (b"ppt/presentation.", "a PowerPoint presentation (PPTX)"),
)

#: Kinds that people do send but that are not read: how they begin, what to call them, what to do.
_STRANGERS = (
    (
        b"PK\x03\x04",
        "a ZIP archive or an Office file other than Word's",
        "unpack it, or save the document as PDF",
    ),
    (OLE, "an old Office file (DOC, XLS)", "save it as DOCX or PDF"),
    (b"{\\rtf", "a rich-text (RTF) file", "save it as PDF or plain text"),
    (b"%!PS", "a PostScript file", "turn it into a PDF, for example with ps2pdf"),
    (b"AT&TFORM", "a DjVu file", "turn it into a PDF or TIFF, for example with ddjvu"),
    (b"\x00\x00\x00\x0cjP  ", "a JPEG 2000 picture", "save it as PNG or TIFF"),
    (b"\xff\x4f\xff\x51", "a JPEG 2000 picture", "save it as PNG or TIFF"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "unpack it first"),
    (b"Rar!\x1a\x07", "a RAR archive", "unpack it first"),
    (b"\x7fELF", "a program", ""),
    (b"MZ", "a Windows program", ""),
    (b"SQLite format 3\x00", "a database", ""),
)

_MARKUP = (
    (b"<!doctype html", "a web page (HTML)", "print it to PDF, or save it as plain text"),
    (b"<html", "a web page (HTML)", "print it to PDF, or save it as plain text"),
    (b"<?xml", "an XML file", "give the scan that it was made from"),
    (b"<svg", "an SVG drawing", "save it as PDF or PNG"),
)


def sniff(head: bytes) -> MediaType | None:
    r"""Give the kind of the file that begins with `head`, or None where it is no kind that balagh reads.

    `head` is the whole content or its first `SNIFF_BYTES` bytes.

    >>> sniff(b"%PDF-1.7 and so on").value
    'application/pdf'
    >>> sniff(b"Rabat, le 05 f\xe9vrier 2021").value
    'text/plain'
    >>> sniff(b"PK\x03\x04") is None
    True
    """
    for magic, media_type in _PICTURES:
        if head.startswith(magic):
            return media_type
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return MediaType.WEBP
    if _is_bmp(head):
        return MediaType.BMP
    if b"%PDF-" in head[:PDF_HEADER_WITHIN]:
        return MediaType.PDF
    if _is_word(head):
        return MediaType.DOCX
    if _stranger(head) is None and _is_text(head):
        return MediaType.TEXT
    return None


def describe(head: bytes) -> tuple[str, str | None]:
    r"""Say what an unreadable file seems to be, and what its owner can do (None: nothing special).

    >>> describe(b"{\\rtf1 Bonjour}")
    ('a rich-text (RTF) file', 'save it as PDF or plain text')
    """
    stranger = _stranger(head)
    if stranger is None:
        return "binary data of no known kind", None
    what, advice = stranger
    return what, advice or None


def is_locked_office(data: bytes) -> bool:
    """Say whether the whole content `data` is an Office file behind a password."""
    return data.startswith(OLE) and _LOCKED in data


def _is_word(head: bytes) -> bool:
    # Only a guess: which part is the document, and of which kind, is said further on in the file. Any package of
    # Office's that is not plainly another is taken for Word's; opening it finds out.
    if not head.startswith(_ZIP):
        return False
    return b"word/" in head or (b"[Content_Types].xml" in head and _zipped(head) is None)


def _zipped(head: bytes) -> str | None:
    if not head.startswith(_ZIP):
        return None
    return next((what for name, what in _ZIPPED if name in head), None)


def _stranger(head: bytes) -> tuple[str, str] | None:
    zipped = _zipped(head)
    if zipped is not None:
        return zipped, "save the document as PDF"
    for magic, what, advice in _STRANGERS:
        if head.startswith(magic) and not (magic == b"MZ" and _is_text(head)):
            return what, advice
    if head[4:8] == b"ftyp":
        return _film_or_photo(head[8:12])
    opening = head[:512].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for magic, what, advice in _MARKUP:
        if opening.startswith(magic):
            return what, advice
    return None


def _film_or_photo(brand: bytes) -> tuple[str, str]:
    if brand in {b"heic", b"heix", b"mif1", b"msf1", b"avif", b"avis"}:
        return "a HEIC or AVIF photo, as telephones take", "save it as JPEG"
    return "a film or sound recording", ""


def _is_bmp(head: bytes) -> bool:
    # "BM" also begins words: the four reserved bytes are zero and the header's length is a known one.
    return head[:2] == b"BM" and head[6:10] == bytes(4) and head[14:18] in _BMP_HEADERS


_BMP_HEADERS = frozenset(length.to_bytes(4, "little") for length in (12, 40, 52, 56, 64, 108, 124))


def _is_text(head: bytes) -> bool:
    if head.startswith(_UNICODE_MARKS):
        return True
    if not head or 0 in head:
        return False
    controls = sum(byte < 32 and byte not in _TEXT_CONTROLS for byte in head)
    return controls <= MAX_CONTROL_SHARE * len(head)
