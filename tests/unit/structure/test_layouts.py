"""Pages that an office prints otherwise, or a scanner spoils: tables, columns, dust, other orders of the parts."""

from __future__ import annotations

import pytest

from balagh.model import Block, BodyType, Box, Line, Role, Word
from tests.unit.structure.test_scans import ARABIC, BODY, FRENCH, LEFT, RIGHT, Sheet, read


def put_cells(
    sheet: Sheet, *rows: tuple[str, ...], columns: tuple[int, ...], by_column: bool = False
) -> None:
    """Set each cell as a block of its own, row by row or column by column."""
    places = [(at, which) for at in range(len(rows)) for which in range(len(rows[0]))]
    top = sheet.y
    for at, which in sorted(places, key=lambda place: place[::-1] if by_column else place):
        text = rows[at][which]
        box = Box(columns[which], top + at * 90, columns[which] + len(text) * 20, top + at * 90 + BODY)
        words = tuple(Word(text=word, bbox=box, confidence=0.95) for word in text.split())
        line = Line(text=text, bbox=box, confidence=0.95, words=words)
        name = f"p{sheet.number}b{len(sheet.blocks) + 1}"
        sheet.blocks.append(Block(id=name, text=text, original=text, bbox=box, lines=(line,)))
    sheet.y = top + len(rows) * 90 + BODY


def headed(title: str = "Un pont pour la vallée") -> Sheet:
    return Sheet().put("COMMUNIQUÉ", at="centre", size=60).put(title, at="centre", size=60)


TIMES = (("Douar", "Matin", "Soir"), ("Anefgou", "06:40", "17:15"), ("Tirghist", "07:05", "17:40"))


@pytest.mark.parametrize("by_column", [False, True])
def test_cells_side_by_side_are_a_table(by_column: bool) -> None:
    sheet = headed().put(*FRENCH)
    put_cells(sheet, *TIMES, columns=(300, 1000, 1600), by_column=by_column)
    sheet.put(*FRENCH)
    pages, communique = read(sheet)
    body = communique.versions["fr"].body
    assert [item.type for item in body] == [BodyType.PARAGRAPH, BodyType.TABLE, BodyType.PARAGRAPH]
    assert body[1].rows == TIMES
    assert body[1].text == " ".join(cell for row in TIMES for cell in row)
    assert [block.role for block in pages[0].blocks].count(Role.TABLE) == 1


def test_the_frame_of_a_table_is_in_no_cell() -> None:
    sheet = headed().put(*FRENCH)
    put_cells(
        sheet, ("_ Douar", "- Matin", "Soir |"), ("| Anefgou", "06:40", "17:15"), columns=(300, 1000, 1600)
    )
    sheet.put(*FRENCH)
    assert read(sheet)[1].versions["fr"].body[1].rows == (
        ("Douar", "Matin", "Soir"),
        ("Anefgou", "06:40", "17:15"),
    )


def test_a_cell_may_hold_one_letter_and_a_rule_is_no_cell() -> None:
    rows = (("Classe", "Prix", "Litres"), ("A", "4,60", "1200"), ("B", "4,35", "800"))
    sheet = headed().put(*FRENCH)
    put_cells(sheet, *rows, columns=(300, 1000, 1600))
    last = sheet.blocks[-1]
    assert last.bbox is not None
    thin = Box(1500, last.bbox.y0, 1503, last.bbox.y1)
    rule = Line(text="1", bbox=thin, confidence=0.6)
    sheet.blocks.insert(-1, Block(id="p1b99", text="1", original="1", bbox=thin, lines=(rule,)))
    sheet.put(*FRENCH)
    assert read(sheet)[1].versions["fr"].body[1].rows == rows


def test_a_paragraph_that_opens_with_its_dateline_leaves_the_titles_block() -> None:
    sheet = Sheet().put("COMMUNIQUÉ", size=60)
    sheet.put(
        "Farine : les minotiers gèlent leurs prix jusqu'au mois de juin prochain",
        f"Meknès, le 8 janvier 2024 - {FRENCH[0]}",
    )
    version = read(sheet)[1].versions["fr"]
    assert version.title == "Farine : les minotiers gèlent leurs prix jusqu'au mois de juin prochain"
    assert (version.place, version.date and version.date.edtf) == ("Meknès", "2024-01-08")


def test_names_with_their_figures_are_a_table_of_two_columns() -> None:
    sheet = headed().put(*FRENCH)
    put_cells(
        sheet, ("Azilal", "48 cas"), ("Khouribga", "34 cas"), ("Khénifra", "22 cas"), columns=(300, 1000)
    )
    sheet.put(*FRENCH)
    assert read(sheet)[1].versions["fr"].body[1].type is BodyType.TABLE


def test_three_signatories_side_by_side_are_no_table() -> None:
    sheet = headed().put(*FRENCH)
    put_cells(
        sheet,
        ("Le Président", "La Trésorière", "Le Secrétaire"),
        ("Omar Tazi", "Sara Bennis", "Hicham Alami"),
        columns=(300, 1000, 1600),
        by_column=True,
    )
    communique = read(sheet)[1]
    assert [item.type for item in communique.versions["fr"].body] == [BodyType.PARAGRAPH]
    assert [(one.role, one.name) for one in communique.signatories] == [
        ("Le Président", "Omar Tazi"),
        ("La Trésorière", "Sara Bennis"),
        ("Le Secrétaire", "Hicham Alami"),
    ]


def test_text_under_the_dateline_is_no_subtitle() -> None:
    sheet = (
        headed()
        .put("Safi, le 17 mai 2022")
        .put("Les riverains de la vallée sont informés", "que le pont ouvre")
    )
    sheet.put(*FRENCH)
    version = read(sheet)[1].versions["fr"]
    assert version.subtitle is None
    assert len(version.body) == 2


def test_a_subtitle_in_the_middle_leaves_the_block_of_its_paragraph() -> None:
    sheet = headed()
    top = sheet.y
    sheet.put("Les travaux dureront neuf mois", at="centre", y=top)
    sheet.put(*FRENCH, y=top + 110)
    upper, lower = sheet.blocks[-2:]
    text = f"{upper.text}\n{lower.text}"
    whole = lower.model_copy(update={"lines": (*upper.lines, *lower.lines), "text": text, "original": text})
    sheet.blocks[-2:] = [whole]
    version = read(sheet)[1].versions["fr"]
    assert version.subtitle == "Les travaux dureront neuf mois"
    assert [item.text for item in version.body] == [" ".join(FRENCH)]


def test_dust_over_a_line_does_not_cut_its_paragraph() -> None:
    sheet = headed().put(*FRENCH).put(*FRENCH)
    block = sheet.blocks[-1]
    lines = [
        line.model_copy(
            update={
                "words": tuple(
                    Word(
                        text=word,
                        bbox=Box(LEFT + 60 * at, 0, LEFT + 60 * at + len(word) * 18, BODY),
                        confidence=0.9,
                    )
                    for at, word in enumerate(line.text.split())
                )
            }
        )
        for line in block.lines
    ]
    box = lines[1].bbox
    assert box is not None
    lines[1] = lines[1].model_copy(update={"bbox": Box(box.x0, box.y0, box.x1, box.y1 + 24)})
    clean = tuple(
        line.model_copy(update={"words": lines[at].words}) for at, line in enumerate(sheet.blocks[-2].lines)
    )
    sheet.blocks[-2] = sheet.blocks[-2].model_copy(update={"lines": clean})
    sheet.blocks[-1] = block.model_copy(update={"lines": tuple(lines)})
    assert len(read(sheet)[1].versions["fr"].body) == 2


def test_a_speck_beside_the_text_does_not_move_its_margin() -> None:
    sheet = headed().put("Safi, le 17 mai 2022", at="right").put(*FRENCH[:2])
    lines = sheet.blocks[-1].lines
    box = lines[0].bbox
    assert box is not None
    wide = lines[0].model_copy(update={"bbox": Box(box.x0, box.y0, RIGHT + 120, box.y1)})
    sheet.blocks[-1] = sheet.blocks[-1].model_copy(update={"lines": (wide, *lines[1:])})
    sheet.y -= BODY
    sheet.put(FRENCH[2])
    assert [item.text for item in read(sheet)[1].versions["fr"].body] == [" ".join(FRENCH)]


def test_paragraphs_with_more_space_between_them_are_parted_though_their_lines_are_full() -> None:
    sheet = headed()
    start = sheet.y
    full = FRENCH[0][:-3] + " ici."
    sheet.put(FRENCH[0], full, FRENCH[0], full)
    block = sheet.blocks[-1]
    tops = (0, 62, 160, 222)
    lines = tuple(
        line.model_copy(update={"bbox": Box(LEFT, start + top, RIGHT, start + top + BODY)})
        for line, top in zip(block.lines, tops, strict=True)
    )
    sheet.blocks[-1] = block.model_copy(update={"lines": lines})
    assert len(read(sheet)[1].versions["fr"].body) == 2


def test_halves_of_one_line_are_one_contact() -> None:
    sheet = headed().put(*FRENCH).put("FIN", at="centre").put("Pour plus d'informations")
    top = sheet.y
    sheet.put("Fadma Id Belkacem, tél.", y=top)
    box = sheet.blocks[-1].bbox
    assert box is not None
    sheet.put(": 0528-60-12-47, presse@ucas-argane.ma", y=top)
    right = sheet.blocks[-1].lines[0]
    moved = Box(box.x1 + 20, top, box.x1 + 900, top + BODY)
    line = right.model_copy(update={"bbox": moved})
    sheet.blocks[-1] = sheet.blocks[-1].model_copy(update={"bbox": moved, "lines": (line,)})
    communique = read(sheet)[1]
    assert [(one.name, one.phones, one.emails) for one in communique.contacts] == [
        ("Fadma Id Belkacem", ("+212528601247",), ("presse@ucas-argane.ma",))
    ]
    assert len(communique.versions["fr"].body) == 1


def test_a_post_that_no_list_has_signs_over_a_name() -> None:
    sheet = headed().put(*FRENCH).put("- FIN -", at="centre")
    sheet.put("Le Médecin Directeur", "Dr Rachid EL OUAZZANI", at="right")
    communique = read(sheet)[1]
    assert [(one.role, one.name) for one in communique.signatories] == [
        ("Le Médecin Directeur", "Dr Rachid EL OUAZZANI")
    ]


def test_the_last_end_mark_is_the_end() -> None:
    sheet = headed().put(*FRENCH).put("Fin", at="left").put(*FRENCH).put("Fin du communiqué", at="centre")
    assert read(sheet)[1].versions["fr"].end_mark == "Fin du communiqué"


def test_an_indented_line_before_the_items_lost_its_mark() -> None:
    sheet = (
        Sheet()
        .put("بلاغ صحفي", at="centre", size=70)
        .put(*ARABIC, at="right")
        .put("فالمرجو ما يلي:", at="right")
    )
    sheet.put("سحب الاستدعاء من المؤسسة", at="right")
    box = sheet.blocks[-1].bbox
    assert box is not None
    inner = Box(box.x0 - 100, box.y0, box.x1 - 100, box.y1)
    line = sheet.blocks[-1].lines[0].model_copy(update={"bbox": inner})
    sheet.blocks[-1] = sheet.blocks[-1].model_copy(update={"bbox": inner, "lines": (line,)})
    sheet.put("- الحضور إلى المركز؛", at="right").put("- عدم حمل الهاتف.", at="right")
    items = read(sheet)[1].versions["ar"].body
    assert [item.type for item in items[-3:]] == [BodyType.LIST_ITEM] * 3


def test_an_announced_list_counts_though_its_numbers_were_misread() -> None:
    sheet = (
        Sheet()
        .put("بلاغ صحفي", at="centre", size=70)
        .put(*ARABIC, at="right")
        .put("يقترح ما يلي:", at="right")
    )
    sheet.put("٠.1 صرف دعم مباشر؛", at="right").put("2 توفير الدواء المعتمد؛", at="right")
    sheet.put("3. منع رش المبيدات.", at="right")
    items = read(sheet)[1].versions["ar"].body[-3:]
    assert [(item.type, item.text) for item in items] == [
        (BodyType.LIST_ITEM, "صرف دعم مباشر؛"),
        (BodyType.LIST_ITEM, "توفير الدواء المعتمد؛"),
        (BodyType.LIST_ITEM, "منع رش المبيدات."),
    ]


def test_a_name_in_the_other_script_is_the_bodys_whatever_its_first_word() -> None:
    sheet = Sheet().put("Royaume du Maroc", "Agence Métropolitaine des Transports du Saïss", at="centre")
    sheet.put("التدبير المتروبولي للنقل بسايس 0", at="centre")
    sheet.put("COMMUNIQUÉ", at="centre", size=60).put("Un pont", at="centre", size=60).put(*FRENCH)
    (issuer,) = read(sheet)[1].issuers
    assert issuer.names.fr == "Agence Métropolitaine des Transports du Saïss"
    assert issuer.names.ar == "التدبير المتروبولي للنقل بسايس"


def test_a_stray_word_of_another_language_makes_no_version() -> None:
    sheet = headed().put(*FRENCH).put("Press", at="centre").put("شكرا", at="centre").put("FIN", at="centre")
    assert list(read(sheet)[1].versions) == ["fr"]


@pytest.mark.parametrize("dated", ["Agadir, 3rd of May 2023", "Agadir, May 3, 2023", "AGADIR, 3 May 2023"])
def test_english_datelines_have_ordinals(dated: str) -> None:
    sheet = Sheet().put("Institute for Desert Agriculture").put("NEWS RELEASE", size=60)
    sheet.put("New barley needs half the water", size=60).put("Field trials ended on Sunday").put(dated)
    sheet.put(
        "Farmers in the south may soon sow a barley that was bred from seeds kept in a clay jar for many",
        "years, and the institute has planted it on forty plots where rain fell only twice.",
    )
    version = read(sheet)[1].versions["en"]
    assert version.date is not None
    assert version.date.edtf == "2023-05-03"
    assert version.subtitle == "Field trials ended on Sunday"
    assert len(version.body) == 1


def test_without_genre_and_letterhead_the_large_line_is_the_title() -> None:
    sheet = Sheet().put("Le marché de Sidi Allal change de place", at="centre", size=60)
    sheet.put("Sidi Allal, vendredi 23 février 2024", at="centre").put(*FRENCH).put(*FRENCH)
    sheet.put("Le Président du Conseil", at="right")
    communique = read(sheet)[1]
    version = communique.versions["fr"]
    assert (version.kind, version.title) == (None, "Le marché de Sidi Allal change de place")
    assert version.place == "Sidi Allal"
    assert [(one.role, one.name) for one in communique.signatories] == [("Le Président du Conseil", None)]
    assert communique.issuers == ()


def test_the_genre_may_open_the_title_line() -> None:
    sheet = Sheet().put("Communiqué de presse : un pont pour la vallée", at="centre", size=60).put(*FRENCH)
    version = read(sheet)[1].versions["fr"]
    assert (version.kind, version.title) == ("Communiqué de presse", "un pont pour la vallée")
