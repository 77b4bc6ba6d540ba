"""Tag every line and block of a page with its language, script and direction."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from balagh.model import Block, Line, Page, Script
from balagh.model import LanguageShare as Share
from balagh.pipelines.languages.amazigh import Verdict, weigh_tifinagh
from balagh.pipelines.languages.evidence import Doubt, weigh_latin, without_addresses
from balagh.pipelines.languages.scripts import count_letters, direction_of, main_script

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

UNDETERMINED = "und"
#: Languages written in Latin script, by the code that asks for them.
_LATIN = {"fr": "fr", "en": "en", "es": "es", "zgh": "zgh-Latn", "zgh-Latn": "zgh-Latn"}
#: Letters from which the statistical detector can be believed; below, it calls titles Vietnamese.
_LONG_ENOUGH = 60
#: A line without letters that is a number, a date, a sum or a phone number, not a misread script.
_NUMBERS = re.compile(r"[\s\d.,:;/()°%*#–—-]*(?:(?:\+|00)?[\s\d.,:;/()°%–—-]*)*")
#: Fewer digits number a page or a list; more are a date or a phone, which belong to the text around them.
_FEWEST_DIGITS = 6
_MISREAD_DIGITS = re.compile(r"\+[٠-٩]+\+|\|")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tag:
    """A line's or block's verdict: `language` is None while its neighbours may still speak for it."""

    script: Script
    language: str | None
    letters: int


def tag_page(page: Page, languages: tuple[str, ...]) -> Page:
    """Give the page with language, script and direction of every line and block set.

    `languages` are the BCP 47 codes asked for: no other is given, text in another one is ``und``.
    """
    page_other = weigh_tifinagh(" ".join(block.text for block in page.blocks)) is Verdict.OTHER
    tags: list[list[_Tag]] = []
    wholes: list[_Tag] = []
    for block in page.blocks:
        own = weigh_tifinagh(block.text)
        foreign = own is Verdict.OTHER or (own is Verdict.OPEN and page_other)
        tags.append([_tag_line(line, languages, foreign) for line in block.lines])
        wholes.append(_tag_block(block, tags[-1], languages, foreign))
    settled = _from_neighbours(wholes, languages)
    blocks = (
        _tagged(block, whole, tags[at])
        for at, (block, whole) in enumerate(zip(page.blocks, settled, strict=True))
    )
    return page.model_copy(update={"blocks": tuple(blocks)})


def document_languages(pages: Iterable[Page]) -> tuple[Share, ...]:
    """Give the document's languages with their share of its letters, the largest first.

    Letters of no known language count in the whole but get no entry.
    """
    letters: dict[tuple[str, Script], int] = {}
    for line in (line for page in pages for block in page.blocks for line in block.lines):
        key = (line.language, line.script)
        if line.script is not Script.COMMON:
            letters[key] = letters.get(key, 0) + sum(count_letters(line.text).values())
    whole = max(1, sum(letters.values()))
    named = {key: count for key, count in letters.items() if key[0] != UNDETERMINED}
    merged: dict[str, tuple[Script, int]] = {}
    for (code, script), count in sorted(named.items(), key=lambda item: -item[1]):
        first, total = merged.get(code, (script, 0))
        merged[code] = (first, total + count)
    ranked = sorted(merged.items(), key=lambda item: -item[1][1])
    return tuple(Share(code=code, script=script, share=count / whole) for code, (script, count) in ranked)


def _tag_line(line: Line, languages: tuple[str, ...], foreign: bool) -> _Tag:
    if not line.text:
        # Seen by its picture only: no model read it, so nobody can tell its language.
        return _Tag(script=line.script, language=UNDETERMINED, letters=0)
    if is_unread(line):
        return _Tag(script=line.script, language=UNDETERMINED, letters=0)
    return _tag_text(line.text, languages, foreign)


def is_unread(line: Line) -> bool:
    """Tell whether a Word file has a line as Latin letters in a font that prints Tifinagh, nobody knows which."""
    unread = line.script is Script.TIFINAGH and line.bbox is None
    return unread and Script.TIFINAGH not in count_letters(line.text)


def _tag_text(text: str, languages: tuple[str, ...], foreign: bool) -> _Tag:
    """Tag a text; `foreign` says that the Tifinagh around it is not Amazigh as IRCAM writes it."""
    counts = count_letters(without_addresses(text))
    letters = sum(counts.values())
    # An address alone is in Latin letters but in no language.
    script = main_script(counts or count_letters(text))
    if script is Script.COMMON:
        digits = sum(character.isdigit() for character in text)
        misread = bool(_MISREAD_DIGITS.search(text)) or not _NUMBERS.fullmatch(text)
        own = digits < _FEWEST_DIGITS or misread
        return _Tag(script=script, language=UNDETERMINED if own else None, letters=0)
    if script is Script.LATIN and letters == 1 and len(text.strip()) == 1:
        # A letter alone is a speck or a bullet that was read as one.
        return _Tag(script=script, language=UNDETERMINED, letters=1)
    if script is Script.LATIN:
        return _Tag(script=script, language=_latin_language(text, letters, languages), letters=letters)
    if script is Script.TIFINAGH:
        return _Tag(script=script, language=_tifinagh_language(text, languages, foreign), letters=letters)
    return _Tag(script=script, language="ar" if "ar" in languages else UNDETERMINED, letters=letters)


def _tifinagh_language(text: str, languages: tuple[str, ...], foreign: bool) -> str:
    verdict = weigh_tifinagh(text)
    fits = verdict is Verdict.STANDARD or (verdict is Verdict.OPEN and not foreign)
    return "zgh" if fits and "zgh" in languages else UNDETERMINED


def _latin_language(text: str, letters: int, languages: tuple[str, ...]) -> str | None:
    asked = tuple(dict.fromkeys(_LATIN[code] for code in languages if code in _LATIN))
    evidence = weigh_latin(text, asked)
    if evidence.doubt is Doubt.GARBLED:
        return UNDETERMINED
    if evidence.language is not None:
        return evidence.language if evidence.language in asked else UNDETERMINED
    if letters >= _LONG_ENOUGH:
        return _detected(text, asked)
    return None


def _detected(text: str, asked: Sequence[str]) -> str | None:
    """Ask the statistical detector, seeded and for the asked languages only."""
    # Its profiles take a tenth of a second to load: only for the rare long text that the words leave open.
    from langdetect import DetectorFactory, LangDetectException, detect_langs

    DetectorFactory.seed = 0
    try:
        guesses = detect_langs(text)
    except LangDetectException:
        return None
    return next((guess.lang for guess in guesses if guess.lang in asked), None)


def _tag_block(block: Block, lines: list[_Tag], languages: tuple[str, ...], foreign: bool) -> _Tag:
    if not block.text.strip():
        known = next((tag for tag in lines if tag.language is not None), None)
        return known or _Tag(script=block.script, language=UNDETERMINED, letters=0)
    if block.lines and all(line.text and is_unread(line) for line in block.lines):
        return _Tag(script=Script.TIFINAGH, language=UNDETERMINED, letters=0)
    tag = _tag_text(" ".join(block.text.split("\n")), languages, foreign)
    if tag.language not in (None, UNDETERMINED):
        return tag
    # Garbled lines can drown a readable one: a decided line speaks for the block.
    decided = [line for line in lines if line.language not in (None, UNDETERMINED)]
    if decided:
        best = max(decided, key=lambda line: line.letters)
        return replace(tag, language=best.language, script=best.script)
    return tag


def _from_neighbours(wholes: list[_Tag], languages: tuple[str, ...]) -> list[_Tag]:
    """Give blocks without a language of their own that of the nearest block of the same script.

    Names in Latin letters alone among Arabic take the first Latin language asked for; numbers take any neighbour's.
    """
    settled: list[_Tag] = []
    for at, whole in enumerate(wholes):
        if whole.language is not None:
            settled.append(whole)
            continue
        known = (tag for tag in _nearest(wholes, at) if tag.language not in (None, UNDETERMINED))
        if not whole.letters:
            found = next(known, None)
            language = found.language if found else UNDETERMINED
        else:
            found = next((tag for tag in known if tag.script is whole.script and tag.letters), None)
            asked = (_LATIN[code] for code in languages if code in _LATIN)
            language = found.language if found else next(asked, UNDETERMINED)
        settled.append(replace(whole, language=language))
    return settled


def _nearest(wholes: list[_Tag], at: int) -> Iterator[_Tag]:
    """Give the other tags, those nearest to place `at` first, of two as near the earlier one."""
    for away in range(1, max(at, len(wholes) - at) + 1):
        yield from (wholes[other] for other in (at - away, at + away) if 0 <= other < len(wholes))


def _tagged(block: Block, whole: _Tag, tags: list[_Tag]) -> Block:
    language = whole.language or UNDETERMINED
    lines = tuple(
        line.model_copy(
            update={"language": tag.language or _line_language(tag, whole, tags), "script": tag.script}
        )
        for line, tag in zip(block.lines, tags, strict=True)
    )
    direction = direction_of(whole.script, language)
    return block.model_copy(
        update={"language": language, "script": whole.script, "direction": direction, "lines": lines}
    )


def _line_language(tag: _Tag, whole: _Tag, tags: list[_Tag]) -> str:
    alike = (other.language for other in tags if other.script is tag.script)
    known = next((language for language in alike if language not in (None, UNDETERMINED)), None)
    return known or whole.language or UNDETERMINED
