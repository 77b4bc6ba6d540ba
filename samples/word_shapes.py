"""What floats or is drawn in a Word file: text boxes with their double for old programs, pictures over the text."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm

from samples.word_text import element

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph

#: The namespaces of a text box in both its forms.
SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)

#: A text box: a drawing, and for programs that do not know it a shape of the old kind with the same words.
BOX = """
<w:r {spaces}><mc:AlternateContent>
<mc:Choice Requires="wps"><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">
<wp:extent cx="{width}" cy="{height}"/><wp:docPr id="{number}" name="Zone de texte {number}"/>
<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>
<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>
<a:ln w="9525"><a:solidFill><a:srgbClr val="333333"/></a:solidFill></a:ln></wps:spPr>
<wps:txbx><w:txbxContent/></wps:txbx>
<wps:bodyPr lIns="72000" tIns="36000" rIns="72000" bIns="36000"><a:spAutoFit/></wps:bodyPr>
</wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>
<mc:Fallback><w:pict><v:shape style="width:{points}pt;height:{points_high}pt"><v:textbox><w:txbxContent/></v:textbox>
</v:shape></w:pict></mc:Fallback>
</mc:AlternateContent></w:r>
"""

#: Drawing units in a point.
POINT = 12700

#: A drawing that lies over the text, at a place counted from the paragraph that holds it.
FLOAT = """
<wp:anchor {spaces} distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="251659264" behindDoc="1"
 locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="margin"><wp:align>{side}</wp:align></wp:positionH>
<wp:positionV relativeFrom="paragraph"><wp:posOffset>{down}</wp:posOffset></wp:positionV></wp:anchor>
"""


def box_run(paragraphs: Sequence[Paragraph], number: int, width: float, height: float) -> BaseOxmlElement:
    """Give a run with a text box that holds the paragraphs.

    Args:
        paragraphs: they are moved into the box.
        number: an identity, of its own for each drawing of the file.
        width: millimetres.
        height: millimetres, for programs that do not fit it to the text.
    """
    wide, high = int(Mm(width)), int(Mm(height))
    run = parse_xml(
        BOX.format(
            spaces=SPACES,
            width=wide,
            height=high,
            number=number,
            points=wide // POINT,
            points_high=high // POINT,
        )
    )
    boxes = list(run.iter(qn("w:txbxContent")))
    for paragraph in paragraphs:
        for box in boxes[1:]:
            box.append(deepcopy(paragraph._p))
        boxes[0].append(paragraph._p)
    return run


def float_picture(paragraph: Paragraph, *, side: str, down: float) -> None:
    """Let the picture of a paragraph's last run lie over the text, `down` millimetres from the paragraph."""
    inline = next(paragraph._p.iter(qn("wp:inline")))
    anchor = parse_xml(FLOAT.format(spaces=SPACES, side=side, down=int(Mm(down))))
    for child in list(inline):
        anchor.append(child)
        if child.tag == qn("wp:extent"):
            anchor.append(element("wp:wrapNone"))
    inline.getparent().replace(inline, anchor)


def page_width(sides: float) -> Mm:
    """Give the width of the text on an A4 page with margins of `sides` millimetres."""
    return Mm(210 - 2 * sides)
