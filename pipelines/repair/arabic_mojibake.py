"""Text whose bytes were read in the wrong encoding, read again in the right one.

UTF-8 read as a code page of one byte a letter leaves pairs that nothing else makes; ftfy knows most of them. What it
does not know is done here: code page 850, UTF-8 read as Arabic Windows, letters whose second byte was lost, and Arabic
Windows read as Western.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from balagh.pipelines.repair.arabic_bytes import OWN_PAGES, PAGES, is_usual_text, read_again, traces
from balagh.pipelines.repair.arabic_words import fold_arabic, is_known, word_bits
from balagh.pipelines.repair.rules import Edit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

#: How sure we are of bytes of UTF-8, of a byte that was lost, and of Arabic Windows read as Western.
CERTAIN, LOST, WESTERN = 0.99, 0.9, 0.97

#: Text may have been misread more than once; nobody has seen more than three times.
MOST_TIMES = 3

#: feh is the one Arabic letter whose second byte (81) has no sign in code page 1252.
_LOST_FEH = re.compile("Ù(?:\ufffd|(?=[ØÙÚ \\t.,:)]|$))")
#: Other letters of code page 1252 beside it: read as Latin-1 and cleaned, a text has lost the bytes of many letters.
_PAGE_1252 = re.compile("Ù[‚ƒ„…†‡ˆ‰Š]")
#: What is left of letters that were lost, beside Arabic ones.
_REST = re.compile("[\u0620-\u06ff][ÂÃØÙÚ\ufffd]|[ÂÃØÙÚ\ufffd][\u0620-\u06ff]")

_BEYOND = re.compile("[^\\x00-\\x7f]+")

#: What letters and signs of Arabic Windows are taken for: all that code page 1252 and Latin-1 have beyond ASCII.
_TAKEN = (
    "\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014\u2018-\u201a"
    "\u201c-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122"
)
_WESTERN = re.compile(f"(?<![A-Za-z{_TAKEN}])[{_TAKEN}]++(?![A-Za-z])")
_ARABIC = re.compile("[\u0621-\u064a\u0679-\u06d3]+")

#: Letters of a line that must be likely Arabic, the bits a letter up to which they are, and the share of known words.
LEAST_LETTERS, LIKELY_BITS, KNOWN_SHARE = 4, 5.5, 0.3


def find_mojibake(line: str) -> tuple[Edit, ...]:
    """Find the parts of a line that were read in the wrong encoding.

    Control characters may be bytes of letters: this comes before they are dropped.

    >>> [edit.after for edit in find_mojibake("communiquÃ© du 5 fÃ©vrier")]
    ['é', 'é']
    >>> [edit.after for edit in find_mojibake("ÈáÇÛ ÕÍÝí 2021")]
    ['بلاغ', 'صحفي']
    """
    if line.isascii():
        return ()
    if not any(read_again(line, page) for page in OWN_PAGES):
        windows = _of_arabic_windows(line)
        if windows:
            return tuple(windows)
    again, pages, lost = _of_utf8(line)
    if again == line:
        return ()
    named = f"bytes of UTF-8 read as {' and '.join(pages)}"
    if _REST.search(again):
        edits = _edits(line, again, f"{named}, too many lost", LOST / 2)
        return tuple(replace(edit, applied=False) for edit in edits)
    note, confidence = (f"{named}, some lost", LOST) if lost else (named, CERTAIN)
    return tuple(_edits(line, again, note, confidence))


def _of_utf8(line: str) -> tuple[str, list[str], bool]:
    """Give a line read as UTF-8 again, as often as it was misread, the pages it was read as, and if bytes were lost."""
    if traces().search(line) is None:
        return line, [], False
    text = _LOST_FEH.sub("Ù\u0081", line) if _PAGE_1252.search(line) else line
    again, pages = text, []
    for _ in range(MOST_TIMES):
        if traces().search(again) is None:
            break
        once, page = _once(again)
        if once == again:
            break
        again = once
        pages.append(page)
    return (again, pages, text != line) if pages else (line, [], False)


def _once(line: str) -> tuple[str, str]:
    for page in PAGES:
        again = read_again(line, page) if page in OWN_PAGES else None
        if again is not None:
            return again, page
    again = _by_ftfy(line)
    if again != line:
        return again, "a Western code page"
    for page in PAGES:
        again = read_again(line, page) or line
        if again != line:
            return again, page
    return line, ""


def _by_ftfy(line: str) -> str:
    # Loaded where it is needed: most documents never need it.
    from ftfy import TextFixerConfig, fix_encoding

    again = str(fix_encoding(line, TextFixerConfig(unescape_html=False, fix_c1_controls=False)))
    return again if is_usual_text("".join(set(again) - set(line))) else line


def _edits(line: str, again: str, note: str, confidence: float) -> Iterator[Edit]:
    """Give the edits between a line and what it says; letters of ASCII are the same in both, and part the edits."""
    old, new = list(_BEYOND.finditer(line)), _BEYOND.findall(again)
    if _BEYOND.split(line) != _BEYOND.split(again):
        # A blank was a byte too.
        yield _edit(0, line, again, note, confidence)
        return
    pending: Edit | None = None
    for match, after in zip(old, new, strict=True):
        if match.group() == after:
            continue
        if pending is not None and line[pending.end : match.start()] == " ":
            pending = replace(pending, end=match.end(), after=f"{pending.after} {after}")
            continue
        if pending is not None:
            yield pending
        pending = _edit(match.start(), match.group(), after, note, confidence)
    if pending is not None:
        yield pending


def _edit(start: int, before: str, after: str, note: str, confidence: float) -> Edit:
    end = start + len(before)
    return Edit(start=start, end=end, after=after, rule=Rule.MOJIBAKE, note=note, confidence=confidence)


# --- Arabic Windows read as Western ---


def _of_arabic_windows(line: str) -> list[Edit]:
    decoded = [(match, "".join(map(_letter, match.group()))) for match in _WESTERN.finditer(line)]
    if not _is_arabic([text for _, text in decoded]):
        return []
    note = "bytes of Arabic Windows read as Western"
    return [
        _edit(match.start(), match.group(), text, note, WESTERN)
        for match, text in decoded
        if text != match.group()
    ]


def _letter(sign: str) -> str:
    page = "latin-1" if sign <= "\u00ff" else "cp1252"
    return sign.encode(page).decode("cp1256")


def _is_arabic(texts: list[str]) -> bool:
    """Tell whether words that were read as Arabic are likely Arabic words."""
    words = [fold_arabic(word) for text in texts for word in _ARABIC.findall(text)]
    letters = sum(map(len, words))
    if letters < LEAST_LETTERS:
        return False
    bits = sum(map(word_bits, words)) / (letters + len(words))
    known = sum(len(word) for word in words if is_known(word)) / letters
    return bits <= LIKELY_BITS and known >= KNOWN_SHARE
