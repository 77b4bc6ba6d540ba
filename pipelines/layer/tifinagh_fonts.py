"""Fonts from before Unicode that print Tifinagh for Latin letters: their names, and which letter prints which.

The tables are facts seen in documents and keyboards, kept apart where these disagree:

- `IRCAM`: the 8-bit fonts of the Institut Royal de la Culture Amazighe and those made after them. Read off the text
  layer of a Moroccan teachers' course (studylibfr.com, document 10113643, "Iskkiln n tfinav"), which prints the
  alphabet beside its transliteration; a thesis on Amazigh OCR (123dok.net, "Utilisation informatique du tifinagh") has
  the same two letters for the two labio-velars. A capital prints what its small letter prints.
- `SHIFTED`: fonts laid out like a keyboard, the emphatic letter on the shifted key. Small letters as above, which is
  the layout `ma(tifinagh)` of the X Keyboard Configuration Database too; its shifted keys D, R, S, T and Z; H and W
  from the encoding of the LaTeX package tdhsmith/latex-tifinagh (`ETIF_gen.enc`), which has the other five alike.
  Capitals on which these two do not agree, or of which they say nothing, are not in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from balagh.ingest.docx_symbols import PRIVATE
from balagh.ingest.font_names import may_print_tifinagh, plain_font_name

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One way of putting Tifinagh letters on Latin ones; what is not in `letters` prints as itself or is not known.

    Attributes:
        name: for the ledger.
        letters: Tifinagh by Latin letter.
        telling: Latin letters that stand for a sound no transliteration writes with them.
        shifted: capitals that print another letter than their small ones; none where capitals print the same.
    """

    name: str
    letters: Mapping[str, str]
    telling: frozenset[str]
    shifted: frozenset[str] = frozenset()

    def decode(self, text: str) -> str:
        """Give a text in Tifinagh; figures and punctuation stay as they are.

        >>> IRCAM.decode("Amaziv, 12")
        'ⴰⵎⴰⵣⵉⵖ, 12'
        """
        return "".join(self.letters.get(sign, sign) for sign in map(plain_sign, text))


_SMALL = dict(zip("abcdefghijklmnopqrstuvwxyz", "ⴰⴱⵛⴷⴻⴼⴳⵀⵉⵊⴽⵍⵎⵏⵄⵃⵇⵔⵙⵜⵓⵖⵡⵅⵢⵣ", strict=True))
_BEYOND = {"ä": "ⴹ", "å": "ⴳⵯ", "æ": "ⴽⵯ", "ë": "ⵕ", "ã": "ⵚ", "ï": "ⵟ", "ç": "ⵥ"}
_SHIFT = {"D": "ⴹ", "R": "ⵕ", "S": "ⵚ", "T": "ⵟ", "Z": "ⵥ", "H": "ⵃ", "W": "ⵯ"}


def _both(letters: Mapping[str, str]) -> dict[str, str]:
    return {**letters, **{latin.upper(): letter for latin, letter in letters.items()}}


IRCAM = Table(
    name="IRCAM",
    letters=MappingProxyType(_both({**_SMALL, **_BEYOND})),
    telling=frozenset(_both(dict.fromkeys("opväåæëãïç", ""))),
)
SHIFTED = Table(
    name="shifted",
    letters=MappingProxyType({**_SMALL, **_SHIFT}),
    telling=frozenset("opv"),
    shifted=frozenset(_SHIFT),
)


def tables_for(font: str) -> tuple[Table, ...]:
    """Give the tables that a font may follow, the likeliest first; none where its name does not speak of Tifinagh.

    >>> [table.name for table in tables_for("ABCDEF+Tifinaghe-IRCAM")], tables_for("Noto Sans Tifinagh")
    (['IRCAM'], ())
    """
    if not may_print_tifinagh(font):
        return ()
    return (IRCAM,) if "ircam" in plain_font_name(font) else (IRCAM, SHIFTED)


def plain_sign(sign: str) -> str:
    r"""Give the letter of a sign that is stored where symbol fonts have theirs: F000 and its byte.

    >>> plain_sign("\uf0e4"), plain_sign("a")
    ('ä', 'a')
    """
    return chr(ord(sign) & 0xFF) if ord(sign) in PRIVATE else sign
