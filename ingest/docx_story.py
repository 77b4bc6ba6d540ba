"""The walk through a DOCX's text: paragraphs with their markers, tables, boxes and pictures in reading order."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from balagh.ingest.docx_drawings import Drawings, chosen_branch
from balagh.ingest.docx_items import PageEnd
from balagh.ingest.docx_styles import has_inner_rules
from balagh.ingest.docx_symbols import printed_sign, printed_text
from balagh.ingest.docx_tables import Cell, Grid, lay_out
from balagh.ingest.docx_xml import below, child, switch, value, whole
from balagh.ingest.flow import FlowText, FontSpan, Region, part_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from balagh.ingest.docx_items import Item
    from balagh.ingest.docx_numbering import Numbering
    from balagh.ingest.docx_package import Relation
    from balagh.ingest.docx_styles import RunLook, Styles
    from balagh.ingest.docx_xml import Node
    from balagh.ingest.sheet import Notice

#: What is in a text but not printed: deletions, moves away, field codes, comments, properties, hints for editors.
_UNPRINTED = frozenset(
    {
        "w:del", "w:moveFrom", "w:delText", "w:instrText", "w:delInstrText", "w:pPr", "w:rPr", "w:tblPr", "w:trPr",
        "w:tcPr", "w:tblGrid", "w:sdtPr", "w:sdtEndPr", "w:smartTagPr", "w:customXmlPr", "w:sectPr", "w:rt",
        "w:rubyPr", "w:fldData", "w:ffData", "w:annotationRef", "w:numberingChange",
    }
)  # fmt: skip
#: Signs that a run holds as elements of their own. A soft hyphen prints at a line's end only; here are no lines.
_SIGNS = {
    "w:tab": "\t", "w:ptab": "\t", "w:cr": "\n", "w:noBreakHyphen": "-", "w:softHyphen": "",
}  # fmt: skip
_DRAWN = frozenset({"w:drawing", "w:pict", "w:object"})
_TEXT = frozenset({"w:t", "m:t"})
_NOTES = {"w:footnoteReference": "footnotes", "w:endnoteReference": "endnotes"}

#: A paragraph of more characters than this is running text.
_RUNNING = 150

#: The most columns that one cell may claim to cover; Word stops at 63.
_MOST_COLUMNS = 63


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What a story needs of the rest of the file.

    Attributes:
        styles, numbering: those of the document.
        relations: those of the part that the story is in.
        notice: is called with what cannot be read.
        note: is called with the kind and id of each note that the text refers to.
        page_ends: the sections (``w:sectPr``) behind which a page ends.
        coloured: the pages have a colour: white letters can be seen on them.
    """

    styles: Styles
    numbering: Numbering
    relations: Mapping[str, Relation]
    notice: Callable[[Notice], None]
    note: Callable[[str, str], None]
    page_ends: frozenset[Node] = frozenset()
    coloured: bool = False


@dataclass(slots=True, kw_only=True)
class _Paragraph:
    """A paragraph as far as it was read: what stands before, in and after its text."""

    text: list[str] = field(default_factory=list)
    fonts: list[str | None] = field(default_factory=list)
    before: list[Item] = field(default_factory=list)
    after: list[Item] = field(default_factory=list)
    sizes: Counter[float | None] = field(default_factory=Counter)
    bold: Counter[bool] = field(default_factory=Counter)

    @property
    def begun(self) -> bool:
        """Whether any letter was read."""
        return any(part.strip() for part in self.text)

    def place(self, items: list[Item]) -> None:
        """Put things that stand in the paragraph before its text, or after it where the text has begun."""
        (self.after if self.begun else self.before).extend(items)


class Story:
    """Reads one story: the body, a header, a footer or a note.

    Args:
        sources: what it needs of the rest of the file.
        region: where it stands.
        ground: it stands in a box, which may have a colour.
    """

    def __init__(self, sources: Sources, region: Region, *, ground: bool = False) -> None:
        self._sources = sources
        self._region = region
        self._ground = ground or sources.coloured
        self._fields: list[bool] = []  # of each open field, whether its code is over and its result has begun
        self._unclosed = False
        self._running = False  # whether running text was read
        self._held: _Paragraph | None = None  # a paragraph whose end was deleted: the next goes on in it
        self._done: list[_Paragraph] = []  # what stands before each page break in the paragraph being read
        self._last = _Paragraph()  # what stands behind the last of them
        self._drawings = Drawings(
            relations=sources.relations, region=region, read_box=self._box, notice=sources.notice
        )

    def read(self, container: Node) -> list[Item]:
        """Give what `container` holds, in reading order."""
        marks = Counter(mark.get("w:fldCharType") for mark in below(container, "w:fldChar"))
        # A field that never ends would hide the rest of the text: then nothing but its code is left out.
        self._unclosed = marks["begin"] > marks["end"]
        items = self._blocks(container)
        return items + self._release()

    def _box(self, node: Node) -> list[Item]:
        story = Story(self._sources, self._region, ground=True)
        # A page does not end inside a box.
        return [item for item in story.read(node) if not isinstance(item, PageEnd)]

    def _blocks(self, container: Node) -> list[Item]:
        items: list[Item] = []
        for node in container:
            if node.tag == "w:p":
                items += self._paragraph(node)
            elif node.tag == "w:tbl":
                items += self._release()
                items += self._table(node)
            elif node.tag == "mc:AlternateContent":
                branch = chosen_branch(node)
                items += [] if branch is None else self._blocks(branch)
            elif node.tag not in _UNPRINTED:
                items += self._blocks(node)
        return items

    def _release(self) -> list[Item]:
        held, self._held = self._held, None
        return [] if held is None else _finished(held, FlowText(text="", region=self._region))

    def _paragraph(self, node: Node) -> list[Item]:
        properties = child(node, "w:pPr")
        look = self._sources.styles.paragraph(properties)
        paragraph = self._held or _Paragraph()
        self._held = None
        items: list[Item] = [PageEnd()] if look.new_page else []
        draft = FlowText(
            text="",
            region=self._region,
            level=look.level,
            rtl=look.rtl or False,
            centred=look.centred or False,
            marker=self._sources.numbering.marker(
                look.list_id, look.list_level, value(properties, "w:pStyle")
            ),
        )
        self._done, self._last = [], paragraph
        self._inline(node, look.run)
        for part in self._done:
            items += _finished(part, draft)
            items.append(PageEnd())
            draft = replace(draft, marker="")
        if child(properties, "w:rPr", "w:del") is not None:
            self._held = self._last
            return items
        items += _finished(self._last, draft)
        return [*items, PageEnd()] if child(properties, "w:sectPr") in self._sources.page_ends else items

    def _inline(self, node: Node, look: RunLook) -> None:
        for one in node:
            if one.tag == "w:r":
                own = self._sources.styles.run(child(one, "w:rPr"), look)
                if own.hidden or (own.white and not own.ground and not self._ground):
                    self._field_marks(one)
                else:
                    self._inline(one, own)
            elif one.tag == "mc:AlternateContent":
                branch = chosen_branch(one)
                if branch is not None:
                    self._inline(branch, look)
            elif one.tag not in _UNPRINTED and not self._sign(one, look):
                self._inline(one, look)

    def _sign(self, node: Node, look: RunLook) -> bool:
        """Take one element of a run; say whether there is nothing more in it to walk through."""
        tag = node.tag
        if tag in _TEXT:
            self._add(printed_text(node.text or "", look.font), look)
        elif tag in _SIGNS:
            self._add(_SIGNS[tag], look)
        elif tag == "w:br":
            self._break(node, look)
        elif tag == "w:sym":
            code, font = node.get("w:char", ""), node.get("w:font")
            sign = printed_sign(int(code, 16), font) if _is_hex(code) else ""
            self._add(sign, replace(look, font=font) if font else look)
        elif tag == "w:fldChar":
            self._mark_field(node)
        elif tag in _DRAWN:
            if not self._in_code:
                self._last.place(self._drawings.read(node))
        elif tag == "w:lastRenderedPageBreak":
            self._last.place([PageEnd()])
        elif tag in _NOTES:
            self._sources.note(_NOTES[tag], node.get("w:id", ""))
        else:
            return False
        return True

    def _add(self, text: str, look: RunLook) -> None:
        if self._in_code or not text:
            return
        letters = sum(map(str.isalpha, text))
        self._running = self._running or sum(map(len, self._last.text)) + len(text) > _RUNNING
        arabic = any("\u0600" <= letter <= "\u08ff" for letter in text)
        self._last.sizes[(look.size_cs or look.size) if arabic else look.size] += letters
        self._last.bold[bool(look.bold_cs if arabic else look.bold)] += letters
        self._last.text.append(text.upper() if look.caps else text)
        self._last.fonts.append(look.font)

    def _break(self, node: Node, look: RunLook) -> None:
        kind = node.get("w:type", "textWrapping")
        if kind == "page" and not self._in_code:
            self._done.append(self._last)
            self._last = _Paragraph()
        else:
            self._add("\n", look)

    @property
    def _in_code(self) -> bool:
        return not self._unclosed and not all(self._fields)

    def _field_marks(self, node: Node) -> None:
        for mark in below(node, "w:fldChar"):
            self._mark_field(mark)

    def _mark_field(self, node: Node) -> None:
        kind = node.get("w:fldCharType")
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _table(self, node: Node) -> list[Item]:
        properties = child(node, "w:tblPr")
        borders = child(properties, "w:tblBorders")
        ruled = self._sources.styles.ruled(value(properties, "w:tblStyle"))
        # A table's style may colour its cells in ways that are not followed up here.
        around, self._ground = self._ground, True
        rows = tuple(row for row in map(self._row, _inner(node, "w:tr")) if row)
        self._ground = around
        grid = Grid(
            rows=rows,
            ruled=has_inner_rules(borders) if borders is not None else ruled,
            after_text=self._running,
            rtl=switch(properties, "w:bidiVisual") or False,
            region=self._region,
        )
        # Pages end between a table's rows; the table stays one, on the page that it begins on.
        first = next((item for row in grid.rows for cell in row for item in cell.items), None)
        ends = any(isinstance(item, PageEnd) for row in grid.rows for cell in row for item in cell.items)
        bare = replace(grid, rows=tuple(tuple(map(_without_ends, row)) for row in grid.rows))
        items = lay_out(bare) if bare.rows else []
        if not ends:
            return items
        return [PageEnd(), *items] if isinstance(first, PageEnd) else [*items, PageEnd()]

    def _row(self, node: Node) -> tuple[Cell, ...]:
        properties = child(node, "w:trPr")
        if child(properties, "w:del") is not None or switch(properties, "w:hidden"):
            return ()
        column = min(_MOST_COLUMNS, whole(value(properties, "w:gridBefore")) or 0)
        cells: list[Cell] = []
        for one in _inner(node, "w:tc"):
            own = child(one, "w:tcPr")
            span = min(_MOST_COLUMNS, max(1, whole(value(own, "w:gridSpan")) or 1))
            merged = child(own, "w:vMerge")
            goes_on = merged is not None and merged.get("w:val", "continue") == "continue"
            # What is under a merged cell is not printed; it is walked all the same, for its fields and numbers.
            items = self._blocks(one) + self._release()
            cells.append(
                Cell(column=column, span=span, items=() if goes_on else tuple(items), sides=_drawn_sides(own))
            )
            column += span
        return tuple(cells)


def _finished(paragraph: _Paragraph, draft: FlowText) -> list[Item]:
    """Give what a paragraph holds, as `draft` says it is set."""
    joined = "".join(paragraph.text)
    text = joined.strip("\n")
    if not text.strip():
        return [*paragraph.before, *paragraph.after]
    sizes, bold = paragraph.sizes.most_common(1), paragraph.bold.most_common(1)
    head = len(joined) - len(joined.lstrip("\n"))
    whole_text = replace(
        draft,
        text=text,
        size=sizes[0][0] if sizes else None,
        bold=bold[0][0] if bold else False,
        fonts=part_of(_spans(paragraph), head, head + len(text)),
    )
    return [*paragraph.before, whole_text, *paragraph.after]


def _spans(paragraph: _Paragraph) -> list[FontSpan]:
    """Give the fonts of a paragraph's runs; runs of one font side by side are one."""
    spans: list[FontSpan] = []
    start = 0
    for text, font in zip(paragraph.text, paragraph.fonts, strict=True):
        end = start + len(text)
        if font and text:
            last = spans[-1] if spans else None
            if last is not None and last.font == font and last.end == start:
                spans[-1] = FontSpan(last.start, end, font)
            else:
                spans.append(FontSpan(start, end, font))
        start = end
    return spans


def _without_ends(cell: Cell) -> Cell:
    return replace(cell, items=tuple(item for item in cell.items if not isinstance(item, PageEnd)))


def _inner(node: Node, name: str) -> list[Node]:
    """Give the rows of a table or the cells of a row, those in content controls and insertions too."""
    found: list[Node] = []
    for one in node:
        if one.tag == name:
            found.append(one)
        elif one.tag == "mc:AlternateContent":
            branch = chosen_branch(one)
            found += [] if branch is None else _inner(branch, name)
        elif one.tag not in _UNPRINTED and one.tag not in ("w:tr", "w:tc", "w:tbl", "w:p"):
            found += _inner(one, name)
    return found


def _drawn_sides(properties: Node | None) -> int:
    borders = child(properties, "w:tcBorders")
    kinds = () if borders is None else [side.get("w:val") for side in borders]
    return sum(kind not in (None, "nil", "none") for kind in kinds)


def _is_hex(text: str) -> bool:
    return bool(text) and len(text) <= 6 and all(letter in "0123456789abcdefABCDEF" for letter in text)
