"""Files by makers that nobody thought of: what their layers and pictures get wrong, and what is made of it."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import numpy as np
import pytest

from balagh.errors import BalaghError
from balagh.ingest.flow import Flow, FlowPicture
from balagh.ingest.layer import TextLayer
from balagh.ingest.opening import open_source
from balagh.ingest.sheet import Sheet
from balagh.model import Origin, Page
from balagh.pipelines import picture
from balagh.pipelines.flow.logos import prepare_logo
from balagh.pipelines.flow.page import read_flow_page
from balagh.pipelines.layer.glyphs import usable_glyphs
from balagh.pipelines.layer.lines import read_rows
from balagh.pipelines.layer.mend import mend_lines
from balagh.pipelines.layer.mojibake import decode_rows, ligature_of
from balagh.pipelines.layer.rows import find_rows
from balagh.pipelines.layer.words import printed_word
from balagh.pipelines.repair.rules import Rule, apply_edits
from balagh.pipelines.stage import ReadPage
from balagh.settings import Settings
from tests.drawing import Canvas
from tests.unit.layer.glyphing import glyph, set_text, texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from balagh.ingest.layer import Glyph
    from balagh.pipelines.printed import ReadWord
    from balagh.pipelines.tools import Tools


def cells(glyphs: Sequence[Glyph]) -> list[str]:
    """The words of the one line that the glyphs make."""
    [row] = find_rows(glyphs)
    return texts(word.glyphs for word in row.words)


def read_line(*said: str, widths: dict[int, float] | None = None) -> list[ReadWord]:
    """The words of a line whose glyphs have these texts from left to right; `widths` of some, by their places."""
    glyphs, x0 = [], 50.0
    for k, text in enumerate(said):
        width = (widths or {}).get(k, 5.0)
        glyphs.append(glyph(text, x0, order=k, x1=x0 + width))
        x0 += width
    decoded = decode_rows(find_rows(glyphs))
    [line] = mend_lines(read_rows(decoded.rows), decoded.given)
    return [printed_word(word, 1.0, 0.9) for word in line.words]


def layer(glyphs: Sequence[Glyph]) -> TextLayer:
    return TextLayer(width=595.0, height=842.0, glyphs=tuple(glyphs))


# --- cairo: blanks stepped over beside blanks drawn ---


def test_a_blank_that_is_stepped_over_parts_figures_though_other_blanks_are_drawn() -> None:
    figures = [one for k in range(5) for one in set_text("05", 70 + 12.6 * k, first=4 + 2 * k)]
    assert cells([*set_text("tel "), *figures]) == ["tel", "05", "05", "05", "05", "05"]


def test_wide_kerning_parts_no_word_where_blanks_are_drawn() -> None:
    # A gap that is neither kerning nor a blank shows that the places are not to be trusted for blanks.
    loose = [*set_text("ab "), *set_text("cd", 65), *set_text("ef", 65 + 10 + 1.6), *set_text("gh", 89.0)]
    assert cells(loose) == ["ab", "cdefgh"]


# --- ps2pdf: glyphs numbered from 1 on, without a map ---


def numbered(said: dict[int, str], font: str = "Body") -> list[Glyph]:
    return [
        glyph(text, 50 + 5 * k, code=code, order=k, font=font) for k, (code, text) in enumerate(said.items())
    ]


def test_a_font_that_numbers_its_glyphs_has_no_text_at_all() -> None:
    unmapped = dict.fromkeys(range(1, 13), "")
    guessed = {code: chr(code) for code in range(32, 40)}
    assert {one.text for one in usable_glyphs(layer(numbered(unmapped | guessed))).glyphs} == {""}


@pytest.mark.parametrize(
    ("unmapped", "said"),
    [
        (range(1, 4), {65: "A", 66: "B", 67: "C"}),
        (range(1, 13), {65: "é", 66: "B", 67: "C"}),
        (range(1, 7), {code: chr(code) for code in range(40, 100)}),
        (range(200, 230), {65: "A", 66: "B", 67: "C"}),
    ],
)
def test_a_font_with_a_map_keeps_its_text(unmapped: range, said: dict[int, str]) -> None:
    glyphs = usable_glyphs(layer(numbered(dict.fromkeys(unmapped, "") | said))).glyphs
    assert [one.text for one in glyphs if one.text] == list(said.values())


# --- Ghostscript: ligatures with mixed-up bytes ---


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("\u0644\u4427", "لا"),
        ("\u0644\u4423", "لأ"),
        ("\u7400\u6900", "ti"),
        ("\u6600\u6600\u6900", "ffi"),
    ],
)
def test_a_garbled_ligature_is_turned_back(said: str, meant: str) -> None:
    assert ligature_of(said) == meant


@pytest.mark.parametrize(
    "said", ["لا", "ti", "é", "ef\u0301", "\u4427", "\u7400", "中文", "ⵜⵉ", "1/2", "½", ""]
)
def test_other_texts_are_no_garbled_ligatures(said: str) -> None:
    assert ligature_of(said) is None


def test_a_garbled_ligature_in_a_word_is_a_repair_that_can_be_undone() -> None:
    [word] = read_line("غ", "\u0644\u4427", "ب")
    assert (word.original, word.text) == ("ب\u0644\u4427غ", "بلاغ")
    assert word.edits is not None
    assert [edit.rule for edit in word.edits] == [Rule.MOJIBAKE]
    assert "bytes of each other" in word.edits[0].note
    assert apply_edits(word.original, word.edits) == word.text


# --- Amiri: a sliver that joins two letters once on a page ---


def test_a_sliver_between_joined_letters_is_no_letter() -> None:
    [word] = read_line("ر", "ب", "خ", "", "ت", widths={3: 0.55})
    assert (word.text, word.original) == ("تخبر", "تخبر")


def test_a_letter_without_a_text_is_not_taken_for_a_sliver() -> None:
    [line] = mend_lines(read_rows(find_rows([glyph(t, 50 + 5 * k, order=k) for k, t in enumerate("رب")])))
    assert len(line.words[0].glyphs) == 2
    unknown = [glyph(text, 50 + 5 * k, order=k) for k, text in enumerate(("ر", "ب", "خ", "", "ت"))]
    [line] = mend_lines(read_rows(find_rows(unknown)))
    assert "" in line.words[0].texts


# --- Word files with a thousand pictures ---


def test_a_patch_of_one_colour_is_not_read() -> None:
    patch = np.full((40, 80, 3), (120, 0, 40), np.uint8)
    assert prepare_logo(patch, 72.0)[0] == ()


def test_print_on_a_patch_of_colour_is_read() -> None:
    page = Canvas(400, 120, paper=40)
    page.write("AGENCE", 60, 80, 48, fill=(255, 255, 255))
    assert len(prepare_logo(page.bgr(), 200.0)[0]) == 1


def test_a_picture_that_is_there_many_times_is_read_once(
    tools: Tools, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def count(sheet: Sheet, tools: Tools) -> ReadPage:
        asked.append(sheet.number)
        return ReadPage(page=Page(number=sheet.number, width=1, height=1, origin=Origin.OCR), repairs=())

    monkeypatch.setattr(picture, "read_picture", count)
    page = Canvas(300, 100)
    page.write("AGENCE", 20, 60, 40)
    logo = FlowPicture(image=page.bgr(), name="word/media/image1.png", dpi=200.0)
    read = read_flow_page(Sheet(number=1, flow=Flow(items=(logo,) * 30)), lambda: tools)
    assert (len(asked), len(read.page.blocks)) == (1, 30)


@pytest.fixture
def tools() -> Tools:
    return picture.tools_for(Settings())


# --- what is no document ---


def zipped(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("renamed.docx", zipped(notes="bonjour")),
        ("short.pdf", b"%PDF-1.7\n1 0 obj\n<<"),
        ("short.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR"),
        ("short.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00"),
        ("empty.docx", b""),
        ("locked.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
    ],
)
def test_what_is_no_document_is_refused_by_its_name(name: str, data: bytes) -> None:
    with pytest.raises(BalaghError) as refusal:
        open_source(data, name=name, settings=Settings())
    assert refusal.value.message.startswith(name)
    assert refusal.value.hint
