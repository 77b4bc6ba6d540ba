"""A photograph of a page made into something like a scan of it: found, laid flat, evenly lit, and judged.

What is no photograph comes back as None and is not touched. Geometry is gathered in one coarse grid (perspective, bent
sides, bent lines), so that the full picture is resampled only once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from balagh.model import Step
from balagh.pipelines.clean.colour import divide_paper, find_paper, unevenness
from balagh.pipelines.clean.dewarp import BEND_DPI, measure_bend
from balagh.pipelines.clean.page_edge import find_outline, looks_lit
from balagh.pipelines.clean.page_sides import flat_grid, follow_sides
from balagh.pipelines.clean.resolution import estimate_dpi
from balagh.pipelines.clean.sharpness import judge_resolution, judge_sharpness, sharpen
from balagh.pipelines.clean.skew import find_slant

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from balagh.ingest.sheet import Image
    from balagh.pipelines.clean.dewarp import Bend
    from balagh.pipelines.clean.page_edge import Outline
    from balagh.pipelines.clean.page_sides import Sides

    Floats = NDArray[np.float64]

#: A sheet laid flat has this many dots an inch, as an office scan: lines are found best there.
FLAT_DPI = 300.0

#: Height over width of A4 upright, and how far off (as a share) a sheet's shape may be to be taken for A4: without the
#: lens's data a photo tells the shape to a few parts in a hundred.
A4_SHAPE, SAME_SHAPE = 1.4142, 0.09

#: A sheet of another shape is taken to have this side by side area, in square inches: that of A4 again.
A4_AREA = 8.27 * 11.69

#: Length of a phone's lens, as a share of the frame's longer side: 26 mm on 36.
LENS = 0.75

#: Cells of the grid are so many pixels of the flat page.
CELL = 16

#: Slant of the lines, in degrees, above which it is undone before bends are measured.
LEAST_TURN = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A page laid flat: grey or BGR, its dots an inch, and what was done to it."""

    picture: Image
    dpi: float
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grid:
    """Where on the photo each cell of a flat page of (height, width) pixels lies; `dpi` is the flat page's."""

    x: Floats
    y: Floats
    height: int
    width: int
    dpi: float

    @property
    def native_dpi(self) -> float:
        """The photo's own pixels for an inch of the page, in the mean."""
        rows, columns = self.x.shape
        corners = np.array(
            [[a[r, c] for a in (self.x, self.y)] for r, c in ((0, 0), (0, -1), (-1, -1), (-1, 0))]
        )
        share = (rows - 1) * (columns - 1) / (rows * columns)
        return self.dpi * float(np.sqrt(_area(corners) / max(1e-9, share * self.width * self.height)))


def open_picture(picture: Image, stated_dpi: float | None) -> Photo:
    """Give a picture as a page to clean: a photo laid flat, a scan as it is (the same object) and without steps."""
    photo = flatten_photo(picture, stated_dpi)
    if photo is not None:
        return photo
    return Photo(picture=picture, dpi=estimate_dpi(picture.shape[0], picture.shape[1], stated_dpi), steps=())


def flatten_photo(picture: Image, stated_dpi: float | None) -> Photo | None:
    """Lay a photographed page flat and light it evenly; None for a picture that is no photo of a page.

    Args:
        picture: (height, width) grey or (height, width, 3) BGR, uint8; left unchanged.
        stated_dpi: what the file says, or None; a page that is found gets a resolution of its own.
    """
    outline = find_outline(picture)
    if outline is not None and _is_scan_with_rim(outline, picture, stated_dpi):
        return None
    # A grey scan under uneven light needs no more than `flatten_light`.
    lit = outline is None and (stated_dpi is None or picture.ndim == 3) and looks_lit(picture)
    if outline is not None:
        grid = _page_grid(follow_sides(picture, outline), picture)
    elif lit or (stated_dpi is None and not _is_bilevel(picture)):
        grid = _whole_grid(picture, stated_dpi)
    else:
        return None
    bent, bend = _straighten(grid, picture)
    straightened = bent is not grid
    if outline is None and not (lit or straightened):
        return None
    flat = _draw(bent, picture) if outline is not None or straightened else picture
    paper = find_paper(flat, bent.dpi)
    spread, tint = unevenness(paper)
    flat = divide_paper(flat, paper)
    judged = judge_sharpness(flat, bent.dpi)
    if judged.value is not None:
        flat = sharpen(flat, judged.value, bent.dpi)
    share = 0.0 if outline is None else _area(outline.corners) / (picture.shape[0] * picture.shape[1])
    steps = (
        Step(
            name="find_page",
            applied=outline is not None,
            value=round(share, 2),
            note="share of the photo",
        ),
        Step(
            name="straighten_lines",
            applied=straightened,
            value=None if bend is None else round(bend.size, 2),
            note=f"pixels at {BEND_DPI:.0f} dpi that print lies off straight lines",
        ),
        Step(
            name="even_colours",
            applied=True,
            value=round(max(spread, tint), 1),
            note="levels between paper and paper, or its tint",
        ),
        judge_resolution(bent.native_dpi),
        judged,
        Step(name="sharpen_print", applied=judged.value is not None, value=judged.value, note=judged.note),
    )
    return Photo(picture=flat, dpi=bent.dpi, steps=steps)


#: A scan on a dark lid lies square: its sides run along the frame's within this tangent, and it fills most of it.
SQUARE, FILLING = 0.02, 0.8


def _is_scan_with_rim(outline: Outline, picture: Image, stated_dpi: float | None) -> bool:
    """Tell whether the outline is that of a page on a scanner's glass: the file knows its resolution, all is square."""
    if stated_dpi is None:
        return False
    along = np.roll(outline.corners, -1, axis=0) - outline.corners
    tangents = np.abs(along).min(axis=1) / np.abs(along).max(axis=1)
    share = _area(outline.corners) / (picture.shape[0] * picture.shape[1])
    return bool(tangents.max() < SQUARE and share > FILLING)


def _is_bilevel(picture: Image) -> bool:
    """Tell whether a picture is black and white only, as faxes and some scans are, and no photo is."""
    return picture.ndim == 2 and np.unique(picture[::8, ::8]).size <= 2


def _area(corners: Floats) -> float:
    x, y = corners.T
    return 0.5 * abs(float(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1))))


def _page_grid(sides: Sides, picture: Image) -> _Grid:
    shape = page_shape(sides.corners, picture.shape[1], picture.shape[0])
    for like in (A4_SHAPE, 1 / A4_SHAPE):
        if abs(np.log(shape / like)) < SAME_SHAPE:
            shape = like
    width = round(np.sqrt(A4_AREA / shape) * FLAT_DPI)
    height = round(width * shape)
    x, y = flat_grid(sides, max(2, width // CELL), max(2, height // CELL))
    return _Grid(x=x, y=y, height=height, width=width, dpi=FLAT_DPI)


def page_shape(corners: Floats, width: int, height: int) -> float:
    """Give a flat sheet's height over its width from its corners (4, 2) in a photo of width x height pixels.

    Z. Zhang and L. He, "Whiteboard scanning and image enhancement", 2007, with the lens's length taken as known: from
    the corners alone it is too uncertain where the camera is nearly square to the sheet.
    """
    long = LENS * max(width, height)
    rays = np.concatenate([corners - np.array([width / 2, height / 2]), np.full((4, 1), long)], axis=1) / long
    one, two, four, three = rays
    second = np.dot(np.cross(one, four), three) / np.dot(np.cross(two, four), three)
    third = np.dot(np.cross(one, four), two) / np.dot(np.cross(three, four), two)
    across, down = second * two - one, third * three - one
    return float(np.linalg.norm(down) / max(1e-9, float(np.linalg.norm(across))))


def _whole_grid(picture: Image, stated_dpi: float | None) -> _Grid:
    height, width = picture.shape[:2]
    dpi = estimate_dpi(height, width, stated_dpi)
    columns, rows = max(2, width // CELL), max(2, height // CELL)
    x, y = np.meshgrid(
        (np.arange(columns) + 0.5) * width / columns - 0.5, (np.arange(rows) + 0.5) * height / rows - 0.5
    )
    return _Grid(x=x, y=y, height=height, width=width, dpi=dpi)


def _straighten(grid: _Grid, picture: Image) -> tuple[_Grid, Bend | None]:
    """Take the bend of the lines out of the grid, if that makes them straighter; else give the same grid."""
    ink = _small_ink(grid, picture)
    sideways, slant = find_slant(ink)
    turned = grid
    if abs(slant.angle) >= LEAST_TURN:
        turned = _turn(grid, slant.angle)
        ink = _small_ink(turned, picture)
    bend = measure_bend(np.ascontiguousarray(ink.T) if sideways else ink)
    if bend is None or not bend.matters:
        return grid, bend
    scale = BEND_DPI / grid.dpi
    x, y = _middles(turned)
    if sideways:
        return _moved(turned, x + bend.shift(y * scale, x * scale) / scale, y), bend
    return _moved(turned, x, y + bend.shift(x * scale, y * scale) / scale), bend


def _middles(grid: _Grid) -> tuple[Floats, Floats]:
    """Give x and y of the cells' middles on the flat page, in its pixels."""
    rows, columns = grid.x.shape
    x = (np.arange(columns) + 0.5) * grid.width / columns
    y = (np.arange(rows) + 0.5) * grid.height / rows
    across, down = np.meshgrid(x, y)
    return across, down


def _turn(grid: _Grid, degrees: float) -> _Grid:
    """Turn the flat page back by so many degrees of clockwise slant, about its middle."""
    x, y = _middles(grid)
    x, y = x - grid.width / 2, y - grid.height / 2
    cosine, sine = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return _moved(grid, cosine * x - sine * y + grid.width / 2, sine * x + cosine * y + grid.height / 2)


def _moved(grid: _Grid, x: Floats, y: Floats) -> _Grid:
    """Give the grid of the page whose cells show what lies at x, y of this one."""
    rows, columns = grid.x.shape
    column = np.asarray(x / grid.width * columns - 0.5, np.float32)
    row = np.asarray(y / grid.height * rows - 0.5, np.float32)
    # A rim of two cells continues the grid in a straight line, for what is moved in from beyond it.
    padded = [np.pad(part, 2, mode="reflect", reflect_type="odd") for part in (grid.x, grid.y)]
    taken = [
        np.asarray(
            cv2.remap(part, column + 2, row + 2, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE),
            np.float64,
        )
        for part in padded
    ]
    return _Grid(x=taken[0], y=taken[1], height=grid.height, width=grid.width, dpi=grid.dpi)


#: Ink is darker than this share of the paper around it, on the picture that bends are measured on.
INK_SHARE = 0.78


def _small_ink(grid: _Grid, picture: Image) -> Image:
    """Give the ink of the flat page at `BEND_DPI`, 255 where it is."""
    size = (max(1, round(grid.width * BEND_DPI / grid.dpi)), max(1, round(grid.height * BEND_DPI / grid.dpi)))
    step = max(1, int(max(float(np.ptp(grid.x)), float(np.ptp(grid.y))) / max(size)))
    small = cv2.resize(
        picture, (picture.shape[1] // step, picture.shape[0] // step), interpolation=cv2.INTER_AREA
    )
    gray = small if small.ndim == 2 else cv2.cvtColor(small, cv2.COLOR_BGR2GRAY)
    x, y = (cv2.resize(part.astype(np.float32), size) / step for part in (grid.x, grid.y))
    seen = cv2.remap(gray, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    around = cv2.morphologyEx(
        cv2.blur(seen, (3, 3)), cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8), borderType=cv2.BORDER_REPLICATE
    )
    return np.where(seen < INK_SHARE * around, 255, 0).astype(np.uint8)


def _draw(grid: _Grid, picture: Image) -> Image:
    """Draw the flat page from the photo; what lies outside the photo shows its nearest pixel."""
    size = (grid.width, grid.height)
    x, y = (cv2.resize(part.astype(np.float32), size) for part in (grid.x, grid.y))
    drawn = cv2.remap(picture, x, y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(drawn, np.uint8)
