"""The lists of a DOCX: which marker prints before which paragraph, counted as Word counts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from balagh.ingest.docx_numerals import printed_number
from balagh.ingest.docx_symbols import printed_bullet
from balagh.ingest.docx_xml import child, switch, value, whole

if TYPE_CHECKING:
    from balagh.ingest.docx_xml import Node

#: Levels that a list has.
_LEVELS = 9

#: The largest number a list may start with; more is nonsense.
_LARGEST = 1_000_000

_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    """One level of a list: where it starts, its form, its text (``%1.%2``), and when it starts again.

    `restart` is the level (counted from 1) that starts it again, 0 for none, None for every one above it.
    """

    start: int = 1
    kind: str = "decimal"
    text: str = ""
    font: str | None = None
    restart: int | None = None
    legal: bool = False
    style: str | None = None


class Numbering:
    """The numbering part, and how far each list has counted. Ask for markers in the order of the text.

    Args:
        root: the part's root; None where the file has none.
    """

    def __init__(self, root: Node | None) -> None:
        abstract = (
            {} if root is None else {n.get("w:abstractNumId", ""): n for n in root.iter("w:abstractNum")}
        )
        self._abstract = abstract
        self._links = {value(node, "w:styleLink"): key for key, node in abstract.items()}
        self._numbers = {} if root is None else {n.get("w:numId", ""): n for n in root.iter("w:num")}
        self._levels: dict[str, dict[int, _Level]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def marker(self, number: str | None, level: int | None, style: str | None) -> str:
        """Give the marker of the next paragraph of list `number`, and count it; empty where there is none.

        Args:
            number: the list's id as the paragraph or its style gives it ("0" takes a paragraph out of its list).
            level: counted from 0; where it is None, the level that is bound to the paragraph's `style`, or the first.
            style: the id of the paragraph's style.
        """
        node = self._numbers.get(number or "")
        if node is None or number is None:
            return ""
        levels = self._levels_of(number, node)
        if level is None:
            bound = (at for at, one in levels.items() if one.style is not None and one.style == style)
            level = next(bound, 0)
        own = levels.get(level)
        if own is None or not 0 <= level < _LEVELS:
            return ""
        self._count(number, node, level, levels)
        if own.kind == "bullet":
            return printed_bullet(own.text, own.font)
        return self._printed(self._counts[self._list_of(node)], own, levels).strip()

    def _list_of(self, node: Node) -> str:
        """Give the abstract list that a list counts with; where it only names a style, the one behind that."""
        key = value(node, "w:abstractNumId") or ""
        link = value(self._abstract.get(key), "w:numStyleLink")
        return self._links.get(link, key) if link is not None else key

    def _levels_of(self, number: str, node: Node) -> dict[int, _Level]:
        known = self._levels.get(number)
        if known is None:
            known = {}
            abstract = self._abstract.get(self._list_of(node))
            for owner in (abstract, *node.iter("w:lvlOverride")):
                for below in () if owner is None else owner.iter("w:lvl"):
                    known[whole(below.get("w:ilvl")) or 0] = _level(below)
            self._levels[number] = known
        return known

    def _count(self, number: str, node: Node, level: int, levels: dict[int, _Level]) -> None:
        counts = self._counts.setdefault(self._list_of(node), [None] * _LEVELS)
        first = (number, level) not in self._begun
        self._begun.add((number, level))
        override = _start_override(node, level) if first else None
        now = counts[level]
        if override is not None:
            counts[level] = override
        elif now is None:
            counts[level] = levels[level].start
        else:
            counts[level] = now + 1
        for above in range(level):
            if counts[above] is None:
                counts[above] = levels[above].start if above in levels else 1
        for below in range(level + 1, _LEVELS):
            restart = levels[below].restart if below in levels else None
            if restart is None or 0 < level + 1 <= restart:
                counts[below] = None

    def _printed(self, counts: list[int | None], own: _Level, levels: dict[int, _Level]) -> str:
        def number(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            kind = levels[at].kind if at in levels else "decimal"
            return printed_number(counts[at] or 0, "decimal" if own.legal else kind)

        return _PLACE.sub(number, own.text)


def _level(node: Node) -> _Level:
    start = whole(value(node, "w:start"))
    return _Level(
        # A list without a start begins with 0, says the standard; Word writes one into every list.
        start=min(start, _LARGEST) if start is not None else 0,
        kind=value(node, "w:numFmt") or "decimal",
        text=value(node, "w:lvlText") or "",
        font=value(node, "w:rPr", "w:rFonts", key="w:ascii"),
        restart=whole(value(node, "w:lvlRestart")),
        legal=switch(node, "w:isLgl") or False,
        style=value(node, "w:pStyle"),
    )


def _start_override(node: Node, level: int) -> int | None:
    for override in node.iter("w:lvlOverride"):
        if whole(override.get("w:ilvl")) == level:
            start = whole(value(child(override, "w:startOverride")))
            return min(start, _LARGEST) if start is not None else None
    return None
