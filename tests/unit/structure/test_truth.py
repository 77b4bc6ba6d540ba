"""The samples' truth as plain text: their segments typed one under the other."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from pydantic import BaseModel

from balagh.model import BodyItem, BodyType, Communique, Role, Version
from balagh.pipelines.languages.tag import tag_page
from balagh.pipelines.structure.structure_document import structure_document
from balagh.pipelines.text.blocks import read_text_page

TRUTH = sorted((Path(__file__).resolve().parents[3] / "samples" / "truth").glob("*.json"))
#: Segments that are lines of one block.
STACKED = frozenset({Role.LETTERHEAD, Role.LOGO, Role.CONTACT, Role.SIGNATURE, Role.LIST_ITEM})
#: What plain text cannot carry: a stamp over a text, a table's columns.
PICTURED = frozenset({Role.STAMP, Role.TABLE})


class Segment(BaseModel):
    page: int
    role: Role
    language: str
    text: str


def load(path: Path) -> tuple[list[Segment], Communique]:
    data = json.loads(path.read_text(encoding="utf-8"))
    segments = [Segment.model_validate(raw) for raw in data["segments"]]
    return segments, Communique.model_validate(data["communique"])


def typed(segments: list[Segment]) -> str:
    marked = [
        segment.model_copy(update={"text": f"- {segment.text}"})
        if segment.role is Role.LIST_ITEM
        else segment
        for segment, below in zip(segments, (*segments[1:], segments[-1]), strict=True)
        if segment.role not in PICTURED and (segment.role, below.role) != (Role.HEADING, Role.TABLE)
    ]
    text = marked[0].text
    for above, segment in pairwise(marked):
        together = above.role is segment.role and above.role in STACKED and above.language == segment.language
        text += ("\n" if together else "\n\n") + segment.text
    return text


def read(segments: list[Segment]) -> Communique:
    numbers = sorted({segment.page for segment in segments})
    pages = tuple(
        tag_page(
            read_text_page(typed([one for one in segments if one.page == number]), number)[0],
            ("fr", "ar", "zgh", "en"),
        )
        for number in numbers
    )
    return structure_document(pages)[1]


def test_there_are_samples() -> None:
    assert len(TRUTH) >= 12


def _typed_items(version: Version) -> list[BodyItem]:
    """The body but for what plain text cannot carry: tables, and with one gone, what its heading heads."""
    over = {above.order for above, item in pairwise(version.body) if item.type is BodyType.TABLE}
    headings = [item for item in version.body if item.type is BodyType.HEADING and item.order in over]
    return [item for item in version.body if item.type is not BodyType.TABLE and item not in headings]


def fields(version: Version) -> dict[str, object]:
    return {
        "kind": version.kind,
        "title": version.title,
        "subtitle": version.subtitle,
        "place": version.place,
        "date": version.date,
        "end_mark": version.end_mark,
        "body": [(item.type, item.text, item.language) for item in _typed_items(version)],
        "about": [(about.heading, about.text) for about in version.about],
    }


@pytest.mark.parametrize("path", TRUTH, ids=lambda path: path.stem)
def test_every_version_of_a_sample_is_read_to_the_letter(path: Path) -> None:
    segments, truth = load(path)
    communique = read(segments)
    assert set(communique.versions) == set(truth.versions)
    for code, version in truth.versions.items():
        assert fields(communique.versions[code]) == fields(version)


@pytest.mark.parametrize("path", TRUTH, ids=lambda path: path.stem)
def test_the_people_of_a_sample_are_read_to_the_letter(path: Path) -> None:
    segments, truth = load(path)
    communique = read(segments)
    no_blocks: dict[str, object] = {"blocks": ()}
    assert [one.model_copy(update=no_blocks) for one in communique.contacts] == list(truth.contacts)
    assert [one.model_copy(update=no_blocks) for one in communique.signatories] == list(truth.signatories)
    assert (communique.reference and communique.reference.text) == (truth.reference and truth.reference.text)


@pytest.mark.parametrize("path", TRUTH, ids=lambda path: path.stem)
def test_the_issuers_of_a_sample_are_named_as_printed(path: Path) -> None:
    segments, truth = load(path)
    communique = read(segments)
    assert [(one.names.fr, one.names.ar, one.acronym) for one in communique.issuers] == [
        (one.names.fr, one.names.ar, one.acronym) for one in truth.issuers
    ]
