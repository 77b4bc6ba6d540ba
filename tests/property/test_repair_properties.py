from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from balagh.model import Block, Line
from balagh.pipelines.repair.ledger import apply_repairs, undo_repairs
from balagh.pipelines.repair.normalise import normalise_block
from balagh.pipelines.repair.rules import find_edits, normalise_text
from balagh.pipelines.text.blocks import read_text_page

#: Letters, marks and blanks that the rules are about, and any others.
SPECIAL = (
    "aé\u0301\u0654 \t\u00a0\u200b\u200f\u00ad\u0640\ufedf\ufe8e\ufe70\ufe71\ufdfa\ufd3eالا\u0651ⵜ12٣-\u2003"
)
ROWS = st.text(
    st.one_of(st.sampled_from(SPECIAL), st.characters(exclude_categories=["Cs"])), max_size=30
).filter(lambda row: not set(row) & set("\n\r"))
PAGES = st.lists(
    st.sampled_from([*"\n\n\n \tabcD.:-1•\u200f\u0640\ufedf", "[bookmark: x]", "image1.png", "FIN"]),
    max_size=40,
).map("".join)


@given(st.lists(ROWS, min_size=1, max_size=4))
def test_a_ledger_replays_and_undoes_to_the_letter(rows: list[str]) -> None:
    text = "\n".join(rows)
    lines = tuple(Line(text=row) for row in rows)
    block, repairs = normalise_block(Block(id="p1b1", text=text, original=text, lines=lines))
    assert apply_repairs(block.original, repairs) == block.text
    assert undo_repairs(block.text, repairs) == block.original


@given(ROWS)
def test_the_normal_form_is_final(row: str) -> None:
    assert find_edits(normalise_text(row)) == ()


@given(PAGES)
def test_reading_a_text_loses_no_line_and_can_be_undone(text: str) -> None:
    page, repairs = read_text_page(text)
    for block in page.blocks:
        own = [repair for repair in repairs if repair.block == block.id]
        assert apply_repairs(block.original, own) == block.text
        assert undo_repairs(block.text, own) == block.original
    kept = [row for block in page.blocks for row in block.original.split("\n")]
    assert kept == [row for row in text.split("\n") if row.strip()]
