"""Fields of short communiqués typed as plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from balagh.pipelines.languages.tag import tag_page
from balagh.pipelines.structure.structure_document import structure_document
from balagh.pipelines.text.blocks import read_text_page

if TYPE_CHECKING:
    from balagh.model import Communique

TEXT = (
    "La circulation sera perturbée le samedi 4 mars entre Kénitra et Tanger en raison de travaux sur la voie."
)


def read(text: str) -> Communique:
    page, _ = read_text_page(text)
    return structure_document((tag_page(page, ("fr", "ar", "zgh", "en")),))[1]


def test_an_acronym_in_brackets_is_no_part_of_the_name() -> None:
    (issuer,) = read(f"OFFICE NATIONAL DES TRAMWAYS (ONT)\n\nCommuniqué\n\n{TEXT}").issuers
    assert (issuer.names.fr, issuer.acronym) == ("OFFICE NATIONAL DES TRAMWAYS", "ONT")


def test_an_acronym_is_taken_from_the_text_where_it_follows_the_name() -> None:
    text = f"Association Voix de l'Oued\n\nCommuniqué\n\nL'Association Voix de l'Oued (AVO) informe. {TEXT}"
    assert read(text).issuers[0].acronym == "AVO"


def test_the_most_specific_body_of_a_column_is_the_issuer() -> None:
    head = "ROYAUME DU MAROC\nMINISTERE DE L'INTERIEUR\nACADEMIE DES ARTS\nREGION FES-MEKNES"
    assert [one.names.fr for one in read(f"{head}\n\nCommuniqué\n\n{TEXT}").issuers] == ["ACADEMIE DES ARTS"]


def test_an_organ_is_not_taken_for_the_body() -> None:
    text = f"الجامعة المستقلة لأعوان الغابات\nالمكتب الوطني\n\nبلاغ\n\n{'عقد المكتب اجتماعه العادي بالرباط. ' * 4}"
    assert [one.names.ar for one in read(text).issuers] == ["الجامعة المستقلة لأعوان الغابات"]


def test_genre_place_and_date_may_share_a_line() -> None:
    version = read(
        f"Communiqué de presse - Rabat, le 15 juin 2021\n\nUn tramway s'arrête\n\n{TEXT}"
    ).versions["fr"]
    assert (version.kind, version.title, version.place) == (
        "Communiqué de presse",
        "Un tramway s'arrête",
        "Rabat",
    )
    assert version.date is not None
    assert version.date.edtf == "2021-06-15"


def test_genre_and_number_may_share_a_line() -> None:
    communique = read(f"COMMUNIQUÉ N° 08/2022\n\nUn tramway s'arrête\n\n{TEXT}")
    assert communique.versions["fr"].kind == "COMMUNIQUÉ"
    assert communique.reference is not None
    assert communique.reference.text == "N° 08/2022"


def test_several_people_to_call_are_several_contacts() -> None:
    people = (
        "Contacts presse :\nMohammed Nouri - Directeur technique - 06 61 11 22 33\n"
        "Salma Idrissi - Chargée de communication - s.idrissi@exemple.ma"
    )
    contacts = read(f"Communiqué\n\nUn tramway s'arrête\n\n{TEXT}\n\n{people}").contacts
    assert [(one.name, one.role, one.phones, one.emails) for one in contacts] == [
        ("Mohammed Nouri", "Directeur technique", ("+212661112233",), ()),
        ("Salma Idrissi", "Chargée de communication", (), ("s.idrissi@exemple.ma",)),
    ]


def test_who_signs_for_a_body_is_named_by_the_post() -> None:
    signed = read(
        f"Communiqué\n\nUn tramway s'arrête\n\n{TEXT}\n\nPour le Bureau\nLe Président\nAli Nouri"
    ).signatories
    assert [(one.role, one.name) for one in signed] == [("Le Président", "Ali Nouri")]


def test_ordinal_words_open_paragraphs_of_their_own_and_stay_in_them() -> None:
    body = (
        "وقرر المجلس ما يلي:\n\nأولا: دعم الجمعيات المحلية بالمنطقة؛\nثانيا: إصلاح المسالك القروية بالجماعة."
    )
    items = read(f"بلاغ\n\nالمجلس يدعم الجمعيات\n\n{body}").versions["ar"].body
    assert [item.text[:6] for item in items] == ["وقرر ا", "أولا: ", "ثانيا:"]


def test_a_text_of_one_sentence_has_no_made_up_fields() -> None:
    communique = read(TEXT)
    version = communique.versions["fr"]
    assert (version.kind, version.title, version.date, version.end_mark) == (None, None, None, None)
    assert [item.text for item in version.body] == [TEXT]
    assert (communique.issuers, communique.contacts, communique.signatories) == ((), (), ())
