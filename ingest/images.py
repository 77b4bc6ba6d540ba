"""Picture files as sheets: decoded by Pillow, upright as EXIF says, on white, with square pixels."""

from __future__ import annotations

import io
import struct
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING

from balagh.errors import DamagedInputError
from balagh.ingest.pixels import believable_dpi, check_size, plain_grey, whole_files_only
from balagh.ingest.sheet import Notice, Sheet
from balagh.ingest.sniff import MediaType

if TYPE_CHECKING:
    from collections.abc import Iterator

    import PIL.Image
    from PIL.ImageFile import ImageFile

    from balagh.ingest.sheet import Image
    from balagh.ingest.source import Payload

#: Resolutions across and down that differ by less than this are the same: fax "fine" is 204 x 196.
SAME_DPI = 0.02

#: Beyond this ratio of the two the figures are nonsense; the oddest real fax mode (204 x 98) has 2.08.
WORST_DPI_RATIO = 2.6

#: Where the two axes of colour of a Lab picture stand for grey; rounding makes it one more or less.
LAB_GREY = 128

#: EXIF orientations that swap width and height.
_SIDEWAYS = frozenset({5, 6, 7, 8})
_EXIF_ORIENTATION = 274

#: TIFF's "new subfile type": bit 0 marks a small copy of another page.
_TIFF_SUBFILE_TYPE = 254

#: What Pillow's readers raise on content that breaks off or contradicts itself.
_DECODING_ERRORS = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    ZeroDivisionError,
    OverflowError,
    struct.error,
)


def image_pages(payload: Payload, media_type: MediaType) -> tuple[tuple[int, ...], tuple[Notice, ...]]:
    """Give the frames of a picture file that are pages (zero-based), and what is worth saying about the file.

    A TIFF's pages are its frames without the small copies that some scanners add. The frames of a moving GIF,
    WebP or PNG are moments of one picture: the first is taken.

    Raises:
        DamagedInputError: the file breaks off or contradicts itself.
    """
    with _reading(payload.label), _open(payload, media_type) as picture:
        frames = getattr(picture, "n_frames", 1)
        if frames == 1:
            return (0,), ()
        if media_type is not MediaType.TIFF:
            message = f"the picture moves; only the first of its {frames} frames was read"
            return (0,), (Notice(code="first-frame-only", message=message),)
        pages = tuple(frame for frame in range(frames) if not _is_small_copy(picture, frame))
        return pages or tuple(range(frames)), ()


def image_sheets(
    payload: Payload,
    media_type: MediaType,
    frames: tuple[int, ...],
    numbers: tuple[int, ...],
    max_megapixels: float,
) -> Iterator[Sheet]:
    """Make the sheets of the one-based page `numbers`, where page n is frame ``frames[n - 1]``.

    Raises:
        OversizeError: a page is beyond the limit; it is not decoded.
        DamagedInputError: a page breaks off.
    """
    for number in numbers:
        label = payload.label if len(frames) == 1 else f"{payload.label}, page {number}"
        # No name is bound to the sheet: while its user works, nothing of it is kept here.
        yield _sheet(*_decode(payload, media_type, frames[number - 1], max_megapixels, label), number)


@contextmanager
def _reading(label: str) -> Iterator[None]:
    with warnings.catch_warnings():
        # Pillow warns of odd metadata, which nobody needs here, and of size, which `check_size` decides.
        warnings.simplefilter("ignore")
        try:
            yield
        except _DECODING_ERRORS as error:
            message = f"{label}: the picture breaks off or is damaged"
            raise DamagedInputError(message) from error


def _open(payload: Payload, media_type: MediaType) -> ImageFile:
    # The reader's own class, not Image.open: that one has a limit of its own, the same for the whole process.
    from PIL import (
        BmpImagePlugin,
        GifImagePlugin,
        JpegImagePlugin,
        PngImagePlugin,
        TiffImagePlugin,
        WebPImagePlugin,
    )

    readers: dict[MediaType, type[ImageFile]] = {
        MediaType.BMP: BmpImagePlugin.BmpImageFile,
        MediaType.GIF: GifImagePlugin.GifImageFile,
        MediaType.JPEG: JpegImagePlugin.JpegImageFile,
        MediaType.PNG: PngImagePlugin.PngImageFile,
        MediaType.TIFF: TiffImagePlugin.TiffImageFile,
        MediaType.WEBP: WebPImagePlugin.WebPImageFile,
    }
    return readers[media_type](io.BytesIO(payload.data))


def _is_small_copy(picture: ImageFile, frame: int) -> bool:
    picture.seek(frame)
    return bool(int(picture.tag_v2.get(_TIFF_SUBFILE_TYPE, 0)) & 1)  # type: ignore[attr-defined]


def _decode(
    payload: Payload, media_type: MediaType, frame: int, max_megapixels: float, label: str
) -> tuple[PIL.Image.Image, float, float]:
    # The upright picture and its dots an inch across and down.
    from PIL import ImageOps

    with _reading(label), whole_files_only(), _open(payload, media_type) as picture:
        if frame:
            picture.seek(frame)
        check_size(*picture.size, max_megapixels, label)
        across, down = _resolution(picture)
        if picture.getexif().get(_EXIF_ORIENTATION) in _SIDEWAYS:
            across, down = down, across
        picture.load()
        return ImageOps.exif_transpose(picture), across, down


def _sheet(upright: PIL.Image.Image, across: float, down: float, number: int) -> Sheet:
    square = _square(upright, across, down)
    dpi = believable_dpi(max(across, down), square.width, square.height)
    return Sheet(number=number, image=plain_grey(_to_array(square)), dpi=dpi)


def _resolution(picture: ImageFile) -> tuple[float, float]:
    # Dots an inch across and down as stored. Without a unit the figures only give the shape of a pixel: they
    # are scaled below anything believable. (1.0, 1.0) where nothing is said.
    info = picture.info
    stored = info.get("dpi") or info.get("aspect") or info.get("resolution") or info.get("jfif_density")
    across, down = (float(value) for value in stored) if stored else (1.0, 1.0)
    if not (across > 0 and down > 0) or not 1 / WORST_DPI_RATIO < across / down < WORST_DPI_RATIO:
        return 1.0, 1.0
    if "dpi" not in info:
        return across / max(across, down), down / max(across, down)
    return across, down


def _square(picture: PIL.Image.Image, across: float, down: float) -> PIL.Image.Image:
    # Stretches the coarser axis to the finer: nothing that the fax sent is lost.
    from PIL import Image

    if abs(across / down - 1) <= SAME_DPI or min(across, down) == max(across, down):
        return picture
    finest = max(across, down)
    size = (round(picture.width * finest / across), round(picture.height * finest / down))
    smooth = picture.convert("L") if picture.mode == "1" else picture
    return smooth.resize(size, Image.Resampling.BICUBIC)


def _to_array(picture: PIL.Image.Image) -> Image:
    import numpy as np
    from PIL import Image

    if picture.mode in {"I", "F"} or picture.mode.startswith("I;16"):
        return _eight_bits(picture)
    if picture.mode in {"LA", "PA", "La", "RGBA", "RGBa"} or "transparency" in picture.info:
        picture = picture.convert("RGBA")
        white = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(white, picture).convert("RGB")
    if picture.mode == "LAB":
        picture = _from_lab(picture)
    if picture.mode in {"1", "L"}:
        return np.array(picture.convert("L"), dtype=np.uint8)
    return np.array(np.asarray(picture.convert("RGB"))[..., ::-1], dtype=np.uint8, order="C")


def _from_lab(picture: PIL.Image.Image) -> PIL.Image.Image:
    # Lightness and two axes of colour: they mean the same colours in every file.
    import numpy as np
    from PIL import ImageCms

    lab, screen = ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB")
    converted = ImageCms.profileToProfile(picture, lab, screen, outputMode="RGB") or picture.getchannel(0)
    axes = np.stack([np.asarray(picture.getchannel(axis)) for axis in (1, 2)]).astype(np.int16)
    return converted.convert("L") if np.abs(axes - LAB_GREY).max() <= 1 else converted


def _eight_bits(picture: PIL.Image.Image) -> Image:
    # More than 8 bits of grey: 16-bit scans use the whole range, 32-bit and floating ones their own.
    import numpy as np

    values = np.asarray(picture)
    if picture.mode.startswith("I;16"):
        return (values >> 8).astype(np.uint8)
    largest = float(values.max(initial=0))
    top = next((top for top in (1.0, 255.0, 65535.0) if largest <= top), largest)
    if picture.mode == "I" and top == 1.0:
        top = 255.0
    scaled: Image = np.clip(values.astype(np.float32) * (255.0 / top), 0, 255).astype(np.uint8)
    return scaled
