"""Weighs a page before anybody opens it: content that unpacks, or calls itself, without end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pdfminer.pdftypes import PDFStream, dict_value, resolve1

from balagh.ingest.pdf_guard import LayerTooLargeError, check_stream

if TYPE_CHECKING:
    from collections.abc import Sequence

#: The most content a page may have, unpacked, forms counted each time they are called. The heaviest maps have a
#: quarter of it; pdfium paints it in a few seconds.
MAX_PAGE_BYTES = 100_000_000

#: What calling a form costs besides its content, in bytes.
CALL_COST = 1_000

#: Forms within forms deeper than this are not followed, neither here nor by pdfium.
MAX_DEPTH = 40

_CALL = re.compile(rb"/([^\x00\t\n\f\r ()<>\[\]{}/%]+)[\x00\t\n\f\r ]+Do\b")


def check_weight(contents: Sequence[object], resources: object) -> int:
    """Weigh a page's content, forms counted each time they are called; give the bytes that pdfminer now holds of it.

    Raises:
        LayerTooLargeError: it is beyond the bound.
    """
    known: dict[int, int] = {}
    data = [_unpacked(stream) for stream in map(resolve1, contents) if isinstance(stream, PDFStream)]
    size = sum(map(len, data))
    if size + sum(_calls(part, resources, known, 0) for part in data) > MAX_PAGE_BYTES:
        raise LayerTooLargeError
    return size + sum(len(stream.rawdata or stream.data or b"") for stream in _things(resources).values())


def _things(resources: object) -> dict[str, PDFStream]:
    # The pictures and forms that a content can call, by name.
    listed = dict_value(dict_value(resources).get("XObject", {})) if resolve1(resources) else {}
    streams = ((name, resolve1(item)) for name, item in listed.items())
    return {name: stream for name, stream in streams if isinstance(stream, PDFStream)}


def _unpacked(stream: PDFStream) -> bytes:
    check_stream(stream, MAX_PAGE_BYTES)
    return stream.get_data()


def _calls(data: bytes, resources: object, known: dict[int, int], depth: int) -> int:
    # What all the forms that a content calls weigh together.
    things = _things(resources).items()
    forms = {name: stream for name, stream in things if _is_form(stream)}
    if not forms or depth > MAX_DEPTH:
        return 0
    names = (name.decode("utf-8", "replace") for name in _CALL.findall(data))
    return sum(_weight(forms[name], resources, known, depth) for name in names if name in forms)


def _weight(form: PDFStream, resources: object, known: dict[int, int], depth: int) -> int:
    if id(form) not in known:
        known[id(form)] = 0  # a form that calls itself is called once
        data = _unpacked(form)
        inner = _calls(data, form.get("Resources") or resources, known, depth + 1)
        known[id(form)] = len(data) + CALL_COST + inner
    return known[id(form)]


def _is_form(stream: PDFStream) -> bool:
    return getattr(resolve1(stream.get("Subtype")), "name", "") == "Form"
