"""The XML in a DOCX: parsed without entities and within limits, its names made short (``w:p``)."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, TypeAlias

from balagh.errors import DamagedInputError, OversizeError

if TYPE_CHECKING:
    from collections.abc import Iterator

#: An element of a part; its tag and its attributes' names have the prefixes of `_PREFIXES`.
Node: TypeAlias = ET.Element

#: The deepest nesting of elements. A text in a box in a group in a cell of a nested table is thirty deep; the code
#: that walks a tree takes a few frames of Python's stack a level, of which there are a thousand.
MAX_DEPTH = 150

#: The most elements in one part: a 300-page report has some 300,000, and a million take half a gigabyte.
MAX_ELEMENTS = 1_500_000

#: The prefix of each namespace by the end of its address: transitional and strict files share the ends.
_PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": "wp",
    "http://schemas.openxmlformats.org/drawingml/2006/picture": "pic",
    "http://purl.oclc.org/ooxml/drawingml/picture": "pic",
    "http://schemas.openxmlformats.org/drawingml/2006/chart": "c",
    "http://purl.oclc.org/ooxml/drawingml/chart": "c",
    "http://schemas.openxmlformats.org/drawingml/2006/diagram": "dgm",
    "http://purl.oclc.org/ooxml/drawingml/diagram": "dgm",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape": "wps",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup": "wpg",
    "http://schemas.openxmlformats.org/package/2006/relationships": "rel",
    "http://schemas.openxmlformats.org/package/2006/content-types": "ct",
    "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties": "ep",
    "http://purl.oclc.org/ooxml/officeDocument/extendedProperties": "ep",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
}

#: What a switch's value is when it is off; without a value it is on.
_OFF = frozenset({"0", "false", "off", "none"})


def parse_xml(data: bytes, label: str) -> Node:
    """Parse one part; `label` names it in messages.

    Raises:
        DamagedInputError: it is no well-formed XML, or declares a document type (OOXML has none; entities are there).
        OversizeError: it nests deeper or holds more than the limits.
    """
    builder = _Builder(label)
    parser = ET.XMLParser(target=builder)
    try:
        parser.feed(data)
        root: Node = parser.close()
    except (ET.ParseError, LookupError, UnicodeError) as error:
        message = f"{label}: the XML in it is broken"
        raise DamagedInputError(message) from error
    return root


class _Builder(ET.TreeBuilder):
    """Builds a tree with short names; refuses document types, and trees beyond the limits."""

    def __init__(self, label: str) -> None:
        super().__init__()
        self.label = label
        self.depth = self.count = 0
        self.names: dict[str, str] = {}

    def doctype(self, name: str, public: str | None, system: str | None) -> None:
        message = f"{self.label}: the XML in it declares a document type, which no Word file has"
        raise DamagedInputError(message, hint="save it again in a word processor")

    def start(self, tag: str, attrs: dict[str, str], /) -> Node:
        self.depth += 1
        self.count += 1
        if self.depth > MAX_DEPTH or self.count > MAX_ELEMENTS:
            what = f"nests deeper than {MAX_DEPTH}" if self.depth > MAX_DEPTH else "holds too many elements"
            message = f"{self.label}: the XML in it {what}"
            raise OversizeError(message, hint="save it as PDF in a word processor")
        return super().start(self._short(tag), {self._short(key): value for key, value in attrs.items()})

    def end(self, tag: str, /) -> Node:
        self.depth -= 1
        return super().end(self._short(tag))

    def _short(self, name: str) -> str:
        known = self.names.get(name)
        if known is None:
            address, brace, local = name[1:].rpartition("}") if name.startswith("{") else ("", "", name)
            prefix = _PREFIXES.get(address)
            known = self.names[name] = f"{prefix}:{local}" if brace and prefix else name
        return known


def child(node: Node | None, *path: str) -> Node | None:
    """Give the first child named `path[0]`, of it the first named `path[1]` and so on; None where one is missing."""
    for name in path:
        node = next((below for below in node if below.tag == name), None) if node is not None else None
    return node


def value(node: Node | None, *path: str, key: str = "w:val") -> str | None:
    """Give the attribute `key` of the node that `path` leads to."""
    found = child(node, *path)
    return found.get(key) if found is not None else None


def switch(node: Node | None, *path: str) -> bool | None:
    """Say whether a switch such as ``w:b`` is on; None where it is not there."""
    found = child(node, *path)
    return None if found is None else found.get("w:val", "1").lower() not in _OFF


def whole(text: str | None) -> int | None:
    """Give a whole number as written; None for nothing and for nonsense.

    >>> whole("12"), whole("-3"), whole("12.5"), whole(None)
    (12, -3, None, None)
    """
    digits = (text or "").removeprefix("-")
    return int(text or "") if digits.isascii() and digits.isdigit() and len(digits) < 12 else None


def below(node: Node, *names: str) -> Iterator[Node]:
    """Give every descendant with one of `names`, in order."""
    return (found for found in node.iter() if found.tag in names)
