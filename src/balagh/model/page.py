"""Pages, blocks, lines and words: what stands where, and how sure we are of it."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from balagh.model.base import Confidence, Model
from balagh.model.geometry import CheckedBox


class Origin(StrEnum):
    """Where a page's text came from."""

    OCR = "ocr"
    TEXT_LAYER = "text-layer"
    MIXED = "mixed"
    DOCX = "docx"
    TEXT = "text"


class Role(StrEnum):
    """What a block is for."""

    LETTERHEAD = "letterhead"
    LOGO = "logo"
    KIND = "kind"
    TITLE = "title"
    SUBTITLE = "subtitle"
    DATELINE = "dateline"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    HEADING = "heading"
    TABLE = "table"
    END_MARK = "end_mark"
    ABOUT = "about"
    CONTACT = "contact"
    SIGNATURE = "signature"
    STAMP = "stamp"
    PAGE_NUMBER = "page_number"
    FOOTER = "footer"
    OTHER = "other"


class Direction(StrEnum):
    """The way a block's lines run."""

    LTR = "ltr"
    RTL = "rtl"


class Script(StrEnum):
    """ISO 15924 codes of the scripts that balagh tells apart."""

    LATIN = "Latn"
    ARABIC = "Arab"
    TIFINAGH = "Tfng"
    COMMON = "Zyyy"


class Word(Model):
    """One word as printed; `bbox` is None where the source has no geometry (plain text)."""

    text: str
    bbox: CheckedBox | None = None
    confidence: Confidence = None


class Line(Model):
    """One printed line: words in logical order, text joined by spaces."""

    bbox: CheckedBox | None = None
    text: str
    language: str = "und"
    script: Script = Script.COMMON
    confidence: Confidence = None
    words: tuple[Word, ...] = ()


class Block(Model):
    """Lines that belong together: `text` is what we stand for, `original` what the source gave.

    Both hold one line of text for each entry of `lines`, with a line feed between them.
    """

    id: str = Field(pattern=r"^p\d+b\d+$")
    role: Role = Role.OTHER
    bbox: CheckedBox | None = None
    language: str = "und"
    script: Script = Script.COMMON
    direction: Direction = Direction.LTR
    confidence: Confidence = None
    text: str
    original: str
    lines: tuple[Line, ...] = ()


class Step(Model):
    """One thing done, or decided not to be done, to a page's picture, with the figure that decided it."""

    name: str
    applied: bool
    value: float | None = None
    note: str = ""


class Quality(Model):
    """How good the picture was and what was done to it, in order."""

    steps: tuple[Step, ...] = ()
    noise: float | None = Field(None, description="standard deviation of the paper's grey levels, 0-255")
    contrast: float | None = Field(None, description="paper minus ink in grey levels, 0-255")


class Page(Model):
    """One page, upright: boxes are in its pixels after `rotation` and `skew` were undone.

    Attributes:
        number: one-based place in the source.
        width, height: pixels of the upright page; 0 for plain text.
        dpi: dots an inch, as the file says or as estimated; None for plain text.
        rotation: degrees the source was turned clockwise to stand upright: 0, 90, 180 or 270.
        skew: degrees of slant taken out after that, clockwise positive.
    """

    number: int = Field(ge=1)
    width: int = Field(ge=0)
    height: int = Field(ge=0)
    dpi: float | None = None
    rotation: int = 0
    skew: float = 0.0
    origin: Origin
    quality: Quality = Quality()
    blocks: tuple[Block, ...] = ()
