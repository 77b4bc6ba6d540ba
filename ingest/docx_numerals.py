"""Numbers of lists as they print: European and Arabic digits, letters, Roman numbers, abjad."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
#: The largest Roman number; beyond it Word prints European digits, and so do we.
_MOST_ROMAN = 3999

_LATIN = "abcdefghijklmnopqrstuvwxyz"
_ALPHABET = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def printed_number(number: int, kind: str) -> str:
    """Give `number` in the form that OOXML calls `kind`; European digits for a form that is not known.

    >>> printed_number(4, "lowerRoman"), printed_number(28, "lowerLetter"), printed_number(3, "arabicAbjad")
    ('iv', 'bb', 'ج')
    >>> printed_number(12, "hindiNumbers"), printed_number(7, "decimalZero"), printed_number(9, "none")
    ('١٢', '07', '')
    """
    return _FORMS.get(kind, str)(number)


def _roman(number: int) -> str:
    if not 0 < number <= _MOST_ROMAN:
        return str(number)
    out = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        out += letters * times
    return out


def _letters(alphabet: str) -> Callable[[int], str]:
    def form(number: int) -> str:
        if number < 1:
            return str(number)
        # After the last letter Word doubles them: aa, bb, ... It stops somewhere; no list is that long.
        times, place = divmod(number - 1, len(alphabet))
        return alphabet[place] * (min(times, 9) + 1)

    return form


_FORMS: dict[str, Callable[[int], str]] = {
    "none": lambda number: "",
    "bullet": lambda number: "",
    "decimalZero": lambda number: f"{number:02d}",
    "lowerLetter": _letters(_LATIN),
    "upperLetter": _letters(_LATIN.upper()),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "arabicAlpha": _letters(_ALPHABET),
    "arabicAbjad": _letters(_ABJAD),
    # Office in Arabic shows "Hindi numbers" for the digits that Arabic calls Indian.
    "hindiNumbers": lambda number: str(number).translate(_ARABIC_DIGITS),
    "ordinal": lambda number: f"{number}{'er' if number == 1 else 'e'}",
}
