"""Numbers beside one another in turned Arabic: which came first is told by what they then are, or left open."""

from __future__ import annotations

import re

from balagh.pipelines.text.fold import plain_digits

#: Numbers joined by hyphens or parted by single blanks.
_GROUP = re.compile(r"(?<![\w./:,-])\d+(?:(?:[-–]| )\d+)+(?![\w/:-]|[.,]\d)")
_JOINT = re.compile("([-–]| )")

#: What a group plainly is: a telephone number, a date, a span of years, a law's number with its year, thousands.
_SURE = (
    re.compile(
        r"0[5-8](?:[ -]?\d\d){4}|0[5-8]\d\d(?:[ -]\d\d){3}|0[5-8]\d\d(?:[ -]\d{3}){2}|(?:00)?212[ -]?[5-8](?:[ -]?\d+)+"
    ),
    re.compile(r"(?:0?[1-9]|[12]\d|3[01])-(?:0?[1-9]|1[0-2])-(?:1[34]|19|20)\d\d"),
    re.compile(r"(?:1[34]|19|20)\d\d-(?:0?[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"),
    re.compile(r"[1-9]\d{0,2}(?: \d{3})*(?: 000)(?: \d{3})*"),
    re.compile(r"[12]-\d\d-\d{1,4}"),
    re.compile(r"\d{3}-(?:[05-9]\d|[12]\d)"),
)
_YEARS = re.compile(r"((?:1[3-9]|20)\d\d)[-–]((?:1[3-9]|20)\d\d)")
#: What no group is: figures with a needless nought first, unless it is a telephone number or a date.
_UNLIKELY = re.compile(r"0\d")


def settle_numbers(text: str) -> tuple[str, ...]:
    """Give a turned text with each group of numbers in its likelier order; one text more where an order is open.

    The order is that of Unicode's bidirectional algorithm, unless only the other makes sense: programs without it leave
    a group as it was typed.

    >>> settle_numbers("برنامج 2024-2020"), settle_numbers("بين 12-15")
    (('برنامج 2020-2024',), ('بين 12-15', 'بين 15-12'))
    """
    first: list[str] = []
    second: list[str] = []
    position = 0
    is_open = False
    for match in _GROUP.finditer(text):
        group = match.group()
        other = "".join(reversed(_JOINT.split(group)))
        gain = _sense(plain_digits(group)) - _sense(plain_digits(other))
        is_open = is_open or (gain == 0 and group != other)
        best, worse = (group, other) if gain >= 0 else (other, group)
        first += (text[position : match.start()], best)
        second += (text[position : match.start()], worse if gain == 0 else best)
        position = match.end()
    tail = text[position:]
    readings = ("".join((*first, tail)), "".join((*second, tail)))
    return readings if is_open else readings[:1]


def _sense(group: str) -> int:
    """Say how much sense a group makes: 2 where it plainly is something, 1 where it may be, 0 where it is nothing."""
    years = _YEARS.fullmatch(group)
    if years is not None:
        return 2 if int(years[1]) < int(years[2]) else 0
    if any(pattern.fullmatch(group) for pattern in _SURE):
        return 2
    return 0 if _UNLIKELY.match(group) else 1
