from __future__ import annotations

import pytest

from balagh.model import Block, Line, Word
from balagh.pipelines.repair.ledger import apply_repairs, undo_repairs
from balagh.pipelines.repair.normalise import normalise_block
from balagh.pipelines.repair.rules import Rule, normalise_text


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("la  DGCT ", "la DGCT"),
        ("\tCette", "Cette"),
        ("visent\u00a0:", "visent :"),
        ("e\u0301tude", "étude"),
        ("\u200fبلاغ\u200f", "بلاغ"),
        ("كتـــاب", "كتاب"),
        ("ـ النقطة الأولى", "- النقطة الأولى"),
        ("\ufe8d\ufedf\ufee4\ufed0\ufeae\ufe8f", "المغرب"),
        ("\ufefb", "لا"),
        ("١٢ أكتوبر 2022", "١٢ أكتوبر 2022"),
        ("FIN", "FIN"),
        ("\u200b", ""),
    ],
)
def test_a_line_comes_to_its_normal_form(text: str, normal: str) -> None:
    assert normalise_text(text) == normal


def block(*rows: str) -> Block:
    lines = tuple(
        Line(text=row, words=tuple(Word(text=word) for word in row.split(" ") if word)) for row in rows
    )
    text = "\n".join(rows)
    return Block(id="p1b1", text=text, original=text, lines=lines)


def test_every_change_of_a_block_is_one_repair_with_its_place_in_the_original() -> None:
    dirty = block("le  conseil", "\u200fكتـاب ")
    clean, repairs = normalise_block(dirty, first_id=7)
    assert clean.text == "le conseil\nكتاب"
    assert clean.original == dirty.original
    assert [line.text for line in clean.lines] == clean.text.split("\n")
    assert [word.text for word in clean.lines[1].words] == ["كتاب"]
    assert [(repair.id, repair.rule, repair.span) for repair in repairs] == [
        ("r7", Rule.BLANKS, (2, 4)),
        ("r8", Rule.INVISIBLE, (12, 13)),
        ("r9", Rule.TATWEEL, (15, 16)),
        ("r10", Rule.BLANKS, (18, 19)),
    ]
    assert apply_repairs(dirty.original, repairs) == clean.text
    assert undo_repairs(clean.text, repairs) == dirty.original


def test_a_block_in_normal_form_comes_back_itself() -> None:
    normal = block("le conseil", "بلاغ")
    assert normalise_block(normal) == (normal, ())


def test_a_block_repaired_before_is_refused_when_it_still_needs_changes() -> None:
    with pytest.raises(ValueError, match="normalise it first"):
        normalise_block(block("a  b").model_copy(update={"original": "another"}))


def test_the_non_joiner_of_persian_stays_and_that_of_arabic_goes() -> None:
    persian = "دانشگاه تهران، کتاب\u200cهای فارسی"
    assert normalise_text(persian) == persian
    assert normalise_text("وزا\u200cرة الداخلیة") == "وزارة الداخلیة"
