"""Letters of French words and acronyms that an engine reads as their likes: ``I'Information``, ``41SIC``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from balagh.pipelines.repair.rules import Edit, Rule
from balagh.pipelines.repair.vocabulary import Vocabulary, vocabulary_of, words_of
from balagh.pipelines.text.fold import fold, fold_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from balagh.pipelines.structure.authority import Authorities

_VOWEL = "aeiouyhàâäéèêëîïôöùûüœæAEIOUYHÀÂÄÉÈÊËÎÏÔÖÙÛÜŒÆ"
#: An I before an apostrophe and a vowel: the article. English has I'm, I'd, I'll and I've only, no vowel or h after it.
_ARTICLE = re.compile(rf"(?<![^\W_])I(?=['’][{_VOWEL}][^\W\d_])")
#: A capital I between small letters, or at the end after them.
_INSIDE = re.compile(r"(?<![^\W\d_])[a-zà-ÿœ]+I+(?:[a-zà-ÿœI])*(?![^\W_])")
#: A small l where a capital I begins a word: no word of Latin letters begins with l and these letters.
_OPENING = re.compile(r"(?<![^\W_])l(?=[nmstl][a-zà-ÿœ]{3,}(?![^\W_]))")
#: Articles and pronouns that begin with l.
_SMALL_WORDS = re.compile(r"(?<![\w'’.-])I(?:a|e|es|eur|eurs|ui|ors)(?![\w'’.-])")
#: The first ordinal read as a word: the digit in it may not be guessed.
_ORDINAL = re.compile(r"(?<![\w'’.-])l(?=(?:er|ère|re)(?![\w'’.-]))")
#: Signs and figures before letters in capitals: an acronym whose first letter or two were read as figures.
_ACRONYM = re.compile(r"(?<![\w'’.@/-])[0-9|!Il]{1,2}[A-Z]{2,}(?![\w'’.@/-])")
#: One of these stands in any line with a slip.
_SUSPECT = re.compile(
    rf"{_ARTICLE.pattern}|[a-zà-ÿœ]I|{_OPENING.pattern}|{_SMALL_WORDS.pattern}|{_ORDINAL.pattern}"
    r"|[0-9|!Il][A-Z]{2}"
)
#: So many small French words must stand in a line before a lone word of it is taken for French.
_FRENCH_WORDS = 2
_FRENCH = frozenset(
    [
        "la",
        "le",
        "les",
        "de",
        "des",
        "du",
        "et",
        "en",
        "un",
        "une",
        "par",
        "pour",
        "sur",
        "dans",
        "avec",
        "au",
        "aux",
        "que",
        "qui",
        "est",
        "son",
        "sa",
        "ses",
        "ce",
        "cette",
        "d",
        "l",
    ]
)
#: Beside I'Information stands nothing else that it could be; a word of the lists is no proof of the very place.
_SURE, _LISTED, _IN_CONTEXT, _BESIDE_NAME = 0.99, 0.97, 0.95, 0.93
#: Lines around an acronym in which its institution's name is looked for: a letterhead has no more.
_BESIDE = 6
#: What the letters of an acronym's beginning are read as.
_READ_AS = str.maketrans({"1": "I", "l": "I", "|": "I", "!": "I", "0": "O", "4": "A", "5": "S", "8": "B"})


def find_slips(lines: tuple[str, ...], names: Authorities) -> tuple[tuple[Edit, ...], ...]:
    """Find misread letters in the lines of a text, for each line in order and apart.

    >>> from balagh.pipelines.structure.authority import shipped_authorities
    >>> slips = find_slips(("de I'Information et de Ia gestion",), shipped_authorities())
    >>> [[edit.after for edit in edits] for edits in slips]
    [['l', 'la']]
    """
    suspects = [_SUSPECT.search(line) is not None for line in lines]
    if not any(suspects):
        return ((),) * len(lines)
    known = vocabulary_of(names)
    words = words_of(lines) | known.words
    return tuple(
        tuple(sorted(_line_slips(lines, at, words, known), key=lambda edit: edit.start)) if suspect else ()
        for at, suspect in enumerate(suspects)
    )


def _line_slips(lines: Sequence[str], at: int, words: frozenset[str], known: Vocabulary) -> Iterator[Edit]:
    line = lines[at]
    for match in _ARTICLE.finditer(line):
        yield _slip(match, "l", "an I before an apostrophe and a vowel is the article", _SURE)
    yield from _inside(line, words)
    for match in _OPENING.finditer(line):
        word = re.match(r"[^\W\d_]+", line[match.start() :])
        if word and _stem_known(f"I{word.group()[1:]}", words):
            yield _slip(match, "I", "no word begins so; with a capital I it is a known one", _LISTED)
    if _is_french(line):
        for match in _SMALL_WORDS.finditer(line):
            if not line[match.end() :].lstrip().startswith(("siècle", "arr")):
                after = f"l{match.group()[1:]}"
                yield _slip(match, after, "a small word of French among others", _IN_CONTEXT)
    for match in _ORDINAL.finditer(line):
        yield Edit(
            start=match.start(), end=match.end(), after="1", rule=Rule.OCR_SLIP, confidence=0.5, applied=False,
            note="perhaps the ordinal 1er; a digit is never guessed",
        )  # fmt: skip
    yield from _acronyms(lines, at, known)


def _inside(line: str, words: frozenset[str]) -> Iterator[Edit]:
    """Find capital I inside small letters where l makes a known word of it."""
    for match in _INSIDE.finditer(line):
        word = match.group()
        turned = word.replace("I", "l")
        if (
            len(word) < 4
            or not _stem_known(turned, words)
            or fold(word) in words_of([line.replace(word, "")])
        ):
            continue
        for place in re.finditer("I+", word):
            start = match.start() + place.start()
            yield Edit(
                start=start, end=start + len(place.group()), after="l" * len(place.group()), rule=Rule.OCR_SLIP,
                confidence=_LISTED, note=f"no capital stands inside a word; {turned} is a known one",
            )  # fmt: skip


def _stem_known(word: str, words: frozenset[str]) -> bool:
    """Say whether a word, or its singular, is known."""
    folded = fold(word)
    return folded in words or folded.removesuffix("s") in words or folded.removesuffix("e") in words


def _is_french(line: str) -> bool:
    return sum(word in _FRENCH for word in line.split()) >= _FRENCH_WORDS


def _acronyms(lines: Sequence[str], at: int, known: Vocabulary) -> Iterator[Edit]:
    """Find a misread acronym of an institution whose name stands nearby, in whatever language."""
    found = list(_ACRONYM.finditer(lines[at]))
    if not found:
        return
    nearby = f" {' '.join(map(_spoken, lines[max(0, at - _BESIDE) : at + _BESIDE + 1]))} "
    for match in found:
        acronyms = [
            acronym
            for acronym in _readings(match.group())
            if any(f" {name} " in nearby for name in known.names.get(acronym, ()))
        ]
        if len(acronyms) == 1 and acronyms[0] != match.group():
            yield _slip(match, acronyms[0], "the acronym of the institution named beside it", _BESIDE_NAME)


def _spoken(line: str) -> str:
    """Give the folded words of a line as they stand there once its articles are read right."""
    return fold_words(_ARTICLE.sub("l", line))


def _readings(token: str) -> set[str]:
    """Give what a token of figures and capitals may have been: letters for figures, or one letter for both."""
    head = re.match(r"[0-9|!Il]+", token)
    if head is None:
        return set()
    rest = token[head.end() :]
    # One letter may fall apart into two signs: a stem and its shadow.
    letters = {head.group().translate(_READ_AS), *head.group().translate(_READ_AS)}
    return {f"{letter}{rest}" for letter in letters}


def _slip(match: re.Match[str], after: str, note: str, confidence: float) -> Edit:
    return Edit(
        start=match.start(),
        end=match.end(),
        after=after,
        rule=Rule.OCR_SLIP,
        confidence=confidence,
        note=note,
    )
