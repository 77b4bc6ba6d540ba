"""Table cells, mixed lines and texts without pages of their own, compared with the truth."""

from __future__ import annotations

import pytest

from balagh.model import BodyItem, BodyType, Communique, Role, Version
from bench.columns import mixes_scripts
from bench.measure import measure, page_groups
from bench.tables import count_cells, tables_of
from bench.tools import Reading
from samples.truth import Segment, Truth

TABLE = (("Nom", "Somme"), ("Un", "12"), ("Deux", "15"))


def _communique(*tables: tuple[tuple[str, ...], ...]) -> Communique:
    body = tuple(
        BodyItem(type=BodyType.TABLE, text="", rows=rows, language="fr", order=order)
        for order, rows in enumerate(tables)
    )
    return Communique(versions={"fr": Version(body=body)})


@pytest.mark.parametrize(
    ("read", "right"),
    [
        (TABLE, 6),
        ((), 0),
        # A row that was lost costs its own cells.
        ((TABLE[0], TABLE[2]), 4),
        # A wrong figure costs itself.
        ((TABLE[0], ("Un", "72"), TABLE[2]), 5),
        # Columns the wrong way round cost everything.
        (tuple(row[::-1] for row in TABLE), 0),
    ],
)
def test_cells_count_at_their_place(read: tuple[tuple[str, ...], ...], right: int) -> None:
    assert count_cells([TABLE], [read] if read else []) == (right, 6)


def test_each_table_is_compared_with_its_best_and_only_once() -> None:
    other = (("A", "B"), ("C", "D"))
    assert count_cells([TABLE, other], [other, TABLE]) == (10, 10)
    assert count_cells([TABLE, TABLE], [TABLE]) == (6, 12)
    assert tables_of(_communique((("«  a »",),))) == [(('" a "',),)]


def test_a_line_of_two_versions_is_mixed() -> None:
    segments = ["Le conseil a décidé ce matin", "قرر المجلس هذا الصباح", "شركة Solar Atlas تعلن"]
    assert mixes_scripts("Le conseil a décidé قرر المجلس", segments)
    assert not mixes_scripts("شركة Solar Atlas تعلن", segments)
    assert not mixes_scripts("Le conseil a ة décidé", segments)


TRUTH = Truth(
    name="a",
    file="a.docx",
    pages=2,
    segments=(
        Segment(page=1, role=Role.PARAGRAPH, language="fr", text="Une phrase 12"),
        Segment(page=2, role=Role.PARAGRAPH, language="ar", text="جملة ثانية"),
    ),
    communique=Communique(
        versions={"fr": Version(title="Une"), "ar": Version(title="جملة")},
    ),
)


def test_a_word_file_is_compared_as_one_text() -> None:
    reading = Reading(tool="tesseract", version="1", texts={"a": ["Une phrase 12\nجملة ثانية"]}, seconds=1.0)
    found = measure([TRUTH], reading)
    assert (found.cer("fr"), found.cer("ar"), found.digits_wrong, found.mixed) == (0.0, 0.0, 0, 0)


def test_a_mixed_line_is_counted_and_named() -> None:
    reading = Reading(tool="tesseract", version="1", texts={"a": ["Une phrase جملة ثانية 12"]}, seconds=1.0)
    found = measure([TRUTH], reading)
    assert found.mixed == 1
    assert any("mixes two versions" in failure for failure in found.failures)


def test_pages_are_compared_one_by_one_where_they_are_the_truths() -> None:
    paged = TRUTH.model_copy(update={"file": "a.pdf"})
    assert page_groups(paged, 2) == [range(1, 2), range(2, 3)]
    assert page_groups(paged, 3) == [range(1, 4)]
    assert page_groups(paged, 0) == [range(1, 2), range(2, 3)]
    assert page_groups(TRUTH, 2) == [range(1, 3)]
