"""Read a page of a word processor's file: text as it stands, tables with their rows, pictures in their place."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from balagh.ingest.flow import Flow, FlowPicture, FlowTable, FlowText, Region
from balagh.ingest.sheet import Sheet
from balagh.model import Block, Origin, Page, Role, Script
from balagh.pipelines.flow.columns import part_columns
from balagh.pipelines.flow.legacy import judge_fonts
from balagh.pipelines.flow.rows import join_rows
from balagh.pipelines.flow.texts import cell_texts, cells_of, paragraphs_of, text_block
from balagh.pipelines.stage import ReadPage
from balagh.pipelines.structure.signs import is_page_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from balagh.model import Line, Repair
    from balagh.pipelines.flow.legacy import LegacyFonts
    from balagh.pipelines.flow.rows import FlowRow
    from balagh.pipelines.printed import Rows
    from balagh.pipelines.tools import Tools

#: A word read with this confidence shows that a picture holds text.
SURE_WORD = 0.75

#: A picture with fewer letters than this holds no text: the shortest acronym has two.
FEWEST_LETTERS = 2

#: A paragraph of more characters than this is running text: pictures over it on the first page are logos.
_RUNNING = 150

#: What tells a picture from others: its shape, its resolution, and a digest of its pixels.
_Look: TypeAlias = "tuple[tuple[int, ...], float | None, bytes]"


def read_flow_page(sheet: Sheet, tools: Callable[[], Tools]) -> ReadPage:
    """Read a sheet that has a flow.

    Blocks have no boxes, unless the page is nothing but one picture of a page: that is read as a scan is. Each
    picture is a block without text, and behind it come the blocks of what is printed in it.

    Args:
        sheet: the page.
        tools: gives what pictures are read with; called only if there is one.

    Raises:
        MissingDependencyError: there is a picture, and the engine or a model is not installed.
        EngineError: the engine failed.
    """
    flow = Flow(items=tuple(part_columns(sheet.flow.items if sheet.flow is not None else ())))
    if len(flow.items) == 1 and isinstance(flow.items[0], FlowPicture):
        scanned = _read_scan(sheet, flow.items[0], tools)
        if scanned is not None:
            return scanned
    fonts = judge_fonts(flow.items)
    gathering = _Gathering(sheet.number, tools, fonts, _head_end(flow) if sheet.number == 1 else 0)
    for at, item in enumerate(flow.items):
        gathering.add(at, item)
    page = Page(number=sheet.number, width=0, height=0, origin=Origin.DOCX, blocks=tuple(gathering.blocks))
    return ReadPage(
        page=page,
        repairs=tuple(gathering.repairs),
        tables=gathering.tables,
        notices=tuple(fonts.notices()),
    )


def _read_scan(sheet: Sheet, item: FlowPicture, tools: Callable[[], Tools]) -> ReadPage | None:
    from balagh.pipelines.flow.logos import is_page

    if not is_page(item.image, item.dpi):
        return None
    from balagh.pipelines.picture import read_picture

    return read_picture(Sheet(number=sheet.number, image=item.image, dpi=item.dpi), tools())


def _head_end(flow: Flow) -> int:
    """Give the place of the first running text: pictures before it are logos."""
    long = (
        at for at, item in enumerate(flow.items) if isinstance(item, FlowText) and len(item.text) > _RUNNING
    )
    return next(long, len(flow.items))


class _Gathering:
    """The blocks of a page so far."""

    def __init__(self, number: int, tools: Callable[[], Tools], fonts: LegacyFonts, head_end: int) -> None:
        self.number = number
        self.tools = tools
        self.fonts = fonts
        self.head_end = head_end
        self.blocks: list[Block] = []
        self.repairs: list[Repair] = []
        self.tables: dict[str, Rows] = {}
        self.seen: dict[_Look, tuple[ReadPage, ...]] = {}

    def add(self, at: int, item: FlowText | FlowTable | FlowPicture) -> None:
        """Add the item that stands at place `at` of the flow."""
        if isinstance(item, FlowText):
            for rows in paragraphs_of(item):
                # A page's number is told by its look wherever it stands; all else in the foot is the foot's.
                foot = item.region is Region.FOOTER and not is_page_number(join_rows(rows).text, bare=True)
                self._add_text(rows, Role.FOOTER if foot else Role.OTHER)
        elif isinstance(item, FlowTable):
            cells = cells_of(item)
            if cells:
                self.tables[self._next_id] = cell_texts(cells, self.fonts)
                rows = [join_rows([cell for cell in row if cell.text]) for row in cells]
                self._add_text(rows, Role.TABLE)
        else:
            self._add_picture(item, logo=item.region is Region.HEADER or at < self.head_end)

    @property
    def _next_id(self) -> str:
        return f"p{self.number}b{len(self.blocks) + 1}"

    def _add_text(self, rows: Sequence[FlowRow], role: Role = Role.OTHER) -> None:
        block, repairs = text_block(self._next_id, rows, role, self.fonts)
        self.blocks.append(block)
        self._keep(repairs, block.id)

    def _add_picture(self, item: FlowPicture, *, logo: bool) -> None:
        role = Role.LOGO if logo else Role.OTHER
        self.blocks.append(Block(id=self._next_id, role=role, text="", original=""))
        for read in self._read_once(item):
            printed = [block for block in read.page.blocks if any(map(_is_print, block.lines))]
            if not _is_sure(printed):
                continue
            for block in printed:
                self._add_read(block, read, Role.LOGO if logo else block.role)

    def _add_read(self, block: Block, read: ReadPage, role: Role) -> None:
        """Add a block that was read from a picture, without its boxes: here they would be places of something else."""
        name = self._next_id
        if block.id in read.tables:
            self.tables[name] = read.tables[block.id]
        changes = {"id": name, "role": role, "bbox": None, "lines": tuple(map(_unplaced, block.lines))}
        self.blocks.append(block.model_copy(update=changes))
        self._keep([repair for repair in read.repairs if repair.block == block.id], name)

    def _read_once(self, item: FlowPicture) -> tuple[ReadPage, ...]:
        """Read a picture, or give what the same picture gave before: bullets and arms are repeated by the hundred."""
        look = item.image.shape, item.dpi, hashlib.sha256(item.image.tobytes()).digest()
        if look not in self.seen:
            self.seen[look] = tuple(self._read(item))
        return self.seen[look]

    def _read(self, item: FlowPicture) -> Iterator[ReadPage]:
        """Read a picture; a logo's parts one after the other."""
        from balagh.pipelines.flow.logos import is_page, prepare_logo
        from balagh.pipelines.picture import read_picture

        tools = self.tools()
        quiet = replace(tools, settings=replace(tools.settings, previews=False))
        parts, dpi = (
            ((item.image,), item.dpi) if is_page(item.image, item.dpi) else prepare_logo(item.image, item.dpi)
        )
        for part in parts:
            yield read_picture(Sheet(number=self.number, image=part, dpi=dpi), quiet)

    def _keep(self, repairs: Sequence[Repair], block: str) -> None:
        for repair in repairs:
            name = f"p{self.number}r{len(self.repairs) + 1}"
            self.repairs.append(repair.model_copy(update={"id": name, "block": block}))


def _is_sure(blocks: Sequence[Block]) -> bool:
    """Say whether a picture holds a word that was read surely: a drawing may give a letter or two."""
    words = [word for block in blocks for line in block.lines for word in line.words]
    letters = sum(map(str.isalnum, "".join(word.text for word in words)))
    return letters >= FEWEST_LETTERS and any((word.confidence or 0.0) >= SURE_WORD for word in words)


def _is_print(line: Line) -> bool:
    """Say whether a line holds letters, or is seen but not read; signs alone are a piece of an emblem."""
    return any(map(str.isalnum, line.text)) if line.text else line.script is Script.TIFINAGH


def _unplaced(line: Line) -> Line:
    words = tuple(word.model_copy(update={"bbox": None}) for word in line.words)
    return line.model_copy(update={"bbox": None, "words": words})
