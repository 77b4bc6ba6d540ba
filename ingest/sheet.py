"""A sheet: one page as it came, before anybody has looked at it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import numpy as np
    from numpy.typing import NDArray

#: Grey (height, width) or BGR (height, width, 3), 8 bits a channel. Quoted: plain text is read without numpy.
Image: TypeAlias = "NDArray[np.uint8]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something the document's reader should know about this page or file (becomes a warning)."""

    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page: a picture, or plain text.

    Attributes:
        number: one-based place in the source.
        image: the picture, EXIF rotation already obeyed, pixels square; None for plain text.
        dpi: dots an inch as the file says (believable values only, 50-1200); None where it does not say.
        text: the plain text; None for a picture.
        notices: what is worth a warning.
    """

    number: int
    image: Image | None = None
    dpi: float | None = None
    text: str | None = None
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedSource:
    """An opened file: what it is, and its sheets one at a time.

    Attributes:
        name: the file's name without its folder.
        media_type: found from the content, such as ``image/png``.
        sha256: hex digest of the bytes.
        size: number of bytes.
        pages: number of pages.
        sheets: call it for an iterator that makes each sheet when asked and keeps none.
        notices: what is worth a warning about the whole file.
    """

    name: str
    media_type: str
    sha256: str
    size: int
    pages: int
    sheets: Callable[[], Iterator[Sheet]]
    notices: tuple[Notice, ...] = field(default=())
