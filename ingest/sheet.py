"""A sheet: one page as it came, before anybody has looked at it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import numpy as np
    from numpy.typing import NDArray

    from balagh.ingest.flow import Flow
    from balagh.ingest.layer import TextLayer

#: Grey (height, width) or BGR (height, width, 3), 8 bits a channel. Quoted: plain text is read without numpy.
Image: TypeAlias = "NDArray[np.uint8]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something the document's reader should know about this page or file (becomes a warning)."""

    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page as it came: a picture, a text layer, both, plain text, or the flow of a word processor's file.

    Attributes:
        number: one-based place in the source.
        image: the picture, EXIF rotation already obeyed, pixels square; None where the page is no scan.
        dpi: dots an inch as the file says (believable values only, 50-1200); None where it does not say.
        layer: the page's glyphs with their places, where it has any; nobody has judged them yet.
        render: draws a page of a PDF at so many dots an inch, as long as its sheet is the newest one made; None
            for what is no PDF.
        text: the plain text; None for all else.
        flow: paragraphs, tables and pictures in order; None for all but word processors' files.
        notices: what is worth a warning.
    """

    number: int
    image: Image | None = None
    dpi: float | None = None
    layer: TextLayer | None = None
    render: Callable[[float], Image] | None = None
    text: str | None = None
    flow: Flow | None = None
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
