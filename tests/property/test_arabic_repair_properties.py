from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.repair_arabic import FINDERS, PROCESSES, repair
from bench.repair_arabic_lines import arabic_lines

SIGNS = "البرغمةىكي لاأإ ابت(«)»،.-12٣٤ aéÃ©Ù…Ø§ط§├®/uni0627 \u200f\ufedf\ufe8eیکⵜה"
TEXT = st.text(st.one_of(st.sampled_from(SIGNS), st.characters(exclude_categories=["Cs"])), max_size=40)


#: The first line loads ftfy and the list of words, which is no matter of the line.
UNTIMED = settings(deadline=None)


@UNTIMED
@given(TEXT)
def test_edits_of_any_text_are_in_order_apart_and_within_it(line: str) -> None:
    for find in FINDERS:
        edits = find(line)
        ends = [0, *(edit.end for edit in edits)]
        assert all(end <= edit.start <= edit.end for end, edit in zip(ends, edits, strict=False))
        assert all(edit.end <= len(line) and 0 <= edit.confidence <= 1 for edit in edits)


@UNTIMED
@given(st.sampled_from(arabic_lines()), st.sampled_from(sorted(PROCESSES)))
def test_no_digit_of_a_garbled_line_is_lost_or_made_up(line: str, process: str) -> None:
    try:
        garbled = PROCESSES[process](line)
    except UnicodeEncodeError:
        return
    assert Counter(re.findall(r"\d+", repair(garbled))) == Counter(re.findall(r"\d+", line))


@pytest.mark.parametrize("process", sorted(PROCESSES))
def test_what_was_repaired_needs_no_repair(process: str) -> None:
    for line in arabic_lines()[::150]:
        once = repair(line if "cp1256" in process else PROCESSES[process](line))
        assert repair(once) == once
