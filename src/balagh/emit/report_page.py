"""The pages of the report, piece by piece: head, figures, tables, sections. Nothing here reads or writes a file."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol

from balagh._version import __version__
from balagh.emit.blocks import legend
from balagh.emit.display import stylesheet
from balagh.emit.markup import counted, esc, language_name, percent, tag
from balagh.emit.summary import Entry, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

GENERATOR: Final = '<meta name="generator" content="balagh'

#: Nothing but what stands in the page and beside it is ever loaded.
_POLICY: Final = (
    "default-src 'none'; img-src 'self' file: data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
)

#: Columns of the table of documents; the script sorts by those that have a name.
_COLUMNS: Final = ("Document", "Date", "Issued by", "Languages", "Pages", "Confidence", "Doubtful", "")

#: Rows of failures that are shown without a click: with more, the documents would be out of sight.
_FOLDED: Final = 12

_CONTENTS: Final = "report.html"


class RowSet(Protocol):
    """Rows of a table: as many as `len` says were met, and iterating gives those that are shown."""

    def __len__(self) -> int:
        """Say how many rows were met."""

    def __iter__(self) -> Iterator[str]:
        """Give the rows."""


@dataclass(slots=True)
class Tally:
    """A batch in figures, taken from its entries one by one."""

    statuses: Counter[Status] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    pages: int = 0
    seconds: float = 0.0
    words: int = 0
    doubtful: int = 0
    warnings: int = 0

    def add(self, entry: Entry) -> None:
        """Take in one input."""
        self.statuses[entry.status] += 1
        if entry.status is Status.DUPLICATE:
            return
        self.languages.update(entry.languages)
        self.pages += entry.pages or 0
        self.seconds += entry.seconds
        self.words += entry.words
        self.doubtful += entry.doubtful
        self.warnings += entry.warnings

    @property
    def read(self) -> int:
        """How many documents were read, wholly or in part."""
        return self.statuses[Status.DONE] + self.statuses[Status.PARTIAL]


def single_page(
    tally: Tally, *, failed: RowSet, skipped: RowSet, rows: RowSet, sections: Iterable[str]
) -> Iterator[str]:
    """Give a report that is one page: figures, failures, table, documents."""
    yield _begin("balagh report")
    yield from _overview(tally, failed, skipped)
    yield from _table("Documents", "documents", _COLUMNS, rows)
    if len(rows):
        yield legend() + "\n"
    yield from sections
    yield _end()


def contents_page(
    tally: Tally, *, names: Sequence[str], number: int, failed: RowSet, skipped: RowSet, rows: RowSet
) -> Iterator[str]:
    """Give the table of contents of a large report, or page `number` (from 1) of it; `names` are its pages' files."""
    yield _begin("balagh report" if number == 1 else f"balagh report, contents {number}")
    if number == 1:
        yield from _overview(tally, failed, skipped)
    else:
        yield _masthead(counted(tally.read, "communiqué") + f" read, contents {number} of {len(names)}")
    way = [
        tag("a", f"Contents {k}", href=name)
        if k != number
        else tag("span", f"Contents {k}", aria_current="page")
        for k, name in enumerate(names, start=1)
    ]
    if len(names) > 1:
        yield _way(way)
    yield from _table("Documents", "documents", _COLUMNS, rows)
    yield _end()


def document_page(
    number: int,
    *,
    fingerprint: str,
    before: str | None,
    after: str | None,
    rows: RowSet,
    sections: Iterable[str],
) -> Iterator[str]:
    """Give page `number` of the documents of a large report, between the pages `before` and `after`."""
    yield _begin(f"balagh report, page {number}", fingerprint)
    yield _masthead(f"Page {number} of the report")
    turns = [
        tag("a", label, href=target, rel=rel)
        for label, target, rel in (
            ("← previous page", before, "prev"),
            ("contents", _CONTENTS, None),
            ("next page →", after, "next"),
        )
        if target
    ]
    yield _way(turns)
    yield from _table("Documents", "documents", _COLUMNS, rows)
    yield legend() + "\n"
    yield from sections
    yield _way(turns)
    yield _end()


def _begin(title: str, fingerprint: str = "") -> str:
    style = stylesheet("page.css") + stylesheet("report.css")
    head = (
        f'<meta charset="utf-8">{GENERATOR} {esc(__version__)}">'
        + (f'<meta name="balagh-content" content="{fingerprint}">' if fingerprint else "")
        + f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>{title}</title><style>{style}</style>"
    )
    return f'<!doctype html>\n<html lang="en">\n{tag("head", head)}\n<body class="balagh">\n<main id="top">\n'


def _end() -> str:
    return f"</main>\n<script>{stylesheet('report.js')}</script>\n</body>\n</html>\n"


def _masthead(heading: str) -> str:
    brand = tag("p", f'balagh <span lang="ar" dir="rtl">بلاغ</span> {esc(__version__)}', class_="brand")
    return tag("header", brand + tag("h1", esc(heading)), class_="masthead") + "\n"


def _overview(tally: Tally, failed: RowSet, skipped: RowSet) -> Iterator[str]:
    """Give what concerns the whole: masthead, figures, the files that failed and why, those that were left out."""
    yield _masthead(counted(tally.read, "communiqué") + " read")
    yield _tiles(tally)
    yield from _table(
        "Not read", "failed", ("File", "What happened", "What to do", "Code"), failed, fold=True
    )
    yield from _table("Left out", "skipped", ("File", "Why"), skipped, fold=True)


def _tiles(tally: Tally) -> str:
    outcome = ", ".join(f"{tally.statuses[status]:,} {status}" for status in Status if tally.statuses[status])
    languages = ", ".join(f"{language_name(c)} {n:,}" for c, n in tally.languages.most_common())
    share = f" ({percent(tally.doubtful / tally.words, 1)})" if tally.words else ""
    tiles = [
        ("Files", f"{tally.statuses.total():,}", outcome),
        ("Pages", f"{tally.pages:,}", f"{tally.seconds:,.1f} s of work"),
        ("Languages", f"{len(tally.languages):,}", languages),
        ("Doubtful words", f"{tally.doubtful:,}", f"of {tally.words:,}{share}"),
        ("Warnings", f"{tally.warnings:,}", ""),
    ]
    boxes = (
        tag("div", tag("dt", esc(name)) + tag("dd", esc(figure) + tag("small", esc(detail))))
        for name, figure, detail in tiles
    )
    return tag("dl", "".join(boxes), class_="tiles") + "\n"


def _table(
    title: str, css: str, columns: Sequence[str], rows: RowSet, *, fold: bool = False
) -> Iterator[str]:
    """Give a table under its title, row by row; nothing where there is no row. Some that are long `fold`."""
    if not len(rows):
        return
    head = tag("thead", tag("tr", "".join(tag("th", esc(column), scope="col") for column in columns)))
    heading = tag("h2", esc(title))
    folded = fold and len(rows) > _FOLDED
    if folded:
        heading = f"<details><summary>{tag('h2', f'{esc(title)}: {len(rows):,}')}</summary>"
    yield f'<section class="listing {css}">{heading}<div class="wide"><table>{head}<tbody>\n'
    shown = 0
    for row in rows:
        shown += 1
        yield row
    yield "</tbody></table></div>"
    if shown < len(rows):
        yield tag("p", f"… and {len(rows) - shown:,} more, all of them in index.jsonl", class_="quiet")
    yield "</details></section>\n" if folded else "</section>\n"


def failure_row(entry: Entry) -> str:
    """Give the row of a file that failed, with what to do about it."""
    problem = entry.error
    if problem is None:
        return ""
    return _row(
        tag("bdi", esc(entry.path)), esc(problem.message), esc(problem.hint), tag("code", esc(problem.code))
    )


def skipped_row(entry: Entry) -> str:
    """Give the row of a file that was left out."""
    return _row(tag("bdi", esc(entry.path)), esc(entry.note))


def table_row(entry: Entry, address: str) -> str:
    """Give a document's row in a table of documents, leading to its section at `address`."""
    title = tag("a", esc(entry.title or "(no title found)"), href=address, dir="auto")
    path = tag("small", tag("bdi", esc(entry.path)))
    state = tag("span", "partial", class_="badge") if entry.status is Status.PARTIAL else ""
    return _row(
        f"{title} {state}<br>{path}",
        tag("span", esc(entry.date or "–"), class_="nowrap"),
        esc(", ".join(entry.issuers) or "–"),
        esc(" ".join(entry.languages) or "–"),
        esc("–" if entry.pages is None else entry.pages),
        esc(percent(entry.confidence)),
        esc(f"{entry.doubtful:,}" if entry.words else "–"),
        esc(f"{entry.warnings} ⚠" if entry.warnings else ""),
    )


def _row(*cells: str) -> str:
    return tag("tr", "".join(tag("td", cell) for cell in cells))


def _way(links: Iterable[str]) -> str:
    return tag("nav", tag("p", " · ".join(links)), aria_label="Pages of the report", class_="pages") + "\n"
