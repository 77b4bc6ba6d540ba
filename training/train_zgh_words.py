"""Make the letter and word model of Amazigh that repairs use: ``python -m training.train_zgh_words [TEXT ...]``.

Writes ``pipelines/repair/models/zgh_words.json``: letter trigrams (those of ``training/tifinagh/trigrams.json``), words
of running text with their counts (of the TEXT files, which stay outside the repository; without any, those in place are
kept), words of administration, and words of the CLDR's names of countries, languages, months and days. The counts in
place are of the interface and policy texts of CollectivaT's awal-web (CC BY 4.0), 4,916 words, and of nothing else.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from pathlib import Path

from training.confusion_text import TRIGRAMS, cldr_words
from training.tifinagh.alphabet import LABIAL, LETTERS

TARGET = Path(__file__).parent.parent / "pipelines" / "repair" / "models" / "zgh_words.json"
#: Words seen less often in running text are left out: they are its, not the language's.
RARE = 2
#: Words of administration: the 34 of the glossary that the authority file was made with, and their forms.
GLOSSARY = (
    "ⵜⴰⵎⴰⵡⴰⵙⵜ ⴰⵎⴰⵡⵙⴰⵙ ⵜⴰⵏⴱⴰⴹⵜ ⴰⵏⵙⵙⵉⵅⴼ ⴰⵎⵖⴰⵔ ⴰⵙⵇⵇⵉⵎ ⴰⴱⵕⵍⴰⵎⴰⵏ ⴰⵎⴰⵔⵉ ⴰⵏⵙⵙⴼⴰⵡ ⵜⴰⵎⵏⴰⴹⵜ ⵜⴰⵙⴳⴰ "
    "ⵜⴰⵎⵏⴱⴰⴹⵜ ⵜⴰⴳⵔⴰⵡⵜ ⵜⴰⵙⴷⴰⵡⵉⵜ ⴰⵙⵉⵏⴰⴳ ⵜⴰⵎⵀⵍⴰ ⴰⵏⵎⵀⴰⵍ ⴰⵙⵏⵖⵎⵙ ⴰⵎⵢⴰⵡⴰⴹ ⵜⴰⴳⵍⴷⵉⵜ ⴰⵎⵖⵔⵉⴱⵉ ⵜⴰⵙⵏⵓⵔⴰⵢⵜ "
    "ⵜⵉⵎⵔⵙⵍⵜ ⴰⵙⵉⵔⴰ ⵜⴰⵙⵏⴱⴹⴰⵢⵜ ⴰⵙⵍⵎⴷ ⵜⴰⴷⵓⵙⵉ ⵜⴰⴷⵍⵙⴰ ⵜⴰⵎⵙⵎⵓⵏⵜ ⴰⵎⴰⵊⵊⵢⴰⵍ ⴰⵏⴰⴼⵍⵍⴰ ⵜⴰⵎⴷⵉⵏⵜ ⵜⵉⵖⵔⵎⵜ ⵉⵖⵔⵎ"
)
_WORD = re.compile(f"[{LETTERS}{LABIAL}]+")


def running_words(sources: list[Path]) -> dict[str, int]:
    """Count the words of running text that are not rare."""
    counts = Counter(word for source in sources for word in _WORD.findall(source.read_text(encoding="utf-8")))
    return dict(sorted((word, number) for word, number in counts.items() if number >= RARE))


def kept_words() -> dict[str, int]:
    """Give the words of running text that the model in place has."""
    running: dict[str, int] = json.loads(TARGET.read_text(encoding="utf-8"))["running"]
    return running


def main() -> None:
    """Write the model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", nargs="*", type=Path)
    args = parser.parse_args()
    running = running_words(args.texts) if args.texts else kept_words()
    trigrams = json.loads(TRIGRAMS.read_text(encoding="utf-8"))
    rows = ",\n".join(
        f"{json.dumps(pair, ensure_ascii=False)}: {json.dumps(row, ensure_ascii=False, separators=(',', ':'))}"
        for pair, row in trigrams.items()
    )
    parts = (
        f'"trigrams": {{\n{rows}\n}}',
        f'"running": {json.dumps(running, ensure_ascii=False, indent=0)}',
        f'"administration": {json.dumps(sorted(GLOSSARY.split()), ensure_ascii=False, indent=0)}',
        f'"named": {json.dumps(cldr_words(), ensure_ascii=False, indent=0)}',
    )
    TARGET.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
