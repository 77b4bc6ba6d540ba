from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

import balagh
from balagh.model import Repair
from balagh.pipelines.repair.compose import compose_edits, place_edits, trim_edit
from balagh.pipelines.repair.guard import guard_edits
from balagh.pipelines.repair.ledger import apply_repairs, undo_repairs
from balagh.pipelines.repair.passes import LinePass, Passes, repair_lines
from balagh.pipelines.repair.rules import Edit, Rule, apply_edits

#: Pieces that the rules are about, in every script, beside what no rule may touch.
PIECES = (
    "I'Information", "de Ia ", "colIectivités", "41SIC", "ler ", "lnstitut", "ﬁn", "[bookmark: _Go]",
    "image1.png", "collec-\n",
    "tivités ", "Institut Supérieur de I'Information et de la Communication", "ﻼ", "ﺔﻜﻠﻤﻤﻟا", "ةيبرغملا ةكلمملا",
    "االجتماعي", "األولى", "المملكة المغربية", "کتاب", "كتـاب", "Ø§Ù„Ù…", "ÇáããáßÉ", "/uniFEEE", "(cid:12)",
    "JlmiVl g olleMl cslall adnsl",
    "A 30%IoX oLolI5oH | SOIYLO A SLFUE", "+٠٤٠٤٨١+ +٠٤٧٠٠٠٤+ | ٤٤٧٠٠١", "ⵜⴰⵎⵙⵎⵓⵏⵜ",
    "05 37 12 34 56", "+212 661 58 59 54",
    "12/03/2021", "2.21.576", "٢٠٢١", "contact@ampcc.ma", "www.isic.ma", "1 250,50 DH", "2020-2024",
    "\u200f", "\u00ad", "\t", "  ", "\u00a0",
    "e\u0301", "שלום", "中文", "Привет", "👩\u200d🔬", "\x00\x07", "\n", "\r\n", "\f", "\x85", " ", "«", "(", ")", ",",
)  # fmt: skip
TEXTS = st.lists(
    st.one_of(st.sampled_from(PIECES), st.text(st.characters(exclude_categories=["Cs"]), max_size=6)),
    max_size=12,
).map("".join)
WORDS = st.text(st.sampled_from("ab1 \u0627\u0644"), max_size=4)


@st.composite
def edits_of(draw: st.DrawFn, line: str) -> tuple[Edit, ...]:
    places = sorted(draw(st.lists(st.integers(0, len(line)), max_size=6)))
    made: list[Edit] = []
    for start, end in zip(places[::2], places[1::2], strict=False):
        # Two insertions at one place, or one at an edit's edge, have no order: finders do not make them.
        if made and start <= made[-1].end:
            continue
        made.append(Edit(start=start, end=end, after=draw(WORDS), rule=draw(st.sampled_from(Rule))))
    return tuple(made)


def as_repairs(line: str, edits: tuple[Edit, ...]) -> list[Repair]:
    return [
        Repair(
            id=f"r{at}", block="t", rule=edit.rule, span=(edit.start, edit.end), before=line[edit.start : edit.end],
            after=edit.after, applied=edit.applied,
        )
        for at, edit in enumerate(edits)
    ]  # fmt: skip


@given(st.data(), st.text(st.sampled_from("abc"), max_size=12))
def test_two_passes_are_one_that_does_the_same(data: st.DataObject, line: str) -> None:
    first = data.draw(edits_of(line))
    middle = apply_edits(line, first)
    second = data.draw(edits_of(middle))
    both = compose_edits(line, first, second)
    assert apply_edits(line, both) == apply_edits(middle, second)
    assert undo_repairs(apply_edits(line, both), as_repairs(line, both)) == line
    assert all(above.end <= below.start for above, below in pairwise(both))


@given(st.data(), st.text(st.sampled_from("abc"), max_size=12))
def test_a_proposal_for_a_changed_line_gives_what_would_stand_in_the_original(
    data: st.DataObject, line: str
) -> None:
    # A proposal at the very place of an insertion has no order with it.
    first = tuple(edit for edit in data.draw(edits_of(line)) if edit.start < edit.end)
    middle = apply_edits(line, first)
    for proposal in data.draw(edits_of(middle)):
        (placed,) = place_edits(line, first, (proposal,))
        others = tuple(e for e in first if e.end <= placed.start or e.start >= placed.end)
        inside = [e for e in first if e not in others]
        assert all(placed.start <= e.start and e.end <= placed.end for e in inside)
        whole = tuple(sorted((*others, placed), key=lambda edit: (edit.start, edit.end)))
        assert apply_edits(line, whole) == apply_edits(middle, (proposal,))


@given(st.data(), st.text(st.sampled_from("abc"), max_size=12))
def test_trimming_an_edit_does_not_change_what_it_does(data: st.DataObject, line: str) -> None:
    for edit in data.draw(edits_of(line)):
        assert apply_edits(line, (trim_edit(line, edit),)) == apply_edits(line, (edit,))


@settings(deadline=None, max_examples=300)
@given(TEXTS)
def test_a_text_can_be_had_back_and_repairing_it_again_changes_nothing(text: str) -> None:
    repaired = balagh.repair_text(text)
    assert repaired.original == text
    assert apply_repairs(text, repaired.repairs) == repaired.text
    assert undo_repairs(repaired.text, repaired.repairs) == text
    assert balagh.repair_text(repaired.text).text == repaired.text
    assert all(text[slice(*repair.span)] == repair.before for repair in repaired.repairs)


#: Rules under which figures are letters misread, and those that drop what was never printed.
_NO_FIGURES = {
    Rule.TIFINAGH_MISREAD,
    Rule.ARABIC_MISREAD,
    Rule.EXTRACTION_LITTER,
    Rule.LEAKED_GLYPHS,
    Rule.MOJIBAKE,
}


@settings(deadline=None, max_examples=300)
@given(TEXTS)
def test_no_digit_is_ever_changed(text: str) -> None:
    for repair in balagh.repair_text(text).repairs:
        rules = {Rule(name) for name in repair.rule.split("+")}
        if repair.applied and not rules & _NO_FIGURES and repair.before != "41SIC":
            assert Counter(re.findall(r"\d", repair.before)) == Counter(re.findall(r"\d", repair.after))


TOKENS = st.sampled_from(
    ["05 37 12 34 56", "+212 661 58 59 54", "12/03/2021", "2.21.576", "٢٠٢١", "contact@ampcc.ma", "www.isic.ma/a",
     "1 250,50 DH", "2020-2024", "https://a.ma/b?c=1", "18h30", "45 %"]
)  # fmt: skip


@given(
    st.data(), st.lists(st.one_of(TOKENS, st.sampled_from(["le", "mot", "في", ":"])), min_size=1, max_size=6)
)
def test_a_guess_never_touches_a_number_or_an_address(data: st.DataObject, words: list[str]) -> None:
    line = " ".join(words)
    start = data.draw(st.integers(0, len(line)))
    end = data.draw(st.integers(start, min(len(line), start + 6)))
    guess = Edit(start=start, end=end, after=data.draw(WORDS), rule=Rule.OCR_SLIP)
    (judged,) = guard_edits(line, (guess,))
    kept = [word for word in words if any(map(str.isdigit, word)) or "." in word]
    if judged.applied:
        made = apply_edits(line, (judged,))
        assert all(token in made for token in kept)
        assert re.findall(r"\d+", made) == re.findall(r"\d+", line)


def test_a_pass_that_never_rests_is_stopped() -> None:
    def swap(line: str) -> tuple[Edit, ...]:
        return (Edit(start=0, end=1, after="b" if line[0] == "a" else "a", rule=Rule.OCR_SLIP),)

    (edits,) = repair_lines(["abc"], Passes(lines=(LinePass(find=swap),)))
    assert apply_edits("abc", edits) == "abc"
    assert edits == ()
