"""Pieces: the lines that belong together once blocks have been cut, with the role they were given."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from balagh.model import Block, Line, Page, Role, Script, union
from balagh.pipelines.languages.lexicon import word_languages
from balagh.pipelines.languages.scripts import direction_of
from balagh.pipelines.structure.rows import letters_of
from balagh.pipelines.text.fold import fold_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from balagh.pipelines.printed import Rows
    from balagh.pipelines.structure.rows import Row

_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u2010\u00ac]$")
#: Words that keep their hyphen at a line's end: both halves are words of their own.
_COMPOUND = re.compile(
    r"(?:^|\s|['’])(?:vice|porte|ex|sous|non|anti|co|demi|mi|semi|inter|ci|au|là|celui|celle|ceux|avant|"
    r"après|contre|"
    r"franco|maroco|afro|euro|arabo|hispano|self|well|multi|socio|agro|éco|micro|haut|chef|wali|"
    r"convention)-$",
    re.IGNORECASE,
)
#: Signs before a line's end that hold its last word.
_WORD = 60
_TERMINALS = '.!?:;…؛؟۔»)"'
_SENTENCE_END = ".!?…؟۔"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Consecutive lines that make one block; `role` stays OTHER until the structure knows better.

    `fixed` marks a role that the layout gave (logo, stamp, table): nobody changes it. `cells` are the rows of a table
    that came as one.
    """

    rows: tuple[Row, ...]
    role: Role = Role.OTHER
    fixed: bool = False
    cells: Rows | None = None

    @property
    def page(self) -> int:
        """The one-based page number."""
        return self.rows[0].page

    @property
    def text(self) -> str:
        """The lines as one, hyphens at line ends undone."""
        return join_lines(row.text for row in self.rows)

    @property
    def language(self) -> str:
        """The language of most letters; of lines that were seen but not read, the first one's."""
        return main_language(row.line for row in self.rows) or self.rows[0].line.language

    @property
    def scale(self) -> float | None:
        """The lines' mean height over body text, long lines counting more; None without geometry."""
        scales = [(row.scale, len(row.text) + 1) for row in self.rows if row.scale is not None]
        weight = sum(letters for _, letters in scales)
        return sum(scale * letters for scale, letters in scales) / weight if weight else None

    @property
    def size(self) -> float | None:
        """The lines' size by their height and the width of their letters together; None without geometry."""
        wide = [(row.letters, len(row.text)) for row in self.rows if row.letters is not None]
        weight = sum(letters for _, letters in wide)
        if self.scale is None or not weight:
            return self.scale
        return math.sqrt(self.scale * sum(letters * count for letters, count in wide) / weight)

    @property
    def centred(self) -> bool:
        """Whether most lines stand in the middle."""
        return sum(row.centred for row in self.rows) * 2 > len(self.rows)

    def as_role(self, role: Role) -> Piece:
        """Give the piece with another role, unless its role is fixed."""
        return self if self.fixed else replace(self, role=role)


def main_language(lines: Iterable[Line]) -> str | None:
    """Give the language with the most letters; None where no line has a language and letters."""
    counts: dict[str, int] = {}
    for line in lines:
        if line.language != "und":
            counts[line.language] = counts.get(line.language, 0) + letters_of(line.text)
    return max(counts, key=lambda code: counts[code], default=None)


def join_lines(lines: Iterable[str]) -> str:
    """Join wrapped lines by single blanks and undo hyphens at line ends.

    >>> join_lines(["le dévelop-", "pement durable"]), join_lines(["Wali-", "Directeur"])
    ('le développement durable', 'Wali-Directeur')
    """
    # The last one is where the next line is joined on: to look at all that came before takes minutes for a long text.
    joined: list[str] = []
    for line in (" ".join(line.split()) for line in lines):
        if not line:
            continue
        above = joined[-1] if joined else ""
        if _HYPHEN.search(above[-2:]) and line[0].isalpha():
            inside = line[0].islower() and not _is_compound(above[-_WORD:], line)
            head, _, last = (above[:-1] if inside else above).rpartition(" ")
            joined[-1:] = [*filter(None, [head]), last + line]
        else:
            joined.append(line)
    return " ".join(joined)


def _is_compound(above: str, below: str) -> bool:
    """Say whether a hyphen at a line's end stands between two words, not inside one."""
    left = above[:-1].split()[-1:]
    right = below.split()[:1]
    if not left or not right or _COMPOUND.search(above):
        return True
    known = word_languages()
    whole = fold_words(left[0] + right[0])
    halves = (fold_words(left[0]).split()[-1:], fold_words(right[0]).split()[:1])
    return whole not in known and all(half and len(half[0]) > 1 and half[0] in known for half in halves)


def ends_sentence(text: str) -> bool:
    """Say whether `text` ends as a sentence or an announced list does."""
    return text.rstrip()[-1:] in _TERMINALS if text.strip() else False


def is_full_stop(text: str) -> bool:
    """Say whether `text` ends with a full stop or its like, closing quotes aside."""
    return text.rstrip(' »")”’')[-1:] in _SENTENCE_END if text.strip() else False


def rebuild_pages(pages: Sequence[Page], pieces: Sequence[Piece]) -> tuple[tuple[Page, ...], tuple[str, ...]]:
    """Give the pages with the pieces as their blocks, ids in reading order, and the id of each piece."""
    ids: list[str] = []
    counts: dict[int, int] = {}
    blocks: dict[int, list[Block]] = {}
    for piece in pieces:
        counts[piece.page] = counts.get(piece.page, 0) + 1
        ids.append(f"p{piece.page}b{counts[piece.page]}")
        blocks.setdefault(piece.page, []).append(_block(piece, ids[-1]))
    rebuilt = (page.model_copy(update={"blocks": tuple(blocks.get(page.number, ()))}) for page in pages)
    return tuple(rebuilt), tuple(ids)


def _block(piece: Piece, name: str) -> Block:
    source = piece.rows[0].block
    whole = piece.rows[0].index == 0 and piece.rows[-1].last and piece.rows[-1].block.id == source.id
    if whole:
        return source.model_copy(update={"id": name, "role": piece.role})
    lines = tuple(row.line for row in piece.rows)
    boxes = [line.bbox for line in lines if line.bbox is not None]
    sure = [line.confidence for line in lines if line.confidence is not None]
    language = main_language(lines) or lines[0].language
    script = max((line.script for line in lines), key=lambda one: _letters(lines, one))
    return Block(
        id=name,
        role=piece.role,
        bbox=union(boxes) if boxes else None,
        language=language,
        script=script,
        direction=direction_of(script, language),
        confidence=round(sum(sure) / len(sure), 3) if sure else source.confidence,
        text="\n".join(line.text for line in lines),
        original="\n".join(row.original for row in piece.rows),
        lines=lines,
    )


def _letters(lines: Iterable[Line], script: Script) -> int:
    return sum(letters_of(line.text) for line in lines if line.script is script)
