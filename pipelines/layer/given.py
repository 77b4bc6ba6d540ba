"""What the file said of a glyph that is read otherwise, and why it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from balagh.pipelines.repair.rules import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a glyph stood for before it was turned into something else.

    Attributes:
        text: what the file said.
        rule, note, confidence: of the edit that the ledger will hold.
    """

    text: str
    rule: Rule
    note: str
    confidence: float
