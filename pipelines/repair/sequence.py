"""Which repairs there are, and in what order: one for plain text as it comes, one for the blocks of a document."""

from __future__ import annotations

import re
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from balagh.pipelines.repair.addresses import find_address_slips
from balagh.pipelines.repair.arabic_glyphs import find_leaked_glyphs
from balagh.pipelines.repair.arabic_lam_alef import find_lam_alef
from balagh.pipelines.repair.arabic_mojibake import find_mojibake
from balagh.pipelines.repair.arabic_order import find_visual_order
from balagh.pipelines.repair.arabic_persian import find_persian_letters
from balagh.pipelines.repair.arabic_words import fold_arabic, is_known
from balagh.pipelines.repair.hyphens import find_hyphens
from balagh.pipelines.repair.latin_arabic import find_arabic_misread
from balagh.pipelines.repair.passes import LinePass, Passes, TextFinder, find_characters
from balagh.pipelines.repair.rules import Edit, Rule, find_edits
from balagh.pipelines.repair.slips import find_slips
from balagh.pipelines.repair.tifinagh_misread import KnownName, find_tifinagh_misread
from balagh.pipelines.repair.vocabulary import vocabulary_of
from balagh.pipelines.text.litter import find_litter

if TYPE_CHECKING:
    from balagh.pipelines.structure.authority import Authorities

_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
#: Bytes beyond ASCII read in a wrong code page give signs beyond ASCII, Arabic ones too.
_HIGH = re.compile(r"[^\x00-\x7f]")
_BRACKET = re.compile(r"[\[{.]|HYPERLINK", re.IGNORECASE)
_GLYPH_NAME = re.compile(r"/\w|\(cid|uni[0-9A-F]|\ufffd", re.IGNORECASE)

_NO_ARABIC = re.compile(r"[A-Za-z+|]")
_ARABIC_WORD = re.compile("[\u0621-\u063a\u0641-\u064a]{3,}")
#: Of so many words of three letters and more so large a share is known in all 25 clean lines of 8,450 that look like
#: misread Tifinagh and have so many (2026-11-22); of 1,114 misread lines in Arabic
#: letters it is in 24.
FEWEST_WORDS, KNOWN_SHARE = 2, 0.85

#: A header's lines that help to read one of them: a letterhead in three languages beside its logos has no more.
HEADER_LINES = 8

_ON_LINES = (
    LinePass(find=find_litter, suspect=_BRACKET, certain=True),
    LinePass(find=find_mojibake, suspect=_HIGH),
    LinePass(find=find_leaked_glyphs, suspect=_GLYPH_NAME),
    LinePass(find=find_visual_order, suspect=_ARABIC),
)
#: Those that want reading order and base letters.
_LETTERS = (
    LinePass(find=find_persian_letters, suspect=_ARABIC),
    LinePass(
        find=find_lam_alef,
        suspect=_ARABIC,
        rule=Rule.LAM_ALEF_ORDER,
        again=partial(find_lam_alef, seen=True),
    ),
    LinePass(find=find_address_slips, suspect=re.compile(r" @|@ |[wW]{4}\.|(?!www)[wW]{3}\.|vv")),
)


@lru_cache(maxsize=4)
def text_passes(names: Authorities) -> Passes:
    """Give the repairs of plain text: blanks stay as they are, words cut at line ends are made whole."""
    return Passes(
        lines=(*_ON_LINES, LinePass(find=find_characters, certain=True), *_LETTERS, _misread_tifinagh(names)),
        texts=(*_on_texts(names), partial(find_hyphens, names=names)),
        acronyms=vocabulary_of(names).acronyms,
    )


@lru_cache(maxsize=4)
def document_passes(names: Authorities) -> Passes:
    """Give the repairs of a document's blocks: blanks come to their normal form, lines end where print has them end."""
    return Passes(
        lines=(*_ON_LINES, LinePass(find=find_edits, certain=True), *_LETTERS, _misread_tifinagh(names)),
        texts=_on_texts(names),
        acronyms=vocabulary_of(names).acronyms,
    )


def _on_texts(names: Authorities) -> tuple[TextFinder, ...]:
    return (partial(find_slips, names=names), partial(_misread_arabic, names=names))


def _misread_tifinagh(names: Authorities) -> LinePass:
    """Give the pass that reads Tifinagh behind figures and other letters; Arabic in known words is not looked into."""
    known = [KnownName(text=name) for name in names.amazigh_names.values()]
    known += (KnownName(text=name, attested=False) for name in names.readings.values())
    find = partial(find_tifinagh_misread, names=tuple(known))
    return LinePass(find=lambda line: () if _says_arabic(line) else find(line))


def _says_arabic(line: str) -> bool:
    """Say whether a line's Arabic words are known ones: to look for Tifinagh behind them takes seconds, in vain."""
    if _NO_ARABIC.search(line):
        return False
    words = [fold_arabic(word) for word in _ARABIC_WORD.findall(line)]
    return len(words) >= FEWEST_WORDS and sum(map(is_known, words)) >= KNOWN_SHARE * len(words)


def _misread_arabic(lines: tuple[str, ...], names: Authorities) -> tuple[tuple[Edit, ...], ...]:
    return tuple(
        find_arabic_misread(line, names, _beside(lines, at)) if line else () for at, line in enumerate(lines)
    )


def _beside(lines: tuple[str, ...], at: int) -> tuple[str, ...]:
    """Give the lines around line `at` that say anything, itself left out."""
    around = (*lines[max(0, at - HEADER_LINES) : at], *lines[at + 1 : at + 1 + HEADER_LINES])
    return tuple(line for line in around if line)
