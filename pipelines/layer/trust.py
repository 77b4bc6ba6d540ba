"""How far a layer's words can be trusted: fonts are judged first, by all their words on the page, then runs of words.

What is wrong with a font's map is wrong with all of its letters; what a run says is judged by itself only where there
is little of its font.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from balagh.model import Script
from balagh.pipelines.layer.glyphs import UNKNOWN
from balagh.pipelines.layer.letters import bits_a_letter, count_impossible, fold_word
from balagh.pipelines.layer.lines import count_scripts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from balagh.pipelines.layer.lines import LayerLine, LayerWord

#: A font's letters in one script.
Hand: TypeAlias = "tuple[str, Script]"

#: Bits a letter: fonts of 13 documents that the tables never saw cost 1.7 to 4.3, Arabic taken for Latin bytes in the
#: same documents 13.0 to 16.9, a word in a shifted alphabet 9.6, one backwards 9.3 (2026-11-22).
MOST_BITS = 7.0

#: Fewer letters say less: from this many on a font is judged as a whole.
ENOUGH = 40

#: A short run alone must be as unlikely as this: abbreviations cost up to 8.
RUN_BITS, RUN_LETTERS = 10.0, 3

#: A longer run is judged by itself, whatever its font: right French and wrong Arabic may be of one font. Where it costs
#: between `LIKELY_BITS` and `MOST_BITS`, its font decides.
LONG_RUN, LIKELY_BITS = 10, 5.5

#: Shares of a font's letters that cannot stand where they stand, and that have no text, above which it is not trusted.
MOST_IMPOSSIBLE, MOST_UNKNOWN = 0.04, 0.05

#: Arabic letters that fonts may draw in two pieces, the second without a text.
WITH_HAMZA = frozenset("آأإؤئ")


@dataclass(slots=True)
class Count:
    """What is seen of a font's letters on a page."""

    letters: int = 0
    bits: float = 0.0
    judged: int = 0
    impossible: int = 0
    unknown: int = 0
    lost_marks: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """What can be trusted.

    Attributes:
        doubtful: for each line, the places (in `words`) of those that are not.
        unmarked: for each line, those of words that may have a hamza or an accent too few or too many.
        reasons: what is wrong, in words, one entry a font.
        score: share of the page's letters that are trusted, 0 to 1.
    """

    doubtful: tuple[frozenset[int], ...]
    unmarked: tuple[frozenset[int], ...]
    reasons: tuple[str, ...]
    score: float


def judge_lines(
    lines: Sequence[LayerLine], unsure: frozenset[int] = frozenset(), why: Sequence[str] = ()
) -> Trust:
    """Judge all words of a page.

    Args:
        lines: what the layer says.
        unsure: places in the content stream of glyphs that were found doubtful before.
        why: reasons for that.
    """
    counts = _count(lines)
    reasons = {hand: reason for hand, count in counts.items() if (reason := _fault(hand, count))}
    doubtful = tuple(
        _with_figures(line, frozenset(_doubtful(line, reasons)) | _holding(line, unsure)) for line in lines
    )
    unmarked = tuple(
        frozenset(k for k, word in enumerate(line.words) if k not in bad and _is_unmarked(word, counts))
        for line, bad in zip(lines, doubtful, strict=True)
    )
    total = sum(len(word.text) for line in lines for word in line.words)
    bad = sum(len(line.words[k].original) for line, found in zip(lines, doubtful, strict=True) for k in found)
    return Trust(
        doubtful=doubtful,
        unmarked=unmarked,
        reasons=(*why, *reasons.values()),
        score=round(1 - bad / total, 4) if total else 1.0,
    )


def hand_of(word: LayerWord) -> Hand:
    """Give the font and script of most of a word's letters."""
    counts = count_scripts(word.glyphs)
    script = max(counts, key=lambda script: counts[script], default=Script.COMMON)
    fonts: dict[str, int] = {}
    for glyph in word.glyphs:
        fonts[glyph.font] = fonts.get(glyph.font, 0) + 1 + 100 * (script in count_scripts([glyph]))
    return max(fonts, key=lambda font: fonts[font]), script


def is_unknown(sign: str) -> bool:
    """Tell whether a character says nothing: a place-holder, or from an area that each font fills as it likes."""
    return sign == UNKNOWN or unicodedata.category(sign) == "Co"


def unknown_letters(word: LayerWord) -> int:
    """Count the glyphs of a word of which the file does not say what they stand for."""
    return sum(not text or is_unknown(text[0]) for text in word.texts)


def _count(lines: Sequence[LayerLine]) -> dict[Hand, Count]:
    counts: dict[Hand, Count] = {}
    for line in lines:
        for word in line.words:
            hand = hand_of(word)
            count = counts.setdefault(hand, Count())
            count.letters += len(word.texts)
            count.unknown += unknown_letters(word)
            count.lost_marks += word.lost_mark
            count.impossible += count_impossible(word.text) if hand[1] is Script.ARABIC else 0
            bits = _bits(word, hand[1])
            if bits is not None:
                length = len(fold_word(word.text)) + 1
                count.bits += bits * length
                count.judged += length
    return counts


def _bits(word: LayerWord, script: Script) -> float | None:
    """Give what a word's letters cost; None for addresses, and for words with signs or figures among the letters."""
    text = word.text.strip(".,;:!?()[]«»\"'“”…،؛؟-–—*/")
    if not text or not all(unicodedata.category(sign)[0] in "LM" or sign in "'’" for sign in text):
        return None
    return bits_a_letter(text, script)


def _fault(hand: Hand, count: Count) -> str | None:
    """Say what is wrong with a font, None where nothing is."""
    font, script = hand
    name = font or "without a name"
    if count.unknown > MOST_UNKNOWN * count.letters and count.letters >= ENOUGH:
        return (
            f"font {name}: {count.unknown / count.letters:.0%} of its {_NAMES[script]} letters have no text"
        )
    if count.judged >= ENOUGH and count.bits > MOST_BITS * count.judged:
        return f"font {name}: its {_NAMES[script]} words cost {count.bits / count.judged:.1f} bits a letter"
    if count.letters >= ENOUGH and count.impossible > MOST_IMPOSSIBLE * count.letters:
        return f"font {name}: {count.impossible / count.letters:.0%} of its letters cannot stand where they stand"
    return None


_NAMES = {
    Script.LATIN: "Latin",
    Script.ARABIC: "Arabic",
    Script.TIFINAGH: "Tifinagh",
    Script.COMMON: "other",
}


def _holding(line: LayerLine, orders: frozenset[int]) -> frozenset[int]:
    """Give the places of the words that hold one of these glyphs."""
    if not orders:
        return frozenset()
    return frozenset(
        k for k, word in enumerate(line.words) if any(glyph.order in orders for glyph in word.glyphs)
    )


def _doubtful(line: LayerLine, reasons: dict[Hand, str]) -> Iterator[int]:
    for hand, run in _runs(line):
        words = [line.words[k] for k in run]
        if _is_unlikely(words, hand, reasons):
            yield from run
        else:
            yield from (k for k, word in zip(run, words, strict=True) if unknown_letters(word))


def _with_figures(line: LayerLine, bad: frozenset[int]) -> frozenset[int]:
    """Add the figures and signs between doubtful words, and those of lines in which no word is trusted."""
    lettered = [k for k, word in enumerate(line.words) if hand_of(word)[1] is not Script.COMMON]
    if not bad or not lettered:
        return bad
    others = set(range(len(line.words))).difference(lettered)
    near = {k: min(lettered, key=lambda other: abs(other - k)) for k in others}
    whole = bad.issuperset(lettered)
    return bad | {k for k in others if whole or near[k] in bad}


def _is_unmarked(word: LayerWord, counts: dict[Hand, Count]) -> bool:
    """Tell whether a word has a mark without a text, or a letter that its font draws in two pieces elsewhere."""
    return word.lost_mark or (
        counts[hand_of(word)].lost_marks > 0 and bool(WITH_HAMZA.intersection(word.text))
    )


def _runs(line: LayerLine) -> Iterable[tuple[Hand, list[int]]]:
    """Part a line into runs of words of one font and script; signs and figures between go with what is before them."""
    hands = [hand_of(word) for word in line.words]
    own = list(hands)
    for k, (_, script) in enumerate(hands):
        if script is Script.COMMON and k and own[k - 1][0] == hands[k][0]:
            own[k] = own[k - 1]
    return (
        (hand, [k for k, _ in group]) for hand, group in groupby(enumerate(own), key=lambda pair: pair[1])
    )


def _is_unlikely(words: Sequence[LayerWord], hand: Hand, reasons: dict[Hand, str]) -> bool:
    bits = letters = 0.0
    for word in words:
        cost = _bits(word, hand[1])
        if cost is not None:
            length = len(fold_word(word.text)) + 1
            bits, letters = bits + cost * length, letters + length
    if letters >= LONG_RUN and not LIKELY_BITS * letters <= bits <= MOST_BITS * letters:
        return bits > MOST_BITS * letters
    return hand in reasons or (letters > RUN_LETTERS and bits > RUN_BITS * letters)
