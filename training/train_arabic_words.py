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

_PAIR = re.compile("(?<!^)[اأإآ]ل|^[أإآ]ل")

#: A word with at most so many of its family, where the other has so many times more, is one of those traces.
FEW, MANY = 2, 3

#: The list holds each word once. Words of our own count for so many: of 1, 3 and 8, 8 told most lines from their
#: mirror images, those of documents that were not counted too (2026-11-22).
OWN = 8


#: Words that are much commoner than what they are with lam and alef turned, or from left to right.
_COMMONER = (
    "لا إلا ألا بلا كلا فلا هلا لأن لان لاعب لالة أولا فضلا ليلا علاج خلاف خلال فلاح هلال أفلام "
    "علاقة علاقات سلام سلامة علامة ملاحظة خلاصة صلاة بلاغ طلاق بلال جلال علال مولاي ملاك ملايين "
    "أولاد ولاد شلال عالم خالد مالك غالب خالق رجال جمال حال عمال والي محال نضال أعمال عالي مالي غالي "
    "تالي مجال مقال جالية حالة رسالة وكالة عمالة أصالة دلالة زلزال استقلال احتلال في من على إلى عن "
    "أن إن ما هذا هذه ذلك التي الذي كل بن بنت يوم سنة شهر"
)


def words_of(lines: Iterable[str]) -> Counter[str]:
    """Count the Arabic words of a list, folded: as often as each has spellings."""
    folded = (fold_arabic(line.strip()) for line in lines)
    return Counter(word for word in folded if _WORD.fullmatch(word) and not _TURNED.search(word))


def without_turned(cores: Counter[str]) -> list[str]:
    """Give the cores but for those that are others with alef and lam turned: the web has them from faulty files.

    They are told by their families: words that begin with the same letters. A real word has one, a turned one has not.
    """
    family: Counter[str] = Counter()
    for core, count in cores.items():
        for length in range(1, len(core) + 1):
            family[core[:length]] += count
    return sorted(core for core in cores if not _is_turned(core, family))


def _is_turned(core: str, family: Counter[str]) -> bool:
    others = (
        core[: m.start()] + core[m.start() : m.end()][::-1] + core[m.end() :] for m in _PAIR.finditer(core)
    )
    return family[core] <= FEW and any(family[other] >= MANY * family[core] for other in others)


def main(arguments: list[str]) -> None:
    """Make the model and say how large it is."""
    words = words_of(Path(arguments[0]).read_text(encoding="utf-8").splitlines())
    own = own_words("arabic")
    for word, count in own.items():
        words[word] += OWN * count
    usual = {*own, *_COMMONER.split()}
    cores = without_turned(Counter(map(core_of, words)))
    packed, common = (np.frombuffer(pack(part), dtype=np.uint8) for part in (cores, sorted(usual)))
    TARGET.parent.mkdir(exist_ok=True)
    np.savez_compressed(TARGET, cost=cost_table(words, ARABIC), cores=packed, usual=common)
    print(f"{len(words)} words, {len(cores)} cores, {TARGET.name}: {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
