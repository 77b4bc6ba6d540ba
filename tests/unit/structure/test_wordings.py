from __future__ import annotations

import pytest

from balagh.pipelines.structure.authority import authorities, find_authority, is_kingdom
from balagh.pipelines.structure.bodies import names_body
from balagh.pipelines.structure.contact_fields import find_data
from balagh.pipelines.structure.kinds import is_kind, leading_kind
from balagh.pipelines.structure.people import is_person, is_post
from balagh.pipelines.structure.pieces import join_lines
from balagh.pipelines.structure.signs import (
    end_mark_text,
    find_reference,
    is_about_heading,
    is_end_mark,
    is_page_number,
    starts_contact,
)


@pytest.mark.parametrize(
    "text",
    [
        "COMMUNIQUE DE PRESSE",
        "Communiqué",
        "C O M M U N I Q U É",
        "« Communiqué conjoint »",
        "Note d'information",
        "Avis aux médias",
        "Press release",
        "Nota de prensa",
        "بلاغ",
        "بلاغ صحفي رقم 15/2021",
        "بيان للرأي العام",
        "إعلان",
        "COMMUNIOUÉ",
        "ببان للرأي العام",
        "بلاغ صعفي",
    ],
)
def test_a_genre_is_known_by_its_words(text: str) -> None:
    assert is_kind(text)


@pytest.mark.parametrize("text", ["communiqué.", "Le communiqué du jour", "Rabat", "بلاغ."])
def test_a_sentence_is_no_genre(text: str) -> None:
    assert not is_kind(text)


def test_a_genre_may_share_its_line_with_the_headline() -> None:
    assert leading_kind("Communiqué : Un pont pour la vallée") == ("Communiqué", "Un pont pour la vallée")


@pytest.mark.parametrize(
    "text",
    [
        "FIN",
        "Fin.",
        "- FIN -",
        "###",
        "# # #",
        "-30-",
        "END",
        "انتهى",
        "انتهى البلاغ",
        "HHH",
        "#HHH",
        "+ 4# #",
        "- EIN -",
    ],
)
def test_an_end_mark_is_known(text: str) -> None:
    assert is_end_mark(text)


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("#HHH", "###"),
        ("HHH", "###"),
        ("+ 4# #", "###"),
        ("- EIN -", "- FIN -"),
        ("انتبى", "انتهى"),
        ("END", "END"),
    ],
)
def test_a_misread_end_mark_is_given_as_printed(read: str, printed: str) -> None:
    assert is_end_mark(read)
    assert end_mark_text(read) == printed


@pytest.mark.parametrize(
    "text", ["fin.", "Enfin", "30", "#", "À la fin du mois", "HH", "4 44 4", "- FAX -", "- fit -"]
)
def test_other_words_end_nothing(text: str) -> None:
    assert not is_end_mark(text)


@pytest.mark.parametrize(
    ("text", "alone"), [("1/2", True), ("- 2 -", True), ("Page 1 sur 2", True), ("2", False)]
)
def test_a_bare_number_counts_at_the_edge_only(text: str, alone: bool) -> None:
    assert is_page_number(text, bare=True)
    assert is_page_number(text, bare=False) is alone


@pytest.mark.parametrize("text", ["00 ;", "12/10/2022", "05 37 12 34 56", "-30-"])
def test_other_numbers_are_no_page_numbers(text: str) -> None:
    assert not is_page_number(text, bare=True)


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("N° 12/2023", "N° 12/2023"),
        ("Réf. : 348/CRUE/2022", "Réf. : 348/CRUE/2022"),
        ("رقم 27/2022", "رقم 27/2022"),
        ("عدد: 12/2020", "عدد: 12/2020"),
        ("Numéro vert", None),
    ],
)
def test_a_reference_is_read_as_printed(text: str, reference: str | None) -> None:
    assert find_reference(text) == reference


@pytest.mark.parametrize(
    "text", ["A propos de l'AMPCC", "About OCP Group", "نبذة عن الوزارة", "Qui sommes-nous ?"]
)
def test_an_about_heading_is_known(text: str) -> None:
    assert is_about_heading(text)


@pytest.mark.parametrize(
    "text",
    ["Contact presse", "Contacts :", "Relations presse : Mounia", "للاتصال:", "Pour plus d'informations :"],
)
def test_a_contact_part_is_known_by_its_opening(text: str) -> None:
    assert starts_contact(text)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Tél. : 05 37 12 34 56 / 05 37 12 34 57 - Fax : 05 37 12 34 58", ["+212537123456", "+212537123457"]),
        ("+212 (0)5 37 12 34 56", ["+212537123456"]),
        ("00212 661 58 59 54", ["+212661585954"]),
        ("٠٦ ٦١ ٥٨ ٥٩ ٥٤", ["+212661585954"]),
        ("05 37 12 34 56 06 61 58 59 54", ["+212537123456", "+212661585954"]),
        ("loi n° 36-15 de 2016", []),
    ],
)
def test_phones_are_given_in_their_international_form(text: str, values: list[str]) -> None:
    assert [found.value for found in find_data(text) if found.kind == "phone"] == values


def test_addresses_are_told_apart() -> None:
    found = find_data("presse@abh-hautziz.ma, www.abh-hautziz.ma.")
    assert [(one.kind, one.value) for one in found] == [
        ("email", "presse@abh-hautziz.ma"),
        ("url", "www.abh-hautziz.ma"),
    ]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("recours @aref-tta.ma", "email", "recours@aref-tta.ma"),
        ("presse@ exemple.ma", "email", "presse@exemple.ma"),
        ("wWww.ecranouvert.ma", "url", "www.ecranouvert.ma"),
    ],
)
def test_an_address_with_an_engines_slip_is_whole(text: str, kind: str, value: str) -> None:
    assert [(one.kind, one.value) for one in find_data(text)] == [(kind, value)]


def test_a_label_before_a_handle_makes_no_e_mail() -> None:
    assert find_data("Twitter @mutuelle.ma") == ()


@pytest.mark.parametrize("text", ["Hicham Tazi", "M. Ahmed EL IDRISSI", "Mme Sara Bennis", "أمينة الودغيري"])
def test_a_person_is_no_post(text: str) -> None:
    assert is_person(text)
    assert not is_post(text)


@pytest.mark.parametrize(
    "text",
    ["Responsable communication", "Le Président", "الكاتب العام", "Agence Parole Claire", "أمينة المال"],
)
def test_a_post_is_no_person(text: str) -> None:
    assert is_post(text)
    assert not is_person(text)


def test_every_authority_finds_itself() -> None:
    for authority in authorities():
        found = find_authority(authority.fr or "")
        assert found is not None
        assert found.fr == authority.fr


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("DIRECTION GENERALE DES COLLECTIVITES TERRITORIALES", "dgct"),
        ("Institut Supérieur de I'Information et de la Communication", "isic"),
        ("اجمعية المغربية لرؤساء مجالس الجماعات", "ampcc"),
        ("Association Voix de l'Oued", None),
    ],
)
def test_a_name_with_a_misread_letter_finds_its_authority(text: str, name: str | None) -> None:
    found = find_authority(text)
    assert (found and found.id) == name


def test_the_country_is_no_institution() -> None:
    assert is_kingdom("ROYAUME DU MAROC")
    assert is_kingdom("المملكة المغربية")
    assert not is_kingdom("Ministère de l'Intérieur")


@pytest.mark.parametrize(
    "text",
    [
        "Faculté des Sciences de la Mer",
        "متحف المنارات",
        "Commune d'Aïn Zitoune",
        "الأأكاديمية الجهوية للتربية والتكوين",
    ],
)
def test_a_name_that_no_file_has_is_known_by_its_first_word(text: str) -> None:
    assert names_body(text)


@pytest.mark.parametrize(
    "text", ["La Fédération lance un appel", "Conseil communal : session ordinaire", "Un pont"]
)
def test_a_headline_is_no_name(text: str) -> None:
    assert not names_body(text)


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["le dévelop-", "pement durable"], "le développement durable"),
        (["Wali-", "Directeur"], "Wali-Directeur"),
        (["a shared early-", "warning network"], "a shared early-warning network"),
        (["Rabat-", "Salé"], "Rabat-Salé"),
        (["un", "", "deux"], "un deux"),
    ],
)
def test_lines_are_joined_and_hyphens_undone(lines: list[str], joined: str) -> None:
    assert join_lines(lines) == joined
