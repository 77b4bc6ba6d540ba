"""Measures of a whole reading, on a hand-made document."""

from __future__ import annotations

import json

import pytest

from balagh.model import Block, Communique, Document, Origin, Page, Provenance, Role, Source, Version
from bench.accuracy import accuracy_table, as_json, field_table
from bench.measure import block_languages, measure
from bench.tools import Reading, page_text
from samples.truth import Segment, Truth

TRUTH = Truth(
    name="a",
    file="a.pdf",
    pages=1,
    segments=(
        Segment(page=1, role=Role.LETTERHEAD, language="zgh", text="ⵜⴰⴳⵍⴷⵉⵜ"),
        Segment(page=1, role=Role.TITLE, language="fr", text="Ouverture le 14 mars 2023"),
        Segment(page=1, role=Role.PARAGRAPH, language="ar", text="بلاغ صحفي"),
        Segment(page=1, role=Role.STAMP, language="fr", text="CACHET 99"),
    ),
    communique=Communique(versions={"fr": Version(title="Ouverture le 14 mars 2023")}),
)


def _block(number: int, language: str, text: str) -> Block:
    return Block(id=f"p1b{number}", language=language, text=text, original=text)


def _document(*blocks: Block, title: str | None = None) -> Document:
    return Document(
        id="sha256:" + "0" * 64,
        source=Source(name="a.pdf", media_type="application/pdf", sha256="0" * 64, bytes=1, pages=1),
        communique=Communique(versions={"fr": Version(title=title)} if title else {}),
        pages=(Page(number=1, width=10, height=10, origin=Origin.OCR, blocks=blocks),),
        provenance=Provenance(
            balagh="0", engine="e", engine_version="0", started="2026-01-01T00:00:00Z", seconds=0
        ),
    )


def _reading(document: Document) -> Reading:
    texts = {"a": [page_text(document, 1)]}
    return Reading(tool="balagh", version="0", texts=texts, documents={"a": document}, seconds=1.0)


GOOD = _document(
    _block(1, "zgh", ""),
    _block(2, "fr", "Ouverture le 14 mars 2023"),
    _block(3, "ar", "بلاغ صحفي"),
    title="Ouverture le 14 mars 2023",
)


def test_a_good_reading_has_no_errors_but_the_unread_tifinagh() -> None:
    found = measure([TRUTH], _reading(GOOD))
    assert found.cer("fr") == 0.0
    assert found.cer("ar") == 0.0
    assert found.cer("zgh") == 100.0
    assert (found.digits_wrong, found.digits_total) == (0, 2)
    assert (found.languages_right, found.languages_total) == (3, 3)
    assert found.fields.rate(["title"]) == 1.0


def test_a_changed_digit_and_a_wrong_language_are_counted() -> None:
    bad = _document(_block(1, "fr", "Ouverture le 14 mars 2028 بلاغ صحفي"))
    found = measure([TRUTH], _reading(bad))
    assert found.cer("fr") == pytest.approx(100 / len("Ouverture le 14 mars 2023"))
    assert (found.digits_wrong, found.digits_total) == (1, 2)
    assert (found.languages_right, found.languages_total) == (1, 3)
    assert found.fields.right["title"] == 0


def test_a_document_that_was_not_read_counts_as_empty() -> None:
    found = measure([TRUTH], Reading(tool="balagh", version="0", texts={}, seconds=0.0))
    assert found.cer("fr") == 100.0
    assert found.cer("en") is None
    assert (found.digits_wrong, found.digits_total) == (2, 2)
    assert (found.languages_right, found.languages_total) == (0, 3)
    assert found.fields.total["title"] == 1
    assert "a: not read" in found.failures


def test_a_segment_belongs_to_the_block_with_most_of_it() -> None:
    segments = [Segment(page=1, role=Role.PARAGRAPH, language="fr", text="un deux trois")]
    blocks = [_block(1, "en", "un"), _block(2, "fr", "deux trois")]
    assert block_languages(segments, blocks) == ["fr"]
    assert block_languages(segments, []) == [None]


def test_tables_and_json_say_the_same() -> None:
    reading = _reading(GOOD)
    found = measure([TRUTH], reading)
    table = accuracy_table([(reading, found)])
    assert "| balagh | 0.00 | 0.00 | - | 100.00 | 0/2 | 100.0 |" in table
    assert "| title | 1 | 1 | 100.0 |" in field_table(found)
    record = json.loads(as_json([(reading, found)]))
    assert record["balagh"]["cer"] == {"fr": 0.0, "ar": 0.0, "en": None, "zgh": 100.0}
    assert record["balagh"]["fields"] == {"title": [1, 1]}
