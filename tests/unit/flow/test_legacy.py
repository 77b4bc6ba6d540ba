"""Word files with runs in fonts that print Tifinagh for Latin letters."""

from __future__ import annotations

import pytest

import balagh
from balagh.ingest.flow import FlowTable, FlowText, FontSpan
from balagh.model import Document, Script
from balagh.pipelines.flow.rows import FlowRow, cell_rows, join_rows, rows_of
from balagh.pipelines.layer.tifinagh_fonts import IRCAM
from balagh.pipelines.repair.ledger import apply_repairs, undo_repairs
from tests.legacyfont import reordered, typed
from tests.wordfile import items_of, par, run, table, word_file

OLD = '<w:rFonts w:ascii="Tifinaghe-IRCAM" w:hAnsi="Tifinaghe-IRCAM"/>'
UNKNOWN = '<w:rFonts w:ascii="Tifinagh Tawalt" w:hAnsi="Tifinagh Tawalt"/>'
FRENCH = "Le directeur de la commune annonce une réunion publique"


def old(text: str) -> str:
    return run(typed(text, IRCAM), OLD)


def texts(document: Document) -> list[str]:
    return [block.text for page in document.pages for block in page.blocks]


def check_ledger(document: Document) -> None:
    for block in document.pages[0].blocks:
        own = [repair for repair in document.repairs if repair.block == block.id]
        assert apply_repairs(block.original, own) == block.text
        assert undo_repairs(block.text, own) == block.original


def test_only_runs_in_the_old_font_change() -> None:
    body = par(old("ⴰⵙⵙⵓⵎⵔ")) + par(FRENCH + ", ", old("ⴰⵙⴳⴳⵯⴰⵙ ⴰⵎⴰⵢⵏⵓ ⵏ ⵜⵖⵓⵕⵉ, 12"), "  à Agadir")
    document = balagh.read(word_file(body))
    assert texts(document) == ["ⴰⵙⵙⵓⵎⵔ", f"{FRENCH}, ⴰⵙⴳⴳⵯⴰⵙ ⴰⵎⴰⵢⵏⵓ ⵏ ⵜⵖⵓⵕⵉ, 12 à Agadir"]
    assert {repair.rule for repair in document.repairs} == {"legacy_tifinagh", "blanks"}
    found = [repair for repair in document.repairs if repair.rule == "legacy_tifinagh"]
    assert [(repair.before, repair.after) for repair in found] == [
        (typed(word, IRCAM), word) for word in ("ⴰⵙⵙⵓⵎⵔ", "ⴰⵙⴳⴳⵯⴰⵙ", "ⴰⵎⴰⵢⵏⵓ", "ⵏ", "ⵜⵖⵓⵕⵉ")
    ]
    assert all(repair.confidence == 0.97 and "Tifinaghe-IRCAM" in repair.evidence[0] for repair in found)
    check_ledger(document)
    assert document.pages[0].blocks[0].language == "zgh"
    assert document.warnings == ()


def test_cells_of_a_table_are_turned_too() -> None:
    body = par(FRENCH) + table(
        (old("ⵜⴰⵎⵏⴰⴹⵜ"), "Nombre"), (old("ⵙⵓⵙ  ") + run(" Souss"), "12"), ("Fès", "13")
    )
    document = balagh.read(word_file(body))
    assert texts(document)[1] == "ⵜⴰⵎⵏⴰⴹⵜ Nombre\nⵙⵓⵙ Souss 12\nFès 13"
    rows = [
        part.rows for version in document.communique.versions.values() for part in version.body if part.rows
    ]
    assert rows == [(("ⵜⴰⵎⵏⴰⴹⵜ", "Nombre"), ("ⵙⵓⵙ Souss", "12"), ("Fès", "13"))]
    check_ledger(document)


def test_letters_stored_as_symbols_are_kept_for_the_table() -> None:
    codes = [ord(letter) for letter in typed("ⵜⴰⵥⵓⵔⵉ", IRCAM)]
    signs = "".join(f'<w:sym w:font="Tifinaghe-IRCAM" w:char="F0{code:02X}"/>' for code in codes)
    text = "".join(chr(0xF000 + code) for code in codes)
    body = par(f"<w:r>{signs}</w:r>") + par(run(text, OLD)) + par(old("ⵜⴰⵎⴰⵡⴰⵙⵜ ⵏ ⵜⵓⵙⵙⵏⴰ"))
    assert texts(balagh.read(word_file(body)))[:2] == ["ⵜⴰⵥⵓⵔⵉ", "ⵜⴰⵥⵓⵔⵉ"]


def test_a_style_names_the_font_too() -> None:
    styles = f'<w:styles {{spaces}}><w:style w:type="character" w:styleId="T"><w:rPr>{OLD}</w:rPr></w:style></w:styles>'
    body = par(run(typed("ⵜⴰⵎⵙⴰⵎⵓⵏⵜ ⵏ ⵉⵎⵣⴷⴰⵖ", IRCAM), '<w:rStyle w:val="T"/>'))
    data = word_file(body, parts={"word/styles.xml": styles}, relations={"rId9": ("styles", "styles.xml")})
    assert texts(balagh.read(data)) == ["ⵜⴰⵎⵙⴰⵎⵓⵏⵜ ⵏ ⵉⵎⵣⴷⴰⵖ"]


def test_an_unknown_order_of_letters_stays_with_a_warning_and_no_language() -> None:
    stored = typed("ⵜⴰⵎⴰⵡⴰⵙⵜ ⵏ ⵓⵙⴳⵎⵉ ⴰⵏⴰⵎⵓⵔ ⴷ ⵓⵙⵎⵓⵜⵜⴳ", reordered(IRCAM))
    document = balagh.read(word_file(par(FRENCH) + par(run(stored, UNKNOWN))))
    assert texts(document) == [FRENCH, stored]
    assert document.repairs == ()
    (warning,) = document.warnings
    assert (warning.code, warning.page) == ("legacy-font", 1)
    assert "Tifinagh Tawalt" in warning.message
    french, other = document.pages[0].blocks
    assert (french.language, other.language, other.script) == ("fr", "und", Script.TIFINAGH)
    assert other.lines[0].language == "und"


@pytest.mark.parametrize("font", ["Tifinagh Sans", "Amazigh Times", "Noto Sans Tifinagh"])
def test_french_and_unicode_in_a_font_of_such_a_name_stay(font: str) -> None:
    look = f'<w:rFonts w:ascii="{font}"/>'
    tifinagh = "ⵜⴰⵎⴰⵡⴰⵙⵜ ⵏ ⵓⵙⴳⵎⵉ" if font.startswith("Noto") else FRENCH
    document = balagh.read(word_file(par(run(FRENCH, look)) + par(run(tifinagh, look))))
    assert texts(document) == [FRENCH, tifinagh]
    assert document.repairs == ()
    assert document.warnings == ()


def test_french_typed_in_the_old_font_by_mistake_stays() -> None:
    body = par(old("ⵜⴰⵎⴰⵡⴰⵙⵜ ⵏ ⵓⵙⴳⵎⵉ ⴰⵏⴰⵎⵓⵔ ⴷ ⵓⵙⵎⵓⵜⵜⴳ")) * 3 + par(run(FRENCH, OLD))
    assert texts(balagh.read(word_file(body)))[-1] == FRENCH


def test_two_columns_keep_their_fonts() -> None:
    body = par(old("ⵜⴰⴳⵍⴷⵉⵜ ⵏ ⵍⵎⵖⵔⵉⴱ"), "\t\tالمملكة المغربية") + par(old("ⵜⴰⵎⴰⵡⴰⵙⵜ"), "\tالوزارة")
    assert texts(balagh.read(word_file(body))) == [
        "ⵜⴰⴳⵍⴷⵉⵜ ⵏ ⵍⵎⵖⵔⵉⴱ",
        "ⵜⴰⵎⴰⵡⴰⵙⵜ",
        "المملكة المغربية",
        "الوزارة",
    ]


def test_the_fonts_of_runs_are_carried() -> None:
    (item,) = items_of(word_file(par(run("un "), run("deux", OLD), run(" trois", OLD), run(" quatre"))))
    assert item == FlowText(text="un deux trois quatre", fonts=(FontSpan(3, 13, "Tifinaghe-IRCAM"),))


def test_lines_and_cells_have_the_fonts_of_their_own_runs() -> None:
    item = FlowText(text="ab\ncd", fonts=(FontSpan(1, 4, "F"),))
    assert list(rows_of(item)) == [
        FlowRow("ab", (FontSpan(1, 2, "F"),)),
        FlowRow("cd", (FontSpan(0, 1, "F"),)),
    ]
    cells = FlowTable(rows=((" a  b", "c\nd"),), fonts=(((FontSpan(4, 5, "F"),), (FontSpan(0, 3, "G"),)),))
    (row,) = cell_rows(cells)
    assert row == [FlowRow("a b", (FontSpan(2, 3, "F"),)), FlowRow("c d", (FontSpan(0, 3, "G"),))]
    assert join_rows(row) == FlowRow("a b c d", (FontSpan(2, 3, "F"), FontSpan(4, 7, "G")))
