"""The markers that Word prints before the paragraphs of its lists."""

from __future__ import annotations

import pytest

from tests.wordfile import lines_of, par, word_file


def level(at: int, kind: str, text: str, more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{text}"/>{more}</w:lvl>'
    )


def listed(
    levels: str, items: str, numbers: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
) -> list[str]:
    abstract = f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
    numbering = f"<w:numbering {{spaces}}>{abstract}{numbers}</w:numbering>"
    parts = {"word/numbering.xml": numbering}
    return lines_of(word_file(items, parts=parts, relations={"rId1": ("numbering", "numbering.xml")}))


def item(text: str, at: int = 0, number: int = 1) -> str:
    return par(text, look=f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>')


@pytest.mark.parametrize(
    ("kind", "text", "markers"),
    [
        ("decimal", "%1.", ("1.", "2.", "3.")),
        ("lowerLetter", "%1)", ("a)", "b)", "c)")),
        ("upperRoman", "%1 -", ("I -", "II -", "III -")),
        ("arabicAbjad", "%1-", ("أ-", "ب-", "ج-")),
        ("arabicAlpha", "%1-", ("أ-", "ب-", "ت-")),
        ("hindiNumbers", "%1)", ("١)", "٢)", "٣)")),
        ("decimalZero", "(%1)", ("(01)", "(02)", "(03)")),
        ("bullet", "\uf0b7", ("•", "•", "•")),
        ("bullet", "-", ("-", "-", "-")),
        ("unheard-of", "%1.", ("1.", "2.", "3.")),
    ],
)
def test_markers_are_printed_in_their_form(kind: str, text: str, markers: tuple[str, ...]) -> None:
    lines = listed(level(0, kind, text), item("x") + par("entre") + item("x") + item("x"))
    assert lines == [f"{markers[0]} x", "entre", f"{markers[1]} x", f"{markers[2]} x"]


def test_no_form_prints_no_marker() -> None:
    assert listed(level(0, "none", ""), item("x")) == ["x"]


def test_a_bullet_in_a_typewriter_font_is_a_ring() -> None:
    font = '<w:rPr><w:rFonts w:ascii="Courier New"/></w:rPr>'
    assert listed(level(0, "bullet", "o", font), item("x")) == ["○ x"]


def test_lower_levels_begin_again_under_each_higher_one() -> None:
    levels = level(0, "decimal", "%1.") + level(1, "lowerLetter", "%1.%2)")
    items = item("x") + item("y", 1) + item("y", 1) + item("x") + item("y", 1)
    assert listed(levels, items) == ["1. x", "1.a) y", "1.b) y", "2. x", "2.a) y"]


def test_a_level_may_be_told_never_to_begin_again() -> None:
    levels = level(0, "decimal", "%1.") + level(1, "decimal", "%2)", '<w:lvlRestart w:val="0"/>')
    assert listed(levels, item("x") + item("y", 1) + item("x") + item("y", 1)) == [
        "1. x",
        "1) y",
        "2. x",
        "2) y",
    ]


def test_two_numbers_of_one_list_count_on_unless_told_to_start() -> None:
    numbers = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/>'
        "</w:lvlOverride></w:num>"
    )
    items = item("x") + item("x", number=2) + item("x", number=3) + item("x", number=3)
    assert listed(level(0, "decimal", "%1."), items, numbers) == ["1. x", "2. x", "7. x", "8. x"]


def test_number_nought_takes_a_paragraph_out_of_its_list() -> None:
    assert listed(level(0, "decimal", "%1."), item("x") + item("y", number=0) + item("x")) == [
        "1. x",
        "y",
        "2. x",
    ]


def test_a_list_that_is_not_there_prints_nothing() -> None:
    assert listed(level(0, "decimal", "%1."), item("x", number=9) + item("y", at=5)) == ["x", "y"]


def test_huge_numbers_stay_numbers() -> None:
    assert listed(level(0, "upperRoman", "%1.", start=5000), item("x")) == ["5000. x"]
    letters = listed(level(0, "lowerLetter", "%1.", start=10**9), item("x"))
    assert len(letters[0]) < 20
