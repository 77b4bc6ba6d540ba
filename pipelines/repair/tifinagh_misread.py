"""Tifinagh that was read as Latin letters, Arabic or figures: what it says, and how sure that is."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from balagh.pipelines.repair.rules import Edit, Rule
from balagh.pipelines.repair.tifinagh_detect import ARABIC_ODDS, FIGURE_ODDS, looks_misread
from balagh.pipelines.repair.tifinagh_guesses import KnownName, hear_line, may_be_name, other_words, rank
from balagh.pipelines.repair.tifinagh_signs import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from balagh.pipelines.repair.tifinagh_guesses import Guess, Line
    from balagh.pipelines.structure.authority import Authorities

#: A line is heard from these odds of a quick look on, and looked into from these odds of the network's on. Of 245 lines
#: misread in typefaces that are hardly known 88 % pass both, and of 8,450 clean ones 20; -4 and -2 are 91 % and 64. To
#: look into one takes a fifth of a second.
_LOOK, _LISTEN = -2.0, 1.0
#: It is spoken of, whatever it says, if the odds of the quick look, of which so many count, and those of the network
#: add up to so many; a line of Arabic letters from so many of the network's on.
_SPEAK, _MOST_LOOK, _SPEAK_ARABIC = 9.0, 6.0, 6.0
#: A name is put in from this confidence on; one that other lines say from that one on; proposed from the last one on.
#: Measured on 659 cases kept out (``python -m training.fit_misread_names``), lines worn harder than most letterheads,
#: with their name in the file, and as many with it taken out, where names are left that differ by one word. Alone 456
#: right names pass 0.8, 374 pass 0.9, 355 pass 0.92, 288 pass 0.95, and 12, 6, 4 and 2 wrong ones. Beside a line that
#: says the name 592 pass 0.5 and 544 pass 0.9; where the line beside says another body's name, half the time one that
#: differs by a word, 48 and 7 wrong ones do: a letterhead seldom does so.
_SURE, _SURE_SAID, _LIKELY = 0.92, 0.5, 0.3
#: Of a name that costs the network more for each sign than this nothing comes: not looked into further.
_FAR = 5.0
#: A text that somebody read from one garbled line may be wrong however well it fits that line: not measured, but kept
#: well below what an attested name gets.
_READING = 0.6
#: Signs of the shortest line in which a name is put in, and of one whose name other lines say, so strongly at least:
#: that is what the country's name over a letterhead says, and every other one says more.
_FEWEST_SIGNS, _FEWEST_SAID, _SAID = 7, 4, 2.0
#: What is written down beside the likeliest.
_ALTERNATIVES = 5
#: What may be a true number: four figures or more in a word, or three words of one figure or more in a row. Nothing is
#: put in for it. Five in a hundred misread lines have such, and as many a shorter one, which counts for nothing.
_NUMBER = re.compile(r"(?<!\S)(?:[+(]?(?:\d[.,:/%()-]*){4,}(?!\S)|(?:\d+[.,:/-]* ){2,}\d+)", re.ASCII)
#: Parts of a line that stand apart.
_APART = re.compile(r"\s{2,}|\t")
_PART = re.compile(r"\S(?:.*?\S)??(?=\s{2,}|\t|$)", re.DOTALL)
_KINDS = {"latin": "Latin letters", "arabic": "Arabic letters", "digits": "Arabic-Indic figures"}


def find_tifinagh_misread(
    line: str, names: Sequence[KnownName] | None = None, said: Mapping[str, float] | None = None
) -> tuple[Edit, ...]:
    """Find where `line`, or parts of it that stand apart, are misread Tifinagh, and say what they say.

    An edit is applied where an attested name fits well and nothing else nearly as well. Every other reading is
    `applied=False`, with what else it may be. Clean lines get ().

    Args:
        line: one line of text as it stands.
        names: names to look for; those of the shipped authority file if None.
        said: what other lines of a letterhead say for institutions, by id: logarithms of odds.
    """
    whole = line.strip()
    start = len(line) - len(line.lstrip())
    found = _find(whole, start, names, said or {})
    if found or not _APART.search(whole):
        return (found,) if found else ()
    parts = ((match.group(), start + match.start()) for match in _PART.finditer(whole))
    return tuple(edit for text, at in parts if (edit := _find(text, at, names, said or {})) is not None)


def may_be_misread(line: str) -> bool:
    """Tell by a quick look whether `find_tifinagh_misread` looks further into `line` or a part of it."""
    parts = _PART.findall(line) if _APART.search(line.strip()) else ()
    return any(_may_be(part) for part in (line.strip(), *parts))


def _may_be(text: str) -> bool:
    looks = looks_misread(text)
    if kind_of(text) == "digits" and looks >= FIGURE_ODDS:
        return True
    # Abbreviated units of Arabic look like such lines, too.
    least = _SPEAK_ARABIC if kind_of(text) == "arabic" else _LISTEN
    return looks > _LOOK and hear_line(text).odds > least


def names_of(file: Authorities) -> tuple[KnownName, ...]:
    """Give the names in Tifinagh of an authority file, those that are no more than readings too."""
    known = [KnownName(text=name, id=one) for one, name in file.amazigh_names.items()]
    known += (KnownName(text=name, attested=False, id=one) for one, name in file.readings.items())
    return tuple(known)


@cache
def known_names() -> tuple[KnownName, ...]:
    """Give the names in Tifinagh of the shipped authority file."""
    # Loaded for misread lines only.
    from balagh.pipelines.structure.authority import shipped_authorities

    return names_of(shipped_authorities())


def _find(text: str, start: int, names: Sequence[KnownName] | None, said: Mapping[str, float]) -> Edit | None:
    if not _may_be(text):
        return None
    known = known_names() if names is None else tuple(names)
    speaks = _speaks(text)
    # To search for texts takes time: first whether a name may fit at all.
    if not speaks and not may_be_name(hear_line(text), known, _FAR):
        return None
    line, guesses = rank(text, known, said)
    if not guesses:
        return None
    best = guesses[0]
    sure = _is_sure(text, line, best, said)
    if not (sure or speaks or (_is_name(best) and best.confidence >= _LIKELY)):
        return None
    return Edit(
        start=start,
        end=start + len(text),
        after=best.text,
        rule=Rule.TIFINAGH_MISREAD,
        note=_note(text, best),
        confidence=round(best.confidence * (_READING if best.name and not best.name.attested else 1.0), 3),
        applied=sure,
        alternatives=() if sure else _others(line, guesses, known),
    )


def _speaks(text: str) -> bool:
    """Tell whether a line is spoken of whatever it says."""
    kind, looks, odds = kind_of(text), looks_misread(text), hear_line(text).odds
    if kind == "digits":
        return looks >= FIGURE_ODDS
    if kind == "arabic":
        return looks >= ARABIC_ODDS and odds >= _SPEAK_ARABIC
    return min(_MOST_LOOK, looks) + odds >= _SPEAK


def _is_name(guess: Guess) -> bool:
    """Tell whether a guess is a known name; a word alone is a common noun: it tells nobody."""
    return guess.name is not None and " " in guess.name.text


def _is_sure(text: str, line: Line, best: Guess, said: Mapping[str, float]) -> bool:
    if best.name is None or not best.name.attested or _NUMBER.search(text):
        return False
    told = said.get(best.name.id, 0.0) >= _SAID
    if best.confidence < (_SURE_SAID if told else _SURE):
        return False
    # Nothing is put in for what may be a number.
    if kind_of(text) == "digits" and looks_misread(text) < FIGURE_ODDS:
        return False
    return line.signs >= (_FEWEST_SAID if told else _FEWEST_SIGNS)


def _others(line: Line, guesses: Sequence[Guess], known: Sequence[KnownName]) -> tuple[str, ...]:
    """Give what else the line may say: for a known text others of its least likely word, then other texts."""
    return tuple(dict.fromkeys(_every_other(line, guesses, known)))[:_ALTERNATIVES]


def _every_other(line: Line, guesses: Sequence[Guess], known: Sequence[KnownName]) -> Iterator[str]:
    best = guesses[0]
    if best.name is not None:
        yield from (other for other in other_words(line, best.text, known) if other != best.text)
    yield from (guess.text for guess in guesses[1:] if guess.text != best.text)


def _note(text: str, best: Guess) -> str:
    notes = [f"Tifinagh read as {_KINDS[kind_of(text)]}"]
    if best.name is not None:
        notes.append("a name of the authority file" if best.name.attested else "an earlier reading of a logo")
    return "; ".join(notes)
