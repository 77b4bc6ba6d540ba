"""The authority file: known institutions, and which of them a printed name means."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from balagh.pipelines.languages.scripts import in_tifinagh
from balagh.pipelines.structure.amazigh_names import nearest_name
from balagh.pipelines.text.fold import fold_words

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
_KINGDOM_ID = "royaume_du_maroc"
#: The entries named for a place, by how their ids begin, and what stands between the kind of body and the place.
_PLACE_IDS, _OF = ("com_", "prov_", "region_"), " ⵏ "


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """One known institution; `folded` holds its names and aliases as they are compared.

    `zgh_reading` is a name in Tifinagh that was read from a garbled logo: a hypothesis, never more.
    """

    id: str
    fr: str | None
    ar: str | None
    zgh: str | None
    zgh_reading: str | None
    acronym: str | None
    folded: tuple[str, ...]


@cache
def authorities() -> tuple[Authority, ...]:
    """Give the institutions of the shipped authority file."""
    text = files("balagh.data").joinpath("institutions.json").read_text(encoding="utf-8")
    return tuple(_authority(entry) for entry in json.loads(text))


def _authority(entry: dict[str, str | list[str] | None]) -> Authority:
    names = {code: value for code in ("fr", "ar", "zgh") if isinstance(value := entry.get(code), str)}
    acronym = entry.get("acronym")
    aliases = entry.get("aliases")
    reading = entry.get("zgh_reading")
    every = [*names.values(), *(aliases if isinstance(aliases, list) else [])]
    return Authority(
        id=str(entry["id"]),
        fr=names.get("fr"),
        ar=names.get("ar"),
        zgh=names.get("zgh"),
        zgh_reading=reading if isinstance(reading, str) else None,
        acronym=acronym if isinstance(acronym, str) else None,
        folded=tuple(dict.fromkeys(fold_words(name) for name in every)),
    )


@cache
def _by_name() -> dict[str, Authority]:
    return {name: authority for authority in authorities() for name in authority.folded}


def find_authority(name: str) -> Authority | None:
    """Give the institution that `name` (or an acronym) means, allowing for a few misread letters; else None."""
    if in_tifinagh(name):
        # A name wrapped in other words, or one word that is a common noun, is not it.
        return _by_id().get(nearest_name(name, _amazigh_names()) or "")
    folded = fold_words(name)
    exact = _by_name().get(folded) or _by_acronym().get(name.strip(" ()."))
    if exact is not None or len(folded) < 12:
        return exact
    # Loaded for names that are not known to the letter.
    from rapidfuzz import fuzz, process

    best = process.extractOne(folded, list(_by_name()), scorer=fuzz.ratio, score_cutoff=_SAME)
    return _by_name()[best[0]] if best else None


def find_reading(name: str) -> Authority | None:
    """Give the institution whose garbled logo was once read as `name` (in Tifinagh): it may be that one; else None."""
    readings = {one.id: one.zgh_reading for one in authorities() if one.zgh_reading and not one.zgh}
    return _by_id().get(nearest_name(name, readings) or "") if in_tifinagh(name) else None


@cache
def known_amazigh_places() -> frozenset[str]:
    """Give the places (folded) that the names in Tifinagh of communes, provinces and regions have in them."""
    named = (one.zgh.partition(_OF)[2] for one in authorities() if one.zgh and one.id.startswith(_PLACE_IDS))
    return frozenset(fold_words(place) for name in named for place in name.split(" - ") if place)


@cache
def _amazigh_names() -> dict[str, str]:
    return {one.id: one.zgh for one in authorities() if one.zgh}


@cache
def _by_id() -> dict[str, Authority]:
    return {authority.id: authority for authority in authorities()}


@cache
def _by_acronym() -> dict[str, Authority]:
    return {authority.acronym: authority for authority in authorities() if authority.acronym}


def is_kingdom(name: str) -> bool:
    """Say whether `name` is the country's: a letterhead line that is no issuer."""
    folded = fold_words(name)
    if in_tifinagh(name):
        found = find_authority(name)
        return found is not None and found.id == _KINGDOM_ID
    return folded in _KINGDOM or any(folded in one.folded for one in authorities() if one.id == _KINGDOM_ID)
