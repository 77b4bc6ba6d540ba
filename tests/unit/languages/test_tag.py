from __future__ import annotations

import pytest

from balagh.model import Block, Direction, Line, Origin, Page, Script
from balagh.pipelines.languages.tag import document_languages, tag_page

ALL = ("fr", "ar", "zgh", "en", "es")
FRENCH = "Le conseil communal s'est réuni pour débattre du budget de la ville."


def page(*blocks: str) -> Page:
    return Page(
        number=1,
        width=0,
        height=0,
        origin=Origin.TEXT,
        blocks=tuple(
            Block(
                id=f"p1b{at}",
                text=text,
                original=text,
                lines=tuple(Line(text=row) for row in text.split("\n")),
            )
            for at, text in enumerate(blocks, start=1)
        ),
    )


def languages(*blocks: str, asked: tuple[str, ...] = ALL) -> list[str]:
    return [block.language for block in tag_page(page(*blocks), asked).blocks]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("COMMUNIQUE DE PRESSE", "fr"),
        ("DIRECTION GENERALE DES COLLECTIVITES TERRITORIALES", "fr"),
        ("L'Association a tenu sa réunion.", "fr"),
        ("PRESS RELEASE", "en"),
        ("The network combines 34 buoys with the tide gauges.", "en"),
        ("Nota de prensa", "es"),
        ("بلاغ صحفي", "ar"),
        ("ⵜⴰⴳⵍⴷⵉⵜ ⵏ ⵍⵎⵖⵔⵉⴱ", "zgh"),
        ("Tagldit n Lmɣrib", "zgh-Latn"),
        ("JlmiVl g olleMl cslall adnsl", "und"),
        ("dyj<ealldslaall", "und"),
        ("A 30%IoX oLolI5oH | SOIYLO A SLFUE", "und"),
        ("+٠٤٠٤٨١+ +٠٤٧٠٠٠٤+ | ٤٤٧٠٠١", "und"),
    ],
)
def test_a_text_speaks_for_itself(text: str, language: str) -> None:
    assert languages(text) == [language]


ARABIC = "عقد المجلس الجماعي دورته العادية برسم شهر أكتوبر بمقر الجماعة."


def test_a_name_in_latin_letters_among_arabic_is_not_arabic() -> None:
    assert languages(ARABIC, "Autocars Rif", ARABIC) == ["ar", "fr", "ar"]
    assert languages(ARABIC, "Autocars Rif", asked=("ar", "en")) == ["ar", "en"]


@pytest.mark.parametrize(
    "text", ["البريد: mediadepartment@autocars-rif.ma", "البريد mediadepartment @autocars-rif.ma"]
)
def test_an_address_does_not_outweigh_its_label(text: str) -> None:
    assert languages(FRENCH, text) == ["fr", "ar"]


def test_an_address_alone_takes_the_language_beside_it() -> None:
    assert languages(FRENCH, ARABIC, "media@autocars-rif.ma") == ["fr", "ar", "ar"]


@pytest.mark.parametrize(
    "text", ["Kenza Benlamlih", "+212 661 58 59 54", "presse@exemple.ma", "12/10/2022", "CNDH"]
)
def test_names_and_numbers_take_the_language_around_them(text: str) -> None:
    assert languages(FRENCH, text) == ["fr", "fr"]


def test_an_arabic_line_with_an_acronym_is_arabic_and_runs_from_right_to_left() -> None:
    (block,) = tag_page(page("المديرية العامة للجماعات الترابية (DGCT)"), ALL).blocks
    assert (block.language, block.script, block.direction) == ("ar", Script.ARABIC, Direction.RTL)


def test_a_latin_name_takes_the_nearest_text_in_its_script() -> None:
    assert languages(FRENCH, "بلاغ صحفي", "Attijariwafa") == ["fr", "ar", "fr"]


def test_a_line_seen_but_not_read_keeps_its_script_and_has_no_language() -> None:
    unread = Block(
        id="p1b1",
        text="",
        original="",
        script=Script.TIFINAGH,
        lines=(Line(text="", script=Script.TIFINAGH),),
    )
    tagged = tag_page(Page(number=1, width=10, height=10, origin=Origin.OCR, blocks=(unread,)), ALL)
    assert (tagged.blocks[0].language, tagged.blocks[0].script) == ("und", Script.TIFINAGH)
    assert tagged.blocks[0].lines[0].language == "und"


def test_a_language_that_was_not_asked_for_is_not_given() -> None:
    english = "The network combines 34 buoys with the tide gauges already in service and the ports."
    assert languages(english, "بلاغ", FRENCH, asked=("fr",)) == ["und", "und", "fr"]


def test_lines_of_a_block_have_tags_of_their_own() -> None:
    (block,) = tag_page(page("المملكة المغربية\nRoyaume du Maroc\nJlmiVl g olleMl cslall adnsl"), ALL).blocks
    assert [line.language for line in block.lines] == ["ar", "fr", "und"]


def test_shares_count_letters_and_leave_out_what_has_no_language() -> None:
    shares = document_languages([tag_page(page("les villes", "بلاغ صحفي هام"), ALL)])
    assert [(share.code, share.script) for share in shares] == [("ar", Script.ARABIC), ("fr", Script.LATIN)]
    assert sum(share.share for share in shares) == pytest.approx(1.0)


def test_a_long_text_that_the_lists_do_not_know_is_left_to_the_detector() -> None:
    text = "Mosaïste indépendant, Brahim restaure zelliges, vitraux, moucharabiehs, stucs sculptés, cèdres peints"
    assert languages(text, asked=("fr", "en")) == ["fr"]
