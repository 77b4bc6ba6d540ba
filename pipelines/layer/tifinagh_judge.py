"""Whether a font whose name speaks of Tifinagh prints it for Latin letters: by name and letter statistics together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from balagh.ingest.font_names import is_named_tifinagh
from balagh.model import Script
from balagh.pipelines.layer.letters import fold_word, letters_of
from balagh.pipelines.layer.tifinagh_fonts import plain_sign, tables_for
from balagh.pipelines.layer.tifinagh_letters import tifinagh_bits

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from balagh.pipelines.layer.tifinagh_fonts import Table

#: Bits a letter that words may cost in Tamazight. Of 4,916 words of interface texts that the table never saw, ten in a
#: row cost 5.0 on average and 6.9 at most; French and English taken for such letters 7.9 and 7.6 on average, Tamazight
#: in an order of letters of its own 7.7 to 9.7 for 95 of 100 (2026-11-22).
MOST_BITS = 7.0

#: What Latin letters cost more than Tamazight, in bits a letter, for 1 and 99 of 100 of the same texts: -1.2 to 4.5 for
#: three words in a row, -0.1 to 3.1 for ten. French and English: at most -1.1 and 0.1 for three, -2.4 and -1.1 for ten.
#: From `LIKELY` on the letters agree with the name; below `UNLIKELY` they are Latin ones.
LIKELY, UNLIKELY = -0.5, -2.0

#: Fewer letters and ends of words than this must be likelier in Tamazight than in any other language.
ENOUGH, SHORT_LIKELY = 20, 0.2

#: A line of so many letters that is plainly Latin is asked for by itself, whatever its font says elsewhere.
LONG_LINE = 16

#: More letters than this share that stand where they cannot, and no table fits.
MOST_ODD = 0.05

#: A font whose name is not of Tifinagh alone must use letters in this share that only such a font uses so.
TELLING = 0.01

#: The code page of the bytes that such fonts have letters for: with a letter beyond it a font is one of Unicode's.
BYTES = "cp1252"

#: How sure we are of letters that name, table and statistics agree on; less where there are few of them.
SURE, FEW_SURE = 0.97, 0.85

_WORDS = re.compile(r"[^\W\d_]+")
_INNER_CAPITAL = re.compile("(?<=[a-zà-ÿ])[DRSTZHW]")


class Finding(Enum):
    """What a font's letters are."""

    #: What they say they are: the font is left alone.
    LATIN = auto()
    #: Tifinagh typed as Latin letters.
    LEGACY = auto()
    #: Nobody knows: name and statistics do not agree.
    UNSURE = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is thought of a font.

    Attributes:
        finding: what its letters are.
        table: how to read them; None but for `Finding.LEGACY`.
        note: the evidence, in words.
        confidence: how sure.
    """

    finding: Finding
    table: Table | None = None
    note: str = ""
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class _Cost:
    """What words cost in bits, in Latin letters and read by a table, and how many letters cannot be of that table."""

    table: Table
    letters: int
    latin: float
    tifinagh: float
    odd: int

    @property
    def gain(self) -> float:
        """Bits a letter saved by the table."""
        return (self.latin - self.tifinagh) / max(1, self.letters)

    def agrees(self, *, seen: bool) -> bool:
        """Tell whether the statistics say Tamazight, on a page where Tifinagh is `seen` or whose print is unknown."""
        if self.tifinagh > MOST_BITS * self.letters or self.odd > MOST_ODD * self.letters:
            return False
        if self.letters >= ENOUGH:
            return seen or self.gain >= LIKELY
        return self.gain >= (LIKELY if seen else SHORT_LIKELY)


def judge_font(font: str, texts: Sequence[str], seen: Script | None = None) -> Verdict:
    """Judge a font by its name and all that is set in it, and by the script `seen` in print where there is a page.

    A font that draws Tifinagh for Tifinagh code points is one of Unicode's, whatever its name: its Latin letters are
    Latin. So are those that are seen to be.
    """
    tables = tables_for(font)
    words = words_of(texts)
    if not tables or not words or seen is Script.LATIN or _is_unicode(texts):
        return Verdict(finding=Finding.LATIN)
    costs = sorted((_cost(words, table) for table in tables), key=lambda cost: cost.odd)
    best = costs[0]
    shown = seen is Script.TIFINAGH
    sure_name = is_named_tifinagh(font)
    if not shown and best.gain < UNLIKELY and (best.letters >= ENOUGH or not sure_name):
        return Verdict(finding=Finding.LATIN)
    said = f"font {font}: its letters cost {best.tifinagh / best.letters:.1f} bits as Tamazight, "
    said += f"{best.latin / best.letters:.1f} as Latin ones"
    told = shown or sure_name or _is_telling(best.table, words)
    if not told or not best.agrees(seen=shown) or _are_alike(costs, words):
        return Verdict(finding=Finding.UNSURE, note=said)
    sure = SURE if best.letters >= ENOUGH else FEW_SURE
    return Verdict(
        finding=Finding.LEGACY, table=best.table, note=f"{said}; table {best.table.name}", confidence=sure
    )


def is_plainly_latin(texts: Iterable[str], table: Table) -> bool:
    """Tell whether a line of a legacy font is Latin all the same: what it prints must be looked at."""
    words = words_of(texts)
    cost = _cost(words, table)
    return cost.letters >= LONG_LINE and cost.gain < UNLIKELY


def words_of(texts: Iterable[str]) -> list[str]:
    """Give the words of texts, those of letters alone, with letters of symbol fonts as their bytes."""
    return [word for text in texts for word in _WORDS.findall("".join(map(plain_sign, text)))]


def _cost(words: Sequence[str], table: Table) -> _Cost:
    known = letters_of(Script.LATIN)
    latin = sum(known.bits(fold_word(word)) for word in words) if known is not None else 0.0
    return _Cost(
        table=table,
        letters=sum(len(word) + 1 for word in words),
        latin=latin,
        tifinagh=sum(tifinagh_bits(table.decode(word)) for word in words),
        odd=sum(_odd_letters(word, table) for word in words),
    )


def _odd_letters(word: str, table: Table) -> int:
    """Count letters that a table has none for, and capitals inside a word where they print what small ones do."""
    unknown = sum(sign not in table.letters for sign in word)
    return unknown if table.shifted else unknown + len(_INNER_CAPITAL.findall(word))


def _is_unicode(texts: Iterable[str]) -> bool:
    """Tell whether texts hold letters that no font of single bytes has."""
    letters = {sign for text in texts for sign in map(plain_sign, text) if sign.isalpha()}
    try:
        "".join(letters).encode(BYTES)
    except UnicodeEncodeError:
        return True
    return False


def _are_alike(costs: Sequence[_Cost], words: Sequence[str]) -> bool:
    """Tell whether a second table fits as well as the first and gives another text.

    Capitals tell the tables apart, and where none does, nothing can: a letter and its emphatic sister are both likely.
    """
    first, rest = costs[0], costs[1:]
    return any(
        other.odd == first.odd and any(other.table.decode(word) != first.table.decode(word) for word in words)
        for other in rest
    )


def _is_telling(table: Table, words: Sequence[str]) -> bool:
    """Tell whether letters that only a legacy font uses so rule out Tamazight in Latin letters."""
    text = "".join(words)
    return sum(sign in table.telling for sign in text) >= max(1.0, TELLING * len(text))
