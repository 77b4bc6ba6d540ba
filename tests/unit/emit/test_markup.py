from __future__ import annotations

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from balagh.emit.markup import Mark, esc, marked, tag


def test_attributes_and_text_cannot_break_out() -> None:
    assert (
        tag("p", esc("<b>&"), title='"><script>') == '<p title="&quot;&gt;&lt;script&gt;">&lt;b&gt;&amp;</p>'
    )


def test_characters_that_would_turn_the_page_around_are_shown_not_obeyed() -> None:
    assert esc("a\u202eb\x00c") == "a\ufffdb\ufffdc"


def test_overlapping_marks_share_their_stretch() -> None:
    marks = [Mark(start=0, end=4, css="doubt", title="one"), Mark(start=2, end=6, css="fixed", title="two")]
    assert marked("abcdefg", marks) == (
        '<mark class="doubt" title="one">ab</mark><mark class="doubt fixed" title="one; two">cd</mark>'
        '<mark class="fixed" title="two">ef</mark>g'
    )


PLAIN = st.text(alphabet="ab<&\"'> ابج", max_size=12)


@given(PLAIN, st.lists(st.tuples(st.integers(-3, 15), st.integers(-3, 15)), max_size=5))
def test_marks_never_change_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [Mark(start=start, end=end, css="doubt", title="t") for start, end in spans]
    assert html.unescape(re.sub(r"</?mark[^>]*>", "", marked(text, marks))) == text
