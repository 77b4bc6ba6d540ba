"""Tifinagh that was read as Latin letters, Arabic or figures: what it says, and how sure that is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from math import exp, inf, log
from typing import TYPE_CHECKING

from balagh.pipelines.repair.confusion import (
    align_words,
    channel_name,
    channels,
    misreading_cost,
    reading_orders,
)
from balagh.pipelines.repair.rules import Edit, Rule
from balagh.pipelines.repair.tifinagh_decode import decode
from balagh.pipelines.repair.tifinagh_detect import looks_misread
from balagh.pipelines.repair.tifinagh_words import words_with

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from balagh.pipelines.repair.confusion import Channel
    from balagh.pipelines.repair.tifinagh_decode import Reading
    from balagh.pipelines.repair.tifinagh_words import Lexicon

#: A line is looked into from these odds on; without a known name it is spoken of from the second on. See
#: ``bench/repair_tifinagh.py``, which counts false alarms on clean lines.
_LOOK, _SPEAK = 0.0, 3.0
#: What a figure or sign of a line of numbers costs: one of ten. A line of figures must say more as a text.
_FIGURE_COST = log(10)
#: Half of the misread lines that matter are names of bodies: what a known name costs beside one of many texts.
_NAME_SHARE = 0.5
#: Costs are divided by this before they become confidences: neighbouring signs are not misread independently, and the
#: model is surer than it should be. Swept on lines kept out: see what bench/repair_tifinagh.py prints by confidence.
_TEMPERATURE = 1.4
#: A name is put in from this confidence on, and if its misreading costs at most so much for each sign: of 59 held-out
#: lines with a name of the file, the six wrong guesses had 0.53 at most, and right ones cost up to 4.5.
_SURE, _MOST_COST = 0.9, 4.1
#: A text that somebody read from one garbled line may be wrong however well it fits that line: not measured, but kept
#: well below what an attested name gets.
_READING = 0.6
#: A name is proposed from this confidence on.
_LIKELY = 0.5
#: A text is proposed if its being written and misread costs at most so much for each sign of the line.
_MOST_COST_OF_TEXT = 5.5
#: A name is read as at most so many times its signs, or as so many times fewer.
_LENGTHS = 1.7
#: Signs of the shortest line in which a name is put in.
_FEWEST_SIGNS = 9
#: What is written down beside the likeliest.
_ALTERNATIVES, _WORD_ALTERNATIVES = 5, 3
#: A word of a line that may be a true number: three figures or more and the signs in numbers. Nothing is put in for it.
_NUMBER = re.compile(r"(?<!\S)[+(]?\d[\d.,:/%()-]{2,}(?!\S)", re.ASCII)
#: Specks and rules at a line's ends; no name begins or ends with ⵏ, which a bar within a line is.
_STRAY = ' |_"“”«»~—`'
#: Parts of a line that stand apart.
_PART = re.compile(r"\S(?:.*?\S)??(?=\s{2,}|\t|$)", re.DOTALL)
_TEXT = re.compile("[^\u2d30-\u2d7f -]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownName:
    """A name in Tifinagh; `attested` where a source has it, else somebody's reading of a garbled line."""

    text: str
    attested: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class _Guess:
    """A text that may have been printed: its cost, its confidence, the name that it is."""

    text: str
    cost: float
    name: KnownName | None = None
    confidence: float = 0.0


def find_tifinagh_misread(line: str, names: Sequence[KnownName] | None = None) -> tuple[Edit, ...]:
    """Find where `line`, or parts of it that stand apart, are misread Tifinagh, and say what they say.

    An edit is applied where an attested name fits well and nothing else nearly as well. Every other reading is
    `applied=False`, with what else it may be. Clean lines get ().

    Args:
        line: one line of text as it stands.
        names: names to look for; those of the shipped authority file if None.
    """
    whole = line.strip()
    start = len(line) - len(line.lstrip())
    found = _find(whole, start, names)
    if found or not re.search(r"\s{2,}|\t", whole):
        return (found,) if found else ()
    parts = ((match.group(), start + match.start()) for match in _PART.finditer(whole))
    return tuple(edit for text, at in parts if (edit := _find(text, at, names)) is not None)


def _find(text: str, start: int, names: Sequence[KnownName] | None) -> Edit | None:
    odds = looks_misread(text)
    if odds <= _LOOK:
        return None
    known = known_names() if names is None else tuple(names)
    if odds < _SPEAK and channel_name(text) != "digits" and not _some_name_fits(text, known):
        return None
    guesses = read_misread(text, known)
    if not guesses:
        return None
    best = guesses[0]
    sure = _is_sure(text, best)
    if channel_name(text) == "digits":
        odds = _SPEAK + _FIGURE_COST * len(text) - best.cost
        sure = sure and odds >= _SPEAK
    if not sure and not _is_worth_saying(text, best, odds):
        return None
    others = () if sure else _others(text, guesses, known)
    return Edit(
        start=start,
        end=start + len(text),
        after=best.text,
        rule=Rule.TIFINAGH_MISREAD,
        note=_note(text, best),
        confidence=round(best.confidence * (_READING if best.name and not best.name.attested else 1.0), 3),
        applied=sure,
        alternatives=others,
    )


def _some_name_fits(text: str, known: Sequence[KnownName]) -> bool:
    """Tell whether a known name may be behind `text`: much quicker than to read it."""
    channel = channels()[channel_name(text)]
    most = _MOST_COST * len(text.replace(" ", ""))
    orders = reading_orders(text.strip(_STRAY))
    printed = [_printed(name.text) for name in known]
    return any(
        misreading_cost(name, order, channel) <= most
        for name in printed
        for order in orders
        if name and _fit(name, order)
    )


def _is_worth_saying(text: str, best: _Guess, odds: float) -> bool:
    if best.cost > _MOST_COST_OF_TEXT * len(text.replace(" ", "")):
        return False
    return odds >= _SPEAK or (_is_name(best) and best.confidence >= _LIKELY)


def _is_name(guess: _Guess) -> bool:
    """Tell whether a guess is a known name; a word alone is a common noun: it tells nobody."""
    return guess.name is not None and " " in guess.name.text


def _is_sure(text: str, best: _Guess) -> bool:
    if best.name is None or not _is_name(best) or not best.name.attested or best.confidence < _SURE:
        return False
    signs = len(text.replace(" ", ""))
    misread = min(
        misreading_cost(_printed(best.name.text), order, channels()[channel_name(text)])
        for order in reading_orders(text)
    )
    return signs >= _FEWEST_SIGNS and misread <= _MOST_COST * signs and not _NUMBER.search(text)


def _others(text: str, guesses: Sequence[_Guess], known: Sequence[KnownName]) -> tuple[str, ...]:
    """Give what else the line may say: other texts, and for a known text others of its least likely word."""
    found = [guess.text for guess in guesses[1:]]
    if guesses[0].name is not None:
        found = [*_other_words(text, guesses[0].text, known), *found]
    return tuple(dict.fromkeys(other for other in found if other != guesses[0].text))[:_ALTERNATIVES]


def _other_words(text: str, best: str, known: Sequence[KnownName]) -> list[str]:
    """Give `best` with its word that fits what was read worst exchanged for others that fit."""
    channel = channels()[channel_name(text)]
    order = min(reading_orders(text), key=lambda one: misreading_cost(_printed(best), one, channel))
    parts = align_words(_printed(best), order, channel)
    if len(parts) < 2:
        return []
    worst = max(range(len(parts)), key=lambda at: parts[at].cost / len(parts[at].word))
    part = parts[worst]
    lexicon = words_with(name.text for name in known)
    before = parts[worst - 1].word if worst else ""
    others = decode(order[part.start : part.end].strip(), channel, lexicon, before=before)
    words = [one.word for one in parts]
    return [" ".join([*words[:worst], other.text, *words[worst + 1 :]]) for other in others][
        :_WORD_ALTERNATIVES
    ]


def _note(text: str, best: _Guess) -> str:
    notes = [f"Tifinagh read as {_KINDS[channel_name(text)]}"]
    if best.name is not None:
        notes.append("a name of the authority file" if best.name.attested else "an earlier reading of a logo")
    return "; ".join(notes)


_KINDS = {"latin": "Latin letters", "arabic": "Arabic letters", "digits": "Arabic-Indic figures"}


@cache
def known_names() -> tuple[KnownName, ...]:
    """Give the names in Tifinagh of the shipped authority file."""
    # Loaded for misread lines only.
    from balagh.pipelines.structure.authority import authorities

    attested = [KnownName(text=one.zgh) for one in authorities() if one.zgh]
    readings = [one.zgh_reading for one in authorities() if one.zgh_reading and not one.zgh]
    return (*attested, *(KnownName(text=text, attested=False) for text in readings))


def read_misread(text: str, names: Sequence[KnownName]) -> tuple[_Guess, ...]:
    """Give what the misread `text` may say, the likeliest first, with confidences that add up to 1 at most."""
    channel = channels()[channel_name(text)]
    lexicon = words_with(name.text for name in names)
    orders = reading_orders(text.strip(_STRAY))
    guesses: dict[str, _Guess] = {}
    for guess in _guesses(orders, channel, lexicon, names):
        other = guesses.get(guess.text)
        if other is None or guess.cost < other.cost:
            guesses[guess.text] = guess
    rows = sorted(guesses.values(), key=lambda guess: guess.cost)
    if not rows or rows[0].cost == inf:
        return ()
    weights = [exp((rows[0].cost - guess.cost) / _TEMPERATURE) for guess in rows]
    return tuple(
        _Guess(text=guess.text, cost=guess.cost, name=guess.name, confidence=weight / sum(weights))
        for guess, weight in zip(rows, weights, strict=True)
    )


def _guesses(
    orders: Sequence[str], channel: Channel, lexicon: Lexicon, names: Sequence[KnownName]
) -> Iterator[_Guess]:
    share = -log(_NAME_SHARE / max(1, len(names)))
    for name in names:
        if name.text:
            printed = _printed(name.text)
            fitting = (order for order in orders if _fit(printed, order))
            cost = min((misreading_cost(printed, order, channel) for order in fitting), default=inf)
            yield _Guess(text=name.text, cost=cost + share, name=name)
    best: tuple[Reading, ...] = ()
    for order in orders:
        readings = decode(order, channel, lexicon)
        if readings and (not best or readings[0].cost < best[0].cost):
            best = readings
    for reading in best:
        yield _Guess(text=reading.text, cost=reading.cost - log(1 - _NAME_SHARE))


def _printed(name: str) -> str:
    return " ".join(_TEXT.sub(" ", name).split())


def _fit(printed: str, read: str) -> bool:
    return len(printed) <= _LENGTHS * len(read) and len(read) <= _LENGTHS * len(printed)
