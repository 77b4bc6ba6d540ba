"""Runs a page's content stream: pdfminer's interpreter, with the parts of the graphics state that it leaves out.

pdfminer knows nothing of clips, transparency, layers that are switched off, or what a form takes over from the page
that calls it; without these one cannot tell which letters are there to be seen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import PDFObjRef, PDFStream, dict_value, resolve1, stream_value
from pdfminer.psparser import PSKeyword, PSLiteral, keyword_name, literal_name
from pdfminer.utils import apply_matrix_rect, mult_matrix

from balagh.ingest.pdf_guard import MAX_CONTENT_BYTES, LayerTooLargeError, check_stream
from balagh.ingest.pdf_ink import Ink, as_matrix, cut, number_or
from balagh.ingest.pdf_tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pdfminer.pdfdevice import PDFDevice, PDFTextSeq
    from pdfminer.pdfinterp import PDFResourceManager, PDFStackT, PDFTextState
    from pdfminer.utils import Matrix, PathSegment, Rect

#: Forms within forms deeper than this are not followed; honest files have three or four.
MAX_DEPTH = 24

#: Saved states deeper than this fill memory and nothing else; careless writers leave some hundred open.
MAX_SAVED = 4_000

#: What calling a form costs besides its content, in bytes of content: thousands of calls of tiny forms are bounded too.
FORM_COST = 200

#: Operators whose names are no Python names.
_NAMES = {"*": "_a", '"': "_w", "'": "_q"}

#: The operators that are done here, not by pdfminer.
_OWN = {
    "W": "begin_clip",
    "W*": "begin_clip",
    "n": "drop_path",
    "S": "stroke_path",
    "s": "close_and_stroke",
    "f": "fill_path",
    "F": "fill_path",
    "f*": "fill_path",
    "B": "paint_path",
    "B*": "paint_path",
    "b": "close_and_paint",
    "b*": "close_and_paint",
    "q": "save",
    "sh": "shade",
    "gs": "set_state",
    "TJ": "show_parts",
    "Tj": "show_string",
    "'": "show_on_next_line",
    '"': "space_and_show",
    "BMC": "begin_plain_mark",
    "BDC": "begin_mark",
    "EMC": "end_mark",
    "EI": "paint_inline",
    "Do": "call",
}


class Budget:
    """How much content a page may still run."""

    def __init__(self) -> None:
        self.left = MAX_CONTENT_BYTES

    def spend(self, size: int) -> None:
        """Take `size` bytes off; raises `LayerTooLargeError` when they are used up."""
        self.left -= size
        if self.left < 0:
            raise LayerTooLargeError


class Surface(Protocol):
    """What the interpreter asks of its device besides pdfminer's own calls."""

    def hide(self, hidden: bool) -> None:
        """Begin or end what belongs to a layer that is switched off."""

    def paint_area(self, box: Rect, ink: Ink) -> None:
        """Paint a shading over `box`."""

    def paint_picture(self, matrix: Matrix, stream: PDFStream, ink: Ink) -> None:
        """Paint a picture on the unit square under `matrix`."""

    def show(self, state: PDFTextState, seq: PDFTextSeq, ink: Ink) -> None:
        """Show a string; moves on `state`'s place in its line."""


class PageInterpreter(PDFPageInterpreter):
    """Interprets the content of one page.

    Its device and its surface are one object; pdfminer's type of a device knows nothing of what a `Surface` does.
    """

    graphicstate: Ink

    def __init__(
        self,
        fonts: PDFResourceManager,
        device: PDFDevice,
        surface: Surface,
        off: frozenset[int],
        budget: Budget,
    ) -> None:
        super().__init__(fonts, device)
        self.surface = surface
        self.hidden, self.budget = off, budget
        self.depth = 0
        self.caller: PageInterpreter | None = None
        self.clipping = False
        self.marks: list[bool] = []
        self._operators: dict[object, tuple[Callable[..., None] | None, int]] = {}

    def dup(self) -> PageInterpreter:
        """Give an interpreter for a form that this one calls."""
        inner = type(self)(self.rsrcmgr, self.device, self.surface, self.hidden, self.budget)
        inner.depth, inner.caller = self.depth + 1, self
        return inner

    def init_state(self, ctm: Matrix) -> None:
        """Begin with the state of the caller, if there is one."""
        super().init_state(ctm)
        self.graphicstate = Ink()
        if self.caller is not None:
            self.graphicstate = self.caller.graphicstate.copy()
            self.textstate = self.caller.textstate.copy()
            self.textstate.reset()

    def execute(self, streams: Sequence[object]) -> None:
        """Run content streams one after the other; a form that calls itself is left out."""
        todo = []
        for item in streams:
            stream = stream_value(item)
            if stream.objid is not None and stream.objid in self.parent_stream_ids:
                continue
            self.budget.spend(check_stream(stream, self.budget.left) + FORM_COST)
            todo.append(stream.get_data())
            self.stream_ids.update(() if stream.objid is None else (stream.objid,))
        # A token ends where its stream ends.
        for item in tokens(b"\n".join(todo)):
            if isinstance(item, PSKeyword):
                self._operate(item)
            else:
                self.argstack.append(item)
        for hidden in self.marks:
            if hidden:
                self.surface.hide(False)

    def _operate(self, word: PSKeyword) -> None:
        operator = self._operators.get(word.name)
        if operator is None:
            operator = self._operators[word.name] = self._find_operator(keyword_name(word))
        method, count = operator
        if method is not None and len(self.argstack) >= count:
            if count:
                method(*self.argstack[-count:])
            else:
                method()
        self.argstack.clear()

    def _find_operator(self, name: str) -> tuple[Callable[..., None] | None, int]:
        # Our own first, then pdfminer's, with the number of their operands.
        own = _OWN.get(name)
        for sign, letters in _NAMES.items():
            name = name.replace(sign, letters)
        method = getattr(self, own or f"do_{name}", None)
        return method, 0 if method is None else method.__code__.co_argcount - 1

    # --- paths and clips ---

    def begin_clip(self) -> None:
        """Let the path that is being drawn clip what follows."""
        self.clipping = True

    def drop_path(self) -> None:
        """End a path without painting it."""
        self._end_path(False, False)

    def stroke_path(self) -> None:
        """Stroke the path."""
        self._end_path(True, False)

    def close_and_stroke(self) -> None:
        """Close and stroke the path."""
        self.do_h()
        self._end_path(True, False)

    def fill_path(self) -> None:
        """Fill the path."""
        self._end_path(False, True)

    def paint_path(self) -> None:
        """Fill and stroke the path."""
        self._end_path(True, True)

    def close_and_paint(self) -> None:
        """Close, fill and stroke the path."""
        self.do_h()
        self._end_path(True, True)

    def _end_path(self, stroke: bool, fill: bool) -> None:
        path, self.curpath = self.curpath, []
        if stroke or fill:
            self.device.paint_path(self.graphicstate, stroke, fill, False, path)
        if self.clipping:
            self.clipping = False
            self._clip_to(_box_of(path, self.ctm))

    def _clip_to(self, box: Rect | None) -> None:
        ink = self.graphicstate = self.graphicstate.copy()
        ink.clip = (0.0, 0.0, 0.0, 0.0) if box is None else cut(ink.clip, box)

    def shade(self, _name: object) -> None:
        """Paint a shading over all that the clip lets through."""
        self.surface.paint_area(self.graphicstate.clip, self.graphicstate)

    # --- state ---

    def save(self) -> None:
        """Save the state until the matching restore."""
        if len(self.gstack) >= MAX_SAVED:
            raise LayerTooLargeError
        self.do_q()

    def set_state(self, name: object) -> None:
        """Take over the entries of an extended graphics state that bear on what can be seen."""
        states = dict_value(self.resources.get("ExtGState", {}))
        state = dict_value(states.get(literal_name(name), {}))
        ink = self.graphicstate = self.graphicstate.copy()
        ink.fill_alpha = number_or(resolve1(state.get("ca")), ink.fill_alpha)
        ink.stroke_alpha = number_or(resolve1(state.get("CA")), ink.stroke_alpha)
        blend, mask = resolve1(state.get("BM")), resolve1(state.get("SMask"))
        if blend is not None or mask is not None:
            modes = blend if isinstance(blend, list) else [blend]
            normal = all(mode is None or _name(mode) in {"Normal", "Compatible"} for mode in modes)
            ink.plain = normal and (mask is None or _name(mask) == "None")
        font = resolve1(state.get("Font"))
        if isinstance(font, list) and len(font) == 2:
            objid = font[0].objid if isinstance(font[0], PDFObjRef) else None
            self.textstate.font = self.rsrcmgr.get_font(objid, dict_value(font[0]))
            self.textstate.fontsize = number_or(resolve1(font[1]), self.textstate.fontsize)

    # --- text ---

    def show_parts(self, parts: object) -> None:
        """Show strings with moves between them."""
        if self.textstate.font is not None and isinstance(parts, list):
            self.surface.show(self.textstate, parts, self.graphicstate)

    def show_string(self, text: object) -> None:
        """Show one string."""
        self.show_parts([text])

    def show_on_next_line(self, text: object) -> None:
        """Go to the next line and show one string."""
        self.do_T_a()
        self.show_parts([text])

    def space_and_show(self, word: PDFStackT, letter: PDFStackT, text: object) -> None:
        """Set the spacing of words and letters, go to the next line and show one string."""
        self.do_Tw(word)
        self.do_Tc(letter)
        self.show_on_next_line(text)

    # --- marked content ---

    def begin_plain_mark(self, _tag: object) -> None:
        """Begin marked content that has no properties."""
        self._begin({}, None)

    def begin_mark(self, tag: object, props: object) -> None:
        """Begin marked content that has properties: a text of its own, or a layer that may be off."""
        if isinstance(props, PSLiteral):
            props = dict_value(self.resources.get("Properties", {})).get(literal_name(props))
        values = resolve1(props)
        layer = props if _name(tag) == "OC" else None
        self._begin(values if isinstance(values, dict) else {}, layer)

    def end_mark(self) -> None:
        """End marked content."""
        if self.marks:
            self.device.end_tag()
            if self.marks.pop():
                self.surface.hide(False)

    def _begin(self, values: Mapping[str, Any], layer: object) -> None:
        hidden = layer is not None and self._is_off(layer)
        self.marks.append(hidden)
        if hidden:
            self.surface.hide(True)
        self.device.begin_tag(PSLiteral("Span"), dict(values))

    def _is_off(self, layer: object) -> bool:
        # A layer (OCG) is off by itself, a group (OCMD) when all its layers are.
        if isinstance(layer, PDFObjRef) and layer.objid in self.hidden:
            return True
        values = resolve1(layer)
        members = values.get("OCGs") if isinstance(values, dict) else None
        members = (
            members if isinstance(members, PDFObjRef) and members.objid in self.hidden else resolve1(members)
        )
        if isinstance(members, PDFObjRef):
            return True
        refs = [item for item in members if isinstance(item, PDFObjRef)] if isinstance(members, list) else []
        return bool(refs) and all(item.objid in self.hidden for item in refs)

    # --- pictures and forms ---

    def paint_inline(self, obj: object) -> None:
        """Paint an inline picture."""
        if isinstance(obj, PDFStream):
            self.surface.paint_picture(self.ctm, obj, self.graphicstate)

    def call(self, name: object) -> None:
        """Paint a picture, or run a form."""
        item = self.xobjmap.get(literal_name(name))
        if item is None:
            return
        stream = stream_value(item)
        hidden = "OC" in stream and self._is_off(stream["OC"])
        if hidden:
            self.surface.hide(True)
        if _name(stream.get("Subtype")) == "Image":
            self.surface.paint_picture(self.ctm, stream, self.graphicstate)
        elif _name(stream.get("Subtype")) == "Form":
            self.run_form(stream, mult_matrix(as_matrix(stream.get("Matrix")), self.ctm))
        if hidden:
            self.surface.hide(False)

    def run_form(self, stream: PDFStream, ctm: Matrix) -> None:
        """Run a form whose own space `ctm` maps to the device; it is cut to its box."""
        if self.depth >= MAX_DEPTH:
            return
        before = self.graphicstate
        box = resolve1(stream.get("BBox"))
        if isinstance(box, list) and len(box) == 4:
            x0, y0, x1, y1 = (number_or(resolve1(value), 0.0) for value in box)
            self._clip_to(apply_matrix_rect(ctm, (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))))
        own = stream.get("Resources")
        resources = dict_value(own) if own else self.resources
        self.subinterp().render_contents(resources, [stream], ctm=ctm)
        self.graphicstate = before
        self.device.set_ctm(self.ctm)


def _box_of(path: Sequence[PathSegment], ctm: Matrix) -> Rect | None:
    numbers: list[tuple[float, float]] = []
    for _, *values in path:
        numbers += zip(values[::2], values[1::2], strict=False)
    if not numbers:
        return None
    a, b, c, d, e, f = ctm
    across = [a * x + c * y + e for x, y in numbers]
    down = [b * x + d * y + f for x, y in numbers]
    return min(across), min(down), max(across), max(down)


def _name(value: object) -> str:
    return str(value.name) if isinstance(value, PSLiteral) else ""
