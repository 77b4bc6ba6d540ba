"""Count how many forms the Arabic words with lam and alef have: ``python -m training.train_lam_alef WORDS...``.

WORDS are text files with a word a line. The committed model is made from the word lists of Tesseract's
`ara.traineddata` and `Arabic.traineddata` (Apache-2.0), taken out with ``combine_tessdata -u`` and ``dawg2wordlist``.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from balagh.pipelines.repair.arabic_forms import LISTED, LONG_STEM, MOST_FORMS, stems_of
from balagh.pipelines.repair.arabic_words import fold_arabic, pack

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "pipelines" / "repair" / "models" / "lam_alef.npz"

#: Words of right Arabic; `Arabic.traineddata` lists other languages too.
_WORD = re.compile("[ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي]{2,24}")
_PAIR = re.compile("[اأإآ]ل|ل[اأإآ]")
#: What only the fault makes; the list was gathered on the web, which has it.
_TURNED = re.compile("[اأإآ][اأإآ]ل")


def words_of(lines: Iterable[str]) -> set[str]:
    """Give the Arabic words of a list, folded, without those that only the fault makes."""
    folded = (fold_arabic(line.strip()) for line in lines)
    return {word for word in folded if _WORD.fullmatch(word) and not _TURNED.search(word)}


def count_forms(words: Iterable[str]) -> Counter[str]:
    """Count for each stem the listed words that are a form of it."""
    return Counter(stem for word in words for stem in set(stems_of(word)))


def main(arguments: list[str]) -> None:
    """Make the model and say how large it is."""
    words = set[str]().union(
        *(words_of(Path(name).read_text(encoding="utf-8").splitlines()) for name in arguments)
    )
    counts = count_forms(words)
    paired = sorted(stem for stem in counts if _PAIR.search(stem))
    nouns = sorted(
        stem
        for stem in counts
        if len(stem) >= LONG_STEM and stem.endswith("ل") and f"ال{stem}" in words and not _PAIR.search(stem)
    )
    np.savez_compressed(
        TARGET,
        stems=np.frombuffer(pack(paired), dtype=np.uint8),
        forms=np.array(
            [min(counts[stem], MOST_FORMS) + LISTED * (stem in words) for stem in paired], np.uint8
        ),
        nouns=np.frombuffer(pack(nouns), dtype=np.uint8),
    )
    size = TARGET.stat().st_size
    print(f"{len(words)} words, {len(paired)} stems, {len(nouns)} nouns, {TARGET.name}: {size} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
