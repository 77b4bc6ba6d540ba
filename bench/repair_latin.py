"""Measure the repair of Arabic read as Latin letters: right names, wrong names, false alarms, speed.

Usage: ``python -m bench.repair_latin PAIRS.jsonl``, the pairs of
``python -m training.measure_arabic_as_latin PAIRS.jsonl --unseen --seed N``: names of institutions, printed in
typefaces that the confusion model has not seen and read by a French or an English reader. A second argument N takes
every Nth pair only.

Each line is repaired alone, in a letterhead (with its name in French under the country's), and with the name taken out
of the authority file: then nothing may be put in its place. Clean lines are those of the documents of `samples` and
`bench`, of docs/ and of this program's code.
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
from balagh.pipelines.structure.authority import Authorities, shipped_authorities

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from balagh.pipelines.structure.authority import Authority

ROOT = Path(__file__).resolve().parent.parent
#: Words of a clean line, as a page breaks a paragraph.
WORDS = 9
#: A line of which less was read than this share of its letters is counted apart: nothing can tell what it was.
READ = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Misread:
    """A name as printed, what was read, and the institution."""

    text: str
    read: str
    one: Authority

    @property
    def legible(self) -> bool:
        """Whether half of its letters at least left a trace."""
        return len("".join(self.read.split())) >= READ * len("".join(self.text.split()))


def main(pairs: Path) -> None:
    """Measure and print a table."""
    names = shipped_authorities()
    lines = list(_misread(pairs, names))[:: int(sys.argv[2]) if len(sys.argv) > 2 else 1]
    legible = [line for line in lines if line.legible]
    print(f"{len(lines)} lines read, {len(legible)} of them with half of their letters or more\n")
    print("| lines | right | right or among the alternatives | wrong |")
    print("|---|---|---|---|")
    for called, chosen in (("all", lines), ("legible", legible)):
        for where in ("alone", "in a letterhead", "name not in the file"):
            print(f"| {called}, {where} | " + _row(chosen, names, where))
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
            yield Misread(text=row["ar"], read=row["read"], one=by_name[row["ar"]])


def _row(lines: Sequence[Misread], names: Authorities, where: str) -> str:
    right = near = wrong = 0
    for line in lines:
        known, context = names, tuple[str, ...]()
        if where == "in a letterhead":
            context = ("Royaume du Maroc", line.one.fr or "")
        if where == "name not in the file":
            known = Authorities(
                entries=tuple(_without(one, line.text) for one in names), own_places=names.own_places
            )
        edits = find_arabic_misread(line.read, known, context)
        applied = next((edit for edit in edits if edit.applied), None)
        right += applied is not None and applied.after == line.text
        wrong += applied is not None and applied.after != line.text
        near += any(line.text in (edit.after, *edit.alternatives) for edit in edits)
    return " | ".join(f"{100 * n / len(lines):.1f} %" for n in (right, near, wrong)) + " |"


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
