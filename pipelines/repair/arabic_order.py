"""Arabic that stands in the order of the page, from left to right, is turned into the order in which it is read.

Whether a run of Arabic words stands the wrong way round is told by its letters: by words that are known, by the letters
after one another (ة and ى end words, ال begins them), and by presentation forms, which fit together one way only.
"""

from __future__ import annotations

import re
from bisect import bisect
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from bidi.algorithm import get_display

from balagh.model import Script
from balagh.pipelines.languages.scripts import count_letters, script_of
from balagh.pipelines.layer.letters import count_impossible
from balagh.pipelines.layer.order import logical_places, settle_brackets
from balagh.pipelines.repair.arabic_numbers import settle_numbers
from balagh.pipelines.repair.arabic_words import (
    core_of,
    fold_arabic,
    in_other_letters,
    is_known,
    is_usual,
    word_bits,
)
from balagh.pipelines.repair.rules import Edit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

_ARABIC = (
    "\u0620-\u063f\u0641-\u065f\u0670-\u06d3\u06d5\u06fa-\u06ff\u0750-\u077f"
    "\ufb50-\ufd3d\ufd50-\ufdf9\ufe70-\ufefc"
)
_WORD = re.compile(f"[{_ARABIC}\u0640]+")
#: Letters that part runs: those of any script but Arabic.
_OTHER = re.compile(rf"[^\W\d_{_ARABIC}\u0640]")
#: Scripts that run from the right too: their order is nothing that is known here.
_OTHER_RTL = re.compile("[\u0590-\u05ff\u0700-\u074f\u0780-\u08ff\ufb1d-\ufb4f]")
#: Letters that Arabic words of Morocco do not have: the list of words says little of such a language.
_FOREIGN = re.compile("[پچژگیکےہھە]")

#: What one sign stands for.
_LAM_ALEF, _LAM_ALEF_WITHIN = re.compile("ل[اأإآ]"), re.compile("ل[اأإآ](?!$)")

#: Letters of addresses do not say which way a line runs.
_ADDRESS = re.compile(r"\S*(?:@|://)\S*")

#: Bits that a known word weighs, a usual one besides, and a pair of presentation forms that do not meet.
KNOWN, USUAL, CLASH = 8.0, 6.0, 12.0

#: A word that is known only without what is written to it weighs less where so little is left: `وسان` is no word.
KNOWN_AS_CORE, SHORT_CORE = 3.0, 3

#: What a usual word of so many letters weighs besides: no other word is it by chance.
LONG_USUAL, LONG_WORD = 6.0, 6

#: Bits by which the turned run must be likelier, and one of so few words. Of 13,000 right lines in Arabic and
#: Persian, names of cities among them, the likeliest words to be turned have 16.1 (`ريغا`, Riga, and `دنم`, denim).
TURNED, TURNED_FEW, FEW = 13.0, 17.0, 2

#: A stretch of fewer Arabic letters may be chance: `نم` is a word too.
LEAST_LETTERS = 4

#: A run that is likelier as it stands by so much is right, whatever the rest of its line says.
RIGHT = 6.0

#: From so many bits on a turned run that is not turned is written down as uncertain.
DOUBTED = 2.0

#: Bits from which on nothing else is thinkable; how sure we are from there on, below, and where the rest of the line
#: stands the right way round.
SURE = 25.0
CONFIDENT, LIKELY, BESIDE = 0.99, 0.95, 0.85

_CLOSING_FIRST = re.compile(r"^\s*[.،؛,;:!?؟)\]»]")
_ENUMERATED = re.compile(r"\s*\w{1,2}[)]")
_OPENING_LAST = re.compile(r"[(\[«]\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """Arabic words with no letters of another script among them: their stretch of the line, and what speaks for it.

    `bits` is by how much the run is likelier as it stands than turned.
    """

    start: int
    end: int
    bits: float


def find_visual_order(line: str) -> tuple[Edit, ...]:
    """Find the stretches of a line whose Arabic stands from left to right, and turn them.

    Presentation forms are turned and stay what they are. Brackets, numbers, Latin words and Tifinagh come out as they
    are read. Where a number can be read in two ways and neither is likelier, the edit is not applied and holds both.

    >>> [edit.after for edit in find_visual_order("(CSMD) ةيبرغملا ةكلمملا")]
    ['المملكة المغربية (CSMD)']
    """
    runs = list(_runs(line))
    if (
        not runs
        or min(run.bits for run in runs) >= -DOUBTED
        or _OTHER_RTL.search(line)
        or in_other_letters(line, ordered=False)
    ):
        return ()
    least = TURNED if len(_WORD.findall(line)) > FEW else TURNED_FEW
    if _FOREIGN.search(line):
        least *= 2
    total = sum(run.bits for run in runs)
    if _is_rtl(line) and total < -DOUBTED and all(run.bits < RIGHT for run in runs):
        return _edits(line, 0, len(line), bits=-total, least=least, beside=False)
    edits: list[Edit] = []
    for run in runs:
        if run.bits < -DOUBTED:
            beside = any(other.bits >= RIGHT for other in runs)
            start, end = _stretch(line, run)
            edits += _edits(line, start, end, bits=-run.bits, least=least, beside=beside)
    return tuple(edits)


def reads_right_to_left(text: str) -> bool:
    """Tell whether the Arabic words of a text are likelier as they stand than turned, by more than a doubt."""
    return sum(run.bits for run in _runs(text)) > DOUBTED


def _runs(line: str) -> Iterator[_Run]:
    words = list(_WORD.finditer(line))
    if not words:
        return
    breaks = [match.start() for match in _OTHER.finditer(line)]
    for _, group in groupby(words, lambda word: bisect(breaks, word.start())):
        run = list(group)
        yield _Run(start=run[0].start(), end=run[-1].end(), bits=sum(_bits(word.group()) for word in run))


@lru_cache(maxsize=65536)
def _bits(word: str) -> float:
    """Give by how many bits a word is likelier as it stands than turned."""
    if len(word) < 2:
        return 0.0
    turned = word[::-1]
    plain = fold_arabic(word)
    if len(plain) < 2 or plain == fold_arabic(turned):
        return 0.0
    # The two letters of one sign stay in their own order where a program takes shapes apart after it turned them; those
    # at the word's right end may be its article.
    wholes = (sign.sub(lambda pair: pair.group()[::-1], word)[::-1] for sign in (_LAM_ALEF, _LAM_ALEF_WITHIN))
    bits = _weight(plain) - max(map(_weight, {fold_arabic(one) for one in (turned, *wholes)}))
    if word[0] > "\ufb00" or word[-1] > "\ufb00":
        bits += CLASH * (count_impossible(turned) - count_impossible(word))
    return bits


def _weight(word: str) -> float:
    """Give how likely a folded word is, in bits."""
    known = KNOWN if is_known(word, bare=True) or len(core_of(word)) > SHORT_CORE else KNOWN_AS_CORE
    usual = USUAL + LONG_USUAL * (len(word) >= LONG_WORD and is_usual(word, bare=True))
    return known * is_known(word) + usual * is_usual(word) - word_bits(word)


def _is_rtl(line: str) -> bool:
    """Tell whether a line as a whole runs from the right: most of its letters do, and not both its ends are Latin."""
    line = _ADDRESS.sub("", line)
    counts = count_letters(line)
    arabic, total = counts.get(Script.ARABIC, 0), sum(counts.values())
    letters = [sign for sign in line if sign.isalpha()]
    if not letters:
        return False
    between = script_of(letters[0]) is script_of(letters[-1]) is Script.LATIN
    return 2 * arabic >= total and not (between and 3 * arabic <= 2 * total)


def _stretch(line: str, run: _Run) -> tuple[int, int]:
    """Widen a run by the brackets at its ends that belong to brackets within it."""
    start, end = run.start, run.end
    inside = line[start:end]
    opened = sum(inside.count(sign) for sign in "([«")
    closed = sum(inside.count(sign) for sign in ")]»")
    if opened > closed and end < len(line) and line[end] in ")]»":
        end += 1
    if closed > opened and start > 0 and line[start - 1] in "([«":
        start -= 1
    return start, end


def _edits(line: str, start: int, end: int, *, bits: float, least: float, beside: bool) -> tuple[Edit, ...]:
    before = line[start:end]
    readings = _readings(before, whole=end - start == len(line))
    after = readings[0]
    if after == before:
        return ()
    shared, tail = _shared(before, after)
    cut = len(before) - tail
    others = tuple(reading[shared : len(reading) - tail] for reading in readings[1:])
    likely = CONFIDENT if bits >= SURE else LIKELY
    confidence = BESIDE if beside else likely
    enough = count_letters(before).get(Script.ARABIC, 0) >= LEAST_LETTERS
    applied = bits >= least and enough and not others
    note = f"Arabic from left to right: turned, its letters are {round(bits)} bits likelier"
    if others:
        note += "; its numbers can be read in two ways"
    return (
        Edit(
            start=start + shared,
            end=start + cut,
            after=after[shared : len(after) - tail],
            rule=Rule.VISUAL_ORDER,
            note=note,
            confidence=confidence if applied else confidence / 2,
            applied=applied,
            alternatives=others,
        ),
    )


def _shared(before: str, after: str) -> tuple[int, int]:
    """Count the characters that two texts share at their beginnings and, apart from those, at their ends.

    An edit stays whole from blank to blank, so that no word is cut in it.
    """
    most = min(len(before), len(after))
    head = next((k for k in range(most) if before[k] != after[k]), most)
    while head and not before[head - 1].isspace():
        head -= 1
    tail = next((k for k in range(most - head) if before[-1 - k] != after[-1 - k]), most - head)
    while tail and not before[len(before) - tail].isspace():
        tail -= 1
    return head, tail


def _readings(before: str, *, whole: bool) -> tuple[str, ...]:
    """Give what a stretch says, the likeliest first; several where its numbers can be read in several ways."""
    from_right = settle_numbers(_turned(before, rtl=True))
    if not whole or not (_CLOSING_FIRST.search(from_right[0]) or _OPENING_LAST.search(from_right[0])):
        return from_right
    # A line whose writer took it for one from left to right closes at its right end.
    from_left = settle_numbers(_turned(before, rtl=False))
    closes = _CLOSING_FIRST.search(from_left[0]) or _OPENING_LAST.search(from_left[0])
    return from_right if closes else from_left


def _turned(before: str, *, rtl: bool) -> str:
    signs = [before[k] for k in logical_places(before, rtl=rtl)]
    if not rtl:
        return "".join(signs)
    after = "".join(settle_brackets(signs))
    if not _is_closed(after):
        # A bracket between a Latin word and a number: Unicode's algorithm, which made such a line, turns it back.
        other = "".join(settle_brackets(get_display(before, base_dir="R")))
        return other if _is_closed(other) else after
    return after


def _is_closed(text: str) -> bool:
    """Tell whether each bracket of a text opens before it closes; an enumerating `1)` needs no opening one."""
    depth = 0
    for sign in text:
        depth += (sign in "([«") - (sign in ")]»")
        if depth < 0:
            return _ENUMERATED.match(text) is not None and text.count(")") == 1 + text.count("(")
    return depth == 0
