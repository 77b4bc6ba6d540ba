"""The repairs of a text, one after another; each sees what the earlier ones made.

Order matters: bytes are decoded and visual order is turned before invisible characters and presentation forms, which
are evidence for both, are made plain; what reads a whole line anew comes after what mends its letters.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
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
        rule, again: a fault of its maker is in all of a text: once `rule` surely was at work in one line, `again` goes
            over all lines in the place of `find`.
    """

    find: LineFinder
    suspect: re.Pattern[str] | None = None
    certain: bool = False
    rule: Rule | None = None
    again: LineFinder | None = None


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
        _Work(line=line, made=made, text=apply_edits(line, made))
        for line, made in zip(lines, done or ((),) * len(lines), strict=True)
    ]
    for work in works:
        work.settle(passes)
    passes = _with_faults_seen(works, passes)
    proposed: list[list[Edit]] = []
    for _ in range(MOST_ROUNDS):
        changed, proposed = _text_round(works, passes)
        if not changed:
            break
    else:
        proposed = [[] for _ in works]
    return tuple(work.edits(extra) for work, extra in zip(works, proposed, strict=True))


def _with_faults_seen(works: Sequence[_Work], passes: Passes) -> Passes:
    """Go over all lines again for the faults that some line surely has; give the passes that know of them."""
    seen = {edit.rule for work in works for edit in work.made if edit.confidence >= SURE_FAULT}
    lines = tuple(
        replace(one, find=one.again) if one.again is not None and one.rule in seen else one
        for one in passes.lines
    )
    if lines == passes.lines:
        return passes
    passes = replace(passes, lines=lines)
    for work in works:
        work.settle(passes)
    return passes


def is_readable(line: str) -> bool:
    """Say whether a line may be given to finders that guess: no longer than print, of assigned code points only."""
    return len(line) <= LONGEST_LINE and (line.isascii() or _CLASSES.issuperset(map(bidirectional, line)))


def find_characters(line: str) -> tuple[Edit, ...]:
    """Find what brings `line` to its normal form; blanks stay as they are."""
    return tuple(trim_edit(line, edit) for edit in find_edits(line, blanks=False))


@dataclass(slots=True)
class _Work:
    """A line under repair: as it came, the edits made so far, as it reads now, and what is only proposed for that."""

    line: str
    made: tuple[Edit, ...]
    text: str
    proposals: tuple[Edit, ...] = ()

    def settle(self, passes: Passes) -> None:
        """Run the line passes until they find nothing more to do; a line that never rests stays as it was."""
        made, text = self.made, self.text
        for _ in range(MOST_ROUNDS):
            before, proposals = self.text, list[Edit]()
            for one in passes.lines:
                suspected = one.suspect is None or one.suspect.search(self.text)
                if suspected and (one.certain or is_readable(self.text)):
                    proposals += self.take(one.find(self.text), passes.acronyms)
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
                work.settle(passes)
    return changed, proposed
