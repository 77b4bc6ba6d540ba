"""From the places of a line's signs to its text: what stands where, put in the order in which it is read.

A program that prints a line follows Unicode's bidirectional algorithm (UAX 9); here its result is turned back. Every
sign's own text is in reading order already.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from balagh.pipelines.recognise.order import order_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from balagh.ingest.layer import Glyph

#: A sign of a line; None is the blank between two words.
Item: TypeAlias = "Glyph | None"

#: Letters from right to left and from left to right, digits, blanks, and all else.
RIGHT, LEFT, DIGIT, BLANK, NEUTRAL = "R", "L", "N", "S", "P"

_KINDS = {"R": RIGHT, "AL": RIGHT, "L": LEFT, "EN": DIGIT, "AN": DIGIT}

_OPENING, _CLOSING = "([{«‹", ")]}»›"
_TURNED = str.maketrans(_OPENING + _CLOSING, _CLOSING + _OPENING)

#: Signs that join the digits at both their sides to one number.
_JOINING = frozenset(".,:/٫٬-–\u2010\u2011")

#: A date as it is written in Morocco, and a span of years.
_DATE = re.compile(r"(?:0?[1-9]|[12]\d|3[01])-(?:0?[1-9]|1[0-2])-(?:19|20|14)\d\d")
_PHONE = re.compile(r"(?:\+|00)?212\d{9}|0\d{9}")


def logical_order(items: Sequence[Item], *, rtl: bool) -> list[Item]:
    """Give the signs of a line, which stand from left to right, in the order in which they are read.

    Args:
        items: from left to right, blanks as None.
        rtl: the line as a whole is read from right to left.
    """
    return [items[k] for k in logical_places([" " if item is None else item.text for item in items], rtl=rtl)]


def logical_places(texts: Sequence[str], *, rtl: bool) -> list[int]:
    """Give the places of signs, which stand from left to right, in the order in which they are read."""
    kinds = _settled([kind_of(text) for text in texts], rtl=rtl)
    return _from_right(kinds, texts, 0, len(texts)) if rtl else _from_left(kinds, texts)


def logical_text(items: Sequence[Item], *, rtl: bool) -> list[str]:
    """Give the texts of signs in logical order; brackets of a right-to-left line open and close as they are read.

    What a file says of a bracket there is its shape on the page or its meaning, as its writer pleased.
    """
    texts = [" " if item is None else item.text for item in items]
    return settle_brackets(texts) if rtl else texts


def _settled(kinds: list[str], *, rtl: bool) -> list[str]:
    # A glyph without a text runs with the letters beside it.
    given = list(kinds)
    for k, kind in enumerate(kinds):
        if kind == "":
            beside = [other for other in (*given[k + 1 :: 1][:3], *given[:k][-3:]) if other in {RIGHT, LEFT}]
            given[k] = beside[0] if beside else (RIGHT if rtl else LEFT)
    return given


@cache
def kind_of(text: str) -> str:
    """Say which way a sign runs by the first of its characters that says so; "" for a sign without text."""
    if not text:
        return ""
    for sign in text:
        kind = _KINDS.get(unicodedata.bidirectional(sign))
        if kind is not None:
            return kind
    return BLANK if text.isspace() else NEUTRAL


# --- lines from left to right ---


def _from_left(kinds: Sequence[str], texts: Sequence[str]) -> list[int]:
    """Turn the Arabic stretches of a line that runs from left to right."""
    order: list[int] = []
    k = 0
    while k < len(kinds):
        if kinds[k] != RIGHT:
            order.append(k)
            k += 1
            continue
        end = k + 1
        for j in range(k + 1, len(kinds)):
            if kinds[j] == LEFT:
                break
            if kinds[j] == RIGHT:
                end = j + 1
        order += _from_right(kinds, texts, k, end)
        k = end
    return order


# --- lines from right to left ---


def _from_right(kinds: Sequence[str], texts: Sequence[str], start: int, end: int) -> list[int]:
    """Turn a stretch that runs from right to left; words in other scripts and numbers in it keep their own order."""
    units: list[list[int]] = []
    k = start
    while k < end:
        if kinds[k] == LEFT or (kinds[k] == DIGIT and _is_glued(kinds, k, end)):
            stop = _end_of_words(kinds, texts, k, end)
            if (
                k == start
                and stop < end
                and _is_hyphen(texts[stop])
                and kinds[min(stop + 1, end - 1)] == BLANK
            ):
                stop += 1  # a word that is broken at the line's end
            units.append(list(range(k, stop)))
        elif kinds[k] == DIGIT:
            stop = _end_of_numbers(kinds, texts, k, end)
            units.append(_number_order(kinds, texts, k, stop))
        else:
            stop = k + 1
            units.append([k])
        k = stop
    return [k for unit in reversed(units) for k in unit]


def _is_glued(kinds: Sequence[str], k: int, end: int) -> bool:
    """Tell whether the digits at `k` begin a Latin word, as in 2M."""
    while k < end and kinds[k] in {DIGIT, NEUTRAL}:
        k += 1
    return k < end and kinds[k] == LEFT


def _end_of_words(kinds: Sequence[str], texts: Sequence[str], k: int, end: int) -> int:
    """Give the end of the Latin words that begin at `k`: the last letter or digit before Arabic, brackets closed."""
    stop, depth = k + 1, 0
    for j in range(k, end):
        if kinds[j] == RIGHT:
            break
        depth += (texts[j] in _OPENING) - (texts[j] in _CLOSING) if len(texts[j]) == 1 else 0
        if depth < 0:
            break
        if depth == 0 and kinds[j] in {LEFT, DIGIT}:
            stop = j + 1
    return stop


def _end_of_numbers(kinds: Sequence[str], texts: Sequence[str], k: int, end: int) -> int:
    """Give the end of the numbers that stand side by side from `k` on, blanks or joining signs between them."""
    stop = k + 1
    while stop < end:
        if kinds[stop] == DIGIT:
            stop += 1
            continue
        joins = kinds[stop] == BLANK or texts[stop] in _JOINING
        if not joins or stop + 1 >= end or kinds[stop + 1] != DIGIT:
            break
        stop += 2
    # A plus sign belongs to the number that it stands before, or, turned, behind.
    return stop + 1 if stop < end and texts[stop] == "+" else stop


def _number_order(kinds: Sequence[str], texts: Sequence[str], start: int, end: int) -> list[int]:
    words = [
        list(group) for blank, group in groupby(range(start, end), lambda k: kinds[k] == BLANK) if not blank
    ]
    blanks = [k for k in range(start, end) if kinds[k] == BLANK]
    printed = ["".join(texts[k] for k in word) for word in words]
    order: list[int] = []
    for place, index in enumerate(order_numbers(printed)):
        order += _one_number(texts, words[index])
        order += blanks[place : place + 1]
    return order


def _one_number(texts: Sequence[str], word: list[int]) -> list[int]:
    """Give the signs of one number as it is typed.

    A plus sign comes first though it stands behind. Behind Arabic letters a hyphen does not join digits: the parts then
    run from right to left, unless they make a telephone number or a date as they stand.
    """
    if texts[word[-1]] == "+":
        word = [word[-1], *word[:-1]]
    if not any(_is_hyphen(texts[k]) for k in word):
        return word
    parts = [list(group) for _, group in groupby(word, lambda k: _is_hyphen(texts[k]))]
    turned = [k for part in reversed(parts) for k in part]
    return word if _is_sure(texts, word) and not _is_sure(texts, turned) else turned


def _is_sure(texts: Sequence[str], word: Sequence[int]) -> bool:
    spelled = "".join("-" if _is_hyphen(texts[k]) else texts[k] for k in word)
    digits = re.sub(r"[^\d+]", "", spelled)
    return _PHONE.fullmatch(digits) is not None or _DATE.fullmatch(spelled) is not None


def _is_hyphen(text: str) -> bool:
    return text in {"-", "–", "\u2010", "\u2011"}


# --- brackets ---


def settle_brackets(texts: Sequence[str]) -> list[str]:
    """Give the texts of signs in logical order with their brackets opening and closing as they are read."""
    settled = list(texts)
    depth = 0
    for k, text in enumerate(texts):
        if len(text) != 1 or text not in _OPENING + _CLOSING:
            continue
        opens = _opens(texts, k)
        if opens is None:
            opens = depth == 0
        depth = depth + 1 if opens else max(0, depth - 1)
        if opens != (text in _OPENING):
            settled[k] = text.translate(_TURNED)
    return settled


def _opens(texts: Sequence[str], k: int) -> bool | None:
    """Tell by what stands beside it whether a bracket opens; None where that does not say."""
    before = texts[k - 1] if k else " "
    after = texts[k + 1] if k + 1 < len(texts) else " "
    first, last = _is_edge(before, _OPENING + _CLOSING), _is_edge(after, _OPENING + _CLOSING + ".,:;،؛؟!?")
    return None if first == last else first


def _is_edge(text: str, signs: str) -> bool:
    return not text.strip() or text in signs


def words_of(items: Sequence[Item], texts: Sequence[str]) -> Iterator[tuple[list[Glyph], list[str]]]:
    """Part a line's signs and their texts at the blanks."""
    for blank, group in groupby(zip(items, texts, strict=True), lambda pair: pair[0] is None):
        if not blank:
            pairs = list(group)
            yield [item for item, _ in pairs if item is not None], [text for _, text in pairs]
