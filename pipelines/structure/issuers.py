"""Who issues the communiqué: the most specific body of each logo or letterhead column, its names paired."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from balagh.model import Issuer, Names
from balagh.pipelines.structure.authority import Authority, find_authority, find_reading
from balagh.pipelines.structure.bodies import is_organ, is_parent
from balagh.pipelines.structure.head_names import HeadName, Stack, read_stacks
from balagh.pipelines.structure.rows import letters_of
from balagh.pipelines.text.fold import fold_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from balagh.model import Version
    from balagh.pipelines.structure.pieces import Piece

#: Languages that an issuer's names are kept in.
_CODES = ("fr", "ar", "zgh", "en")
#: How sure an issuer is: its name is in the authority file; it is named like an institution; it just stands there; it
#: is known by a name that was once read from a garbled logo, and the text names it too; its name was put into one
#: misread line by its shapes alone, and nothing else says so.
_KNOWN, _NAMED, _GUESSED, _BY_READING, _WEAK = 0.95, 0.8, 0.6, 0.5, 0.3
_BRACKETED = re.compile(r"[(\[«“\"]\s*([A-Z][A-Z0-9.&-]{1,11})\s*[)\]»”\"]")
#: Words and letters of another language's name of a body whose first word does not say so.
_FEWEST_WORDS, _FEWEST_LETTERS = 2, 10
#: The genre of a communiqué that several bodies issue together.
_JOINT = re.compile(r"\b(?:conjointe?|commune?|joint|conjunto)\b|مشترك")
#: Characters before a bracketed acronym that its long name is looked for in.
_BEFORE = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """An issuer in the making; a `weak` one is known by lines that were misread and confirmed by nothing else."""

    names: dict[str, HeadName]
    column: int
    authority: Authority | None = None
    acronym: str | None = None
    by_reading: bool = False
    weak: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(name.text for name in self.names.values())


def read_issuers(
    pieces: Sequence[Piece],
    names: Sequence[str],
    versions: Sequence[Version],
    weak: AbstractSet[tuple[str, int]] = frozenset(),
) -> tuple[Issuer, ...]:
    """Read the issuers from the letterhead, the one that the text names first in front.

    `weak` has the lines that assert nothing by themselves, as (block id, number from 0).
    """
    joint = any(version.kind and _JOINT.search(fold_words(version.kind)) for version in versions)
    stacks = [
        part for stack in read_stacks(pieces, weak) for part in (_bodies_apart(stack) if joint else [stack])
    ]
    text = " ".join(_running_text(versions))
    found = [_confirmed(draft, text) for stack in stacks for draft in _of_stack(stack)]
    drafts = _asserted(_paired(_most_specific(_named(found))), text)
    complete = [replace(draft, acronym=_acronym(draft, text)) for draft in drafts]
    ordered = sorted(complete, key=lambda draft: _mention(draft, text))
    return tuple(_issuer(draft, names) for draft in ordered)


def _bodies_apart(stack: Stack) -> list[Stack]:
    """Part a stack at each further body of the same language: whoever speaks jointly is more than one.

    A ministry over its own direction, or an organ under its body, starts no stack of its own.
    """
    parts: list[list[HeadName]] = [[]]
    for name in stack.names:
        known = [other for other in parts[-1] if other.body and other.language == name.language]
        again = name.body and known and not is_organ(name.text) and not is_parent(known[-1].text)
        if again:
            parts.append([])
        parts[-1].append(name)
    return [replace(stack, names=tuple(part)) for part in parts if part]


def _of_stack(stack: Stack) -> list[_Draft]:
    """Give the most specific body of a stack, in every language it is named in."""
    candidates = [name for name in stack.names if not name.kingdom and not name.acronym]
    chosen: dict[str, HeadName] = {}
    for code in dict.fromkeys(name.language for name in candidates):
        own = [name for name in candidates if name.language == code]
        bodies = [name for name in own if name.body and not is_organ(name.text)]
        if code in _CODES and own:
            # A region or a province under a body says where, over it what it belongs to.
            specific = [name for name in bodies if not is_parent(name.text)] or bodies
            chosen[code] = specific[-1] if specific else own[0 if code != "zgh" else -1]
    acronym = next((name.text for name in stack.names if name.acronym), None)
    if acronym is not None and not chosen:
        name = next(name for name in stack.names if name.acronym)
        chosen = {name.language: name} if name.language in _CODES else {}
    acronym = acronym or next((name.short for name in chosen.values() if name.short), None)
    if not chosen:
        return []
    if any(name.body for name in chosen.values()):
        # Beside a named body a word that names none is a motto or a town; more of them may be its other name.
        chosen = {
            code: name
            for code, name in chosen.items()
            if name.body or code == "zgh" or _may_translate(name.text)
        }
    sound = {code: name for code, name in chosen.items() if not name.weak}
    if sound:
        # Beside a readable name a weak one tells nothing new: it is that body's, or it is not believed.
        body = _authority(sound)
        chosen = {
            code: name
            for code, name in chosen.items()
            if code in sound or (body is not None and find_authority(name.text) == body)
        }
    known = _authority(chosen)
    reading = find_reading(chosen["zgh"].text) if known is None and "zgh" in chosen else None
    return [
        _Draft(
            names=chosen,
            column=stack.column,
            authority=known or (reading if _may_be(reading, chosen) else None),
            acronym=acronym,
            by_reading=known is None,
            weak=not sound,
        )
    ]


def _confirmed(draft: _Draft, text: str) -> _Draft:
    """Leave out an institution known by a reading of its logo only, unless the text names it too: one line is weak."""
    if not draft.by_reading or draft.authority is None:
        return draft
    return draft if _is_named(draft.authority, text) else replace(draft, authority=None)


def _asserted(drafts: Sequence[_Draft], text: str) -> list[_Draft]:
    """Leave out bodies that only misread lines name, unless the text does too; their names stay if no others do."""
    told = [
        replace(draft, weak=False) if draft.authority and _is_named(draft.authority, text) else draft
        for draft in drafts
    ]
    sound = [draft for draft in told if not draft.weak]
    return sound or [replace(draft, authority=None) for draft in told]


def _is_named(one: Authority, text: str) -> bool:
    folded = f" {fold_words(text)} "
    calls = (*one.folded, fold_words(one.acronym or ""))
    return any(call and f" {call} " in folded for call in calls)


def _may_be(reading: Authority | None, names: dict[str, HeadName]) -> bool:
    """Say whether a body known by a reading only can be the one named: other names beside it would have told."""
    return reading is not None and set(names) == {"zgh"}


def _named(drafts: Sequence[_Draft]) -> list[_Draft]:
    """Leave out a few letters that stand alone beside the name of a body: an emblem that was read."""
    bodies = [draft for draft in drafts if any(name.body for name in draft.names.values())]
    return [
        draft
        for draft in drafts
        if not bodies
        or draft in bodies
        or draft.authority is not None
        or draft.acronym is not None
        or "zgh" in draft.names
        or any(letters_of(text) >= _FEWEST_LETTERS for text in draft.texts)
    ]


def _may_translate(text: str) -> bool:
    return len(text.split()) >= _FEWEST_WORDS and letters_of(text) >= _FEWEST_LETTERS


def _most_specific(drafts: Sequence[_Draft]) -> list[_Draft]:
    """Leave out a ministry or a province over a body that follows in the same column."""
    return [
        draft
        for at, draft in enumerate(drafts)
        if not (
            all(is_parent(text) for text in draft.texts)
            and any(
                below.column == draft.column and set(below.names) & set(draft.names)
                for below in drafts[at + 1 :]
            )
        )
    ]


def _authority(names: dict[str, HeadName]) -> Authority | None:
    found = (find_authority(names[code].text) for code in ("fr", "ar", "zgh", "en") if code in names)
    return next((authority for authority in found if authority is not None), None)


def _paired(drafts: Sequence[_Draft]) -> list[_Draft]:
    """Join the columns that name one body in different languages."""
    joined: list[_Draft] = []
    for draft in drafts:
        at = next((at for at, other in enumerate(joined) if _same_body(other, draft)), None)
        if at is None:
            joined.append(draft)
            continue
        other = joined[at]
        told = [one for one in (other, draft) if one.authority and not one.by_reading]
        sure = next((one for one in told if not one.weak), told[0] if told else other)
        joined[at] = _Draft(
            names={**draft.names, **other.names},
            column=other.column,
            authority=sure.authority,
            acronym=other.acronym or draft.acronym,
            by_reading=sure.by_reading,
            weak=sure.weak,
        )
    return joined


def _same_body(left: _Draft, right: _Draft) -> bool:
    if left.authority is not None and right.authority is not None:
        return left.authority.id == right.authority.id
    if left.weak != right.weak:
        # A name that no other line confirms is no other name of a body that is not known.
        return False
    return not set(left.names) & set(right.names)


def _running_text(versions: Iterable[Version]) -> Iterable[str]:
    for version in versions:
        yield version.title or ""
        yield version.subtitle or ""
        yield from (item.text for item in version.body)
        yield from (about.text for about in version.about)


def _acronym(draft: _Draft, text: str) -> str | None:
    """Give the acronym: printed in the letterhead, bracketed after the name in the text, or known."""
    if draft.acronym is not None:
        return draft.acronym
    for match in _BRACKETED.finditer(text):
        before = fold_words(text[max(0, match.start() - _BEFORE) : match.start()])
        if any(before.endswith(fold_words(name)) for name in draft.texts):
            return match.group(1)
    return draft.authority.acronym if draft.authority else None


def _mention(draft: _Draft, text: str) -> int:
    """Give where the text first names a body; its length where it never does."""
    folded = f" {fold_words(text)} "
    calls = [
        *draft.texts,
        *([draft.acronym] if draft.acronym else []),
        *(draft.authority.folded if draft.authority else ()),
    ]
    places = [folded.find(f" {fold_words(call)} ") for call in calls if fold_words(call)]
    return min((place for place in places if place >= 0), default=len(folded))


def _issuer(draft: _Draft, names: Sequence[str]) -> Issuer:
    places = sorted({place for name in draft.names.values() for place in name.places})
    named = any(name.body for name in draft.names.values())
    return Issuer(
        authority_id=draft.authority.id if draft.authority else None,
        acronym=draft.acronym,
        names=Names(**{code: name.text for code, name in draft.names.items()}),
        confidence=_confidence(draft, named=named),
        blocks=tuple(names[place] for place in places),
    )


def _confidence(draft: _Draft, *, named: bool) -> float:
    if draft.weak:
        return _WEAK
    if draft.authority is not None:
        return _BY_READING if draft.by_reading else _KNOWN
    return _NAMED if named else _GUESSED
