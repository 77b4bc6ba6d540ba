from __future__ import annotations

from pathlib import Path

import pytest

from balagh.model import Origin
from balagh.pipelines.repair.ledger import apply_repairs, undo_repairs
from balagh.pipelines.repair.rules import Rule
from balagh.pipelines.text.blocks import read_text_page
from balagh.pipelines.text.marks import list_mark

SEEDS = sorted((Path(__file__).resolve().parents[3] / "samples" / "texts").glob("*.txt"))


def texts(text: str) -> list[str]:
    return [block.text for block in read_text_page(text)[0].blocks]


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_a_seed_is_kept_to_the_letter(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    page, repairs = read_text_page(text)
    assert page.origin is Origin.TEXT
    assert (page.width, page.height, page.dpi) == (0, 0, None)
    originals = [row for block in page.blocks for row in block.original.split("\n")]
    assert originals == [row for row in text.split("\n") if row.strip()]
    for block in page.blocks:
        own = [repair for repair in repairs if repair.block == block.id]
        assert apply_repairs(block.original, own) == block.text
        assert undo_repairs(block.text, own) == block.original


def test_both_seeds_are_there() -> None:
    assert len(SEEDS) == 2


def test_litter_leaves_the_text_and_stays_in_the_original() -> None:
    long = "Cette convention émane de la conviction des deux parties. " * 4
    page, repairs = read_text_page(f"{long.strip()}\n[bookmark: _GoBack]Cette convention.\nimage1.png\n41SIC")
    assert [block.text for block in page.blocks] == [long.strip(), "Cette convention.", "", "41SIC"]
    assert page.blocks[1].original == "[bookmark: _GoBack]Cette convention."
    assert page.blocks[2].original == "image1.png"
    assert [repair.rule for repair in repairs] == [Rule.EXTRACTION_LITTER, Rule.EXTRACTION_LITTER]


def test_list_items_on_consecutive_lines_are_blocks_of_their_own() -> None:
    assert texts("Ils visent :\n- un ;\n- deux\n  et demi ;\n• trois.") == [
        "Ils visent :",
        "- un ;",
        "- deux\net demi ;",
        "• trois.",
    ]


def test_hard_wrapped_lines_stay_together() -> None:
    wrapped = (
        "Le conseil communal s'est réuni hier afin de\ndébattre du budget de la commune pour l'année\n"
        "prochaine.\nIl a voté."
    )
    assert texts(wrapped) == [
        "Le conseil communal s'est réuni hier afin de\ndébattre du budget de la commune pour l'année\nprochaine.",
        "Il a voté.",
    ]


def test_paragraphs_of_one_line_each_are_blocks() -> None:
    long = "Le conseil communal " * 10
    assert texts(f"{long}\n{long}\nTitre\nsur deux lignes") == [
        long.strip(),
        long.strip(),
        "Titre\nsur deux lignes",
    ]


def test_line_ends_of_all_kinds_part_lines() -> None:
    assert texts("un\r\n\r\ndeux\rtrois") == ["un", "deux\ntrois"]


def test_an_empty_text_has_no_blocks() -> None:
    assert read_text_page(" \n\n") == (read_text_page("")[0], ())


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("- Une mesure", "- "),
        ("• Une mesure", "• "),
        ("1. Une mesure", "1. "),
        ("2- إحداث", "2- "),
        ("a) mesure", "a) "),
        ("– visite", "– "),
        ("o L'eau", "o "),
        ("###", ""),
        ("- 30 -", ""),
        ("12.5 km", ""),
        ("10 octobre 2022", ""),
        ("2021 : bilan", ""),
    ],
)
def test_a_list_mark_is_told_from_other_openings(line: str, mark: str) -> None:
    assert list_mark(line) == mark
