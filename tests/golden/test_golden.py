from __future__ import annotations

import copy
from typing import TYPE_CHECKING

import pytest

from balagh.pipelines.repair.ledger import apply_repairs, undo_repairs
from tests.golden.golden import (
    BOX_TOLERANCE,
    CONFIDENCE_TOLERANCE,
    EXPECTED,
    REGOLD,
    SCANS,
    TEXTS,
    differences,
    golden_path,
    lasting,
    read_golden,
    rewriting,
    write_golden,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from balagh.model import Document
    from tests.golden.golden import Json

EVERY_SAMPLE = [*(pytest.param(name, marks=pytest.mark.engine) for name in SCANS), *TEXTS]


def test_goldens_are_not_being_written() -> None:
    assert not rewriting(), f"the goldens were written anew: look at the difference, then unset {REGOLD}"


def test_there_is_a_golden_for_every_sample_and_no_other() -> None:
    assert {path.name for path in EXPECTED.iterdir()} == {golden_path(name).name for name in (*SCANS, *TEXTS)}


@pytest.mark.parametrize("name", EVERY_SAMPLE)
def test_a_sample_is_read_as_before(name: str, read_sample: Callable[[str], Document]) -> None:
    document = read_sample(name)
    if rewriting():
        write_golden(name, document)
    assert list(differences(read_golden(name), lasting(document))) == []


@pytest.mark.parametrize("name", EVERY_SAMPLE)
def test_originals_and_texts_follow_from_each_other(
    name: str, read_sample: Callable[[str], Document]
) -> None:
    document = read_sample(name)
    for page in document.pages:
        for block in page.blocks:
            own = [repair for repair in document.repairs if repair.block == block.id]
            assert apply_repairs(block.original, own) == block.text
            assert undo_repairs(block.text, own) == block.original
            assert block.text == "\n".join(line.text for line in block.lines)
    known = {block.id for page in document.pages for block in page.blocks}
    assert {repair.block for repair in document.repairs} <= known
    ids = [repair.id for repair in document.repairs]
    assert len(set(ids)) == len(ids)


@pytest.mark.engine
@pytest.mark.parametrize("name", SCANS)
def test_words_stand_in_their_lines_and_lines_on_their_page(
    name: str, read_sample: Callable[[str], Document]
) -> None:
    for page in read_sample(name).pages:
        for block in page.blocks:
            assert block.bbox is not None
            assert block.bbox == block.bbox.clip(page.width, page.height)
            for line in block.lines:
                assert line.bbox is not None
                # The margin around a line's picture is a share of its height.
                around = line.bbox.grow(line.bbox.height, line.bbox.height)
                for word in line.words:
                    assert word.bbox is not None
                    assert word.confidence is not None
                    assert around.overlap_x(word.bbox) == word.bbox.width
                    assert around.overlap_y(word.bbox) == word.bbox.height


RECORD: Json = {
    "communique": {"title": "Avis", "confidence": 0.9},
    "pages": [{"skew": 1.0, "blocks": [{"bbox": [100, 100, 300, 140], "text": "un", "confidence": None}]}],
}


def changed(path: str, value: Json) -> Json:
    """The record with the value at a dotted path changed."""
    record = copy.deepcopy(RECORD)
    *way, last = path.split(".")
    place: Json = record
    for step in way:
        if isinstance(place, list):
            place = place[int(step)]
        else:
            assert isinstance(place, dict)
            place = place[step]
    assert isinstance(place, dict)
    place[last] = value
    return record


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("pages.0.blocks.0.bbox", [100 - BOX_TOLERANCE, 100, 300, 140 + BOX_TOLERANCE]),
        ("communique.confidence", 0.9 - CONFIDENCE_TOLERANCE / 2),
        ("pages.0.skew", 1.02),
    ],
)
def test_a_change_within_the_tolerance_is_none(path: str, value: Json) -> None:
    assert list(differences(RECORD, changed(path, value))) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("pages.0.blocks.0.bbox", [100 - BOX_TOLERANCE - 1, 100, 300, 140]),
        ("pages.0.blocks.0.bbox", None),
        ("pages.0.blocks.0.text", "Un"),
        ("pages.0.blocks.0.confidence", 0.5),
        ("pages.0.blocks", []),
        ("communique.confidence", 0.9 - 2 * CONFIDENCE_TOLERANCE),
        ("communique.title", "avis"),
        ("communique.place", "Rabat"),
        ("pages.0.skew", 1.3),
    ],
)
def test_a_change_beyond_the_tolerance_is_named(path: str, value: Json) -> None:
    (message,) = differences(RECORD, changed(path, value))
    assert f".{path.rpartition('.')[2]}" in message
