from __future__ import annotations

import io
import zipfile

import pytest

from balagh.errors import UnknownKindError
from balagh.ingest import open_source
from balagh.ingest.sniff import MediaType, describe, sniff
from balagh.settings import Settings

KNOWN = {
    b"%PDF-1.4\n%\xe2\xe3": MediaType.PDF,
    b"X-Mail: 1\r\n" * 20 + b"%PDF-1.4": MediaType.PDF,
    b"\x89PNG\r\n\x1a\n\x00\x00": MediaType.PNG,
    b"\xff\xd8\xff\xe0\x00\x10JFIF": MediaType.JPEG,
    b"II*\x00\x08\x00": MediaType.TIFF,
    b"MM\x00*\x00\x00": MediaType.TIFF,
    b"RIFF\x10\x00\x00\x00WEBPVP8 ": MediaType.WEBP,
    b"BM" + bytes(12) + b"\x28\x00\x00\x00": MediaType.BMP,
    b"GIF89a\x01\x00": MediaType.GIF,
    b"Communiqu\xc3\xa9": MediaType.TEXT,
    b"BMCE Bank annonce": MediaType.TEXT,
    b"MZ est un sigle": MediaType.TEXT,
    b"\n\n\f page\x1a": MediaType.TEXT,
}

UNKNOWN = {
    b"PK\x03\x04\x14\x00": "ZIP archive or an Office file",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "old Office file",
    b"{\\rtf1\\ansi Bonjour}": "rich-text",
    b"\n <!DOCTYPE html><html>": "web page",
    b"\xef\xbb\xbf<?xml version='1.0'?>": "XML",
    b"%!PS-Adobe-3.0": "PostScript",
    b"\x00\x00\x00\x18ftypheic": "HEIC",
    b"\x00\x00\x00\x18ftypmp42": "film",
    b"MZ\x90\x00\x03": "Windows program",
    bytes(range(32)) * 20: "binary data",
    b"RIFF\x10\x00\x00\x00WAVEfmt ": "binary data",
    b"\x93\x01\x02\x03\x04\x05": "binary data",
}


@pytest.mark.parametrize(("head", "media_type"), KNOWN.items())
def test_known_kinds_are_told_by_their_content(head: bytes, media_type: MediaType) -> None:
    assert sniff(head) is media_type


@pytest.mark.parametrize(("head", "name"), UNKNOWN.items())
def test_other_kinds_are_named(head: bytes, name: str) -> None:
    assert sniff(head) is None
    assert name in describe(head)[0]


def test_a_word_file_is_refused_with_advice() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    with pytest.raises(UnknownKindError) as caught:
        open_source(out.getvalue(), name="letter.pdf", settings=Settings())
    assert "letter.pdf" in str(caught.value)
    assert "save the document as PDF" in str(caught.value)


def test_binary_data_gets_the_list_of_what_is_read() -> None:
    with pytest.raises(UnknownKindError, match="PDF, DOCX, PNG, JPEG"):
        open_source(bytes(range(32)) * 9, settings=Settings())
