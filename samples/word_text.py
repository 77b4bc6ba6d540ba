"""Paragraphs of a Word file: runs of one direction each, links, fields, and the traces that editing leaves."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from samples.document import BOLD
from samples.markup import NUMBER_OR_ADDRESS, RTL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

    from samples.document import PageStyle, Part

#: Text sizes of the style sheet's classes, in shares of the page's own.
SIZES = {"big": 1.25, "huge": 1.6, "small": 0.85, "tiny": 0.72}

#: What stands left to right inside an Arabic paragraph: numbers, addresses, and words in Latin letters.
ISLANDS = re.compile(rf"{NUMBER_OR_ADDRESS.pattern}|[A-Za-zÀ-ÿ](?:[\w .'’-]*[A-Za-zÀ-ÿ0-9])?")

#: Runs of Arabic letters inside another language's paragraph.
ARABIC = re.compile("[\u0600-\u06ff][\u0600-\u06ff ]*")

#: An e-mail address: Word makes a link of it.
EMAIL = re.compile(r"([\w.+-]+@[\w.-]+\w)")

#: What the author struck out with changes tracked, in the paragraph's language: no part of the text.
STRUCK = {"fr": " (version provisoire du 31)", "ar": " (صيغة أولية غير معتمدة)", "en": " (draft wording, 31)"}

#: The author and the moment of a tracked change.
TRACE = {"w:id": "900", "w:author": "Secrétariat", "w:date": "2020-01-01T00:00:00Z"}

#: The order of a run's and of a paragraph's properties.
RUN_ORDER = ("rStyle", "rFonts", "b", "bCs", "i", "iCs", "color", "sz", "szCs", "u", "rtl", "cs", "lang")
PARAGRAPH_ORDER = ("pStyle", "numPr", "pBdr", "shd", "bidi", "spacing", "ind", "jc")

#: How a language is named in a run.
TAGS = {"fr": "fr-FR", "ar": "ar-MA", "en": "en-GB", "zgh": "zgh-Tfng-MA"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a part's runs are set: classes of the style sheet, the page's fonts, the part's language."""

    classes: frozenset[str]
    page: PageStyle
    language: str

    @property
    def size(self) -> float:
        """The text size in points."""
        return self.page.size * next((SIZES[name] for name in SIZES if name in self.classes), 1.0)

    @property
    def rtl(self) -> bool:
        """Whether its paragraphs run from right to left."""
        return self.language in RTL


def look_of(part: Part, page: PageStyle) -> Look:
    """Give the look of a part."""
    return Look(classes=frozenset({part.role.value, *part.style.split()}), page=page, language=part.language)


def element(tag: str, attributes: dict[str, str] | None = None, **more: str) -> BaseOxmlElement:
    """Make an element of a Word file; an attribute without a prefix gets Word's own."""
    made = OxmlElement(tag)
    for name, value in {**(attributes or {}), **more}.items():
        made.set(qn(name if ":" in name else f"w:{name}"), value)
    return made


def fill(paragraph: Paragraph, part: Part, page: PageStyle, *, text: str | None = None) -> None:
    """Set the part's text, or another, into an empty paragraph with the part's look."""
    look = look_of(part, page)
    shape(paragraph, look)
    for number, line in enumerate((part.text.strip() if text is None else text).split("\n")):
        if number:
            paragraph.add_run().add_break()
        pieces = BOLD.split(line.strip())
        for place, piece in enumerate(pieces):
            # Every second piece stood between the bold marks.
            add_text(paragraph, piece, look, bold=bool(place % 2))


def shape(paragraph: Paragraph, look: Look) -> None:
    """Set a paragraph's direction, alignment and spacing."""
    classes, page = look.classes, look.page
    if look.rtl:
        paragraph._p.get_or_add_pPr().append(element("w:bidi"))
    form = paragraph.paragraph_format
    form.alignment = _alignment(look)
    form.space_after = Pt(1 if "tight" in classes else page.gap * look.size)
    form.space_before = Pt(page.size if "above" in classes else 0)
    form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    form.line_spacing = Pt(look.size * (1.3 if "tight" in classes else max(page.leading, 1.3)))
    if "indent" in classes:
        form.first_line_indent = Pt(2 * page.size)
    if "band" in classes:
        fill_colour = page.accent.lstrip("#")
        paragraph._p.get_or_add_pPr().append(element("w:shd", val="clear", color="auto", fill=fill_colour))
    in_order(paragraph._p.get_or_add_pPr(), PARAGRAPH_ORDER)


def _alignment(look: Look) -> WD_ALIGN_PARAGRAPH | None:
    if "centre" in look.classes:
        return WD_ALIGN_PARAGRAPH.CENTER
    # In a right-to-left paragraph Word's left is where lines begin: on the right.
    if look.classes & {"left", "right"}:
        wanted = WD_ALIGN_PARAGRAPH.LEFT if "left" in look.classes else WD_ALIGN_PARAGRAPH.RIGHT
        if not look.rtl:
            return wanted
        return WD_ALIGN_PARAGRAPH.RIGHT if "left" in look.classes else WD_ALIGN_PARAGRAPH.LEFT
    justified = look.page.align == "justify" and "paragraph" in look.classes
    return WD_ALIGN_PARAGRAPH.JUSTIFY if justified else None


def add_text(paragraph: Paragraph, text: str, look: Look, *, bold: bool = False) -> None:
    """Add text as runs of one direction each, an e-mail address as a link."""
    for place, piece in enumerate(EMAIL.split(text)):
        if not piece:
            continue
        if place % 2:
            _add_link(paragraph, piece, look)
            continue
        for words, rtl in directions(piece, look):
            dress(paragraph.add_run(words), look, rtl=rtl, bold=bold)


def directions(text: str, look: Look) -> list[tuple[str, bool]]:
    """Cut a text into runs of one direction: each with whether it runs from the right."""
    pattern, base = (ISLANDS, True) if look.rtl else (ARABIC, False)
    runs, done = list[tuple[str, bool]](), 0
    for match in pattern.finditer(text):
        runs += [(text[done : match.start()], base), (match[0], not base)]
        done = match.end()
    runs.append((text[done:], base))
    return [(words, rtl) for words, rtl in runs if words]


def dress(run: Run, look: Look, *, rtl: bool, bold: bool = False) -> None:
    """Give a run its fonts, size, weight, colour, language and direction."""
    classes, page = look.classes, look.page
    bold = bold or bool(classes & {"bold", "heading"})
    latin = page.headings if page.headings and classes & {"kind", "title", "heading"} else page.latin
    font = page.tifinagh if look.language == "zgh" else latin
    run.font.size = Pt(look.size)
    run.font.bold = run.font.cs_bold = bold or None
    run.font.italic = True if "italic" in classes else None
    run.font.underline = True if "underline" in classes else None
    colour = "#ffffff" if classes & {"band", "badge", "white"} else page.accent if "accent" in classes else ""
    if colour:
        run.font.color.rgb = RGBColor.from_string(colour.lstrip("#").upper())
    properties = run._r.get_or_add_rPr()
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    properties.insert(0, element("w:rFonts", ascii=font, hAnsi=font, cs=page.arabic if rtl else font))
    properties.append(element("w:szCs", val=str(round(2 * look.size))))
    if rtl:
        run.font.rtl = True
    tag = TAGS.get("ar" if rtl else look.language, TAGS["fr"])
    properties.append(element("w:lang", {"w:bidi" if rtl else "w:val": tag}))
    in_order(properties, RUN_ORDER)


def _add_link(paragraph: Paragraph, address: str, look: Look) -> None:
    target = paragraph.part.relate_to(f"mailto:{address}", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = element("w:hyperlink", {"r:id": target})
    run = paragraph.add_run(address)
    dress(run, look, rtl=False)
    run.font.underline = True
    link.append(run._r)
    paragraph._p.append(link)


def add_field(paragraph: Paragraph, code: str, shown: str, look: Look) -> None:
    """Add a field, such as the page's number, with the result that was last computed."""
    for kind in ("begin", code, "separate", shown, "end"):
        run = paragraph.add_run(shown if kind is shown else "")
        dress(run, look, rtl=False)
        if kind is code:
            instruction = element("w:instrText", {"xml:space": "preserve"})
            instruction.text = f" {code} "
            run._r.append(instruction)
        elif kind is not shown:
            run._r.append(element("w:fldChar", fldCharType=kind))


def leave_traces(paragraph: Paragraph, language: str) -> None:
    """Leave what editing leaves in a paragraph: words struck out and words put in, with changes tracked."""
    run = max(paragraph.runs, key=lambda run: len(run.text))
    tail = _split(run, len(run.text) // 2)
    struck = element("w:del", TRACE)
    gone = element("w:r")
    words = element("w:delText", {"xml:space": "preserve"})
    words.text = STRUCK.get(language, STRUCK["fr"])
    gone.append(words)
    struck.append(gone)
    run._r.addnext(struck)
    put_in = element("w:ins", {**TRACE, "w:id": "901"})
    _split(tail, len(tail.text) // 3)
    tail._r.addprevious(put_in)
    put_in.append(tail._r)


def mark_place(paragraph: Paragraph) -> None:
    """Put Word's own bookmark of the last edit into the middle of a paragraph's longest run."""
    run = max(paragraph.runs, key=lambda run: len(run.text))
    _split(run, len(run.text) // 3)
    start = element("w:bookmarkStart", {"w:id": "0", "w:name": "_GoBack"})
    run._r.addnext(start)
    start.addnext(element("w:bookmarkEnd", {"w:id": "0"}))


def _split(run: Run, place: int) -> Run:
    """Cut a run in two of the same look at the first blank from `place` on; give the second."""
    from docx.text.run import Run

    text = run.text
    cut = text.find(" ", place)
    cut = cut if cut >= 0 else len(text) // 2
    second = Run(deepcopy(run._r), run._parent)
    run.text, second.text = text[:cut], text[cut:]
    run._r.addnext(second._r)
    return second


def in_order(properties: BaseOxmlElement, order: Sequence[str]) -> None:
    """Put the children of a properties element into the order that the file format asks for."""
    places = {qn(f"w:{name}"): place for place, name in enumerate(order)}
    children = sorted(properties, key=lambda child: places.get(child.tag, len(places)))
    for child in children:
        properties.append(child)  # moves it to the end
