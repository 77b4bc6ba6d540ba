"""The package of a DOCX: a ZIP of parts and the relations between them, unpacked within limits."""

from __future__ import annotations

import io
import lzma
import posixpath
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote

from balagh.errors import DamagedInputError, EncryptedError, OversizeError, UnknownKindError
from balagh.ingest.docx_xml import parse_xml

if TYPE_CHECKING:
    from balagh.ingest.docx_xml import Node
    from balagh.ingest.source import Payload

#: The most bytes that one part may unpack to. A full-page photograph stored as it is (A4, 600 dpi, colour) has 105 MB,
#: the text of a thousand pages 20 MB.
MAX_PART_BYTES = 128 << 20

#: The same for a part of XML, which takes ten times as much memory once it is parsed.
MAX_XML_BYTES = 48 << 20

#: The most parts: a report with a thousand pictures has some 1,050.
MAX_PARTS = 10_000

#: What begins a ZIP's entry in its list of contents.
_LISTED = b"PK\x01\x02"

#: ZIP's mark of a part behind a password.
_LOCKED = 0x1

#: What Python's ZIP reader raises on content that breaks off or contradicts itself.
_ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    OSError,
    EOFError,
    ValueError,
    IndexError,
    NotImplementedError,
    RuntimeError,
)

#: Words in the content type of a package's main part, and what they say the file is.
_WORD = ("wordprocessingml", "ms-word")
_OTHERS = (
    (("spreadsheetml", "ms-excel"), "an Excel workbook (XLSX)"),
    (("presentationml", "ms-powerpoint"), "a PowerPoint presentation (PPTX)"),
    (("ms-visio",), "a Visio drawing (VSDX)"),
    (("fixedrepresentation",), "an XPS document"),
)
_SAVE_AS_PDF = "save the document as PDF"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A part's relation: what it leads to, the last word of its type, and whether that is outside the file."""

    target: str
    kind: str
    external: bool = False


@dataclass(slots=True, kw_only=True)
class Package:
    """An opened package. Parts are unpacked when asked for; what has been unpacked is counted.

    Attributes:
        label: the file, for messages.
        archive: the ZIP.
        parts: the ZIP's entries by their names in small letters, without a slash before them.
        most: the bytes that all the parts we look at may unpack to.
        main: the name of the part with the text.
        unpacked: bytes unpacked so far.
    """

    label: str
    archive: zipfile.ZipFile
    parts: dict[str, zipfile.ZipInfo]
    most: int
    main: str = ""
    unpacked: int = 0
    _relations: dict[str, dict[str, Relation]] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Say whether there is such a part."""
        return name.lower() in self.parts

    def read(self, name: str, limit: int = MAX_PART_BYTES) -> bytes:
        """Unpack one part.

        Raises:
            DamagedInputError: it is missing, or breaks off.
            EncryptedError: it is behind a password.
            OversizeError: it, or all so far, is beyond the limits; no more than that is unpacked.
        """
        info = self.parts.get(name.lower())
        if info is None:
            message = f"{self.label}: its part {name} is missing"
            raise DamagedInputError(message)
        if info.flag_bits & _LOCKED:
            message = f"{self.label}: it is locked with a password"
            raise EncryptedError(message, hint="save it without the password, or as PDF")
        try:
            with self.archive.open(info) as stream:
                # The header's figure may lie: count what comes out.
                data = stream.read(min(limit, self.most - self.unpacked) + 1)
        except _ZIP_ERRORS as error:
            message = f"{self.label}: its part {name} is damaged"
            raise DamagedInputError(message) from error
        self.unpacked += len(data)
        if len(data) > limit or self.unpacked > self.most:
            message = f"{self.label}: with its part {name} it unpacks to more than {self.unpacked >> 20} MB"
            raise OversizeError(message, hint="save it as PDF, or with smaller pictures")
        return data

    def xml(self, name: str) -> Node | None:
        """Parse one part; None where there is no such part. Raises what `read` and `parse_xml` raise."""
        if not self.has(name):
            return None
        return parse_xml(self.read(name, MAX_XML_BYTES), f"{self.label}, {name}")

    def relations(self, name: str) -> dict[str, Relation]:
        """Give the relations of the part `name` ("" for the package itself) by their ids."""
        known = self._relations.get(name)
        if known is None:
            folder, base = posixpath.split(name)
            root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
            nodes = () if root is None else root.iter("rel:Relationship")
            known = {node.get("Id", ""): _relation(node, folder) for node in nodes}
            self._relations[name] = known
        return known

    def related(self, name: str, kind: str) -> str | None:
        """Give the first part of this `kind` that the part `name` leads to; None where there is none."""
        found = (one for one in self.relations(name).values() if one.kind == kind and not one.external)
        return next((one.target for one in found if self.has(one.target)), None)


def open_package(payload: Payload, most: int) -> Package:
    """Open a ZIP that may be a Word file and make sure that it is one; `most` is the bytes it may unpack to.

    Raises:
        UnknownKindError: it is a ZIP of another kind; the message names it.
        DamagedInputError: the ZIP, or the list of its parts' kinds, is broken.
        EncryptedError: its parts are behind a password.
        OversizeError: it has more parts than the limit.
    """
    if payload.data.count(_LISTED) > MAX_PARTS:
        message = f"{payload.label}: a ZIP archive of more than {MAX_PARTS} parts"
        raise OversizeError(message, hint=_SAVE_AS_PDF)
    try:
        archive = zipfile.ZipFile(io.BytesIO(payload.data))
    except _ZIP_ERRORS as error:
        message = f"{payload.label}: the file breaks off or is damaged"
        raise DamagedInputError(message) from error
    parts = {
        info.filename.replace("\\", "/").lstrip("/").lower(): info
        for info in archive.infolist()
        if not info.is_dir()
    }
    package = Package(label=payload.label, archive=archive, parts=parts, most=most)
    kinds = package.xml("[content_types].xml")
    if kinds is None:
        message = f"{payload.label}: this is a ZIP archive and no Word file, which balagh does not read"
        raise UnknownKindError(message, hint="unpack it first, or save the document as PDF")
    package.main = _main_part(package, kinds)
    return package


def _main_part(package: Package, kinds: Node) -> str:
    main = package.related("", "officeDocument") or package.related("", "fixedrepresentation")
    main = main or next((name for name in ("word/document.xml",) if package.has(name)), None)
    if main is None:
        message = f"{package.label}: no part of it is named as the document"
        raise DamagedInputError(message)
    kind = _kind_of(main, kinds)
    if any(word in kind for word in _WORD):
        return main
    for words, what in _OTHERS:
        if any(word in kind for word in words):
            message = f"{package.label}: this is {what}, which balagh does not read"
            raise UnknownKindError(message, hint=_SAVE_AS_PDF)
    message = f"{package.label}: this is an Office file of an unknown kind, which balagh does not read"
    raise UnknownKindError(message, hint=_SAVE_AS_PDF)


def _kind_of(name: str, kinds: Node) -> str:
    """Give a part's content type, in small letters: its own, or that of its suffix."""
    for node in kinds.iter("ct:Override"):
        if node.get("PartName", "").lstrip("/").lower() == name.lower():
            return node.get("ContentType", "").lower()
    suffix = name.rpartition(".")[2].lower()
    defaults = (node for node in kinds.iter("ct:Default") if node.get("Extension", "").lower() == suffix)
    return next((node.get("ContentType", "").lower() for node in defaults), "")


def _relation(node: Node, folder: str) -> Relation:
    target = node.get("Target", "").replace("\\", "/")
    external = node.get("TargetMode", "").lower() == "external"
    if not external:
        # Targets are addresses: relative to the part's folder unless they begin with a slash.
        target = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
    return Relation(target=target, kind=node.get("Type", "").rpartition("/")[2], external=external)
