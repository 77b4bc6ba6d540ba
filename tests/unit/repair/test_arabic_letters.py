from __future__ import annotations

import pytest

from balagh.pipelines.repair.arabic_glyphs import find_leaked_glyphs
from balagh.pipelines.repair.arabic_persian import find_persian_letters
from balagh.pipelines.repair.arabic_words import is_known, is_usual, pack, unpack, word_bits
from balagh.pipelines.repair.rules import apply_edits, normalise_text


@pytest.mark.parametrize(
    ("line", "letters"),
    [
        ("/uni0627/uni0644/afii57445غرب", "المغرب"),
        ("uniFEDFuniFE8E", "لا"),
        ("/uni06440627.liga/space/uni0628 ثم", "لا ب ثم"),
        ("/alefarabic/lamarabic", "ال"),
        ("/u2D30/u2D4D", "ⴰⵍ"),
        ("رقم /uni0661 /uni0641", "رقم ١ ف"),
    ],
)
def test_names_of_glyphs_are_read(line: str, letters: str) -> None:
    assert normalise_text(apply_edits(line, find_leaked_glyphs(line))) == letters


@pytest.mark.parametrize(
    "line",
    [
        "https://exemple.ma/uni0627/page",
        "open('/uni0627')",
        "uni2024 et /one/two",
        "src/uni0627.svg",
        "/uniD800",
        "/uFFFFFF",
        "université /universite",
        "",
    ],
)
def test_addresses_paths_and_words_stay(line: str) -> None:
    assert find_leaked_glyphs(line) == ()


@pytest.mark.parametrize("line", ["(cid:12)", "(cid:12)(cid:3)", "/g12/g13"])
def test_numbers_of_glyphs_are_named_and_not_guessed(line: str) -> None:
    (edit,) = find_leaked_glyphs(line)
    assert (edit.start, edit.end, edit.applied) == (0, len(line), False)
    assert "known" in edit.note or "without a name" in edit.note


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("المملکة المغربیة", "المملكة المغربية"),
        ("وزارة الداخلیة فی الرباط", "وزارة الداخلية في الرباط"),
        ("حتی يوم الخميس", "حتى يوم الخميس"),
        ("ھذا القرار", "هذا القرار"),
        ("جماعة أيت ڭماط", "جماعة أيت ڭماط"),
        ("أگادير والصويرة", "أگادير والصويرة"),
    ],
)
def test_look_alikes_in_arabic_are_made_arabic(line: str, right: str) -> None:
    assert apply_edits(line, tuple(edit for edit in find_persian_letters(line) if edit.applied)) == right


@pytest.mark.parametrize(
    "line", ["این متن به زبان فارسی است", "پاکستان کا شہر", "هەولێر پایتەختی کوردستان", "ایتالیا"]
)
def test_other_languages_stay(line: str) -> None:
    assert not any(edit.applied for edit in find_persian_letters(line))


def test_an_ending_with_two_meanings_is_left_with_both() -> None:
    (edit,) = find_persian_letters("مدينە الرباط")
    assert (edit.applied, edit.after, edit.alternatives) == (False, "ة", ("ه",))


def test_words_and_letters_of_arabic_are_known() -> None:
    assert is_known("وبالمجلس")
    assert not is_known("سلجملا")
    assert is_usual("البلاغ")
    assert not is_usual("البالغ")
    assert word_bits("المغرب") < word_bits("برغملا")


def test_a_list_of_words_comes_out_as_it_went_in() -> None:
    words = ["ا", "اب", "ابن", "بنت", "بنوك"]
    assert unpack(pack(words)) == words
    assert unpack(b"") == []
