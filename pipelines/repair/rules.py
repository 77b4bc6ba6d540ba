"""The small, certain changes that bring a line of text to its normal form.

Normal form: NFC, logical order, no control or zero-width characters, no Arabic presentation forms, no tatweel,
single plain blanks and none at the ends. Digits stay as printed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Rule(StrEnum):
    """The names that the ledger uses for changes."""

    BLANKS = "blanks"
    INVISIBLE = "invisible"
    TATWEEL = "tatweel"
    PRESENTATION_FORMS = "presentation_forms"
    COMPOSITION = "composition"
    ARABIC_COMMA = "arabic_comma"
    LAM_ALEF_ORDER = "lam_alef_order"
    SYMBOL_FONT = "symbol_font"
    MOJIBAKE = "mojibake"
    LEGACY_TIFINAGH = "legacy_tifinagh"
    PICTURE = "picture"
    VISUAL_ORDER = "visual_order"
    LEAKED_GLYPHS = "leaked_glyphs"
    PERSIAN_LETTERS = "persian_letters"
    TIFINAGH_MISREAD = "tifinagh_misread"
    ARABIC_MISREAD = "arabic_misread"
    OCR_SLIP = "ocr_slip"
    LIGATURE = "ligature"
    HYPHENATION = "hyphenation"
    EXTRACTION_LITTER = "extraction_litter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Characters `start` to `end` (exclusive) of a line become `after`.

    Attributes:
        note: what was found there.
        confidence: 1 where no guess is in it.
        applied: False where it is not sure enough: it is written down, and the text is left alone.
        alternatives: what else may stand there, the likeliest first.
        also: the rules of earlier passes that had a hand in it, in their order.
    """

    start: int
    end: int
    after: str
    rule: Rule
    note: str = ""
    confidence: float = 1.0
    applied: bool = True
    alternatives: tuple[str, ...] = ()
    also: tuple[Rule, ...] = ()


#: Blanks of any width: they all print as a gap, and one gap is one blank.
_BLANK = "\\t\\u000b\\u000c \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000"
#: Nothing prints for these: controls, soft hyphen, zero-width and bidi controls, joiners, byte order mark.
_UNSEEN = (
    "\\u0000-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f\\u00ad\\u061c\\u180e\\u200b-\\u200f"
    "\\u202a-\\u202e\\u2060-\\u206f\\ufeff"
)
#: Latin ligatures that typesetting programs leave in a text.
_LIGATURES = "\\ufb00-\\ufb06"
#: Arabic presentation forms (the two ornate parentheses, FD3E and FD3F, are ordinary signs), and Latin ligatures.
_FORMS = f"\\ufb50-\\ufd3d\\ufd50-\\ufdff\\ufe70-\\ufefc{_LIGATURES}"
_TATWEEL = "\u0640"
_SOFT_HYPHEN = "\u00ad"

#: Behind these a joiner is part of the writing: scripts of India and its neighbours, pictographs.
_JOINING = "\u0900-\u109f\u1780-\u18af\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"

#: A line in Persian or Urdu: letters that only they have, or their kaf and yeh with none of the letters that only
#: Arabic has. Behind the letters below they write a non-joiner (`کتاب‌های`), which is litter in Arabic.
_PERSIAN = re.compile(
    "[\u067e\u0686\u0698\u06af\u06d2]|^(?!.*[\u0623\u0625\u0629\u0643\u0649\u064a]).*[\u06a9\u06cc]",
    re.DOTALL,
)
_PERSIAN_JOINING = "\u0620-\u064a\u0671-\u06d3"


def _atom(joining: str) -> re.Pattern[str]:
    """Give what a line is cut into, where joiners behind the signs `joining` are part of the writing."""
    return re.compile(
        rf"(?P<joiner>(?<=[{joining}])[\u200c\u200d])|(?P<gap>[{_BLANK}{_UNSEEN}{_TATWEEL}]+)"
        rf"|(?P<forms>[{_FORMS}]+)|(?P<plain>.)",
        re.DOTALL,
    )


_ATOM, _PERSIAN_ATOM = _atom(_JOINING), _atom(_JOINING + _PERSIAN_JOINING)
#: Without one of these, and in NFC, a line is in normal form: most lines are.
_SUSPECT = re.compile(rf"^ | $|  |[{_BLANK.replace(' ', '', 1)}{_UNSEEN}{_TATWEEL}{_FORMS}]")
#: The same where blanks are left as they are.
_SUSPECT_SIGN = re.compile(f"[{_UNSEEN}{_TATWEEL}{_FORMS}]")
#: An alef of any kind and the lam that it is joined to: no font joins them in this order.
_ALEF_LAM = re.compile("[\u0622\u0623\u0625\u0627\u0671]\u0644")
_ONLY_LIGATURES = re.compile(f"[{_LIGATURES}]+")
_GAP_BLANK = re.compile(f"[{_BLANK}]")
_GAP_UNSEEN = re.compile(f"[{_UNSEEN}]+")
_FORM_FILLER = re.compile(f"[ {_TATWEEL}]")
#: A tatweel with blanks or the line's end on both sides was typed for a dash.
_TYPED_DASH = re.compile(f"(?:^|[{_BLANK}]){_TATWEEL}+(?:[{_BLANK}]|$)")
_TATWEELS = re.compile(f"{_TATWEEL}+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Atom:
    start: int
    end: int
    after: str
    rule: Rule | None = None
    note: str = ""


def find_edits(line: str, *, blanks: bool = True) -> tuple[Edit, ...]:
    """Find the edits, in order and apart, that bring `line` to its normal form.

    Without `blanks` all blanks stay as they are: columns set with blanks, indents, no-break blanks.

    >>> [(edit.rule.value, edit.after) for edit in find_edits("la  DGCT ")]
    [('blanks', ' '), ('blanks', '')]
    """
    if not (_SUSPECT if blanks else _SUSPECT_SIGN).search(line) and unicodedata.is_normalized("NFC", line):
        return ()
    edits: list[Edit] = []
    for group in _groups(list(_atoms(line, blanks=blanks))):
        joined = "".join(atom.after for atom in group)
        composed = unicodedata.normalize("NFC", joined)
        if composed != joined:
            notes = (Rule.COMPOSITION.value, *(atom.note for atom in group if atom.note))
            note = ", ".join(dict.fromkeys(notes))
            start, end = group[0].start, group[-1].end
            edits.append(Edit(start=start, end=end, after=composed, rule=Rule.COMPOSITION, note=note))
        else:
            edits += (_edit(atom) for atom in group if atom.rule is not None)
    return tuple(edits)


def turn_lam_alef(sign: str) -> str | None:
    """Give the two letters of a lam-alef ligature in their right order where a font has them the wrong way round.

    `sign` is what one glyph stands for; None where nothing is wrong with it. Alef never joins the letter after it, so
    a glyph of alef and lam is always the ligature of lam and alef.

    >>> turn_lam_alef("\u0627\u0644") == "\u0644\u0627"
    True
    """
    return sign[::-1] if _ALEF_LAM.fullmatch(sign) else None


def apply_edits(line: str, edits: tuple[Edit, ...]) -> str:
    """Give `line` with those of its `edits` (in order and apart) made that are sure enough."""
    pieces: list[str] = []
    position = 0
    for edit in edits:
        if not edit.applied:
            continue
        pieces += (line[position : edit.start], edit.after)
        position = edit.end
    return "".join((*pieces, line[position:]))


def normalise_text(line: str) -> str:
    """Give one line of text in its normal form."""
    return apply_edits(line, find_edits(line))


def _atoms(line: str, *, blanks: bool) -> Iterator[_Atom]:
    for match in (_PERSIAN_ATOM if _PERSIAN.search(line) else _ATOM).finditer(line):
        start, end = match.span()
        text = match.group()
        if match.lastgroup == "gap":
            fill = _gap if blanks else _clear
            after = fill(text, first=start == 0, last=end == len(line))
        elif match.lastgroup == "forms":
            # Each by itself: the filler under an isolated vowel mark goes, the blanks in a phrase sign stay.
            after = "".join(_letters(form) for form in text)
        else:
            after = text
        rule = None if after == text else _rule(text, match.lastgroup)
        yield _Atom(start=start, end=end, after=after, rule=rule, note=_note(text) if rule else "")


def _letters(form: str) -> str:
    letters = unicodedata.normalize("NFKC", form)
    return _FORM_FILLER.sub("", letters) if len(letters) == 2 else letters


def _gap(text: str, *, first: bool, last: bool) -> str:
    if not _GAP_BLANK.search(text):
        return _line_end(text, first=first, last=last)
    seen = _GAP_UNSEEN.sub("", text)
    if _TATWEEL in seen and _TYPED_DASH.search(seen) and (first or seen[0] != _TATWEEL):
        filled = " - " if last or seen[-1] != _TATWEEL else " "
    else:
        filled = " "
    filled = filled.lstrip() if first else filled
    return filled.rstrip() if last else filled


def _clear(text: str, *, first: bool, last: bool) -> str:
    """Drop what nothing prints for and keep the blanks; a tatweel typed for a dash becomes one."""
    seen = _GAP_UNSEEN.sub("", text)
    if not seen:
        return _line_end(text, first=first, last=last)
    if not _TYPED_DASH.search(seen):
        return seen.replace(_TATWEEL, "")
    opens, closes = first or seen[0] != _TATWEEL, last or seen[-1] != _TATWEEL
    return _TATWEELS.sub("-" if opens and closes else "", seen)


def _line_end(text: str, *, first: bool, last: bool) -> str:
    """Give what prints for unseen characters: a soft hyphen at a line's end is a hyphen."""
    return "-" if last and not first and text[0] == _SOFT_HYPHEN else ""


def _rule(text: str, kind: str | None) -> Rule:
    if kind == "forms":
        return Rule.LIGATURE if _ONLY_LIGATURES.fullmatch(text) else Rule.PRESENTATION_FORMS
    if _TATWEEL in text:
        return Rule.TATWEEL
    return Rule.BLANKS if _GAP_BLANK.search(text) else Rule.INVISIBLE


def _note(text: str) -> str:
    return " ".join(f"U+{ord(character):04X}" for character in dict.fromkeys(text))


def _groups(atoms: list[_Atom]) -> Iterator[list[_Atom]]:
    """Cut the atoms wherever nothing can compose across the cut."""
    group: list[_Atom] = []
    tail = ""
    for atom in atoms:
        if group and atom.after and not _composes(tail, atom.after):
            yield group
            group = []
        group.append(atom)
        tail = atom.after[-1:] or tail
    if group:
        yield group


def _composes(tail: str, text: str) -> bool:
    first = text[0]
    return bool(unicodedata.combining(first)) or unicodedata.normalize("NFC", tail + first) != tail + first


def _edit(atom: _Atom) -> Edit:
    rule = atom.rule or Rule.COMPOSITION
    return Edit(start=atom.start, end=atom.end, after=atom.after, rule=rule, note=atom.note)
