"""What of a page has to be read from its picture, and the picture of that alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from balagh.model import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from balagh.ingest.layer import PlacedBox
    from balagh.ingest.sheet import Image
    from balagh.pipelines.layer.ink import Drawing
    from balagh.pipelines.layer.rows import Cut

#: A picture smaller than this, in square points (0.3 square inches), holds nothing to read: a bullet, an icon.
LEAST_PICTURE = 0.3 * 72 * 72

#: Fewer pieces of ink that no glyph explains are specks or ornaments.
LEAST_PIECES = 3

#: Pixels of the large picture that a letter's soft edge reaches beyond its ink on the small one.
SOFT_EDGE = 5


def wanted_ink(
    drawing: Drawing, doubtful: Sequence[Cut], left: NDArray[np.int32], pictures: Sequence[PlacedBox]
) -> Image | None:
    """Mark on the drawing what has to be read from it; None where there is nothing worth it.

    Args:
        drawing: the page.
        doubtful: words whose layer cannot be trusted.
        left: numbers of the pieces of ink that nothing explains.
        pictures: those on the page.

    Returns:
        (height, width) uint8, 255 where the page is to be read.
    """
    chosen = np.zeros(len(drawing.pieces) + 1, bool)
    if doubtful:
        chosen[1:] = _pieces_of(drawing, doubtful)
    mask = np.zeros(drawing.gray.shape, np.uint8)
    shown = [
        box for box in (_scaled(drawing, picture) for picture in pictures) if _is_large(box, drawing.scale)
    ]
    for box in shown:
        mask[box.y0 : box.y1, box.x0 : box.x1] = 255
    if len(left) >= LEAST_PIECES or shown:
        chosen[left + 1] = True
    if not chosen.any() and not shown:
        return None
    mask[chosen[drawing.labels]] = 255
    return mask


def _scaled(drawing: Drawing, place: PlacedBox) -> Box:
    sides = (round(side * drawing.scale) for side in (place.x0, place.y0, place.x1, place.y1))
    return Box(*sides).clip(drawing.gray.shape[1], drawing.gray.shape[0])


def _is_large(box: Box, scale: float) -> bool:
    return box.width * box.height >= LEAST_PICTURE * scale * scale


def _pieces_of(drawing: Drawing, words: Sequence[Cut]) -> NDArray[np.bool_]:
    """Mark the pieces of ink whose middles lie in one of the words."""
    across = (drawing.pieces[:, 0] + drawing.pieces[:, 2]) / 2 / drawing.scale
    down = (drawing.pieces[:, 1] + drawing.pieces[:, 3]) / 2 / drawing.scale
    inside = np.zeros(len(drawing.pieces), bool)
    in_lines = drawing.owners >= 0
    for word in words:
        y0, y1 = min(glyph.y0 for glyph in word.glyphs), max(glyph.y1 for glyph in word.glyphs)
        inside |= (across >= word.x0 - 0.5) & (across <= word.x1 + 0.5) & (down >= y0) & (down <= y1)
    return inside & in_lines


def large_mask(mask: Image, size: tuple[int, int], trusted: Sequence[Cut], scale: float) -> Image:
    """Give the mask for a larger picture of the page, words that are known taken out.

    Args:
        mask: what to keep, over the whole page.
        size: height and width of the picture.
        trusted: words not to be read again.
        scale: pixels of the picture a point.
    """
    height, width = size
    large = cv2.resize(mask, (width, height), interpolation=cv2.INTER_NEAREST)
    large = cv2.dilate(large, np.ones((SOFT_EDGE, SOFT_EDGE), np.uint8))
    for word in trusted:
        x0, x1 = round(word.x0 * scale), round(word.x1 * scale)
        y0 = round(min(glyph.y0 for glyph in word.glyphs) * scale)
        y1 = round(max(glyph.y1 for glyph in word.glyphs) * scale)
        box = Box(x0, y0, x1, y1).clip(width, height)
        # Tall boxes reach into the lines above and below, which may be wanted.
        large[box.y0 + box.height // 4 : box.y1 - box.height // 4, box.x0 : box.x1] = 0
    return np.asarray(large, np.uint8)
