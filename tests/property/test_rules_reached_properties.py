from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

import balagh
from balagh.pipelines.repair.ledger import apply_repairs, undo_repairs
from balagh.pipelines.repair.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Callable

#: A piece of text, or what makes one, that each rule has something to do with.
PIECES: dict[Rule, tuple[str, ...]] = {
    Rule.BLANKS: ("E-mail : contact @ampcc.ma",),
    Rule.INVISIBLE: ("Ra\u200bbat", "\u202bالرباط\u202c"),
    Rule.TATWEEL: ("المجـلس",),
    Rule.PRESENTATION_FORMS: ("ﻼ", "ﷲ"),
    Rule.COMPOSITION: ("communique\u0301",),
    Rule.LAM_ALEF_ORDER: ("المجلس االقتصادي", "بالغ صحفي", "بدالً من"),
    Rule.MOJIBAKE: ("Ø§Ù„Ù…Ù…Ù„ÙƒØ©", "communiquÃ©", "Çáããáßɉ"),
    Rule.VISUAL_ORDER: ("ةيبرغملا ةكلمملا",),
    Rule.LEAKED_GLYPHS: ("/uni0627/uni0644/uni0645", "(cid:12)(cid:13)"),
    Rule.PERSIAN_LETTERS: ("المملکة المغربیة",),
    Rule.TIFINAGH_MISREAD: ("+٠٤٠٤٨١+ +٠٤٧٠٠٠٤+ | ٤٤٧٠٠١ | ٤٠٧٧٤٤٤ | +٤٧٠٠٤٤",),
    Rule.ARABIC_MISREAD: ("JlmiVl g olleMl cslall adnsl",),
    Rule.OCR_SLIP: ("Institut de I'Information", "colIectivités"),
    Rule.LIGATURE: ("oﬃciel",),
    Rule.HYPHENATION: ("les collec-\ntivités", "la com\u00ad\nmunication"),
    Rule.EXTRACTION_LITTER: ("[bookmark: _GoBack]", "image1.png\n"),
}
#: Rules of scans and of text layers with boxes: no text comes to them.
ELSEWHERE = {Rule.ARABIC_COMMA, Rule.SYMBOL_FONT, Rule.LEGACY_TIFINAGH, Rule.PICTURE}
#: What stands between the pieces: no rule may be reached by it.
BETWEEN = st.sampled_from(
    ["\n", "\r\n", " ", "\n\n", " 2024-05-12 ", "\t", " le texte ", "\nنص البلاغ\n", "\nⴰⵡⴰⵍ\n", ", "]
)
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


def rules_in(text: str) -> set[Rule]:
    return {Rule(name) for repair in balagh.repair_text(text).repairs for name in repair.rule.split("+")}


def test_every_rule_has_a_piece_or_a_reason_to_have_none() -> None:
    assert set(PIECES) | ELSEWHERE == set(Rule)
    assert not set(PIECES) & ELSEWHERE


def test_every_rule_of_texts_is_reached() -> None:
    missed = {
        rule: piece for rule, pieces in PIECES.items() for piece in pieces if rule not in rules_in(piece)
    }
    assert missed == {}


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_a_text_with_any_of_them_can_be_had_back(data: st.DataObject) -> None:
    parts: list[str] = []
    for _ in range(data.draw(st.integers(1, 4))):
        rule = data.draw(st.sampled_from(sorted(PIECES)))
        parts += (data.draw(st.sampled_from(PIECES[rule])), data.draw(st.one_of(BETWEEN, ANY)))
    text = "".join(parts)
    repaired = balagh.repair_text(text)
    assert repaired.original == text
    assert apply_repairs(text, repaired.repairs) == repaired.text
    assert undo_repairs(repaired.text, repaired.repairs) == text


BAD: dict[str, Callable[[], str]] = {
    "a line of ten megabytes": lambda: "المجلس االقتصادي " * 600_000,
    "ten megabytes without a blank": lambda: "ا" * 10_000_000,
    "controls": lambda: "".join(map(chr, range(32))) + "\x7f\x85\x9f",
    "half code points": lambda: "a\ud800b \udfff",
    "bytes that are no text": lambda: b"Rabat \xff\xfe \xc3( \xed\xa0\x80".decode(errors="surrogateescape"),
    "private and unassigned": lambda: "\ue000 \U000e0001 \U0010fffe \u0378",
    "directions": lambda: "\u202e\u2066abc\u2069\u202c אבג (12) \u202b",
    "marks alone": lambda: "\u064b\u0651 \u0301\u0308 \u0654",
}


def test_bad_input_is_kept_and_raises_nothing() -> None:
    for make in BAD.values():
        text = make()
        repaired = balagh.repair_text(text)
        assert repaired.original == text
        assert undo_repairs(repaired.text, repaired.repairs) == text


OTHERS = (
    "שלום עולם, ועידת הבנייה 2024 (ירושלים)", "中华人民共和国 2024年5月12日",
    "Правительство Российской Федерации, № 12",
    "حکومت پاکستان کی جانب سے اعلان", "زرد خیلی روشن و دکمهٔ تأیید گفتگو", "هەرێمی کوردستان دەنگەکان لە کاتەکە",
    "سەنئەتكار بەلگىلەش ئۈسكۈنە", "افغانستان اسلامي جمهوریت ښاغلي", "Tamurt n Leqbayel d tutlayt-is", "ⵜⵓⴳⴷⵓⵜ ⵏ ⵜⵎⵓⵔⵜ",
    "ترڪمانستان جو معياري وقت", "Ελληνική Δημοκρατία · Հայաստան · საქართველო · हिन्दी · ไทย",
)  # fmt: skip


def test_other_languages_and_scripts_stay() -> None:
    for line in OTHERS:
        assert balagh.repair_text(line).text == unicodedata.normalize("NFC", line)
