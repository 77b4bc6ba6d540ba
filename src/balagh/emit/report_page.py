"""One page of the report: head, table of documents, files that failed, then the documents' sections."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from balagh._version import __version__
from balagh.emit.blocks import legend
from balagh.emit.display import stylesheet
from balagh.emit.markup import counted, esc, language_name, percent, tag
from balagh.emit.summary import Entry, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

GENERATOR: Final = '<meta name="generator" content="balagh'

#: Nothing but what stands in the page and beside it is ever loaded.
_POLICY: Final = (
    "default-src 'none'; img-src 'self' file: data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What the whole report holds: every input, and the documents on each page with the page's file name."""

    entries: tuple[Entry, ...]
    pages: tuple[tuple[Entry, ...], ...]
    names: tuple[str, ...]


def report_page(contents: Contents, *, number: int, anchors: Sequence[str], sections: Iterable[str]) -> str:
    """Give page `number` (from 1); `anchors` are the ids of its documents' `sections`, in order."""
    shown = contents.pages[number - 1]
    parts = [_masthead(contents, number)]
    if number == 1:
        parts += [_tiles(contents.entries), _failures(contents.entries), _skipped(contents.entries)]
    parts += [_navigation(contents, number, whole=number == 1), _table(shown, anchors)]
    parts += [legend() if shown else "", *sections, _navigation(contents, number, whole=False)]
    title = "balagh report" if number == 1 else f"balagh report, page {number}"
    style = stylesheet("page.css") + stylesheet("report.css")
    head = (
        f'<meta charset="utf-8">{GENERATOR} {esc(__version__)}">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>{title}</title><style>{style}</style>"
    )
    script = f"<script>{stylesheet('report.js')}</script>"
    body = tag("main", "\n".join(part for part in parts if part), id="top") + script
    page = tag("head", head) + "\n" + tag("body", f"\n{body}\n", class_="balagh")
    return f'<!doctype html>\n<html lang="en">\n{page}\n</html>\n'


def _masthead(contents: Contents, number: int) -> str:
    done = sum(map(len, contents.pages))
    heading = counted(done, "communiqué") + " read"
    if number > 1:
        heading += f", page {number} of {len(contents.pages)}"
    brand = tag("p", f'balagh <span lang="ar" dir="rtl">بلاغ</span> {esc(__version__)}', class_="brand")
    return tag("header", brand + tag("h1", esc(heading)), class_="masthead")


def _tiles(entries: Sequence[Entry]) -> str:
    """Give the batch in figures."""
    statuses = Counter(entry.status for entry in entries)
    languages = Counter(code for entry in entries for code in entry.languages)
    words, doubtful = sum(entry.words for entry in entries), sum(entry.doubtful for entry in entries)
    outcome = ", ".join(f"{statuses[status]:,} {status}" for status in Status if statuses[status])
    tiles = [
        ("Files", f"{len(entries):,}", outcome),
        ("Pages", f"{sum(entry.pages or 0 for entry in entries):,}", _pace(entries)),
        (
            "Languages",
            f"{len(languages):,}",
            ", ".join(f"{language_name(c)} {n:,}" for c, n in languages.most_common()),
        ),
        (
            "Doubtful words",
            f"{doubtful:,}",
            f"of {words:,}" + (f" ({percent(doubtful / words, 1)})" if words else ""),
        ),
        ("Warnings", f"{sum(entry.warnings for entry in entries):,}", ""),
    ]
    boxes = (
        tag("div", tag("dt", esc(name)) + tag("dd", esc(figure) + tag("small", esc(detail))))
        for name, figure, detail in tiles
    )
    return tag("dl", "".join(boxes), class_="tiles")


def _pace(entries: Sequence[Entry]) -> str:
    return f"{sum(entry.seconds for entry in entries):,.1f} s of work"


def _failures(entries: Sequence[Entry]) -> str:
    """Give the files that failed, with what to do about each."""
    rows = (
        _row(
            tag("bdi", esc(entry.path)),
            esc(entry.error.message),
            esc(entry.error.hint),
            tag("code", entry.error.code),
        )
        for entry in entries
        if entry.error
    )
    return _titled_table("Not read", "failed", ("File", "What happened", "What to do", "Code"), rows)


def _skipped(entries: Sequence[Entry]) -> str:
    rows = (_row(tag("bdi", esc(e.path)), esc(e.note)) for e in entries if e.status is Status.SKIPPED)
    return _titled_table("Left out", "skipped", ("File", "Why"), rows)


def _titled_table(title: str, css: str, columns: Sequence[str], rows: Iterable[str]) -> str:
    body = "".join(rows)
    if not body:
        return ""
    head = tag("thead", tag("tr", "".join(tag("th", esc(column), scope="col") for column in columns)))
    table = tag("table", head + tag("tbody", body))
    return tag("section", tag("h2", esc(title)) + tag("div", table, class_="wide"), class_=f"listing {css}")


def _table(entries: Sequence[Entry], anchors: Sequence[str]) -> str:
    """Give this page's documents as a table that leads to them."""
    columns = ("Document", "Date", "Issued by", "Languages", "Pages", "Confidence", "Doubtful", "")
    rows = (_table_row(entry, anchor) for entry, anchor in zip(entries, anchors, strict=True))
    return _titled_table("Documents", "documents", columns, rows)


def _table_row(entry: Entry, anchor: str) -> str:
    title = tag("a", esc(entry.title or "(no title found)"), href=f"#{anchor}", dir="auto")
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


def _navigation(contents: Contents, number: int, *, whole: bool) -> str:
    """Give the way to the other pages, all of them if `whole`; nothing where there is only one."""
    if len(contents.pages) == 1:
        return ""
    turns = [
        tag("a", label, href=contents.names[target - 1], rel=rel)
        for label, target, rel in (
            ("← previous page", number - 1, "prev"),
            ("contents", 1, None),
            ("next page →", number + 1, "next"),
        )
        if 1 <= target <= len(contents.pages) and target != number
    ]
    way = tag("p", " · ".join(turns))
    if whole:  # once: on every page the full list would make a large report larger by its square
        links = (
            tag("li", tag("a", _range(i, page), href=name))
            for i, (page, name) in enumerate(zip(contents.pages, contents.names, strict=True), start=1)
        )
        way += tag(
            "details", tag("summary", f"All {len(contents.pages):,} pages") + tag("ol", "".join(links))
        )
    return tag("nav", way, aria_label="Pages of the report", class_="pages")


def _range(number: int, page: Sequence[Entry]) -> str:
    first, last = _file_name(page[0].path), _file_name(page[-1].path)
    return f"{number}: {tag('bdi', esc(first))} … {tag('bdi', esc(last))}"


def _file_name(path: str) -> str:
    return path.rpartition("/")[2]
