"""Place and date: a line of their own, or the opening of a paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from balagh.pipelines.languages.scripts import in_tifinagh
from balagh.pipelines.structure.authority import known_amazigh_places
from balagh.pipelines.structure.dates import find_date_shapes, find_dates
from balagh.pipelines.text.fold import fold, fold_words

if TYPE_CHECKING:
    from balagh.model import Date
    from balagh.pipelines.structure.dates import DateShape

#: What stands between place and date.
_LINK = re.compile(
    r"\s*[,،:(/.]?\s*(?:(?<![^\W\d_])(?:le|ce|on|el|في|بتاريخ|يوم|ليوم|بيوم|ⴳ|ⵏ|ⵡ?ⴰⵙⵙ(?:\s+ⵏ)?)\s*:?\s+|في(?=[\d٠-٩]|"
    r"$)\s*:?\s*)*$",
    re.IGNORECASE,
)
#: What may open a dateline before the place.
_OPENING = re.compile(
    r"^\W*(?:fait\s+[àa]\s+|حرر\s+ب[ـ]?|وحرر\s+ب|بـ?(?=ال)|date\s*:|التاريخ\s*:?|في\s*:?$|"
    r"(?:ⵉⵜⵜⵢⴰⵔⴰ\s+)?ⴳ\s+(?!\d)|ⴰⵣⵎⵣ\s*:)?\s*",
    re.IGNORECASE,
)
#: A letter of the other script before a place: dust.
_STRAY = re.compile(r"^[\u0620-\u06ff]\s+(?=[A-Za-zÀ-ÿ])|^[A-Za-z]\s+(?=[\u0620-\u06ff])")
#: What may close a dateline that is a line of its own.
_CLOSING = re.compile(r"[\s.)\-–—:ه/مـ،,]*")
#: What parts a run-in dateline from its paragraph.
_RUN_IN = re.compile(r"\s*\)?\s*(?:هـ?|م)?\s*(?:\([\w /.-]{2,20}\)\s*)?[-–—:./،,]")
#: A year whose figures came apart, so that nobody knows it.
_FIGURES = re.compile(r"\s+(?=.*\d)[\d\s]{2,7}")
#: Year, month and day.
_WHOLE_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_LONGEST_PLACE = 40
#: Words of a town's name that stands before a day without a comma, and the words that lead to a day in sentences only.
_TOWN_WORDS, _SENTENCE_LINKS = 2, ("يوم", "ليوم", "بيوم", "on", "ce", "el")
_PLACE = re.compile(r"[^\W\d_][^\d.;!?()«»\"]*")
#: A sentence's words, not a town's: a place has none of them.
_NOT_PLACE_LISTED = (
    "la les des du lors depuis jusqu pour par avec sur dans est sont qui que reunion session samedi "
    "mardi au aux "
    "the of for from during after by with on since until "
    "خلال يوم من الى علي عن منذ بعد قبل ان التي الذي وذلك كما تم عقد "
    "ⵢⴰⵏ ⵢⴰⵜ ⵍⵍⵉ ⵏⵏⴰ ⴰⴷ ⵙⴳ ⵣⴳ ⵅⴼ ⵖⴼ ⴼ ⴰⵔ ⴷⴰ ⵔⴰⴷ ⵓⵔ ⵉⵙ ⴹⴰⵕⵜ ⴷⴰⵜ ⵉⵍⵍⴰ ⵜⵍⵍⴰ ⵉⴳⴰ ⵜⴳⴰ ⵉⵏⵏⴰ ⵜⵏⵏⴰ ⴰⴳⵔⴰⵡ ⴰⵙⴳⴳⵯⴰⵙ ⴰⵢⵢⵓⵔ "
    "ⴰⵙⵙⴰ ⵖⴰⵙⵙⴰ ⵉⴹⵍⵍⵉ ⴰⵙⴽⴽⴰ ⴷⵖⵉ"
)
_NOT_PLACE = frozenset(_NOT_PLACE_LISTED.split())
#: Words of a town's name in Tifinagh, the ⵏ between them not counted. Without capitals nothing else tells a town from
#: the first words of a sentence, which often has a comma before its day.
_AMAZIGH_TOWN_WORDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """Where and when; `whole` where the text holds nothing else.

    `date` is None where a figure of it was misread: such a line still tells the place.
    """

    place: str | None
    date: Date | None
    whole: bool


def read_dateline(text: str) -> Dateline | None:
    """Read the place and date that `text` opens with, or None.

    >>> line = read_dateline("Rabat, le 05 février 2021 - M. Khalid SAFIR a présidé")
    >>> (line.place, line.date and line.date.edtf, line.whole)
    ('Rabat', '2021-02-05', False)
    """
    for found in find_date_shapes(text[:160])[:2]:
        place = _place(text[: found.start])
        if place is None or (place and not _is_dated(place, text[: found.start], found)):
            return None
        rest = text[found.end :]
        if place and not _is_linked(place, text[: found.start], rest):
            return None
        if place and _FIGURES.fullmatch(rest):
            return Dateline(place=place, date=None, whole=True)
        unread = place and (_CLOSING.fullmatch(rest) or _RUN_IN.match(rest) or _second_date(rest))
        if found.date is None and not unread:
            continue
        second = _second_date(rest)
        if _CLOSING.fullmatch(rest) or second:
            return Dateline(place=place or None, date=found.date or second, whole=True)
        if place and _runs_in(place, text[: found.start], found, rest):
            return Dateline(place=place, date=found.date, whole=False)
        return None
    return None


def _second_date(rest: str) -> Date | None:
    """Give the same day in another calendar: ``(12 ربيع الأول 1445)``, ``الموافق ل 28 شتنبر 2023``."""
    dates = find_dates(rest)
    if len(dates) != 1 or len(rest) > 60:
        return None
    before = rest[: dates[0].start].strip(" (/-–,،هم")
    linked = all(
        word.startswith(
            ("موافق", "الموافق", "correspondant", "corresponding", "ل", "au", "to", "soit", "ⵉⵎⵙⴰⵙ", "ⴰⴽⴷ")
        )
        for word in fold(before).split()
    )
    return dates[0].date if linked and _CLOSING.fullmatch(rest[dates[0].end :]) else None


def _runs_in(place: str, before: str, found: DateShape, rest: str) -> bool:
    """Say whether a paragraph follows on a dateline.

    In Tifinagh a comma after the day is a sentence's. The dash there is the sign that engines lose most: one town, a
    comma and a whole date are enough without it.
    """
    sign = _RUN_IN.match(rest) is not None
    if not in_tifinagh(place):
        return sign
    if sign:
        return not rest.lstrip().startswith(",")
    town = len(place.split()) == 1 or fold_words(place) in known_amazigh_places()
    whole = found.date is not None and _WHOLE_DATE.fullmatch(found.date.edtf) is not None
    return town and whole and before.rstrip().endswith(",")


def _is_linked(place: str, before: str, rest: str) -> bool:
    """Say whether what stands between place and date links them: a full stop does where it is a misread comma.

    That is so in a line that holds a town and a day and nothing else.
    """
    link = before[before.rindex(place) + len(place) :]
    if in_tifinagh(place) and not any(sign in link for sign in ",،(:/.-–—"):
        # "A meeting of the council of 5 February" is a headline: no sign, no ⵏ in the town's name, or one we know.
        bare = fold_words(place).split()
        return " ".join(bare) in known_amazigh_places() or (len(bare) <= _TOWN_WORDS and "ⵏ" not in bare)
    return "." not in link or (len(place.split()) <= _TOWN_WORDS and bool(_CLOSING.fullmatch(rest)))


def _is_dated(place: str, before: str, found: DateShape) -> bool:
    """Say whether words before a date are a place: a day without its year needs a comma, or a town of a word or two.

    "The fishing opens on 2 June" is a headline.
    """
    if found.date is None or not found.date.edtf.startswith("X"):
        return True
    link = before[before.rindex(place) + len(place) :]
    return any(sign in link for sign in ",،(:/") or (
        len(place.split()) <= _TOWN_WORDS and not any(word in fold(link).split() for word in _SENTENCE_LINKS)
    )


def _place(before: str) -> str | None:
    """Give the place in the text before a date, empty where there is none, None where it is no dateline."""
    bare = _LINK.sub("", before)
    bare = bare[_OPENING.match(bare).end() :].strip(" ,،:-–—(/")  # type: ignore[union-attr]  # matches the empty string
    bare = _STRAY.sub("", bare)
    if not bare:
        return ""
    words = fold(bare).replace("'", " ").split()
    if len(bare) > _LONGEST_PLACE or not _PLACE.fullmatch(bare) or len(words) > 6:
        return None
    if in_tifinagh(bare) and len([word for word in words if word != "ⵏ"]) > _AMAZIGH_TOWN_WORDS:
        return None
    small = bare[0].islower()
    return (
        None
        if small or any(word in _NOT_PLACE for word in words[1:] if word != "la") or words[0] in _NOT_PLACE
        else bare
    )
