"""One line's worth of a document: what the index, the report's table and the messages show of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from balagh.errors import BalaghError
    from balagh.model import Document, Version, Word

#: Below this a word is shown as doubtful. Tesseract gives 0.9 and more to words it reads right on an office
#: scan, and between 0.3 and 0.7 to most of those it gets wrong; a person should look at both sides of the
#: middle.
DOUBTFUL: Final = 0.75


class Status(StrEnum):
    """What became of one input."""

    DONE = "done"
    PARTIAL = "partial"
    DUPLICATE = "duplicate"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why a file was not read, and what to do."""

    code: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One input of a batch.

    Attributes:
        path: the input as text.
        status: what became of it.
        json: the JSON file's name in the output folder; None when there is none.
        confidence: mean of the words' confidences, 0 to 1; None for plain text.
        doubtful: words below `DOUBTFUL`.
        note: why a skipped file was left out, or which file a duplicate's bytes came from first.
    """

    path: str
    status: Status
    json: str | None = None
    id: str | None = None
    title: str | None = None
    date: str | None = None
    issuers: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    pages: int | None = None
    seconds: float = 0.0
    confidence: float | None = None
    words: int = 0
    doubtful: int = 0
    warnings: int = 0
    error: Problem | None = None
    note: str = ""


def document_entry(document: Document, *, path: str, json: str, seconds: float, wanted: int) -> Entry:
    """Sum up a document; `wanted` is the number of pages that were asked for (fewer read: partial)."""
    confidences = [word.confidence for word in words(document) if word.confidence is not None]
    version = main_version(document)
    return Entry(
        path=path,
        status=Status.DONE if len(document.pages) >= wanted else Status.PARTIAL,
        json=json,
        id=document.id,
        title=version.title if version else None,
        date=version.date.edtf if version and version.date else None,
        issuers=tuple(issuer_names(document)),
        languages=tuple(share.code for share in document.languages),
        pages=len(document.pages),
        seconds=seconds,
        confidence=sum(confidences) / len(confidences) if confidences else None,
        words=sum(1 for _ in words(document)),
        doubtful=sum(confidence < DOUBTFUL for confidence in confidences),
        warnings=len(document.warnings),
    )


def failed_entry(error: BalaghError, *, path: str, seconds: float) -> Entry:
    """Sum up a failure."""
    problem = Problem(code=error.code, message=error.message, hint=error.hint)
    return Entry(path=path, status=Status.FAILED, seconds=seconds, error=problem)


def main_version(document: Document) -> Version | None:
    """Give the titled version whose language has most letters, or any; None when there is none."""
    versions = document.communique.versions
    order = [share.code for share in document.languages if share.code in versions]
    ranked = [versions[code] for code in dict.fromkeys([*order, *versions])]
    return next((version for version in ranked if version.title), ranked[0] if ranked else None)


def issuer_names(document: Document) -> Iterator[str]:
    """Give each issuer's acronym, or else its name in French, Arabic, English or Amazigh."""
    for issuer in document.communique.issuers:
        names = issuer.names
        name = issuer.acronym or names.fr or names.ar or names.en or names.zgh
        if name:
            yield name


def words(document: Document) -> Iterator[Word]:
    """Give every word of every page."""
    return (
        word
        for page in document.pages
        for block in page.blocks
        for line in block.lines
        for word in line.words
    )
