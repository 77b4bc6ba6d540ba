"""Print on a page, whoever read it: words with their places, the lines they make, and the figures beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from balagh.model import Role

if TYPE_CHECKING:
    from balagh.model import Box, Script
    from balagh.pipelines.repair.rules import Edit

#: A table's rows of text: each row's cells in reading direction.
Rows: TypeAlias = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadWord:
    """A word: `original` as engine or text layer gave it, `text` as we stand for it; `box` in the page's pixels.

    Attributes:
        edits: from `original` to `text`, but for those that bring any text to its normal form; None where all that
            differs is what the shape of a mark at its end showed.
    """

    original: str
    text: str
    box: Box
    confidence: float
    edits: tuple[Edit, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLine:
    """One printed line of a page.

    Attributes:
        box: around all its ink, in the page's pixels.
        core: around its letters without marks.
        letter_height: median height of its letters, in the same pixels.
        script: the line's main one.
        words: in logical order; none where the line was seen but no model reads its script.
    """

    box: Box
    core: Box
    letter_height: float
    script: Script
    words: tuple[ReadWord, ...]

    @property
    def confidence(self) -> float:
        """Mean confidence of the words, weighted by their length; 0 where nothing was read."""
        return confidence_of(self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What is no running print: a logo, a stamp, a signature, another picture.

    Attributes:
        role: what it is for.
        box: in the page's pixels; it may reach over the page's edge.
        lines: what can be read in it, in reading order.
    """

    role: Role = Role.OTHER
    box: Box
    lines: tuple[PageLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table that the layout is sure of.

    Attributes:
        box: in the page's pixels.
        rows: from the top; each row's cells in reading direction, each cell's lines from the top (none: an empty cell).
    """

    box: Box
    rows: tuple[tuple[tuple[PageLine, ...], ...], ...]


def confidence_of(words: tuple[ReadWord, ...]) -> float:
    """Give the mean confidence of words, weighted by their length; 0 where there are none."""
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0
