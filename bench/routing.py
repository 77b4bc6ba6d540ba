"""How often the script of a line, or of a word in a mixed line, is told rightly from its picture.

``python -m bench.routing --out DIR [--lines N] [--wears none,office,fax,coarse] [--seed N]`` prints N lines (60
unless told) of each kind of `bench.routing_text`, wears the pages, cleans them and finds their lines as the pipeline
does, asks `find_runs` and `plan_line` what they see, and prints two tables for each wear: whole lines by their main
script, and the words of mixed lines by the segment they fall into. ``DIR`` gets the worn pages as PNG and
``misses.txt``, with each line and word that was taken for something else.

A line of numbers is right as Latin or Tifinagh too, and so is a European number: those models all read it. Words
without letter or digit are not counted. Lines that the line finder missed have a column of their own.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import cv2

from balagh.pipelines.recognise.numbers import settle_numbers
from balagh.pipelines.recognise.runs import Hand, find_runs
from balagh.pipelines.recognise.segments import plan_line
from balagh.pipelines.recognise.shapes import load_network
from balagh.pipelines.recognise.sight import Sight
from bench.front import see_page
from bench.routing_text import KINDS, make_lines
from bench.strips import print_strips
from bench.wear import WEARS, wear_page
from samples.degrade import generator
from samples.render import check_fonts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from balagh.model import Box
    from balagh.pipelines.recognise.segments import LinePlan
    from bench.front import SeenPage
    from bench.routing_text import Kind
    from bench.strips import StripPage
    from bench.wear import Wear

#: Millimetres from line to line.
PITCH = 9.5

#: Hands that read a line or a word of each script; for lines of a mixed kind, that of its first script.
RIGHT = {
    "latin": {Hand.LATIN},
    "arabic": {Hand.ARABIC},
    "tifinagh": {Hand.TIFINAGH},
    "digits": {Hand.DIGITS, Hand.LATIN, Hand.TIFINAGH},
    "indic": {Hand.INDIC},
}

#: What is said of a line that was not found, or of a word that lies in no segment.
NOWHERE = "none"

#: The columns of the tables.
COLUMNS = (*(hand.value for hand in Hand), NOWHERE)


@dataclass(slots=True, kw_only=True)
class Routing:
    """Counts of one wear.

    Attributes:
        lines: (kind, what the main script was taken for).
        doubtful: lines by kind that were found doubtful and are read by several models.
        words: (kind, script, what the word's segment is read as).
        misses: what was taken for something else, in words.
    """

    lines: Counter[tuple[str, str]] = field(default_factory=Counter)
    doubtful: Counter[str] = field(default_factory=Counter)
    words: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)


def script_of(word: str) -> str | None:
    """Give the script of a word by its letters, ``digits`` or ``indic`` where it has those alone, None for signs.

    >>> script_of("(ⵜⴰⴷⵍⵙⴰ)"), script_of("2021,"), script_of("قرر"), script_of("COVID-19"), script_of("-")
    ('tifinagh', 'digits', 'arabic', 'latin', None)
    """
    for letter in word:
        if "\u2d30" <= letter <= "\u2d7f":
            return "tifinagh"
        if "\u0600" <= letter <= "\u06ff" and letter.isalpha():
            return "arabic"
        if letter.isalpha():
            return "latin"
    if not any(letter.isdigit() for letter in word):
        return None
    return "digits" if any(letter.isascii() and letter.isdigit() for letter in word) else "indic"


def plan_lines(seen: SeenPage) -> list[LinePlan | None]:
    """Say what `find_runs` and `plan_line` make of every found line; None for a line without runs."""
    sight = Sight(
        page=seen.clean,
        parts=seen.parts,
        lines=seen.lines,
        scripts=load_network("scripts"),
        signs=load_network("signs"),
    )
    plans: list[LinePlan | None] = []
    for index, runs in enumerate(find_runs(sight)):
        if any(run.hand in {Hand.ARABIC, Hand.INDIC} for run in runs):
            runs = settle_numbers(sight, index, runs)
        plans.append(plan_line(runs) if runs else None)
    return plans


def count_page(page: StripPage, kinds: Sequence[Kind], seen: SeenPage, routing: Routing) -> None:
    """Compare what is seen on a worn page with what was printed, and add it to `routing`."""
    plans = plan_lines(seen)
    for printed, kind, own in zip(page.lines, kinds, seen.own, strict=True):
        text = printed.strip.text
        _count_line(text, kind, [(seen.lines.lines[k].box, plans[k]) for k in own], routing)
        for word in printed.words if "+" in kind else ():
            script = script_of(word.text)
            if script is None:
                continue
            box = seen.place(word.box)
            hand = _hand_at(box.x0, box.x1, [plans[k] for k in own])
            routing.words[kind, script, hand] += 1
            if hand not in RIGHT[script]:
                routing.misses.append(f"{kind}: {word.text} ({script}) as {hand} in: {text}")


def _count_line(
    text: str, kind: Kind, found: Sequence[tuple[Box, LinePlan | None]], routing: Routing
) -> None:
    """Count the line by the widest of the lines found in its band."""
    if not found:
        routing.lines[kind, NOWHERE] += 1
        routing.misses.append(f"{kind}: line not found: {text}")
        return
    plan = max(found, key=lambda pair: pair[0].width)[1]
    if plan is None:
        return
    routing.lines[kind, plan.main.value] += 1
    routing.doubtful[kind] += plan.doubtful
    if "+" not in kind and plan.main not in RIGHT[kind]:
        routing.misses.append(f"{kind}: line as {plan.main}: {text}")


def _hand_at(left: float, right: float, plans: Sequence[LinePlan | None]) -> str:
    """Give what the segment with most of these columns is read as."""
    best, hand = 0.0, NOWHERE
    for plan in plans:
        for segment in plan.segments if plan else ():
            shared = min(right, segment.span[1]) - max(left, segment.span[0])
            if shared > best:
                best, hand = shared, segment.hand.value
    return hand


def measure_routing(count: int, wears: Sequence[Wear], out: Path, seed: int = 0) -> dict[Wear, Routing]:
    """Print, wear and look at `count` lines of every kind; pages go to `out`."""
    out.mkdir(parents=True, exist_ok=True)
    check_fonts({"DejaVu Sans", "FreeSans", "Noto Sans Tifinagh", "MPH 2B Damase", "Unifont"})
    lines = make_lines(count, generator("routing", seed))
    pages = print_strips([line.strip for line in lines], PITCH)
    found: dict[Wear, Routing] = {wear: Routing() for wear in wears}
    start = 0
    for number, page in enumerate(pages, start=1):
        kinds = [line.kind for line in lines[start : start + len(page.lines)]]
        start += len(page.lines)
        for wear in wears:
            worn = wear_page(page.picture, wear, generator(f"routing {wear} {number}", seed), straight=True)
            cv2.imwrite(str(out / f"{wear}-{number}.png"), worn.picture)
            count_page(page, kinds, see_page(page, worn), found[wear])
    return found


def line_table(routing: Routing) -> str:
    """Give the Markdown table of whole lines."""
    rows = [["line", *COLUMNS, "doubtful", "right %"], ["---"] * (len(COLUMNS) + 3)]
    right = total = 0
    for kind in KINDS:
        counts = [routing.lines[kind, column] for column in COLUMNS]
        good = sum(routing.lines[kind, hand.value] for hand in RIGHT[kind]) if kind in RIGHT else 0
        seen = sum(counts) - routing.lines[kind, NOWHERE]
        if kind in RIGHT:
            right, total = right + good, total + seen
        share = _percent(good, seen) if kind in RIGHT else ""
        rows.append([kind, *map(str, counts), str(routing.doubtful[kind]), share])
    rows.append(["**of one script**", *[""] * (len(COLUMNS) + 1), _percent(right, total)])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def word_table(routing: Routing) -> str:
    """Give the Markdown table of the words of mixed lines."""
    rows = [["words in", "script", *COLUMNS, "right %"], ["---"] * (len(COLUMNS) + 3)]
    right = total = 0
    for kind in (kind for kind in KINDS if "+" in kind):
        for script, hands in RIGHT.items():
            counts = [routing.words[kind, script, column] for column in COLUMNS]
            if not sum(counts):
                continue
            good = sum(routing.words[kind, script, hand.value] for hand in hands)
            right, total = right + good, total + sum(counts)
            rows.append([kind, script, *map(str, counts), _percent(good, sum(counts))])
    rows.append(["**all**", "", *[""] * len(COLUMNS), _percent(right, total)])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _percent(right: int, total: int) -> str:
    return f"{100.0 * right / total:.2f}" if total else "-"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the tables, write the misses; give the exit code."""
    parser = argparse.ArgumentParser(prog="bench.routing", description="Script routing, lines and words.")
    parser.add_argument("--out", type=Path, required=True, help="folder for the worn pages and misses.txt")
    parser.add_argument("--lines", type=int, default=60, help="lines of each kind")
    parser.add_argument("--wears", default="none,office,fax,coarse", help=f"of {', '.join(WEARS[:-2])}")
    parser.add_argument("--seed", type=int, default=0, help="another number gives other lines and noise")
    parser.add_argument("--json", type=Path, help="also write all counts here")
    options = parser.parse_args(arguments)
    wears = [wear for wear in WEARS if wear in options.wears.split(",") and wear != "photo"]
    if len(wears) != len(set(options.wears.split(","))):
        parser.error("--wears: choose from " + ", ".join(w for w in WEARS if w != "photo"))
    found = measure_routing(options.lines, wears, options.out, options.seed)
    for wear, routing in found.items():
        print(f"\n{wear}\n\n{line_table(routing)}\n\n{word_table(routing)}")
    misses = [f"{wear}: {miss}" for wear, routing in found.items() for miss in routing.misses]
    (options.out / "misses.txt").write_text("\n".join(misses) + "\n", encoding="utf-8")
    if options.json:
        record = {
            wear: {
                "lines": {" ".join(key): n for key, n in sorted(routing.lines.items())},
                "words": {" ".join(key): n for key, n in sorted(routing.words.items())},
            }
            for wear, routing in found.items()
        }
        options.json.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
