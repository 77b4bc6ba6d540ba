"""A written communiqué: its parts in reading order, its layout and the scanner it goes through.

Each document is one TOML file; the page and the truth are both made from it, so they cannot disagree.
"""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Literal, get_args

from pydantic import BaseModel, ConfigDict

from balagh.model import Role

if TYPE_CHECKING:
    from pathlib import Path

#: How a sample is stored once scanned.
Format = Literal["pdf", "png", "jpeg", "tiff", "webp"]

#: What carries a document: `samples.carriers` makes each.
Carrier = Literal[
    "scan",
    "weasyprint",
    "chromium",
    "docx",
    "libreoffice",
    "sandwich",
    "swapped",
    "garbled",
    "fax",
    "photo",
]
CARRIERS: tuple[Carrier, ...] = get_args(Carrier)

#: `**words**` in a text are set bold; the marks are no part of the truth.
BOLD = re.compile(r"\*\*(.+?)\*\*")


class Strict(BaseModel):
    """A table of the TOML file: an unknown key is an error, nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class PageStyle(Strict):
    """How the pages are set.

    Attributes:
        latin, arabic, tifinagh: font families, one for each script.
        headings: a font family for titles, headings and the kind; the text fonts when empty.
        size: text size in points.
        leading: line height in text sizes.
        margins: millimetres above and below, and at the sides.
        align: CSS alignment of paragraphs.
        accent: CSS colour of logos, rules, bands.
        gap: space between paragraphs, in text sizes.
        direction: the direction of letterhead and signature columns.
    """

    latin: str
    arabic: str = "Amiri"
    tifinagh: str = "Noto Sans Tifinagh"
    headings: str = ""
    size: float = 11.5
    leading: float = 1.4
    margins: tuple[float, float] = (18, 22)
    align: Literal["justify", "start"] = "justify"
    accent: str = "#1d5c96"
    gap: float = 0.6
    direction: Literal["ltr", "rtl"] = "ltr"


class Overlay(Strict):
    """What a hand puts over the printed page: a rubber stamp or a signature. Only pictures of paper show it.

    Attributes:
        kind: a stamp or a signature, which has no words.
        page: the page it is put on.
        at: its middle, in shares of the page's width and height.
        size: millimetres across.
        language, lines, ring: a stamp's words, in its middle and along its rim.
        shape, colour, angle, font: as in `samples.stamps.Stamp`.
    """

    kind: Literal["stamp", "signature"] = "stamp"
    page: int = 1
    at: tuple[float, float]
    size: float = 40.0
    language: str = "fr"
    lines: tuple[str, ...] = ()
    ring: str = ""
    shape: Literal["round", "oval", "box"] = "round"
    colour: tuple[int, int, int] = (40, 60, 160)
    angle: float = 0.0
    font: str = "DejaVu Sans"


class Scan(Strict):
    """The scanner: what it does to a clean page, or what else carries the document.

    Attributes:
        carrier: what carries the document when the command line does not say.
        format: how the pages of an office scan are stored.
        skew: degrees of slant, clockwise positive.
        light: how much darker one side of the page is, 0-1.
        noise: standard deviation of the sensor's noise in grey levels.
        blur: standard deviation of the optics' blur in pixels.
        specks: number of dust specks a page.
        colour: keep colours; else grey.
        quality: JPEG or WebP quality.
        ink: how black the ink is, 0-1.
        rotation: an EXIF orientation tag for JPEG (1 is upright): the pixels are stored turned.
        overlays: what a hand put over the pages before they were scanned.
        seed: a number that goes into the random generator with the document's name.
    """

    carrier: Carrier = "scan"
    format: Format = "pdf"
    skew: float = 0.0
    light: float = 0.1
    noise: float = 3.0
    blur: float = 0.6
    specks: int = 20
    colour: bool = False
    quality: int = 50
    ink: float = 0.9
    rotation: Literal[1, 3, 6, 8] = 1
    overlays: tuple[Overlay, ...] = ()
    seed: int = 0


class Issuer(Strict):
    """A body that issues the communiqué; its names come from the parts that carry its key."""

    key: str
    acronym: str | None = None


class DateFact(Strict):
    """A date that a part prints."""

    text: str
    edtf: str
    calendar: str = "gregorian"


class ContactFact(Strict):
    """A contact that a part prints."""

    name: str | None = None
    role: str | None = None
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()


class SignatoryFact(Strict):
    """A signatory that a part prints."""

    name: str | None = None
    role: str | None = None


class Part(Strict):
    """One segment of the page: what is printed, what it is for, how it is set, and the facts it states.

    Attributes:
        role, language, text: the truth; a line feed in `text` is a printed line's end. A language is a
            BCP 47 code, ``und`` where the text belongs to none (a page number); the document's own when empty.
        style: CSS classes of `page.css`.
        row: consecutive parts with the same row name share one table row.
        column: the cell of that row, counted from 0 in reading order.
        marker: the bullet, dash or number printed before a list item.
        mark: a drawn emblem, for a logo without text.
        page: the page it stands on.
        issuer: the key of the issuer that it names.
        place, date, contacts, signatories, reference: the facts it states.
        opens: an about part that is the heading of its paragraph.
        rows: the cells of a table; `text` is then left empty.
        continues: it is the rest, on the next page, of the paragraph before it.
    """

    role: Role
    language: str = ""
    text: str = ""
    style: str = ""
    row: str = ""
    column: int = 0
    marker: str = ""
    mark: str = ""
    page: int = 1
    issuer: str = ""
    place: str | None = None
    date: DateFact | None = None
    contacts: tuple[ContactFact, ...] = ()
    signatories: tuple[SignatoryFact, ...] = ()
    reference: str | None = None
    opens: bool = False
    rows: tuple[tuple[str, ...], ...] = ()
    continues: bool = False

    @property
    def lines(self) -> tuple[str, ...]:
        """The text's explicit lines without bold marks; a table's rows with their cells joined by a space."""
        if self.rows:
            return tuple(" ".join(cells) for cells in self.rows)
        return tuple(line.strip() for line in BOLD.sub(r"\1", self.text).strip().split("\n"))

    @property
    def plain(self) -> str:
        """The text as one line."""
        return " ".join(self.lines)


class Written(Strict):
    """One communiqué: `name` is its file's name, `purpose` says what it is there to show.

    `language` is that of the parts that name none.
    """

    name: str
    purpose: str
    language: str
    page: PageStyle
    scan: Scan
    issuers: tuple[Issuer, ...] = ()
    parts: tuple[Part, ...]

    @property
    def pages(self) -> int:
        """How many pages it is written for."""
        return max(part.page for part in self.parts)

    @property
    def rejoined(self) -> tuple[Part, ...]:
        """The parts, with the rest of a paragraph that runs over a page break put to its beginning."""
        parts: list[Part] = []
        holder: dict[str, int] = {}
        for part in self.parts:
            if part.continues and part.role in holder:
                place = holder[part.role]
                text = f"{parts[place].text.strip()} {part.text.strip()}"
                parts[place] = parts[place].model_copy(update={"text": text})
            else:
                holder[part.role] = len(parts)
                parts.append(part)
        return tuple(parts)

    @property
    def fonts(self) -> frozenset[str]:
        """The font families that its text is set in."""
        languages = {part.language for part in self.parts}
        chosen = {self.page.latin, self.page.headings or self.page.latin}
        chosen |= {self.page.arabic} if "ar" in languages else set()
        return frozenset(chosen | ({self.page.tifinagh} if "zgh" in languages else set()))

    @property
    def file_name(self) -> str:
        """The name of the scan's file."""
        suffix = {"jpeg": "jpg", "tiff": "tif"}.get(self.scan.format, self.scan.format)
        return f"{self.name}.{suffix}"


def load(path: Path) -> Written:
    """Read one TOML file; the document is named after it.

    Raises:
        pydantic.ValidationError: a key is missing, unknown or of the wrong type.
    """
    written = Written.model_validate({"name": path.stem, **tomllib.loads(path.read_text(encoding="utf-8"))})
    parts = tuple(
        part if part.language else part.model_copy(update={"language": written.language})
        for part in written.parts
    )
    return written.model_copy(update={"parts": parts})


def load_all(folder: Path) -> tuple[Written, ...]:
    """Read every document of a folder, by name."""
    return tuple(load(path) for path in sorted(folder.glob("*.toml")))
