"""Measure the repair of Arabic read as Latin letters: right names, wrong names, false alarms, speed.

Usage: ``python -m bench.repair_latin PAIRS.jsonl [N]``, the pairs of
``python -m training.measure_arabic_as_latin PAIRS.jsonl --faces unseen --seed S``: names of institutions, printed in
typefaces that no model has seen and read by a French or an English reader. A second argument N takes every Nth pair.

Each line is repaired alone, in a letterhead (with its name in French under the country's), in a letterhead that is
misread as a whole (under the country's name, misread by the same reader), and with the name taken out of the authority
file: then nothing may be put in its place. Lines of which less than half was read are counted apart. Clean lines are
those of the documents of `samples` and `bench`, of docs/ and of this program's code.
"""

from __future__ import annotations

import json
import sys
import time
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from balagh.pipelines.repair.latin_arabic import find_arabic_misread
from balagh.pipelines.structure.authority import KINGDOM_ID, Authorities, shipped_authorities
from training.latin_texts import is_held_out

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from balagh.pipelines.structure.authority import Authority

ROOT = Path(__file__).resolve().parent.parent
#: Words of a clean line, as a page breaks a paragraph.
WORDS = 9
#: A line of which less was read than this share of its letters is counted apart: nothing can tell what it was.
READ = 0.5


ALONE, HEADED, ALL_MISREAD, UNKNOWN = (
    "alone", "in a letterhead", "in a misread letterhead", "name not in the file",
)  # fmt: skip
#: Words from which names are counted together.
MANY_WORDS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Misread:
    """A name as printed, what was read, the institution, and who read it in which typeface."""

    text: str
    read: str
    one: Authority
    model: str
    font: str

    @property
    def legible(self) -> bool:
        """Whether half of its letters at least left a trace."""
        return len("".join(self.read.split())) >= READ * len("".join(self.text.split()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a line: the right name put in place, the right one or among the alternatives, a wrong one."""

    line: Misread
    right: bool
    near: bool
    wrong: bool


def main(pairs: Path) -> None:
    """Measure and print tables."""
    names = shipped_authorities()
    lines = list(_misread(pairs, names))[:: int(sys.argv[2]) if len(sys.argv) > 2 else 1]
    legible = [line for line in lines if line.legible]
    print(
        f"{len(lines)} lines of which anything was read, {len(legible)} of them with half of their letters\n"
    )
    print("| legible lines | lines | right | right or among the alternatives | wrong |")
    print("|---|---|---|---|---|")
    kingdoms = [line for line in lines if line.one.id == KINGDOM_ID]
    for where in (ALONE, HEADED, ALL_MISREAD, UNKNOWN):
        found = [_outcome(line, names, where, kingdoms) for line in lines]
        print(_row(where, [one for one in found if one.line.legible]))
        if where in (ALONE, HEADED):
            for group, members in _groups(found):
                print(_row(f"- {where}, {group}", members))
            print(_row(f"- {where}, less than half read", [one for one in found if not one.line.legible]))
    _print_clean(names)


def _print_clean(names: Authorities) -> None:
    clean = list(clean_lines())
    started = time.perf_counter()
    alarms = [(line, edits) for line in clean if (edits := find_arabic_misread(line, names))]
    seconds = time.perf_counter() - started
    print(f"\n{len(clean)} clean lines: {sum(e.applied for _, es in alarms for e in es)} changed, "
          f"{len(alarms)} marked, {len(clean) / seconds:.0f} lines a second")  # fmt: skip
    for line, edits in alarms:
        print(f"  {line!r}: {edits[0].after} (applied: {edits[0].applied}, {edits[0].confidence})")


def _misread(pairs: Path, names: Authorities) -> Iterator[Misread]:
    by_name = {one.ar: one for one in names if one.ar}
    for row in map(json.loads, pairs.read_text(encoding="utf-8").splitlines()):
        if row["ar"] in by_name and row["read"].strip():
            one = by_name[row["ar"]]
            yield Misread(text=row["ar"], read=row["read"], one=one, model=row["model"], font=row["font"])


def _outcome(line: Misread, names: Authorities, where: str, kingdoms: Sequence[Misread]) -> Outcome:
    known, context = names, tuple[str, ...]()
    if where == HEADED:
        context = ("Royaume du Maroc", line.one.fr or "")
    if where == ALL_MISREAD:
        over = (one.read for one in kingdoms if one.font == line.font and one is not line)
        context = (next(over, ""),)
    if where == UNKNOWN:
        known = Authorities(
            entries=tuple(_without(one, line.text) for one in names), own_places=names.own_places
        )
    edits = find_arabic_misread(line.read, known, context)
    applied = next((edit for edit in edits if edit.applied), None)
    return Outcome(
        line=line,
        right=applied is not None and applied.after == line.text,
        near=any(line.text in (edit.after, *edit.alternatives) for edit in edits),
        wrong=applied is not None and applied.after != line.text,
    )


def _groups(found: Sequence[Outcome]) -> Iterator[tuple[str, list[Outcome]]]:
    """Give the legible lines by reader, by typeface, by the words of the name, and of names never learned from."""
    legible = [one for one in found if one.line.legible]
    keys: tuple[Callable[[Misread], str], ...] = (
        lambda line: line.model,
        lambda line: line.font,
        lambda line: f"{min(MANY_WORDS, len(line.text.split()))} words" + _more(line.text),
        lambda line: "name not learned from" if is_held_out(line.text) else "name learned from",
    )
    for key in keys:
        for group in sorted({key(one.line) for one in legible}):
            yield group, [one for one in legible if key(one.line) == group]


def _more(text: str) -> str:
    return " and more" if len(text.split()) >= MANY_WORDS else ""


def _row(called: str, found: Sequence[Outcome]) -> str:
    size = max(1, len(found))
    shares = [
        sum(one.right for one in found),
        sum(one.near for one in found),
        sum(one.wrong for one in found),
    ]
    return f"| {called} | {len(found)} | " + " | ".join(f"{100 * n / size:.1f} %" for n in shares) + " |"


def _without(one: Authority, name: str) -> Authority:
    keeps = tuple(other for other in one.aliases if other != name)
    return replace(one, ar=None if one.ar == name else one.ar, aliases=keeps)


def clean_lines() -> Iterator[str]:
    """Give lines that are right as they stand: paragraphs broken as on a page, tables, code, addresses."""
    for folder in ("samples/documents", "bench/documents"):
        for path in sorted((ROOT / folder).glob("*.toml")):
            for text in _texts(tomllib.loads(path.read_text(encoding="utf-8"))):
                for line in text.splitlines():
                    words = line.split()
                    yield from (" ".join(words[at : at + WORDS]) for at in range(0, len(words), WORDS))
    for pattern in ("docs/*.md", "*.md", "pipelines/*/*.py", "src/balagh/**/*.js", "pyproject.toml"):
        for path in sorted(ROOT.glob(pattern)):
            yield from (line for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
