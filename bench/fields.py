"""How many fields of a communiqué are exactly right, field by field."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rapidfuzz.distance import LCSseq, Levenshtein

from bench.fold import fold_field, fold_text

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from balagh.model import BodyItem, Communique, Contact, Version

#: A body item is in its place when its type is right and its text is this alike: letters are the error rate's affair.
ALIKE = 0.9

#: Fields counted, in the order of the table. The issue's 95 % is over the first eight.
FIELDS = (
    "title",
    "place",
    "date",
    "contacts",
    "issuer names fr",
    "issuer names ar",
    "end mark",
    "body items",
    "body texts",
    "kind",
    "subtitle",
    "about",
    "reference",
    "signatories",
    "issuer names zgh",
)
#: The fields that the goal is set for.
GOAL_FIELDS = FIELDS[:8]


class Score:
    """Right and total for each field; a field that is null in both counts for nothing."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.total: Counter[str] = Counter()
        self.misses: list[str] = []

    def one(self, field: str, true: Hashable | None, read: Hashable | None) -> None:
        """Count a single value: right when equal; something read where nothing stands is wrong."""
        if true is None and read is None:
            return
        self.total[field] += 1
        if true == read:
            self.right[field] += 1
        else:
            self.misses.append(f"{field}: {read!r} instead of {true!r}")

    def many(self, field: str, true: Sequence[Hashable], read: Sequence[Hashable]) -> None:
        """Count the values of a list, in order: what is missing is wrong, and so is what is too much."""
        right = LCSseq.similarity(true, read) if true and read else 0
        self.right[field] += right
        self.total[field] += max(len(true), len(read))
        if right < max(len(true), len(read)):
            missing, extra = Counter(true) - Counter(read), Counter(read) - Counter(true)
            self.misses.append(f"{field}: missing {list(missing)!r}, too much {list(extra)!r}")

    def rate(self, fields: Iterable[str]) -> float | None:
        """Give the share of the values of `fields` that are right, or None where there is none."""
        names = list(fields)
        total = sum(self.total[name] for name in names)
        return sum(self.right[name] for name in names) / total if total else None


def score_fields(true: Communique, read: Communique) -> Score:
    """Compare two communiqués field by field, quotes, dashes and blanks in one form."""
    from balagh.model import Version

    score = Score()
    for code in dict.fromkeys((*true.versions, *read.versions)):
        _score_version(score, true.versions.get(code, Version()), read.versions.get(code, Version()))
    for code in ("fr", "ar", "zgh"):
        score.many(f"issuer names {code}", _names(true, code), _names(read, code))
    score.many("contacts", [_contact(c) for c in true.contacts], [_contact(c) for c in read.contacts])
    score.one("reference", _reference(true), _reference(read))
    score.many("signatories", _signatories(true), _signatories(read))
    return score


def _score_version(score: Score, true: Version, read: Version) -> None:
    score.one("title", _text(true.title), _text(read.title))
    score.one("subtitle", _text(true.subtitle), _text(read.subtitle))
    score.one("kind", _text(true.kind), _text(read.kind))
    score.one("place", _text(true.place), _text(read.place))
    score.one("date", true.date.edtf if true.date else None, read.date.edtf if read.date else None)
    score.one("end mark", _text(true.end_mark), _text(read.end_mark))
    score.many(
        "about",
        [(_text(about.heading), _text(about.text)) for about in true.about],
        [(_text(about.heading), _text(about.text)) for about in read.about],
    )
    score.many(
        "body texts",
        [(item.type.value, _text(item.text)) for item in true.body],
        [(item.type.value, _text(item.text)) for item in read.body],
    )
    _score_body(score, true.body, read.body)


def _score_body(score: Score, true: Sequence[BodyItem], read: Sequence[BodyItem]) -> None:
    """Count the body items cut and typed as in the truth, in order, whatever letters were misread in them."""
    longest = [[0] * (len(read) + 1) for _ in range(len(true) + 1)]
    for i, mine in enumerate(true, start=1):
        for j, theirs in enumerate(read, start=1):
            same = longest[i - 1][j - 1] + (1 if _alike(mine, theirs) else 0)
            longest[i][j] = max(same, longest[i - 1][j], longest[i][j - 1])
    right, total = longest[-1][-1], max(len(true), len(read))
    score.right["body items"] += right
    score.total["body items"] += total
    if right < total:
        score.misses.append(f"body items: {right} of {total} ({len(true)} true, {len(read)} read)")


def _alike(true: BodyItem, read: BodyItem) -> bool:
    return (
        true.type == read.type
        and Levenshtein.normalized_similarity(fold_text(true.text), fold_text(read.text)) >= ALIKE
    )


def _text(text: str | None) -> str | None:
    return fold_field(text) if text is not None else None


def _names(communique: Communique, code: str) -> list[str]:
    names = (getattr(issuer.names, code) for issuer in communique.issuers)
    return [fold_field(name) for name in names if name]


def _contact(contact: Contact) -> tuple[str | None, tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    # A contact's role is left out: whether an agency's name is one is a matter of taste.
    return (_text(contact.name), contact.phones, contact.emails, contact.urls)


def _reference(communique: Communique) -> str | None:
    return _text(communique.reference.text) if communique.reference else None


def _signatories(communique: Communique) -> list[tuple[str | None, str | None]]:
    return [(_text(signatory.name), _text(signatory.role)) for signatory in communique.signatories]
