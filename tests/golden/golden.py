"""Goldens: what each sample was read as, kept beside the tests, and how a new reading is held against it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

    from balagh.model import Document

Json: TypeAlias = "dict[str, Json] | list[Json] | str | float | int | bool | None"

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples"
EXPECTED = Path(__file__).parent / "expected"

SCANS = tuple(sorted(path.name for path in (SAMPLES / "scans").iterdir()))
TEXTS = tuple(sorted(path.name for path in (SAMPLES / "texts").iterdir()))

#: Set to 1 to write the goldens anew; a test then fails, so that it is never left on.
REGOLD = "BALAGH_REGOLD"

#: Pixels that an edge may have moved: one of the layout picture at 300 dots an inch is two, and another build of
#: OpenCV may straighten the page by a hundredth of a degree more (0.6 pixels across a page).
BOX_TOLERANCE = 6

#: How far a confidence may have moved: another build of the engine rounds in other places.
CONFIDENCE_TOLERANCE = 0.06

#: Degrees, grey levels and shares measured on the picture: by this much, or by this part of them.
FIGURE_TOLERANCE, FIGURE_PART = 0.05, 0.1

_FIGURES = frozenset({"skew", "value", "noise", "contrast", "share", "dpi"})


def sample_path(name: str) -> Path:
    """Give the path of a sample by its file name."""
    return SAMPLES / ("texts" if name in TEXTS else "scans") / name


def golden_path(name: str) -> Path:
    """Give the path of a sample's golden."""
    return EXPECTED / f"{Path(name).stem}.json"


def rewriting() -> bool:
    """Say whether goldens are to be written rather than compared."""
    return os.environ.get(REGOLD) == "1"


def lasting(document: Document) -> Json:
    """Give what of a document must stay: without how it was made, and with the number of words for the words."""
    record: Json = document.model_dump(mode="json", exclude={"provenance"})
    _count_words(record)
    return record


def _count_words(value: Json) -> None:
    if isinstance(value, dict):
        words = value.get("words")
        if isinstance(words, list):
            value["words"] = len(words)
        for part in value.values():
            _count_words(part)
    elif isinstance(value, list):
        for part in value:
            _count_words(part)


def write_golden(name: str, document: Document) -> None:
    """Write a sample's golden anew."""
    EXPECTED.mkdir(exist_ok=True)
    text = json.dumps(lasting(document), ensure_ascii=False, indent=1)
    golden_path(name).write_text(text + "\n", encoding="utf-8")


def read_golden(name: str) -> Json:
    """Read a sample's golden."""
    golden: Json = json.loads(golden_path(name).read_text(encoding="utf-8"))
    return golden


def differences(wanted: Json, found: Json, place: str = "") -> Iterator[str]:
    """Say in words where two records differ by more than the tolerances."""
    key = place.rpartition(".")[2]
    if isinstance(wanted, dict) and isinstance(found, dict):
        for name in dict.fromkeys((*wanted, *found)):
            if name in wanted and name in found:
                yield from differences(wanted[name], found[name], f"{place}.{name}")
            else:
                yield f"{place}.{name}: only in {'the golden' if name in wanted else 'the reading'}"
    elif isinstance(wanted, list) and isinstance(found, list) and key != "bbox":
        if len(wanted) != len(found):
            yield f"{place}: {len(found)} instead of {len(wanted)}"
        for number, (one, other) in enumerate(zip(wanted, found, strict=False)):
            yield from differences(one, other, f"{place}[{number}]")
    elif not _alike(key, wanted, found):
        yield f"{place}: {found!r} instead of {wanted!r}"


def _alike(key: str, wanted: Json, found: Json) -> bool:
    if key == "bbox" and isinstance(wanted, list) and isinstance(found, list):
        return len(wanted) == len(found) and all(
            _near(one, other, BOX_TOLERANCE) for one, other in zip(wanted, found, strict=True)
        )
    if key == "confidence":
        return wanted == found or _near(wanted, found, CONFIDENCE_TOLERANCE)
    if key in _FIGURES:
        part = FIGURE_PART * abs(wanted) if isinstance(wanted, float | int) else 0.0
        return wanted == found or _near(wanted, found, max(FIGURE_TOLERANCE, part))
    return wanted == found


def _near(wanted: Json, found: Json, most: float) -> bool:
    if not isinstance(wanted, float | int) or not isinstance(found, float | int):
        return False
    return abs(wanted - found) <= most
