from __future__ import annotations

from dataclasses import replace

import pytest

from balagh.model import Box, Script
from balagh.pipelines.layout.paragraphs import Laid, group_lines

LEFT, RIGHT, SIZE, LEADING = 200, 2200, 40, 64
FULL = "une ligne de texte courant qui va d'une marge à l'autre"


class Column:
    """A column in the making; Arabic columns are mirror images."""

    def __init__(self, *, rtl: bool = False) -> None:
        self.rtl = rtl
        self.lines: list[Laid] = []
        self.y = 100

    def put(
        self,
        text: str = FULL,
        *,
        indent: int = 0,
        width: int | None = None,
        gap: int = 0,
        size: int = SIZE,
        script: Script | None = None,
        letters: float = 0.0,
    ) -> Column:
        self.y += gap
        x0 = LEFT + indent
        x1 = min(RIGHT, x0 + width) if width else RIGHT
        if self.rtl:
            x0, x1 = LEFT + RIGHT - x1, LEFT + RIGHT - x0
        box = Box(x0, self.y, x1, self.y + size)
        own = script or (Script.ARABIC if self.rtl else Script.LATIN)
        self.lines.append(
            Laid(
                box=box,
                core=box,
                letter_height=float(size),
                script=own,
                text=text,
                first_word=150,
                advance=letters,
            )
        )
        self.y += max(LEADING, round(1.6 * size))
        return self

    def groups(self) -> list[int]:
        """How many lines each block has."""
        groups = group_lines(self.lines)
        assert [index for group in groups for index in group] == list(range(len(self.lines)))
        return [len(group) for group in groups]


BOTH = pytest.mark.parametrize("rtl", [False, True])


@BOTH
def test_full_lines_are_one_paragraph(rtl: bool) -> None:
    column = Column(rtl=rtl)
    for _ in range(5):
        column.put()
    assert column.groups() == [5]


@BOTH
def test_an_indent_begins_a_paragraph(rtl: bool) -> None:
    column = Column(rtl=rtl).put(indent=120).put().put().put(indent=120).put().put()
    assert column.groups() == [3, 3]


@BOTH
def test_a_wide_gap_begins_a_paragraph(rtl: bool) -> None:
    column = Column(rtl=rtl).put().put().put().put(gap=50).put().put()
    assert column.groups() == [3, 3]


@BOTH
def test_a_short_line_ends_its_paragraph(rtl: bool) -> None:
    column = Column(rtl=rtl).put().put().put(width=900).put().put().put()
    assert column.groups() == [3, 3]


@BOTH
def test_a_ragged_edge_ends_none(rtl: bool) -> None:
    # Each next word would not have fitted.
    column = Column(rtl=rtl).put(width=1900).put(width=1960).put(width=1880).put(width=1940)
    assert column.groups() == [4]


@pytest.mark.parametrize("sign", ["• ", "- ", "– ", "1. ", "2) ", "(3) ", "a) "])
@BOTH
def test_every_list_item_is_a_block(rtl: bool, sign: str) -> None:
    column = Column(rtl=rtl)
    for _ in range(3):
        column.put(sign + FULL, indent=80).put(indent=130)
    assert column.groups() == [2, 2, 2]


def test_a_year_or_a_number_in_a_line_is_no_list_item() -> None:
    column = (
        Column()
        .put()
        .put("2023 et les deux cents habitants de la commune, selon l'avis")
        .put("12 000 dirhams")
    )
    assert column.groups() == [3]


def test_the_lines_of_a_centred_title_stay_together() -> None:
    column = Column().put(indent=200, width=1600, size=60).put(indent=500, width=1000, size=60)
    column.put(gap=80).put().put()
    assert column.groups() == [2, 3]


def test_print_of_another_size_is_another_block() -> None:
    column = Column().put(size=70).put().put()
    assert column.groups() == [1, 2]


@BOTH
def test_a_headline_a_quarter_larger_close_above_its_text_is_another_block(rtl: bool) -> None:
    column = Column(rtl=rtl).put(size=50, letters=25).put(letters=20).put(letters=19).put(letters=21)
    assert column.groups() == [1, 3]


@BOTH
def test_lines_of_one_size_that_measure_a_little_apart_are_one_block(rtl: bool) -> None:
    # Without tails and tops, with wide letters, with larger letters by chance: never all at once.
    column = (
        Column(rtl=rtl)
        .put(size=40, letters=22)
        .put(size=43, letters=19)
        .put(size=41, letters=23)
        .put(size=40)
    )
    assert column.groups() == [4]


def test_a_gap_of_a_third_of_the_leading_begins_a_paragraph() -> None:
    assert Column().put().put().put().put(gap=24).put().put().groups() == [3, 3]


@BOTH
def test_a_tail_or_a_top_moves_no_line(rtl: bool) -> None:
    column = Column(rtl=rtl)
    for _ in range(5):
        column.put()
    tall = column.lines[2]
    column.lines[2] = replace(tall, core=Box(tall.core.x0, tall.core.y0 + 18, tall.core.x1, tall.core.y1))
    assert column.groups() == [5]


def test_another_script_is_another_block() -> None:
    column = Column().put().put().put(script=Script.ARABIC).put(script=Script.TIFINAGH)
    assert column.groups() == [2, 1, 1]


def test_a_line_of_numbers_belongs_to_either_script() -> None:
    assert Column().put().put("05 37 77 12 34", script=Script.COMMON).put().groups() == [3]


def test_nothing_makes_no_block() -> None:
    assert group_lines([]) == []
    assert Column().put().groups() == [1]
