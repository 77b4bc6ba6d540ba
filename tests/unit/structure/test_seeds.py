"""Both seeds, as the text that another program left of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from balagh.model import BodyType, Communique, Page, Role
from balagh.pipelines.languages.tag import tag_page
from balagh.pipelines.repair.ledger import apply_repairs
from balagh.pipelines.repair.rehome import rehome_repairs
from balagh.pipelines.structure.structure_document import structure_document
from balagh.pipelines.text.blocks import read_text_page

TEXTS = Path(__file__).resolve().parents[3] / "samples" / "texts"
LANGUAGES = ("fr", "ar", "zgh")


def read(name: str) -> tuple[tuple[Page, ...], Communique]:
    page, _ = read_text_page((TEXTS / name).read_text(encoding="utf-8"))
    return structure_document((tag_page(page, LANGUAGES),))


@pytest.fixture(scope="module")
def ampcc() -> Communique:
    return read("000_b48add59703ce433.txt")[1]


@pytest.fixture(scope="module")
def dgct() -> Communique:
    return read("004_76c7725c8a972fa8.txt")[1]


def test_ampcc_says_what_where_and_when(ampcc: Communique) -> None:
    assert list(ampcc.versions) == ["fr"]
    version = ampcc.versions["fr"]
    assert version.kind == "Communiqué"
    assert version.title == (
        "L'AMPCC et l'Université Al Akhawayn signent un accord de partenariat pour la formation et le "
        "renforcement des capacités des Présidents des Conseil Communaux et les cadres administratifs"
    )
    assert version.subtitle is None
    assert version.place == "Marrakech"
    assert version.date is not None
    assert (version.date.text, version.date.edtf) == ("22 Novembre", "XXXX-11-22")
    assert version.end_mark == "FIN"
    assert version.blocks["title"] == ("p1b2",)
    assert version.blocks["date"] == version.blocks["place"] == ("p1b3",)


def test_ampcc_has_three_list_items_between_its_paragraphs(ampcc: Communique) -> None:
    body = ampcc.versions["fr"].body
    assert [item.type for item in body] == [
        *[BodyType.PARAGRAPH] * 2,
        *[BodyType.LIST_ITEM] * 3,
        BodyType.PARAGRAPH,
    ]
    assert body[2].text.startswith("L'organisation de sessions")
    assert [item.order for item in body] == list(range(6))


def test_ampcc_tells_about_itself_and_whom_to_call(ampcc: Communique) -> None:
    (about,) = ampcc.versions["fr"].about
    assert about.heading == "A propos de l'AMPCC"
    first, second = about.text.split("\n\n")
    assert first.startswith("L'Association Marocaine")
    assert second.endswith("pleine ébullition.")
    (contact,) = ampcc.contacts
    assert contact.name == "Kenza Benlamlih"
    assert contact.phones == ("+212661585954",)
    assert contact.emails == ("benlamlih.ampcc@gmail.com",)


def test_ampcc_is_the_issuer_by_its_logo_at_the_end(ampcc: Communique) -> None:
    (issuer,) = ampcc.issuers
    assert issuer.authority_id == "ampcc"
    assert issuer.acronym == "AMPCC"
    assert issuer.names.fr == "Association Marocaine des Présidents des Conseils Communaux"
    assert issuer.names.ar == "الجمعية المغربية لرؤساء مجالس الجماعات"
    assert [line.language for line in ampcc.letterhead] == ["ar", "und", "fr"]
    assert ampcc.signatories == ()


def test_dgct_says_what_where_and_when(dgct: Communique) -> None:
    version = dgct.versions["fr"]
    assert version.kind == "COMMUNIQUE DE PRESSE"
    assert version.title == (
        "SIGNATURE A RABAT D’UNE CONVENTION-CADRE DE PARTENARIAT ENTRE LA DGCT ET L’ISIC"
    )
    assert version.place == "Rabat"
    assert version.date is not None
    assert version.date.edtf == "2021-02-05"
    assert version.end_mark is None
    assert len(version.body) == 5
    assert version.body[0].text.startswith("Rabat, le 05 février 2021 - M. Khalid SAFIR")


def test_dgct_comes_before_isic_and_nobody_is_made_up(dgct: Communique) -> None:
    assert [(issuer.authority_id, issuer.acronym) for issuer in dgct.issuers] == [
        ("dgct", "DGCT"),
        ("isic", "ISIC"),
    ]
    assert dgct.issuers[0].names.fr == "DIRECTION GENERALE DES COLLECTIVITES TERRITORIALES"
    assert dgct.issuers[1].names.fr == "Institut Supérieur de I'Information et de la Communication"
    assert dgct.signatories == ()
    assert dgct.contacts == ()
    assert dgct.reference is None


def test_garbled_logo_lines_are_letterhead_without_a_language() -> None:
    pages, communique = read("004_76c7725c8a972fa8.txt")
    garbled = {
        "41SIC",
        "JlmiVl g olleMl cslall adnsl",
        "dyj<ealldslaall",
        "dulyill wilela all dol_ell dyyyaall",
    }
    assert garbled <= {line.text for line in communique.letterhead if line.language == "und"}
    blocks = [block for block in pages[0].blocks if set(block.text.split("\n")) & garbled]
    assert {(block.role, block.language) for block in blocks} == {(Role.LETTERHEAD, "und")}


@pytest.mark.parametrize("name", ["000_b48add59703ce433.txt", "004_76c7725c8a972fa8.txt"])
def test_the_ledger_follows_the_blocks_that_were_cut(name: str) -> None:
    page, repairs = read_text_page((TEXTS / name).read_text(encoding="utf-8"))
    pages, _ = structure_document((tag_page(page, LANGUAGES),))
    moved = rehome_repairs(repairs, (page,), pages)
    assert len(moved) == len(repairs)
    for block in pages[0].blocks:
        assert apply_repairs(block.original, [one for one in moved if one.block == block.id]) == block.text
