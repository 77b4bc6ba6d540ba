"""A name that a narrow letterhead breaks over two lines, both read as Latin letters: together they are one name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from balagh.pipelines.repair.latin_arabic import ahead_of, misread_pieces
from balagh.pipelines.repair.rules import Edit, Rule
from balagh.pipelines.repair.weak import BY_SHAPES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from balagh.pipelines.repair.latin_arabic_names import Match
    from balagh.pipelines.structure.authority import Authorities

#: Words of a name that is broken: a shorter one fits on a line.
_FEWEST_WORDS = 3
#: Nats by which the two lines together must be explained better than each by a name of its own.
_BETTER = 4.0


def find_wrapped_name(
    upper: str, lower: str, names: Authorities, context: Sequence[str] = ()
) -> tuple[Edit, Edit] | None:
    """Find the known name that two neighbouring lines, both Arabic read as Latin letters, say together.

    Args:
        upper: the line above, mended so far.
        lower: the line below it.
        names: the authority file.
        context: the other lines of the same header.

    Returns:
        an edit of each line, with its part of the name; None where no name is sure.
    """
    pieces = misread_pieces(upper), misread_pieces(lower)
    parts = [" ".join(line.split()) for line in (upper, lower)]
    if any(len(found) != 1 for found in pieces) or not all(
        " ".join(line[found[0][0] : found[0][1]].split()) == part
        for line, found, part in zip((upper, lower), pieces, parts, strict=True)
    ):
        return None
    # Loaded for lines that look misread: numpy and the models.
    from balagh.pipelines.repair.latin_arabic_context import AGREED, propose
    from balagh.pipelines.repair.latin_arabic_names import rank_names, support
    from balagh.pipelines.repair.latin_arabic_sure import chance_of, least_odds, log_odds

    # Arabic begins on the right: on one line the lower part would stand left of the upper.
    text = f"{parts[1]} {parts[0]}"
    matches = rank_names(text, names)
    if not matches:
        return None
    proposed = propose(context, names)
    ranked, shares = support(matches, proposed)
    best, share = ranked[0], float(shares[0])
    agreed = proposed.get(best.name.id or "", 0.0) >= AGREED
    apart = [max((match.heard for match in rank_names(part, names)), default=-100.0) for part in parts]
    right = log_odds(best, ahead_of(share), text, names, agreed=agreed)
    if best.heard < sum(apart) + _BETTER or right < least_odds(agreed=agreed):
        return None
    words = _break(best, text, len(parts[1]))
    if words is None:
        return None
    said = "agreed by the letterhead" if agreed else BY_SHAPES
    note = f"Arabic read as Latin letters: {best.name.id or 'place'}, broken over two lines, {said}"
    above, below = (
        Edit(
            start=found[0][0],
            end=found[0][1],
            after=after,
            rule=Rule.ARABIC_MISREAD,
            note=note,
            confidence=round(chance_of(right), 3),
        )
        for found, after in zip(pieces, words, strict=True)
    )
    return above, below


def _break(best: Match, text: str, size: int) -> tuple[str, str] | None:
    """Give the words of a name on the upper and on the lower line, of which `size` characters were read."""
    from balagh.pipelines.repair.latin_arabic_ctc import word_rows
    from balagh.pipelines.repair.latin_arabic_reader import FRAMES, shipped_reader

    words = best.name.text.split()
    found = word_rows(shipped_reader().rows(text), best.name.letters)
    below = sum(start + end < 2 * FRAMES * size for _, start, end in found)
    if len(found) != len(words) or len(words) < _FEWEST_WORDS or not 0 < below < len(words):
        return None
    return " ".join(words[: len(words) - below]), " ".join(words[len(words) - below :])
