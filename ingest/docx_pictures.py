"""Pictures embedded in a DOCX: decoded as files of their own, cropped as the page crops them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from balagh.errors import DamagedInputError, OversizeError
from balagh.ingest.flow import FlowPicture
from balagh.ingest.images import image_pages, image_sheets
from balagh.ingest.pixels import BELIEVABLE_DPI
from balagh.ingest.sheet import Notice
from balagh.ingest.sniff import SNIFF_BYTES, MediaType, sniff
from balagh.ingest.source import Payload

if TYPE_CHECKING:
    from balagh.ingest.docx_items import PictureRef
    from balagh.ingest.docx_package import Package
    from balagh.ingest.sheet import Image

#: Drawings that are no pixels, by what their bytes begin with or hold: what to call them.
_VECTOR = (
    (b"\x01\x00\x00\x00", 40, b" EMF", "EMF"),
    (b"\xd7\xcd\xc6\x9a", 0, b"", "WMF"),
    (b"\x01\x00\x09\x00", 0, b"", "WMF"),
)

#: A picture of fewer pixels or less than this printed (inches) across or down holds no word: a bullet, a rule.
LEAST_PIXELS, LEAST_INCHES = 12, 0.1

#: A picture this much longer than it is high, or higher than long, is a rule.
MOST_SLENDER = 30.0


def read_picture(package: Package, ref: PictureRef, max_megapixels: float) -> FlowPicture | Notice | None:
    """Decode one picture.

    Returns:
        The picture; a notice that says why it cannot be read; None for what is too small to hold a word.

    Raises:
        EncryptedError: the package is behind a password.
    """
    name = ref.part.rpartition("/")[2]
    if not package.has(ref.part):
        return _unread(name, "is missing in the file")
    if ref.inches is not None and _is_trifle(*ref.inches, LEAST_INCHES):
        return None
    try:
        data = package.read(ref.part)
    except (DamagedInputError, OversizeError) as error:
        return _unread(name, f"cannot be read: {error.message.removeprefix(package.label + ': ')}")
    kind = sniff(data[:SNIFF_BYTES])
    if kind is None or kind in (MediaType.PDF, MediaType.TEXT, MediaType.DOCX):
        return _unread(name, f"is {_vector_name(data)}, which balagh does not read")
    payload = Payload(data=data, name=name, label=f"{package.label}, {name}")
    try:
        frames, _ = image_pages(payload, kind)
        sheet = next(image_sheets(payload, kind, frames[:1], (1,), max_megapixels))
    except (DamagedInputError, OversizeError) as error:
        return _unread(name, f"cannot be read: {error.message.removeprefix(payload.label + ': ')}")
    if sheet.image is None or _is_trifle(sheet.image.shape[1], sheet.image.shape[0], LEAST_PIXELS):
        return None
    image = _cropped(sheet.image, ref.crop)
    printed = image.shape[1] / ref.inches[0] if ref.inches is not None else sheet.dpi
    believable = printed is not None and BELIEVABLE_DPI[0] <= printed <= BELIEVABLE_DPI[1]
    return FlowPicture(image=image, name=name, dpi=printed if believable else None, region=ref.region)


def _unread(name: str, why: str) -> Notice:
    return Notice(code="picture-unread", message=f"the picture {name} {why}")


def _is_trifle(width: float, height: float, least: float) -> bool:
    return min(width, height) < least or max(width, height) > MOST_SLENDER * min(width, height)


def _vector_name(data: bytes) -> str:
    for magic, at, inner, name in _VECTOR:
        if data.startswith(magic) and data[at : at + len(inner)] == inner:
            return f"a {name} drawing"
    return "an SVG drawing" if b"<svg" in data[:4096] else "of an unknown kind"


def _cropped(image: Image, crop: tuple[float, float, float, float]) -> Image:
    height, width = image.shape[:2]
    left, top, right, bottom = crop
    x0, x1 = round(left * width), width - round(right * width)
    y0, y1 = round(top * height), height - round(bottom * height)
    return image[y0:y1, x0:x1] if x1 - x0 > LEAST_PIXELS < y1 - y0 else image
