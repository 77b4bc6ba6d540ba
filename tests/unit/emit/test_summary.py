from __future__ import annotations

import pytest

from balagh.emit.index import KEYS, index_line
from balagh.emit.summary import Status, document_entry, main_version
from balagh.model import Communique, Date, Document, Issuer, LanguageShare, Names, Script, Version
from tests.unit.runner.fakes import document


def bilingual(*codes: str) -> Document:
    shares = tuple(LanguageShare(code=code, script=Script.LATIN, share=0.5) for code in codes)
    versions = {"fr": Version(title="Un titre"), "ar": Version(title="عنوان"), "en": Version(place="Rabat")}
    return document().model_copy(update={"languages": shares, "communique": Communique(versions=versions)})


@pytest.mark.parametrize(
    ("codes", "title"), [(("ar", "fr"), "عنوان"), (("fr", "ar"), "Un titre"), (("en", "ar"), "عنوان")]
)
def test_the_version_with_most_text_and_a_title_speaks_for_the_document(
    codes: tuple[str, ...], title: str
) -> None:
    version = main_version(bilingual(*codes))
    assert version is not None
    assert version.title == title


def test_a_document_without_a_version_has_none() -> None:
    assert main_version(document().model_copy(update={"communique": Communique()})) is None


def test_an_entry_counts_and_averages() -> None:
    issuers = (Issuer(acronym="DGCT"), Issuer(names=Names(ar="المعهد")), Issuer())
    version = Version(title="T", date=Date(text="le 22 Novembre", edtf="XXXX-11-22"))
    whole = document().model_copy(
        update={"communique": Communique(issuers=issuers, versions={"fr": version})}
    )
    entry = document_entry(whole, path="x", json="x.json", seconds=1.234, wanted=1)
    assert entry.issuers == ("DGCT", "المعهد")
    assert entry.date == "XXXX-11-22"
    assert (entry.words, entry.doubtful, entry.warnings) == (2, 1, 1)
    assert entry.confidence == pytest.approx(0.69)
    assert entry.status is Status.DONE
    assert '"seconds": 1.23,' in index_line(entry)


def test_fewer_pages_than_were_asked_for_is_partial() -> None:
    entry = document_entry(document(pages=2), path="x", json="x.json", seconds=0.0, wanted=3)
    assert entry.status is Status.PARTIAL


def test_an_index_line_is_one_line_with_real_letters() -> None:
    entry = document_entry(document(title="بلاغ\nصحفي"), path="x", json="x.json", seconds=0.0, wanted=1)
    line = index_line(entry)
    assert "بلاغ" in line
    assert "\n" not in line
    assert line.count('"') > len(KEYS)
