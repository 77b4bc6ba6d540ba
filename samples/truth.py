"""What a written communiqué says, as the truth that a reading of its scan is compared with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from balagh.model import (
    About,
    BodyItem,
    BodyType,
    Communique,
    Contact,
    Date,
    Issuer,
    LetterheadLine,
    Names,
    Reference,
    Role,
    Signatory,
    Version,
)

if TYPE_CHECKING:
    from samples.document import Part, Written

#: Parts that make the body, with the type of body item each becomes.
BODY_TYPES = {
    Role.PARAGRAPH: BodyType.PARAGRAPH,
    Role.LIST_ITEM: BodyType.LIST_ITEM,
    Role.HEADING: BodyType.HEADING,
    Role.TABLE: BodyType.TABLE,
}
#: Parts whose lines belong to the communiqué's letterhead.
LETTERHEAD = frozenset({Role.LETTERHEAD, Role.LOGO})
#: Parts that belong to one language's version rather than to the whole document.
VERSIONED = frozenset(
    {*BODY_TYPES, Role.KIND, Role.TITLE, Role.SUBTITLE, Role.DATELINE, Role.END_MARK, Role.ABOUT}
)


#: Parts that a word processor repeats on every page.
RUNNING = frozenset({Role.FOOTER, Role.OTHER})

#: Parts whose explicit lines are segments of their own: side by side with others, lines may be read across.
LINE_BY_LINE = frozenset({*LETTERHEAD, Role.CONTACT, Role.SIGNATURE})


class Segment(BaseModel):
    """One printed segment: `text` is one line of reading, without a list item's marker.

    A paragraph or title is one segment however it wraps; a letterhead, contact or signature has a segment for each
    printed line, a table for each cell: reading order is not what segments are compared for.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    page: int
    role: Role
    language: str
    text: str


class Truth(BaseModel):
    """Everything known about one scan; `segments` are in reading order."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    file: str
    pages: int
    segments: tuple[Segment, ...]
    communique: Communique


def truth_of(
    written: Written, *, file: str = "", reflows: bool = False, joined: bool = False, printed: bool = True
) -> Truth:
    """Build the truth of a document from its parts.

    Args:
        written: the document.
        file: the name of the file that carries it; the office scan's when empty.
        reflows: it is a word processor's file: a head or foot line stands in it once for all pages, and page
            numbers are the word processor's affair.
        joined: a word processor set its pages: a paragraph over a page break stands whole where it begins.
        printed: it is a picture of paper, which has the stamps that a hand put on it.
    """
    segments = [
        Segment(page=part.page, role=part.role, language=part.language, text=text)
        for part in (written.rejoined if joined else written.parts)
        for text in _texts(part)
        if text
    ]
    segments += _stamps(written) if printed else []
    return Truth(
        name=written.name,
        file=file or written.file_name,
        pages=written.pages,
        segments=tuple(_once(segments) if reflows else segments),
        communique=_communique(written),
    )


def _texts(part: Part) -> tuple[str, ...]:
    """Give a part's text in the pieces that may be read apart from each other."""
    if part.rows:
        return tuple(cell for row in part.rows for cell in row)
    return part.lines if part.role in LINE_BY_LINE else (part.plain,)


def _stamps(written: Written) -> list[Segment]:
    """Give the words of the stamps put over the pages; no field has them."""
    return [
        Segment(page=overlay.page, role=Role.STAMP, language=overlay.language, text=text)
        for overlay in written.scan.overlays
        for text in (*overlay.lines, overlay.ring)
        if text
    ]


def _once(segments: list[Segment]) -> list[Segment]:
    """Leave out page numbers, and the head and foot lines of the pages after the first that repeat them."""
    kept: list[Segment] = []
    seen: set[str] = set()
    for segment in segments:
        running = segment.role in RUNNING
        if segment.role is not Role.PAGE_NUMBER and not (running and segment.text in seen):
            kept.append(segment)
        if running:
            seen.add(segment.text)
    return kept


def _communique(written: Written) -> Communique:
    parts = written.rejoined
    reference = next((part.reference for part in parts if part.reference), None)
    return Communique(
        issuers=tuple(
            Issuer(acronym=issuer.acronym, names=_names(written, issuer.key)) for issuer in written.issuers
        ),
        letterhead=tuple(
            LetterheadLine(language=part.language, text=line, block="")
            for part in parts
            if part.role in LETTERHEAD and part.plain
            for line in part.lines
        ),
        reference=Reference(text=reference) if reference else None,
        versions={code: _version(code, parts) for code in _codes(parts)},
        contacts=tuple(Contact(**fact.model_dump()) for part in parts for fact in part.contacts),
        signatories=tuple(Signatory(**fact.model_dump()) for part in parts for fact in part.signatories),
    )


def _names(written: Written, key: str) -> Names:
    printed: dict[str, str] = {}
    for part in written.parts:
        if part.issuer == key and part.plain:
            printed.setdefault(part.language, part.plain)
    return Names(**printed)


def _codes(parts: tuple[Part, ...]) -> tuple[str, ...]:
    """Give the languages that have a version of their own: those with a title or a body, in order of appearance."""
    return tuple(
        dict.fromkeys(part.language for part in parts if part.role is Role.TITLE or part.role in BODY_TYPES)
    )


def _version(code: str, parts: tuple[Part, ...]) -> Version:
    # A language-neutral part, such as ###, belongs to the version that it follows.
    own: list[Part] = []
    current = ""
    for part in parts:
        if part.role in VERSIONED:
            current = part.language if part.language != "und" else current
            if current == code:
                own.append(part)
    dated = next((part.date for part in own if part.date), None)
    body = [part for part in own if part.role in BODY_TYPES]
    return Version(
        kind=_text(own, Role.KIND),
        title=_text(own, Role.TITLE),
        subtitle=_text(own, Role.SUBTITLE),
        place=next((part.place for part in own if part.place), None),
        date=Date(**dated.model_dump()) if dated else None,
        end_mark=_text(own, Role.END_MARK),
        body=tuple(
            BodyItem(
                type=BODY_TYPES[part.role],
                text=part.plain,
                rows=part.rows or None,
                language=part.language,
                order=order,
            )
            for order, part in enumerate(body)
        ),
        about=_about(own),
    )


def _text(parts: list[Part], role: Role) -> str | None:
    return next((part.plain for part in parts if part.role is role), None)


def _about(parts: list[Part]) -> tuple[About, ...]:
    """Gather about paragraphs under their headings, paragraphs apart by a blank line."""
    found: list[tuple[str | None, list[str]]] = []
    for part in parts:
        if part.role is not Role.ABOUT:
            continue
        if part.opens:
            found.append((part.plain, []))
        else:
            if not found:
                found.append((None, []))
            found[-1][1].append(part.plain)
    return tuple(About(heading=heading, text="\n\n".join(texts)) for heading, texts in found)
