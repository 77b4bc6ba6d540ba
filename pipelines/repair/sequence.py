"""Which repairs there are, and in what order: one for plain text as it comes, one for the blocks of a document."""

from __future__ import annotations

import re
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from balagh.pipelines.repair.addresses import find_address_slips
from balagh.pipelines.repair.arabic_glyphs import find_leaked_glyphs
from balagh.pipelines.repair.arabic_lam_alef import find_lam_alef, has_right_lam_alef
from balagh.pipelines.repair.arabic_mojibake import find_mojibake
from balagh.pipelines.repair.arabic_order import find_visual_order
from balagh.pipelines.repair.arabic_persian import find_persian_letters
from balagh.pipelines.repair.arabic_words import fold_arabic, is_known
from balagh.pipelines.repair.hyphens import find_hyphens
from balagh.pipelines.repair.latin_arabic import find_arabic_misread, may_be_arabic
from balagh.pipelines.repair.latin_arabic_context import propose
from balagh.pipelines.repair.latin_arabic_wrapped import find_wrapped_name
from balagh.pipelines.repair.passes import LinePass, Passes, TextFinder, find_characters
from balagh.pipelines.repair.rules import Edit, Rule, find_edits
from balagh.pipelines.repair.slips import find_slips
from balagh.pipelines.repair.tifinagh_misread import find_tifinagh_misread, may_be_misread, names_of
from balagh.pipelines.repair.vocabulary import vocabulary_of
from balagh.pipelines.text.litter import find_litter

if TYPE_CHECKING:
    from balagh.pipelines.repair.tifinagh_guesses import KnownName
    from balagh.pipelines.structure.authority import Authorities

_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
#: Bytes beyond ASCII read in a wrong code page give signs beyond ASCII, Arabic ones too.
_HIGH = re.compile(r"[^\x00-\x7f]")
_BRACKET = re.compile(r"[\[{.]|HYPERLINK", re.IGNORECASE)
_GLYPH_NAME = re.compile(r"/\w|\(cid|uni[0-9A-F]|\ufffd", re.IGNORECASE)

_ARABIC_WORD = re.compile("[\u0621-\u063a\u0641-\u064a]{3,}")
#: Of so many words of three letters and more so large a share is known in all 25 clean lines of 8,450 that look like
#: misread Tifinagh and have so many (2026-11-22); of 1,114 misread lines in Arabic
#: letters it is in 24.
FEWEST_WORDS, KNOWN_SHARE = 2, 0.85
#: The same of a line whose letters and figures are for so large a share in known words, whatever else stands there: in
#: 70 % of the lines with Arabic among Debian's messages, and in 10 of 352 misread ones.
KNOWN_LETTERS = 0.7

#: A header's lines that help to read one of them: a letterhead in three languages beside its logos has no more.
HEADER_LINES = 8

#: Lines at a text's beginning and at its end that may be misread names and are looked into: a letterhead with its logos
#: has five. What has more of them is data, or a page misread as a whole; each line takes a sixth of a second.
MOST_MISREAD = 12

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
        sound=has_right_lam_alef,
    ),
    LinePass(find=find_address_slips, suspect=re.compile(r" @|@ |[wW]{4}\.|(?!www)[wW]{3}\.|vv")),
)


@lru_cache(maxsize=4)
def text_passes(names: Authorities) -> Passes:
    """Give the repairs of plain text: blanks stay as they are, words cut at line ends are made whole."""
    return Passes(
        lines=(*_ON_LINES, LinePass(find=find_characters, certain=True), *_LETTERS),
        texts=(*_on_texts(names), partial(find_hyphens, names=names)),
        acronyms=vocabulary_of(names).acronyms,
    )


@lru_cache(maxsize=4)
def document_passes(names: Authorities) -> Passes:
    """Give the repairs of a document's blocks: blanks come to their normal form, lines end where print has them end."""
    return Passes(
        lines=(*_ON_LINES, LinePass(find=find_edits, certain=True), *_LETTERS),
        texts=_on_texts(names),
        acronyms=vocabulary_of(names).acronyms,
    )


def _on_texts(names: Authorities) -> tuple[TextFinder, ...]:
    return (
        partial(_misread_tifinagh, names=names),
        partial(find_slips, names=names),
        partial(_misread_arabic, names=names),
    )


def _misread_tifinagh(lines: tuple[str, ...], names: Authorities) -> tuple[tuple[Edit, ...], ...]:
    """Read Tifinagh behind figures and other letters, heeding what the lines around say."""
    suspects = [line for line in dict.fromkeys(lines) if may_be_misread(line) and not _says_arabic(line)]
    looked_into = _ends(suspects)
    found = {line: _read_tifinagh(line, _beside(lines, lines.index(line)), names) for line in looked_into}
    return tuple(found.get(line, ()) for line in lines)


def _ends(suspects: list[str]) -> dict[str, None]:
    """Give those of the lines that may be misread that are looked into: the first and the last ones."""
    return dict.fromkeys((*suspects[:MOST_MISREAD], *suspects[-MOST_MISREAD:]))


@lru_cache(maxsize=4 * MOST_MISREAD)
def _read_tifinagh(line: str, beside: tuple[str, ...], names: Authorities) -> tuple[Edit, ...]:
    """Read one line; a text is gone over until nothing changes, and most lines are then as they were before."""
    return find_tifinagh_misread(line, _amazigh_names(names), propose(beside, names))


@lru_cache(maxsize=4)
def _amazigh_names(names: Authorities) -> tuple[KnownName, ...]:
    return names_of(names)


def _says_arabic(line: str) -> bool:
    """Say whether a line's Arabic words are known ones: to look for Tifinagh behind them takes seconds, in vain."""
    words = [fold_arabic(word) for word in _ARABIC_WORD.findall(line)]
    if sum(len(word) for word in words if is_known(word)) >= KNOWN_LETTERS * sum(map(str.isalnum, line)) > 0:
        return True
    return len(words) >= FEWEST_WORDS and sum(map(is_known, words)) >= KNOWN_SHARE * len(words)


def _misread_arabic(lines: tuple[str, ...], names: Authorities) -> tuple[tuple[Edit, ...], ...]:
    looked_into = _ends([line for line in dict.fromkeys(lines) if line and may_be_arabic(line)])
    found = [
        find_arabic_misread(line, names, _beside(lines, at)) if line in looked_into else ()
        for at, line in enumerate(lines)
    ]
    for at in range(len(lines) - 1):
        # One is marked as misread, and neither is a name by itself: they may be one that was broken.
        edits = (*found[at], *found[at + 1])
        if not edits or any(edit.applied for edit in edits):
            continue
        wrapped = find_wrapped_name(lines[at], lines[at + 1], names, _beside(lines, at, 2))
        if wrapped is not None:
            found[at : at + 2] = [(edit,) for edit in wrapped]
    return tuple(found)


def _beside(lines: tuple[str, ...], at: int, count: int = 1) -> tuple[str, ...]:
    """Give the lines around `count` lines from `at` on that say anything, themselves left out."""
    around = (*lines[max(0, at - HEADER_LINES) : at], *lines[at + count : at + count + HEADER_LINES])
    return tuple(line for line in around if line)
