"""Words that give a language away."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from balagh.pipelines.text.fold import fold


@cache
def word_languages() -> dict[str, frozenset[str]]:
    """Give for every known word (folded) the languages that use it."""
    found: dict[str, set[str]] = {}
    for code, rows in _shipped().items():
        for word in " ".join(rows).split():
            found.setdefault(fold(word), set()).add(code)
    return {word: frozenset(codes) for word, codes in found.items()}


def _shipped() -> dict[str, list[str]]:
    text = files("balagh.data").joinpath("words.json").read_text(encoding="utf-8")
    shipped: dict[str, list[str]] = json.loads(text)
    return shipped
