"""What a user can choose, resolved once and passed down unchanged."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from balagh.errors import ArgumentError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

#: Tesseract's names of the languages that balagh reads, with their BCP 47 codes.
LANGUAGES = {"fra": "fr", "ara": "ar", "zgh": "zgh", "eng": "en", "spa": "es"}

#: Above this a page is refused: A3 at 600 dpi is 70 megapixels, a 30,000-pixel square 900.
MAX_MEGAPIXELS = 150.0

#: Megabytes that a Word file's parts may unpack to: seven full-page photographs (A4, 600 dpi, colour) stored as they
#: are, or hundreds of them as JPEG.
MAX_UNPACKED_MB = 768

#: Seconds one call of the recognition engine may take; a page of print takes one to five.
ENGINE_TIMEOUT = 180.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One reading's settings.

    Attributes:
        languages: languages to expect, by Tesseract's names (keys of `LANGUAGES`).
        pages: one-based page numbers to read, or None for all.
        max_megapixels: the largest page accepted, in millions of pixels.
        max_unpacked_mb: megabytes that the parts of a Word file may unpack to.
        engine_timeout: seconds one engine call may take.
        previews: keep a small picture of every page for displays and reports.
        transliterate: give what is in Tifinagh in Latin letters too, for people who search with a Latin keyboard.
        authority: a file of institutions (YAML or JSON) to be used with the shipped ones; None for these alone.
        passwords: tried in turn on a locked PDF; they appear in no record, log or message.
    """

    languages: tuple[str, ...] = ("fra", "ara", "zgh", "eng")
    pages: frozenset[int] | None = None
    max_megapixels: float = MAX_MEGAPIXELS
    max_unpacked_mb: int = MAX_UNPACKED_MB
    engine_timeout: float = ENGINE_TIMEOUT
    previews: bool = True
    transliterate: bool = False
    authority: Path | None = None
    passwords: tuple[str, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        unknown = [name for name in self.languages if name not in LANGUAGES]
        if unknown or not self.languages:
            message = f"unknown language {', '.join(unknown) or '(none given)'}"
            raise ArgumentError(message, hint=f"choose from {'+'.join(LANGUAGES)}")
        if min(self.max_megapixels, self.max_unpacked_mb, self.engine_timeout) <= 0:
            message = "max_megapixels, max_unpacked_mb and engine_timeout must be above zero"
            raise ArgumentError(message)

    def wants_page(self, number: int) -> bool:
        """Say whether the one-based page `number` was asked for."""
        return self.pages is None or number in self.pages

    @property
    def codes(self) -> tuple[str, ...]:
        """The BCP 47 codes of the languages asked for."""
        return tuple(LANGUAGES[name] for name in self.languages)

    def as_record(self) -> dict[str, str | float | bool | None]:
        """Give the settings as flat values for a document's provenance; without the passwords."""
        record = asdict(self)
        del record["passwords"]
        record["languages"] = "+".join(self.languages)
        record["authority"] = None if self.authority is None else self.authority.name
        record["pages"] = None if self.pages is None else ",".join(map(str, sorted(self.pages)))
        return record


def parse_languages(text: str) -> tuple[str, ...]:
    """Read ``fra+ara+zgh`` as a tuple, in the order given and without repeats.

    >>> parse_languages("ara+fra+ara")
    ('ara', 'fra')
    """
    return tuple(dict.fromkeys(part.strip() for part in text.split("+") if part.strip()))


def parse_pages(text: str) -> frozenset[int]:
    """Read a page list such as ``1-3,7`` as one-based numbers.

    Raises:
        ArgumentError: a part is no number or range, or a range runs backwards.

    >>> sorted(parse_pages("1-3,7"))
    [1, 2, 3, 7]
    """
    return frozenset(number for part in text.split(",") for number in _page_range(part.strip(), text))


def _page_range(part: str, whole: str) -> Iterable[int]:
    first, dash, last = part.partition("-")
    bounds = (first, last) if dash else (first, first)
    numbers = [int(bound) for bound in bounds if bound.isascii() and bound.isdigit()]
    if len(numbers) != 2 or not 1 <= numbers[0] <= numbers[1]:
        message = f"cannot read the page list {whole!r}"
        raise ArgumentError(message, hint="write it like 1-3,7")
    return range(numbers[0], numbers[1] + 1)
