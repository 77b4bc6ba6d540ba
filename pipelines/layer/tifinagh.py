"""Tifinagh that a layer has as Latin letters, in a font from before Unicode, turned into Unicode."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from balagh.ingest.font_names import font_family
from balagh.pipelines.layer.given import Given
from balagh.pipelines.layer.rows import Cut
from balagh.pipelines.layer.script_seen import script_seen
from balagh.pipelines.layer.tifinagh_fonts import tables_for
from balagh.pipelines.layer.tifinagh_judge import Finding, Verdict, is_plainly_latin, judge_font
from balagh.pipelines.repair.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from balagh.ingest.layer import Glyph
    from balagh.pipelines.layer.ink import Drawing
    from balagh.pipelines.layer.rows import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """Rows with Tifinagh letters where the page shows them.

    Attributes:
        rows: in the order in which they came.
        given: what the file said, by the place in the content stream.
        unsure: places in the content stream of letters that only the picture can tell.
        reasons: why, in words, one entry a font.
    """

    rows: tuple[Row, ...]
    given: Mapping[int, Given] = field(default_factory=dict)
    unsure: frozenset[int] = frozenset()
    reasons: tuple[str, ...] = ()


def turn_tifinagh(rows: Sequence[Row], drawing: Drawing) -> Turned:
    """Turn the letters of fonts that print Tifinagh for Latin ones, as far as name, statistics and page agree.

    Digits, punctuation and all other fonts stay as they are. Where name and statistics do not agree, nothing is
    turned, and the letters are marked for reading from the picture.
    """
    fonts = _fonts(rows)
    families: dict[str, list[Cut]] = {}
    for font, words in fonts.items():
        families.setdefault(font_family(font), []).extend(words)
    verdicts = {family: _judge(words, drawing) for family, words in families.items()}
    judged = {font: verdicts[font_family(font)] for font in fonts}
    asked = {font: verdict for font, verdict in judged.items() if verdict.finding is not Finding.LATIN}
    if not asked:
        return Turned(rows=tuple(rows))
    given: dict[int, Given] = {}
    unsure: set[int] = set()
    turned = tuple(_turn_row(row, asked, given, unsure) for row in rows)
    doubts = (verdict.note for verdict in asked.values() if verdict.finding is Finding.UNSURE)
    reasons = tuple(dict.fromkeys(doubts)) if unsure else ()
    return Turned(rows=turned, given=given, unsure=frozenset(unsure), reasons=reasons)


def _fonts(rows: Sequence[Row]) -> dict[str, list[Cut]]:
    """Give the words set in each font that may be a legacy one, cut where the font changes."""
    found: dict[str, list[Cut]] = {}
    for word in (word for row in rows for word in row.words):
        for font in dict.fromkeys(glyph.font for glyph in word.glyphs):
            if tables_for(font):
                own = Cut(tuple(glyph for glyph in word.glyphs if glyph.font == font))
                found.setdefault(font, []).append(own)
    return found


def _judge(words: Sequence[Cut], drawing: Drawing) -> Verdict:
    return judge_font(
        words[0].glyphs[0].font, [_text(word.glyphs) for word in words], script_seen(drawing, words)
    )


def _turn_row(row: Row, verdicts: Mapping[str, Verdict], given: dict[int, Given], unsure: set[int]) -> Row:
    fonts = {glyph.font for glyph in row.glyphs}.intersection(verdicts)
    if not fonts:
        return row
    tables = {}
    for font in fonts:
        own = [glyph for glyph in row.glyphs if glyph.font == font]
        verdict = verdicts[font]
        words = [_text(tuple(glyph for glyph in word.glyphs if glyph.font == font)) for word in row.words]
        if verdict.table is None or is_plainly_latin(words, verdict.table):
            unsure.update(glyph.order for glyph in own if any(map(str.isalnum, glyph.text)))
        else:
            tables[font] = verdict
    return replace(row, words=tuple(_turn(word, tables, given) for word in row.words))


def _turn(word: Cut, verdicts: Mapping[str, Verdict], given: dict[int, Given]) -> Cut:
    glyphs = []
    for glyph in word.glyphs:
        verdict = verdicts.get(glyph.font)
        text = verdict.table.decode(glyph.text) if verdict is not None and verdict.table else glyph.text
        if verdict is not None and text != glyph.text:
            given[glyph.order] = Given(
                text=glyph.text,
                rule=Rule.LEGACY_TIFINAGH,
                note=verdict.note,
                confidence=verdict.confidence,
            )
        glyphs.append(glyph if text == glyph.text else replace(glyph, text=text))
    return Cut(tuple(glyphs))


def _text(glyphs: tuple[Glyph, ...]) -> str:
    return "".join(glyph.text for glyph in glyphs)
