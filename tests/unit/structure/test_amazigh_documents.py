"""Whole communiqués in Tifinagh, alone and beside other languages, typed as plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from balagh.model import BodyType, Script
from balagh.pipelines.languages.tag import document_languages, tag_page
from balagh.pipelines.structure.structure_document import structure_document
from balagh.pipelines.structure.transliterate_communique import transliterate_communique
from balagh.pipelines.text.blocks import read_text_page

if TYPE_CHECKING:
    from balagh.model import Communique, Page

KINGDOM = "ⵜⴰⴳⵍⴷⵉⵜ ⵏ ⵍⵎⵖⵔⵉⴱ"
INSTITUTE = "ⴰⵙⵉⵏⴰⴳ ⴰⴳⵍⴷⴰⵏ ⵏ ⵜⵓⵙⵙⵏⴰ ⵜⴰⵎⴰⵣⵉⵖⵜ"
ASSOCIATION = "ⵜⴰⵎⵙⵎⵓⵏⵜ ⵜⴰⵎⵖⵔⴰⴱⵉⵜ ⵏ ⵉⵎⵖⴰⵔⵏ ⵏ ⵉⵙⵇⵇⵉⵎⵏ ⵏ ⵜⵉⴳⵔⴰⵡⵉⵏ"
TITLE = "ⴰⵙⵏⵜⵉ ⵏ ⵓⵙⵍⵎⴷ ⵏ ⵜⵎⴰⵣⵉⵖⵜ ⴳ ⵜⵎⵏⴰⴹⵜ ⵏ ⵙⵓⵙ"
TEXT = (
    "ⵜⵙⵙⵏ ⵜⵎⴰⵡⴰⵙⵜ ⵎⴰⵙ ⵔⴰⴷ ⵉⵙⵙⵏⵜⵉ ⵓⵙⵍⵎⴷ ⵏ ⵜⵎⴰⵣⵉⵖⵜ ⴳ ⵜⵎⵏⴰⴹⵜ ⵏ ⵙⵓⵙ, ⴷ ⵎⴰⵙ ⵔⴰⴷ ⵉⵍⵉⵏ ⵉⵏⵙⵙⵉⵅⴼⵏ ⵏ ⵜⴳⵔⴰⵡⵉⵏ ⴳ ⵜⵎⴷⵉⵏⵜ."
)
FRENCH = (
    "Le ministère annonce l'ouverture des classes d'amazighe dans la région du Souss, en présence des présidents des "
    "communes et des directeurs de la province."
)
ARABIC = (
    "تعلن الوزارة عن افتتاح أقسام اللغة الأمازيغية بجهة سوس، بحضور رؤساء الجماعات ومدراء الإقليم في المدينة."
)


def tagged(text: str) -> Page:
    page, _ = read_text_page(text)
    return tag_page(page, ("fr", "ar", "zgh", "en"))


def read(*parts: str) -> Communique:
    return structure_document((tagged("\n\n".join(parts)),))[1]


def test_a_communique_all_in_tifinagh_has_its_parts() -> None:
    communique = read(
        f"{KINGDOM}\n{INSTITUTE}",
        "ⴰⵍⵖⵓ ⵏ ⵓⵙⵏⵖⵎⵙ ⵓⵟⵟⵓⵏ 12/2021",
        TITLE,
        "ⵔⵔⴱⴰⵟ, ⴰⵙⵙ ⵏ ⵡⴰⵢⵏⴰⵙ 8 ⴱⵕⴰⵢⵕ 2021",
        TEXT,
        "ⵉⴳⵯⵎⴰⵎⵏ ⵏ ⵓⵙⵍⵎⴷ",
        "- ⴰⵙⵍⵎⴷ ⵏ ⵜⵎⴰⵣⵉⵖⵜ ⴳ ⵜⵙⴷⴰⵡⵉⵜ ;\n- ⵜⴰⴷⵓⵙⵉ ⴷ ⵜⴷⵍⵙⴰ ⴳ ⵜⴳⵔⴰⵡⵜ.",
        TEXT,
        "ⵜⴰⴳⴳⴰⵔⴰ",
        "ⴰⵎⵢⴰⵡⴰⴹ ⴰⴽⴷ ⵉⵏⵖⵎⵉⵙⵏ",
        "ⵎⴰⵙⵙ ⵃⴰⵙⴰⵏ ⵄⵍⵉ: +212 537 27 84 00, presse@example.ma",
    )
    version = communique.versions["zgh"]
    assert list(communique.versions) == ["zgh"]
    assert (version.kind, version.title, version.place) == ("ⴰⵍⵖⵓ ⵏ ⵓⵙⵏⵖⵎⵙ", TITLE, "ⵔⵔⴱⴰⵟ")
    assert version.date is not None
    assert (version.date.text, version.date.edtf) == ("ⵡⴰⵢⵏⴰⵙ 8 ⴱⵕⴰⵢⵕ 2021", "2021-02-08")
    assert version.end_mark == "ⵜⴰⴳⴳⴰⵔⴰ"
    assert [item.type for item in version.body] == [
        BodyType.PARAGRAPH,
        BodyType.HEADING,
        BodyType.LIST_ITEM,
        BodyType.LIST_ITEM,
        BodyType.PARAGRAPH,
    ]
    assert version.body[2].text == "ⴰⵙⵍⵎⴷ ⵏ ⵜⵎⴰⵣⵉⵖⵜ ⴳ ⵜⵙⴷⴰⵡⵉⵜ ;"
    assert {item.language for item in version.body} == {"zgh"}
    assert communique.reference is not None
    assert communique.reference.text == "ⵓⵟⵟⵓⵏ 12/2021"
    (issuer,) = communique.issuers
    assert (issuer.authority_id, issuer.names.zgh, issuer.names.fr) == ("ircam", INSTITUTE, None)
    assert issuer.confidence is not None
    assert issuer.confidence > 0.9
    assert [(line.language, line.text) for line in communique.letterhead] == [
        ("zgh", KINGDOM),
        ("zgh", INSTITUTE),
    ]
    (contact,) = communique.contacts
    assert (contact.name, contact.phones) == ("ⵎⴰⵙⵙ ⵃⴰⵙⴰⵏ ⵄⵍⵉ", ("+212537278400",))


def test_a_title_that_begins_like_a_body_is_no_letterhead() -> None:
    title = "ⵜⴰⵎⵙⵎⵓⵏⵜ ⵏ ⵜⴷⵍⵙⴰ ⴷⴰ ⵜⵙⵙⵏⵜⴰⵢ ⴰⵙⵍⵎⴷ"
    communique = read("ⴰⵙⵙⵓⵎⵔ", title, "ⵜⵉⵣⵏⵉⵜ, 3 ⵎⴰⵕⵚ 2022", TEXT)
    version = communique.versions["zgh"]
    assert (version.kind, version.title, communique.letterhead) == ("ⴰⵙⵙⵓⵎⵔ", title, ())


def test_a_dateline_over_the_names_is_no_letterhead() -> None:
    communique = read("ⵔⵔⴱⴰⵟ, ⴳ 3 ⴷⵓⵊⴰⵏⴱⵉⵔ 2022", "ⵜⴰⵙⴷⴰⵡⵉⵜ ⵏ ⵍⵇⴰⴹⵉ ⵄⵉⵢⵢⴰⴹ", TITLE, TEXT)
    version = communique.versions["zgh"]
    assert version.date is not None
    assert (version.place, version.date.edtf) == ("ⵔⵔⴱⴰⵟ", "2022-12-03")
    assert [issuer.authority_id for issuer in communique.issuers] == ["uca"]
    assert [line.text for line in communique.letterhead] == ["ⵜⴰⵙⴷⴰⵡⵉⵜ ⵏ ⵍⵇⴰⴹⵉ ⵄⵉⵢⵢⴰⴹ"]


def test_a_service_of_a_body_is_not_the_issuer() -> None:
    communique = read("ⵜⴰⵎⴰⵡⴰⵙⵜ ⵏ ⵓⵙⵍⵎⴷ\nⵜⴰⵎⵀⵍⴰ ⵏ ⵓⵎⵢⴰⵡⴰⴹ", "ⴰⵍⵖⵓ", TITLE, TEXT)
    assert [issuer.names.zgh for issuer in communique.issuers] == ["ⵜⴰⵎⴰⵡⴰⵙⵜ ⵏ ⵓⵙⵍⵎⴷ"]


def test_three_names_over_each_other_are_one_issuer() -> None:
    communique = read(
        "Royaume du Maroc\nالمملكة المغربية\n" + KINGDOM,
        "Association Marocaine des Présidents des Conseils Communaux\n"
        "الجمعية المغربية لرؤساء مجالس الجماعات\n" + ASSOCIATION,
        "Communiqué de presse",
        "Ouverture des classes",
        FRENCH,
    )
    (issuer,) = communique.issuers
    assert issuer.authority_id == "ampcc"
    assert issuer.names.fr == "Association Marocaine des Présidents des Conseils Communaux"
    assert issuer.names.ar == "الجمعية المغربية لرؤساء مجالس الجماعات"
    assert issuer.names.zgh == ASSOCIATION
    assert [line.language for line in communique.letterhead] == ["fr", "ar", "zgh"] * 2


def test_a_name_known_from_a_garbled_logo_alone_tells_nobody() -> None:
    communique = read(ASSOCIATION, "ⴰⵍⵖⵓ", TITLE, TEXT)
    (issuer,) = communique.issuers
    assert issuer.names.zgh == ASSOCIATION
    assert issuer.authority_id is None


def test_a_name_known_from_a_garbled_logo_counts_where_the_text_names_the_body() -> None:
    communique = read(ASSOCIATION, "ⴰⵍⵖⵓ", TITLE, f"{TEXT} AMPCC")
    (issuer,) = communique.issuers
    assert (issuer.authority_id, issuer.confidence) == ("ampcc", 0.5)


def test_a_line_seen_but_not_read_does_not_part_a_logo() -> None:
    page = tagged(
        "\n\n".join(["Ministère de l'Agriculture", "x", "وزارة الفلاحة", "Communiqué", "Titre", FRENCH])
    )
    blocks = list(page.blocks)
    line = (
        blocks[1]
        .lines[0]
        .model_copy(update={"text": "", "words": (), "script": Script.TIFINAGH, "language": "zgh"})
    )
    blocks[1] = blocks[1].model_copy(
        update={"text": "", "original": "", "lines": (line,), "language": "zgh", "script": Script.TIFINAGH}
    )
    communique = structure_document((page.model_copy(update={"blocks": tuple(blocks)}),))[1]
    (issuer,) = communique.issuers
    assert (issuer.names.fr, issuer.names.ar) == ("Ministère de l'Agriculture", "وزارة الفلاحة")


def test_versions_in_three_languages_follow_each_other() -> None:
    communique = read(
        "Communiqué", "Ouverture des classes", f"Agadir, le 3 mars 2022 - {FRENCH}", "FIN",
        "بلاغ", "افتتاح الأقسام", f"أكادير، في 3 مارس 2022 - {ARABIC}", "انتهى",
        "ⴰⵍⵖⵓ", TITLE, f"ⴰⴳⴰⴷⵉⵔ, 3 ⵎⴰⵕⵚ 2022 - {TEXT}", "ⵜⴰⴳⴳⴰⵔⴰ",
    )  # fmt: skip
    assert list(communique.versions) == ["fr", "ar", "zgh"]
    versions = communique.versions.values()
    assert {version.date.edtf for version in versions if version.date} == {"2022-03-03"}
    assert [version.kind for version in versions] == ["Communiqué", "بلاغ", "ⴰⵍⵖⵓ"]
    assert [version.place for version in versions] == ["Agadir", "أكادير", "ⴰⴳⴰⴷⵉⵔ"]
    assert [version.end_mark for version in versions] == ["FIN", "انتهى", "ⵜⴰⴳⴳⴰⵔⴰ"]
    assert communique.versions["zgh"].title == TITLE


def test_a_genre_in_two_languages_serves_both_versions() -> None:
    communique = read("ⴰⵙⵙⵓⵎⵔ / Communiqué", TITLE, TEXT, "Ouverture des classes", FRENCH)
    assert {code: version.kind for code, version in communique.versions.items()} == {
        "fr": "Communiqué",
        "zgh": "ⴰⵙⵙⵓⵎⵔ",
    }
    for version in communique.versions.values():
        assert version.blocks["kind"] == ("p1b1",)


def test_a_genre_in_two_languages_over_one_text_gives_its_own_words() -> None:
    (version,) = read("ⴰⵍⵖⵓ / بلاغ", "عنوان البلاغ", ARABIC).versions.values()
    assert (version.kind, version.title) == ("بلاغ", "عنوان البلاغ")


def test_kabyle_is_not_called_standard_amazigh() -> None:
    text = "ⵢⴻⵙⵙⴻⵍⵡⵉ ⵓⵏⴻⵖⵍⴰⴼ ⵢⵉⵡⴻⵜ ⵏ ⵜⴻⵎⵍⵉⵍⵉⵜ ⴷⴻⴳ ⵜⴻⵎⴷⵉⵏⵜ, ⵖⴻⴼ ⵓⵙⴻⵍⵎⴻⴷ ⴷ ⵢⵉⴷⵍⴻⵙ. ⵢⴻⵏⵏⴰ ⴷ ⵓⵏⴻⵖⵍⴰⴼ ⴰⴷ ⵢⴻⵍⵍⵉ."
    page = tagged(f"ⵜⵉⵎⵍⵉⵍⵉⵜ\n\n{text}")
    assert {block.language for block in page.blocks} == {"und"}
    assert document_languages((page,)) == ()
    assert "zgh" not in structure_document((page,))[1].versions


def test_latin_letters_are_given_beside_the_fields_and_only_where_there_is_tifinagh() -> None:
    communique = transliterate_communique(
        read(KINGDOM, INSTITUTE, "ⴰⵍⵖⵓ", TITLE, "ⵔⵔⴱⴰⵟ, 5 ⴱⵕⴰⵢⵕ 2021", TEXT)
    )
    written = communique.transliteration
    assert written is not None
    assert written.issuers == ("asinag agldan n tussna tamaziɣt",)
    assert written.letterhead == ("tagldit n lmɣrib", "asinag agldan n tussna tamaziɣt")
    assert (written.kind, written.place, written.date) == ("alɣu", "rrbaṭ", "5 bṛayṛ 2021")
    assert written.title == "asnti n uslmd n tmaziɣt g tmnaḍt n sus"
    assert len(written.body) == len(communique.versions["zgh"].body) == 1
    assert communique.versions["zgh"].title == TITLE
    french = read("Communiqué", "Ouverture des classes", FRENCH)
    assert transliterate_communique(french) is french
