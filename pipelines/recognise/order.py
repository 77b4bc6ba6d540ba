"""Reading order within a line: from where things stand, left to right, to logical order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from bidi.algorithm import get_display

if TYPE_CHECKING:
    from collections.abc import Sequence

    from balagh.pipelines.printed import ReadWord

Part = TypeVar("Part")

#: A Moroccan number as printed: national (ten digits from 0) or international.
_PHONE = re.compile(r"(?:\+|00)?212\d{9}|0\d{9}")


def order_parts(parts: Sequence[Part], *, rtl: bool) -> tuple[Part, ...]:
    """Give the parts of a line (left to right on the page) in logical order.

    Parts of one script are in their own order within; the line's base direction orders the parts.
    """
    return tuple(reversed(parts)) if rtl else tuple(parts)


def order_numbers(words: Sequence[str]) -> tuple[int, ...]:
    """Say in which order to read several numbers that stand side by side in a right-to-left line.

    Args:
        words: the numbers from left to right, as printed; no letters among them.

    Returns:
        Their indices in logical order. By Unicode's bidirectional algorithm numbers apart by blanks run from right to
        left there, so ``05 37`` is typed to show ``37 05``; but a telephone number set in a box of its own, or by a
        program without that algorithm, stands from left to right. The order that makes a telephone number wins, the
        algorithm's otherwise.
    """
    straight, turned = tuple(range(len(words))), tuple(reversed(range(len(words))))
    typed = [logical_number(word) for word in words]
    if len(words) < 2 or (_is_phone(typed, straight) and not _is_phone(typed, turned)):
        return straight
    shown = get_display(" ".join(typed[i] for i in turned), base_dir="R")
    return turned if shown == " ".join(words) else straight


def logical_number(word: str) -> str:
    """Give a number of a right-to-left line as it is typed, from how it is printed from left to right.

    A plus sign comes first, though it stands behind; Arabic-Indic numbers joined by hyphens run from right to left.

    >>> logical_number("212+")
    '+212'
    """
    if re.search("[٠-٩]", word) and "-" in word:
        # A hyphen does not join Arabic-Indic digits to one number as it does European ones: each part is a number.
        return "-".join(reversed(word.split("-")))
    return "+" + word[:-1] if re.fullmatch(r"\d[\d.-]*\+", word) else word


def _is_phone(words: Sequence[str], order: tuple[int, ...]) -> bool:
    digits = re.sub(r"[^\d+]", "", "".join(words[i] for i in order))
    return _PHONE.fullmatch(digits) is not None


def split_closing(word: str) -> tuple[str, str]:
    """Part the first word of a Latin or number segment in a right-to-left line from what closes the sentence there.

    The full stop after such a segment is printed at its left end.

    >>> split_closing(".19")
    ('.', '19')
    """
    match = re.match(r"[.,:;،؛]+(?=[\w+(])", word)
    return (match.group(), word[match.end() :]) if match else ("", word)


def as_list_number(word: str) -> str:
    """Give the number that begins a right-to-left line as typed: the dash after a list's number stands at its left.

    >>> as_list_number("-2"), as_list_number("-1723")
    ('2-', '-1723')
    """
    return word[1:] + word[0] if re.fullmatch(r"[-–]\d{1,2}", word) else word


def in_ltr_line(words: Sequence[ReadWord]) -> tuple[ReadWord, ...]:
    """Give the words of an Arabic part of a left-to-right line, in logical order, with the signs around them in place.

    A dash at the part's right end belongs to the line and comes after its words, one at the left end before them.
    """
    lettered = [k for k, word in enumerate(words) if any(c.isalnum() for c in word.text)]
    if not lettered:
        return tuple(reversed(words))
    first, last = lettered[0], lettered[-1] + 1
    return (*reversed(words[last:]), *words[first:last], *reversed(words[:first]))


def with_stop(word: str) -> str:
    """Give a number at whose left end a full stop is seen, with that stop in the place of what it was read as.

    The Latin models give a dash, a plus, a quotation mark or nothing for it, seldom the Arabic-Indic one, or put it
    behind as in a line of their own.

    >>> with_stop("-1723"), with_stop("71,"), with_stop("12,5")
    ('.1723', '.71', '.12,5')
    """
    return "." + re.sub(r"^[^0-9A-Za-z(]+(?=[0-9])|(?<=[0-9])[.,;:]$", "", word)
