"""Weigh the words and letters of a text in Latin script for each language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from balagh.pipelines.languages.lexicon import word_languages
from balagh.pipelines.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Collection

#: Letters that only one of our languages writes, or nearly; weight in words.
_LETTERS = {
    "fr": (re.compile("[èêëàâçùûœæîï]"), 0.5),
    "es": (re.compile("[ñ¿¡áíóú]"), 0.7),
    "zgh-Latn": (re.compile("[ɣɛḍṭẓḥṣṛčǧ]"), 1.0),
}
#: French elisions, and the English possessive. An apostrophe may be any of the signs that print as one.
_ELISION = re.compile(r"\b(?:[ldnsjmtc]|qu|lorsqu|puisqu|jusqu)['’`´](?=[^\W\d_])", re.IGNORECASE)
_POSSESSIVE = re.compile(r"[^\W\d_]['’]s\b")
#: An acute e is French before it is Spanish.
_ACUTE = re.compile("é")
_TOKEN = re.compile(r"[^\W\d_]+")
_CHUNK = re.compile(r"\S+")
#: From where a word begins, and no further than an address may be long (RFC 5321: 254 signs): else a word of a
#: hundred thousand letters is gone over from each of them.
_ADDRESS = re.compile(
    r"(?<!\S)\S{1,254}\s?@\s?\S+|(?:https?://|www\.)\S+"
    r"|(?<![\w.-])[\w-]{1,254}(?:\.[\w-]{1,254}){0,20}\.(?:ma|com|org|net|gov|int|fr)\b\S*"
)
#: The winner must beat the next language by this factor.
_MARGIN = 1.25
#: Half a word is the least that speaks for a language: one that two languages share.
_FEWEST_WORDS = 0.5
#: A language that was not asked for needs this many words, and this many times those of the best asked one.
_PLAIN, _FOREIGN = 3.0, 2.0


class Doubt(Enum):
    """Why a text in Latin script has no language of its own."""

    #: Nothing but names, addresses, acronyms: it may be in any language.
    NEUTRAL = auto()
    #: Two languages fit alike.
    TIE = auto()
    #: No language looks like that: letters read in a script they are not of.
    GARBLED = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What the words say: a language or a doubt, and how many words spoke."""

    language: str | None
    doubt: Doubt | None
    words: float


def weigh_latin(text: str, asked: Collection[str]) -> Evidence:
    """Weigh a text in Latin script for the languages `asked` for; addresses do not count.

    Another language wins only where it is plain: then nobody asked for this text.
    """
    bare = without_addresses(text)
    tokens = [fold(token) for token in _TOKEN.findall(bare)]
    scores = _word_scores(tokens)
    hits = sum(1 for token in tokens if len(token) > 1 and token in word_languages())
    for code, (letters, weight) in _LETTERS.items():
        scores[code] = scores.get(code, 0.0) + weight * len(letters.findall(bare.lower()))
    scores["fr"] = (
        scores.get("fr", 0.0) + len(_ELISION.findall(bare)) + 0.3 * len(_ACUTE.findall(bare.lower()))
    )
    scores["en"] = scores.get("en", 0.0) + 0.7 * len(_POSSESSIVE.findall(bare))
    if _garbled(bare, tokens, hits):
        return Evidence(language=None, doubt=Doubt.GARBLED, words=0.0)
    return _verdict(scores, asked)


def without_addresses(text: str) -> str:
    """Give `text` without its e-mail and web addresses, which are in no language."""
    return _ADDRESS.sub(" ", text)


def _word_scores(tokens: list[str]) -> dict[str, float]:
    known = word_languages()
    scores: dict[str, float] = {}
    for token in tokens:
        codes = known.get(token, frozenset())
        # A single letter is a word in many languages and an initial in all of them.
        weight = (0.2 if len(token) == 1 else 1.0) / max(1, len(codes))
        for code in codes:
            scores[code] = scores.get(code, 0.0) + weight
    return scores


def _verdict(scores: dict[str, float], asked: Collection[str]) -> Evidence:
    wanted = sorted((code for code in scores if code in asked), key=lambda code: -scores[code])
    best = scores[wanted[0]] if wanted else 0.0
    foreign = max((code for code in scores if code not in asked), key=lambda code: scores[code], default=None)
    if foreign is not None and scores[foreign] >= max(_PLAIN, best * _FOREIGN):
        return Evidence(language=foreign, doubt=None, words=scores[foreign])
    if best < _FEWEST_WORDS:
        return Evidence(language=None, doubt=Doubt.NEUTRAL, words=best)
    if len(wanted) > 1 and best < scores[wanted[1]] * _MARGIN:
        return Evidence(language=None, doubt=Doubt.TIE, words=best)
    return Evidence(language=wanted[0], doubt=None, words=best)


def _garbled(text: str, tokens: list[str], hits: int) -> bool:
    """Say whether a third of the words look odd and fewer are known.

    Letter pairs were tried and dropped: garbled lines of seed 004 had 0 to 36 % unknown pairs, and names of Moroccan
    communes as many.
    """
    if not tokens or hits * 3 >= len(tokens):
        return False
    chunks = _CHUNK.findall(text)
    return sum(map(_odd_chunk, chunks)) * 3 >= len(chunks)


#: Inside one word: a small letter before two capitals or between capitals, a digit between letters, a stray sign.
_ODD = re.compile(
    r"[a-zà-ÿ][A-ZÀ-Þ]+[a-zà-ÿ]+[A-ZÀ-Þ]|^[A-Z][a-z]{1,2}[A-Z]$|[^\W\d_]\d+[^\W\d_]|^\d+[A-Z]{3,}|"
    r"[^\W_][<>|_%^~\\{}]+[^\W\d_]|[A-Z][a-z][A-Z]{2,}"
    r"|[a-zà-ÿ]{2}[A-Z]$|^[A-Za-z][a-z]+[A-Z][a-z]{0,2}$|([^\W\d_])\1\1"
)


def _odd_chunk(chunk: str) -> bool:
    return bool(_ODD.search(chunk)) or chunk in {"|", "||"}
