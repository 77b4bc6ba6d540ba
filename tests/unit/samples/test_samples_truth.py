"""The committed samples: every truth is valid, names a file, and says what its document says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import phonenumbers
import pytest
from PIL import Image

from balagh.model import BodyType, Communique, Role
from samples.document import Written, load, load_all
from samples.make import DOCUMENTS
from samples.truth import Truth, truth_of

if TYPE_CHECKING:
    from pathlib import Path

SAMPLES = DOCUMENTS.parent
ROOT = SAMPLES.parent
TRUTHS = sorted((SAMPLES / "truth").glob("*.json"))
ALL_DOCUMENTS = (*load_all(DOCUMENTS), *load_all(ROOT / "bench" / "documents"))

#: The committed scans must stay quick to clone.
MOST_BYTES = 9_000_000


@pytest.mark.parametrize("path", TRUTHS, ids=lambda path: path.stem)
def test_a_truth_is_valid_and_names_its_scan(path: Path) -> None:
    truth = Truth.model_validate_json(path.read_bytes())
    assert truth.name == path.stem
    assert (SAMPLES / "scans" / truth.file).is_file()
    assert truth.communique == Communique.model_validate(truth.communique.model_dump())
    assert {segment.page for segment in truth.segments} == set(range(1, truth.pages + 1))


@pytest.mark.parametrize("path", TRUTHS, ids=lambda path: path.stem)
def test_a_committed_truth_is_what_its_document_says(path: Path) -> None:
    written = load(DOCUMENTS / f"{path.stem}.toml")
    assert truth_of(written) == Truth.model_validate_json(path.read_bytes())


def test_every_document_has_its_truth_and_scan() -> None:
    names = {written.name for written in load_all(DOCUMENTS)}
    assert names == {path.stem for path in TRUTHS}
    assert {path.name for path in (SAMPLES / "scans").iterdir()} == {w.file_name for w in load_all(DOCUMENTS)}


def test_the_committed_scans_are_small() -> None:
    assert sum(path.stat().st_size for path in (SAMPLES / "scans").iterdir()) <= MOST_BYTES


def test_the_bench_shares_no_sentence_with_the_samples() -> None:
    ours = _sentences(load_all(DOCUMENTS))
    theirs = _sentences(load_all(ROOT / "bench" / "documents"))
    assert ours
    assert not ours & theirs


def test_the_bench_uses_other_fonts_for_its_text() -> None:
    def fonts(documents: tuple[Written, ...]) -> set[tuple[str, str]]:
        # A Latin font matters where Latin text is set, an Arabic one where Arabic is. Only three families with
        # Tifinagh are in use anywhere: both sets are in them.
        return {
            (language, written.page.arabic if language == "ar" else written.page.latin)
            for written in documents
            for language in {part.language for part in written.parts if part.role is Role.PARAGRAPH} - {"zgh"}
        }

    assert not fonts(load_all(DOCUMENTS)) & fonts(load_all(ROOT / "bench" / "documents"))


@pytest.mark.parametrize("written", ALL_DOCUMENTS, ids=lambda written: written.name)
def test_facts_are_printed_on_the_page(written: Written) -> None:
    printed = " ".join(part.plain for part in written.parts)
    for part in written.parts:
        for fact in (part.place, part.reference, part.date.text if part.date else None):
            assert fact is None or fact in part.plain
        for contact in part.contacts:
            assert all(
                text in part.plain
                for text in (contact.name, contact.role, *contact.emails, *contact.urls)
                if text
            )
        for signatory in part.signatories:
            assert all(text in part.plain for text in (signatory.name, signatory.role) if text)
    for issuer in written.issuers:
        assert issuer.acronym is None or issuer.acronym in printed
        assert any(part.issuer == issuer.key for part in written.parts)


@pytest.mark.parametrize("written", ALL_DOCUMENTS, ids=lambda written: written.name)
def test_phones_are_valid_and_printed(written: Written) -> None:
    for part in written.parts:
        found = {
            phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
            for match in phonenumbers.PhoneNumberMatcher(part.plain, "MA")
        }
        for contact in part.contacts:
            assert set(contact.phones) <= found


def test_list_items_carry_no_marker() -> None:
    items = [
        item.text
        for written in ALL_DOCUMENTS
        for version in truth_of(written).communique.versions.values()
        for item in version.body
        if item.type is BodyType.LIST_ITEM
    ]
    assert len(items) > 40
    assert not [text for text in items if re.match(r"[-–•]|\d+[.)-]", text)]


def test_a_neutral_end_mark_belongs_to_the_version_before_it() -> None:
    truth = truth_of(load(DOCUMENTS / "fr-societe.toml"))
    assert truth.communique.versions["fr"].end_mark == "###"


def test_the_jpeg_is_upright_only_by_its_tag() -> None:
    with Image.open(SAMPLES / "scans" / "ar-jamaa.jpg") as picture:
        assert picture.getexif()[274] == 6
        assert picture.width > picture.height


def test_the_tiff_is_bilevel_with_two_pages() -> None:
    with Image.open(SAMPLES / "scans" / "fr-rapport.tif") as picture:
        assert (picture.mode, picture.info["compression"]) == ("1", "group4")
        assert getattr(picture, "n_frames", 1) == 2


def _sentences(documents: tuple[Written, ...]) -> set[str]:
    return {
        sentence.strip()
        for written in documents
        for part in written.parts
        if part.role in {Role.PARAGRAPH, Role.LIST_ITEM, Role.ABOUT, Role.TITLE}
        for sentence in re.split(r"[.:؛;]\s", part.plain)
        if len(sentence) > 25
    }
