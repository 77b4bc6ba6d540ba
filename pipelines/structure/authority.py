"""The authority file: known institutions and places, and which of them a printed name means."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from balagh.pipelines.languages.scripts import in_tifinagh
from balagh.pipelines.structure.amazigh_names import nearest_name
from balagh.pipelines.text.fold import fold_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: Similarity (0-100, of folded names) from which a printed name is taken for a known one. Measured on the file of
#: 2026-11-22: two different institutions are at most 90.9 alike (a region and its council); the two misread names at
#: hand (seed 004's ISIC, a scan of seed 000's AMPCC) are 98.3 and 95.9 like their own. Not swept on more than those.
_SAME = 94.0
#: Words that name the country and add nothing: "du Royaume du Maroc".
_KINGDOM = frozenset(
    fold_words(name)
    for name in (
        "Royaume du Maroc", "المملكة المغربية", "ⵜⴰⴳⵍⴷⵉⵜ ⵏ ⵍⵎⵖⵔⵉⴱ", "Kingdom of Morocco", "Reino de Marruecos",
        "Le Royaume du Maroc", "Royaume du Maroc المملكة المغربية",
    )
)  # fmt: skip
KINGDOM_ID = "royaume_du_maroc"
#: The entries named for a place, by how their ids begin, and what stands between the kind of body and the place.
_PLACE_IDS, _OF = ("com_", "prov_", "region_"), " ⵏ "


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """One known institution.

    Attributes:
        id: its key, which never changes once given.
        fr: its name in French; `ar`, `zgh` (in Tifinagh) and `en` likewise. None where no source has it.
        zgh_reading: a name in Tifinagh that was read from a garbled logo: a hypothesis, never more.
        aliases: other names it goes by, in any language.
        former: names it no longer has, in any language.
        part_of: the id of the body whose name stands over its own in a letterhead.
        sources: where its names were seen, by ``fr_ar`` and ``zgh``.
        confidence: how sure they are: ``attested``, ``unsure`` or ``reading``, likewise.
        note: what else an archivist should know.
    """

    id: str
    fr: str | None = None
    ar: str | None = None
    zgh: str | None = None
    en: str | None = None
    zgh_reading: str | None = None
    acronym: str | None = None
    aliases: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    part_of: str | None = None
    sources: tuple[tuple[str, str], ...] = ()
    confidence: tuple[tuple[str, str], ...] = ()
    note: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """All names but readings: present, other, former."""
        given = (self.fr, self.ar, self.zgh, self.en)
        return (*(name for name in given if name), *self.aliases, *self.former)

    @property
    def folded(self) -> tuple[str, ...]:
        """Its names as they are compared."""
        return tuple(dict.fromkeys(fold_words(name) for name in self.names))


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A commune, province or prefecture with its full name (``Province de Tata``) in French, Arabic, Tifinagh."""

    type: str
    fr: str | None = None
    ar: str | None = None
    zgh: str | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Authorities:
    """Institutions and places, with indexes that are made when first asked for (so there are no slots)."""

    entries: tuple[Authority, ...]
    own_places: tuple[Place, ...] = ()

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """The shipped places (read only now: few documents need them) and those of the archivist's own file."""
        from balagh.pipelines.structure.authority_file import read_shipped_places

        named = {(one.type, one.fr, one.ar): one for one in (*read_shipped_places(), *self.own_places)}
        return tuple(named.values())

    def __iter__(self) -> Iterator[Authority]:
        return iter(self.entries)

    @cached_property
    def by_id(self) -> Mapping[str, Authority]:
        """The institutions by their ids."""
        return {one.id: one for one in self.entries}

    @cached_property
    def by_name(self) -> Mapping[str, Authority]:
        """The institutions by each of their names, folded; a name that two have is the later one's."""
        return {name: one for one in self.entries for name in one.folded}

    @cached_property
    def by_acronym(self) -> Mapping[str, Authority]:
        """The institutions by their acronyms."""
        return {one.acronym: one for one in self.entries if one.acronym}

    @cached_property
    def amazigh_names(self) -> Mapping[str, str]:
        """The attested names in Tifinagh by id."""
        return {one.id: one.zgh for one in self.entries if one.zgh}

    @cached_property
    def readings(self) -> Mapping[str, str]:
        """The names in Tifinagh that are no more than readings, by id, of institutions that have no other."""
        return {one.id: one.zgh_reading for one in self.entries if one.zgh_reading and not one.zgh}

    @cached_property
    def amazigh_places(self) -> frozenset[str]:
        """The places (folded) that names in Tifinagh of communes, provinces and regions have in them."""
        named = [
            one.zgh.partition(_OF)[2] for one in self.entries if one.zgh and one.id.startswith(_PLACE_IDS)
        ]
        named += [place.zgh.partition(_OF)[2] for place in self.own_places if place.zgh]
        return frozenset(fold_words(place) for name in named for place in name.split(" - ") if place)

    def find(self, name: str) -> Authority | None:
        """Give the institution that `name` (or an acronym) means, allowing for a few misread letters; else None."""
        if in_tifinagh(name):
            # A name wrapped in other words, or one word that is a common noun, is not it.
            return self.by_id.get(nearest_name(name, self.amazigh_names) or "")
        folded = fold_words(name)
        exact = self.by_name.get(folded) or self.by_acronym.get(name.strip(" ()."))
        if exact is not None or len(folded) < 12:
            return exact
        # Loaded for names that are not known to the letter.
        from rapidfuzz import fuzz, process

        best = process.extractOne(folded, list(self.by_name), scorer=fuzz.ratio, score_cutoff=_SAME)
        return self.by_name[best[0]] if best else None


_CURRENT: ContextVar[Authorities | None] = ContextVar("authorities", default=None)


def authorities() -> Authorities:
    """Give the authority file in use: the one of `use_authorities`, or the shipped one."""
    return _CURRENT.get() or shipped_authorities()


@contextmanager
def use_authorities(chosen: Authorities) -> Iterator[None]:
    """Use `chosen` for whatever is read inside the ``with`` (in this thread or task)."""
    token = _CURRENT.set(chosen)
    try:
        yield
    finally:
        _CURRENT.reset(token)


@cache
def shipped_authorities() -> Authorities:
    """Give the authority file that ships with balagh."""
    # Only what reads a document needs the file.
    from balagh.pipelines.structure.authority_file import read_shipped

    return read_shipped()


def find_authority(name: str) -> Authority | None:
    """Give the institution that `name` (or an acronym) means, allowing for a few misread letters; else None."""
    return authorities().find(name)


def find_reading(name: str) -> Authority | None:
    """Give the institution whose garbled logo was once read as `name` (in Tifinagh): it may be that one; else None."""
    known = authorities()
    return known.by_id.get(nearest_name(name, known.readings) or "") if in_tifinagh(name) else None


def known_amazigh_places() -> frozenset[str]:
    """Give the places (folded) that the names in Tifinagh of communes, provinces and regions have in them."""
    return authorities().amazigh_places


def is_kingdom(name: str) -> bool:
    """Say whether `name` is the country's: a letterhead line that is no issuer."""
    folded = fold_words(name)
    if in_tifinagh(name):
        found = find_authority(name)
        return found is not None and found.id == KINGDOM_ID
    kingdom = authorities().by_id.get(KINGDOM_ID)
    return folded in _KINGDOM or (kingdom is not None and folded in kingdom.folded)
