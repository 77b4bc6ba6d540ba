"""Lists of a Word file: a paragraph carries a number, and the file says how each level of each list is marked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from samples.word_text import PARAGRAPH_ORDER, element, in_order

if TYPE_CHECKING:
    from docx.document import Document as Paper
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph

    from samples.document import Part

#: A marker that counts: what stands before the number, the number, what stands after it.
COUNTED = re.compile(r"^(\D*)(\d+)(\D*)$")
LETTERED = re.compile(r"^(\W*)([a-z])(\W+)$")

#: First number of our lists; the template's own are lower.
FIRST = 500

#: The indent of a list's text and how far its marker hangs out, in twentieths of a point.
INDENT, HANGING = "567", "340"


class Numbering:
    """Gives paragraphs their list numbers; consecutive items of one kind are one list."""

    def __init__(self, paper: Paper) -> None:
        self._root: BaseOxmlElement = paper.part.numbering_part.element
        self._next = FIRST
        self._last: tuple[str, str, int] | None = None
        self._list = FIRST

    def number(self, paragraph: Paragraph, part: Part) -> None:
        """Make the paragraph an item of a list that is marked as the part says."""
        kind, text, value = _kind(part.marker)
        follows = self._last == (kind, text, value - 1) or (
            kind == "bullet" and self._last == (kind, text, value)
        )
        if not follows:
            self._list = self._begin(kind, text, value)
        self._last = (kind, text, value)
        properties = paragraph._p.get_or_add_pPr()
        number = element("w:numPr")
        number.append(element("w:ilvl", val="0"))
        number.append(element("w:numId", val=str(self._list)))
        properties.append(number)
        in_order(properties, PARAGRAPH_ORDER)

    def _begin(self, kind: str, text: str, value: int) -> int:
        """Add a list of its own to the file; give its number."""
        own, self._next = self._next, self._next + 1
        level = element("w:lvl", ilvl="0")
        level.append(element("w:start", val=str(max(value, 1))))
        level.append(element("w:numFmt", val=kind))
        level.append(element("w:lvlText", val=text))
        level.append(element("w:lvlJc", val="left"))
        properties = element("w:pPr")
        properties.append(element("w:ind", left=INDENT, hanging=HANGING))
        level.append(properties)
        kinds = element("w:abstractNum", abstractNumId=str(own))
        kinds.append(element("w:multiLevelType", val="hybridMultilevel"))
        kinds.append(level)
        # All kinds of list stand before the first list.
        first = self._root.find(qn("w:num"))
        if first is None:
            self._root.append(kinds)
        else:
            first.addprevious(kinds)
        mine = element("w:num", numId=str(own))
        mine.append(element("w:abstractNumId", val=str(own)))
        self._root.append(mine)
        return own


def _kind(marker: str) -> tuple[str, str, int]:
    """Give Word's name for how a marker counts, its pattern and its value."""
    counted = COUNTED.match(marker)
    if counted:
        arabic = not counted[2].isascii()
        return "hindiNumbers" if arabic else "decimal", f"{counted[1]}%1{counted[3]}", int(counted[2])
    lettered = LETTERED.match(marker)
    if lettered:
        return "lowerLetter", f"{lettered[1]}%1{lettered[3]}", ord(lettered[2]) - ord("a") + 1
    return "bullet", marker, 0
