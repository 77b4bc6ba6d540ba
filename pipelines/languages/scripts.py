"""Tell scripts apart by code point."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from balagh.model import Direction, Script

if TYPE_CHECKING:
    from collections.abc import Mapping

#: First and last code point of each block of letters.
_RANGES = (
    (0x0041, 0x024F, Script.LATIN),
    (0x0250, 0x02AF, Script.LATIN),
    (0x1E00, 0x1EFF, Script.LATIN),
    (0x0620, 0x06FF, Script.ARABIC),
    (0x0750, 0x077F, Script.ARABIC),
    (0x08A0, 0x08FF, Script.ARABIC),
    (0xFB50, 0xFDFF, Script.ARABIC),
    (0xFE70, 0xFEFC, Script.ARABIC),
    (0x2D30, 0x2D7F, Script.TIFINAGH),
)


@cache
def script_of(character: str) -> Script:
    """Give a letter's script; COMMON for anything that is no letter, digits included."""
    if not character.isalpha():
        return Script.COMMON
    code = ord(character)
    return next((script for first, last, script in _RANGES if first <= code <= last), Script.COMMON)


def count_letters(text: str) -> dict[Script, int]:
    """Count the letters of each script in `text`; a script without letters is left out."""
    counts: dict[Script, int] = {}
    for character, times in Counter(text).items():
        script = script_of(character)
        if script is not Script.COMMON:
            counts[script] = counts.get(script, 0) + times
    return counts


def main_script(counts: Mapping[Script, int]) -> Script:
    """Give the script with the most letters, COMMON where there are none."""
    return max(counts, key=lambda script: counts[script], default=Script.COMMON)


def in_tifinagh(text: str) -> bool:
    """Say whether most letters of `text` are Tifinagh.

    >>> in_tifinagh("ⴰⵍⵖⵓ 2021"), in_tifinagh("N° 12")
    (True, False)
    """
    return main_script(count_letters(text)) is Script.TIFINAGH


def direction_of(script: Script, language: str) -> Direction:
    """Give the way text runs: from right to left in Arabic script, or in an Arabic line without letters."""
    rtl = script is Script.ARABIC or (script is Script.COMMON and language == "ar")
    return Direction.RTL if rtl else Direction.LTR
