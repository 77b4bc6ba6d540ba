"""Words that give a language away, and the letter pairs that words in Latin script are made of."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from balagh.pipelines.text.fold import fold, fold_words


@cache
def word_languages() -> dict[str, frozenset[str]]:
    """Give for every known word (folded) the languages that use it."""
    found: dict[str, set[str]] = {}
    for code, rows in _shipped().items():
        for word in " ".join(rows).split():
            found.setdefault(fold(word), set()).add(code)
    return {word: frozenset(codes) for word, codes in found.items()}


@cache
def letter_pairs() -> frozenset[str]:
    """Give every pair of neighbouring letters in the known words, `^` and `$` for a word's start and end."""
    words = set(word_languages())
    names = json.loads(files("balagh.data").joinpath("institutions.json").read_text(encoding="utf-8"))
    for entry in names:
        words.update(fold_words(entry["fr"]).split())
    return frozenset(pair for word in words for pair in pairs_of(word))


def pairs_of(word: str) -> list[str]:
    """Give the letter pairs of a folded word.

    >>> pairs_of("le")
    ['^l', 'le', 'e$']
    """
    marked = f"^{word}$"
    return [marked[at : at + 2] for at in range(len(marked) - 1)]


def _shipped() -> dict[str, list[str]]:
    text = files("balagh.data").joinpath("words.json").read_text(encoding="utf-8")
    shipped: dict[str, list[str]] = json.loads(text)
    return shipped
