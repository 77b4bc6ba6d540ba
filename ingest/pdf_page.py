"""How one PDF page is to be rendered: at the resolution of the scan on it, or at one fit for reading."""

from __future__ import annotations

import math
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium
from pypdfium2 import PdfImage, PdfTextObj

from balagh.ingest.layer import PlacedBox

if TYPE_CHECKING:
    from pypdfium2 import PdfMatrix, PdfObject, PdfPage

#: Points an inch.
POINTS = 72.0

#: What a page without a scan is rendered at: the resolution that the recognition models were made for.
TYPESET_DPI = 300.0

#: Pictures that cover at least this share of a page make it a scan. A communiqué with a large photo reaches a
#: third; a scan on a page with white margins three quarters.
SCAN_COVERAGE = 0.5

#: Pictures below this share of the page do not decide its resolution: logos and signatures pasted in at 1200
#: dpi. The mask of a page that was split into mask and background is larger.
LEAST_SHARE = 0.01

#: More drawn shapes than this beside a picture are content (text turned into outlines), not frames or crops.
MANY_SHAPES = 20

#: Strips of one scan differ in resolution by the rounding of their sizes alone.
SAME_RESOLUTION = 0.98

#: Together they cover the page once.
NO_OVERLAP = 1.02

#: Text of this render mode is invisible: the text layer under a scan.
_INVISIBLE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What of a page is shown, and how: its crop box and turn obeyed, in points of 1/72 inch.

    Attributes:
        width, height: as shown.
        matrix: maps the page's own coordinates to points from the bottom left of the page as shown, y upwards.
    """

    width: float
    height: float
    matrix: tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture on a page, as the page is shown: points from its top left corner.

    Attributes:
        left, top: the corner.
        width, height: its extent in points.
        pixels: its stored width and height in pixels, in its own orientation.
        per_point: the finer of its two resolutions, in pixels a point.
        share: the part of the page that it covers, 0 to 1.
        handle: pypdfium2's object.
    """

    left: float
    top: float
    width: float
    height: float
    pixels: tuple[int, int]
    per_point: float
    share: float
    handle: PdfImage


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One window of a page's rendering and how the page is laid under it.

    Attributes:
        window: left, top, right and bottom in pixels.
        scale_x, scale_y: pixels a point.
        shift_x, shift_y: pixels to move the content by, less than one: puts a scan's pixels on whole ones.
        alone: the only picture to draw; None for all that is on the page.
    """

    window: tuple[int, int, int, int]
    scale_x: float
    scale_y: float
    shift_x: float = 0.0
    shift_y: float = 0.0
    alone: PdfImage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderPlan:
    """A page's rendering: pixels of the result, dots an inch, and the parts to draw in turn.

    `scan` says that the pictures on the page decide: they are the page.
    """

    width: int
    height: int
    dpi: float
    parts: tuple[Part, ...]
    scan: bool = False

    def reduced_to(self, megapixels: float) -> RenderPlan:
        """Give the plan, coarser where needed, so that the result has at most `megapixels`."""
        factor = math.sqrt(megapixels * 1e6 / (self.width * self.height))
        if factor >= 1:
            return self
        width, height = max(1, math.floor(self.width * factor)), max(1, math.floor(self.height * factor))
        first = self.parts[0]
        whole = Part(
            window=(0, 0, width, height), scale_x=first.scale_x * factor, scale_y=first.scale_y * factor
        )
        return replace(self, width=width, height=height, dpi=self.dpi * factor, parts=(whole,))


def pictures_on(page: PdfPage) -> list[Picture]:
    """List the pictures that can be seen on `page`, those inside forms too."""
    found = []
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE]):
        picture = _placed(page, item)
        if picture.share > 0:
            found.append(picture)
    return found


def frame_of(page: PdfPage, user_unit: float) -> Frame:
    """Give what of `page` is shown; `user_unit` is the length of its point in points."""
    left, bottom, right, top = page.get_bbox()
    turns = {
        0: (1, 0, 0, 1, -left, -bottom),
        90: (0, -1, 1, 0, -bottom, right),
        180: (-1, 0, 0, -1, right, top),
    }
    a, b, c, d, e, f = turns.get(page.get_rotation(), (0, 1, -1, 0, top, -left))
    unit = user_unit
    return Frame(
        width=page.get_width() * unit,
        height=page.get_height() * unit,
        matrix=(a * unit, b * unit, c * unit, d * unit, e * unit, f * unit),
    )


def place_of(picture: Picture, frame: Frame, user_unit: float) -> PlacedBox:
    """Give the part of `picture` that is on the page, in points of 1/72 inch."""
    x0, y0 = picture.left * user_unit, picture.top * user_unit
    x1, y1 = x0 + picture.width * user_unit, y0 + picture.height * user_unit
    return PlacedBox(x0=max(0.0, x0), y0=max(0.0, y0), x1=min(frame.width, x1), y1=min(frame.height, y1))


def may_have_text(page: PdfPage) -> bool:
    """Say whether there is any letter on `page`, seen or not, or a note that may show some."""
    if pdfium.FPDFPage_GetAnnotCount(page):
        return True
    with closing(page.get_textpage()) as text:
        return bool(text.count_chars())


def plan_at(page: PdfPage, dpi: float, user_unit: float) -> RenderPlan:
    """Plan the whole of `page` at `dpi`."""
    return _plan(page, dpi / POINTS * user_unit, user_unit)


def plan_rendering(
    page: PdfPage, pictures: list[Picture], user_unit: float, *, text_seen: bool | None = None
) -> RenderPlan:
    """Choose the resolution for `page`; `user_unit` is the length of its point in points.

    `text_seen` says whether letters can be seen on it besides those in its pictures; None leaves it to pdfium,
    which does not notice what lies under a picture.
    """
    typeset = TYPESET_DPI / POINTS * user_unit
    if sum(picture.share for picture in pictures) < SCAN_COVERAGE:
        return _plan(page, typeset, user_unit)
    weighty = [picture for picture in pictures if picture.share >= LEAST_SHARE] or pictures
    finest = max(weighty, key=lambda picture: picture.per_point)
    drawings = _count_drawings(page, text_seen)
    if finest.per_point < typeset and drawings > MANY_SHAPES:
        return _plan(page, typeset, user_unit)
    plan = replace(_plan(page, finest.per_point, user_unit), scan=True)
    if not drawings and _are_strips(page, pictures, finest):
        return replace(plan, parts=tuple(_strip(picture, plan) for picture in pictures))
    return _aligned(plan, page, finest) if finest.share >= SCAN_COVERAGE else plan


def _plan(page: PdfPage, scale: float, user_unit: float) -> RenderPlan:
    width, height = max(1, round(page.get_width() * scale)), max(1, round(page.get_height() * scale))
    whole = Part(window=(0, 0, width, height), scale_x=scale, scale_y=scale)
    return RenderPlan(width=width, height=height, dpi=scale * POINTS / user_unit, parts=(whole,))


def _are_strips(page: PdfPage, pictures: list[Picture], finest: Picture) -> bool:
    # Some scanners cut a page into many pictures: of one resolution, side by side, and nothing else is there.
    alike = all(picture.per_point > SAME_RESOLUTION * finest.per_point for picture in pictures)
    apart = sum(picture.share for picture in pictures) < NO_OVERLAP
    return len(pictures) > 1 and alike and apart and not pdfium.FPDFPage_GetAnnotCount(page)


def _strip(picture: Picture, plan: RenderPlan) -> Part:
    whole = plan.parts[0]
    scales = _exact_scales(picture, whole.scale_x) or (whole.scale_x, whole.scale_y)
    left, top = round(picture.left * scales[0]), round(picture.top * scales[1])
    return Part(
        window=(left, top, left + round(picture.width * scales[0]), top + round(picture.height * scales[1])),
        scale_x=scales[0],
        scale_y=scales[1],
        shift_x=left - picture.left * scales[0],
        shift_y=top - picture.top * scales[1],
        alone=picture.handle,
    )


def _exact_scales(picture: Picture, scale: float) -> tuple[float, float] | None:
    # The scales at which each pixel of the picture lands on one pixel. They differ from `scale` by the rounding
    # of sizes to points; where they would differ by more, the picture's pixels are not square: None.
    across, down = round(picture.width * scale), round(picture.height * scale)
    stored = sorted(picture.pixels)
    if any(abs(have - want) > 2 for have, want in zip(sorted((across, down)), stored, strict=True)):
        return None
    across, down = stored if across <= down else stored[::-1]
    return across / picture.width, down / picture.height


def _aligned(plan: RenderPlan, page: PdfPage, picture: Picture) -> RenderPlan:
    scales = _exact_scales(picture, plan.parts[0].scale_x)
    if scales is None:
        return plan
    (scale_x, scale_y), across, down = scales, picture.width * scales[0], picture.height * scales[1]
    width, height = page.get_width() * scale_x, page.get_height() * scale_y
    # A page a fraction of a pixel larger than its scan is as large as the scan.
    width = round(across if abs(width - across) < 2 else width)
    height = round(down if abs(height - down) < 2 else height)
    part = Part(
        window=(0, 0, max(1, width), max(1, height)),
        scale_x=scale_x,
        scale_y=scale_y,
        shift_x=round(picture.left * scale_x) - picture.left * scale_x,
        shift_y=round(picture.top * scale_y) - picture.top * scale_y,
    )
    return replace(plan, width=part.window[2], height=part.window[3], parts=(part,))


def _placed(page: PdfPage, item: PdfImage) -> Picture:
    matrix = _matrix_on_page(item)
    corners = [_shown(page, *matrix.on_point(x, y)) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))]
    left, right = min(x for x, _ in corners), max(x for x, _ in corners)
    top, bottom = min(y for _, y in corners), max(y for _, y in corners)
    page_width, page_height = page.get_width(), page.get_height()
    seen_across = min(right, page_width) - max(left, 0.0)
    seen_down = min(bottom, page_height) - max(top, 0.0)
    pixels = item.get_px_size()
    sides = math.hypot(matrix.a, matrix.b), math.hypot(matrix.c, matrix.d)
    return Picture(
        left=left,
        top=top,
        width=right - left,
        height=bottom - top,
        pixels=pixels,
        per_point=max(
            (count / side for count, side in zip(pixels, sides, strict=True) if side > 0), default=0.0
        ),
        share=max(0.0, seen_across) * max(0.0, seen_down) / (page_width * page_height),
        handle=item,
    )


def _matrix_on_page(item: PdfObject) -> PdfMatrix:
    matrix = item.get_matrix()
    while item.container is not None:
        item = item.container
        matrix = matrix.multiply(item.get_matrix())
    return matrix


def _shown(page: PdfPage, x: float, y: float) -> tuple[float, float]:
    # From the page's own coordinates to points from the top left of the page as it is shown.
    box = page.get_bbox()
    left, bottom, right, top = box
    turns = {0: (x - left, top - y), 90: (y - bottom, x - left), 180: (right - x, y - bottom)}
    return turns.get(page.get_rotation(), (top - y, right - x))


def _count_drawings(page: PdfPage, text_seen: bool | None) -> int:
    # Shapes and visible text; text counts as many shapes.
    drawings = (MANY_SHAPES + 1) * bool(text_seen)
    for item in page.get_objects():
        if isinstance(item, PdfTextObj):
            if text_seen is None and pdfium.FPDFTextObj_GetTextRenderMode(item) != _INVISIBLE:
                return MANY_SHAPES + 1
        else:
            drawings += item.type in {pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_SHADING}
    return drawings
