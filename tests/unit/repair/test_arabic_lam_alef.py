from __future__ import annotations

import pytest

from balagh.pipelines.repair.arabic_lam_alef import find_lam_alef, find_lam_alef_beside, shows_lam_alef
from balagh.pipelines.repair.rules import Rule, apply_edits


def mended(line: str, *, seen: bool = False) -> str:
    return apply_edits(line, tuple(edit for edit in find_lam_alef(line, seen=seen) if edit.applied))


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("اإلدماج", "الإدماج"),
        ("األولى", "الأولى"),
        ("االجتماعي", "الاجتماعي"),
        ("باإلضافة", "بالإضافة"),
        ("المجلس االقتصادي واالجتماعي والبيئي", "المجلس الاقتصادي والاجتماعي والبيئي"),
        ("وذلك خالل المدة األخيرة", "وذلك خلال المدة الأخيرة"),
        ("وفقا لألحكام وقرارات الجاللة", "وفقا للأحكام وقرارات الجلالة"),
        ("االستوائيّة", "الاستوائيّة"),
        ("عبد هللا والحمد باهلل", "عبد الله والحمد بالله"),
    ],
)
def test_turned_pairs_are_turned_back(wrong: str, right: str) -> None:
    assert mended(wrong) == right
    assert mended(right) == right


@pytest.mark.parametrize(
    "line",
    [
        "اللائحة والرسالة والمجالس والحالة",
        "كتب الطالب السالم عالم الرسالة إلى مجلس الجالية",
        "لآلئ وأفلام وأعلام وملابس وآلات",
        "لألمانيا ولآلاف ولإلغاء",
        "الألفاظ والآلام والإلهام والإلغاء",
        "عمالة سلا وجماعة بني ملال",
        "جماعة ترواال",
        "ال",
        "",
        "قال",
    ],
)
def test_right_words_stay(line: str) -> None:
    assert mended(line) == line


def test_other_lines_that_show_the_fault_decide_where_both_are_words() -> None:
    assert mended("بالغ صحفي") == "بالغ صحفي"
    assert mended("بالغ صحفي", seen=True) == "بلاغ صحفي"
    lines = ("بالغ صحفي", "المجلس األعلى للحسابات", "باإلضافة إلى ذلك")
    made = [apply_edits(line, edits) for line, edits in zip(lines, find_lam_alef_beside(lines), strict=True)]
    assert made == ["بلاغ صحفي", "المجلس الأعلى للحسابات", "بالإضافة إلى ذلك"]
    assert find_lam_alef_beside(lines[:1]) == ((),)


def test_the_telltale_needs_a_word_that_the_turned_pair_makes() -> None:
    assert shows_lam_alef("المجلس األعلى")
    assert not shows_lam_alef("ترواال")
    assert not shows_lam_alef("المجلس الأعلى")


def test_each_pair_is_an_edit_of_its_own() -> None:
    (edit,) = find_lam_alef("المجلس األعلى")
    assert (edit.start, edit.end, edit.after, edit.rule) == (8, 10, "لأ", Rule.LAM_ALEF_ORDER)
    assert edit.confidence > 0.9
