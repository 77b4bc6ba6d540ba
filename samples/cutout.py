"""Some parts of a page as a picture of their own: a letterhead's logo as somebody pasted it into a Word file."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pypdfium2 as pdfium
from PIL import Image as PillowImage

from samples.markup import fragment_of
from samples.render import UNITS, pdf_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samples.document import PageStyle, Part

#: Dots an inch of a picture in a Word file: what word processors keep when they are told to compress for print.
PICTURE_DPI = 220

#: Millimetres in an inch.
INCH = 25.4

#: White left around the ink, in dots.
RIM = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Cutout:
    """A PNG picture and its width on paper in millimetres."""

    png: bytes
    width: float
    height: float


def picture_of(parts: Sequence[Part], page: PageStyle, width: float) -> Cutout:
    """Render parts one under another and cut the picture to their ink.

    Args:
        parts: what to render.
        page: the document's fonts and colours.
        width: millimetres that lines may take before they wrap.
    """
    document = pdfium.PdfDocument(pdf_of(fragment_of(parts, page, width)))
    try:
        picture = document[0].render(scale=PICTURE_DPI / UNITS, rev_byteorder=True).to_numpy()[..., :3]
    finally:
        document.close()
    rows, columns = np.nonzero((picture < 250).any(axis=2))
    top, bottom = max(int(rows.min()) - RIM, 0), int(rows.max()) + RIM + 1
    left, right = max(int(columns.min()) - RIM, 0), int(columns.max()) + RIM + 1
    cut = np.ascontiguousarray(picture[top:bottom, left:right])
    buffer = io.BytesIO()
    PillowImage.fromarray(cut).save(buffer, "PNG", dpi=(PICTURE_DPI, PICTURE_DPI), optimize=True)
    height, width_dots = cut.shape[:2]
    return Cutout(
        png=buffer.getvalue(), width=width_dots * INCH / PICTURE_DPI, height=height * INCH / PICTURE_DPI
    )
