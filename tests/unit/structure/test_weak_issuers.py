"""Issuers of letterheads in which Arabic was read as Latin letters: one misread line asserts nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from balagh.pipelines.languages.tag import tag_page
from balagh.pipelines.repair.pages import repair_pages
from balagh.pipelines.repair.weak import weak_lines
from balagh.pipelines.structure.authority import shipped_authorities, use_authorities
from balagh.pipelines.structure.authority_file import load_authority
from balagh.pipelines.structure.structure_document import structure_document
from balagh.pipelines.text.blocks import read_text_page

if TYPE_CHECKING:
    from pathlib import Path

    from balagh.model import Communique
    from balagh.pipelines.structure.authority import Authorities

#: Read where a letterhead in the typeface Harmattan has it; repaired by its shapes alone.
MISREAD, OFFICE = "Dyill gllall slallo sb34S0 bo ol LuSall", "المكتب الوطني للكهرباء والماء الصالح للشرب"
TEXT = (
    "La circulation sera perturbée le samedi 4 mars entre Kénitra et Tanger en raison de travaux sur la voie."
)
NAME = "Office National de l'Electricité et de l'Eau Potable"


def read(head: str, names: Authorities, text: str = TEXT) -> Communique:
    page, ledger = read_text_page(f"{head}\n\nCommuniqué\n\n{text}")
    pages, repairs = repair_pages([page], ledger, names)
    tagged = tuple(tag_page(one, ("fr", "ar", "zgh", "en")) for one in pages)
    return structure_document(tagged, weak=weak_lines(tagged, repairs))[1]


def test_a_line_known_by_its_shapes_alone_asserts_no_issuer() -> None:
    (issuer,) = read(f"ROYAUME DU MAROC\n{MISREAD}", shipped_authorities()).issuers
    assert (issuer.authority_id, issuer.names.ar, issuer.confidence) == (None, OFFICE, 0.3)


@pytest.mark.parametrize("head", [f"{NAME}\n{MISREAD}", f"{MISREAD}\n{NAME}"])
def test_a_line_that_a_readable_one_confirms_is_part_of_the_issuer(head: str) -> None:
    (issuer,) = read(head, shipped_authorities()).issuers
    assert (issuer.authority_id, issuer.names.ar, issuer.confidence) == ("onee", OFFICE, 0.95)


def test_a_body_that_the_text_names_too_is_asserted() -> None:
    (issuer,) = read(MISREAD, shipped_authorities(), f"L'{NAME} informe que {TEXT}").issuers
    assert (issuer.authority_id, issuer.confidence) == ("onee", 0.95)


def test_a_readable_body_takes_no_name_from_a_line_known_by_its_shapes_alone() -> None:
    head = f"Direction générale des collectivités territoriales\n{MISREAD}"
    (issuer,) = read(head, shipped_authorities()).issuers
    assert (issuer.authority_id, issuer.names.ar, issuer.confidence) == ("dgct", None, 0.95)
    (issuer,) = read(f"Fédération des Tisserands de l'Oued\n{MISREAD}", shipped_authorities()).issuers
    assert (issuer.authority_id, issuer.names.ar) == (None, None)


def test_it_is_the_same_with_an_archivists_own_file(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(f"- id: onde\n  fr: Office des Ondes\n  ar: {OFFICE}\n", encoding="utf-8")
    names = load_authority(own)
    with use_authorities(names):
        (weak,) = read(MISREAD, names).issuers
        (sound,) = read(f"Office des Ondes\n{MISREAD}", names).issuers
    assert (weak.authority_id, weak.confidence) == (None, 0.3)
    assert (sound.authority_id, sound.names.ar, sound.confidence) == ("onde", OFFICE, 0.95)
