"""The document: one source file, read. This is the JSON contract (``schema_version`` 1.0)."""

from __future__ import annotations

from typing import Final, Literal

from pydantic import Field, PrivateAttr

from balagh.model.base import Confidence, Model
from balagh.model.communique import Communique
from balagh.model.page import Page, Script

SCHEMA_VERSION: Final = "1.0"


class Source(Model):
    """The file that was read."""

    name: str
    media_type: str
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    bytes: int = Field(ge=0)
    pages: int = Field(ge=0, description="pages in the source, whether read or not")


class LanguageShare(Model):
    """One language of the document and its share of the letters, 0 to 1."""

    code: str
    script: Script
    share: float = Field(ge=0.0, le=1.0)


class Repair(Model):
    """One change to a block's `original`, or one that was considered and left alone (`applied` false).

    `span` counts code points of the block's `original`, end exclusive.
    """

    id: str
    block: str
    rule: str
    span: tuple[int, int]
    before: str
    after: str
    confidence: Confidence = None
    evidence: tuple[str, ...] = ()
    applied: bool = True
    alternatives: tuple[str, ...] = ()


class Warning(Model):
    """Something the reader of the document should know; `page` is None for the whole file."""

    code: str
    message: str
    page: int | None = None


class Provenance(Model):
    """What made this document: `models` maps a model's name to the SHA-256 of its file."""

    balagh: str
    engine: str
    engine_version: str
    models: dict[str, str] = {}
    settings: dict[str, str | float | bool | None] = {}
    started: str = Field(description="ISO 8601 date and time with offset")
    seconds: float = Field(ge=0.0)


class Document(Model):
    """One source file, read: its pages, what it says, what was changed and how it was made."""

    schema_version: Literal["1.0"] = SCHEMA_VERSION
    id: str = Field(pattern=r"^sha256:[0-9a-f]{64}$")
    source: Source
    languages: tuple[LanguageShare, ...] = ()
    communique: Communique = Communique()
    pages: tuple[Page, ...] = ()
    repairs: tuple[Repair, ...] = ()
    warnings: tuple[Warning, ...] = ()
    provenance: Provenance

    # JPEG pictures of the upright pages by page number, for displays; never part of the JSON.
    _previews: dict[int, bytes] = PrivateAttr(default_factory=dict)

    def text(self, language: str | None = None) -> str:
        """Give the text in reading order, blocks apart by a blank line; only blocks of `language` if one is named.

        `language` is a BCP 47 code (``"ar"``). A document without such blocks gives the empty string.
        """
        blocks = (block for page in self.pages for block in page.blocks)
        return "\n\n".join(b.text for b in blocks if b.text and (language is None or b.language == language))

    def preview(self, page: int) -> bytes | None:
        """Give a small JPEG of the upright page `page` (one-based), or None where none was kept."""
        return self._previews.get(page)

    def with_previews(self, previews: dict[int, bytes]) -> Document:
        """Give the same document with pictures of its pages (JPEG bytes by one-based page number)."""
        copy = self.model_copy()
        copy._previews = dict(previews)
        return copy

    def _repr_html_(self) -> str:
        from balagh.emit.display import document_html  # displays are built on the model, not under it

        return document_html(self)
