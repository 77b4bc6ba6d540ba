"""Pages as other offices set them: headlines close above the text, copies, joint statements, columns, wrapped cells."""

from __future__ import annotations

import pytest

from balagh.model import Block, Box, Line, Role, Word
from balagh.pipelines.structure.kinds import is_kind, is_release_note, leading_kind
from balagh.pipelines.structure.signs import find_reference, is_contact_heading
from balagh.pipelines.structure.sizes import measure_sizes, reach
from tests.unit.structure.test_scans import ARABIC, BODY, FRENCH, LEFT, RIGHT, Sheet, read


def printed(text: str, left: int, top: int, size: float) -> Line:
    """A line whose boxes follow its ink: letters without tails make it lower."""
    letter = size * 0.5
    words, x = [], float(left)
    for word in text.split():
        wide = len(word) * letter
        words.append(Word(text=word, bbox=Box(round(x), top, round(x + wide), top + 10), confidence=0.95))
        x += wide + letter / 2
    height = round(size * reach(text))
    box = Box(left, top, round(x - letter / 2), top + height)
    fitted = tuple(
        word.model_copy(update={"bbox": Box(word.bbox.x0, top, word.bbox.x1, top + height)})
        for word in words
        if word.bbox
    )
    return Line(text=text, bbox=box, confidence=0.95, words=fitted)


def block(sheet: Sheet, *lines: Line) -> Sheet:
    text = "\n".join(line.text for line in lines)
    boxes = [line.bbox for line in lines if line.bbox]
    around = Box(
        min(box.x0 for box in boxes), boxes[0].y0, max(box.x1 for box in boxes), max(box.y1 for box in boxes)
    )
    name = f"p{sheet.number}b{len(sheet.blocks) + 1}"
    sheet.blocks.append(Block(id=name, text=text, original=text, bbox=around, lines=lines, confidence=0.95))
    sheet.y = around.y1 + BODY
    return sheet


TITLE = "La Société des Salines rachète les marais abandonnés de l'estuaire"
BODY_LINES = (
    "Les digues seront relevées cet hiver et la première récolte est prévue en août prochain,",
    "avec une vingtaine de saisonniers recrutés dans les douars voisins, de préférence ceux",
    "qui ont travaillé aux anciens bassins. Un sentier balisé permettra de voir les oiseaux.",
)


def close_headline(title: str, size: float) -> Sheet:
    sheet = Sheet().put("COMMUNIQUÉ", at="centre", size=60)
    top = sheet.y
    lines = [printed(title, LEFT, top, size)]
    lines += [printed(text, LEFT, top + 80 + at * 64, 46) for at, text in enumerate(BODY_LINES)]
    block(sheet, *lines)
    return block(sheet, *(printed(text, LEFT, sheet.y + at * 64, 46) for at, text in enumerate(BODY_LINES)))


@pytest.mark.parametrize("size", [46 * 1.2, 46 * 1.3, 46 * 1.5])
def test_a_headline_a_little_larger_leaves_the_paragraph_it_stands_on(size: float) -> None:
    version = read(close_headline(TITLE, size))[1].versions["fr"]
    assert version.title == TITLE
    assert [item.text for item in version.body] == [" ".join(BODY_LINES)] * 2


def test_a_headline_in_capitals_leaves_the_paragraph_it_stands_on() -> None:
    title = "LA NUIT DES LIBRAIRIES OUVRIRA QUARANTE PORTES"
    assert read(close_headline(title, 46))[1].versions["fr"].title == title


def test_lines_of_one_size_stay_together_whatever_their_letters_reach() -> None:
    lines = (
        "Nous avons vu une vraie union sacrée se former autour",
        "aux amis venus en masse sans aucune crainte",
        "Voilà.",
    )
    sheet = Sheet().put("COMMUNIQUÉ", at="centre", size=60).put("Un pont", at="centre", size=60)
    block(sheet, *(printed(text, LEFT, sheet.y + at * 64, 46) for at, text in enumerate(lines)))
    body = read(sheet)[1].versions["fr"].body
    assert [item.text for item in body] == [" ".join(lines)]


def test_sizes_of_lines_without_boxes_or_text_are_one() -> None:
    sizes = measure_sizes([])
    assert sizes.height == 1.0
    assert sizes.width_scale(Line(text="une ligne")) is None


@pytest.mark.parametrize(
    ("text", "kind", "title"),
    [
        ("Note de presse : les nappes remontent", "Note de presse", "les nappes remontent"),
        ("Communiqué de presse conjoint – Un pont", "Communiqué de presse conjoint", "Un pont"),
        ("بلاغ صحفي: افتتاح وحدة جديدة", "بلاغ صحفي", "افتتاح وحدة جديدة"),
        ("بلاغ مشترك - من أجل السلامة", "بلاغ مشترك", "من أجل السلامة"),
        ("Press Release: New barley", "Press Release", "New barley"),
    ],
)
def test_genre_and_headline_on_one_line_are_parted(text: str, kind: str, title: str) -> None:
    assert leading_kind(text) == (kind, title)


@pytest.mark.parametrize(
    "text", ["COMMUNIQUE DE PRESSE CONJ0INT", "NOTE DE PRESSF", "بلاغ صحفى مشترك", "بيان ختامى"]
)
def test_a_genre_is_known_with_a_letter_misread(text: str) -> None:
    assert is_kind(text)


def test_release_notes_are_no_headline() -> None:
    assert is_release_note("EMBARGO JUSQU'AU 4 MARS 2024 À 10 H")
    assert is_release_note("À diffuser immédiatement")
    assert not is_release_note("Le port de Safi rouvre à la pêche")


@pytest.mark.parametrize(
    "text", ["Réf. : DRC/BMK/n° 214/2019", "N° 77/DG/2021", "عدد: 318/م ج/2020", "Réf : 12/2021/SG"]
)
def test_references_are_given_whole(text: str) -> None:
    assert find_reference(text) == text


def test_a_contact_line_with_its_number_is_no_heading() -> None:
    assert not is_contact_heading("Pour toute information complémentaire : 0539 91 44 02")
    assert is_contact_heading("Pour toute information complémentaire")


def test_those_who_get_a_copy_are_in_no_part() -> None:
    sheet = Sheet().put("COMMUNIQUÉ", at="centre", size=60).put("Un pont", at="centre", size=60).put(*FRENCH)
    sheet.put("La Directrice Régionale", "Naïma CHAFIK", at="right")
    sheet.put("Ampliations :", size=36).put("- M. le Wali de la Région", size=36).put("- Archives", size=36)
    pages, communique = read(sheet)
    assert len(communique.versions["fr"].body) == 1
    assert [(one.role, one.name) for one in communique.signatories] == [
        ("La Directrice Régionale", "Naïma CHAFIK")
    ]
    assert [one.role for one in pages[0].blocks[-3:]] == [Role.OTHER] * 3


def test_a_post_signs_for_the_body_named_in_a_block_above_it() -> None:
    sheet = Sheet().put("COMMUNIQUÉ", at="centre", size=60).put("Un pont", at="centre", size=60).put(*FRENCH)
    sheet.put("Pour le Secrétariat National", at="right")
    sheet.put("La Secrétaire générale", "Zineb LAAROUSSI", at="right")
    assert [(one.role, one.name) for one in read(sheet)[1].signatories] == [
        ("La Secrétaire générale", "Zineb LAAROUSSI")
    ]


def test_a_day_without_its_year_in_a_headline_is_no_dateline() -> None:
    sheet = Sheet().put("La pêche au poulpe reprend le 2 juin", size=60)
    sheet.put(f"Safi, le 27 mai 2025 - {FRENCH[0]}", *FRENCH[1:])
    version = read(sheet)[1].versions["fr"]
    assert version.title == "La pêche au poulpe reprend le 2 juin"
    assert (version.place, version.date and version.date.edtf) == ("Safi", "2025-05-27")


def test_the_last_line_of_a_sentence_is_no_dateline() -> None:
    sheet = Sheet().put("بيان", at="centre", size=70).put("الواحات في خطر", at="centre", size=60)
    sheet.put(f"الرشيدية، في 2 أبريل 2024 - {ARABIC[0]}", ARABIC[1], at="right")
    full = ARABIC[0]
    sheet.put(full, "بتنغير، يوم السبت 20 أبريل.", at="right")
    version = read(sheet)[1].versions["ar"]
    assert (version.place, version.date and version.date.edtf) == ("الرشيدية", "2024-04-02")
    assert version.body[-1].text == f"{full} بتنغير، يوم السبت 20 أبريل."


def test_a_dateline_whose_first_calendar_was_misread_has_the_second() -> None:
    sheet = Sheet().put("بلاغ مشترك", at="centre", size=70)
    sheet.put("الدار البيضاء، في 22 رم 1445 الموافق ل 9 غشت 2023", at="centre").put(*ARABIC, at="right")
    version = read(sheet)[1].versions["ar"]
    assert (version.place, version.date and version.date.edtf) == ("الدار البيضاء", "2023-08-09")


def test_bodies_that_speak_jointly_are_all_issuers_though_their_names_follow_each_other() -> None:
    sheet = Sheet().put("Agence Nationale des Plantes", "Fondation Terre de Thym")
    sheet.put("COMMUNIQUÉ DE PRESSE CONJOINT", at="centre", size=60).put("Un pont", at="centre", size=60).put(
        *FRENCH
    )
    assert [one.names.fr for one in read(sheet)[1].issuers] == [
        "Agence Nationale des Plantes",
        "Fondation Terre de Thym",
    ]


def test_an_address_parted_at_a_lines_end_is_whole() -> None:
    sheet = Sheet().put("COMMUNIQUÉ", at="centre", size=60).put("Un pont", at="centre", size=60).put(*FRENCH)
    sheet.put("Contact : Fadma Id Belkacem, tél. : 0528-60-12-47, presse@ucas-", "argane.ma")
    assert [(one.name, one.emails) for one in read(sheet)[1].contacts] == [
        ("Fadma Id Belkacem", ("presse@ucas-argane.ma",))
    ]


COLUMN = (
    "La Commune informe les commerçants que",
    "le marché aux bijoux ouvrira à neuf heures",
    "et fermera à la nuit tombée. Les places",
    "libres seront tirées au sort chaque jeudi",
    "devant les habitants de la médina.",
)
ARABIC_COLUMN = (
    "تخبر الجماعة التجار أن سوق الحلي سيفتح",
    "أبوابه على الساعة التاسعة صباحا ويغلق",
    "عند حلول الليل. وستجرى القرعة لتوزيع",
    "الأماكن الشاغرة كل يوم خميس بحضور",
    "ساكنة المدينة العتيقة.",
)


def test_lines_of_a_column_are_measured_against_their_own_column() -> None:
    sheet = Sheet().put("Commune de Tiznit", at="centre")
    for left, right, kind, title, rows in (
        (1300, RIGHT, "بلاغ", "السوق يغير مواقيته", ARABIC_COLUMN),
        (LEFT, 1200, "COMMUNIQUÉ", "Le marché change d'heures", COLUMN),
    ):
        lines = [Line(text=kind, bbox=Box(left + 300, 400, right - 300, 460), confidence=0.95)]
        lines.append(Line(text=title, bbox=Box(left + 150, 500, right - 150, 560), confidence=0.95))
        for at, text in enumerate(rows):
            last = at == len(rows) - 1
            short = 200 if last else 0
            start, end = (left + short, right) if left > 1000 else (left, right - short)
            lines.append(
                Line(text=text, bbox=Box(start, 640 + at * 64, end, 640 + at * 64 + BODY), confidence=0.95)
            )
        block(sheet, *lines[:1])
        block(sheet, *lines[1:2])
        block(sheet, *lines[2:])
    versions = read(sheet)[1].versions
    assert {code: version.title for code, version in versions.items()} == {
        "ar": "السوق يغير مواقيته",
        "fr": "Le marché change d'heures",
    }
    assert [item.text for item in versions["fr"].body] == [" ".join(COLUMN)]
    assert [item.text for item in versions["ar"].body] == [" ".join(ARABIC_COLUMN)]


@pytest.mark.parametrize("by_column", [False, True])
def test_cells_that_wrap_are_whole(by_column: bool) -> None:
    sheet = Sheet().put("AVIS", at="centre", size=60).put("Coupures d'eau", at="centre", size=60).put(*FRENCH)
    top = sheet.y
    cells = [
        (0, 0, "Quartiers concernés"), (1, 0, "Horaire"),
        (0, 100, "Hay Salam et Hay Farah"), (0, 160, "jusqu'à la route"), (1, 100, "de 8 h à 12 h"),
        (0, 260, "Centre-ville"), (1, 260, "de 13 h à 16 h"),
        (0, 360, "Zone industrielle"), (1, 360, "de 9 h à 11 h"),
    ]  # fmt: skip
    for column, down, text in sorted(cells, key=lambda cell: cell if by_column else (cell[1], cell[0])):
        left = (300, 1400)[column]
        box = Box(left, top + down, left + len(text) * 20, top + down + BODY)
        block(sheet, Line(text=text, bbox=box, confidence=0.95))
    sheet.y = top + 500
    sheet.put(*FRENCH)
    table = read(sheet)[1].versions["fr"].body[1]
    assert table.rows == (
        ("Quartiers concernés", "Horaire"),
        ("Hay Salam et Hay Farah jusqu'à la route", "de 8 h à 12 h"),
        ("Centre-ville", "de 13 h à 16 h"),
        ("Zone industrielle", "de 9 h à 11 h"),
    )


def test_a_name_under_a_genre_that_opens_the_page_is_letterhead() -> None:
    sheet = Sheet().put("COMMUNIQUÉ", size=70).put("Société Marocaine de Sismologie")
    sheet.put("Rabat, le 9 septembre 2024").put("Soixante stations à l'écoute de l'Atlas", size=60).put(
        *FRENCH
    )
    communique = read(sheet)[1]
    assert communique.versions["fr"].title == "Soixante stations à l'écoute de l'Atlas"
    assert [one.names.fr for one in communique.issuers] == ["Société Marocaine de Sismologie"]


def test_a_contact_line_leaves_the_block_of_the_signature_above_it() -> None:
    sheet = Sheet().put("COMMUNIQUÉ", at="centre", size=60).put("Un pont", at="centre", size=60).put(*FRENCH)
    sheet.put("Pour le Collectif,", "la coordinatrice", "Souad Belhaj", "Contact : 05 28 82 40 17")
    communique = read(sheet)[1]
    assert [(one.role, one.name) for one in communique.signatories] == [("la coordinatrice", "Souad Belhaj")]
    assert [(one.name, one.phones) for one in communique.contacts] == [(None, ("+212528824017",))]
