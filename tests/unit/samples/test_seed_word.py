"""Seed 004 as a Word file: made the same each time, and read right."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import balagh
from bench.fields import score_fields
from bench.fold import fold_text
from samples.truth import Truth

if TYPE_CHECKING:
    from balagh.model import Document

FOLDER = Path(__file__).resolve().parents[3] / "samples" / "word"
TRUTH = Truth.model_validate_json((FOLDER / "truth" / "seed-dgct-isic-word.json").read_bytes())


@pytest.fixture(scope="module")
def document() -> Document:
    return balagh.read(FOLDER / "scans" / TRUTH.file, previews=False)


@pytest.mark.engine
def test_the_logos_are_read_and_what_editing_left_is_not(document: Document) -> None:
    blocks = [fold_text(block.text) for page in document.pages for block in page.blocks if block.text]
    assert blocks == [fold_text(one.text) for one in TRUTH.segments]
    text = document.text()
    assert not any(word in text for word in ("_GoBack", "DATE", "lundi prochain", "image1"))


@pytest.mark.engine
def test_its_fields_are_those_of_the_printed_communique(document: Document) -> None:
    score = score_fields(TRUTH.communique, document.communique)
    assert score.misses == []
    issuers = document.communique.issuers
    assert [issuer.acronym for issuer in issuers] == ["DGCT", "ISIC"]


def test_it_is_made_the_same_each_time(tmp_path: Path) -> None:
    from samples.seed_word import write

    # Against each other, not the committed file: another release's fonts give other pictures.
    path, again = write(tmp_path), write(tmp_path / "again")
    assert (tmp_path / "truth" / "seed-dgct-isic-word.json").read_bytes() == (
        FOLDER / "truth" / "seed-dgct-isic-word.json"
    ).read_bytes()
    assert path.read_bytes() == again.read_bytes()
