"""The report that a person looks at: ``report.html`` and, for a large batch, ``report-1.html`` and so on.

It is put together from the entries of all runs and the parts that were written with each document. Up to
`PAGE_LENGTH` documents stand in ``report.html`` itself; where there are more it is their table of contents, and the
documents are on pages of their own. A page is written only when something on it has changed, and what is long goes to
the disk line by line, so that a batch of any size takes little time and memory.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from itertools import chain, islice
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Final

from balagh._version import __version__
from balagh.emit.display import stylesheet
from balagh.emit.files import write_whole
from balagh.emit.report_page import (
    GENERATOR,
    Tally,
    contents_page,
    document_page,
    failure_row,
    single_page,
    skipped_row,
    table_row,
)
from balagh.emit.report_part import anchor, part_path, read_part
from balagh.emit.summary import Entry, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

REPORT_NAME: Final = "report.html"

#: Documents a page: twenty documents of two pages load at once from a disk and still scroll well.
PAGE_LENGTH: Final = 20

#: Rows in the table of contents; more are on contents pages that follow, each searched by itself. 20,000 rows are seven
#: megabytes; Chromium took 8 s more for them than for an empty page on two cores that had ten other things to do.
CONTENTS_LENGTH: Final = 20_000

#: Rows in the tables of failures and of what was left out: nobody reads more, and index.jsonl has them all.
LISTED: Final = 1_000

#: Bytes in which a page of ours names its maker and its content.
_HEAD_BYTES: Final = 600

#: Bytes of rows kept in memory before they go to a temporary file.
_SPOOL: Final = 1 << 20


class Rows:
    """Rows of a table, kept on the disk when there are many."""

    def __init__(self, most: int | None = None) -> None:
        self.count = 0
        self.most = most
        self._file: IO[str] = SpooledTemporaryFile(  # noqa: SIM115 - `close` ends it, with the report
            _SPOOL, mode="w+", encoding="utf-8", newline="\n"
        )

    def add(self, row: str) -> None:
        """Keep a row, or only count it where there are enough."""
        self.count += 1
        if self.most is None or self.count <= self.most:
            self._file.write(row + "\n")

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[str]:
        self._file.seek(0)
        return iter(self._file)

    def close(self) -> None:
        """Give the room back."""
        self._file.close()


@dataclass(slots=True)
class Gathering:
    """What is learnt from the entries as they pass by: figures, and the rows of three tables."""

    tally: Tally = field(default_factory=Tally)
    failed: Rows = field(default_factory=lambda: Rows(LISTED))
    skipped: Rows = field(default_factory=lambda: Rows(LISTED))

    def read_entries(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """Take in every entry; give on those of documents that were read."""
        for entry in entries:
            self.tally.add(entry)
            if entry.error:
                self.failed.add(failure_row(entry))
            elif entry.status is Status.SKIPPED:
                self.skipped.add(skipped_row(entry))
            elif entry.json and entry.status is not Status.DUPLICATE:
                yield entry


def write_report(out: Path, entries: Iterable[Entry]) -> Path:
    """Write the report of `entries`, given once and in the order of the report, and give its path.

    Pages that have not changed stay untouched; pages that an earlier, longer report left are removed.

    Raises:
        FileAccessError: a page cannot be written.
    """
    gathering = Gathering()
    read = gathering.read_entries(entries)
    first = list(islice(read, PAGE_LENGTH + 1))
    try:
        if len(first) <= PAGE_LENGTH:
            pages, contents = 0, 1
            page = single_page(
                gathering.tally,
                failed=gathering.failed,
                skipped=gathering.skipped,
                rows=[table_row(entry, f"#{anchor(_stem(entry))}") for entry in first],
                sections=(read_part(out, entry) for entry in first),
            )
            _write(out / REPORT_NAME, page)
        else:
            pages, contents = _write_large(out, gathering, chain(first, read))
    finally:
        gathering.failed.close()
        gathering.skipped.close()
    _remove_stale(out, pages, contents)
    return out / REPORT_NAME


def _write_large(out: Path, gathering: Gathering, read: Iterator[Entry]) -> tuple[int, int]:
    """Write document pages as the entries come, then the contents; give the numbers of both."""
    tables = [Rows()]
    number, chunk = 0, list(islice(read, PAGE_LENGTH))
    while chunk:
        number += 1
        following = list(islice(read, PAGE_LENGTH))
        for entry in chunk:
            if tables[-1].count >= CONTENTS_LENGTH:
                tables.append(Rows())
            tables[-1].add(table_row(entry, f"{_page_name(number)}#{anchor(_stem(entry))}"))
        _write_page(out, number, chunk, last=not following)
        chunk = following
    names = [_contents_name(k) for k in range(1, len(tables) + 1)]
    for k, rows in enumerate(tables):
        page = contents_page(
            gathering.tally,
            names=names,
            number=k + 1,
            failed=gathering.failed,
            skipped=gathering.skipped,
            rows=rows,
        )
        _write(out / names[k], page)
        rows.close()
    return number, len(tables)


def _write_page(out: Path, number: int, chunk: Sequence[Entry], *, last: bool) -> None:
    """Write a page of documents, unless what is there says the same."""
    path = out / _page_name(number)
    print_ = _fingerprint(out, chunk, last=last)
    if _is_page_with(path, print_):
        return
    page = document_page(
        number,
        fingerprint=print_,
        before=_page_name(number - 1) if number > 1 else None,
        after=None if last else _page_name(number + 1),
        rows=[table_row(entry, f"#{anchor(_stem(entry))}") for entry in chunk],
        sections=(read_part(out, entry) for entry in chunk),
    )
    _write(path, page)


def _write(path: Path, pieces: Iterable[str]) -> None:
    # Not durable: a report can be made again, and a thousand pages would wait for the disk a thousand times.
    write_whole(path, (piece.encode("utf-8", "replace") for piece in pieces), durable=False)


def _stem(entry: Entry) -> str:
    return (entry.json or "").removesuffix(".json")


def _fingerprint(out: Path, chunk: Sequence[Entry], *, last: bool) -> str:
    """Give a digest of all that a page is made of."""
    parts: list[object] = [__version__, last, _dress()]
    for entry in chunk:
        try:
            stat = part_path(out, _stem(entry)).stat()
        except OSError:
            parts.append((entry, None))
        else:
            parts.append((entry, stat.st_mtime_ns, stat.st_size))
    return hashlib.sha256(repr(parts).encode("utf-8", "replace")).hexdigest()


def _dress() -> int:
    return len(stylesheet("page.css")) + len(stylesheet("report.css")) + len(stylesheet("report.js"))


def _is_page_with(path: Path, fingerprint: str) -> bool:
    try:
        with path.open("rb") as file:
            return fingerprint.encode() in file.read(_HEAD_BYTES)
    except OSError:
        return False


def _remove_stale(out: Path, pages: int, contents: int) -> None:
    """Remove pages of an earlier report in the same folder, and only those."""
    kept = {"": pages, "contents-": contents}
    for path in out.glob("report-*.html"):
        number = re.fullmatch(r"report-(contents-)?([0-9]+)\.html", path.name)
        if number and int(number[2]) > kept[number[1] or ""] and is_report_page(path):
            path.unlink(missing_ok=True)


def is_report_page(path: Path) -> bool:
    """Say whether a file is a page of a report that balagh made."""
    with path.open("rb") as file:
        return GENERATOR.encode() in file.read(_HEAD_BYTES)


def _page_name(number: int) -> str:
    return f"report-{number}.html"


def _contents_name(number: int) -> str:
    return REPORT_NAME if number == 1 else f"report-contents-{number}.html"
