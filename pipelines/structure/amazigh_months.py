"""Names of months and weekdays in Tifinagh: CLDR's, and the spellings that print makes of them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from balagh.pipelines.structure.months import GREGORIAN, HIJRI
from balagh.pipelines.text.fold import one_apart
from balagh.pipelines.text.transliterate import search_key, to_tifinagh

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: Emphatic letters are written plain, and plain ones emphatic, from one office to the next; ⴻ and ⵯ come and go.
_PLAIN: Final = str.maketrans("ⵕⵚⵟⴹⵥ", "ⵔⵙⵜⴷⵣ", "ⴻⵯ")
_DOUBLE: Final = re.compile(r"(.)\1+")
#: Letters of a name, made plain, from which one of them may be misread: with a year beside it, and without.
_TELLING, _TELLING_ALONE = 5, 6
#: Locales of CLDR with month names: Standard Moroccan Amazigh, and Central Atlas (in Latin letters).
_LOCALES: Final = ("zgh", "tzm")


def amazigh_month(word: str, *, dated: bool) -> tuple[int, bool] | None:
    """Give the number of the month that a word in Tifinagh names and whether it is a Hijri month; None for none.

    `dated` says that a year stands beside it: then one misread letter is borne in shorter names too.

    >>> amazigh_month("ⵢⵉⵏⵏⴰⵢⵔ", dated=False), amazigh_month("ⵚⴰⴼⴰⵕ", dated=True), amazigh_month("ⵉⵙⵙⴰⵏ", dated=False)
    ((1, False), (2, True), None)
    """
    short = _short_names().get(_free_state(word))
    exact = short or _names().get(_made_plain(word))
    if exact is not None:
        return exact, False
    # A month of another calendar, or a French one, is written by its sound.
    sound = search_key(word)
    if sound in HIJRI or sound in GREGORIAN:
        return (HIJRI[sound], True) if sound in HIJRI else (GREGORIAN[sound], False)
    near = _near(_made_plain(word), _TELLING if dated else _TELLING_ALONE)
    return None if near is None else (near, False)


@cache
def weekday_pattern() -> str:
    """Give a pattern for a weekday's name, free (``ⴰⵢⵏⴰⵙ``) or after ⵏ (``ⵡⴰⵢⵏⴰⵙ``)."""
    names = {form for name in _cldr("zgh")[2].values() for form in _states(name)}
    return "(?:" + "|".join(sorted(names, key=lambda name: (-len(name), name))) + ")"


def _near(plain: str, fewest: int) -> int | None:
    if len(plain) < fewest:
        return None
    found = {number for name, number in _names().items() if len(name) >= fewest and one_apart(plain, name)}
    return next(iter(found)) if len(found) == 1 else None


@cache
def _names() -> Mapping[str, int]:
    """Give the month of every full name, made plain."""
    wide = [(number, name) for code in _LOCALES for number, name in _cldr(code)[0].items()]
    return {_made_plain(name): number for number, name in wide}


@cache
def _short_names() -> Mapping[str, int]:
    """Give the month of every abbreviation, as CLDR writes it: too short to be made plain."""
    return {_free_state(name): number for number, name in _cldr("zgh")[1].items()}


def _made_plain(word: str) -> str:
    """Give a name without what varies: emphasis, doubled letters, the vowel or glide that the annexed state changes."""
    bare = _DOUBLE.sub(r"\1", word.translate(_PLAIN))
    # ⵉⵏⵏⴰⵢⵔ, ⵢⵉⵏⵏⴰⵢⵔ and ⵢⵏⵏⴰⵢⵔ are one name; the ⵢ of ⵢⵓⵏⵢⵓ is the name's own.
    return re.sub("^(?:ⵢⵉ|ⵢ(?![ⴰⵓ])|ⵉ|ⵡⵓ|ⵓ)", "", bare)


def _free_state(word: str) -> str:
    return re.sub("^ⵢⵉ", "ⵉ", word)


def _states(noun: str) -> Iterable[str]:
    """Give a noun that begins with ⴰ as it stands alone and in both forms that it takes after ⵏ."""
    yield noun
    if noun.startswith("ⴰ"):
        yield "ⵡ" + noun
        yield "ⵓ" + noun[1:]
        yield "ⵡ" + noun[1:]


@cache
def _cldr(code: str) -> tuple[Mapping[int, str], Mapping[int, str], Mapping[int, str]]:
    """Give CLDR's wide and short month names and wide weekday names in Tifinagh."""
    # Loaded for documents with Tifinagh only: it takes longer than the dates of most others.
    from babel.dates import get_day_names, get_month_names

    days = get_day_names("wide", locale=code)
    wide, short = (get_month_names(width, locale=code) for width in ("wide", "abbreviated"))
    return _tifinagh(wide), _tifinagh(short), _tifinagh(days)


def _tifinagh(names: Mapping[int, str]) -> Mapping[int, str]:
    return {number: to_tifinagh(name) for number, name in names.items()}
