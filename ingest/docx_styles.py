"""The styles of a DOCX: what a paragraph or a run looks like once its styles are followed up."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from balagh.ingest.docx_xml import child, switch, value, whole

if TYPE_CHECKING:
    from balagh.ingest.docx_xml import Node

#: Styles based on styles: more than this many is a ring.
_LONGEST_CHAIN = 20

#: Word's own names of its styles are English in every language of the program.
_HEADING = re.compile(r"heading (\d)$")
_TITLE = "title"

#: Sizes are stored in half points.
_HALF = 2

_WHITE = "ffffff"

_CENTRED = frozenset({"center"})


@dataclass(frozen=True, slots=True, kw_only=True)
class RunLook:
    """How letters look. None means that nothing is said.

    Attributes:
        size, bold: of Latin letters (points).
        size_cs, bold_cs: of Arabic letters.
        caps: small letters print as capitals.
        hidden: they do not print.
        font: the name of the font of Latin letters and signs, where one is named.
        white: they are as white as paper.
        ground: something coloured is under them.
    """

    size: float | None = None
    bold: bool | None = None
    size_cs: float | None = None
    bold_cs: bool | None = None
    caps: bool | None = None
    hidden: bool | None = None
    font: str | None = None
    white: bool | None = None
    ground: bool | None = None

    def over(self, base: RunLook) -> RunLook:
        """Give this look with what it does not say taken from `base`."""
        return RunLook(
            size=base.size if self.size is None else self.size,
            bold=base.bold if self.bold is None else self.bold,
            size_cs=base.size_cs if self.size_cs is None else self.size_cs,
            bold_cs=base.bold_cs if self.bold_cs is None else self.bold_cs,
            caps=base.caps if self.caps is None else self.caps,
            hidden=base.hidden if self.hidden is None else self.hidden,
            font=base.font if self.font is None else self.font,
            white=base.white if self.white is None else self.white,
            ground=base.ground if self.ground is None else self.ground,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphLook:
    """How a paragraph is set. None means that nothing is said.

    Attributes:
        level: 0 for a title, 1-9 for a heading.
        rtl, centred: its direction and place.
        new_page: a page begins before it.
        list_id, list_level: the numbering it belongs to and the level in it (counted from 0).
        run: what its letters look like unless they say otherwise.
    """

    level: int | None = None
    rtl: bool | None = None
    centred: bool | None = None
    new_page: bool | None = None
    list_id: str | None = None
    list_level: int | None = None
    run: RunLook = RunLook()

    def over(self, base: ParagraphLook) -> ParagraphLook:
        """Give this look with what it does not say taken from `base`."""
        return ParagraphLook(
            level=base.level if self.level is None else self.level,
            rtl=base.rtl if self.rtl is None else self.rtl,
            centred=base.centred if self.centred is None else self.centred,
            new_page=base.new_page if self.new_page is None else self.new_page,
            list_id=base.list_id if self.list_id is None else self.list_id,
            list_level=base.list_level if self.list_level is None else self.list_level,
            run=self.run.over(base.run),
        )


class Styles:
    """The styles part, read once.

    Args:
        root: the part's root; None where the file has none.
    """

    def __init__(self, root: Node | None) -> None:
        nodes = () if root is None else root.iter("w:style")
        self._nodes = {node.get("w:styleId", ""): node for node in nodes}
        self._looks: dict[str, ParagraphLook] = {}
        self._ruled: dict[str, bool] = {}
        paragraph = child(root, "w:docDefaults", "w:pPrDefault", "w:pPr")
        run = child(root, "w:docDefaults", "w:rPrDefault", "w:rPr")
        self._defaults = replace(_paragraph_look(paragraph), run=_run_look(run))
        self._default_style = next(
            (
                key
                for key, node in self._nodes.items()
                if node.get("w:type") == "paragraph" and node.get("w:default") in {"1", "true"}
            ),
            "",
        )

    def paragraph(self, properties: Node | None) -> ParagraphLook:
        """Give the look of a paragraph with these ``w:pPr``."""
        style = value(properties, "w:pStyle") or self._default_style
        return _paragraph_look(properties).over(self._style(style)).over(self._defaults)

    def run(self, properties: Node | None, base: RunLook) -> RunLook:
        """Give the look of a run with these ``w:rPr`` in a paragraph whose letters look like `base`."""
        if properties is None:
            return base
        style = value(properties, "w:rStyle")
        own = _run_look(properties)
        return own.over(self._style(style).run if style else RunLook()).over(base)

    def ruled(self, style: str | None) -> bool:
        """Say whether tables of this style have rules between their cells."""
        found = False
        for node in self._chain(style or ""):
            found = found or has_inner_rules(child(node, "w:tblPr", "w:tblBorders"))
        return found

    def _style(self, style: str) -> ParagraphLook:
        known = self._looks.get(style)
        if known is None:
            known = ParagraphLook()
            for node in self._chain(style):
                known = known.over(_style_look(node))
            self._looks[style] = known
        return known

    def _chain(self, style: str) -> list[Node]:
        """Give a style and what it is based on, the style itself first."""
        chain: list[Node] = []
        node = self._nodes.get(style)
        while node is not None and len(chain) < _LONGEST_CHAIN:
            chain.append(node)
            node = self._nodes.get(value(node, "w:basedOn") or "")
        return chain


def has_inner_rules(borders: Node | None) -> bool:
    """Say whether ``w:tblBorders`` draw lines between a table's cells."""
    inner = (value(borders, name) for name in ("w:insideH", "w:insideV"))
    return any(kind not in (None, "nil", "none") for kind in inner)


def is_filled(properties: Node | None) -> bool:
    """Say whether what has these properties stands on a colour: one that is named, or one of the theme's."""
    shade = child(properties, "w:shd")
    if shade is None:
        return False
    plain = shade.get("w:fill", "auto").lower() in ("auto", _WHITE) and shade.get("w:val", "clear") in (
        "clear",
        "nil",
    )
    return not plain or shade.get("w:themeFill") is not None


def _style_look(node: Node) -> ParagraphLook:
    own = _paragraph_look(child(node, "w:pPr"))
    name = (value(node, "w:name") or "").lower()
    heading = _HEADING.match(name)
    level = 0 if name == _TITLE else int(heading[1]) if heading else own.level
    return replace(own, level=level, run=_run_look(child(node, "w:rPr")).over(own.run))


def _paragraph_look(properties: Node | None) -> ParagraphLook:
    if properties is None:
        return ParagraphLook()
    outline = whole(value(properties, "w:outlineLvl"))
    placed = value(properties, "w:jc")
    return ParagraphLook(
        # Levels are counted from 0; 9 is body text.
        level=outline + 1 if outline is not None and 0 <= outline < 9 else None,
        rtl=switch(properties, "w:bidi"),
        centred=None if placed is None else placed in _CENTRED,
        new_page=switch(properties, "w:pageBreakBefore"),
        list_id=value(properties, "w:numPr", "w:numId"),
        list_level=whole(value(properties, "w:numPr", "w:ilvl")),
        run=RunLook(ground=is_filled(properties) or None),
    )


def _run_look(properties: Node | None) -> RunLook:
    if properties is None:
        return RunLook()
    colour = value(properties, "w:color")
    return RunLook(
        size=_points(value(properties, "w:sz")),
        bold=switch(properties, "w:b"),
        size_cs=_points(value(properties, "w:szCs")),
        bold_cs=switch(properties, "w:bCs"),
        caps=switch(properties, "w:caps"),
        hidden=switch(properties, "w:vanish"),
        font=value(properties, "w:rFonts", key="w:ascii") or value(properties, "w:rFonts", key="w:hAnsi"),
        white=None if colour is None else colour.lower() == _WHITE,
        ground=is_filled(properties) or value(properties, "w:highlight") not in (None, "none") or None,
    )


def _points(text: str | None) -> float | None:
    halves = whole(text)
    return halves / _HALF if halves is not None and halves > 0 else None
