"""What the name of a font says of the letters that it prints, whatever the codes they are stored under."""

from __future__ import annotations

import re
from functools import lru_cache

#: Names of fonts that print Tifinagh: of the script, of the institute, of type families made for it.
_TIFINAGH = re.compile("t[iy]?finagh?|tifinar|ircam|yebrir|aghilas|yagour")

#: Names that fonts for Amazigh in Latin letters have as well.
_AMAZIGH = re.compile("ama[zs]igh|tama[zs]ight|imazighen|tamazgha|berb[eè]re?")

#: What Unicode fonts for Tifinagh call themselves, and what Latin ones do.
_OTHERS = re.compile("unicode|noto|hapax|latin")

#: What a name says of the style of a font, at its end.
_STYLES = re.compile("(?:bold|italic|oblique|regular|normal|medium|light|black|gras|italique|mt|ps)+$")

_SIGNS = re.compile(r"[\W_]+")


@lru_cache(maxsize=256)
def may_print_tifinagh(font: str) -> bool:
    """Tell whether a font's name leaves it possible that it prints Tifinagh for Latin letters.

    >>> may_print_tifinagh("ABCDEF+Tifinaghe-IRCAM"), may_print_tifinagh("Noto Sans Tifinagh")
    (True, False)
    """
    name = plain_font_name(font)
    return not _OTHERS.search(name) and bool(_TIFINAGH.search(name) or _AMAZIGH.search(name))


def is_named_tifinagh(font: str) -> bool:
    """Tell whether a font's name is one that no font of Latin letters has.

    >>> is_named_tifinagh("Yebrir"), is_named_tifinagh("Amazigh Times")
    (True, False)
    """
    return _TIFINAGH.search(plain_font_name(font)) is not None


@lru_cache(maxsize=256)
def font_family(font: str) -> str:
    """Give the name that the styles of one family share: they have one order of letters.

    >>> font_family("ABCDEF+Tifinaghe-IRCAM,Bold") == font_family("Tifinaghe-IRCAM")
    True
    """
    name = plain_font_name(font)
    return _STYLES.sub("", name) or name


def plain_font_name(font: str) -> str:
    """Give a name in small letters, without the tag of a subset, blanks and signs."""
    return _SIGNS.sub("", font.rpartition("+")[2].lower())
