"""The repairs of a text, one after another; each sees what the earlier ones made.

Order matters: bytes are decoded and visual order is turned before invisible characters and presentation forms, which
are evidence for both, are made plain; what reads a whole line anew comes after what mends its letters.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING, TypeAlias
from unicodedata import bidirectional

from balagh.pipelines.repair.compose import compose_edits, place_edits, trim_edit
from balagh.pipelines.repair.guard import guard_edits
from balagh.pipelines.repair.rules import Edit, Rule, apply_edits, find_edits

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Sequence

#: Finds the edits of one line, in order and apart.
LineFinder: TypeAlias = Callable[[str], tuple[Edit, ...]]
#: Finds the edits of each line of a text that needs its neighbours.
TextFinder: TypeAlias = Callable[[tuple[str, ...]], tuple[tuple[Edit, ...], ...]]

#: Characters: no printed line has so many. Longer ones are data; they only come to their normal form.
LONGEST_LINE = 10_000
#: Rounds after which a line that still changes is left as it is. Two are the rule: one that mends, one that finds
#: nothing more to mend.
MOST_ROUNDS = 6
#: Lines before and after a line that say of it what they say of themselves: about a page.
NEARBY = 40
#: Confidence of an edit from which its fault is expected in other lines: what is only likely proves nothing.
SURE_FAULT = 0.95


#: Unicode's bidirectional classes but the isolates: what has one of those, or none at all, breaks the libraries that
#: finders turn lines with. Isolates go as invisible characters; code points of no class are of no script yet.
_CLASSES = frozenset(
    [
        "L",
        "R",
        "AL",
        "EN",
        "ES",
        "ET",
        "AN",
        "CS",
        "NSM",
        "BN",
        "B",
        "S",
        "WS",
        "ON",
        "LRE",
        "LRO",
        "RLE",
        "RLO",
        "PDF",
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinePass:
    """One repair of single lines.

    Attributes:
        find: finds what to repair.
        suspect: stands in every line that has anything to repair; None where only `find` can tell.
        certain: whether it takes no more time on a line of ten megabytes than on as many short ones.
        rule, again: a fault of its maker is in all of a text: where `rule` surely was at work in lines nearby, `again`
            goes over a line in the place of `find`.
        sound: tells of a line that it does not have the fault, though it could.
    """

    find: LineFinder
    suspect: re.Pattern[str] | None = None
    certain: bool = False
    rule: Rule | None = None
    again: LineFinder | None = None
    sound: Callable[[str], bool] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passes:
    """The repairs of a text: of its lines one by one, then of lines that need their neighbours.

    `acronyms` are those of the authority file, which may be read over figures.
    """

    lines: tuple[LinePass, ...]
    texts: tuple[TextFinder, ...] = ()
    acronyms: frozenset[str] = frozenset()


def repair_lines(
    lines: Sequence[str], passes: Passes, done: Sequence[tuple[Edit, ...]] | None = None
) -> tuple[tuple[Edit, ...], ...]:
    """Give for each of the original `lines` its edits, in order: those that are made, and the proposals.

    Made ones are apart; proposals (`applied` false) may overlap them. The passes go over the text until they find
    nothing more, so that repairing a repaired text changes nothing. `done` are edits made before.
    """
    works = [
        _Work(line=line, made=made, text=apply_edits(line, made), passes=passes.lines)
        for line, made in zip(lines, done or ((),) * len(lines), strict=True)
    ]
    for work in works:
        work.settle(passes.acronyms)
    for one in passes.lines:
        if one.again is not None:
            _go_over_again(works, one, passes.acronyms)
    proposed: list[list[Edit]] = []
    for _ in range(MOST_ROUNDS):
        changed, proposed = _text_round(works, passes)
        if not changed:
            break
    else:
        proposed = [[] for _ in works]
    return tuple(work.edits(extra) for work, extra in zip(works, proposed, strict=True))


def _go_over_again(works: Sequence[_Work], one: LinePass, acronyms: frozenset[str]) -> None:
    """Go over the lines again that have the fault of pass `one` near them, in more lines than are without it."""
    faulty = [any(edit.rule is one.rule and edit.confidence >= SURE_FAULT for edit in w.made) for w in works]
    if not any(faulty):
        return
    signs = [
        int(fault) - int(not fault and one.sound is not None and one.sound(work.text))
        for fault, work in zip(faulty, works, strict=True)
    ]
    sums = [0, *accumulate(signs)]
    known = replace(one, find=one.again or one.find)
    for at, work in enumerate(works):
        if sums[min(len(works), at + NEARBY + 1)] - sums[max(0, at - NEARBY)] > 0:
            work.passes = tuple(known if other is one else other for other in work.passes)
            work.settle(acronyms)


def is_readable(line: str) -> bool:
    """Say whether a line may be given to finders that guess: no longer than print, of assigned code points only."""
    return len(line) <= LONGEST_LINE and (line.isascii() or _CLASSES.issuperset(map(bidirectional, line)))


def find_characters(line: str) -> tuple[Edit, ...]:
    """Find what brings `line` to its normal form; blanks stay as they are."""
    return tuple(trim_edit(line, edit) for edit in find_edits(line, blanks=False))


@dataclass(slots=True)
class _Work:
    """A line under repair: as it came, the edits made so far, as it reads now, its passes, and what they propose."""

    line: str
    made: tuple[Edit, ...]
    text: str
    passes: tuple[LinePass, ...]
    proposals: tuple[Edit, ...] = ()

    def settle(self, acronyms: frozenset[str]) -> None:
        """Run the line passes until they find nothing more to do; a line that never rests stays as it was."""
        made, text = self.made, self.text
        for _ in range(MOST_ROUNDS):
            before, proposals = self.text, list[Edit]()
            for one in self.passes:
                suspected = one.suspect is None or one.suspect.search(self.text)
                if suspected and (one.certain or is_readable(self.text)):
                    proposals += self.take(one.find(self.text), acronyms)
            if self.text == before:
                self.proposals = tuple(proposals)
                return
        self.made, self.text, self.proposals = made, text, ()

    def take(self, found: tuple[Edit, ...], acronyms: frozenset[str]) -> Iterable[Edit]:
        """Make the sure edits among `found`; give the others."""
        if not found:
            return ()
        edits = guard_edits(self.text, found, acronyms)
        sure = tuple(e for e in edits if e.applied and e.after != self.text[e.start : e.end])
        if sure:
            self.made = compose_edits(self.line, self.made, sure)
            self.text = apply_edits(self.text, sure)
        return (edit for edit in edits if not edit.applied)

    def edits(self, extra: Iterable[Edit]) -> tuple[Edit, ...]:
        """Give all edits with places in the line as it came."""
        proposals = tuple(dict.fromkeys((*self.proposals, *extra)))
        placed = place_edits(self.line, self.made, proposals)
        return tuple(sorted((*self.made, *placed), key=lambda edit: (edit.start, edit.end)))


def _text_round(works: Sequence[_Work], passes: Passes) -> tuple[bool, list[list[Edit]]]:
    """Run the passes over the whole text once; say whether any line changed, and give the proposals for each."""
    changed = False
    proposed: list[list[Edit]] = [[] for _ in works]
    for find in passes.texts:
        found = find(tuple(work.text if is_readable(work.text) else "" for work in works))
        for at, edits in enumerate(found):
            if not edits:
                continue
            work, before = works[at], works[at].text
            proposed[at] += work.take(edits, passes.acronyms)
            if work.text != before:
                changed = True
                work.settle(passes.acronyms)
    return changed, proposed
