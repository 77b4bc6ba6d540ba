"""Give what a communiqué says in Tifinagh in Latin letters too, beside the fields as printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from balagh.model import Script, Transliteration
from balagh.pipelines.languages.scripts import count_letters
from balagh.pipelines.text.transliterate import transliterate_tifinagh

if TYPE_CHECKING:
    from balagh.model import Communique, Version

_AMAZIGH = "zgh"


def transliterate_communique(communique: Communique) -> Communique:
    """Give the communiqué with its Amazigh fields in Latin letters; the same one where nothing is in Tifinagh."""
    issuers = tuple(name for issuer in communique.issuers if (name := _latin(issuer.names.zgh)))
    letterhead = tuple(
        latin for line in communique.letterhead if _has_tifinagh(line.text) and (latin := _latin(line.text))
    )
    version = communique.versions.get(_AMAZIGH)
    if version is None and not issuers and not letterhead:
        return communique
    written = Transliteration(issuers=issuers, letterhead=letterhead)
    return communique.model_copy(
        update={"transliteration": written if version is None else _with_version(written, version)}
    )


def _with_version(written: Transliteration, version: Version) -> Transliteration:
    return written.model_copy(
        update={
            "kind": _latin(version.kind),
            "title": _latin(version.title),
            "subtitle": _latin(version.subtitle),
            "place": _latin(version.place),
            "date": _latin(version.date.text) if version.date else None,
            "end_mark": _latin(version.end_mark),
            "body": tuple(transliterate_tifinagh(item.text) for item in version.body),
            "about": tuple(
                transliterate_tifinagh(f"{about.heading}\n{about.text}" if about.heading else about.text)
                for about in version.about
            ),
        }
    )


def _latin(text: str | None) -> str | None:
    return transliterate_tifinagh(text) if text else None


def _has_tifinagh(text: str) -> bool:
    return Script.TIFINAGH in count_letters(text)
