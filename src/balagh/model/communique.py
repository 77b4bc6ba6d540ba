"""What a communiqué says: who, what, where, when, and whom to call. A field not found is null."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from balagh.model.base import Confidence, Model


class BodyType(StrEnum):
    """The kinds of body part."""

    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    HEADING = "heading"
    TABLE = "table"


class Names(Model):
    """One body's names as printed, by language."""

    fr: str | None = None
    ar: str | None = None
    zgh: str | None = None
    en: str | None = None


class Issuer(Model):
    """A body that issues the communiqué; `authority_id` is its key in the authority file where it is known."""

    authority_id: str | None = None
    acronym: str | None = None
    names: Names = Names()
    confidence: Confidence = None
    blocks: tuple[str, ...] = ()


class LetterheadLine(Model):
    """One line of the letterhead or of a logo."""

    language: str
    text: str
    block: str


class Date(Model):
    """A date as printed and in EDTF (ISO 8601-2): ``2021-02-05``, or ``XXXX-11-22`` where no year stands.

    A Hijri date keeps its calendar: `calendar` is ``islamic-umalqura`` and `edtf` is in that calendar's own numbers.
    """

    text: str
    edtf: str
    calendar: str = "gregorian"


class BodyItem(Model):
    """One part of the body, in reading order (`order` counts from 0). A list item's text has no bullet."""

    type: BodyType
    text: str
    rows: tuple[tuple[str, ...], ...] | None = None
    language: str
    order: int
    blocks: tuple[str, ...] = ()
    confidence: Confidence = None


class About(Model):
    """The paragraph about the issuer."""

    heading: str | None = None
    text: str
    blocks: tuple[str, ...] = ()


class Version(Model):
    """The communiqué in one language. `blocks` names, for each field found, the blocks it was read from."""

    kind: str | None = None
    title: str | None = None
    subtitle: str | None = None
    place: str | None = None
    date: Date | None = None
    end_mark: str | None = None
    body: tuple[BodyItem, ...] = ()
    about: tuple[About, ...] = ()
    blocks: dict[str, tuple[str, ...]] = {}


class Contact(Model):
    """Whom to call. Phones are E.164 (``+212661585954``)."""

    name: str | None = None
    role: str | None = None
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()


class Signatory(Model):
    """Who signs."""

    name: str | None = None
    role: str | None = None
    blocks: tuple[str, ...] = ()


class Reference(Model):
    """The document's own number as printed (``N° 12/2021``)."""

    text: str
    blocks: tuple[str, ...] = ()


class Transliteration(Model):
    """What the communiqué says in Tifinagh, in Latin letters (`zgh-Latn`, IRCAM's scheme): made for searching.

    `body` and `about` follow those of the version in Tifinagh, `issuers` those of its bodies that have a name in it.
    """

    issuers: tuple[str, ...] = ()
    letterhead: tuple[str, ...] = ()
    kind: str | None = None
    title: str | None = None
    subtitle: str | None = None
    place: str | None = None
    date: str | None = None
    end_mark: str | None = None
    body: tuple[str, ...] = ()
    about: tuple[str, ...] = ()


class Communique(Model):
    """The content of a document, field by field; `versions` is keyed by BCP 47 code.

    `transliteration` is there where it was asked for and there is Tifinagh; else its key is left out of the JSON.
    """

    issuers: tuple[Issuer, ...] = ()
    letterhead: tuple[LetterheadLine, ...] = ()
    reference: Reference | None = None
    versions: dict[str, Version] = {}
    contacts: tuple[Contact, ...] = ()
    signatories: tuple[Signatory, ...] = ()
    transliteration: Transliteration | None = Field(default=None, exclude_if=lambda value: value is None)
