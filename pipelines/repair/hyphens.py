"""Words that a line's end cuts, made whole: the rest of the word moves up to the line where it begins."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from balagh.pipelines.languages.lexicon import word_languages
from balagh.pipelines.repair.guard import is_protected
from balagh.pipelines.repair.rules import Edit, Rule
from balagh.pipelines.repair.vocabulary import vocabulary_of, words_of
from balagh.pipelines.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from balagh.pipelines.structure.authority import Authorities

#: A word in small letters and the hyphen after it, and the small letters that go on in the next line.
_CUT = re.compile(r"(?:^|(?<=[\s(«\"'’-]))(?P<word>[^\W\d_]*[a-zà-ÿœ]{2})(?P<hyphen>[-\u2010\u00ad\u00ac])$")
_REST = re.compile(r"(?P<rest>[a-zà-ÿœ]{2,})(?P<sign>[.,;:!?)»\"]*)(?P<blank> ?)(?=\s|\S|$)")
_NEXT_HYPHEN = re.compile(r"[-'’@/\\_\d.]")
#: A whole word seen in the text or the lists; else two halves of which no list has the first.
_KNOWN, _LIKELY = 0.98, 0.9
#: First halves that keep their hyphen whatever follows.
_KEEPERS = frozenset(
    [
        "vice",
        "porte",
        "ex",
        "sous",
        "non",
        "anti",
        "co",
        "demi",
        "mi",
        "semi",
        "inter",
        "ci",
        "au",
        "la",
        "celui",
        "celle",
        "ceux",
        "avant",
        "apres",
        "contre",
        "franco",
        "maroco",
        "afro",
        "euro",
        "arabo",
        "hispano",
        "self",
        "well",
        "multi",
        "socio",
        "agro",
        "eco",
        "micro",
        "haut",
        "chef",
        "wali",
        "convention",
        "procès",
        "peut",
        "grand",
        "rendez",
        "pays",
        "plate",
        "lieu",
        "nord",
        "sud",
        "est",
        "ouest",
        "moyen",
        "bien",
        "quelques",
        "soi",
        "elle",
        "lui",
        "eux",
        "nous",
        "vous",
        "main",
        "bas",
        "hors",
        "long",
        "short",
        "high",
        "low",
        "non",
        "pre",
        "post",
        "cross",
        "year",
    ]
)


def find_hyphens(lines: tuple[str, ...], names: Authorities) -> tuple[tuple[Edit, ...], ...]:
    """Find the words cut at the ends of `lines`; each gives an edit in its line and one in the next.

    A word is made whole where it is known whole, or where its first half is no word by itself; a compound that the text
    has with its hyphen keeps it.

    >>> from balagh.pipelines.structure.authority import shipped_authorities
    >>> edits = find_hyphens(("le dévelop-", "pement durable"), shipped_authorities())
    >>> [[edit.after for edit in of_line] for of_line in edits]
    [['pement'], ['']]
    """
    cuts = [at for at, line in enumerate(lines[:-1]) if line[-1:] in "-\u2010\u00ad\u00ac" and line]
    found: dict[int, list[Edit]] = {}
    if cuts:
        text = _Text(lines, vocabulary_of(names).words)
        for at in cuts:
            for place, edit in text.mend(at):
                found.setdefault(place, []).append(edit)
    return tuple(
        tuple(sorted(found.get(at, ()), key=lambda edit: edit.start)) if found else ()
        for at in range(len(lines))
    )


class _Text:
    """The lines of a text and the words in them."""

    def __init__(self, lines: tuple[str, ...], known: frozenset[str]) -> None:
        self.lines = lines
        self.known = known
        self.words = words_of(lines)
        self.compounds = frozenset(
            fold(word) for line in lines if "-" in line for word in re.findall(r"\w+(?:-\w+)+", line)
        )

    def mend(self, at: int) -> Iterator[tuple[int, Edit]]:
        """Give the two edits, each with the number of its line, that make the word at the end of line `at` whole."""
        line, below = self.lines[at], self.lines[at + 1]
        indent = len(below) - len(below.lstrip())
        cut, rest = _CUT.search(line[-80:]), _REST.match(below, indent)
        if cut is None or rest is None or _NEXT_HYPHEN.match(below, rest.end("rest")):
            return
        confidence = self._confidence(cut.group("word"), rest.group("rest"), cut.group("hyphen"))
        start = len(line) - 1
        if not confidence or is_protected(line, start - len(cut.group("word")), len(line)):
            return
        note = f"{cut.group('word')}{rest.group('rest')} is one word"
        moved = rest.group("rest") + rest.group("sign")
        yield (
            at,
            Edit(
                start=start,
                end=len(line),
                after=moved,
                rule=Rule.HYPHENATION,
                confidence=confidence,
                note=note,
            ),
        )
        yield (
            at + 1,
            Edit(
                start=indent, end=rest.end(), after="", rule=Rule.HYPHENATION, confidence=confidence,
                note="moved up to where its word begins",
            ),
        )  # fmt: skip

    def _confidence(self, head: str, rest: str, hyphen: str) -> float:
        """Give how sure the two halves are one word; 0 where nobody can say."""
        first, whole = fold(head), fold(head + rest)
        if f"{first}-{fold(rest)}" in self.compounds:
            return 0.0
        if hyphen == "\u00ad" or whole in self.words or whole in self.known:
            return _KNOWN
        known = word_languages()
        if first in _KEEPERS or first in known or first in self.known:
            return 0.0
        return _LIKELY if fold(rest) not in known else 0.0
