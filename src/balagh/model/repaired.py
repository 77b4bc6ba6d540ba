"""A text and what was repaired in it, for notebooks and scripts."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from balagh.model.document import Repair


@dataclass(frozen=True, kw_only=True)
class Repaired:
    """A repaired text; `str()` gives the text.

    Attributes:
        original: the text as it was given.
        text: the text as it reads now.
        repairs: what was changed and, with `applied` false, what was only proposed. Spans count code points of
            `original`; applying the applied ones to it gives `text`, undoing them gives it back.
    """

    original: str
    text: str
    repairs: tuple[Repair, ...] = ()

    def __str__(self) -> str:
        return self.text

    @property
    def changed(self) -> bool:
        """Whether anything was changed."""
        return any(repair.applied for repair in self.repairs)

    def explain(self) -> str:
        """Give a line for every repair: place in the original, rule, what was and what is, how sure, and why."""
        return "\n".join(map(self._explain_one, self.repairs)) or "nothing to repair"

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(at + 1 for at, sign in enumerate(self.original) if sign == "\n")]

    def place(self, repair: Repair) -> tuple[int, int]:
        """Give the line and the column in `original` where a repair begins, both counted from 1."""
        line = bisect_right(self._starts, repair.span[0])
        return line, repair.span[0] - self._starts[line - 1] + 1

    def _explain_one(self, repair: Repair) -> str:
        line, column = self.place(repair)
        arrow = "->" if repair.applied else "perhaps"
        sure = "" if repair.confidence is None else f" {repair.confidence:.2f}"
        others = f"; or {', '.join(map(_shown, repair.alternatives))}" if repair.alternatives else ""
        why = f" ({'; '.join(repair.evidence)})" if repair.evidence else ""
        before, after = _shown(repair.before), _shown(repair.after)
        return f"{line}:{column} {repair.rule}{sure}: {before} {arrow} {after}{others}{why}"

    def _repr_html_(self) -> str:
        from balagh.emit.repaired import repaired_html  # displays are built on the model, not under it

        return repaired_html(self)


def _shown(text: str) -> str:
    """Give a text in quotes with what does not print named, as Python writes it."""
    return repr(text)
