"""The hook of the repairs in the way of a document, and the pages of one source read in parts."""

from __future__ import annotations

import pickle
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import balagh
from balagh.errors import BalaghError
from balagh.ingest import open_source
from balagh.pipelines.communique import compose_document, read_source
from balagh.pipelines.gather import gather_pages, join_gathered
from balagh.pipelines.repair.ledger import apply_repairs, undo_repairs
from balagh.settings import Settings
from tests.wordfile import par, run, table, word_file

if TYPE_CHECKING:
    from pathlib import Path

    from balagh.model import Document

FRENCH = "Le ministre a présidé la réunion de la commission régionale des investissements à Agadir."
#: Swapped lam-alef, as text layers have it; the first word shows the fault beyond doubt.
SWAPPED = "اإلدماج االجتماعي واالقتصادي للشباب"
MENDED = "الإدماج الاجتماعي والاقتصادي للشباب"


def check_ledger(document: Document) -> None:
    for block in (block for page in document.pages for block in page.blocks):
        repairs = [repair for repair in document.repairs if repair.block == block.id]
        assert apply_repairs(block.original, repairs) == block.text
        assert undo_repairs(block.text, repairs) == block.original


def test_a_document_is_repaired_before_its_languages_are_told() -> None:
    document = balagh.read(f"Institut Supérieur de I'Information\n\n{FRENCH}\n\n{SWAPPED}\n".encode())
    assert document.pages[0].blocks[-1].text == MENDED
    assert document.pages[0].blocks[-1].language == "ar"
    assert "l'Information" in document.text()
    assert [repair.id for repair in document.repairs] == [f"r{n + 1}" for n in range(len(document.repairs))]
    check_ledger(document)


def test_the_cells_of_a_table_are_repaired_with_their_lines() -> None:
    body = par(run(FRENCH)) + table(("Programme", "Nombre"), (SWAPPED, "12"), ("األولى", "2020-2024"))
    document = balagh.read(word_file(body))
    rows = [item.rows for one in document.communique.versions.values() for item in one.body if item.rows]
    assert rows == [(("Programme", "Nombre"), (MENDED, "12"), ("الأولى", "2020-2024"))]
    check_ledger(document)


def test_words_of_a_line_without_places_are_those_of_its_new_text() -> None:
    document = balagh.read(f"{FRENCH}\n\nJlmiVl g olleMl cslall adnsl\n\nISIC\n".encode())
    line = document.pages[0].blocks[1].lines[0]
    assert [word.text for word in line.words] == line.text.split()
    assert len(line.words) > 1


def test_an_archivists_own_institutions_count_for_the_issuer(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("- {id: musee_sel, fr: Musée du sel de Figuig, acronym: MSF}\n", encoding="utf-8")
    text = f"MUSÉE DU SEL DE FIGUIG\n\nCommuniqué de presse\n\n{FRENCH}\n".encode()
    (issuer,) = balagh.read(text, authority=own).communique.issuers
    assert (issuer.authority_id, issuer.acronym) == ("musee_sel", "MSF")
    document = balagh.read(text, authority=own)
    assert document.provenance.settings["authority"] == "own.yaml"
    assert len(document.provenance.models["authority"]) == 64
    assert all(issuer.authority_id is None for issuer in balagh.read(text).communique.issuers)


def test_a_faulty_authority_file_is_named(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("- {fr: Sans identifiant}\n", encoding="utf-8")
    with pytest.raises(BalaghError, match=r"own\.yaml"):
        balagh.read(FRENCH.encode(), authority=own)


def test_pages_read_in_parts_give_the_same_document() -> None:
    data = f"{FRENCH}\n\fCommuniqué de presse\n\n{FRENCH}\f{SWAPPED}\n{FRENCH}\n".encode()
    settings = Settings()
    whole = read_source(open_source(data, settings=settings), settings)
    seen: list[int] = []
    parts = [
        gather_pages(open_source(data, settings=one), one, seen.append)
        for one in (replace(settings, pages=frozenset(pages)) for pages in ((3,), (1, 2)))
    ]
    assert seen == [3, 1, 2]
    joined = compose_document(pickle.loads(pickle.dumps(join_gathered(parts))), settings)
    assert [page.number for page in joined.pages] == [1, 2, 3]
    assert joined.model_copy(update={"provenance": whole.provenance}) == whole


def test_parts_of_different_sources_are_refused() -> None:
    parts = [gather_pages(open_source(text, settings=Settings()), Settings()) for text in (b"un", b"deux")]
    with pytest.raises(ValueError, match="one and the same source"):
        join_gathered(parts)
    with pytest.raises(ValueError, match="one and the same source"):
        join_gathered([])


@pytest.mark.parametrize(
    "text", ["a" * 200_000, "1 " * 60_000, "a.b-" * 40_000, "+1.5 -> 7\n" * 4_000, "ab-\n" * 4_000]
)
def test_time_grows_with_the_length_of_a_text(text: str) -> None:
    started = time.process_time()
    balagh.read(text.encode())
    # Two seconds would do; what is quadratic takes minutes.
    assert time.process_time() - started < 30
