"""Takes a content stream apart, four times as fast as pdfminer, which gets all that is out of the ordinary."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pdfminer.pdfinterp import PDFContentParser
from pdfminer.pdftypes import PDFStream
from pdfminer.psexceptions import PSEOF
from pdfminer.psparser import KWD, LIT, PSKeyword

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The kinds of tokens, by the number of their group. Numbers, words and names end where a token can end.
_TOKEN = re.compile(
    rb"""[\x00\t\n\f\r ]*(?:
      ([+-]?\d+(?![^\x00\t\n\f\r ()<>\[\]{}/%]))
    | ([+-]?(?:\d+\.\d*|\.\d+)(?![^\x00\t\n\f\r ()<>\[\]{}/%]))
    | ([A-Za-z'"][A-Za-z0-9*]*(?![^\x00\t\n\f\r ()<>\[\]{}/%]))
    | <([0-9A-Fa-f]*)>
    | \(([^()\\\r]*)\)
    | /([^\x00\t\n\f\r ()<>\[\]{}/%\#]+(?![^\x00\t\n\f\r ()<>\[\]{}/%]))
    | (\[)
    | (\])
    | (<<)
    | (>>)
    )""",
    re.VERBOSE,
)
_INTEGER, _REAL, _WORD, _HEX, _TEXT, _NAME, _ARRAY, _ARRAY_END, _DICT, _DICT_END = range(1, 11)

#: Words that are values, or begin what only pdfminer takes apart.
_VALUES = {b"true": True, b"false": False, b"null": None}
_INLINE = b"BI"

#: Arrays and dictionaries within each other deeper than this are left to pdfminer.
_DEEPEST = 8


def tokens(data: bytes) -> Iterator[Any]:
    """Give the operands and operators (`PSKeyword`) of a content stream in turn, as pdfminer does."""
    place = safe = 0
    match = _TOKEN.match
    waiting: list[tuple[int, list[Any]]] = []
    while found := match(data, place):
        kind, place = found.lastindex, found.end()
        if kind == _WORD and found[kind] == _INLINE:
            break
        if kind in {_ARRAY, _DICT}:
            if len(waiting) == _DEEPEST:
                break
            waiting.append((kind, []))
            continue
        if kind in {_ARRAY_END, _DICT_END}:
            if not waiting or waiting[-1][0] != kind - (_ARRAY_END - _ARRAY):
                break
            _, parts = waiting.pop()
            value: object = parts if kind == _ARRAY_END else _dictionary(parts)
        else:
            value = _value(kind or 0, found[kind or 0])
        if waiting:
            waiting[-1][1].append(value)
        else:
            safe = place
            yield value
    if data[place:].strip(b"\x00\t\n\f\r ") or waiting:
        yield from _slow_tokens(data[safe:])


def _slow_tokens(data: bytes) -> Iterator[Any]:
    parser = PDFContentParser([PDFStream({}, data)])
    while True:
        try:
            _, item = parser.nextobject()
        except PSEOF:
            return
        yield item


def _value(kind: int, text: bytes) -> object:
    if kind == _INTEGER:
        return int(text)
    if kind == _REAL:
        return float(text)
    if kind == _WORD:
        return _VALUES[text] if text in _VALUES else KWD(text)
    if kind == _HEX:
        return bytes.fromhex((text if len(text) % 2 == 0 else text + b"0").decode("ascii"))
    if kind == _NAME:
        try:
            return LIT(text.decode("utf-8"))
        except UnicodeDecodeError:
            return LIT(text)
    return text


def _dictionary(parts: list[Any]) -> dict[str, Any]:
    return {
        str(getattr(key, "name", key)): value
        for key, value in zip(parts[::2], parts[1::2], strict=False)
        if not isinstance(key, PSKeyword)
    }
