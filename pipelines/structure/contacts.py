"""Whom to call: names, posts, phones, e-mail and web addresses from the contact part."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from balagh.model import Contact, Role
from balagh.pipelines.structure.contact_fields import find_data, is_like_label, label_of
from balagh.pipelines.structure.margins import is_postal_address
from balagh.pipelines.structure.people import is_person
from balagh.pipelines.structure.signs import is_contact_heading, split_contact_label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from balagh.pipelines.structure.pieces import Piece

#: What parts one item of a contact line from the next.
_SEPARATORS = re.compile(r"[,،;|•·\t]|\s[-–—/]\s|[-–—/]\s*$|^\s*[-–—/•*]|:\s|:$|(?<=\))\s|[()]")
#: An e-mail or web address that goes on in the next line: it ends with a sign, or without its country.
_BROKEN = re.compile(r"(?:[\w.+-]+@|@[\w.-]*[-.]|(?:https?://|www\.)\S*[-./])$")
_LABEL_TAIL = re.compile(r"(?:[^\W\d_][\w/&.-]*[\s.]*){1,3}[:.]\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A contact in the making; `places` are the pieces it was read from."""

    name: str | None = None
    role: str | None = None
    data: dict[str, tuple[str, ...]] = field(default_factory=dict)
    places: tuple[int, ...] = ()

    @property
    def empty(self) -> bool:
        return self.name is None and self.role is None and not self.data


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """One item of the contact part: `kind` is name, role, phone, fax, email, url; `fresh` starts a piece."""

    kind: str
    value: str
    place: int
    fresh: bool


def read_contacts(pieces: Sequence[Piece], names: Sequence[str]) -> tuple[Contact, ...]:
    """Read the contacts from the contact pieces; `names` holds the block id of every piece."""
    drafts: list[_Draft] = []
    current = _Draft()
    for item in _items(pieces):
        if item.kind == "heading":
            # A second service under its own heading; the first heading only opens the part.
            service = current.name is None and current.role is not None
            if current.data:
                drafts.append(current)
                current = _Draft(
                    role=item.value if service else None, places=(item.place,) if service else ()
                )
            continue
        if _opens_next(current, item):
            drafts.append(current)
            current = _Draft()
        current = _with(current, item)
    drafts.append(current)
    return tuple(_contact(draft, names) for draft in _distinct(drafts))


def _items(pieces: Sequence[Piece]) -> Iterator[_Item]:
    for place, piece in enumerate(pieces):
        if piece.role is not Role.CONTACT:
            continue
        fresh = True
        for text in _whole_lines(piece):
            for kind, value in _row_items(text):
                yield _Item(kind=kind, value=value, place=place, fresh=fresh)
                fresh = False


def _whole_lines(piece: Piece) -> Iterator[str]:
    """Give the lines of a piece, those put together that part an address between them."""
    whole = ""
    for row in piece.rows:
        whole = whole + row.text.strip() if whole else row.text
        if _BROKEN.search(whole) is None:
            yield whole
            whole = ""
    if whole:
        yield whole


def _row_items(text: str) -> Iterator[tuple[str, str]]:
    """Give the items of one line in order."""
    if is_contact_heading(text):
        yield "heading", text.strip(" :")
        return
    _, rest = split_contact_label(text)
    if is_postal_address(rest) and not find_data(rest):
        return
    at = 0
    for found in find_data(rest):
        yield from _word_items(rest[at : found.start], before_data=True)
        yield found.kind, found.value
        at = found.end
    yield from _word_items(rest[at:], before_data=False)


def _word_items(text: str, *, before_data: bool) -> Iterator[tuple[str, str]]:
    for part in _SEPARATORS.split(text):
        bare = part.strip(' .:-–—/,،;()«»"“”')
        if (
            not bare
            or label_of(bare)
            or (before_data and is_like_label(bare))
            or is_contact_heading(bare)
            or not any(map(str.isalpha, bare))
        ):
            continue
        inner = _strip_label(bare) if before_data else bare
        if not inner or is_postal_address(inner):
            continue
        yield ("name" if is_person(inner) else "role"), inner


def _strip_label(text: str) -> str:
    """Drop a label that stands right before a number without a colon (``Ahmed Alaoui Tél``)."""
    words = text.split()
    for size in (3, 2, 1):
        if len(words) >= size and label_of(" ".join(words[-size:])) not in ("", "name"):
            return " ".join(words[:-size])
    return text


def _opens_next(current: _Draft, item: _Item) -> bool:
    """Say whether an item begins another contact."""
    if current.empty or item.kind not in ("name", "role"):
        return False
    if item.kind == "name":
        return current.name is not None and bool(current.data)
    # A service of its own after a person with a number.
    return item.fresh and bool(current.data)


def _with(draft: _Draft, item: _Item) -> _Draft:
    places = tuple(dict.fromkeys((*draft.places, item.place)))
    if item.kind == "name" and draft.name is None:
        return replace(draft, name=item.value, places=places)
    if item.kind in ("name", "role"):
        # A second name before any number is the house the person works for.
        role = item.value if draft.role is None else f"{draft.role}, {item.value}"
        return replace(draft, role=role, places=places)
    values = tuple(dict.fromkeys((*draft.data.get(item.kind, ()), item.value)))
    return replace(draft, data={**draft.data, item.kind: values}, places=places)


def _distinct(drafts: list[_Draft]) -> list[_Draft]:
    """Leave out drafts with nothing to call, and contacts that another language's part repeats."""
    kept: list[_Draft] = []
    for draft in drafts:
        reach = {value for kind in ("phone", "email") for value in draft.data.get(kind, ())}
        if not (reach or draft.data.get("url") or draft.name):
            continue
        if reach and any(reach <= _reach(other) for other in kept):
            continue
        kept.append(draft)
    return kept


def _reach(draft: _Draft) -> set[str]:
    return {value for kind in ("phone", "email") for value in draft.data.get(kind, ())}


def _contact(draft: _Draft, names: Sequence[str]) -> Contact:
    return Contact(
        name=draft.name,
        role=draft.role,
        phones=draft.data.get("phone", ()),
        emails=draft.data.get("email", ()),
        urls=draft.data.get("url", ()),
        blocks=tuple(names[place] for place in draft.places),
    )
