"""A written communiqué as HTML: tables for columns, one section a page."""

from __future__ import annotations

import re
from html import escape
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from balagh.model import Role
from samples.document import BOLD
from samples.emblems import emblem, stamp

if TYPE_CHECKING:
    from collections.abc import Iterable

    from samples.document import PageStyle, Part, Written

STYLE_SHEET = Path(__file__).with_name("page.css")

#: Height of an A4 page in mm.
A4_HEIGHT = 297.0

#: Fonts whose Arabic kerning pushes letters into each other; word processors leave kerning off as well.
UNKERNED = frozenset({"FreeSerif"})

#: Phone numbers, addresses and the like keep their own direction inside Arabic, as word processors set them.
NUMBER_OR_ADDRESS = re.compile(r"\+?\d[\d .\-]{6,}\d|[\w.+-]+@[\w.-]+\w|www\.[\w.-]+\w")

#: A table's cell that is a figure, which stays on one line.
FIGURE = re.compile(r"^[\d\s.,%+-]+$")

#: The Unicode controls that set a left-to-right island in a line; only the shaper sees them.
ISLAND = "\u2066{}\u2069"

#: Languages that run from right to left.
RTL = frozenset({"ar"})


def html_of(written: Written, extra: str = "") -> str:
    """Give the whole document as one HTML page with its style sheet, and `extra` rules after it, inside."""
    sections = "".join(
        f'<section class="page">{_rows(written, number)}</section>' for number in range(1, written.pages + 1)
    )
    css = _variables(written.page) + STYLE_SHEET.read_text(encoding="utf-8") + extra
    return f'<!doctype html><html lang="fr"><head><style>{css}</style></head><body>{sections}</body></html>'


def fragment_of(parts: Iterable[Part], page: PageStyle, width: float) -> str:
    """Give some parts alone as HTML, as wide as their text and at most `width` millimetres."""
    css = _variables(page) + STYLE_SHEET.read_text(encoding="utf-8")
    own = f".cutout {{ display: inline-block; max-width: {width}mm; }} .stamp {{ position: static; }}"
    return (
        f"<!doctype html><html><head><style>{css}{own}</style></head>"
        f'<body><div class="cutout">{_blocks(parts, page)}</div></body></html>'
    )


def browser_rules(written: Written) -> str:
    """Give the CSS rules for a browser, which sets nothing in the margins: foot lines stand inside the page.

    The space kept for them makes text that would run into them open another page, as in the other renderer.
    """
    height = A4_HEIGHT - 2 * written.page.margins[0] - 1
    foot = 12 if any(part.role in {Role.FOOTER, Role.PAGE_NUMBER} for part in written.parts) else 0
    head = 8 if any("running" in part.style.split() for part in written.parts) else 0
    return (
        f"section.page {{ box-sizing: border-box; min-height: {height}mm; padding: {head}mm 0 {foot}mm; }}\n"
        ".footer { top: auto; bottom: 5mm; } .page_number { top: auto; bottom: 0; } .running { top: 0; }\n"
    )


def _variables(page: PageStyle) -> str:
    """Give the document's own choices as CSS rules."""
    text = f"'{page.latin}', '{page.arabic}', '{page.tifinagh}'"
    arabic = f"'{page.arabic}', '{page.latin}', '{page.tifinagh}'"
    headings = f"'{page.headings}', " if page.headings else ""
    vertical, sides = page.margins
    bottom = A4_HEIGHT - 2 * vertical
    kerning = "none" if page.arabic in UNKERNED else "auto"
    return (
        f"@page {{ size: A4; margin: {vertical}mm {sides}mm; }}\n"
        # Placed from the top: text that runs over then opens another page, which the renderer refuses.
        f".footer {{ top: {bottom - 6}mm; }} .page_number {{ top: {bottom + 2}mm; }}\n"
        f"body {{ font-family: {text}; font-size: {page.size}pt; line-height: {page.leading}; "
        f"text-align: {page.align}; }}\n"
        f"p, div {{ margin: 0 0 {page.gap}em; }}\n"
        f":lang(ar) {{ font-family: {arabic}; font-kerning: {kerning}; }}\n"
        f":lang(zgh) {{ font-family: '{page.tifinagh}'; }}\n"
        f".kind, .title, .heading {{ font-family: {headings}{text}; }}\n"
        f".kind:lang(ar), .title:lang(ar), .heading:lang(ar) {{ font-family: {headings}{arabic}; }}\n"
        f".accent {{ color: {page.accent}; }}\n"
        f".band, .badge, td.filled {{ background: {page.accent}; }}\n"
        f".rule-under {{ border-bottom: 1.2pt solid {page.accent}; }}\n"
        f".rule-over {{ border-top: 1.2pt solid {page.accent}; }}\n"
    )


def _rows(written: Written, number: int) -> str:
    parts = [part for part in written.parts if part.page == number]
    out: list[str] = []
    for row, group in groupby(parts, key=lambda part: part.row):
        if row:
            out.append(_table(list(group), row, written.page))
        else:
            out.extend(_block(part, written.page) for part in group)
    return "".join(out)


def _table(parts: list[Part], row: str, page: PageStyle) -> str:
    """Set parts side by side: one cell for each column number, filled in reading order."""
    columns = max(part.column for part in parts) + 1
    cells = [
        f'<td class="c{number}of{columns}">{_blocks((p for p in parts if p.column == number), page)}</td>'
        for number in range(columns)
    ]
    direction = ' dir="rtl"' if page.direction == "rtl" else ""
    return f'<table class="row {escape(row)}"{direction}><tr>{"".join(cells)}</tr></table>'


def _blocks(parts: Iterable[Part], page: PageStyle) -> str:
    return "".join(_block(part, page) for part in parts)


def _block(part: Part, page: PageStyle) -> str:
    if part.mark:
        return f'<div class="mark {part.style}">{emblem(part.mark, page.accent)}</div>'
    if part.role is Role.STAMP:
        return f'<div class="stamp {part.style}">{stamp(part, page)}</div>'
    direction = "rtl" if part.language in RTL else "ltr"
    attributes = f'class="{part.role.value} {part.style}" lang="{part.language}" dir="{direction}"'
    text = _inline(part)
    if part.rows:
        return f"<table {attributes}>{_grid(part)}</table>"
    if part.marker:
        # A table keeps the text's left edge straight beside the marker, as a word processor's list does.
        cells = f'<td class="marker">{escape(part.marker)}</td><td>{text}</td>'
        return f"<table {attributes}><tr>{cells}</tr></table>"
    return f"<div {attributes}>{text}</div>"


def _grid(part: Part) -> str:
    return "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in part.rows)


def _cell(text: str) -> str:
    kind = ' class="figure"' if FIGURE.match(text) else ""
    return f"<td{kind}>{escape(text)}</td>"


def _inline(part: Part) -> str:
    """Give the part's text as HTML: bold marks, line ends, and left-to-right islands in Arabic."""
    text = part.text.strip()
    if part.language in RTL:
        text = NUMBER_OR_ADDRESS.sub(lambda match: ISLAND.format(match[0]), text)
    return BOLD.sub(r"<b>\1</b>", escape(text, quote=False)).replace("\n", "<br>")
