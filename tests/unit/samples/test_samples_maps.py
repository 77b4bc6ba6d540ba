"""Text layers that lie: the Unicode maps of a real PDF, rewritten."""

from __future__ import annotations

import io

import pdfplumber
import pytest

from samples.render import pdf_of, pictures_of
from samples.unicode_maps import NoLigatureError, garble_arabic, mojibake, rewrite_map, swap_lam_alef

PAGE = "<body style=\"font-family:'DejaVu Sans'\"><p lang=ar dir=rtl>الإدماج لا</p><p>État 12</p>"


def _texts(pdf: bytes) -> list[str]:
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return [char["text"] for char in document.pages[0].chars]


def test_lam_alef_glyphs_are_swapped_and_nothing_else() -> None:
    pdf = pdf_of(PAGE)
    before, after = _texts(pdf), _texts(swap_lam_alef(pdf))
    assert {"لإ", "لا"} <= set(before)
    assert {"إل", "ال"} <= set(after)
    assert [text for text in after if len(text) == 1] == [text for text in before if len(text) == 1]
    # The page looks as before.
    assert (pictures_of(pdf, 1)[0] == pictures_of(swap_lam_alef(pdf), 1)[0]).all()


def test_a_page_without_the_ligature_is_refused() -> None:
    with pytest.raises(NoLigatureError, match="no glyph stands for lam-alef"):
        swap_lam_alef(pdf_of("<p style=\"font-family:'DejaVu Sans'\">rien</p>"))


def test_only_arabic_is_garbled() -> None:
    texts = _texts(garble_arabic(pdf_of(PAGE)))
    assert not any("\u0600" <= character <= "\u06ff" for text in texts for character in text)
    assert "État12" in "".join(texts).replace(" ", "")
    assert mojibake("الإدماج") == "ÇáÅÏãÇÌ"
    assert mojibake("٣") == "?"


def test_the_same_page_gives_the_same_bytes() -> None:
    pdf = pdf_of(PAGE)
    assert garble_arabic(pdf) == garble_arabic(pdf)


def test_ranges_and_other_lines_of_a_map_stay() -> None:
    cmap = (
        b"1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n1 beginbfchar\n<0003> <0041>\nendbfchar\n"
    )
    changed, count = rewrite_map(cmap, str.lower)
    # The code space's line has the form of a mapping, whose text has no lower case.
    assert count == 1
    assert changed == cmap.replace(b"<0041>", b"<0061>")
