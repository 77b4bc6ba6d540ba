"""Arabic lines garbled as broken text layers and encodings garble them, with known truth, and clean lines beside them.

The processes are those measured in real files: letters in the order of the page, lam and alef that change places,
presentation forms, and bytes read in the wrong encoding. ``python -m bench.repair_arabic`` prints how many come back.
"""

from __future__ import annotations

import re
import sys
import time
import unicodedata
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from arabic_reshaper import ArabicReshaper
from bidi.algorithm import get_display

from balagh.model import Script
from balagh.pipelines.languages.scripts import count_letters, main_script
from balagh.pipelines.repair.arabic_glyphs import find_leaked_glyphs
from balagh.pipelines.repair.arabic_lam_alef import find_lam_alef
from balagh.pipelines.repair.arabic_mojibake import find_mojibake
from balagh.pipelines.repair.arabic_order import find_visual_order
from balagh.pipelines.repair.arabic_persian import find_persian_letters
from balagh.pipelines.repair.rules import apply_edits, find_edits
from bench.repair_arabic_lines import arabic_lines, clean_lines, latin_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from balagh.pipelines.repair.rules import Edit

_LAM_ALEF = re.compile("ل[اأإآ]")
_BRACKETS = str.maketrans("()[]«»", ")(][»«")
#: Letters of addresses do not say which way a line runs.
_ADDRESS = re.compile(r"\S*@\S*|\S*://\S*")
_RESHAPER = ArabicReshaper(
    {"delete_harakat": False, "delete_tatweel": False, "use_unshaped_instead_of_isolated": False}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One garbled line and what it said."""

    process: str
    truth: str
    garbled: str


# --- the processes ---


def in_visual_order(line: str) -> str:
    """Give the letters from left to right as they stand on the page; a line mostly Arabic runs from the right."""
    return str(get_display(line, base_dir=_base(line)))


def in_visual_order_unmirrored(line: str) -> str:
    """The same, where the file names a bracket by its meaning and not by its shape."""
    shown = in_visual_order(line)
    return shown.translate(_BRACKETS) if _base(line) == "R" else shown


def in_shapes(line: str) -> str:
    """Give the letters as the shapes that are printed, in reading order."""
    return str(_RESHAPER.reshape(line))


def in_visual_shapes(line: str) -> str:
    """Give the shapes from left to right."""
    return str(get_display(in_shapes(line), base_dir=_base(line)))


def in_visual_letters_of_shapes(line: str) -> str:
    """Give the letters of the shapes from left to right: the two letters of a lam-alef stay in their own order."""
    return unicodedata.normalize("NFKC", in_visual_shapes(line))


def with_lam_alef_turned(line: str) -> str:
    """Give the line with alef before lam wherever one sign stands for lam and alef."""
    return _LAM_ALEF.sub(lambda pair: pair.group()[::-1], line)


def misread(line: str, *pages: str) -> str:
    """Give the line with its bytes in ``pages[0]`` read as ``pages[1]``, and so on by pairs.

    A byte that a page does not define is read as the control character of its number, as browsers do.
    """
    for own, other in zip(pages[::2], pages[1::2], strict=True):
        line = "".join(_read_byte(byte, other) for byte in line.encode(own))
    return line


def _read_byte(byte: int, page: str) -> str:
    sign = bytes([byte]).decode(page, errors="replace")
    return chr(byte) if sign == "\ufffd" else sign


def _base(line: str) -> str:
    line = _ADDRESS.sub("", line)
    return "R" if main_script(count_letters(line)) is Script.ARABIC else "L"


#: Each way of garbling an Arabic line, by its name.
PROCESSES: Mapping[str, Callable[[str], str]] = {
    "visual": in_visual_order,
    "visual, brackets by meaning": in_visual_order_unmirrored,
    "visual, shapes": in_visual_shapes,
    "visual, letters of shapes": in_visual_letters_of_shapes,
    "lam-alef": with_lam_alef_turned,
    "shapes": in_shapes,
    "cp1256 as cp1252": lambda line: misread(line, "cp1256", "cp1252"),
    "cp1256 as latin-1": lambda line: misread(line, "cp1256", "latin-1"),
    "utf-8 as cp1252": lambda line: misread(line, "utf-8", "cp1252"),
    "utf-8 as latin-1": lambda line: misread(line, "utf-8", "latin-1"),
    "utf-8 as cp1252, twice": lambda line: misread(line, "utf-8", "cp1252", "utf-8", "cp1252"),
    "utf-8 as cp850": lambda line: misread(line, "utf-8", "cp850"),
    "utf-8 as cp437": lambda line: misread(line, "utf-8", "cp437"),
    "utf-8 as mac-roman": lambda line: misread(line, "utf-8", "mac_roman"),
    "utf-8 as cp1256": lambda line: misread(line, "utf-8", "cp1256"),
}

#: Ways that turn lam and alef: they do so in all lines of a text, and more than one is seen.
TURNING = ("lam-alef", "visual, letters of shapes")

#: Ways that garble French and Amazigh lines too.
LATIN_PROCESSES = tuple(name for name in PROCESSES if name.startswith("utf-8"))


def cases(half: int | None = None, territories: Path | None = None) -> Iterator[Case]:
    """Give the garbled lines that differ from the truth; `half` as in `arabic_lines`."""
    for name, garble in PROCESSES.items():
        lines = arabic_lines(half, territories)
        yield from _garbled(name, garble, lines)
        if name in LATIN_PROCESSES:
            yield from _garbled(f"{name} (fr, zgh)", garble, latin_lines(half))


def _garbled(name: str, garble: Callable[[str], str], lines: Iterable[str]) -> Iterator[Case]:
    for truth in lines:
        try:
            garbled = garble(truth)
        except UnicodeEncodeError:
            continue  # a sign that the page does not have
        if garbled != truth:
            yield Case(process=name, truth=truth, garbled=garbled)


# --- what comes back ---

#: The finders in the order in which they must run.
FINDERS: tuple[Callable[[str], tuple[Edit, ...]], ...] = (
    find_leaked_glyphs,
    find_mojibake,
    find_visual_order,
    find_edits,
    find_persian_letters,
    find_lam_alef,
)


def repair(line: str, *, seen: bool = False) -> str:
    """Give the line with every sure edit of every finder made; `seen`: other lines have lam and alef turned."""
    for find in FINDERS:
        if seen and find is find_lam_alef:
            find = partial(find_lam_alef, seen=True)
        edits = tuple(edit for edit in find(line) if edit.applied)
        line = apply_edits(line, edits)
    return line


def main(arguments: list[str]) -> None:
    """Print for each process how many lines come back exactly, and every clean line that is changed."""
    show = partial(print, flush=True)
    territories = next((Path(word) for word in arguments if word.endswith(".json")), None)
    half = next((int(word) for word in arguments if word.isdigit()), None)
    counts: dict[str, list[int]] = {}
    only = next((word[2:] for word in arguments if word.startswith("-p")), "")
    for case in cases(half, territories):
        if only and not re.search(only, case.process):
            continue
        count = counts.setdefault(case.process, [0, 0])
        read = repair(case.garbled, seen=case.process in TURNING)
        count[1] += 1
        if read == case.truth:
            count[0] += 1
        elif "-v" in arguments:
            show(f"{case.process}\n  {case.truth}\n  {read}")
    for process, (right, total) in counts.items():
        show(f"{process:40} {right:5} of {total:5}  {100 * right / total:6.2f} %")
    lines = clean_lines(territories)
    changed = [(line, read) for line in lines if (read := repair(line)) != line]
    for line, read in changed:
        show(f"changed: {line}\n     to: {read}")
    started = time.perf_counter()
    for line in lines:
        repair(line)
    spent = 1000 * (time.perf_counter() - started) / len(lines)
    show(f"clean lines: {len(changed)} of {len(lines)} changed, {spent:.3f} ms a line")


if __name__ == "__main__":
    main(sys.argv[1:])
