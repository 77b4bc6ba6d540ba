"""Which JSON file each source gets: decided for all that is new in a batch before anything is read."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Bytes of UTF-8 a name may take: file systems allow 255, and suffixes such as ``-p12.jpg`` come after it.
LONGEST: Final = 180

#: Hex digits that tell two like names apart: 2^32 possible, so no clash among the few that share a name.
DIGITS: Final = 8


def plan_names(paths: Sequence[Path]) -> list[str]:
    """Give each path a name for its output, without suffix; all differ, even where case does not count.

    ``x.pdf`` is ``x``. Where that is taken twice the names grow: with the suffix (``x.pdf``, ``x.png``), with
    the folder (``2019_x``, ``2020_x``), with both, at last with a hash of the path. The order of `paths`
    changes nothing.
    """
    choices = [name_choices(path) for path in paths]
    levels = [0] * len(paths)
    while True:
        names = [options[level] for options, level in zip(choices, levels, strict=True)]
        taken = Counter(_fold(name) for name in names)
        clashing = [
            i for i, name in enumerate(names) if taken[_fold(name)] > 1 and levels[i] + 1 < len(choices[i])
        ]
        if not clashing:
            return names
        for i in clashing:
            levels[i] += 1


def printable(text: str | os.PathLike[str]) -> str:
    """Give a path as text that can be written as UTF-8: bytes that are no UTF-8 show as U+FFFD."""
    return os.fsencode(text).decode("utf-8", "replace")


def name_choices(path: Path) -> tuple[str, ...]:
    """Give the names that the outputs of `path` may have, from the shortest to one with a hash of the path in it."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 - not resolve(): a link's own place names it
    digest = hashlib.sha256(os.fsencode(absolute)).hexdigest()[:DIGITS]
    folder = absolute.parent.name
    plain = (path.stem, path.name, f"{folder}_{path.stem}", f"{folder}_{path.name}")
    return (*(_safe(name, digest) for name in plain), f"{_safe(path.stem, digest)}-{digest}")


def _safe(name: str, digest: str) -> str:
    """Give `name` without what no file name should hold, and short enough; `digest` tells cut names apart."""
    text = unicodedata.normalize("NFC", printable(name))
    text = "".join(
        "_" if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp") or c in '/\\:*?"<>|' else c for c in text
    )
    text = text.strip(" .") or "unnamed"
    if len(text.encode()) > LONGEST:
        text = text.encode()[:LONGEST].decode("utf-8", "ignore") + "-" + digest
    return text


def _fold(name: str) -> str:
    return unicodedata.normalize("NFC", name.casefold())
