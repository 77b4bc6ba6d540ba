"""Drawings in a DOCX: pictures, text boxes and lettering, in DrawingML and in the older VML."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from balagh.ingest.docx_items import PictureRef
from balagh.ingest.docx_xml import below, child, value, whole
from balagh.ingest.flow import FlowText, Region
from balagh.ingest.sheet import Notice

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from balagh.ingest.docx_items import Item
    from balagh.ingest.docx_package import Relation
    from balagh.ingest.docx_xml import Node

#: DrawingML's units in an inch.
_EMU = 914_400

#: Shares of a cropped picture are stored in thousandths of a percent.
_CROP = 100_000

#: VML's lengths, in inches.
_UNITS = {"pt": 1 / 72, "in": 1.0, "cm": 1 / 2.54, "mm": 1 / 25.4, "px": 1 / 96, "pc": 1 / 6, "": 1 / 72}
_LENGTH = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*([\d.]+)\s*(pt|in|cm|mm|px|pc|)", re.IGNORECASE)

#: What begins the name of the shape of a watermark that Word itself made.
_WATERMARK = "powerpluswatermark"

#: What shows that a branch of ``mc:AlternateContent`` has something to read in it.
_CONTENT = ("w:t", "a:blip", "v:imagedata", "v:textpath", "m:t")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Size:
    """The printed size of what is drawn (inches), and inches for one unit of a group's own."""

    inches: tuple[float, float] | None = None
    unit: float = 1 / _EMU


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawings:
    """Reads drawings.

    Attributes:
        relations: those of the part that the drawings stand in.
        region: where they stand.
        read_box: reads the text of a box.
        notices: is called with what cannot be read.
    """

    relations: Mapping[str, Relation]
    region: Region
    read_box: Callable[[Node], list[Item]]
    notice: Callable[[Notice], None]

    def read(self, node: Node) -> list[Item]:
        """Give what the ``w:drawing``, ``w:pict`` or ``w:object`` holds, in order."""
        return self._inside(node, _Size())

    def _inside(self, node: Node, size: _Size) -> list[Item]:
        items: list[Item] = []
        for one in node:
            items += self._item(one, _sized(node, one, size))
        return items

    def _item(self, node: Node, size: _Size) -> list[Item]:
        match node.tag:
            case "mc:AlternateContent":
                branch = chosen_branch(node)
                return [] if branch is None else self._inside(branch, size)
            case "w:txbxContent":
                return self.read_box(node)
            case "a:blip":
                return self._picture(node.get("r:embed"), node.get("r:link"), size.inches, (0, 0, 0, 0))
            case "pic:blipFill" | "a:blipFill" | "wps:blipFill":
                return self._filled(node, size)
            case "v:imagedata":
                crop = tuple(_share(node.get(f"crop{side}")) for side in ("left", "top", "right", "bottom"))
                return self._picture(node.get("r:id"), node.get("r:href"), size.inches, crop)
            case "v:textpath":
                text = (node.get("string") or "").strip()
                return [FlowText(text=text, region=self.region)] if text else []
            case "c:chart" | "dgm:relIds":
                what = "a chart" if node.tag == "c:chart" else "a diagram"
                self.notice(Notice(code="drawing-unread", message=f"{what} drawn in the file was not read"))
                return []
        if _is_unseen(node):
            return []
        return self._inside(node, size)

    def _filled(self, node: Node, size: _Size) -> list[Item]:
        blip, cut = child(node, "a:blip"), child(node, "a:srcRect")
        if blip is None:
            return []
        crop = tuple(_thousandths(cut, side) for side in ("l", "t", "r", "b"))
        return self._picture(blip.get("r:embed"), blip.get("r:link"), size.inches, crop)

    def _picture(
        self,
        embedded: str | None,
        linked: str | None,
        inches: tuple[float, float] | None,
        crop: tuple[float, ...],
    ) -> list[Item]:
        relation = self.relations.get(embedded or linked or "")
        if relation is None:
            return []
        if relation.external:
            name = relation.target.rpartition("/")[2]
            message = f"the picture {name} is not in the file, which only names its place"
            self.notice(Notice(code="picture-missing", message=message))
            return []
        left, top, right, bottom = crop
        ref = PictureRef(part=relation.target, inches=inches, region=self.region)
        return [replace(ref, crop=(left, top, right, bottom)) if left + right < 1 > top + bottom else ref]


def chosen_branch(node: Node) -> Node | None:
    """Give the branch of ``mc:AlternateContent`` to read: the first that holds anything, never two."""
    branches = [one for one in node if one.tag in ("mc:Choice", "mc:Fallback")]
    return next((one for one in branches if next(below(one, *_CONTENT), None) is not None), None)


def _is_unseen(node: Node) -> bool:
    """Say whether a shape is not printed, or is a word like DRAFT that Word printed under the text."""
    if node.tag in ("wp:inline", "wp:anchor"):
        return value(node, "wp:docPr", key="hidden") in ("1", "true")
    return node.tag == "v:shape" and node.get("id", "").lower().startswith(_WATERMARK)


def _sized(parent: Node, node: Node, size: _Size) -> _Size:
    """Give the size that holds inside `node`, whose parent is `parent`."""
    match node.tag:
        case "wp:inline" | "wp:anchor":
            return replace(size, inches=_extent(child(node, "wp:extent"), size.unit) or size.inches)
        case "wpg:wgp" | "wpg:grpSp":
            transform = child(node, "wpg:grpSpPr", "a:xfrm")
            outer, inner = (whole(value(transform, name, key="cx")) for name in ("a:ext", "a:chExt"))
            return replace(size, unit=size.unit * outer / inner) if outer and inner else size
        case "pic:pic":
            return replace(
                size, inches=_extent(child(node, "pic:spPr", "a:xfrm", "a:ext"), size.unit) or size.inches
            )
        case "v:shape" | "v:rect":
            return replace(size, inches=_style_inches(node.get("style", "")) or size.inches)
    return size


def _extent(node: Node | None, unit: float) -> tuple[float, float] | None:
    if node is None:
        return None
    width, height = whole(node.get("cx")), whole(node.get("cy"))
    return (width * unit, height * unit) if width and height and width > 0 and height > 0 else None


def _style_inches(style: str) -> tuple[float, float] | None:
    found = {
        match[1].lower(): float(match[2]) * _UNITS[match[3].lower()]
        for match in _LENGTH.finditer(style)
        if match[2].count(".") < 2 and match[2] != "."
    }
    width, height = found.get("width", 0.0), found.get("height", 0.0)
    return (width, height) if width > 0 and height > 0 else None


def _thousandths(node: Node | None, side: str) -> float:
    shares = whole(node.get(side)) if node is not None else None
    return max(0.0, (shares or 0) / _CROP)


def _share(text: str | None) -> float:
    """Read VML's share of a side: ``.25``, or ``16384f`` in parts of 65536."""
    text = text or ""
    parts = whole(text.removesuffix("f"))
    if text.endswith("f"):
        return max(0.0, (parts or 0) / 65536)
    digits = text.replace(".", "", 1)
    return float(text) if digits.isascii() and digits.isdigit() else 0.0
