"""What pictures of every kind share: grey where there is no colour, and a resolution worth believing."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from balagh.errors import OversizeError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from balagh.ingest.sheet import Image

#: Resolutions that scanners and faxes have (dots an inch); outside are the 1 and 96000 of careless programs.
BELIEVABLE_DPI = (50.0, 1200.0)

#: The longest page worth believing (inches): A2 is 23.4. A photo of 4000 pixels "at 72 dpi" would be 55.
LONGEST_PAGE = 24.0


def plain_grey(image: Image) -> Image:
    """Give a BGR picture as grey when its channels are all the same; a grey picture comes back as it is."""
    if image.ndim == 2:
        return image
    # A glance at one pixel in 64 settles it for nearly every colour page.
    for part in (image[::8, ::8], image):
        blue, green, red = part[..., 0], part[..., 1], part[..., 2]
        if (blue != green).any() or (green != red).any():
            return image
    return image[..., 0].copy()


def believable_dpi(dpi: float, width: int, height: int) -> float | None:
    """Give `dpi`, rounded to a hundredth, when a page of width x height pixels can have it, else None.

    >>> believable_dpi(300, 2480, 3508)
    300.0
    >>> believable_dpi(72, 3000, 4000) is None
    True
    """
    lowest, highest = BELIEVABLE_DPI
    if not lowest <= dpi <= highest or max(width, height) > LONGEST_PAGE * dpi:
        return None
    return round(float(dpi), 2)


def check_size(width: int, height: int, limit: float, label: str) -> None:
    """Refuse a picture of width x height pixels beyond `limit` megapixels.

    Raises:
        OversizeError: it is larger.
    """
    if width * height > limit * 1e6:
        size = width * height / 1e6
        message = f"{label}: {width} x {height} pixels are {size:.0f} megapixels, more than {limit:g}"
        raise OversizeError(message)


@contextmanager
def whole_files_only() -> Iterator[None]:
    """Let Pillow refuse pictures that break off, even where another library told it to pad them with grey."""
    from PIL import ImageFile

    padded = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = padded
