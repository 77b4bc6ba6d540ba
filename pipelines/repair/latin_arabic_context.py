"""What the other lines of a letterhead say about one that cannot be read: a letterhead says one thing three times."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from balagh.pipelines.structure.authority import KINGDOM_ID
from balagh.pipelines.text.fold import fold_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from balagh.pipelines.structure.authority import Authorities

#: Log odds that another line adds: it is the institution's name in another language; it has that name in it; it has its
#: acronym; it is the body under it; it is itself misread, and clearly that name.
_NAMED, _MENTIONED, _SHORT, _ABOVE, _MISREAD = 8.0, 6.0, 4.0, 6.0, 5.0
#: The country's name stands over every letterhead: that it is there says next to nothing about another line.
_KINGDOM = 2.0
#: Log odds from which the letterhead agrees on an institution.
AGREED = 5.0
#: Letters of a name that is looked for inside longer lines.
_FEWEST_LETTERS = 14
#: Lines around that are looked at.
_MOST_LINES = 60
#: Characters of a line that may be a name as a whole.
_LONGEST_NAME = 160
_CAPITALS = re.compile(r"\b[A-Z][A-Z0-9]{2,9}\b")


def propose(context: Sequence[str], names: Authorities) -> Mapping[str, float]:
    """Give, by the ids of institutions, the log odds that the lines of `context` add for each."""
    return _proposed(tuple(line.strip() for line in context[:_MOST_LINES] if line.strip()), names)


@lru_cache(maxsize=256)
def _proposed(lines: tuple[str, ...], names: Authorities) -> Mapping[str, float]:
    found: dict[str, float] = {}
    for line in lines:
        for identity, weight in _said(line, names).items():
            found[identity] = max(found.get(identity, 0.0), weight)
    for identity in list(found):
        above = names.by_id[identity].part_of
        if above is not None:
            found[above] = max(found.get(above, 0.0), _ABOVE)
    if KINGDOM_ID in found:
        found[KINGDOM_ID] = _KINGDOM
    return found


@lru_cache(maxsize=1024)
def _said(line: str, names: Authorities) -> Mapping[str, float]:
    """Give what one line says."""
    found: dict[str, float] = {}
    for word in _CAPITALS.findall(line):
        one = names.by_acronym.get(word)
        if one is not None:
            found[one.id] = _SHORT
    folded = f" {fold_words(line)} "
    for name, one in names.by_name.items():
        if len(name) >= _FEWEST_LETTERS and f" {name} " in folded:
            found[one.id] = _MENTIONED
    one = names.find(line) if len(line) <= _LONGEST_NAME else None
    if one is not None:
        found[one.id] = _NAMED
    elif not found:
        found.update(_misread(line, names))
    return found


def _misread(line: str, names: Authorities) -> Mapping[str, float]:
    """Give what a line says that is misread as well, where one name explains it clearly by itself."""
    from balagh.pipelines.repair.latin_arabic import ahead_of, is_sure, misread_pieces
    from balagh.pipelines.repair.latin_arabic_names import rank_names, support

    found: dict[str, float] = {}
    for start, end in misread_pieces(line):
        text = " ".join(line[start:end].split())
        matches = rank_names(text, names)
        if matches:
            ranked, shares = support(matches, {})
            best, ahead = ranked[0], ahead_of(float(shares[0]))
            if best.name.id and is_sure(best, ahead, text, names, agreed=False):
                found[best.name.id] = _MISREAD
    return found
