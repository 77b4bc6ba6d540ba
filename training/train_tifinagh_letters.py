"""Count letters in threes for legacy Tifinagh fonts: ``python -m training.train_tifinagh_letters [NAMES.json ...]``.

The words are those of the Unicode CLDR in Standard Moroccan Tamazight and in Tachelhit (names of countries, languages,
currencies, months, days), of balagh's own institutions, and every Tifinagh word in the JSON files that are named: lists
of names and of office words will do, running text is not needed. What is kept is what a letter costs after two others.
The packaged table was made with three such lists: institutions, territories, and a glossary of office words.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from babel import Locale

from balagh.pipelines.layer.tifinagh_letters import TIFINAGH
from training.train_letters import ROOT, cost_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TARGET = ROOT / "pipelines" / "layer" / "models" / "tifinagh.npz"
INSTITUTIONS = ROOT / "src" / "balagh" / "data" / "institutions.json"
LOCALES = ("zgh", "shi_Tfng")
KINDS = ("territories", "languages", "currencies", "months", "days", "eras", "scripts", "variants")

#: Office words and names of institutions are what communiqués hold; CLDR's are mostly names of far countries.
OFFICE = 6

_WORD = re.compile("[\u2d30-\u2d67\u2d6f]+")


def words(files: Sequence[Path]) -> Counter[str]:
    """Count the words that the table is made from; those with letters outside the IRCAM set are left out."""
    counts: Counter[str] = Counter()
    for name in LOCALES:
        locale = Locale.parse(name)
        for text in _strings([getattr(locale, kind) for kind in KINDS]):
            counts.update(_words(text))
    for path in files:
        for text in _strings(json.loads(path.read_text(encoding="utf-8"))):
            counts.update(OFFICE * _words(text))
    return counts


def _strings(value: object) -> Iterator[str]:
    # Babel's own mapping is no Mapping.
    items = getattr(value, "items", None)
    if isinstance(value, str):
        yield value
    elif items is not None:
        for _, part in items():
            yield from _strings(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _strings(part)


def _words(text: str) -> list[str]:
    alphabet = set(TIFINAGH)
    return [word for word in _WORD.findall(text) if alphabet.issuperset(word)]


def main(files: Sequence[str]) -> None:
    """Make the table and say how large it is."""
    counts = words([INSTITUTIONS, *map(Path, files)])
    print(f"tifinagh: {counts.total()} words, {len(counts)} different")
    np.savez_compressed(TARGET, tifinagh=cost_table(counts, TIFINAGH))
    print(f"{TARGET.name}: {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
