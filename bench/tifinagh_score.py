"""Errors of read lines: characters and words, what was taken for what, and signs by kind."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from bench.fold import fold_text

if TYPE_CHECKING:
    from collections.abc import Iterable

#: What the model prints for a word or letter that is none of its own.
REFUSED = "\ufffd"

#: Kinds of signs with errors of their own; letters are the rest.
SIGNS = {
    "dashes": "-–—",
    "brackets": "()[]",
    "digits": "0123456789",
    "guillemets": "«»",
    "quotes": "'’\"“”",
    "stops": ".,:;!?",
    "other signs": "/%°+=&*•@#_",
}

_KIND = {sign: kind for kind, signs in SIGNS.items() for sign in signs}
_BLANKS = re.compile(r"\s+")


@dataclass(slots=True, kw_only=True)
class Errors:
    """Counts over lines.

    Attributes:
        lines, empty: lines, and those of which nothing was read.
        edits, characters: of the exact text (NFC, blanks collapsed).
        folded_edits, folded_characters: after `bench.fold.fold_text`, where ⵯ and ⵡ are one.
        word_edits, words: of whole words.
        refused: marks of refusal read.
        confusions: (true, read) single characters; "" for one that is missing or too much.
        true, wrong: for each kind of sign, how many were printed, and how many were misread or lost.
        invented: for each kind of sign, how many were read where something else or nothing stands.
    """

    lines: int = 0
    empty: int = 0
    edits: int = 0
    characters: int = 0
    folded_edits: int = 0
    folded_characters: int = 0
    word_edits: int = 0
    words: int = 0
    refused: int = 0
    confusions: Counter[tuple[str, str]] = field(default_factory=Counter)
    true: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    invented: Counter[str] = field(default_factory=Counter)

    def add(self, true: str, read: str) -> None:
        """Count one line."""
        true, read = plain_text(true), plain_text(read)
        self.lines += 1
        self.empty += not read
        self.edits += Levenshtein.distance(true, read)
        self.characters += len(true)
        self.folded_edits += Levenshtein.distance(fold_text(true), fold_text(read))
        self.folded_characters += len(fold_text(true))
        self.word_edits += Levenshtein.distance(true.split(), read.split())
        self.words += len(true.split())
        self.refused += read.count(REFUSED)
        self.true.update(map(kind_of, true))
        for left, right in confusions_of(true, read):
            self.confusions[left, right] += 1
            self.wrong[kind_of(left)] += bool(left)
            self.invented[kind_of(right)] += bool(right)

    @property
    def cer(self) -> float:
        """Edits for each hundred characters; 0 where there are none."""
        return 100.0 * self.edits / max(1, self.characters)

    @property
    def folded_cer(self) -> float:
        """The same of the folded texts."""
        return 100.0 * self.folded_edits / max(1, self.folded_characters)

    @property
    def wer(self) -> float:
        """Word edits for each hundred words."""
        return 100.0 * self.word_edits / max(1, self.words)


def total(parts: Iterable[Errors]) -> Errors:
    """Give the sum of counts."""
    whole = Errors()
    for part in parts:
        for name in Errors.__slots__:
            setattr(whole, name, getattr(whole, name) + getattr(part, name))
    return whole


def plain_text(text: str) -> str:
    """Give a text in NFC, its blanks collapsed."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", text)).strip()


def kind_of(character: str) -> str:
    """Give the kind of a character: one of `SIGNS`, ``blanks``, ``refusals`` or ``letters``.

    >>> kind_of("–"), kind_of("ⵣ"), kind_of(" ")
    ('dashes', 'letters', 'blanks')
    """
    if character == " ":
        return "blanks"
    return "refusals" if character == REFUSED else _KIND.get(character, "letters")


def confusions_of(true: str, read: str) -> list[tuple[str, str]]:
    """Give what was taken for what: (true, read) characters, "" for one that is missing or too much.

    >>> confusions_of("ⵏⵏⴰ", "ⵏⴰ."), confusions_of("-", "ⵜ")
    ([('ⵏ', ''), ('', '.')], [('-', 'ⵜ')])
    """
    pairs = []
    for edit in Levenshtein.editops(true, read):
        left = true[edit.src_pos] if edit.tag != "insert" else ""
        right = read[edit.dest_pos] if edit.tag != "delete" else ""
        pairs.append((left, right))
    return pairs
