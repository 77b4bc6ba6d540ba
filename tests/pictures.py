"""Drawn pages as files."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import Image as Pil

if TYPE_CHECKING:
    from balagh.ingest import Image


def as_png(picture: Image, dpi: int | None = None) -> bytes:
    """A grey or BGR picture as the bytes of a PNG file that says its resolution, or does not."""
    image = Pil.fromarray(picture if picture.ndim == 2 else picture[:, :, ::-1].copy())
    out = io.BytesIO()
    if dpi is None:
        image.save(out, "PNG")
    else:
        image.save(out, "PNG", dpi=(dpi, dpi))
    return out.getvalue()
