from __future__ import annotations

import pytest

from balagh.pipelines.repair.guard import guard_edits
from balagh.pipelines.repair.rules import Edit, Rule


def judge(line: str, before: str, after: str, rule: Rule) -> bool:
    start = line.index(before)
    (edit,) = guard_edits(
        line, (Edit(start=start, end=start + len(before), after=after, rule=rule),), frozenset({"ISIC"})
    )
    assert edit.applied or "never guessed" in edit.note
    return edit.applied


@pytest.mark.parametrize(
    ("line", "before", "after", "rule"),
    [
        ("le l2 mars", "l2", "12", Rule.OCR_SLIP),
        ("le 12/03/2021", "/", ".", Rule.OCR_SLIP),
        ("loi 113.14", ".", "،", Rule.ARABIC_COMMA),
        ("Tél. 05 37 12 34 56", "5", "6", Rule.OCR_SLIP),
        ("contact@ampcc.ma", "cc", "oc", Rule.OCR_SLIP),
        ("www.isic.ma/Ia", "Ia", "la", Rule.OCR_SLIP),
        ("18h30", "h", "b", Rule.OCR_SLIP),
        ("1250 DH", "DH", "OH", Rule.OCR_SLIP),
        ("ی ۲۰۲۱", "ی ۲۰۲۱", "ي 2021", Rule.PERSIAN_LETTERS),
        ("2021 ماع", "2021 ماع", "عام 1202", Rule.VISUAL_ORDER),
        ("a@b.ma ماع", "a@b.ma ماع", "عام am.b@a", Rule.VISUAL_ORDER),
        ("05 37 12 34 56", "05 37 12 34 56", "ⴰⵙⵉⵏⴰⴳ", Rule.TIFINAGH_MISREAD),
        ("+٠٤٠٤٨١+ 12/03/2021", "+٠٤٠٤٨١+ 12/03/2021", "ⴰⵙⵉⵏⴰⴳ", Rule.TIFINAGH_MISREAD),
        ("1250 درهم", "1250", "ⴰⵙ", Rule.TIFINAGH_MISREAD),
        ("41DGCT", "41DGCT", "DGCT", Rule.OCR_SLIP),
    ],
)
def test_a_guess_at_a_number_or_an_address_is_not_applied(
    line: str, before: str, after: str, rule: Rule
) -> None:
    assert not judge(line, before, after, rule)


@pytest.mark.parametrize(
    ("line", "before", "after", "rule"),
    [
        ("I'an 2021", "I", "l", Rule.OCR_SLIP),
        ("de Ia loi 113.14", "Ia", "la", Rule.OCR_SLIP),
        ("41SIC", "41SIC", "ISIC", Rule.OCR_SLIP),
        ("٢٠٢١ ماع", "٢٠٢١ ماع", "عام ٢٠٢١", Rule.VISUAL_ORDER),
        ("Ù¢Ù\u00a0 12", "Ù¢Ù\u00a0", "٢٠", Rule.MOJIBAKE),
        ("+٠٤٠٤٨١+", "+٠٤٠٤٨١+", "ⵜⴰⵎⵙⵎⵓⵏⵜ", Rule.TIFINAGH_MISREAD),
        ("image1.png", "image1.png", "", Rule.EXTRACTION_LITTER),
        ("/uniFEE1 2021", "/uniFEE1", "م", Rule.LEAKED_GLYPHS),
        ("12\u200f345", "\u200f", "", Rule.INVISIBLE),
    ],
)
def test_what_keeps_numbers_and_addresses_is_applied(line: str, before: str, after: str, rule: Rule) -> None:
    assert judge(line, before, after, rule)


@pytest.mark.parametrize("after", ["a\nb", "\u2028", "\ud800"])
def test_an_edit_that_would_break_the_line_is_dropped(after: str) -> None:
    assert guard_edits("abc", (Edit(start=0, end=1, after=after, rule=Rule.OCR_SLIP),)) == ()
