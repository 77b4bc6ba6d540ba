"""Pages that show Tifinagh and say Latin letters, made with fonts that do as those from before Unicode did."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import balagh
from balagh.ingest import open_source
from balagh.model import Origin, Script
from balagh.pipelines.layer.glyphs import usable_glyphs
from balagh.pipelines.layer.ink import see_page
from balagh.pipelines.layer.read import read_layer
from balagh.pipelines.layer.rows import find_rows
from balagh.pipelines.layer.script_seen import script_seen
from balagh.pipelines.layer.tifinagh_fonts import IRCAM, SHIFTED
from balagh.pipelines.repair.ledger import apply_repairs, undo_repairs
from balagh.settings import Settings
from samples.render import pdf_of
from tests.legacyfont import DEJAVU, letter_html, reordered, save_font, typed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from balagh.pipelines.layer.tifinagh_fonts import Table
    from balagh.pipelines.tools import Tools

FRENCH = "Communiqué de presse de la commune"
TAMAZIGHT = (
    "ⴰⵙⵙⵓⵎⵔ",
    "ⵜⴰⵎⴰⵡⴰⵙⵜ ⵏ ⵓⵙⴳⵎⵉ ⴰⵏⴰⵎⵓⵔ ⴷ ⵓⵙⵎⵓⵜⵜⴳ",
    "ⴰⵙⴳⴳⵯⴰⵙ ⵏ ⵜⵖⵓⵕⵉ ⵏ ⵉⵃⵃⴰⴹⵏ, 12/05/2006",
)


class AskedError(Exception):
    """The engine was asked for."""


def ask() -> Tools:
    raise AskedError


def page(lines: list[str], fonts: Mapping[str, Path]) -> bytes:
    return pdf_of(letter_html("".join(f"<p>{line}</p>" for line in lines), fonts))


def in_font(text: str, number: int = 0) -> str:
    return f"<span class=f{number}>{text}</span>"


def legacy_page(folder: Path, name: str, table: Table) -> bytes:
    """A French line, lines of Tamazight, and a line of both."""
    font = save_font(folder, name, table.letters)
    mixed = f"Le {in_font(typed('ⴰⴳⵔⴰⵡ', table))} se tient à {in_font(typed('ⵜⴰⵔⵓⴷⴰⵏⵜ ⴷ', table))} le 5 mai"
    lines = [FRENCH, *(in_font(typed(text, table)) for text in TAMAZIGHT), mixed]
    return page(lines, {name: font})


@pytest.mark.parametrize(("name", "table"), [("Tifinaghe-IRCAM", IRCAM), ("Yebrir", SHIFTED)])
def test_latin_letters_that_print_tifinagh_become_tifinagh(name: str, table: Table, tmp_path: Path) -> None:
    pdf = legacy_page(tmp_path, name, table)
    document = balagh.read(pdf)
    (only,) = document.pages
    assert only.origin is Origin.TEXT_LAYER
    text = "\n".join(block.text for block in only.blocks)
    assert text.split("\n") == [FRENCH, *TAMAZIGHT, "Le ⴰⴳⵔⴰⵡ se tient à ⵜⴰⵔⵓⴷⴰⵏⵜ ⴷ le 5 mai"]
    assert {repair.rule for repair in document.repairs} == {"legacy_tifinagh"}
    assert all(repair.confidence == 0.97 and name in repair.evidence[0] for repair in document.repairs)
    assert not any(map(str.isdigit, "".join(repair.before for repair in document.repairs)))
    for block in only.blocks:
        own = [repair for repair in document.repairs if repair.block == block.id]
        assert apply_repairs(block.original, own) == block.text
        assert undo_repairs(block.text, own) == block.original
    assert typed(TAMAZIGHT[1], table) in "\n".join(block.original for block in only.blocks)
    assert {share.code for share in document.languages} == {"fr", "zgh"}


def test_the_page_shows_tifinagh_where_its_layer_says_latin_letters(tmp_path: Path) -> None:
    sheets = open_source(legacy_page(tmp_path, "Tifinaghe-IRCAM", IRCAM), settings=Settings()).sheets()
    sheet = next(sheets)  # `sheets` keeps its page open
    assert sheet.layer is not None
    assert sheet.render is not None
    glyphs = usable_glyphs(sheet.layer).glyphs
    rows = find_rows(glyphs)
    drawing = see_page(sheet.render(150), sheet.layer.width, rows)
    words = {"".join(glyph.text for glyph in word.glyphs): word for row in rows for word in row.words}
    assert script_seen(drawing, [words["tamawast"]]) is Script.TIFINAGH
    assert script_seen(drawing, [words["commune"]]) is Script.LATIN
    assert script_seen(drawing, [words["n"]]) is None


def test_latin_letters_in_a_font_for_amazigh_stay(tmp_path: Path) -> None:
    lines = ["Tamawast n usgmi anamur d usmuttg", "asinag agldan n tussna tamazivt, 12/05/2006", FRENCH]
    pdf = page([in_font(line) for line in lines], {"Amazigh Sans": DEJAVU})
    document = balagh.read(pdf)
    assert "\n".join(block.text for block in document.pages[0].blocks).split("\n") == lines
    assert document.repairs == ()
    assert document.warnings == ()


def test_a_font_of_unicode_is_left_alone_whatever_its_name(tmp_path: Path) -> None:
    font = save_font(tmp_path, "Tifinagh Azul", {sign: sign for sign in "".join(TAMAZIGHT) if sign != " "})
    document = balagh.read(page([in_font(text) for text in TAMAZIGHT], {"Tifinagh Azul": font}))
    assert "\n".join(block.text for block in document.pages[0].blocks).split("\n") == list(TAMAZIGHT)
    assert document.repairs == ()


def test_an_unknown_order_of_letters_is_read_from_the_picture(tmp_path: Path) -> None:
    other = reordered(IRCAM)
    pdf = legacy_page(tmp_path, "Tifinagh Tawalt", other)
    sheets = open_source(pdf, settings=Settings()).sheets()
    with pytest.raises(AskedError):
        read_layer(next(sheets), ask)


@pytest.mark.engine
def test_what_is_read_from_the_picture_has_none_of_the_wrong_letters(tmp_path: Path) -> None:
    other = reordered(IRCAM)
    document = balagh.read(legacy_page(tmp_path, "Tifinagh Tawalt", other))
    text = "\n".join(block.text for block in document.pages[0].blocks)
    assert FRENCH in text
    assert "se tient à" in text
    assert {"ⴰⵙⵙⵓⵎⵔ", "ⵜⴰⵎⴰⵡⴰⵙⵜ"} <= set(text.split())
    wrong = {word for line in TAMAZIGHT for word in typed(line, other).split() if word.strip(",").isalpha()}
    assert not wrong & set(text.split())
    assert not any(repair.rule == "legacy_tifinagh" for repair in document.repairs)
    assert "legacy-font" in {warning.code for warning in document.warnings}


def test_right_tifinagh_beside_mojibake_arabic_on_one_line(tmp_path: Path) -> None:
    arabic = ("المملكة المغربية", "المعهد الملكي للثقافة")
    tifinagh = ("ⵜⴰⴳⵍⴷⵉⵜ ⵏ ⵍⵎⵖⵔⵉⴱ", "ⴰⵙⵉⵏⴰⴳ ⴰⴳⵍⴷⴰⵏ")
    stored = [text[::-1].encode("cp1256").decode("cp1252") for text in arabic]
    shown = {
        sign: letter
        for text, own in zip(arabic, stored, strict=True)
        for sign, letter in zip(own, text[::-1], strict=True)
        if sign != " "
    }
    font = save_font(tmp_path, "Manal", shown)
    lines = [f"{left} {in_font(right)}" for left, right in zip(tifinagh, stored, strict=True)]
    document = balagh.read(page(lines, {"Manal": font}))
    read = "\n".join(block.text for block in document.pages[0].blocks).split("\n")
    assert [sorted(line.split()) for line in read] == [
        sorted(f"{left} {right}".split()) for left, right in zip(tifinagh, arabic, strict=True)
    ]
    assert all(words in line for line, words in zip(read, tifinagh, strict=True))
    assert all(words in line for line, words in zip(read, arabic, strict=True))
    assert {repair.rule for repair in document.repairs} == {"mojibake"}
    assert all(repair.before.isalpha() and not repair.before.isascii() for repair in document.repairs)
