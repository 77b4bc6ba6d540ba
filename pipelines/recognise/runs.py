"""Which script each part of a line is in, told from its picture before anything is read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import cv2
import numpy as np

from balagh.model import Box
from balagh.pipelines.recognise.script_windows import ink_rows, word_windows
from balagh.pipelines.recognise.words import word_spans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from balagh.ingest.sheet import Image
    from balagh.pipelines.clean.page import CleanPage
    from balagh.pipelines.layout.lines import LineMap
    from balagh.pipelines.recognise.sight import Sight


class Hand(StrEnum):
    """The classes of the script network, in its own names."""

    LATIN = "Latn"
    ARABIC = "Arab"
    TIFINAGH = "Tfng"
    DIGITS = "digits"
    INDIC = "indic"


#: Neighbouring windows share most of their pixels: their votes count by this much each.
VOTE = 0.35

#: No window speaks more strongly against a script than this (natural logarithm of its probability).
LEAST_LOG = -6.0

#: The network's class of lone marks (a dash, a slash, a bar), which go with the words beside them.
MARKS = "marks"

#: What a mark's vote loses when it is shared out among the scripts.
MARK = 0.5

#: What a mark's vote gains for the script that has most of its line.
LEADING = 0.1

#: A word shows its script plainly from these odds on; letters that no word of a page shows plainly lose so much of
#: every vote for them: a headline of capitals must look more like Tifinagh where there is no other Tifinagh.
PLAIN, ABSENT = 5.0, 1.5

#: What a change of script between two words of a line must outweigh (natural logarithm of odds).
CHANGE = 3.0

#: A change to or from digits is common in any line.
CHANGE_TO_DIGITS = 2.5


_LETTERS = frozenset({Hand.LATIN, Hand.ARABIC, Hand.TIFINAGH})


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Words of one script side by side: columns `span` (pixels of the layout picture) of a line, left to right.

    `words` holds the columns of each word; `odds` is the mean vote per word for its script against the next best, lone
    marks (dashes, slashes) not counted.
    """

    hand: Hand
    span: tuple[int, int]
    words: tuple[tuple[int, int], ...]
    odds: float


def find_runs(sight: Sight) -> list[tuple[Run, ...]]:
    """Part every line of a page into runs of one script, left to right; a line without ink gives none."""
    looks = [_look(sight, index) for index in range(len(sight.lines.lines))]
    rows = [look.features for look in looks if look.spans]
    if not rows:
        return [() for _ in looks]
    # One question for the whole page: a network is asked a thousand windows as fast as thirty.
    logs = sight.scripts.log_probabilities(np.concatenate(rows))
    hands = [Hand(name) for name in sight.scripts.classes if name != MARKS]
    votes = []
    start = 0
    for look in looks:
        own = logs[start : start + len(look.features)]
        start += len(look.features)
        votes.append(_votes(look, own, sight.scripts.classes))
    prior = _page_prior(np.concatenate([vote.scripts for vote in votes]), hands)
    return [
        _runs_of(look.spans, vote, vote.scripts - prior, hands) if look.spans else ()
        for look, vote in zip(looks, votes, strict=True)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """A line's words: their columns, the features of their windows, and the word of each window."""

    spans: tuple[tuple[int, int], ...]
    features: NDArray[np.float32]
    owners: NDArray[np.int64]


def _look(sight: Sight, index: int) -> _Look:
    """Describe the words of a line, each by itself, so that no window sees two scripts."""
    spans = word_spans(sight.lines, index)
    if not spans:
        return _Look(spans=(), features=np.zeros((0, 1), np.float32), owners=np.zeros(0, np.int64))
    line = sight.lines.lines[index].box
    own = sight.lines.owner[line.y0 : line.y1] == index + 1
    boxes = []
    for x0, x1 in spans:
        top, bottom = ink_rows(own[:, x0:x1])
        boxes.append(Box(x0 - line.x0, top, x1 - line.x0, bottom))
    features, owners = word_windows(_line_image(sight.page, sight.lines, index), boxes)
    return _Look(spans=spans, features=features, owners=owners)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Votes:
    """What the windows of a line's words say: (words, scripts) votes, and which words are lone marks."""

    scripts: NDArray[np.float64]
    marks: NDArray[np.bool_]


def _votes(look: _Look, logs: NDArray[np.float32], names: Sequence[str]) -> _Votes:
    """Count the votes of each word's windows; lone marks vote for every script alike."""
    votes = np.zeros((len(look.spans), len(names)))
    np.add.at(votes, look.owners, np.maximum(logs, LEAST_LOG).astype(np.float64) * VOTE)
    if MARKS not in names:
        return _Votes(scripts=votes, marks=np.zeros(len(votes), np.bool_))
    mark = votes[:, names.index(MARKS)]
    scripts = np.delete(votes, names.index(MARKS), axis=1)
    marks = mark > scripts.max(axis=1, initial=-np.inf)
    return _Votes(scripts=np.logaddexp(scripts, mark[:, None] - MARK), marks=marks)


def _page_prior(votes: NDArray[np.float64], hands: Sequence[Hand]) -> NDArray[np.float64]:
    """Give what a word's vote for each script loses: something for letters that no word of the page shows plainly."""
    ranked = np.sort(votes, axis=1)
    plain = votes.argmax(axis=1)[ranked[:, -1] - ranked[:, -2] >= PLAIN]
    absent = [hand in _LETTERS and number not in plain for number, hand in enumerate(hands)]
    return np.where(absent, ABSENT, 0.0)


def _runs_of(
    spans: Sequence[tuple[int, int]], votes: _Votes, weighed: NDArray[np.float64], hands: Sequence[Hand]
) -> tuple[Run, ...]:
    """Join the words of a line by their likeliest scripts; `weighed` is its votes with the page's prior."""
    # A mark between two scripts goes with the one that has more of the line.
    leading = weighed[~votes.marks].sum(axis=0) if not votes.marks.all() else weighed.sum(axis=0)
    weighed = weighed + np.where(votes.marks[:, None], LEADING * (leading == leading.max()), 0.0)
    runs: list[Run] = []
    counted: list[int] = []
    for word, state in enumerate(_best_path(weighed, hands)):
        odds = float(weighed[word, state] - np.delete(weighed[word], state).max())
        weight = 0 if votes.marks[word] else 1
        if not runs or runs[-1].hand is not hands[state]:
            runs.append(Run(hand=hands[state], span=spans[word], words=(spans[word],), odds=odds))
            counted.append(weight)
            continue
        last, count = runs[-1], counted[-1] + weight
        odds = (last.odds * counted[-1] + odds * weight) / count if count else 0.0
        span, words = (last.span[0], spans[word][1]), (*last.words, spans[word])
        runs[-1] = Run(hand=last.hand, span=span, words=words, odds=odds)
        counted[-1] = count
    return tuple(runs)


def _line_image(page: CleanPage, lines: LineMap, index: int) -> Image:
    """Cut the line tight out of the page at the layout's scale, other lines' ink painted over."""
    box = lines.lines[index].box
    step = page.shrink
    window = page.gray[box.y0 * step : box.y1 * step, box.x0 * step : box.x1 * step]
    picture = cv2.resize(window, (box.width, box.height), interpolation=cv2.INTER_AREA)
    owner = lines.owner[box.y0 : box.y1, box.x0 : box.x1]
    return np.where((owner == 0) | (owner == index + 1), picture, 255).astype(np.uint8)


def _best_path(votes: NDArray[np.float64], hands: Sequence[Hand]) -> list[int]:
    """Give the likeliest class of each word (Viterbi), a change of class between words costing its price."""
    digits = np.array([hand in {Hand.DIGITS, Hand.INDIC} for hand in hands])
    price = np.where(digits[:, None] | digits[None, :], CHANGE_TO_DIGITS, CHANGE)
    np.fill_diagonal(price, 0.0)
    score = votes[0].copy()
    back: list[NDArray[np.int64]] = []
    for vote in votes[1:]:
        reached = score[:, None] - price
        back.append(reached.argmax(axis=0))
        score = reached.max(axis=0) + vote
    path = [int(score.argmax())]
    for step in reversed(back):
        path.append(int(step[path[-1]]))
    return path[::-1]
