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
from balagh.pipelines.repair.weak import BY_SHAPES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from balagh.pipelines.repair.latin_arabic_names import Match
    from balagh.pipelines.structure.authority import Authorities

#: Characters: a name is on a line of its own, and the longest known is 80 long.
_SHORTEST, _LONGEST = 5, 160
#: Letters, and characters but blanks, that something misread has at least; fewer say too little about any name.
_FEWEST_LETTERS, _FEWEST_SIGNS = 4, 5
#: Log odds against a language from which a piece of a line is looked at, and from which it is marked though no name is
#: sure: of 8,778 names of CLDR in French, English and Spanish (2026-11-23) 26 have the first and 14 the second, of 600
#: lines misread in unseen typefaces, legible or not, 81 % and 79 %. To look at one takes a sixth of a second: from 5
#: on it were 146 clean lines for 85 % of the misread ones.
_LOOKED_AT, _MARKED = 9.0, 11.0
#: The first where the rest of the header names an institution: one misread line in 120 is below it.
_LOOKED_AT_NAMED = -2.0
#: Log odds and fit together that such a line has with a name proposed, before it is held against all names: misread
#: lines have more than 0, one clean line in 240 has as much as this.
_NAMED_FIT = -4.0
#: Log odds against a language, and share of its letters in known words at most, of a line that is held as a whole
#: against the names proposed; and log odds that the name is right, from which it is. Accidents make words: `plan` and
#: `is` are in a misread line as well.
_LOOKED_AT_WHOLE, _KNOWN_AT_MOST, _WHOLE_SURE = -6.0, 0.7, 2.0
#: Log odds in all from which the letterhead's name may stand in place of so few characters but blanks.
_TOLD_SHORT, _FEWEST_SHORT = 20.0, 5
#: Characters, but blanks, of what a name is put in place of: by its shapes alone, and where the letterhead agrees.
_FEWEST_ALONE, _FEWEST_AGREED = 12, 7
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
#: What a program fills in: a message of one, not print.
_PLACEHOLDER = re.compile(r"\{\d*\}|%[sd]")


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
    whole = _whole(line) if context else None
    if not pieces and whole is None:
        return ()
    # Loaded for pieces that look misread: numpy and the confusion models.
    from balagh.pipelines.repair.latin_arabic_context import AGREED, propose

    proposed = propose(context, names)
    if context and not proposed:
        pieces = misread_pieces(line, _LOOKED_AT)
    if whole is not None and whole not in pieces and proposed:
        edit = _decide(line, *whole, names, proposed, least=_WHOLE_SURE)
        if edit is not None and edit.applied and proposed.get(_id_of(edit.after, names), 0.0) >= AGREED:
            return (edit,)
    edits = (_decide(line, start, end, names, proposed) for start, end in pieces)
    return tuple(edit for edit in edits if edit is not None)


def may_be_arabic(line: str) -> bool:
    """Tell by a quick look whether `find_arabic_misread` may find anything in `line`, whatever stands around it."""
    return bool(misread_pieces(line, _LOOKED_AT_NAMED)) or _whole(line) is not None


def misread_pieces(line: str, least: float = _LOOKED_AT) -> tuple[tuple[int, int], ...]:
    """Give where `line` has what looks like Arabic read as Latin letters, by its letters alone: (start, end).

    `least` is the log odds against a language that a piece has.
    """
    if not _SHORTEST <= len(line) <= _LONGEST or len(_LATIN.findall(line)) < _FEWEST_LETTERS:
        return ()
    if _PLACEHOLDER.search(line):
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


def _whole(line: str) -> tuple[int, int] | None:
    """Give where the whole of a line may be misread though words of a language seem to be in it: (start, end)."""
    if not _SHORTEST <= len(line) <= _LONGEST or not _may_be_letters(line) or _ADDRESS.search(line):
        return None
    from balagh.pipelines.repair.latin_arabic_odds import shipped_odds

    words = line.split()
    plain = sum(len(word) for word in words if _is_plain(word))
    if plain > _KNOWN_AT_MOST * sum(map(len, words)) or shipped_odds().of(line) < _LOOKED_AT_WHOLE:
        return None
    return len(line) - len(line.lstrip()), len(line.rstrip())


def _id_of(name: str, names: Authorities) -> str:
    from balagh.pipelines.repair.latin_arabic_names import known_names

    return next((known.id or "" for known in known_names(names) if known.text == name), "")


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
    line: str,
    start: int,
    end: int,
    names: Authorities,
    proposed: Mapping[str, float],
    *,
    least: float = 0.0,
) -> Edit | None:
    """Decide on one piece; the log odds that a name is right must be `least` or more for it to be put in place."""
    from balagh.pipelines.repair.latin_arabic_context import AGREED
    from balagh.pipelines.repair.latin_arabic_names import best_fit, rank_names, support
    from balagh.pipelines.repair.latin_arabic_odds import shipped_odds
    from balagh.pipelines.repair.latin_arabic_sure import chance_of, least_odds, log_odds

    text = " ".join(line[start:end].split())
    odds = shipped_odds().of(text)
    # To hold a line against all names takes long; what is little told by its letters must fit a name proposed.
    if odds < _LOOKED_AT and odds + best_fit(text, names, proposed) < _NAMED_FIT:
        return None
    matches = rank_names(text, names, frozenset(proposed))
    if not matches:
        return None
    ranked, shares = support(matches, proposed)
    best, share = ranked[0], float(shares[0])
    # A piece of a line that says something else besides must tell its name by itself.
    whole = text == " ".join(line.split())
    agreed = whole and proposed.get(best.name.id or "", 0.0) >= AGREED
    told = odds + best.fit + proposed.get(best.name.id or "", 0.0)
    needed = _FEWEST_ALONE if not agreed else _FEWEST_SHORT if told >= _TOLD_SHORT else _FEWEST_AGREED
    signs = len("".join(text.split()))
    right = log_odds(best, ahead_of(share), text, names, agreed=agreed)
    sure = told >= _MARKED and signs >= needed and right >= max(least, least_odds(agreed=agreed))
    # A word or two beside others, or a short line, is a foreign name more often than misread.
    enough = signs >= (_FEWEST_AGREED if whole else _FEWEST_ALONE)
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
        # Where no name is put in place, it may as well be no Arabic at all.
        confidence=round(chance_of(right) * (1.0 if sure else 0.5), 3),
        applied=sure,
        alternatives=tuple(others),
    )


def ahead_of(share: float) -> float:
    """Give the log odds of a share."""
    return math.inf if share >= 1.0 else math.log(max(share, 1e-300) / (1.0 - share))


def is_sure(best: Match, ahead: float, text: str, names: Authorities, *, agreed: bool) -> bool:
    """Say whether a name is likely enough to be put in place of `text`."""
    from balagh.pipelines.repair.latin_arabic_sure import least_odds, log_odds

    if not agreed and len("".join(text.split())) < _FEWEST_ALONE:
        return False
    return log_odds(best, ahead, text, names, agreed=agreed) >= least_odds(agreed=agreed)


def _note(best: Match, *, agreed: bool, sure: bool) -> str:
    known = best.name.id or "place"
    said = "agreed by the letterhead" if agreed else BY_SHAPES
    return f"Arabic read as Latin letters: {known}, {said}" + ("" if sure else ", not sure")
