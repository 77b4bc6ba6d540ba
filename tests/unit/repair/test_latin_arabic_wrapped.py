from __future__ import annotations

from balagh.pipelines.repair.latin_arabic_wrapped import find_wrapped_name
from balagh.pipelines.repair.rules import apply_edits
from balagh.pipelines.structure.authority import shipped_authorities

DIRECTION = "المديرية العامة للجماعات الترابية"
HEAD = ("ROYAUME DU MAROC", "DIRECTION GENERALE DES COLLECTIVITES TERRITORIALES")
#: The line of seed 004, broken where a narrow column would break it: what is left on paper is said last.
UPPER, LOWER = "dol_ell dyyyaall", "dulyill wilela all"


def test_a_name_broken_over_two_lines_is_put_together() -> None:
    found = find_wrapped_name(UPPER, LOWER, shipped_authorities(), HEAD)
    assert found is not None
    above, below = (apply_edits(line, (edit,)) for line, edit in zip((UPPER, LOWER), found, strict=True))
    assert f"{above} {below}" == DIRECTION
    assert above
    assert below


def test_two_names_under_one_another_stay_two() -> None:
    assert find_wrapped_name("dyj<ealldslaall", "a1l alalldjljg", shipped_authorities(), HEAD) is None


def test_lines_in_a_language_are_no_broken_name() -> None:
    names = shipped_authorities()
    assert find_wrapped_name("Direction générale des", "collectivités territoriales", names, HEAD) is None
    assert find_wrapped_name(UPPER, "Le Directeur", names, HEAD) is None
    assert find_wrapped_name("", LOWER, names) is None
