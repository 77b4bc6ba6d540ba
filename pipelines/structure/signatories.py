"""Who signs: a post, a name, or both, under the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from balagh.model import Role, Signatory
from balagh.pipelines.structure.authority import find_authority
from balagh.pipelines.structure.dateline import read_dateline
from balagh.pipelines.structure.people import has_title, is_person, is_post
from balagh.pipelines.structure.pieces import join_lines
from balagh.pipelines.structure.signs import is_end_mark, starts_contact
from balagh.pipelines.text.fold import fold_words
from balagh.pipelines.text.marks import list_mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from balagh.pipelines.structure.pieces import Piece

#: What announces a signature.
_LABEL = re.compile(
    r"^\W*(?:sign[ée]e?s?(?:\s+par)?|signature|sgd|signed(?:\s+by)?|التوقيع|توقيع|الإمضاء|الامضاء|إمضاء|"
    r"امضاء|الموقع)\s*[:：]?\s*",
    re.IGNORECASE,
)
#: A post as a signature prints it: an article and the post, or "for" and the body that signs.
_OPENING = re.compile(
    r"^(?:p o |p |pour |by |on behalf of |for )?(?:la |le |les |l |the )?(?:president|presidente|vice "
    r"president|secretaire|directeur|directrice|"
    r"ministre|gouverneur|wali|maire|coordinateur|coordonnateur|coordinatrice|porte parole|doyen|doyenne|"
    r"delegue|deleguee|"
    r"chef|tresorier|tresoriere|recteur|rapporteur|commissaire|procureur|inspecteur|haut commissaire|"
    r"chargee? de|responsable|"
    r"gerant|fondateur|chairman|director|secretary|minister|spokesperson|head of|chief)\b"
    r"|^(?:pour )?(?:la |le |les |l )(?:bureau|secretariat|comite|coordination|direction|conseil|"
    r"commission|section|cellule)\b"
    r"|^(?:pour (?:le|la|l|les)|on behalf of|for the)\b"
    r"|^(?:عن |الامضاء |توقيع )?(?:ال)?(?:رييس|رييسه|كاتب|كاتبه|مدير|مديره|وزير|وزيره|عامل|والي|منسق|"
    r"منسقه|ناطق|عميد|مندوب|امين|امينه|نايب)(?:\s|$)"
    r"|^(?:المكتب|اللجنه|المجلس|السكرتاريه|الكتابه|الامانه|التنسيقيه|الرياسه|مكتب|لجنه)\s|^عن\s"
    r"|^(?:ⵙ [ⵓⵢ]ⵉ?ⵙⵎ ⵏ )?(?:[ⴰⵓ]ⵏⵙⵙⵉⵅⴼ|ⵜⴰⵏⵙⵙⵉⵅⴼⵜ|[ⴰⵓ]ⵏⵎⵀⴰⵍ|ⵜⴰⵏⵎⵀⴰⵍⵜ|[ⴰⵓ]ⵎⴰⵡⵙⴰⵙ|ⵜⴰⵎⴰⵡⵙⴰⵙⵜ|[ⴰⵓ]ⵏⵖⵍⴰⴼ)(?:\s|$)"
)
_LONGEST_ROW = 90
#: In whose name somebody signs.
_BEHALF = re.compile(r"^(?:pour|p|on behalf of|for|عن)\s")
#: Words of a person's name.
_NAME_WORDS = range(2, 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Signed:
    """One signatory in the making; `block` counts the piece it began in."""

    role: str | None = None
    name: str | None = None
    places: tuple[int, ...] = ()


def opens_signature(text: str) -> bool:
    """Say whether a short line can be the first of a signature."""
    if len(text) > _LONGEST_ROW or is_end_mark(text) or list_mark(text) or starts_contact(text):
        return False
    if _LABEL.match(text) and fold_words(text).split()[0].startswith(
        ("signe", "sgd", "توقيع", "التوقيع", "الامضاء", "امضاء", "الموقع")
    ):
        return True
    if text.rstrip().endswith((".", ":", ";", "؛", "?")) and not text.rstrip().endswith(("M.", "Mme.")):
        return False
    return _OPENING.match(fold_words(text)) is not None and find_authority(text) is None


def is_signature(piece: Piece) -> bool:
    """Say whether a whole piece under the text is a signature: short lines that open with a post or a name."""
    rows = [row.text for row in piece.rows]
    if any(len(row) > _LONGEST_ROW for row in rows) or len(rows) > 5:
        return False
    if read_dateline(rows[0]) is not None or not rows[0]:
        return False
    return opens_signature(rows[0]) or is_person(rows[0]) or _post_over_name(rows)


def _post_over_name(rows: Sequence[str]) -> bool:
    """Say whether lines are a post, whatever its first word, and under it who holds it."""
    return len(rows) > 1 and is_person(rows[-1]) and is_post(rows[0]) and rows[0][-1:] not in ".:;؛،,"


def mark_signatures(pieces: Sequence[Piece], start: int) -> tuple[Piece, ...]:
    """Mark signatures among the pieces from `start`, the first one after the body's last paragraph.

    A name counts only beside a post or a label, or where nothing else was left to say who speaks.
    """
    marked = list(pieces)
    places = [
        at for at in range(start, len(marked)) if marked[at].role is Role.OTHER and is_signature(marked[at])
    ]
    texts = [marked[at].text for at in places]
    if not any(
        opens_signature(text) or has_title(text) or len(marked[at].rows) > 1
        for at, text in zip(places, texts, strict=True)
    ):
        # A lone name is a signature only where it closes the text.
        places = places if places and places[-1] >= len(marked) - 2 else []
    for at in places:
        marked[at] = marked[at].as_role(Role.SIGNATURE)
    return tuple(marked)


def read_signatories(pieces: Sequence[Piece], names: Sequence[str]) -> tuple[Signatory, ...]:
    """Read who signs from the signature pieces; `names` holds the block id of every piece."""
    signed: list[_Signed] = []
    for at, piece in enumerate(pieces):
        if piece.role is Role.SIGNATURE:
            _add(signed, at, _fields(row.text for row in piece.rows))
    return tuple(
        Signatory(name=one.name, role=one.role, blocks=tuple(names[place] for place in one.places))
        for one in signed
    )


def _fields(rows: Iterable[str]) -> list[tuple[str, bool]]:
    """Give the parts of a signature with whether each is a person; lines of one post are joined."""
    parts = [part for row in rows for part in _parts(_LABEL.sub("", row) if _labelled(row) else row) if part]
    people = [is_person(part) and not _BEHALF.match(fold_words(part)) for part in parts]
    if (
        len(parts) > 1
        and not any(people)
        and len(parts[-1].split()) in _NAME_WORDS
        and opens_signature(parts[0])
        and not opens_signature(parts[-1])
    ):
        people[-1] = True
    if len(parts) > 1 and all(people) and opens_signature(parts[0]):
        people[0] = False
    fields: list[tuple[str, bool]] = []
    for part, person in zip(parts, people, strict=True):
        if fields and not person and not fields[-1][1]:
            above = fields.pop()[0]
            # "Pour le Bureau" over "Le Président": the post is the president's.
            behalf = _BEHALF.match(fold_words(above)) is not None and opens_signature(part)
            fields.append((part if behalf else join_lines((above, part)), False))
        else:
            fields.append((part, person))
    return fields


def _labelled(row: str) -> bool:
    match = _LABEL.match(row)
    return match is not None and (match.end() == len(row) or row[match.end() - 1] in " :：")


def _parts(text: str) -> list[str]:
    """Part a name from the post on the same line, and a post from the body it is held in."""
    for sign in (",", "،", " - ", " – ", ":"):
        left, found, right = text.partition(sign)
        if not found or not right.strip():
            continue
        behalf = _BEHALF.match(fold_words(left)) is not None and opens_signature(right.strip())
        if behalf or is_person(left) is not is_person(right):
            return [left.strip(), *_parts(right.strip())]
    return [text.strip(" ,،.")]


def _add(signed: list[_Signed], place: int, fields: list[tuple[str, bool]]) -> None:
    for text, person in fields:
        last = signed[-1] if signed else _Signed(places=(place,))
        taken = last.name if person else last.role
        if taken is not None and not person and last.name is None and _BEHALF.match(fold_words(taken)):
            taken = None  # the post under "Pour le Bureau", in a block of its own
        if signed and taken is None and place - last.places[-1] <= 1:
            places = tuple(dict.fromkeys((*last.places, place)))
            signed[-1] = _Signed(
                role=last.role if person else text, name=text if person else last.name, places=places
            )
        else:
            signed.append(
                _Signed(role=None if person else text, name=text if person else None, places=(place,))
            )
