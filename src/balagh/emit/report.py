"""The report that a person looks at: ``report.html`` and, for a large batch, ``report-2.html`` and so on.

Each document's section is written to disk when the document is done and put in its place at the end, so that
a batch of any size takes little memory and the order of the report does not depend on the order of reading.
"""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from balagh.emit.blocks import page_html
from balagh.emit.display import heading, warnings_html
from balagh.emit.fields import fields_html
from balagh.emit.files import make_folder, write_whole
from balagh.emit.markup import tag
from balagh.emit.report_page import GENERATOR, Contents, report_page
from balagh.emit.summary import Entry, Status

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from balagh.model import Document, Page

REPORT_NAME: Final = "report.html"

#: Holds the pictures; the mark says that the folder is ours and its pictures are not scans to be read.
PICTURES: Final = "report"
MARK: Final = ".balagh-report"

#: Documents a page: twenty documents of two pages load at once from a disk and still scroll well.
PAGE_LENGTH: Final = 20

#: Bytes in which a page of ours names its maker.
_HEAD_BYTES: Final = 600


class Report:
    """A report under way in the output folder.

    Raises:
        FileAccessError: the folder cannot be written to.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pictures = folder / PICTURES
        self.parts = self.pictures / ".parts"
        self._ours = not self.pictures.exists() or (self.pictures / MARK).exists()
        self._written: set[str] = set()
        shutil.rmtree(self.parts, ignore_errors=True)
        make_folder(self.parts)
        write_whole(self.pictures / MARK, b"")

    def add(self, position: int, entry: Entry, document: Document) -> None:
        """Take in a document that has been read; `position` is its place among the inputs, from 0."""
        write_whole(self._part(position), self._section(position, entry, document).encode(), durable=False)

    def finish(self, entries: Sequence[Entry]) -> Path:
        """Put the pages together and give the first one's path; `entries` are all inputs in order."""
        read = [
            (i, entry) for i, entry in enumerate(entries) if entry.status in (Status.DONE, Status.PARTIAL)
        ]
        chunks = [read[i : i + PAGE_LENGTH] for i in range(0, len(read), PAGE_LENGTH)] or [[]]
        contents = Contents(
            entries=tuple(entries),
            pages=tuple(tuple(entry for _, entry in chunk) for chunk in chunks),
            names=tuple(_page_name(number) for number in range(1, len(chunks) + 1)),
        )
        for number, chunk in enumerate(chunks, start=1):
            sections = [self._part(i).read_text(encoding="utf-8") for i, _ in chunk]
            anchors = [_anchor(i) for i, _ in chunk]
            page = report_page(contents, number=number, anchors=anchors, sections=sections)
            write_whole(self.folder / _page_name(number), page.encode())
        self.close()
        self._remove_stale(len(chunks))
        return self.folder / REPORT_NAME

    def close(self) -> None:
        """Remove what only the making of the report needed."""
        shutil.rmtree(self.parts, ignore_errors=True)

    def _part(self, position: int) -> Path:
        return self.parts / f"{position:08}.html"

    def _section(self, position: int, entry: Entry, document: Document) -> str:
        stem = (entry.json or f"{position}.json").removesuffix(".json")
        anchor = _anchor(position)
        pages = "".join(
            page_html(document, page, picture=self._picture(document, page, stem), prefix=f"{anchor}-")
            for page in document.pages
        )
        link = tag(
            "p", tag("a", "JSON", href=quote(f"{stem}.json")) + " · " + tag("a", "to the top", href="#top")
        )
        parts = (heading(document), link, warnings_html(document), fields_html(document.communique), pages)
        return tag("article", "".join(parts), id=anchor, class_="document")

    def _picture(self, document: Document, page: Page, stem: str) -> str | None:
        """Write the page's picture as a file and give its address; None where no picture was kept."""
        picture = document.preview(page.number)
        if picture is None or not page.width:
            return None
        name = f"{stem}-p{page.number}.jpg"
        write_whole(self.pictures / name, picture, durable=False)
        self._written.add(name)
        return quote(f"{PICTURES}/{name}")

    def _remove_stale(self, pages: int) -> None:
        """Remove pages and pictures of an earlier report in the same folder, and only those."""
        for path in self.folder.glob("report-*.html"):
            number = re.fullmatch(r"report-(\d+)\.html", path.name)
            if number and int(number[1]) > pages and is_report_page(path):
                path.unlink()
        if self._ours:
            for path in self.pictures.glob("*-p*.jpg"):
                if path.name not in self._written:
                    path.unlink()


def is_report_page(path: Path) -> bool:
    """Say whether a file is a page of a report that balagh made."""
    with path.open("rb") as file:
        return GENERATOR.encode() in file.read(_HEAD_BYTES)


def _page_name(number: int) -> str:
    return REPORT_NAME if number == 1 else f"report-{number}.html"


def _anchor(position: int) -> str:
    return f"d{position + 1}"
