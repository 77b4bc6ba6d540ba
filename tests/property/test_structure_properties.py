from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from balagh.model import Block, Box, Line, Origin, Page, union
from balagh.pipelines.languages.tag import tag_page
from balagh.pipelines.repair.ledger import apply_repairs
from balagh.pipelines.repair.rehome import rehome_repairs
from balagh.pipelines.structure.structure_document import structure_document
from balagh.pipelines.text.blocks import read_text_page

LANGUAGES = ("fr", "ar", "zgh", "en")
#: Lines that mean something to the structure, in any order.
LINES = st.sampled_from(
    [
        "COMMUNIQUE DE PRESSE", "بلاغ صحفي", "Royaume du Maroc", "Commune d'Agadir", "جماعة أكادير", "FIN", "انتهى",
        "Rabat, le 5 mai 2021", "الرباط، 5 ماي 2021", "N° 12/2021", "- un point ;", "1. deux", "1/2", "###", "©",
        "A propos de l'AMPCC", "Contact presse", "Kenza Benlamlih: +212 661 58 59 54", "presse@exemple.ma", "Tél. : 05",
        "Le Président", "عن المكتب", "Ahmed Alaoui", "Objet : un avis", "", "41SIC", "ⵜⴰⴳⵍⴷⵉⵜ",
        "Avenue Hassan II, Rabat",
        "Le conseil communal s'est réuni hier afin de débattre du budget de la commune pour l'année prochaine.",
        "عقد المجلس الجماعي دورته العادية برسم شهر أكتوبر برئاسة السيد محمد أوعزيز وبحضور ممثل السلطة المحلية.",
        "05/02/2021 14:32 0537123456 DGCT P.01/02", "…/…", "Ampliations :", "Note de presse : un pont", "ص 2",
        "UN TITRE EN CAPITALES SUR LA VALLÉE", "COMMUNIQUÉ CONJOINT", "بلاغ مشترك", "نسخة إلى", "EMBARGO jusqu'à 10 h",
        "une ligne qui n'a ni début ni fin et qui se pour-", "suit, sans capitale",
    ]
)  # fmt: skip
BLOCKS = st.lists(st.lists(LINES, min_size=1, max_size=4), max_size=12)


@settings(deadline=None)
@given(BLOCKS, st.booleans())
def test_no_page_breaks_the_structure_and_none_loses_a_line(texts: list[list[str]], pictured: bool) -> None:
    blocks: list[Block] = []
    top = 100
    for at, rows in enumerate(texts, start=1):
        lines = []
        for row in rows:
            top += 60
            box = Box(200, top, 200 + 20 * len(row) + 1, top + 40) if pictured else None
            lines.append(Line(text=row, bbox=box, confidence=0.9 if pictured else None))
        around = union(line.bbox for line in lines if line.bbox) if pictured else None
        text = "\n".join(rows)
        blocks.append(Block(id=f"p1b{at}", text=text, original=text, bbox=around, lines=tuple(lines)))
    origin = Origin.OCR if pictured else Origin.TEXT
    page = tag_page(Page(number=1, width=2480, height=3508, origin=origin, blocks=tuple(blocks)), LANGUAGES)
    (structured,), communique = structure_document((page,))
    kept = [line for block in structured.blocks for line in block.lines]
    assert kept == [line for block in page.blocks for line in block.lines]
    assert [block.id for block in structured.blocks] == [
        f"p1b{at}" for at in range(1, len(structured.blocks) + 1)
    ]
    named = {
        name for version in communique.versions.values() for item in version.body for name in item.blocks
    }
    assert named <= {block.id for block in structured.blocks}


@settings(deadline=None)
@given(st.lists(LINES, max_size=20))
def test_a_text_and_its_ledger_stay_true_through_the_structure(rows: list[str]) -> None:
    page, repairs = read_text_page("\n".join(f" {row}  x" if len(row) % 2 else f"{row}\n" for row in rows))
    tagged = tag_page(page, LANGUAGES)
    structured, _ = structure_document((tagged,))
    moved = rehome_repairs(repairs, (tagged,), structured)
    for block in structured[0].blocks:
        assert apply_repairs(block.original, [one for one in moved if one.block == block.id]) == block.text
