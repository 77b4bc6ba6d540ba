"""Word files made by hand, part by part, for the tests."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from PIL import Image as Pil

from balagh.ingest import open_source
from balagh.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from balagh.ingest import Sheet
    from balagh.ingest.flow import FlowItem

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = (
    f'xmlns:w="{WORD}" xmlns:r="{OFFICE}" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)
#: Lines between the cells.
RULED = (
    '<w:tblPr><w:tblBorders><w:insideH w:val="single"/><w:insideV w:val="single"/></w:tblBorders></w:tblPr>'
)


def run(text: str, look: str = "") -> str:
    """A run of text; `look` is the content of its properties."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def par(*runs: str, look: str = "") -> str:
    """A paragraph: what is no element yet becomes a run of text."""
    inner = "".join(one if one.startswith("<") else run(one) for one in runs)
    return f"<w:p><w:pPr>{look}</w:pPr>{inner}</w:p>"


def drawing(number: int, inches: tuple[float, float] = (2.0, 1.0), inside: str = "") -> str:
    """A run with an inline picture, whose relation is rId`number`."""
    cx, cy = (round(side * 914_400) for side in inches)
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="{cx}" cy="{cy}"/><a:graphic><a:graphicData><pic:pic>'
        f'<pic:blipFill><a:blip r:embed="rId{number}"/>{inside}</pic:blipFill></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )


def png(size: tuple[int, int] = (60, 30), colour: str = "red") -> bytes:
    """A PNG picture of one colour."""
    out = io.BytesIO()
    Pil.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


def word_file(
    body: str,
    *,
    parts: Mapping[str, str | bytes] | None = None,
    relations: Mapping[str, tuple[str, str]] | None = None,
    kind: str = MAIN,
    main: str = "word/document.xml",
) -> bytes:
    """A Word file.

    Args:
        body: what is in ``w:body``.
        parts: further parts by their names; in XML, ``{spaces}`` stands for the namespaces.
        relations: of the main part: the relation's kind and target by its id.
        kind: the main part's content type.
        main: its name.
    """
    links = {**(relations or {})}
    folder = main.rpartition("/")[0]
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            f'<Override PartName="/{main}" ContentType="{kind}"/></Types>'
        ),
        "_rels/.rels": _RELATIONS.format(_relation("rId1", "officeDocument", main)),
        main: f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
        f"{folder}/_rels/{main.rpartition('/')[2]}.rels": _RELATIONS.format(
            "".join(_relation(key, *value) for key, value in links.items())
        ),
        **(parts or {}),
    }
    return packed(files)


def _relation(key: str, kind: str, target: str) -> str:
    mode = ' TargetMode="External"' if target.startswith("http") else ""
    return f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'


def packed(files: Mapping[str, str | bytes]) -> bytes:
    """A ZIP of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            text = content.replace("{spaces}", SPACES) if isinstance(content, str) else content
            archive.writestr(name, text)
    return out.getvalue()


def sheets_of(data: bytes) -> list[Sheet]:
    """The sheets of a file."""
    return list(open_source(data, name="letter.docx", settings=Settings()).sheets())


def items_of(data: bytes) -> list[FlowItem]:
    """What stands on all pages of a file."""
    return [item for sheet in sheets_of(data) if sheet.flow is not None for item in sheet.flow.items]


def lines_of(data: bytes) -> list[str]:
    """The texts in a file with their markers; the rows of tables with a bar between cells."""
    from balagh.ingest.flow import FlowTable, FlowText

    lines: list[str] = []
    for item in items_of(data):
        if isinstance(item, FlowText):
            lines.append(f"{item.marker} {item.text}" if item.marker else item.text)
        elif isinstance(item, FlowTable):
            lines += ("|".join(row) for row in item.rows)
        else:
            lines.append(f"[{item.name}]")
    return lines


def table(*rows: tuple[str, ...]) -> str:
    """Give a ruled table with one paragraph a cell."""
    cells = ("".join(f"<w:tc>{par(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{RULED}{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"
