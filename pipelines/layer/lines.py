"""A line of a layer as it is read: direction, words in logical order, what the file gave and what is meant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from balagh.model import Script
from balagh.pipelines.languages.scripts import script_of
from balagh.pipelines.layer.order import logical_order, logical_text, words_of
from balagh.pipelines.repair.rules import apply_edits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from balagh.ingest.layer import Glyph
    from balagh.pipelines.layer.order import Item
    from balagh.pipelines.layer.rows import Row
    from balagh.pipelines.repair.rules import Edit

#: A line in which Arabic letters have between these shares runs as most lines around it do.
MIXED_LEAST, MIXED_MOST = 0.25, 0.75

#: Lines within this many font sizes above and below count for that.
AROUND = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerWord:
    """A word in logical order.

    Attributes:
        glyphs: its glyphs, in logical order.
        texts: what each stands for; as the file says but for brackets that stood the wrong way round.
        edits: what must be changed in `original`, in order and apart.
        lost_mark: something of which the file does not say what it is was drawn over a letter.
    """

    glyphs: tuple[Glyph, ...]
    texts: tuple[str, ...]
    edits: tuple[Edit, ...] = ()
    lost_mark: bool = False

    @property
    def original(self) -> str:
        """What the file gave."""
        return "".join(self.texts)

    @property
    def text(self) -> str:
        """The same with the edits made."""
        return apply_edits(self.original, self.edits)


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerLine:
    """A line: where it stands, which way it runs, its words in logical order."""

    row: Row
    rtl: bool
    script: Script
    words: tuple[LayerWord, ...]


def read_rows(rows: Sequence[Row]) -> tuple[LayerLine, ...]:
    """Put the words of each row in logical order."""
    return tuple(_line(row, rtl=rtl) for row, rtl in zip(rows, _directions(rows), strict=True))


def _line(row: Row, *, rtl: bool) -> LayerLine:
    items: list[Item] = []
    for word in row.words:
        if items:
            items.append(None)
        items += word.glyphs
    ordered = logical_order(items, rtl=rtl)
    words = tuple(
        LayerWord(glyphs=tuple(glyphs), texts=tuple(texts))
        for glyphs, texts in words_of(ordered, logical_text(ordered, rtl=rtl))
    )
    return LayerLine(row=row, rtl=rtl, script=_script(row, rtl=rtl), words=words)


def count_scripts(glyphs: Sequence[Glyph]) -> dict[Script, int]:
    """Count the letters of each script among glyphs."""
    counts: dict[Script, int] = {}
    for glyph in glyphs:
        for sign in glyph.text:
            script = script_of(sign)
            if script is not Script.COMMON:
                counts[script] = counts.get(script, 0) + 1
    return counts


def _script(row: Row, *, rtl: bool) -> Script:
    counts = count_scripts(row.glyphs)
    if rtl and counts.get(Script.ARABIC):
        return Script.ARABIC
    return max(counts, key=lambda script: counts[script], default=Script.COMMON)


def _directions(rows: Sequence[Row]) -> list[bool]:
    """Say of each row whether it runs from right to left; mixed ones and those without letters go with their block."""
    shares = [_arabic_share(row) for row in rows]
    return [
        share > MIXED_MOST
        if share is not None and not MIXED_LEAST <= share <= MIXED_MOST
        else _as_around(rows, shares, k)
        for k, share in enumerate(shares)
    ]


def _arabic_share(row: Row) -> float | None:
    counts = count_scripts(row.glyphs)
    total = sum(counts.values())
    return counts.get(Script.ARABIC, 0) / total if total else None


def _as_around(rows: Sequence[Row], shares: Sequence[float | None], k: int) -> bool:
    row, own = rows[k], shares[k]
    reach = AROUND * row.size
    votes = 0.0
    for other, share in zip(rows, shares, strict=True):
        if other is row or share is None or abs(other.middle - row.middle) > reach:
            continue
        if min(other.x1, row.x1) > max(other.x0, row.x0):
            votes += (share - 0.5) / (1 + abs(other.middle - row.middle) / row.size)
    if own is not None:
        votes += own - 0.5
    return votes > 0
