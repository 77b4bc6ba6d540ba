"""A written communiqué as a Word file: its parts become paragraphs, lists, tables, pictures, head and foot lines.

Logos are pictures of their own, as people paste them. In half of the documents the letterhead stands in the page's
head and the contacts in a text box; in the other half both stand in the text.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime
from itertools import groupby
from typing import TYPE_CHECKING
from zlib import crc32

from docx import Document
from docx.document import Document as Paper
from docx.enum.text import WD_BREAK
from docx.shared import Mm, Pt

from balagh.model import Role
from samples.cutout import picture_of
from samples.markup import ISLAND, NUMBER_OR_ADDRESS
from samples.word_list import Numbering
from samples.word_shapes import box_run, float_picture, page_width
from samples.word_text import (
    add_field,
    add_text,
    element,
    fill,
    leave_traces,
    look_of,
    mark_place,
    shape,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docx.blkcntnr import BlockItemContainer
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    from samples.document import Part, Written

#: The moment that a file is said to be made at: the same document gives the same bytes.
MOMENT = datetime(2020, 1, 1, tzinfo=UTC)

#: The earliest moment that a ZIP archive can name.
ZIP_MOMENT = (1980, 1, 1, 0, 0, 0)

#: Shares of the width for rows of three cells and for the uneven rows of two.
SHARES = {"wide-right": (0.3, 0.7), "wide-left": (0.7, 0.3)}
THREE = (0.38, 0.24, 0.38)

#: A line of text takes at most this share of an em a letter: for the first guess of a text box's height.
EM = 0.55


class _Writer:
    """Writes one document's parts into a Word file."""

    def __init__(self, written: Written, *, printed: bool) -> None:
        self.written = _with_islands(written) if printed else written
        self.printed = printed
        self.paper: Paper = Document()
        self.numbering = Numbering(self.paper)
        self.headed = bool(crc32(written.name.encode()) % 2)
        self.width = 210 - 2 * written.page.margins[1]
        self.drawings = 100

    def write(self) -> bytes:
        self._set_up()
        self._write_running()
        for number in range(1, self.written.pages + 1):
            if number > 1:
                self.paper.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)
            self._write_parts([part for part in self._body() if part.page == number], self.paper)
        self._leave_traces()
        buffer = io.BytesIO()
        self.paper.save(buffer)
        return _timeless(buffer.getvalue())

    def _set_up(self) -> None:
        page, section = self.written.page, self.paper.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(page.margins[1])
        section.top_margin = section.bottom_margin = Mm(page.margins[0])
        section.header_distance = section.footer_distance = Mm(8)
        normal = self.paper.styles["Normal"]
        normal.font.name, normal.font.size = page.latin, Pt(page.size)
        properties = self.paper.core_properties
        properties.author, properties.title, properties.comments = "Secrétariat", "", ""
        properties.created = properties.modified = properties.last_printed = MOMENT

    def _in_head(self, part: Part) -> bool:
        return self.headed and part.role in {Role.LETTERHEAD, Role.LOGO} and part.page == 1

    def _body(self) -> list[Part]:
        """Give the parts of the text itself: without what stands in the page's head and foot."""
        return [
            part
            for part in self.written.rejoined
            if not self._in_head(part)
            and part.role not in {Role.FOOTER, Role.PAGE_NUMBER}
            and "running" not in part.style
        ]

    def _write_running(self) -> None:
        section, parts = self.paper.sections[0], self.written.parts
        heads = [part for part in parts if self._in_head(part)]
        running = _firsts(part for part in parts if "running" in part.style)
        feet = _firsts(part for part in parts if part.role is Role.FOOTER)
        number = next((part for part in parts if part.role is Role.PAGE_NUMBER), None)
        if heads:
            section.different_first_page_header_footer = True
            self._write_parts(heads, section.first_page_header)
        if running:
            self._write_parts(running, section.header)
        for footer in [section.footer, *([section.first_page_footer] if heads else [])]:
            for part in feet:
                fill(
                    footer.paragraphs[0] if part is feet[0] else footer.add_paragraph(),
                    part,
                    self.written.page,
                )
            if number:
                self._write_number(footer.add_paragraph() if feet else footer.paragraphs[0], number)

    def _write_number(self, paragraph: Paragraph, part: Part) -> None:
        look = look_of(part.model_copy(update={"style": "centre small"}), self.written.page)
        shape(paragraph, look)
        codes = iter(("PAGE", "NUMPAGES"))
        for piece in re.split(r"(\d+)", part.plain):
            if piece.isdecimal():
                add_field(paragraph, next(codes), piece, look)
            elif piece:
                add_text(paragraph, piece, look)

    def _write_parts(self, parts: Sequence[Part], place: BlockItemContainer | Paper) -> None:
        for (row, boxed, logo), group in groupby(parts, key=self._kind):
            members = list(group)
            if row:
                self._write_row(members, row, place)
            elif boxed:
                self._write_box(members, place)
            elif logo:
                self._write_picture(members, place, self.width)
            else:
                for part in members:
                    self._write_part(part, place)

    def _kind(self, part: Part) -> tuple[str, bool, bool]:
        boxed = "boxed" in part.style or (self.headed and part.role is Role.CONTACT)
        return (part.row, False, False) if part.row else ("", boxed, part.role is Role.LOGO)

    def _write_row(self, parts: list[Part], row: str, place: BlockItemContainer | Paper) -> None:
        """Set parts side by side in the cells of a table without rules."""
        columns = max(part.column for part in parts) + 1
        named = next((SHARES[name] for name in row.split() if name in SHARES), None)
        shares = named or (THREE if columns == 3 else (1 / columns,) * columns)
        table = self._table(place, 1, columns)
        if self.written.page.direction == "rtl":
            table._tbl.tblPr.append(element("w:bidiVisual"))
        for number, cell in enumerate(table.rows[0].cells):
            cell.width = Mm(self.width * shares[number])
            own = [part for part in parts if part.column == number]
            for logo, group in groupby(own, key=lambda part: part.role is Role.LOGO):
                if logo:
                    self._write_picture(list(group), cell, self.width * shares[number] - 5)
                else:
                    for part in group:
                        self._write_part(part, cell)

    def _table(self, place: BlockItemContainer | Paper, rows: int, columns: int) -> Table:
        if isinstance(place, Paper):
            body: Table = place.add_table(rows, columns)
            return body
        table: Table = place.add_table(rows, columns, page_width(self.written.page.margins[1]))
        return table

    def _paragraph(self, place: BlockItemContainer | Paper) -> Paragraph:
        """Give a new paragraph; a cell's or a head's own first one when nothing is in it yet."""
        first = place.paragraphs[0] if not isinstance(place, Paper) and place.paragraphs else None
        fresh = first is not None and len(place.paragraphs) == 1 and not first.runs
        if fresh and first is not None and not place._element.xpath("./w:tbl"):
            empty: Paragraph = first
            return empty
        added: Paragraph = place.add_paragraph()
        return added

    def _write_part(self, part: Part, place: BlockItemContainer | Paper) -> None:
        if part.role is Role.STAMP or part.mark:
            self._write_picture([part], place, 60)
        elif part.rows:
            self._write_table(part, place)
        else:
            paragraph = self._paragraph(place)
            fill(paragraph, part, self.written.page)
            if part.marker:
                self.numbering.number(paragraph, part)

    def _write_table(self, part: Part, place: BlockItemContainer | Paper) -> None:
        table = self._table(place, len(part.rows), len(part.rows[0]))
        ruled = "plain" not in part.style
        if ruled:
            table.style = "Table Grid"
        if part.language == "ar":
            table._tbl.tblPr.append(element("w:bidiVisual"))
        for number, (cells, row) in enumerate(zip(table.rows, part.rows, strict=True)):
            for cell, text in zip(cells.cells, row, strict=True):
                bold = {"style": "tight bold" if number == 0 and ruled else "tight"}
                fill(cell.paragraphs[0], part.model_copy(update=bold), self.written.page, text=text)

    def _write_picture(self, parts: list[Part], place: BlockItemContainer | Paper, width: float) -> None:
        cutout = picture_of(parts, self.written.page, width)
        paragraph = self._paragraph(place)
        look = look_of(parts[-1].model_copy(update={"text": ""}), self.written.page)
        shape(paragraph, look)
        # Lines of a fixed height would cut the picture off.
        paragraph.paragraph_format.line_spacing = 1.0
        paragraph.add_run().add_picture(io.BytesIO(cutout.png), width=Mm(min(cutout.width, width)))
        if parts[0].role is Role.STAMP:
            float_picture(paragraph, side="right", down=-25)

    def _write_box(self, parts: list[Part], place: BlockItemContainer | Paper) -> None:
        page = self.written.page
        inside: list[Paragraph] = []
        for part in parts:
            paragraph = place.add_paragraph()
            plain = part.model_copy(update={"style": part.style.replace("boxed", "").replace("above", "")})
            fill(paragraph, plain, page)
            inside.append(paragraph)
        holder = place.add_paragraph()
        shape(holder, look_of(parts[0], page))
        holder.paragraph_format.line_spacing = 1.0
        holder.paragraph_format.space_after = Pt(page.gap * page.size)
        width = self.width * (0.76 if "narrow" in parts[0].style else 0.98)
        letters = width / (page.size * EM * 0.353)
        lines = sum(1 + len(line) // letters for part in parts for line in part.lines)
        self.drawings += 1
        high = lines * page.size * max(page.leading, 1.3) * 0.353 * 1.25 + 4
        holder._p.append(box_run(inside, self.drawings, width, high))

    def _leave_traces(self) -> None:
        """Leave the bookmark of the last edit in one paragraph, and a tracked change in another."""
        long = [p for p in self.paper.paragraphs if any(len(run.text) > 60 for run in p.runs)]
        if not long:
            return
        mark_place(long[-1])
        if not self.printed:
            leave_traces(long[0], self.written.language)


def docx_of(written: Written, *, printed: bool = False) -> bytes:
    """Give the document as a Word file.

    Args:
        written: the document.
        printed: it is only there to be printed by LibreOffice, which prints words struck out with changes tracked
            (so there are none) and turns numbers in Arabic about (so they are marked as left to right).
    """
    return _Writer(written, printed=printed).write()


def _with_islands(written: Written) -> Written:
    """Mark the numbers and addresses of Arabic parts as left to right."""
    parts = tuple(
        part.model_copy(
            update={"text": NUMBER_OR_ADDRESS.sub(lambda match: ISLAND.format(match[0]), part.text)}
        )
        if part.language == "ar"
        else part
        for part in written.parts
    )
    return written.model_copy(update={"parts": parts})


def _firsts(parts: Iterable[Part]) -> list[Part]:
    """Give the parts with texts that no earlier one has."""
    found: dict[str, Part] = {}
    for part in parts:
        found.setdefault(part.plain, part)
    return list(found.values())


def _timeless(docx: bytes) -> bytes:
    """Give the same archive with every file dated the same."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, ZIP_MOMENT), old.read(name), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
