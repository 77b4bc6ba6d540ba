"""Which script each part of a line is in, told from its picture before anything is read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import cv2
import numpy as np

from balagh.pipelines.recognise.script_windows import LINE_HEIGHT, word_windows
from balagh.pipelines.recognise.words import word_spans

if TYPE_CHECKING:
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

#: What a change of script between two words of a line must outweigh (natural logarithm of odds).
CHANGE = 3.5

#: A change to or from digits is common in any line.
CHANGE_TO_DIGITS = 2.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Words of one script side by side: columns `span` (pixels of the layout picture) of a line, left to right.

    `words` holds the columns of each word; `odds` is the mean vote per word for its script against the next best.
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
    hands = [Hand(name) for name in sight.scripts.classes]
    runs: list[tuple[Run, ...]] = []
    start = 0
    for look in looks:
        own = logs[start : start + len(look.features)]
        start += len(look.features)
        runs.append(_runs_of(look, own, hands) if look.spans else ())
    return runs


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
    image, left = _line_image(sight.page, sight.lines, index), sight.lines.lines[index].box.x0
    local = [(x0 - left, x1 - left) for x0, x1 in spans]
    features, middles, owners = word_windows(image, local)
    widths = np.array([x1 - x0 for x0, x1 in local], np.float64)[owners]
    # A window around a word's very edge is half paper; a word so short that it has no other keeps it.
    edge = 3.0 * image.shape[0] / LINE_HEIGHT
    inside = (middles > edge) & (middles < widths - edge)
    alone = np.bincount(owners, weights=inside, minlength=len(spans)) == 0
    kept = inside | alone[owners]
    return _Look(spans=spans, features=features[kept], owners=owners[kept])


def _runs_of(look: _Look, logs: NDArray[np.float32], hands: list[Hand]) -> tuple[Run, ...]:
    spans = look.spans
    votes = np.zeros((len(spans), len(hands)))
    np.add.at(votes, look.owners, np.maximum(logs, -6.0).astype(np.float64))
    votes *= VOTE
    runs: list[Run] = []
    for word, state in enumerate(_best_path(votes, hands)):
        rest = np.delete(votes[word], state)
        odds = float(votes[word, state] - rest.max())
        if runs and runs[-1].hand is hands[state]:
            last = runs[-1]
            words = (*last.words, spans[word])
            odds = (last.odds * len(last.words) + odds) / len(words)
            runs[-1] = Run(hand=last.hand, span=(last.span[0], spans[word][1]), words=words, odds=odds)
        else:
            runs.append(Run(hand=hands[state], span=spans[word], words=(spans[word],), odds=odds))
    return tuple(runs)


def _line_image(page: CleanPage, lines: LineMap, index: int) -> Image:
    """Cut the line tight out of the page at the layout's scale, other lines' ink painted over."""
    box = lines.lines[index].box
    step = page.shrink
    window = page.gray[box.y0 * step : box.y1 * step, box.x0 * step : box.x1 * step]
    picture = cv2.resize(window, (box.width, box.height), interpolation=cv2.INTER_AREA)
    owner = lines.owner[box.y0 : box.y1, box.x0 : box.x1]
    return np.where((owner == 0) | (owner == index + 1), picture, 255).astype(np.uint8)


def _best_path(votes: NDArray[np.float64], hands: list[Hand]) -> list[int]:
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
