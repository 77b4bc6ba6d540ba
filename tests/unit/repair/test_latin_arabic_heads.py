"""Whole letterheads whose Arabic lines were all read as Latin letters, beside French ones that can be read."""

from __future__ import annotations

import itertools

import pytest

from balagh import repair_text

FRENCH = (
    "ROYAUME DU MAROC",
    "MINISTERE DE L'INTERIEUR",
    "DIRECTION GENERALE DES COLLECTIVITES TERRITORIALES",
)
#: What an English reader made of the lines of seed 004.
MISREAD = {
    "dyj<ealldslaall": "المملكة المغربية",
    "a1l alalldjljg": "وزارة الداخلية",
    "dulyill wilela all dol_ell": "المديرية العامة للجماعات الترابية",
}
#: The same one broken over two lines, as a narrow column breaks it.
BROKEN = {"dol_ell dyyyaall": "المديرية العامة", "dulyill wilela all": "للجماعات الترابية"}


def _heads() -> list[tuple[str, ...]]:
    """Give the columns one after the other, in both orders, the Arabic ones in any order, and mixed line by line."""
    arabic = [*itertools.permutations(MISREAD)]
    mixed = tuple(line for pair in zip(FRENCH, MISREAD, strict=True) for line in pair)
    return [
        *((*FRENCH, *lines) for lines in arabic[::2]),
        *((*lines, *FRENCH) for lines in arabic[1::2]),
        mixed,
        mixed[::-1],
    ]


@pytest.mark.parametrize("head", _heads())
def test_each_line_is_read_whatever_the_order(head: tuple[str, ...]) -> None:
    expected = [MISREAD.get(line, line) for line in head]
    assert repair_text("\n".join(head)).text.split("\n") == expected


def test_a_name_broken_over_two_lines_is_read_where_french_ones_stand_beside_it() -> None:
    head = (*FRENCH, *BROKEN)
    assert repair_text("\n".join(head)).text.split("\n") == [*FRENCH, *BROKEN.values()]


def test_a_place_in_the_ledger_says_what_confirmed_it() -> None:
    alone, agreed = (
        repair_text(text).repairs[-1] for text in ("dyj<ealldslaall", "\n".join((*FRENCH, *MISREAD)))
    )
    assert not any("agreed" in note for note in alone.evidence)
    assert any("agreed by the letterhead" in note for note in agreed.evidence)
    assert agreed.confidence is not None
    assert 0.5 <= agreed.confidence <= 0.99
