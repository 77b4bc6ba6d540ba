from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from balagh.model import Box, Script
from balagh.pipelines.layout.paragraphs import Laid, group_lines
from balagh.pipelines.layout.zones import reading_order
from balagh.pipelines.recognise.order import logical_number, order_numbers, order_parts, split_closing
from balagh.pipelines.repair.rules import Edit, Rule, apply_edits

NUMBERS = st.lists(st.text("0123456789+.-/", min_size=1, max_size=6), max_size=6)
WORDS = st.text(st.sampled_from("،.,:;؛()+12aéب @"), max_size=8)


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    x0, y0 = draw(st.integers(0, 2000)), draw(st.integers(0, 3000))
    return Box(x0, y0, x0 + draw(st.integers(1, 1500)), y0 + draw(st.integers(1, 120)))


@st.composite
def laid(draw: st.DrawFn) -> Laid:
    box = draw(boxes())
    return Laid(
        box=box,
        core=box,
        letter_height=draw(st.floats(1, 100)),
        script=draw(st.sampled_from(Script)),
        text=draw(st.sampled_from(["", "- un point", "1. deux", "une ligne de texte", "05 37", "FIN"])),
        first_word=draw(st.integers(0, 500)),
    )


@given(NUMBERS)
def test_numbers_are_only_put_in_another_order(words: list[str]) -> None:
    assert sorted(order_numbers(words)) == list(range(len(words)))


@given(st.lists(st.text("0123456789", min_size=1, max_size=4), min_size=1, max_size=6))
def test_numbers_are_read_forwards_or_backwards(words: list[str]) -> None:
    straight = tuple(range(len(words)))
    assert order_numbers(words) in {straight, straight[::-1]}


@given(st.lists(st.text("0123456789", min_size=2, max_size=2), min_size=4, max_size=4), st.booleans())
def test_a_telephone_number_is_read_from_its_zero(pairs: list[str], backwards: bool) -> None:
    printed = ["05", *pairs]
    shown = printed[::-1] if backwards else printed
    read = "".join(shown[index] for index in order_numbers(shown))
    # Where the last pair begins with a nought too, both ways are telephone numbers.
    assert read == "".join(printed) or pairs[-1].startswith("0")


@given(WORDS)
def test_what_closes_a_sentence_is_parted_from_its_word_and_nothing_is_lost(word: str) -> None:
    closing, rest = split_closing(word)
    assert closing + rest == word
    assert split_closing(rest) == ("", rest)


@given(st.text("0123456789+.-ab", max_size=8))
def test_a_number_keeps_its_characters(word: str) -> None:
    typed = logical_number(word)
    assert sorted(typed) == sorted(word)
    assert logical_number(typed) == typed


@given(st.lists(st.integers()), st.booleans())
def test_parts_ordered_twice_are_as_before(parts: list[int], rtl: bool) -> None:
    assert order_parts(order_parts(parts, rtl=rtl), rtl=rtl) == tuple(parts)


@given(st.lists(boxes(), max_size=25), st.booleans())
def test_every_line_is_read_once(lines: list[Box], rtl: bool) -> None:
    order = reading_order(lines, rtl=rtl)
    assert sorted(index for stretch in order for index in stretch) == list(range(len(lines)))
    assert all(order)


@given(st.lists(laid(), max_size=12))
def test_every_line_is_in_one_block_and_blocks_keep_the_order(lines: list[Laid]) -> None:
    groups = group_lines(lines)
    assert [index for group in groups for index in group] == list(range(len(lines)))
    assert all(groups)


@given(st.text(max_size=30), st.data())
def test_edits_change_their_own_places_only(line: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(line)), max_size=6)))
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    edits = tuple(
        Edit(start=start, end=end, after=data.draw(st.text(max_size=3)), rule=Rule.BLANKS)
        for start, end in spans
    )
    edited = apply_edits(line, edits)
    kept = len(line) - sum(end - start for start, end in spans)
    assert len(edited) == kept + sum(len(edit.after) for edit in edits)
    # Undone from the last to the first, the line comes back.
    back, shift = edited, sum(len(edit.after) - (edit.end - edit.start) for edit in edits)
    for edit in reversed(edits):
        shift -= len(edit.after) - (edit.end - edit.start)
        place = edit.start + shift
        back = back[:place] + line[edit.start : edit.end] + back[place + len(edit.after) :]
    assert back == line
