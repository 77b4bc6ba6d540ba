"""Bounds for what a PDF may make pdfminer do: it unpacks and expands whatever a file tells it to."""

from __future__ import annotations

import re
import struct
import zlib
from typing import TYPE_CHECKING, Any

from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psexceptions import PSException
from pdfminer.psparser import PSLiteral
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Content that one page may run, forms counted each time they are called. The densest pages of text have a third of
#: a megabyte, maps twenty; pdfminer reads about one a second.
MAX_CONTENT_BYTES = 6_000_000

#: The largest packed part of a file (fonts, tables of objects) that is unpacked for the text layer.
MAX_PACKED_BYTES = 64_000_000

#: No packing method that PDF has makes less than this of a byte: deflate 1032, LZW 2730.
_BEST_RATIO = {
    "FlateDecode": 1040,
    "Fl": 1040,
    "LZWDecode": 2800,
    "LZW": 2800,
    "RunLengthDecode": 64,
    "RL": 64,
}

#: Character codes have at most two bytes here: longer ranges in a font's tables are made to fill memory.
MAX_RANGE = 0x10000

#: Ranges that a table may hold in all.
MAX_RANGES_TOTAL = 4 * MAX_RANGE

#: What pdfminer lets through on damaged files, next to its own two families and pdfplumber's.
DAMAGE = (
    PSException,  # pdfminer's root; PDFException and PDFSyntaxError are under it
    PdfminerException,
    MalformedPDFException,
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    UnboundLocalError,
    ValueError,
    struct.error,
    zlib.error,
)

#: Packed data is looked at in pieces of this many bytes: files are large, and copies of them larger.
_PIECE = 1 << 16

_PACKED = re.compile(rb"/Type\s*/(?:ObjStm|XRef)\b")
_STREAM = re.compile(rb"stream\r?\n")
_RANGES = re.compile(rb"begin(?:bf|cid)range(.*?)end(?:bf|cid)range", re.DOTALL)
_RANGE = re.compile(rb"<([0-9A-Fa-f\s]*)>\s*<([0-9A-Fa-f\s]*)>\s*(?:<[0-9A-Fa-f\s]*>|\[[^\]]*\]|\d+)")


class LayerTooLargeError(Exception):
    """The page's content, or something that it uses, is beyond the bounds."""


def check_stream(stream: PDFStream, limit: int) -> int:
    """Give the size of a stream's content.

    Raises:
        LayerTooLargeError: it is larger than `limit`; it is not unpacked.
    """
    if stream.data is None and stream.rawdata is not None:
        ratio, names = 1, []
        for name, _ in stream.get_filters():
            names.append(str(name.name) if isinstance(name, PSLiteral) else "")
            ratio *= _BEST_RATIO.get(names[-1], 1)
        if len(stream.rawdata) * ratio > limit:
            single = names in (["FlateDecode"], ["Fl"]) and stream.decipher is None
            if not single or unpacked_size(stream.rawdata, limit) > limit:
                raise LayerTooLargeError
    size = len(stream.get_data())
    if size > limit:
        raise LayerTooLargeError
    return size


def unpacked_size(packed: bytes | memoryview, limit: int) -> int:
    """Give how many bytes deflated data holds; counting stops beyond `limit`."""
    unpacker, size = zlib.decompressobj(), 0
    try:
        for start in range(0, len(packed), _PIECE):
            piece: bytes | memoryview = packed[start : start + _PIECE]
            while piece and size <= limit and not unpacker.eof:
                size += len(unpacker.decompress(piece, 1 << 20))
                piece = unpacker.unconsumed_tail
            if size > limit or unpacker.eof:
                break
    except zlib.error:
        pass  # what came before the damage counts
    return size


def check_packed_objects(data: bytes) -> None:
    """Refuse a file whose tables of objects unpack to more than the bound.

    Raises:
        LayerTooLargeError: they do.
    """
    left, view = MAX_PACKED_BYTES, memoryview(data)
    for found in _PACKED.finditer(data):
        start = _STREAM.search(data, found.end(), found.end() + 4096)
        if start is not None:
            left -= unpacked_size(view[start.end() :], left)
            if left < 0:
                raise LayerTooLargeError


def check_font(spec: Mapping[str, Any]) -> None:
    """Refuse a font whose tables are made to fill memory.

    Raises:
        LayerTooLargeError: they are.
    """
    meaning = resolve1(spec.get("ToUnicode"))
    if isinstance(meaning, PDFStream):
        check_stream(meaning, MAX_PACKED_BYTES)
        _check_ranges(meaning.get_data())
    _check_widths(resolve1(spec.get("W")), 3)
    _check_widths(resolve1(spec.get("W2")), 5)
    about = resolve1(spec.get("FontDescriptor"))
    file = resolve1(about.get("FontFile2")) if isinstance(about, dict) else None
    if isinstance(file, PDFStream):
        check_stream(file, MAX_PACKED_BYTES)
        check_cmap(file.get_data())


def _check_ranges(table: bytes) -> None:
    total = 0
    for block in _RANGES.finditer(table):
        for first, last in _RANGE.findall(block[1]):
            ends = [int(b"".join(end.split()) or b"0", 16) for end in (first, last)]
            total += max(0, ends[1] - ends[0])
    if total > MAX_RANGES_TOTAL:
        raise LayerTooLargeError


def _check_widths(widths: object, length: int) -> None:
    # A list such as [first [w w w] first last w]: the second form spans a range.
    waiting: list[float] = []
    total = 0.0
    for value in widths if isinstance(widths, list) else ():
        item = resolve1(value)
        if not isinstance(item, int | float):
            waiting = []
            continue
        waiting.append(item)
        if len(waiting) == length:
            total += max(0.0, waiting[1] - waiting[0])
            waiting = []
    if total > MAX_RANGES_TOTAL:
        raise LayerTooLargeError


def check_cmap(file: bytes) -> None:
    """Refuse a TrueType font whose table of characters (format 12) is made to fill memory.

    Raises:
        LayerTooLargeError: it is.
    """
    total = 0
    count = int.from_bytes(file[4:6], "big")
    for place in range(12, 12 + 16 * min(count, 64), 16):
        if file[place : place + 4] != b"cmap":
            continue
        table = int.from_bytes(file[place + 8 : place + 12], "big")
        for entry in range(min(int.from_bytes(file[table + 2 : table + 4], "big"), 64)):
            row = table + 4 + 8 * entry
            start = table + int.from_bytes(file[row + 4 : row + 8], "big")
            if file[start : start + 2] == b"\x00\x0c":
                total += _span_of_groups(file, start)
    if total > MAX_RANGES_TOTAL:
        raise LayerTooLargeError


def _span_of_groups(file: bytes, start: int) -> int:
    groups = int.from_bytes(file[start + 12 : start + 16], "big")
    body = file[start + 16 : start + 16 + 12 * min(groups, MAX_RANGE)]
    body = body[: len(body) // 12 * 12]
    return sum(max(0, last - first) for first, last, _ in struct.iter_unpack(">III", body))
