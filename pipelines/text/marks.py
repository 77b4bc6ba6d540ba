"""The mark that opens a list item: a bullet, a dash, a number or a letter."""

from __future__ import annotations

import re

#: Bullets as printed, as fonts of symbols give them (private use) and as engines misread them.
_BULLETS = "•●○◦▪■□▫◆◇►▶▸‣⁃∙·➢➤➔→✓✔✦★*+°¤¢©®\uf0b7\uf0a7\uf0d8\uf0fc\uf0e0\uf02d"
_DASHES = "-–—‒−"
#: `1.`, `1)`, `(1)`, `1-`, `1°`, `a)`, `iv.`; a number with a dot must be small, or it is a date or a sum.
_NUMBER = (
    r"\(?(?:\d{1,2}|[٠-٩]{1,2})\s?(?:[.)°/]-?|[-–—])(?![\d٠-٩])"
    r"|\(?(?:[a-zA-Z]|[ivxIVX]{1,4}|[\u0621-\u064A\u2d30-\u2d67])\)"
)
_MARK = re.compile(
    rf"^\s*(?:[{re.escape(_BULLETS)}]+\s*|[:.،'~]?[{_DASHES}]+\s+|[{_DASHES}]+(?=[^\W\d_])|(?:{_NUMBER})\s+)"
)
#: Engines read the gap behind a mark as signs.
_GAP = re.compile(r"[_=~|¬]+\s+")
#: An `o` alone is the hollow bullet of a symbol font; followed by a capital or an article's apostrophe.
_HOLLOW = re.compile(r"^\s*o\s+(?=[A-ZÀ-Þ])")
#: One or two signs, or a letter, then a blank and a word.
_ODD = re.compile(
    r"^(?:[^\w\s(«\"“'’]{1,2}|[^\w\s(«\"“'’]?\d?[^\w\s]?\d{1,2}[^\w\s%]?|[^\W\d])(?:\s+|[\s_]+)(?=[^\W\d_]{2})"
)
_ORDINAL = re.compile(
    r"^\s*(?:(?:أولا|ثانيا|ثالثا|رابعا|خامسا|سادسا|سابعا|ثامنا|تاسعا|عاشرا)ً?"
    r"|(?:premièrement|deuxièmement|troisièmement|quatrièmement|firstly|secondly|thirdly|"
    r"ⴰⵎⵣⵡⴰⵔⵓ|ⵜⴰⵎⵣⵡⴰⵔⵓⵜ|ⵡⵉⵙⵙ ⵙⵉⵏ|ⵜⵉⵙⵙ ⵙⵏⴰⵜ|ⵡⵉⵙⵙ ⴽⵕⴰⴹ|ⵜⵉⵙⵙ ⴽⵕⴰⵟ))\s*[:،,-]",
    re.IGNORECASE,
)
#: Words of one letter; in Tifinagh the most frequent words of all are (of, and, with, in, to, on, is).
_WORDS = frozenset("aàyôiAÀYÔIⵏⴷⵙⴳⵖⵉⴼⴰ")


def list_mark(line: str) -> str:
    """Give the list mark at the start of `line` with its blanks, or the empty string.

    >>> list_mark("- Une mesure"), list_mark("1. Une"), list_mark("12.5 km"), list_mark("Une")
    ('- ', '1. ', '', '')
    """
    match = _MARK.match(line) or _HOLLOW.match(line)
    # A line of signs alone (###, ---, - 30 -) marks nothing.
    if match is None or not any(character.isalpha() for character in line[match.end() :]):
        return ""
    gap = _GAP.match(line, match.end())
    return line[: gap.end() if gap else match.end()]


def opens_item(line: str) -> bool:
    """Say whether `line` begins an item: by a list mark, or by an ordinal word that stays in its text.

    >>> opens_item("- Une"), opens_item("ثانيا: تدعو"), opens_item("Une")
    (True, True, False)
    """
    return bool(list_mark(line)) or _ORDINAL.match(line) is not None


def odd_mark(line: str) -> str:
    """Give a first word of one or two signs that no sentence opens with: a mark that an engine misread.

    >>> odd_mark("e recycler les eaux"), odd_mark("+ __ former"), odd_mark("2 Samedi"), odd_mark("À la suite")
    ('e ', '+ __ ', '2 ', '')
    """
    match = _ODD.match(line)
    return match.group() if match and match.group().strip().lower() not in _WORDS else ""


def item_number(line: str) -> int | None:
    """Give the number of a numbered item, or None."""
    digits = "".join(filter(str.isdigit, list_mark(line) or odd_mark(line)))
    return int(digits) if digits else None


def without_mark(line: str) -> str:
    """Give `line` without its list mark."""
    return line[len(list_mark(line)) :].strip()
