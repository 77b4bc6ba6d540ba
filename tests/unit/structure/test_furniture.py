"""What stands around the text of a page: numbers, running heads and feet, a fax machine's line."""

from __future__ import annotations

import pytest

from balagh.model import Role
from balagh.pipelines.structure.signs import is_fax_line, is_overleaf, is_page_number
from tests.unit.structure.test_scans import ARABIC, FRENCH, Sheet, read

FAXED = [
    "05/02/2021 14:32   0537123456   DGCT   P.01/02",
    "05-FEV-2021 10:15 FROM: CABINET TO: 0661234567 PAGE:001",
    "2014-04-14 11:23 FROM: SERVICE PRESSE 0529723621 TO: 0663728245 P. 01/02",
]


@pytest.mark.parametrize("text", FAXED)
def test_what_a_fax_machine_prints_is_told(text: str) -> None:
    assert is_fax_line(text)


@pytest.mark.parametrize(
    "text",
    [
        "Rabat, le 05/02/2021",
        "Tél. : 05 37 12 34 56 - Fax : 05 37 12 34 57",
        "Mercredi 5 février de 9:00 à 12:30",
        "Réf. : DC/45/2022",
    ],
)
def test_a_letterheads_numbers_are_no_fax_line(text: str) -> None:
    assert not is_fax_line(text)


@pytest.mark.parametrize(
    "text", ["- 2 -", "Page 2 sur 3", "2/3", "ص 2", "صفحة 2 من 3", "[2]", "P. 2", "الصفحة ٢"]
)
def test_page_numbers_have_many_shapes(text: str) -> None:
    assert is_page_number(text, bare=True)


def test_overleaf_marks_are_told_from_text() -> None:
    assert is_overleaf("…/…")
    assert is_overleaf(".../...")
    assert not is_overleaf("et/ou")


def two_pages(number: str = "{}/2") -> tuple[Sheet, Sheet]:
    first = Sheet(y=60).put(FAXED[0], size=26)
    first.put("Observatoire Régional de l'Eau", y=250)
    first.put("COMMUNIQUÉ", at="centre", size=60, y=400).put(
        "Les nappes remontent", at="centre", size=60, y=520
    )
    first.put(*FRENCH, y=900).put(*FRENCH[:2], y=3000).put(number.format(1), at="centre", y=3400)
    second = Sheet(number=2, y=60).put(FAXED[0].replace("P.01", "P.02"), size=26)
    second.put("Observatoire Régional de l'Eau – Les nappes remontent", at="centre", size=34, y=180)
    second.put(FRENCH[2], y=420).put(*FRENCH, y=600).put(number.format(2), at="centre", y=3400)
    return first, second


@pytest.mark.parametrize("number", ["{}/2", "- {} -", "Page {} sur 2", "ص {}"])
def test_furniture_is_in_no_field_and_does_not_part_the_text(number: str) -> None:
    pages, communique = read(*two_pages(number))
    version = communique.versions["fr"]
    assert [item.text for item in version.body] == [" ".join(FRENCH)] * 3
    assert {name[:2] for name in version.body[1].blocks} == {"p1", "p2"}
    assert (version.title, version.date, communique.contacts) == ("Les nappes remontent", None, ())
    assert [issuer.names.fr for issuer in communique.issuers] == ["Observatoire Régional de l'Eau"]
    assert [page.blocks[0].role for page in pages] == [Role.OTHER] * 2
    assert [page.blocks[-1].role for page in pages] == [Role.PAGE_NUMBER] * 2
    assert pages[1].blocks[1].role is Role.OTHER


def test_a_head_of_later_pages_only_is_told_by_its_coming_back_though_a_letter_was_misread() -> None:
    first = Sheet().put("COMMUNIQUÉ", at="centre", size=60).put("Un pont", at="centre", size=60).put(*FRENCH)
    second = Sheet(number=2).put("Dossier suivi par la cellule de Zagora", size=34).put(*FRENCH, y=400)
    third = Sheet(number=3).put("Dossier suivi par la cellule de Zogora", size=34).put(*FRENCH, y=400)
    pages, communique = read(first, second, third)
    assert len(communique.versions["fr"].body) == 3
    assert [page.blocks[0].role for page in pages[1:]] == [Role.OTHER] * 2
    assert communique.letterhead == ()


def test_a_heading_at_a_pages_top_is_no_running_head() -> None:
    first = Sheet().put("COMMUNIQUÉ", at="centre", size=60).put("Un pont", at="centre", size=60).put(*FRENCH)
    second = Sheet(number=2).put("Le calendrier des travaux").put(*FRENCH)
    body = read(first, second)[1].versions["fr"].body
    assert [item.type for item in body] == ["paragraph", "heading", "paragraph"]


def test_an_arabic_paragraph_that_stops_at_a_small_word_goes_on_overleaf() -> None:
    first = Sheet().put("بلاغ", at="centre", size=70).put("رفع الصبيب", at="centre", size=60)
    first.put(ARABIC[0], "وتجهيزهم بما يلزم من", at="right", y=3000)
    second = Sheet(number=2).put("معدات بسيطة قبل فصل الصيف.", at="right")
    body = read(first, second)[1].versions["ar"].body
    assert len(body) == 1
    assert body[0].text.endswith("ما يلزم من معدات بسيطة قبل فصل الصيف.")


def test_a_text_goes_on_after_a_table_at_the_next_pages_top() -> None:
    first = Sheet().put("COMMUNIQUÉ", at="centre", size=60).put("Un pont", at="centre", size=60)
    first.put(*FRENCH[:2], y=3000)
    second = Sheet(number=2).put("Azilal 48", "Khouribga 34", role=Role.TABLE).put(FRENCH[2]).put(*FRENCH)
    body = read(first, second)[1].versions["fr"].body
    assert [(item.type, item.text) for item in body] == [
        ("paragraph", " ".join(FRENCH)),
        ("table", "Azilal 48 Khouribga 34"),
        ("paragraph", " ".join(FRENCH)),
    ]
