"""The fonts of a PDF's text layer: what each code stands for, and how wide and high its glyph is."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from pdfminer.encodingdb import name2unicode
from pdfminer.pdffont import PDFFont, PDFSimpleFont, PDFType3Font, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import dict_value, list_value, resolve1
from pdfminer.psparser import PSLiteral

from balagh.ingest.pdf_guard import DAMAGE, check_font

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import NoReturn

#: Ascent and descent, in parts of the font size, where a font gives none or nonsense: those of common text faces.
USUAL_ASCENT, USUAL_DESCENT = 0.8, -0.2

#: Beyond these a font's figures are nonsense; Arabic faces with stacked marks reach 1.5 and -1.0.
HIGHEST_ASCENT, LOWEST_DESCENT = 2.0, -1.3

#: A font that cannot be read: its glyphs are taken to be half as wide as high, as letters are on average.
BROKEN_WIDTH = 500.0

#: No glyph stands for more letters than this: the longest Arabic ligature, a blessing, has 18.
MOST_LETTERS = 24

#: A code that stands for one of these says nothing: the sign for "unknown", and what is no character at all.
_NOTHING = frozenset("\ufffd\ufffe\uffff")


class BrokenFont(PDFFont):
    """Stands in for a font that cannot be read: none of its codes is known."""

    def __init__(self, name: str) -> None:
        super().__init__({"FontName": name, "FontBBox": [0, 0, 0, 0]}, {}, BROKEN_WIDTH)

    def to_unichr(self, cid: int) -> NoReturn:
        """Know no code."""
        raise PDFUnicodeNotDefined(None, cid)


class Face:
    """One font, asked once for each of its codes.

    Attributes:
        name: PostScript name without subset tag.
        ascent, descent: in parts of the font size; the descent is below zero.
        em: the height of the box in which its glyphs are drawn, in parts of the font size: 1 but for Type 3.
        vertical: it runs from top to bottom.
        multibyte: its codes have more than one byte, so none of them is the blank that word spacing widens.
    """

    def __init__(self, font: PDFFont, widths: Mapping[int, float]) -> None:
        self.font = font
        named = font.fontname if font.fontname != "unknown" else getattr(font, "basefont", "unknown")
        self.name = plain_name(named)
        self.vertical, self.multibyte = font.is_vertical(), font.is_multibyte()
        self.ascent, self.descent = _extent(font)
        self.em = self.ascent - self.descent if isinstance(font, PDFType3Font) else 1.0
        self._widths = widths
        self._known: dict[int, tuple[str, float]] = {}

    def glyph(self, code: int) -> tuple[str, float]:
        """Give what `code` stands for ("" where the file does not say) and its width in parts of the font size."""
        known = self._known.get(code)
        if known is None:
            try:
                text = meaning(self.font.to_unichr(code))
                text = text if len(text) <= MOST_LETTERS else ""
            except (PDFUnicodeNotDefined, *DAMAGE):
                text = ""
            try:
                width = self._widths.get(code) or self.font.char_width(code)
            except DAMAGE:
                width = BROKEN_WIDTH / 1000
            known = self._known[code] = text, width
        return known


class FontShelf(PDFResourceManager):
    """Reads each font of a document once; one that cannot be read spoils nothing but its own letters."""

    def __init__(self) -> None:
        super().__init__()
        self._faces: dict[int, Face] = {}
        self._widths: dict[int, dict[int, float]] = {}

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        """Give pdfminer's font for `spec`; raises `LayerTooLargeError` for one made to fill memory."""
        if objid and objid in self._cached_fonts:
            return self._cached_fonts[objid]
        check_font(spec)
        try:
            font = super().get_font(objid, spec)
            _forget_unknown_names(font, spec)
        except DAMAGE:
            font = BrokenFont(str(resolve1(spec.get("BaseFont")) or "unknown"))
            if objid:
                self._cached_fonts[objid] = font
        self._widths[id(font)] = _own_widths(spec)
        return font

    def face(self, font: PDFFont) -> Face:
        """Give the face of a font that `get_font` gave."""
        face = self._faces.get(id(font))
        if face is None:
            face = self._faces[id(font)] = Face(font, self._widths.get(id(font), {}))
        return face


def plain_name(name: object) -> str:
    """Give a font's name without its subset tag.

    >>> plain_name("ABCDEF+Amiri-Regular")
    'Amiri-Regular'
    """
    text = name.decode("latin-1") if isinstance(name, bytes) else str(name)
    return text[7:] if len(text) > 7 and text[6] == "+" and text[:6].isalpha() else text


def meaning(text: str) -> str:
    r"""Give what a font says a glyph stands for, without what is no character; white space is one blank.

    >>> meaning("ﬁ"), meaning("\x00"), meaning("\t")
    ('ﬁ', '', ' ')
    """
    if text.isprintable() and not _NOTHING.intersection(text):
        return text
    kept = []
    for sign in text:
        if sign.isspace():
            kept.append(" ")
        elif sign not in _NOTHING and unicodedata.category(sign) not in {"Cc", "Cs", "Cn"}:
            kept.append(sign)
    return "".join(kept)


def _forget_unknown_names(font: PDFFont, spec: Mapping[str, Any]) -> None:
    # Where an encoding gives a code a name that pdfminer does not know, it keeps what the code meant before: a guess.
    encoding = resolve1(spec.get("Encoding"))
    if not isinstance(font, PDFSimpleFont) or not isinstance(encoding, dict) or "Differences" not in encoding:
        return
    code, unknown = 0, set()
    for item in map(resolve1, list_value(encoding["Differences"])):
        if isinstance(item, int):
            code = item
            continue
        if isinstance(item, PSLiteral) and not _is_known(item.name):
            unknown.add(code)
        code += 1
    font.cid2unicode = {code: text for code, text in font.cid2unicode.items() if code not in unknown}


def _is_known(name: object) -> bool:
    try:
        return bool(name2unicode(str(name)))
    except (LookupError, ValueError):
        return False


def _extent(font: PDFFont) -> tuple[float, float]:
    ascent, descent = font.get_ascent(), font.get_descent()
    if isinstance(font, PDFType3Font):
        # In units of its own: only an empty box tells that it says nothing.
        return (
            (max(ascent, descent), min(ascent, descent))
            if ascent != descent
            else (USUAL_ASCENT, USUAL_DESCENT)
        )
    if not 0.2 <= ascent <= HIGHEST_ASCENT:
        ascent = USUAL_ASCENT
    if not LOWEST_DESCENT <= descent < 0:
        descent = USUAL_DESCENT
    return ascent, descent


def _own_widths(spec: Mapping[str, Any]) -> dict[int, float]:
    # pdfminer takes the widths of Helvetica for all that is called Arial, and none for letters Helvetica lacks.
    if resolve1(spec.get("FontDescriptor")) is None or getattr(spec.get("Subtype"), "name", "") == "Type3":
        return {}
    try:
        first = resolve1(spec.get("FirstChar", 0))
        widths = list_value(spec.get("Widths", []))
        dict_value(spec["FontDescriptor"])
        return {first + k: float(resolve1(width)) / 1000 for k, width in enumerate(widths)}
    except DAMAGE:
        return {}
