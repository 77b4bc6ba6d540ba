"""Which files are taken for Word files, and what is refused and how."""

from __future__ import annotations

import io
import zipfile

import pytest

from balagh.errors import (
    BalaghError,
    DamagedInputError,
    EncryptedError,
    OversizeError,
    UnknownKindError,
)
from balagh.ingest import docx_package, docx_xml, open_source
from balagh.ingest.sniff import MediaType, sniff
from balagh.settings import Settings
from tests.wordfile import MAIN, WORD, lines_of, packed, par, word_file

LETTER = word_file(par("Rabat, le 5 mai"))


def refused(data: bytes) -> BalaghError:
    with pytest.raises(BalaghError) as caught:
        open_source(data, name="letter.docx", settings=Settings())
    assert "letter.docx" in str(caught.value)
    return caught.value


@pytest.mark.parametrize(
    "kind",
    [
        MAIN,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    ],
)
def test_word_files_of_every_kind_are_read(kind: str) -> None:
    assert lines_of(word_file(par("Un"), kind=kind)) == ["Un"]


def test_it_is_told_by_its_content() -> None:
    source = open_source(LETTER, name="scan.pdf", settings=Settings())
    assert sniff(LETTER) is MediaType.DOCX
    assert source.media_type == MediaType.DOCX
    assert source.pages == 1


def test_the_main_part_is_found_wherever_it_is() -> None:
    assert lines_of(word_file(par("Un"), main="autre/texte2.xml")) == ["Un"]


def test_strict_files_have_other_namespaces() -> None:
    with zipfile.ZipFile(io.BytesIO(word_file(par("Un")))) as archive:
        files: dict[str, str | bytes] = {
            name: archive.read(name)
            .decode()
            .replace(WORD, "http://purl.oclc.org/ooxml/wordprocessingml/main")
            .replace(
                "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                "http://purl.oclc.org/ooxml/officeDocument/relationships",
            )
            for name in archive.namelist()
        }
    assert lines_of(packed(files)) == ["Un"]


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "Excel"),
        ("application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml", "PowerPoint"),
        ("application/x-what", "unknown kind"),
    ],
)
def test_other_office_files_are_named(kind: str, name: str) -> None:
    error = refused(word_file(par("Un"), kind=kind))
    assert isinstance(error, UnknownKindError)
    assert name in error.message


@pytest.mark.parametrize(
    ("files", "name"),
    [
        ({"xl/workbook.xml": "<x/>", "[Content_Types].xml": "<x/>"}, "Excel"),
        ({"ppt/presentation.xml": "<x/>", "[Content_Types].xml": "<x/>"}, "PowerPoint"),
        ({"photos/1.txt": "mer"}, "ZIP archive"),
        ({"word/readme.txt": "mer"}, "ZIP archive"),
    ],
)
def test_other_archives_are_named(files: dict[str, str | bytes], name: str) -> None:
    error = refused(packed(files))
    assert isinstance(error, UnknownKindError)
    assert name in error.message


def test_an_opendocument_text_is_named() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    assert "ODT" in refused(out.getvalue()).message


def test_a_locked_file_asks_for_no_password() -> None:
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    error = refused(locked)
    assert isinstance(error, EncryptedError)
    assert "without the password" in error.hint


def test_an_old_file_is_no_locked_one() -> None:
    assert isinstance(refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)), UnknownKindError)


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.99])
def test_a_file_that_breaks_off_is_damaged(share: float) -> None:
    assert isinstance(refused(LETTER[: int(len(LETTER) * share)]), DamagedInputError)


def test_a_part_with_wrong_bytes_is_damaged() -> None:
    at = LETTER.index(b"word/document.xml") + 40
    broken = LETTER[:at] + bytes(12) + LETTER[at + 12 :]
    assert isinstance(refused(broken), DamagedInputError)


@pytest.mark.parametrize(
    "text", ["<w:document", "", "\x00\x01", '<?xml version="1.0" encoding="ebcdic-9"?><a/>']
)
def test_broken_xml_is_damaged(text: str) -> None:
    assert isinstance(refused(word_file("", parts={"word/document.xml": text})), DamagedInputError)


def test_entities_are_refused_and_never_expanded() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "mer"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
    error = refused(word_file("", parts={"word/document.xml": bomb}))
    assert isinstance(error, DamagedInputError)
    assert "document type" in error.message


def test_a_missing_main_part_is_damaged() -> None:
    relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": relations,
    }
    assert isinstance(refused(packed(files)), DamagedInputError)


def test_deep_xml_is_refused() -> None:
    deep = "<w:smartTag>" * (docx_xml.MAX_DEPTH + 1)
    body = f"<w:p>{deep}{deep.replace('<', '</')}</w:p>"
    assert isinstance(refused(word_file(body)), OversizeError)


def test_nesting_within_the_limit_is_read() -> None:
    deep = "<w:smartTag>" * (docx_xml.MAX_DEPTH - 8)
    body = f"<w:p>{deep}<w:r><w:t>fond</w:t></w:r>{deep.replace('<', '</')}</w:p>"
    assert lines_of(word_file(body)) == ["fond"]


def test_a_part_that_unpacks_beyond_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_package, "MAX_XML_BYTES", 5_000)
    error = refused(word_file(par("a" * 100_000)))
    assert isinstance(error, OversizeError)
    assert "word/document.xml" in error.message


def test_what_all_parts_unpack_to_is_counted() -> None:
    data = word_file(par("a" * 1_100_000))
    with pytest.raises(OversizeError, match="unpacks to more than 1 MB"):
        open_source(data, settings=Settings(max_unpacked_mb=1))
    assert open_source(data, settings=Settings(max_unpacked_mb=2)).pages == 1


def test_too_many_elements_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_xml, "MAX_ELEMENTS", 50)
    assert isinstance(refused(word_file(par("a") * 30)), OversizeError)


def test_too_many_parts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_package, "MAX_PARTS", 3)
    assert isinstance(refused(LETTER), OversizeError)


def test_a_file_without_a_body_has_one_empty_page() -> None:
    source = open_source(word_file(""), settings=Settings())
    assert source.pages == 1
    assert [sheet.flow.items for sheet in source.sheets() if sheet.flow] == [()]
