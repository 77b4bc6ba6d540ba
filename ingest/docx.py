"""Word files as sheets: one for each page that the file says where it ends, each with its flow."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from balagh.ingest.docx_items import PageEnd, PictureRef
from balagh.ingest.docx_numbering import Numbering
from balagh.ingest.docx_package import open_package
from balagh.ingest.docx_pictures import read_picture
from balagh.ingest.docx_story import Sources, Story
from balagh.ingest.docx_styles import Styles
from balagh.ingest.docx_xml import below, child, switch, value, whole
from balagh.ingest.flow import Flow, Region
from balagh.ingest.sheet import Notice, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from balagh.ingest.docx_items import Item
    from balagh.ingest.docx_package import Package
    from balagh.ingest.docx_xml import Node
    from balagh.ingest.flow import FlowItem
    from balagh.ingest.source import Payload

#: Kinds of section that begin on the page where the last one ended.
_SAME_PAGE = frozenset({"continuous", "nextColumn"})


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedDocx:
    """A Word file that was walked through.

    Attributes:
        package: its parts.
        pages: what stands on each page, in reading order; at least one page.
        notices: what in the text could not be read.
    """

    package: Package
    pages: tuple[tuple[Item, ...], ...]
    notices: tuple[Notice, ...]


def open_docx(payload: Payload, max_unpacked_mb: int) -> OpenedDocx:
    """Walk through a Word file; its pictures are decoded only when its sheets are made.

    Args:
        payload: the file.
        max_unpacked_mb: megabytes that its parts may unpack to.

    Raises:
        UnknownKindError: it is a ZIP of another kind.
        DamagedInputError: it breaks off, or its XML is broken.
        EncryptedError: it is behind a password.
        OversizeError: it unpacks to more than the limits.
    """
    package = open_package(payload, max_unpacked_mb << 20)
    root = package.xml(package.main)
    body = child(root, "w:body") if root is not None else None
    return _Reader(package, coloured=child(root, "w:background") is not None).document(body)


def docx_sheets(document: OpenedDocx, numbers: tuple[int, ...], max_megapixels: float) -> Iterator[Sheet]:
    """Make the sheets of the one-based page `numbers`.

    A picture that cannot be decoded is named in a notice of its sheet; the text is there all the same.
    """
    for number in numbers:
        items: list[FlowItem] = []
        notices: list[Notice] = []
        for item in document.pages[number - 1]:
            if isinstance(item, PictureRef):
                found = read_picture(document.package, item, max_megapixels)
                if isinstance(found, Notice):
                    notices.append(found)
                elif found is not None:
                    items.append(found)
            elif not isinstance(item, PageEnd):
                items.append(item)
        yield Sheet(number=number, flow=Flow(items=tuple(items)), notices=tuple(dict.fromkeys(notices)))


class _Reader:
    """Reads the stories of one package and puts them in order."""

    def __init__(self, package: Package, *, coloured: bool) -> None:
        self.package = package
        self.notices: list[Notice] = []
        self.notes: list[tuple[str, str]] = []
        main = package.main
        self.styles = Styles(self._part(main, "styles"))
        self.numbering = Numbering(self._part(main, "numbering"))
        self.settings = self._part(main, "settings")
        self.coloured = coloured

    def document(self, body: Node | None) -> OpenedDocx:
        sections = [] if body is None else list(below(body, "w:sectPr"))
        pages = _parted(self._body(body, sections)) or [[]]
        headers = self._edges(sections, "w:headerReference", Region.HEADER, len(pages))
        footers = self._edges(sections, "w:footerReference", Region.FOOTER, len(pages))
        pages[0] = headers + pages[0]
        pages[-1] = pages[-1] + footers
        return OpenedDocx(
            package=self.package,
            pages=tuple(map(tuple, pages)),
            notices=tuple(dict.fromkeys(self.notices)),
        )

    def _body(self, body: Node | None, sections: list[Node]) -> list[Item]:
        """Give the body with an end where a section begins on a new page, and its notes behind it."""
        if body is None:
            return []
        items = self._story(self.package.main, Region.BODY, _page_ends(sections)).read(body)
        for kind, number in dict.fromkeys(self.notes):
            items += self._note(kind, number)
        return items

    def _note(self, kind: str, number: str) -> list[Item]:
        name = self.package.related(self.package.main, kind)
        root = self._part(self.package.main, kind)
        if name is None or root is None:
            return []
        found = next((node for node in root if node.get("w:id") == number), None)
        return [] if found is None else _without_ends(self._story(name, Region.BODY).read(found))

    def _edges(self, sections: list[Node], reference: str, region: Region, pages: int) -> list[Item]:
        """Give the headers or footers that are printed on some page, each once, their pictures once."""
        items: list[Item] = []
        for name in self._edge_parts(sections, reference, pages):
            root = self.package.xml(name)
            if root is not None:
                items += _without_ends(self._story(name, region).read(root))
        return list(dict.fromkeys(items))

    def _edge_parts(self, sections: list[Node], reference: str, pages: int) -> list[str]:
        relations = self.package.relations(self.package.main)
        used: list[str] = []
        for section in sections:
            found = {
                node.get("w:type", "default"): node.get("r:id", "") for node in below(section, reference)
            }
            for kind in self._printed_kinds(section, pages):
                relation = relations.get(found.get(kind, ""))
                if relation is not None and not relation.external:
                    used.append(relation.target)
        return list(dict.fromkeys(used))

    def _printed_kinds(self, section: Node, pages: int) -> list[str]:
        """Give the kinds of header that a section prints: its first page's, those of other and of even pages."""
        kinds = ["first"] if switch(section, "w:titlePg") else []
        if not kinds or pages > 1 or self._stated_pages() != 1:
            kinds.append("default")
        return [*kinds, "even"] if switch(self.settings, "w:evenAndOddHeaders") else kinds

    def _stated_pages(self) -> int | None:
        """Give the number of pages that the program that saved the file counted."""
        name = self.package.related("", "extended-properties") or self.package.related(
            "", "extendedProperties"
        )
        root = self.package.xml(name) if name is not None else None
        pages = child(root, "ep:Pages")
        return whole(pages.text) if pages is not None else None

    def _story(self, part: str, region: Region, page_ends: frozenset[Node] = frozenset()) -> Story:
        sources = Sources(
            styles=self.styles,
            numbering=self.numbering,
            relations=self.package.relations(part),
            notice=self.notices.append,
            note=lambda kind, number: self.notes.append((kind, number)),
            page_ends=page_ends,
            coloured=self.coloured,
        )
        return Story(sources, region)

    def _part(self, main: str, kind: str) -> Node | None:
        name = self.package.related(main, kind)
        return self.package.xml(name) if name is not None else None


def _page_ends(sections: list[Node]) -> frozenset[Node]:
    """Give the sections behind which a page ends: a section says itself how it begins."""
    return frozenset(one for one, after in pairwise(sections) if value(after, "w:type") not in _SAME_PAGE)


def _parted(items: list[Item]) -> list[list[Item]]:
    """Part items at page ends. What Word calls two breaks is one: pages with nothing on them are left out."""
    pages: list[list[Item]] = [[]]
    for item in items:
        if isinstance(item, PageEnd):
            if pages[-1]:
                pages.append([])
        else:
            pages[-1].append(item)
    return [page for page in pages if page]


def _without_ends(items: list[Item]) -> list[Item]:
    return [item for item in items if not isinstance(item, PageEnd)]


__all__ = ["OpenedDocx", "docx_sheets", "open_docx"]
