"""What a communiqué says, as a card of fields."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from balagh.emit.markup import counted, direction, esc, language_name, prose, tag

if TYPE_CHECKING:
    from collections.abc import Iterable

    from balagh.model import Communique, Contact, Date, Issuer, Signatory, Transliteration, Version


def fields_html(communique: Communique) -> str:
    """Give the card: each language's version in a column of its own, then what they share."""
    versions = [_version(code, version) for code, version in communique.versions.items()]
    shared = _list(
        [
            ("Issued by", _joined(_issuer(issuer) for issuer in communique.issuers)),
            ("Reference", esc(communique.reference.text) if communique.reference else ""),
            ("Contact", _joined(_contact(contact) for contact in communique.contacts)),
            ("Signed", _joined(_signatory(signatory) for signatory in communique.signatories)),
            ("Letterhead", _joined(prose(line.text, line.language) for line in communique.letterhead)),
            ("In Latin letters", _in_latin(communique.transliteration)),
        ]
    )
    if shared:
        shared = tag("section", tag("h3", "In common" if versions else "Fields") + shared, class_="version")
    columns = "".join(versions) + shared
    return tag("div", columns or tag("p", "No field was found.", class_="quiet"), class_="fields")


def _version(code: str, version: Version) -> str:
    rows = [
        ("Kind", _text(version.kind, code)),
        ("Title", _text(version.title, code)),
        ("Subtitle", _text(version.subtitle, code)),
        ("Place", _text(version.place, code)),
        ("Date", _date(version.date, code) if version.date else ""),
        ("Body", _body(version)),
        ("End mark", _text(version.end_mark, code)),
        ("About", _joined(_text(about.heading or about.text, code) for about in version.about)),
    ]
    heading = tag("h3", esc(language_name(code)))
    return tag(
        "section", heading + _list(rows), class_="version", dir=None if direction(code) == "ltr" else "rtl"
    )


def _body(version: Version) -> str:
    kinds = Counter(item.type.replace("_", " ") for item in version.body)
    counts = ", ".join(counted(number, kind) for kind, number in kinds.items())
    # In English whatever the version's language: its own direction keeps the numbers before their nouns.
    return tag("bdi", esc(counts)) if counts else ""


def _date(date: Date, code: str) -> str:
    calendar = "" if date.calendar == "gregorian" else f" ({esc(date.calendar)})"
    return f"{_text(date.text, code)} {tag('code', esc(date.edtf))}{calendar}"


def _issuer(issuer: Issuer) -> str:
    names = issuer.names
    written = (
        (code, name) for code, name in zip(("fr", "ar", "zgh", "en"), names.__dict__.values(), strict=True)
    )
    parts = [prose(name, code) for code, name in written if name]
    if issuer.acronym:
        parts.insert(0, tag("b", esc(issuer.acronym)))
    return _joined(parts)


def _in_latin(written: Transliteration | None) -> str:
    """Give the fields that people search by; the whole text is in the JSON."""
    if written is None:
        return ""
    return _joined(
        prose(text, "zgh-Latn") for text in (*written.issuers, written.title, written.subtitle) if text
    )


def _contact(contact: Contact) -> str:
    who = [prose(part, None) for part in (contact.name, contact.role) if part]
    ways = [tag("bdi", esc(way)) for way in (*contact.phones, *contact.emails, *contact.urls)]
    return ", ".join((*who, *ways))


def _signatory(signatory: Signatory) -> str:
    return ", ".join(prose(part, None) for part in (signatory.name, signatory.role) if part)


def _text(text: str | None, code: str) -> str:
    return prose(text, code) if text else ""


def _joined(parts: Iterable[str]) -> str:
    return "<br>".join(part for part in parts if part)


def _list(rows: list[tuple[str, str]]) -> str:
    """Give the rows that have a value as a list of terms; nothing when there is none."""
    filled = "".join(tag("dt", esc(name)) + tag("dd", value) for name, value in rows if value)
    return tag("dl", filled) if filled else ""
