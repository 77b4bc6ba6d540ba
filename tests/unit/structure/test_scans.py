"""Pages as a layout gives them: blocks with boxes, put together by hand."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from balagh.model import Block, Box, Communique, Line, Origin, Page, Role, Word, union
from balagh.pipelines.languages.tag import tag_page
from balagh.pipelines.structure.structure_document import structure_document

WIDTH, HEIGHT = 2480, 3508
LEFT, RIGHT = 250, 2230
BODY = 44
LANGUAGES = ("fr", "ar", "zgh", "en")


@dataclass
class Sheet:
    """A page in the making: each call sets lines under the ones before."""

    number: int = 1
    y: int = 150
    blocks: list[Block] = field(default_factory=list)

    def put(
        self, *rows: str, at: str = "left", size: int = BODY, y: int | None = None, role: Role = Role.OTHER
    ) -> Sheet:
        lines = []
        top = self.y if y is None else y
        for row in rows:
            wide = min(RIGHT - LEFT, int(len(row) * size * 0.45))
            start = {"left": LEFT, "right": RIGHT - wide, "centre": (LEFT + RIGHT - wide) // 2}[at]
            box = Box(start, top, start + wide, top + size)
            words = tuple(Word(text=word, confidence=0.95) for word in row.split())
            lines.append(Line(text=row, bbox=box, confidence=0.95, words=words))
            top += int(size * 1.4)
        text = "\n".join(rows)
        name = f"p{self.number}b{len(self.blocks) + 1}"
        box = union(line.bbox for line in lines if line.bbox)
        block = Block(
            id=name, role=role, text=text, original=text, bbox=box, lines=tuple(lines), confidence=0.95
        )
        self.blocks.append(block)
        if y is None:
            self.y = top + BODY
        return self

    def page(self) -> Page:
        raw = Page(
            number=self.number,
            width=WIDTH,
            height=HEIGHT,
            dpi=300,
            origin=Origin.OCR,
            blocks=tuple(self.blocks),
        )
        return tag_page(raw, LANGUAGES)


FRENCH = (
    "Les riverains de la vallée sont invités à respecter les consignes de sécurité pendant toute la durée du",
    "lâcher, qui sera effectué du 20 au 27 mars à partir de la retenue principale, sous le contrôle des autorités",
    "locales et des services de la protection civile.",
)
ARABIC = (
    "يخبر المجلس عموم المواطنات والمواطنين أنه سينظم بتعاون مع المندوبية الإقليمية أمسية في المديح والسماع يوم السبت",
    "بالمسجد الكبير ابتداء من الساعة السابعة مساء، وذلك بحضور عدد من العلماء والقراء وطلبة المدارس العتيقة.",
)


def read(*sheets: Sheet) -> tuple[tuple[Page, ...], Communique]:
    return structure_document(tuple(sheet.page() for sheet in sheets))


@pytest.fixture
def office() -> Sheet:
    sheet = Sheet()
    sheet.put("Royaume du Maroc", "Ministère de l'Équipement et de l'Eau", y=150)
    sheet.put("Agence du Bassin Hydraulique", "du Haut Ziz", y=290)
    sheet.put("المملكة المغربية", "وزارة التجهيز والماء", at="right", y=150)
    sheet.put("وكالة الحوض المائي لأعالي زيز", at="right", y=290)
    sheet.y = 520
    sheet.put("N° 12/2023")
    sheet.put("Errachidia, le 14 mars 2023", at="right")
    sheet.put("COMMUNIQUÉ DE PRESSE", at="centre", size=60)
    sheet.put(
        "Lâcher d'eau exceptionnel au profit", "des palmeraies de la vallée du Ziz", at="centre", size=58
    )
    sheet.put(*FRENCH)
    sheet.put("Ils veilleront à :", "• retirer les motopompes ;", "• signaler toute brèche.")
    sheet.put("Le Directeur de l'Agence", "Brahim OUHADDOU", at="right")
    sheet.put(
        "Avenue Moulay Ali Chérif, B.P. 417, Errachidia - Tél. : 05 35 57 21 80", at="centre", size=34, y=3300
    )
    return sheet


def test_two_letterhead_columns_name_one_issuer_in_two_languages(office: Sheet) -> None:
    _, communique = read(office)
    (issuer,) = communique.issuers
    assert issuer.names.fr == "Agence du Bassin Hydraulique du Haut Ziz"
    assert issuer.names.ar == "وكالة الحوض المائي لأعالي زيز"
    assert len(communique.letterhead) == 7


def test_an_office_page_has_all_its_fields(office: Sheet) -> None:
    pages, communique = read(office)
    version = communique.versions["fr"]
    assert list(communique.versions) == ["fr"]
    assert version.kind == "COMMUNIQUÉ DE PRESSE"
    assert version.title == "Lâcher d'eau exceptionnel au profit des palmeraies de la vallée du Ziz"
    assert (version.place, version.date and version.date.edtf) == ("Errachidia", "2023-03-14")
    assert [item.text for item in version.body] == [
        " ".join(FRENCH),
        "Ils veilleront à :",
        "retirer les motopompes ;",
        "signaler toute brèche.",
    ]
    assert communique.reference is not None
    assert communique.reference.text == "N° 12/2023"
    assert [(one.role, one.name) for one in communique.signatories] == [
        ("Le Directeur de l'Agence", "Brahim OUHADDOU")
    ]
    assert communique.contacts == ()
    assert pages[0].blocks[-1].role is Role.FOOTER


def test_a_block_of_several_parts_is_cut_and_blocks_are_numbered_anew(office: Sheet) -> None:
    pages, _ = read(office)
    blocks = pages[0].blocks
    assert [block.id for block in blocks] == [f"p1b{at}" for at in range(1, len(blocks) + 1)]
    items = [block for block in blocks if block.role is Role.LIST_ITEM]
    assert [block.text for block in items] == ["• retirer les motopompes ;", "• signaler toute brèche."]
    assert all(block.bbox == block.lines[0].bbox and block.original == block.text for block in items)


def test_title_dateline_and_end_mark_leave_the_block_they_were_merged_into() -> None:
    sheet = Sheet()
    sheet.put("COMMUNIQUÉ", at="centre", size=60)
    sheet.put("Réouverture de la maison de jeunes", "Khémisset, le 28 décembre 2022", at="centre")
    sheet.put(*FRENCH, "FIN")
    pages, communique = read(sheet)
    version = communique.versions["fr"]
    assert version.title == "Réouverture de la maison de jeunes"
    assert version.place == "Khémisset"
    assert version.end_mark == "FIN"
    assert [item.text for item in version.body] == [" ".join(FRENCH)]
    assert [block.role for block in pages[0].blocks] == [
        Role.KIND,
        Role.TITLE,
        Role.DATELINE,
        Role.PARAGRAPH,
        Role.END_MARK,
    ]


def test_a_title_in_two_blocks_is_one_title_and_smaller_type_under_it_a_subtitle() -> None:
    sheet = Sheet()
    sheet.put("Communiqué de presse", at="centre", size=50)
    sheet.put("Rivage Bleu ouvre à Agadir une ligne de", at="centre", size=64)
    sheet.y -= 30
    sheet.put("conditionnement alimentée par le soleil", at="centre", size=64)
    sheet.put("Un investissement de 62 millions de dirhams", at="centre", size=46)
    sheet.put(*FRENCH)
    version = read(sheet)[1].versions["fr"]
    assert version.title == "Rivage Bleu ouvre à Agadir une ligne de conditionnement alimentée par le soleil"
    assert version.subtitle == "Un investissement de 62 millions de dirhams"


def test_an_arabic_page_is_read_like_a_french_one() -> None:
    sheet = Sheet()
    sheet.put("المملكة المغربية", at="centre")
    sheet.put("المجلس العلمي المحلي لميدلت", at="centre", size=50)
    sheet.put("بلاغ صحفي", at="centre", size=70)
    sheet.put("تنظيم أمسية في المديح والسماع", at="centre", size=60)
    sheet.put("ميدلت، في 12 ربيع الأول 1445")
    sheet.put(*ARABIC, at="right")
    sheet.put("انتهى", at="centre")
    sheet.put("للاتصال: فاطمة الزهراء بنعلي، الهاتف: 0523-45-87-12", at="right")
    _, communique = read(sheet)
    version = communique.versions["ar"]
    assert (version.kind, version.title) == ("بلاغ صحفي", "تنظيم أمسية في المديح والسماع")
    assert version.date is not None
    assert (version.date.edtf, version.date.calendar) == ("1445-03-12", "islamic-umalqura")
    assert version.end_mark == "انتهى"
    assert [item.text for item in version.body] == [" ".join(ARABIC)]
    assert communique.issuers[0].names.ar == "المجلس العلمي المحلي لميدلت"
    assert [(one.name, one.phones) for one in communique.contacts] == [
        ("فاطمة الزهراء بنعلي", ("+212523458712",))
    ]


def test_a_paragraph_runs_over_a_page_end_past_number_and_running_head() -> None:
    first = Sheet().put("Fédération des Usagers de l'Eau", at="centre")
    first.put("COMMUNIQUÉ", at="centre", size=60).put("Lâcher d'eau dans la vallée", at="centre", size=60)
    first.put(*FRENCH[:2], y=3000)
    first.put("1/2", at="centre", y=3400)
    second = Sheet(number=2).put("Fédération des Usagers de l'Eau", at="centre")
    second.put(FRENCH[2]).put(*FRENCH).put("2/2", at="centre", y=3400)
    pages, communique = read(first, second)
    body = communique.versions["fr"].body
    assert [item.text for item in body] == [" ".join(FRENCH)] * 2
    assert {name[:2] for name in body[0].blocks} == {"p1", "p2"}
    assert [page.blocks[-1].role for page in pages] == [Role.PAGE_NUMBER] * 2
    assert [line.text for line in communique.letterhead] == ["Fédération des Usagers de l'Eau"]


def test_two_languages_make_two_versions_and_the_letterhead_makes_none() -> None:
    first = (
        Sheet()
        .put("Association Voix de l'Oued", at="centre")
        .put("Communiqué de presse", at="centre", size=60)
    )
    first.put("Le moussem revient à Zagora", at="centre", size=60).put(*FRENCH).put("- FIN -", at="centre")
    second = (
        Sheet(number=2)
        .put("بلاغ صحفي", at="centre", size=70)
        .put("الموسم يعود إلى زاكورة", at="centre", size=60)
    )
    second.put(*ARABIC, at="right").put("انتهى", at="centre")
    versions = read(first, second)[1].versions
    assert list(versions) == ["fr", "ar"]
    assert [version.title for version in versions.values()] == [
        "Le moussem revient à Zagora",
        "الموسم يعود إلى زاكورة",
    ]
    assert [version.end_mark for version in versions.values()] == ["- FIN -", "انتهى"]


def test_roles_that_the_layout_knows_are_kept_and_stay_out_of_the_text() -> None:
    sheet = Sheet().put("Commune d'Aïn Zitoune", at="centre", role=Role.LOGO)
    sheet.put("COMMUNIQUÉ", at="centre", size=60).put("Un pont pour la vallée", at="centre", size=60).put(
        *FRENCH
    )
    sheet.put("Commune d'Aïn Zitoune", at="right", role=Role.STAMP)
    sheet.put("Azilal 48", "Khouribga 34", role=Role.TABLE)
    pages, communique = read(sheet)
    roles = [block.role for block in pages[0].blocks]
    assert (roles[0], roles[-2], roles[-1]) == (Role.LOGO, Role.STAMP, Role.TABLE)
    table = communique.versions["fr"].body[-1]
    assert table.rows == (("Azilal 48",), ("Khouribga 34",))
    assert [issuer.names.fr for issuer in communique.issuers] == ["Commune d'Aïn Zitoune"]


def test_dust_and_emblems_read_as_letters_are_in_no_field() -> None:
    sheet = Sheet().put("©", size=150).put("Musée des Phares", at="centre")
    sheet.put("COMMUNIQUÉ", at="centre", size=60).put("ع", size=16).put(
        "Un phare rouvre", at="centre", size=60
    )
    sheet.put(*FRENCH)
    _, communique = read(sheet)
    assert communique.versions["fr"].title == "Un phare rouvre"
    assert [line.text for line in communique.letterhead] == ["Musée des Phares"]


def test_no_pages_make_an_empty_communique() -> None:
    assert structure_document(()) == ((), Communique())


def test_a_block_with_another_number_of_original_lines_is_refused() -> None:
    page = Sheet().put("un", "deux").page()
    broken = page.blocks[0].model_copy(update={"original": "un deux"})
    with pytest.raises(ValueError, match="2 lines but 1"):
        structure_document((page.model_copy(update={"blocks": (broken,)}),))
