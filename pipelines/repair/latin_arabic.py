"""Arabic that was read as Latin letters: told from languages in Latin letters, and named from the authority file.

Told which language to read, an engine puts letters of that language for whatever is printed: ``a1l alalldjljg``
stands in a scan's text where وزارة الداخلية is printed. Such a line is no French, no English and no code; which name it
was is asked of the authority file, by a measured model of what each Arabic shape is misread as
(`latin_arabic_channel`), and of the other lines of the letterhead. A name is put in its place where it is clearly ahead
of all others and either the letterhead agrees or every word of it fits by itself; else it is proposed and the text is
left alone.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from balagh.pipelines.repair.rules import Edit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from balagh.pipelines.repair.latin_arabic_names import Match
    from balagh.pipelines.structure.authority import Authorities

#: Characters: a name is on a line of its own, and the longest known is 80 long.
_SHORTEST, _LONGEST = 5, 160
#: Letters, and characters but blanks, that something misread has at least; fewer say too little about any name.
_FEWEST_LETTERS, _FEWEST_SIGNS = 4, 6
#: Log odds against a language from which a piece of a line is looked at, and from which it is marked though no name is
#: sure. Over 9,800 clean lines (2026-11-22) none that passes the other tests has more than 7; misread lines have 18 in
#: the median.
_LOOKED_AT, _MARKED = 4.0, 9.0
#: The first where the rest of the header names an institution: one misread line in twenty is below the other.
_LOOKED_AT_NAMED = -2.0
#: Log odds and fit together that such a line has with a name proposed, before it is held against all names.
_NAMED_FIT = -10.0
#: A name put in place by its shapes alone: how many nats it is ahead of all others together, explains more than "some
#: Arabic" does, its worst word does so, and its worst word is behind another known one. Swept on 2026-11-22 over names
#: misread in typefaces kept out of training: with the name in the file none wrong, taken out of it none put in place.
_AHEAD, _FIT, _WORD, _RIVALLED = 3.0, 2.0, -5.0, -4.0
#: How far ahead one of the hundreds of places is: two differ by one short word.
_AHEAD_PLACE = 7.0
#: The same where the letterhead agrees on the name.
_AHEAD_AGREED, _FIT_AGREED = 1.0, -12.0
#: Characters, but blanks, of what a name is put in place of: by its shapes alone, and where the letterhead agrees.
_FEWEST_ALONE, _FEWEST_AGREED = 10, 7
#: Names that explain a line worse than this are not even proposed; nor are those with a smaller share.
_PROPOSED_FIT, _PROPOSED_SHARE, _MOST_PROPOSED = -12.0, 0.004, 5
#: What is in Latin letters is looked at only where so much of it is: share of the characters but blanks.
_LETTERS = 0.5
#: Share of a line's letters in words of a language from which the line is cut at those words.
_KNOWN = 0.34
_WORD_SPAN = re.compile(r"\S+")
_LATIN = re.compile(r"[^\W\d_]")
_OTHER_SCRIPT = re.compile(r"[\u0590-\u06ff\u0750-\u077f\u2d30-\u2d7f\u3040-\u9fff]")
_ADDRESS = re.compile(r"@|://|www\.|\.(?:ma|com|org|net|fr|gov|json|py|toml|md)\b", re.IGNORECASE)
#: A number with its signs, a colour, an amount.
_NUMBER = re.compile(r"[\W\d_]*\d[\W\d_]*(?:[%€$]|dh|er|e|h|t|m|km|kg)?\W*|#[0-9a-fA-F]{3,8}\W*")
_TOKEN = re.compile(r"[^\W\d_]+")


def find_arabic_misread(line: str, names: Authorities, context: Sequence[str] = ()) -> tuple[Edit, ...]:
    """Find what of `line` is Arabic read as Latin letters.

    Args:
        line: a line of text, mended so far.
        names: the authority file.
        context: the other lines of the same header, mended so far.

    Returns:
        an edit for each such piece of the line: the known name, or what it may be (`applied` false).
    """
    pieces = misread_pieces(line, _LOOKED_AT_NAMED if context else _LOOKED_AT)
    if not pieces:
        return ()
    # Loaded for pieces that look misread: numpy and the confusion models.
    from balagh.pipelines.repair.latin_arabic_context import propose

    proposed = propose(context, names)
    edits = (_decide(line, start, end, names, proposed) for start, end in pieces)
    return tuple(edit for edit in edits if edit is not None)


def misread_pieces(line: str, least: float = _LOOKED_AT) -> tuple[tuple[int, int], ...]:
    """Give where `line` has what looks like Arabic read as Latin letters, by its letters alone: (start, end).

    `least` is the log odds against a language that a piece has.
    """
    if not _SHORTEST <= len(line) <= _LONGEST or len(_LATIN.findall(line)) < _FEWEST_LETTERS:
        return ()
    # Loaded for lines that are not plainly something else; the tables are read once.
    from balagh.pipelines.repair.latin_arabic_odds import shipped_odds

    odds = shipped_odds()
    return tuple(
        (start, end)
        for start, end in _pieces(line)
        if _may_be_letters(line[start:end]) and odds.of(line[start:end]) >= least
    )


def _pieces(line: str) -> Iterator[tuple[int, int]]:
    """Give the line as a whole, or the runs of words that no language knows where it has words that one does."""
    words = [(match.start(), match.end()) for match in _WORD_SPAN.finditer(line)]
    known = [_is_plain(line[start:end]) for start, end in words]
    sizes = [end - start for start, end in words]
    told = sum(size for size, plain in zip(sizes, known, strict=True) if plain)
    if not any(known) or (
        told < _KNOWN * sum(sizes) and not any(_ADDRESS.search(line[s:e]) for s, e in words)
    ):
        if words:
            yield words[0][0], words[-1][1]
        return
    run: list[tuple[int, int]] = []
    for span, plain in zip([*words, (0, 0)], [*known, True], strict=True):
        if not plain:
            run.append(span)
        elif run:
            yield run[0][0], run[-1][1]
            run = []


def _is_plain(word: str) -> bool:
    """Say whether a word is one of a language, a number or an address."""
    from balagh.pipelines.languages.lexicon import word_languages
    from balagh.pipelines.text.fold import fold

    if _ADDRESS.search(word) or _NUMBER.fullmatch(word) or _OTHER_SCRIPT.search(word):
        return True
    known = word_languages()
    tokens = _TOKEN.findall(word)
    # Two letters are a word of some language too easily.
    return any(len(token) > 2 and fold(token) in known for token in tokens)


def _may_be_letters(text: str) -> bool:
    signs = len("".join(text.split()))
    letters = len(_LATIN.findall(text))
    enough = signs >= _FEWEST_SIGNS and letters >= max(_FEWEST_LETTERS, _LETTERS * signs)
    return enough and not _OTHER_SCRIPT.search(text)


def _decide(
    line: str, start: int, end: int, names: Authorities, proposed: Mapping[str, float]
) -> Edit | None:
    from balagh.pipelines.repair.latin_arabic_context import AGREED
    from balagh.pipelines.repair.latin_arabic_names import best_fit, rank_names, support
    from balagh.pipelines.repair.latin_arabic_odds import shipped_odds

    text = " ".join(line[start:end].split())
    odds = shipped_odds().of(text)
    # To hold a line against all names takes long; what is little told by its letters must fit a name proposed.
    if odds < _LOOKED_AT and odds + best_fit(text, names, proposed) < _NAMED_FIT:
        return None
    matches = rank_names(text, names)
    if not matches:
        return None
    ranked, shares = support(matches, proposed)
    best, share = ranked[0], float(shares[0])
    # A piece of a line that says something else besides must tell its name by itself.
    whole = text == " ".join(line.split())
    agreed = whole and proposed.get(best.name.id or "", 0.0) >= AGREED
    told = odds + best.fit + proposed.get(best.name.id or "", 0.0)
    sure = told >= _MARKED and is_sure(best, share, text, names, agreed=agreed)
    # A word or two beside others, or a short line, is a foreign name more often than misread.
    enough = len("".join(text.split())) >= (_FEWEST_AGREED if whole else _FEWEST_ALONE)
    if not sure and (not enough or odds < _MARKED or best.fit < _PROPOSED_FIT):
        return None
    others = [match.name.text for match, part in zip(ranked, shares, strict=True) if part >= _PROPOSED_SHARE][
        1 if sure else 0 : _MOST_PROPOSED
    ]
    return Edit(
        start=start,
        end=end,
        after=best.name.text,
        rule=Rule.ARABIC_MISREAD,
        note=_note(best, agreed=agreed, sure=sure),
        confidence=round(min(share, 0.99) * (1.0 if sure else 0.5), 3),
        applied=sure,
        alternatives=tuple(others),
    )


def is_sure(best: Match, share: float, text: str, names: Authorities, *, agreed: bool) -> bool:
    """Say whether a name may be put in place of `text`: far enough ahead, and fitting well enough."""
    from balagh.pipelines.repair.latin_arabic_names import fit_words

    signs = len("".join(text.split()))
    ahead = math.inf if share >= 1.0 else math.log(share / (1.0 - share))
    if agreed:
        return signs >= _FEWEST_AGREED and ahead >= _AHEAD_AGREED and best.fit >= _FIT_AGREED
    least = _AHEAD if best.name.id else _AHEAD_PLACE
    if signs < _FEWEST_ALONE or ahead < least or best.fit < _FIT:
        return False
    words = fit_words(best, text, names)
    return words.weakest >= _WORD and words.rivalled >= _RIVALLED


def _note(best: Match, *, agreed: bool, sure: bool) -> str:
    known = best.name.id or "place"
    said = "agreed by the letterhead" if agreed else "by its shapes alone"
    return f"Arabic read as Latin letters: {known}, {said}" + ("" if sure else ", not sure")
