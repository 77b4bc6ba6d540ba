from __future__ import annotations

import pytest

from balagh.model import Block, Line, Origin, Page, Script
from balagh.pipelines.languages import tag
from balagh.pipelines.languages.amazigh import Verdict, weigh_tifinagh

STANDARD = "ⵜⵙⵙⵏ ⵜⵎⴰⵡⴰⵙⵜ ⵎⴰⵙ ⵔⴰⴷ ⵉⵙⵙⵏⵜⵉ ⵓⵙⵍⵎⴷ ⵏ ⵜⵎⴰⵣⵉⵖⵜ ⴳ ⵜⵎⵏⴰⴹⵜ ⵏ ⵙⵓⵙ, ⴷ ⵎⴰⵙ ⵔⴰⴷ ⵉⵍⵉⵏ ⵉⵏⵙⵙⵉⵅⴼⵏ ⴳ ⵜⵎⴷⵉⵏⵜ."
KABYLE = "ⵢⴻⵙⵙⴻⵍⵡⵉ ⵓⵏⴻⵖⵍⴰⴼ ⵢⵉⵡⴻⵜ ⵏ ⵜⴻⵎⵍⵉⵍⵉⵜ ⴷⴻⴳ ⵜⴻⵎⴷⵉⵏⵜ, ⵖⴻⴼ ⵓⵙⴻⵍⵎⴻⴷ ⴷ ⵢⵉⴷⵍⴻⵙ."


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (STANDARD, Verdict.STANDARD),
        ("ⵓⵙⵓⴷⴻⴷ ⵏ ⵜⵎⴰⵣⵉⵖⵜ", Verdict.OPEN),  # one ⴻ between like letters is IRCAM's spelling
        ("ⵒⴰⵔⵉⵙ", Verdict.OPEN),  # a foreign name
        (f"{STANDARD} Communiqué \ufffd", Verdict.STANDARD),  # a word of another script, not read
        (KABYLE, Verdict.OTHER),
        ("ⵜⴼⵏⵗ", Verdict.OTHER),  # a Tuareg letter in four
        ("ⵏⴾ ⴰⵏⵙ ⵗⵔ ⴰⵎⵂⵔ", Verdict.OTHER),
        ("ⵏ\ufffd ⵏⵙ \ufffdⵔ ⵎ\ufffdⵔ", Verdict.OTHER),  # the same as the reader gives it
        ("ⵍⵏⵏⵍ ⵙⵔⵔⵙ ⵜⵜⵏⵍ ⵔⵙⵔⵔ ⵏⵏⵍⵍ ⵜⵙⵔⵏ ⵍⵍⵏⵙ", Verdict.OTHER),  # bars and circles read as letters
    ],
)
def test_letters_tell_standard_amazigh_from_the_rest(text: str, verdict: Verdict) -> None:
    assert weigh_tifinagh(text) is verdict


def languages(*blocks: str) -> list[list[str]]:
    page = Page(
        number=1,
        width=0,
        height=0,
        origin=Origin.TEXT,
        blocks=tuple(
            Block(
                id=f"p1b{at}",
                text=text,
                original=text,
                lines=tuple(Line(text=line) for line in text.split("\n")),
            )
            for at, text in enumerate(blocks, 1)
        ),
    )
    tagged = tag.tag_page(page, ("fr", "ar", "zgh", "en"))
    assert all(block.script is Script.TIFINAGH for block in tagged.blocks)
    return [[block.language, *(line.language for line in block.lines)] for block in tagged.blocks]


def test_short_lines_take_the_verdict_of_the_page() -> None:
    assert languages("ⵜⵉⵎⵍⵉⵍⵉⵜ", KABYLE) == [["und", "und"]] * 2
    assert languages("ⵜⵉⵎⵍⵉⵍⵉⵜ", STANDARD) == [["zgh", "zgh"]] * 2


def test_a_kabyle_quotation_does_not_take_the_page_with_it() -> None:
    assert languages(STANDARD, f"{KABYLE}\nⴷ ⵢⵉⵔⴳⴰⵣⵏ", STANDARD) == [
        ["zgh", "zgh"],
        ["und", "und", "und"],
        ["zgh", "zgh"],
    ]


def test_the_detector_is_not_asked_about_tifinagh(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        message = "the detector raises on Tifinagh"
        raise AssertionError(message)

    monkeypatch.setattr(tag, "_detected", refuse)
    assert languages(STANDARD * 3) == [["zgh", "zgh"]]
