"""Count the letters of Arabic words and list the words: ``python -m training.train_arabic_words WORDS``.

WORDS is a text file with a word a line. The committed model is made from the word list of Tesseract's `ara.traineddata`
(Apache-2.0), taken out with ``combine_tessdata -u`` and ``dawg2wordlist``, and from the words that the letters of text
layers are counted in. No line of `bench/` is in it: it is judged on them.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from balagh.pipelines.layer.letters import ARABIC
from balagh.pipelines.repair.arabic_words import core_of, fold_arabic, pack
from training.train_letters import cost_table
from training.train_letters import words as own_words

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "pipelines" / "repair" / "models" / "arabic.npz"

#: Words of right Arabic; the other letters of the table are in names only.
_WORD = re.compile("[ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي]{2,24}")

#: Traces of the fault in the list itself, which was gathered on the web: an alef before an alef and a lam.
_TURNED = re.compile("ا[اأإآ]ل")

#: The list holds each word once. Words of our own count for so many: of 1, 3 and 8, 8 told most lines from their
#: mirror images, those of documents that were not counted too (2026-11-22).
OWN = 8


def words_of(lines: Iterable[str]) -> Counter[str]:
    """Count the Arabic words of a list, folded: as often as each has spellings."""
    folded = (fold_arabic(line.strip()) for line in lines)
    return Counter(word for word in folded if _WORD.fullmatch(word) and not _TURNED.search(word))


def main(arguments: list[str]) -> None:
    """Make the model and say how large it is."""
    words = words_of(Path(arguments[0]).read_text(encoding="utf-8").splitlines())
    for word, count in own_words("arabic").items():
        words[word] += OWN * count
    cores = sorted({core_of(word) for word in words})
    TARGET.parent.mkdir(exist_ok=True)
    np.savez_compressed(
        TARGET, cost=cost_table(words, ARABIC), cores=np.frombuffer(pack(cores), dtype=np.uint8)
    )
    print(f"{len(words)} words, {len(cores)} cores, {TARGET.name}: {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
