"""What one document may cost: time, memory, pages; beyond that its process is ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from balagh.errors import ArgumentError

#: Seconds for a whole document. 700 scanned pages of five seconds on one core; what takes longer is a book, and its
#: owner can say so.
DOCUMENT_SECONDS: Final = 3600.0

#: Seconds for one page, for opening a file, and for putting a document together. A page of dense print takes five on
#: one core, the largest scan accepted (150 megapixels) a minute; above the limit of one engine call, which ends more
#: gently.
PAGE_SECONDS: Final = 300.0

#: Megabytes of memory for a document's process and the engine it has started. An A4 page at 300 dpi takes 250 to 300, a
#: colour page of 148 megapixels 2,020 (measured on samples/scans in November 2026).
MEMORY_MB: Final = 3000

#: Pages of one document.
MAX_PAGES: Final = 2000

#: Files that a process reads before another takes its place, so that what a library does not give back cannot pile up.
#: Starting one takes a second, reading so many pages some minutes.
RECYCLE_AFTER: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one document may cost; the limits of one engine call and of one page's pixels are in `Settings`.

    Attributes:
        document_seconds: wall time for the document.
        page_seconds: wall time for one page, and for whatever else is done before, between and after pages.
        memory_mb: resident megabytes of the worker process and of all that it has started.
        max_pages: pages asked for of one document.
        recycle_after: files after which a worker process is replaced.
    """

    document_seconds: float = DOCUMENT_SECONDS
    page_seconds: float = PAGE_SECONDS
    memory_mb: int = MEMORY_MB
    max_pages: int = MAX_PAGES
    recycle_after: int = RECYCLE_AFTER

    def __post_init__(self) -> None:
        if min(self.document_seconds, self.page_seconds) <= 0:
            message = "a time limit must be above zero"
            raise ArgumentError(message)
        if min(self.memory_mb, self.max_pages, self.recycle_after) < 1:
            message = "the limits of memory, of pages and of files a process must be at least 1"
            raise ArgumentError(message)
