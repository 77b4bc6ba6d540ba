"""What is known to be wrong with a layer's words, and is put right from the layer alone; every change is an edit."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from balagh.ingest.docx_symbols import PRIVATE, is_symbol_font, printed_text
from balagh.pipelines.layer.glyphs import UNKNOWN
from balagh.pipelines.layer.letters import joins_next
from balagh.pipelines.repair.rules import Edit, Rule, normalise_text, turn_lam_alef

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from balagh.ingest.layer import Glyph
    from balagh.pipelines.layer.given import Given
    from balagh.pipelines.layer.lines import LayerLine, LayerWord

#: A glyph is a stretch of the line between two joined letters when it stands at such a place this often, and in this
#: share of all its places.
STRETCHES, STRETCH_SHARE = 2, 0.9

#: One without a text that is narrower than this, in font sizes, needs no second: Amiri joins teh to khah by 0.055, and
#: its narrowest letter takes 0.09.
SLIVER = 0.07

_NOTHING: Mapping[int, Given] = MappingProxyType({})


def mend_lines(lines: Sequence[LayerLine], given: Mapping[int, Given] = _NOTHING) -> tuple[LayerLine, ...]:
    """Give the lines with the edits of their words; glyphs that only stretch a line and have no text are left out.

    Args:
        lines: the lines, their words in logical order.
        given: what the file said of glyphs that were turned into other letters, by their places in the content stream.
    """
    stretches = _find_stretches(lines)
    return tuple(
        replace(
            line, words=tuple(word for old in line.words if (word := _mend(old, stretches, given)).glyphs)
        )
        for line in lines
    )


def _mend(word: LayerWord, stretches: frozenset[tuple[str, int]], given: Mapping[int, Given]) -> LayerWord:
    kept: list[tuple[Glyph, str]] = []
    edits: list[Edit] = []
    start, lost = 0, False
    for glyph, said in zip(word.glyphs, word.texts, strict=True):
        text = said
        stretch = (glyph.font, glyph.code) in stretches
        if stretch and not text:
            continue
        was = given.get(glyph.order)
        if len(text) > 1 and UNKNOWN in text:
            text, lost = text.replace(UNKNOWN, ""), True
            was = None if was is None else replace(was, text=was.text.replace(UNKNOWN, ""))
        kept.append((glyph, text if was is None else was.text))
        if was is not None:
            _add_decoded(edits, was, text, start)
        elif (edit := _edit(glyph, text, start, stretch=stretch)) is not None:
            edits.append(edit)
        start += len(kept[-1][1])
    return replace(
        word,
        glyphs=tuple(glyph for glyph, _ in kept),
        texts=tuple(text for _, text in kept),
        edits=tuple(edits),
        lost_mark=lost,
    )


def _add_decoded(edits: list[Edit], was: Given, text: str, start: int) -> None:
    """Add the edit of a glyph that was turned into other letters; glyphs side by side make one."""
    last = edits[-1] if edits else None
    if last is not None and last.rule is was.rule and last.end == start:
        edits[-1] = replace(last, end=start + len(was.text), after=normalise_text(last.after + text))
        return
    edits.append(
        Edit(
            start=start,
            end=start + len(was.text),
            after=normalise_text(text),
            rule=was.rule,
            note=was.note,
            confidence=was.confidence,
        )
    )


def _edit(glyph: Glyph, text: str, start: int, *, stretch: bool) -> Edit | None:
    end = start + len(text)
    if stretch:
        note = f"a stretch of the line between joined letters, said to be {text}"
        return Edit(start=start, end=end, after="", rule=Rule.TATWEEL, note=note)
    turned = turn_lam_alef(text)
    if turned is not None:
        note = "one glyph stands for alef and lam"
        return Edit(start=start, end=end, after=turned, rule=Rule.LAM_ALEF_ORDER, note=note)
    if text and (is_symbol_font(glyph.font) or any(ord(sign) in PRIVATE for sign in text)):
        printed = printed_text(text, glyph.font)
        if printed and printed != text:
            note = f"a sign of the font {glyph.font}"
            return Edit(start=start, end=end, after=printed, rule=Rule.SYMBOL_FONT, note=note)
    return None


def _find_stretches(lines: Sequence[LayerLine]) -> frozenset[tuple[str, int]]:
    """Find the glyphs that stretch the line between joined Arabic letters, whatever their fonts say they are.

    LibreOffice fills justified lines with them; its fonts say "$" or "7", or nothing. Real figures never join letters.
    """
    within: dict[tuple[str, int], int] = {}
    seen: dict[tuple[str, int], int] = {}
    slivers: set[tuple[str, int]] = set()
    for line in lines:
        for word in line.words:
            for glyph, stretches in _suspects(word):
                key = glyph.font, glyph.code
                seen[key] = seen.get(key, 0) + 1
                within[key] = within.get(key, 0) + stretches
                if not glyph.text and glyph.x1 - glyph.x0 < SLIVER * glyph.size:
                    slivers.add(key)
    return frozenset(
        key
        for key, count in within.items()
        if count >= (1 if key in slivers else STRETCHES) and count >= STRETCH_SHARE * seen[key]
    )


def _suspects(word: LayerWord) -> Iterator[tuple[Glyph, bool]]:
    """Give the glyphs that are no letter, and whether each stands between two joined letters."""
    texts = word.texts
    for k, (glyph, text) in enumerate(zip(word.glyphs, texts, strict=True)):
        if text and unicodedata.category(text[0])[0] in "LM":
            continue
        before = next((other for other in reversed(texts[:k]) if other and other != text), "")
        after = next((other for other in texts[k + 1 :] if other and other != text), "")
        yield (
            glyph,
            bool(before and after) and joins_next(_base(before)[-1:]) and _is_joined(_base(after)[:1]),
        )


def _base(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKC", text) if not unicodedata.combining(sign))


def _is_joined(letter: str) -> bool:
    """Tell whether a letter is joined to the one before it; only the lone hamza never is."""
    return "\u0622" <= letter <= "\u06d3" and letter.isalpha()
