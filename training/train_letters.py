"""Count letters in threes for the judging of text layers: ``python -m training.train_letters``.

The words are those of the Unicode CLDR (names of countries, languages, currencies, months, days in French, English,
Spanish and Arabic), of balagh's own word lists and institutions, and of the documents in `samples/`. Those of `bench/`
are kept out: the table is judged on them.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from babel import Locale

from balagh.pipelines.layer.letters import ARABIC, EDGE, LATIN, OTHER, STEP, fold_word, numbers_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "pipelines" / "layer" / "models" / "letters.npz"
LOCALES = {"latin": ("fr", "en", "es"), "arabic": ("ar", "ar_MA")}

#: Witten and Bell: what each context keeps for letters not seen in it, times the number of letters that follow it.
KEPT = 1.0

#: Words of running text count for more than names of far countries.
RUNNING = 6

#: Nothing costs more than a byte of steps.
MOST = 255 * STEP

_WORD = {
    "latin": re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*"),
    "arabic": re.compile("[\u0621-\u063a\u0641-\u06d3\u064b-\u0652]+"),
}


def words(table: str) -> Counter[str]:
    """Count the words that a table is made from."""
    counts: Counter[str] = Counter()
    for name in LOCALES[table]:
        counts.update(_words(" ".join(_strings(_data(name))), table))
    lists = json.loads((ROOT / "src/balagh/data/words.json").read_text(encoding="utf-8"))
    codes = ("fr", "en", "es") if table == "latin" else ("ar",)
    for text in _strings([lists.get(code, []) for code in codes]):
        counts.update(RUNNING * _words(text, table))
    institutions = json.loads((ROOT / "src/balagh/data/institutions.json").read_text(encoding="utf-8"))
    for text in _strings([[entry.get("fr"), entry.get("ar")] for entry in institutions]):
        counts.update(RUNNING * _words(text, table))
    for path in sorted((ROOT / "samples/documents").glob("*.toml")):
        for text in _strings(tomllib.loads(path.read_text(encoding="utf-8")).get("parts", [])):
            counts.update(RUNNING * _words(text, table))
    return counts


def _data(name: str) -> list[object]:
    locale = Locale.parse(name)
    kinds = ("territories", "languages", "currencies", "months", "days", "eras", "scripts", "variants")
    return [_plain(getattr(locale, kind)) for kind in kinds]


def _plain(value: object) -> object:
    # Babel's own mapping is no Mapping.
    items = getattr(value, "items", None)
    return [_plain(part) for _, part in items()] if items is not None else value


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _strings(list(value.values()))
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _strings(part)


def _words(text: str, table: str) -> list[str]:
    alphabet = set(LATIN if table == "latin" else ARABIC)
    return [word for word in map(fold_word, _WORD[table].findall(text)) if alphabet.issuperset(word)]


def cost_table(counts: Counter[str], alphabet: str) -> NDArray[np.uint8]:
    """Give what each letter costs after two others, in steps of bits: (n, n, n)."""
    numbers = numbers_of(alphabet)
    size = len(alphabet) + 2
    seen = np.zeros((size, size, size))
    for word, count in counts.items():
        row = [EDGE, EDGE, *(numbers.get(letter, OTHER) for letter in word), EDGE]
        for a, b, c in zip(row, row[1:], row[2:], strict=False):
            seen[a, b, c] += count
    single = _mixed(seen.sum(axis=(0, 1)), np.full(size, 1 / size))
    double = _mixed(seen.sum(axis=0), single)
    triple = _mixed(seen, double)
    return np.minimum(np.round(-np.log2(triple) / STEP), 255).astype(np.uint8)


def _mixed(counts: NDArray[np.float64], lower: NDArray[np.float64]) -> NDArray[np.float64]:
    total = counts.sum(axis=-1, keepdims=True)
    kinds = np.maximum((counts > 0).sum(axis=-1, keepdims=True), 1) * KEPT
    mixed: NDArray[np.float64] = (counts + kinds * lower) / (total + kinds)
    return mixed


def main() -> None:
    """Make both tables and say how large they are."""
    tables = {}
    for table, alphabet in (("latin", LATIN), ("arabic", ARABIC)):
        counts = words(table)
        print(f"{table}: {counts.total()} words, {len(counts)} different")
        tables[table] = cost_table(counts, alphabet)
    TARGET.parent.mkdir(exist_ok=True)
    np.savez_compressed(TARGET, latin=tables["latin"], arabic=tables["arabic"])
    print(f"{TARGET.name}: {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
