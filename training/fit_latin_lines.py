"""Make the tables that tell misread Arabic from languages in Latin letters, from three letters in a row.

Usage: ``python -m training.fit_latin_lines PAIRS.jsonl … pipelines/repair/models/latin_lines.npz``

Misread lines are those of `training/measure_arabic_as_latin.py`. Languages: the message catalogues of the installed
programs (`/usr/share/locale`, in `LANGUAGES`), Python's own library (code and comments), the Unicode CLDR,
and the names of the authority file; each also in capitals. Only the counts go into the tables.
"""

from __future__ import annotations

import gettext
import json
import os
import sys
from importlib.resources import files
from pathlib import Path

import numpy as np
from babel import Locale

from balagh.pipelines.repair.latin_arabic_odds import CHARACTERS, STEP, code_letters
from training.latin_faces import JUDGED, TESTED

#: Lines of each kind that are counted at most: more change no entry by a step.
MOST = 60_000
#: Languages whose catalogues are read; English is what they translate.
LANGUAGES = ("fr", "es", "de", "it", "pt", "nl")
#: Every fifth line of a language is counted once more in capitals.
CAPITALS = 5
#: A shorter context counts as so many letters seen in the longer one.
STRENGTH = 3.0


def main(sources: list[Path], target: Path) -> None:
    """Count, compare and write."""
    lines = [line for path in sources for line in path.read_text(encoding="utf-8").splitlines()]
    misread = [
        row["read"] for row in map(json.loads, lines) if not row["font"].startswith((*JUDGED, *TESTED))
    ]
    languages = [line for code in LANGUAGES for line in catalogues(code)]
    languages += [*library(), *locales(), *names()]
    languages += [line.upper() for line in languages[::CAPITALS]]
    print(f"{len(misread)} misread lines, {len(languages)} lines in a language")
    counted, plain = counts([line for line in misread if line]), counts(languages)
    odds = logs(counted) - logs(plain)
    # Where neither side has seen three letters, two tell as much, and a table of few different entries packs well.
    seen = counted + plain > 0
    pairs_only = np.broadcast_to(pair_logs(counted) - pair_logs(plain), odds.shape)
    table = steps(np.where(seen, odds, pairs_only))
    np.savez_compressed(target, misread=table, garbled=steps(pair_logs(counted)))
    print(f"{target.stat().st_size} bytes")


def counts(lines: list[str]) -> np.ndarray:
    """Count each three letters in a row."""
    places = {letter: at for at, letter in enumerate(CHARACTERS)}
    size = len(places) + 1
    three = np.zeros((size, size, size))
    for line in lines:
        codes = [0, 0, *code_letters(line, places)]
        np.add.at(three, (codes[:-2], codes[1:-1], codes[2:]), 1.0)
    return three


def pair_logs(three: np.ndarray) -> np.ndarray:
    """Give the log likelihood of each letter after the one before it."""
    two, one = three.sum(axis=0), three.sum(axis=(0, 1))
    share = (one + 1) / (one.sum() + len(one))
    return np.asarray(np.log((two + STRENGTH * share) / (two.sum(axis=1, keepdims=True) + STRENGTH)))


def logs(three: np.ndarray) -> np.ndarray:
    """Give the log likelihood of each letter after the two before it, smoothed by the shorter contexts."""
    shorter = np.exp(pair_logs(three))
    return np.asarray(np.log((three + STRENGTH * shorter) / (three.sum(axis=2, keepdims=True) + STRENGTH)))


def steps(values: np.ndarray) -> np.ndarray:
    """Give the values as signed bytes."""
    return np.clip(np.rint(values / STEP), -127, 127).astype(np.int8)


def catalogues(code: str) -> list[str]:
    """Give the lines of the installed programs' messages in a language, and what they translate."""
    found: list[str] = []
    for path in sorted(Path("/usr/share/locale", code, "LC_MESSAGES").glob("*.mo")):
        with path.open("rb") as file:
            try:
                # The one way to list them: the class has no public one.
                catalogue: dict[object, str] = vars(gettext.GNUTranslations(file))["_catalog"]
            except (UnicodeDecodeError, OSError):
                continue
        for original, text in catalogue.items():
            found += [text, original] if isinstance(original, str) else [text]
    lines = [line for text in found for line in str(text).splitlines() if len(line) > 3]
    return lines[:: max(1, len(lines) // MOST)]


def library() -> list[str]:
    """Give lines of Python's own library: code, names, English."""
    folder = Path(os.__file__).parent
    lines = [
        line.strip()
        for path in sorted(folder.glob("*.py"))
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines()
    ]
    lines = [line for line in lines if len(line) > 3]
    return lines[:: max(1, len(lines) // MOST)]


def locales() -> list[str]:
    """Give the names of territories and languages in the languages that are written in Latin letters."""
    found: list[str] = []
    for code in ("fr", "en", "es", "de", "it", "pt", "nl", "tr"):
        data = Locale.parse(code)
        found += [*data.territories.values(), *data.languages.values()]
    return [text for text in found if not text.isdigit()]


def names() -> list[str]:
    """Give the names of the authority file that are in Latin letters, and its acronyms."""
    folder = files("balagh.data")
    institutions = json.loads(folder.joinpath("institutions.json").read_text(encoding="utf-8"))
    places = json.loads(folder.joinpath("places.json").read_text(encoding="utf-8"))["places"]
    found = [entry[key] for entry in institutions for key in ("fr", "acronym") if entry[key]]
    return [*found, *(place["fr"] for place in places if place["fr"])] * 3


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:-1]], Path(sys.argv[-1]))
