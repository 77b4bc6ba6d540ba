"""Letter trigrams and word lengths of Amazigh text: what the repository keeps of the texts it was counted on."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from training.tifinagh.alphabet import LETTERS, is_letter

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import numpy as np

#: Stands before a word's first letter and after its last.
EDGE = "_"

#: Longer words come out of chance, not of the language.
LONGEST = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigrams:
    """How often each letter follows two others; `after` maps a pair to (letters, running totals)."""

    after: dict[str, tuple[str, tuple[int, ...]]]

    @classmethod
    def of(cls, counts: dict[str, int]) -> Trigrams:
        """Order `counts` (three signs each, `EDGE` at a word's ends) for drawing words."""
        rows: dict[str, dict[str, int]] = {}
        for trigram, count in counts.items():
            rows.setdefault(trigram[:2], {})[trigram[2]] = count
        return cls(
            after={pair: ("".join(row), tuple(accumulate(row.values()))) for pair, row in rows.items()}
        )

    def word(self, rng: np.random.Generator) -> str:
        """Draw a word of chance letters that follow each other as the language's do."""
        word = ""
        while len(word) < LONGEST:
            letters, totals = self.after[(EDGE + EDGE + word)[-2:]]
            at = int(rng.integers(totals[-1]))
            letter = letters[next(i for i, total in enumerate(totals) if at < total)]
            if letter == EDGE:
                break
            word += letter
        return word


def count_trigrams(words: Iterable[str]) -> dict[str, int]:
    """Count the trigrams of the words that are all Tifinagh letters."""
    counts: Counter[str] = Counter()
    for word in words:
        if word and all(is_letter(char) for char in word):
            framed = EDGE + EDGE + word + EDGE
            counts.update(framed[i : i + 3] for i in range(len(word) + 1))
    return dict(sorted(counts.items()))


def write_counts(counts: dict[str, int], target: Path) -> None:
    """Write `counts` as JSON, one line a pair of letters, so that a change shows."""
    rows: dict[str, dict[str, int]] = {}
    for trigram, count in counts.items():
        rows.setdefault(trigram[:2], {})[trigram[2]] = count
    lines = [
        f"{json.dumps(pair, ensure_ascii=False)}: {json.dumps(row, ensure_ascii=False)}"
        for pair, row in rows.items()
    ]
    target.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def read_counts(source: Path) -> dict[str, int]:
    """Read what `write_counts` wrote."""
    rows: dict[str, dict[str, int]] = json.loads(source.read_text(encoding="utf-8"))
    return {pair + letter: count for pair, row in rows.items() for letter, count in row.items()}


def chance_word(rng: np.random.Generator, letters: str = LETTERS) -> str:
    """Draw a word of letters that need not follow each other in the language; rare ones come as often as others."""
    return "".join(letters[int(i)] for i in rng.integers(len(letters), size=int(rng.integers(2, 9))))
