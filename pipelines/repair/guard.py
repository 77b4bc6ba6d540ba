"""What is never guessed: numbers, dates, amounts, phone numbers, addresses. An edit that touches one is not applied."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from balagh.pipelines.repair.rules import Edit, Rule
from balagh.pipelines.text.fold import plain_digits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: Rules that only say the same in other code points, or drop what was never printed: nothing in them is a guess.
_CODE_POINTS = frozenset(
    {
        Rule.EXTRACTION_LITTER, Rule.BLANKS, Rule.INVISIBLE, Rule.TATWEEL, Rule.PRESENTATION_FORMS,
        Rule.COMPOSITION, Rule.LIGATURE,
    }
)  # fmt: skip
#: Rules that move words about or turn bytes into other letters: what is protected may move, but must stay whole.
_MOVING = frozenset({Rule.VISUAL_ORDER, Rule.MOJIBAKE})
#: Rules under which digits are letters misread: only what is surely a number or an address stands against them.
_MISREAD = frozenset({Rule.TIFINAGH_MISREAD, Rule.ARABIC_MISREAD})
#: The digits in a glyph's leaked name or number were never printed.
_GLYPH_NAME = re.compile(
    r"\(cid:\d+\)|/?\b(?:uni[0-9A-F]{4,}|u[0-9A-F]{4,6}|afii\d{5}|g(?:lyph)?\d+)", re.IGNORECASE
)
#: A line end or half a code point in a repaired line would make other lines of it, or no text at all: such an edit is
#: dropped.
_NO_LINE = re.compile("[\n\r\x0b\x0c\u2028\u2029\ud800-\udfff]")

_DIGITS = re.compile(r"\d+")
#: Numbers with the signs inside them and the unit behind: dates, times, phone numbers, amounts, law numbers, years.
_NUMBER = re.compile(
    r"[+(]?\d+(?:[ \u00a0\u202f]?(?:[^\w\s|+]|[hH])[ \u00a0\u202f]?\d+|[ \u00a0\u202f]\d+)*"
    r"(?:[ \u00a0\u202f]?(?:%|€|(?:DHS?|dhs?|dirhams?|MAD|h|H|درهما?)(?!\w)))?"
)
_CHUNK = re.compile(r"\S+")
#: Characters: no address is longer, and patterns run on chunks up to this length only, so that time stays linear.
_LONGEST_ADDRESS = 2_000
_ADDRESS = re.compile(
    r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)*|(?:[a-z]{3,6}://|w{3,4}\.)[^\s,;،)»\"]+"
    r"|\b[\w-]+(?:\.[\w-]+)*\.(?:ma|com|org|net|gov|int|fr|info|eu|es|africa|press|io|edu|tv)\b(?:/[^\s,;،)»\"]*)?",
    re.IGNORECASE,
)
#: Beyond doubt a phone number, a date, a range of years, a time, an amount, a law's number (digits made European).
_SURE = re.compile(
    r"(?<!\d)(?:"
    r"(?:(?:\+|00)\s?212[\s.-]?(?:\(0\)\s?)?|0)[5-8](?:[\s.-]?\d{2}){4}"
    r"|(?:0?[1-9]|[12]\d|3[01])[/.-](?:0?[1-9]|1[0-2])[/.-](?:\d{2}){1,2}"
    r"|(?:19|20)\d\d\s?[/-]\s?(?:19|20)\d\d|(?:13|14|19|20)\d\d[/-](?:0?[1-9]|1[0-2])[/-]\d{1,2}"
    r"|(?:[01]?\d|2[0-3])\s?[h:]\s?[0-5]\d"
    r"|\d[\d .,]*\s?(?:dhs?|dirhams?|mad|€|\$|%|درهم|مليون|مليار|ⴷⵔⵀⵎ)(?!\w)"
    r"|\d{1,3}[.-]\d{2}(?:[.-]\d{1,3})?"
    r")(?!\d)",
    re.IGNORECASE,
)


def guard_edits(
    line: str, edits: tuple[Edit, ...], acronyms: frozenset[str] = frozenset()
) -> tuple[Edit, ...]:
    """Give the edits of `line` with those that would change a protected token turned to `applied=False`.

    Protected are digits of any kind, dates, times, amounts, phone numbers, e-mail and web addresses, law numbers.
    They may be moved by rules that move words. A misread one of `acronyms` may lose the digits that its letters were
    read as. What is rejected keeps its place and confidence, and its note says why.
    """
    return tuple(
        replace(edit, applied=False, note=_why(edit, found))
        if edit.applied and (found := _violated(line, edit, acronyms))
        else edit
        for edit in edits
        if not _breaks_line(line, edit)
    )


def _breaks_line(line: str, edit: Edit) -> bool:
    return bool(_NO_LINE.search(edit.after) or _NO_LINE.search(line, edit.start, edit.end))


def is_protected(line: str, start: int, end: int) -> bool:
    """Say whether the characters `start` to `end` of `line` share any with a number or an address."""
    spans = (*_addresses(line), *((match.start(), match.end()) for match in _NUMBER.finditer(line)))
    return any(first < end and start < last for first, last in spans)


def _why(edit: Edit, found: str) -> str:
    return "; ".join(note for note in (edit.note, f"not applied: {found} is never guessed") if note)


def _violated(line: str, edit: Edit, acronyms: frozenset[str]) -> str:
    """Give what kind of token the edit would change, or nothing."""
    if edit.rule in _CODE_POINTS:
        return ""
    if edit.rule in _MISREAD:
        return "a number or an address" if _overlaps(edit, _sure(line)) else ""
    if edit.rule is Rule.OCR_SLIP and edit.after in acronyms:
        return ""
    if _overlaps(edit, _addresses(line)) and not _keeps(line, edit, _addresses(line)):
        return "an address"
    return "" if edit.rule is Rule.LEAKED_GLYPHS or _keeps_numbers(line, edit) else "a number"


def _keeps_numbers(line: str, edit: Edit) -> bool:
    """Say whether the numbers that the edit touches are the same afterwards, signs inside them included."""
    low, high = _window(edit, ((m.start(), m.end()) for m in _NUMBER.finditer(line)))
    before = line[low:high]
    after = line[low : edit.start] + edit.after + line[edit.end : high]
    was, now = _DIGITS.findall(_GLYPH_NAME.sub("", before)), _DIGITS.findall(after)
    if edit.rule is Rule.MOJIBAKE:
        # Digits beyond ASCII come out of the bytes; those of ASCII are the same in every code page.
        now = [digits for digits in now if digits.isascii()]
        was = [digits for digits in was if digits.isascii()]
    if edit.rule in _MOVING:
        return Counter(was) == Counter(now)
    return was == now and [m.group() for m in _NUMBER.finditer(before)] == [
        m.group() for m in _NUMBER.finditer(after)
    ]


def _keeps(line: str, edit: Edit, spans: tuple[tuple[int, int], ...]) -> bool:
    low, high = _window(edit, spans)
    after = line[low : edit.start] + edit.after + line[edit.end : high]
    return all(line[start:end] in after for start, end in spans if start < edit.end and edit.start < end)


def _window(edit: Edit, spans: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """Give the stretch of the edit and of all spans that it overlaps or touches."""
    low, high = edit.start, edit.end
    for start, end in spans:
        if start <= edit.end and edit.start <= end:
            low, high = min(low, start), max(high, end)
    return low, high


def _overlaps(edit: Edit, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start < edit.end and edit.start < end for start, end in spans)


def _addresses(line: str) -> tuple[tuple[int, int], ...]:
    if "." not in line and "@" not in line and "://" not in line:
        return ()
    return tuple(_find_addresses(line))


def _find_addresses(line: str) -> Iterator[tuple[int, int]]:
    for chunk in _CHUNK.finditer(line):
        start, end = chunk.span()
        if end - start > _LONGEST_ADDRESS:
            if "@" in chunk.group() or "://" in chunk.group():
                yield start, end
        elif "." in chunk.group() or "@" in chunk.group() or "://" in chunk.group():
            yield from (match.span() for match in _ADDRESS.finditer(line, start, end))


def _sure(line: str) -> tuple[tuple[int, int], ...]:
    numbers = (match.span() for match in _SURE.finditer(plain_digits(line)))
    return (*numbers, *_addresses(line))
