"""Runs of a Word file in fonts from before Unicode that print Tifinagh for Latin letters, turned into Unicode."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from balagh.ingest.flow import FlowTable, FlowText
from balagh.ingest.font_names import font_family, may_print_tifinagh
from balagh.ingest.sheet import Notice
from balagh.pipelines.flow.rows import cell_rows, rows_of
from balagh.pipelines.layer.tifinagh_judge import Finding, Verdict, is_plainly_latin, judge_font
from balagh.pipelines.repair.rules import Edit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from balagh.ingest.flow import FlowItem
    from balagh.pipelines.flow.rows import FlowRow

#: Each stretch of letters that changes is an edit of its own; figures and punctuation are in none.
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class LegacyFonts:
    """What is thought of a page's fonts whose names speak of Tifinagh; nothing where there are none."""

    verdicts: Mapping[str, Verdict] = field(default_factory=dict)

    def edits(self, row: FlowRow) -> tuple[Edit, ...]:
        """Give the edits that turn a line's Latin letters into the Tifinagh that they print as."""
        return tuple(self._edits(row)) if self.verdicts else ()

    def is_unread(self, row: FlowRow) -> bool:
        """Tell whether letters of a line print nobody knows what."""
        return any(
            self.verdicts[span.font].finding is Finding.UNSURE
            and any(map(str.isalpha, row.text[span.start : span.end]))
            for span in row.fonts
            if span.font in self.verdicts
        )

    def notices(self) -> Iterator[Notice]:
        """Name the fonts that could not be read."""
        doubts = (verdict.note for verdict in self.verdicts.values() if verdict.finding is Finding.UNSURE)
        for note in dict.fromkeys(doubts):
            message = f"text in a font for Tifinagh was left as it is stored ({note}): print it to PDF"
            yield Notice(code="legacy-font", message=message)

    def _edits(self, row: FlowRow) -> Iterator[Edit]:
        for span in row.fonts:
            verdict = self.verdicts.get(span.font)
            if verdict is None or verdict.table is None:
                continue
            # French that somebody typed in such a font by mistake stays French.
            if is_plainly_latin([row.text[span.start : span.end]], verdict.table):
                continue
            for word in _WORD.finditer(row.text, span.start, span.end):
                after = verdict.table.decode(word.group())
                if after != word.group():
                    yield Edit(
                        start=word.start(),
                        end=word.end(),
                        after=after,
                        rule=Rule.LEGACY_TIFINAGH,
                        note=verdict.note,
                        confidence=verdict.confidence,
                    )


def judge_fonts(items: Sequence[FlowItem]) -> LegacyFonts:
    """Judge the fonts of a page's texts and tables, each by all that is set in it."""
    texts: dict[str, list[str]] = {}
    families: dict[str, list[str]] = {}
    for row in _rows(items):
        for span in row.fonts:
            if may_print_tifinagh(span.font):
                families.setdefault(font_family(span.font), []).append(span.font)
                texts.setdefault(font_family(span.font), []).append(row.text[span.start : span.end])
    verdicts: dict[str, Verdict] = {}
    for family, fonts in families.items():
        found = judge_font(fonts[0], texts[family])
        if found.finding is not Finding.LATIN:
            verdicts |= dict.fromkeys(fonts, found)
    return LegacyFonts(verdicts=verdicts)


def _rows(items: Sequence[FlowItem]) -> Iterator[FlowRow]:
    for item in items:
        if isinstance(item, FlowText) and item.fonts:
            yield from rows_of(item)
        elif isinstance(item, FlowTable) and item.fonts:
            for row in cell_rows(item):
                yield from row
