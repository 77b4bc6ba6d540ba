"""Measures of one reading against the truth: character error rate, digits, languages, fields."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from balagh.model import Role
from bench.columns import mixes_scripts
from bench.fields import Score, score_fields
from bench.fold import digit_strings, fold_text
from bench.tables import count_cells, tables_of
from bench.window import Match, match_segments

if TYPE_CHECKING:
    from collections.abc import Sequence

    from balagh.model import Block, Communique, Document
    from bench.tools import Reading
    from samples.truth import Segment, Truth

#: Text that a reading may leave out: a stamp is kept out of the text on purpose, a page number may be.
UNSCORED = frozenset({Role.STAMP, Role.PAGE_NUMBER})


@dataclass(slots=True, kw_only=True)
class Measures:
    """Counts over a whole set; `failures` says in words what went wrong where.

    Attributes:
        edits, characters: by language.
        digits_wrong, digits_total: digit strings of the truth, and those not found in the output.
        languages_right, languages_total: true segments whose block has their language (balagh only).
        fields: exact fields (balagh only).
        cells_right, cells_total: table cells of the truth, and those found in a body's rows at their place (balagh
            only).
        mixed: lines of the output that mix two versions which stand beside each other.
    """

    edits: Counter[str] = field(default_factory=Counter)
    characters: Counter[str] = field(default_factory=Counter)
    digits_wrong: int = 0
    digits_total: int = 0
    languages_right: int = 0
    languages_total: int = 0
    fields: Score = field(default_factory=Score)
    cells_right: int = 0
    cells_total: int = 0
    mixed: int = 0
    failures: list[str] = field(default_factory=list)

    def cer(self, language: str) -> float | None:
        """Give edits for each hundred true characters of a language, or None where the set has none of it."""
        total = self.characters[language]
        return 100.0 * self.edits[language] / total if total else None


def measure(truths: Sequence[Truth], reading: Reading) -> Measures:
    """Compare a reading with the truth of its set; a document that was not read counts as empty."""
    measures = Measures()
    for truth in truths:
        texts = reading.texts.get(truth.name, [])
        if not texts:
            measures.failures.append(f"{truth.name}: not read")
        for numbers in page_groups(truth, len(texts)):
            text = "\n".join(texts[number - 1] for number in numbers if number <= len(texts))
            _measure_pages(measures, truth, numbers, text)
        document = reading.documents.get(truth.name)
        if document:
            _measure_document(measures, truth, document)
        elif reading.tool == "balagh":
            _measure_unread(measures, truth)
        if len(truth.communique.versions) > 1:
            lines = _lines(document) if document else "\n".join(texts).splitlines()
            _measure_mixed(measures, truth, lines)
    return measures


def page_groups(truth: Truth, read: int) -> list[range]:
    """Give the pages to compare as one text: each by itself, or all where the reading has other pages.

    A Word file has no pages of its own, and a word processor may break them elsewhere than the truth does.

    Args:
        truth: the document.
        read: how many pages the reading has.
    """
    if read and (truth.file.endswith(".docx") or read != truth.pages):
        return [range(1, max(read, truth.pages) + 1)]
    return [range(number, number + 1) for number in range(1, truth.pages + 1)]


def _scored(truth: Truth, numbers: range) -> list[Segment]:
    return [s for s in truth.segments if s.page in numbers and s.role not in UNSCORED]


def _measure_pages(measures: Measures, truth: Truth, numbers: range, text: str) -> None:
    segments = _scored(truth, numbers)
    folded = [fold_text(segment.text) for segment in segments]
    name = f"{truth.name} p{numbers[0]}"
    for segment, own, match in zip(segments, folded, match_segments(folded, fold_text(text)), strict=True):
        measures.edits[segment.language] += match.edits
        measures.characters[segment.language] += len(own)
        if match.edits:
            measures.failures.append(f"{name} {segment.language}: {match.edits} edits in {own!r}")
    wanted = Counter(digits for segment in segments for digits in digit_strings(segment.text))
    lost = wanted - Counter(digit_strings(text))
    measures.digits_total += wanted.total()
    measures.digits_wrong += lost.total()
    if lost:
        measures.failures.append(f"{name} digits not found: {sorted(lost.elements())}")


def _lines(document: Document) -> list[str]:
    """Give the lines of every block, and a block's whole text where it has none."""
    return [
        text
        for page in document.pages
        for block in page.blocks
        for text in ([line.text for line in block.lines] or block.text.splitlines())
    ]


def _measure_mixed(measures: Measures, truth: Truth, lines: Sequence[str]) -> None:
    own = [fold_text(segment.text) for segment in truth.segments]
    for line in lines:
        if mixes_scripts(line, own):
            measures.mixed += 1
            measures.failures.append(f"{truth.name}: mixes two versions: {line!r}")


def _measure_unread(measures: Measures, truth: Truth) -> None:
    from balagh.model import Communique

    measures.languages_total += sum(1 for s in truth.segments if _has_language(s))
    _measure_cells(measures, truth, Communique())
    _merge(measures.fields, score_fields(truth.communique, Communique()), truth.name)


def _measure_document(measures: Measures, truth: Truth, document: Document) -> None:
    for numbers in page_groups(truth, document.source.pages):
        segments = [segment for segment in _scored(truth, numbers) if _has_language(segment)]
        blocks = [block for page in document.pages if page.number in numbers for block in page.blocks]
        languages = block_languages(segments, blocks)
        measures.languages_total += len(segments)
        for segment, language in zip(segments, languages, strict=True):
            if language == segment.language:
                measures.languages_right += 1
            else:
                measures.failures.append(
                    f"{truth.name} p{numbers[0]}: {language} instead of {segment.language}: {segment.text!r}"
                )
    _measure_cells(measures, truth, document.communique)
    _merge(measures.fields, score_fields(truth.communique, document.communique), truth.name)


def _measure_cells(measures: Measures, truth: Truth, read: Communique) -> None:
    tables, found = tables_of(truth.communique), tables_of(read)
    right, total = count_cells(tables, found)
    measures.cells_right += right
    measures.cells_total += total
    if right < total:
        measures.failures.append(f"{truth.name}: {right} of {total} table cells: read {found!r}")


def _has_language(segment: Segment) -> bool:
    return segment.language != "und" and segment.role not in UNSCORED


def block_languages(segments: Sequence[Segment], blocks: Sequence[Block]) -> list[str | None]:
    """Give the language of the block that holds most of each segment, or None where no block does.

    A Tifinagh line that could not be read has an empty text and so no window: a Tifinagh segment is looked for among
    the blocks of its language, one segment a block.
    """
    text, owners = "", list[int]()
    for number, block in enumerate(blocks):
        folded = fold_text(block.text) + " "
        text += folded
        owners += [number] * len(folded)
    matches = match_segments([fold_text(segment.text) for segment in segments], text)
    unread = Counter(block.language for block in blocks if not block.text)
    languages: list[str | None] = []
    for segment, match in zip(segments, matches, strict=True):
        if segment.language == "zgh" and unread["zgh"]:
            # Neighbouring Tifinagh lines may share one block without text; its lines say how many there are.
            languages.append("zgh")
            continue
        owner = _owner(match, owners)
        languages.append(blocks[owner].language if owner is not None else None)
    return languages


def _owner(match: Match, owners: Sequence[int]) -> int | None:
    shares = Counter(owners[place] for place in match.taken)
    return shares.most_common(1)[0][0] if shares else None


def _merge(total: Score, score: Score, name: str) -> None:
    total.right.update(score.right)
    total.total.update(score.total)
    total.misses += [f"{name}: {miss}" for miss in score.misses]
